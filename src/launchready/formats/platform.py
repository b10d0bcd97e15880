"""Puts the small signs together that say who runs a site: DNS host, CDN, host, builder (sans-I/O).

Headers travel through proxies and CDNs of the platform itself, so one sign is not enough to blame the
owner's set-up: Render, Lovable and others answer with Cloudflare's headers without the owner having Cloudflare.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Sign(StrEnum):
    """The kind of thing that gave a platform away."""

    CNAME = "cname"
    ADDRESS = "address"
    HEADER = "header"
    MARK = "mark"
    NAMESERVER = "nameserver"


# Where the DNS leads is the owner's own word; headers and page parts can come along from elsewhere.
_WEIGHT = {Sign.CNAME: 4, Sign.ADDRESS: 4, Sign.HEADER: 2, Sign.MARK: 1, Sign.NAMESERVER: 4}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sign, and the value that was seen."""

    sign: Sign
    value: str

    def __str__(self) -> str:
        return f"{self.sign.value} {self.value}"


@dataclass(frozen=True, slots=True)
class Guess:
    """A platform by its slug, with what gave it away."""

    slug: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformGuess:
    """Who does what for a site; None where nothing gave it away."""

    dns_host: Guess | None = None
    cdn: Guess | None = None
    host: Guess | None = None
    builder: Guess | None = None

    @property
    def slugs(self) -> tuple[str, str, str, str]:
        """DNS host, CDN, host and builder as slugs, empty where not known."""
        dns_host, cdn, host, builder = (
            guess.slug if guess else "" for guess in (self.dns_host, self.cdn, self.host, self.builder)
        )
        return dns_host, cdn, host, builder

    @property
    def evidence(self) -> tuple[str, ...]:
        """`slug: sign value` for each sign that counted, once each."""
        guesses = [guess for guess in (self.dns_host, self.cdn, self.host, self.builder) if guess]
        return tuple(dict.fromkeys(f"{guess.slug}: {sign}" for guess in guesses for sign in guess.evidence))


# Which text variant comes first depends on where the problem is mended.
_ORDER = {
    "dns": (0, 1, 2, 3),
    "registrar": (0, 1, 2, 3),
    "edge": (1, 2, 3, 0),
    "host": (3, 2, 1, 0),
    "code": (3, 2, 1, 0),
}


def variants(where: str, dns_host: str, cdn: str, host: str, builder: str) -> tuple[str, ...]:
    """The slugs in the order in which a fix text is chosen for a problem that is mended at `where`."""
    slugs = (dns_host, cdn, host, builder)
    return tuple(dict.fromkeys(slugs[place] for place in _ORDER[where] if slugs[place]))


class KnownPlatform(Protocol):
    """What is known about a platform; `reference.Platform` fulfils it."""

    @property
    def slug(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def headers(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def marks(self) -> tuple[str, ...]: ...
    @property
    def rides_on(self) -> tuple[str, ...]: ...


class KnownDnsHost(Protocol):
    """What is known about a DNS host; `reference.DnsHost` fulfils it."""

    @property
    def slug(self) -> str: ...


class Book(Protocol):
    """The look-ups that are needed here; `reference.Reference` fulfils it."""

    @property
    def platforms(self) -> Sequence[KnownPlatform]: ...
    def platform_of_name(self, name: str) -> KnownPlatform | None: ...
    def platform_of_address(self, ip: str) -> KnownPlatform | None: ...
    def dns_host_of(self, ns_names: Iterable[str], platforms: Sequence[str] = ()) -> KnownDnsHost | None: ...


def fingerprint(
    cnames: Iterable[str],
    addresses: Iterable[str],
    headers: Sequence[tuple[str, str]],
    html_marks: Iterable[str],
    ns_names: Iterable[str],
    reference: Book,
) -> PlatformGuess:
    """Who runs a site, by the aliases and addresses of its host, its headers, and the marks in its page."""
    signs = _signs(cnames, addresses, headers, set(html_marks), reference)
    by_kind = {
        kind: [platform for platform in reference.platforms if platform.slug in signs and platform.kind == kind]
        for kind in ("builder", "host", "cdn", "hosted-community")
    }
    builder = _best(by_kind["builder"], signs)
    # A builder serves only where the DNS or the server says so: its marks stay in the page when the app moves.
    serving = [
        platform
        for kind in ("host", "builder", "hosted-community")
        for platform in by_kind[kind]
        if any(sign.sign is not Sign.MARK for sign in signs[platform.slug])
    ]
    host = _best(serving, signs)
    names = tuple(ns_names)
    dns_host = reference.dns_host_of(names, [host.slug] if host else [])
    return PlatformGuess(
        dns_host=_dns(dns_host, names),
        cdn=_cdn(by_kind["cdn"], signs, serving, host, dns_host.slug if dns_host else ""),
        host=host,
        builder=builder,
    )


def _signs(
    cnames: Iterable[str],
    addresses: Iterable[str],
    headers: Sequence[tuple[str, str]],
    marks: set[str],
    reference: Book,
) -> dict[str, list[Evidence]]:
    """Every sign by the platform that it speaks for."""
    found: dict[str, list[Evidence]] = defaultdict(list)
    for name in cnames:
        if platform := reference.platform_of_name(name):
            found[platform.slug].append(Evidence(Sign.CNAME, name))
    for address in addresses:
        if platform := reference.platform_of_address(address):
            found[platform.slug].append(Evidence(Sign.ADDRESS, address))
    for platform in reference.platforms:
        for wanted, part in platform.headers:
            if any(name.lower() == wanted and part in value.lower() for name, value in headers):
                # The name is enough as evidence: a value may carry an identifier of the visit.
                found[platform.slug].append(Evidence(Sign.HEADER, f"{wanted}: {part}" if part else wanted))
        found[platform.slug] += [Evidence(Sign.MARK, mark) for mark in platform.marks if mark in marks]
    return {slug: list(dict.fromkeys(signs)) for slug, signs in found.items() if signs}


def _best(platforms: Sequence[KnownPlatform], signs: dict[str, list[Evidence]]) -> Guess | None:
    """The platform for which most speaks; between equals the first by name."""
    if not platforms:
        return None
    slug = min((p.slug for p in platforms), key=lambda slug: (-sum(_WEIGHT[s.sign] for s in signs[slug]), slug))
    return Guess(slug, tuple(signs[slug]))


def _dns(dns_host: KnownDnsHost | None, names: tuple[str, ...]) -> Guess | None:
    if dns_host is None:
        return None
    return Guess(dns_host.slug, tuple(Evidence(Sign.NAMESERVER, name) for name in names))


def _cdn(
    cdns: Sequence[KnownPlatform],
    signs: dict[str, list[Evidence]],
    serving: Sequence[KnownPlatform],
    host: Guess | None,
    dns_host: str,
) -> Guess | None:
    """The CDN that the owner put in front, not the one that the host itself runs on.

    A host's own CDN shows the same headers and addresses. It is the owner's only where the zone is
    at that CDN too and the alias to the host is hidden, as an orange cloud hides it.
    """
    rides_on = {slug for platform in serving for slug in platform.rides_on}
    alias_seen = host is not None and any(sign.sign is Sign.CNAME for sign in host.evidence)
    own = [cdn for cdn in cdns if cdn.slug not in rides_on or (cdn.slug == dns_host and not alias_seen)]
    return _best(own, signs)
