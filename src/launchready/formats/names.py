"""Host names: their form, where a domain begins, and what a form makes of them (RFC 1034, 5890)."""

import re
from functools import cache
from ipaddress import ip_address

import idna
from publicsuffixlist import PublicSuffixList

MAX_NAME = 253  # RFC 1035 section 2.3.4: 255 bytes on the wire

# An underscore is no host-name character (RFC 952), but browsers and name servers take it.
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_DOTS = re.compile("[\u3002\uff0e\uff61]")  # the other full stops that IDNA takes for a dot

# Suffixes of the list's private section that work like a registry: who takes a name there
# gets a zone of its own (CentralNic's and the like; read in the Public Suffix List, 2026-10-23).
_SOLD_LIKE_DOMAINS = frozenset(
    (
        *("ae.org", "br.com", "cn.com", "co.com", "com.de", "com.se", "de.com", "eu.com", "eu.org", "gb.net", "hu.net"),
        *("in.net", "jp.net", "jpn.com", "mex.com", "radio.am", "radio.fm", "ru.com", "sa.com", "se.net", "uk.com"),
        *("uk.net", "us.com", "us.org", "za.bz", "za.com"),
    )
)

# Top-level names for use inside networks (RFC 6761, 6762, 7686, 8375, 9476; ICANN 2018 and 2024). `example`
# and `test` are missing: samples and test beds use them as if they were sold.
_SOLD_BY_NOBODY = frozenset(
    ("alt", "arpa", "corp", "home", "internal", "invalid", "lan", "local", "localhost", "mail", "onion")
)


@cache
def _suffixes(*, registries_only: bool) -> PublicSuffixList:
    """The bundled list; reading it takes 50 ms, so not before it is needed."""
    return PublicSuffixList(only_icann=registries_only)


def is_literal(host: str) -> bool:
    """Whether the host is an IP address, bracketed or not."""
    try:
        ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def is_local(host: str) -> bool:
    """Whether the name means this machine (RFC 6761 section 6.3)."""
    return host.lower().rstrip(".").rpartition(".")[2] == "localhost"


def is_host_name(name: str) -> bool:
    """Whether the name (A-labels, lower case, no trailing dot) may name a host.

    The last label is no number, which browsers read as a short form of an address (WHATWG URL, host parsing).
    """
    labels = name.split(".")
    return len(name) <= MAX_NAME and all(map(_LABEL.fullmatch, labels)) and not _NUMBER.fullmatch(labels[-1])


def to_ascii(host: str) -> str | None:
    """The host in the form that the DNS knows: A-labels, lower case, no trailing dot; None if it is no host name.

    `münchen.example` and `MÜNCHEN.example.` both give `xn--mnchen-3ya.example`.
    """
    plain = _DOTS.sub(".", host.strip()).lower().removesuffix(".")
    if not plain.isascii():
        try:
            plain = idna.encode(plain, uts46=True).decode("ascii")
        except idna.IDNAError:
            return None
    return plain if is_host_name(plain) else None


def within(name: str, zone: str) -> bool:
    """Whether the name is the zone's own or stands below it."""
    return name == zone or name.endswith(f".{zone}")


def registrable(host: str) -> str:
    """The domain that somebody registered, by the Public Suffix List with its private section.

    An unknown top-level domain is taken for a suffix. The host itself where there is nothing to
    register: an address, one label, a registry's suffix.
    """
    if is_literal(host):
        return host
    return (
        _suffixes(registries_only=False).privatesuffix(host)
        or _suffixes(registries_only=True).privatesuffix(host)
        or host
    )


def bought_domain(host: str) -> str:
    """The domain that is bought at a registry: `herokuapp.com` for `club.herokuapp.com`, which is nobody's to buy."""
    suffix = _suffixes(registries_only=False).publicsuffix(host) or ""
    if suffix in _SOLD_LIKE_DOMAINS:
        return registrable(host)
    return host if is_literal(host) else _suffixes(registries_only=True).privatesuffix(host) or host


def can_be_bought(domain: str) -> bool:
    """Whether a domain's top level is one that any registry sells below."""
    return domain.rpartition(".")[2] not in _SOLD_BY_NOBODY and "." in domain


def owns_zone(host: str) -> bool:
    """Whether the registrable domain has a zone of its own; false for `club.vercel.app`, which its host owns."""
    if is_literal(host) or is_local(host):
        return False
    suffix = _suffixes(registries_only=False).publicsuffix(host) or ""
    if "." not in suffix or suffix in _SOLD_LIKE_DOMAINS or host == suffix:
        return True
    return _suffixes(registries_only=True).publicsuffix(host) == suffix


def doubled(name: str, zone: str) -> str:
    """Where a record lands when a form appends the domain to a full name that was typed in."""
    return f"{name}.{zone}"
