"""The one value that answers questions about providers: pure look-ups over the tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from launchready.model.change import PlatformChange
from launchready.model.limit import SignInService
from launchready.reference.auth_limits import service_of
from launchready.reference.changes import changes
from launchready.reference.leftovers import Leftovers, leftovers
from launchready.reference.read import folder, rows, table, value
from launchready.reference.stock import Stock, stock_pages
from launchready.reference.values import (
    CaIssuer,
    Claimable,
    DnsHost,
    ExposedPath,
    HostWord,
    Platform,
    PlatformKind,
    ServerCompany,
    SignInRule,
    Takeover,
    WallRule,
)

Network = IPv4Network | IPv6Network
_ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Everything that this version knows about providers. Names are compared without case.

    `read_on` is the date of the oldest table: what a report states as the age of its data.
    """

    read_on: date
    dns_hosts: tuple[DnsHost, ...]
    platforms: tuple[Platform, ...]
    takeovers: tuple[Takeover, ...]
    ca_issuers: tuple[CaIssuer, ...]
    walls: tuple[WallRule, ...]
    sign_ins: tuple[SignInRule, ...]
    words: tuple[HostWord, ...]
    previews: tuple[tuple[str, str], ...]
    builds: tuple[str, ...]
    networks: tuple[tuple[Network, Platform], ...]
    leftovers: Leftovers
    changes: tuple[PlatformChange, ...]
    exposed: tuple[ExposedPath, ...]
    servers: tuple[tuple[ServerCompany, tuple[Network, ...]], ...]
    stock: Stock

    @property
    def marks(self) -> tuple[str, ...]:
        """Every part of a page that gives a platform away, to be looked for in the lower-case HTML."""
        return tuple(mark for platform in self.platforms for mark in platform.marks)

    def dns_host(self, slug: str) -> DnsHost:
        """The DNS host of that slug; the general form when the slug is not known."""
        known = {host.slug: host for host in self.dns_hosts}
        return known.get(slug) or known[_ANY]

    def platform(self, slug: str) -> Platform | None:
        """The platform of that slug."""
        return next((platform for platform in self.platforms if platform.slug == slug), None)

    def publish_steps(self, slug: str) -> tuple[str, ...]:
        """The clicks by which a change goes live there; empty when not known."""
        platform = self.platform(slug)
        return platform.publish if platform else ()

    def dns_host_of(self, ns_names: Iterable[str], platforms: Sequence[str] = ()) -> DnsHost | None:
        """Who answers for a zone with these name servers: the host that most of them belong to.

        Name servers that several companies share count only for one whose platform is in `platforms`.
        """
        names = [_plain(name) for name in ns_names]
        best: tuple[int, DnsHost | None] = (0, None)
        for host in self.dns_hosts:
            if host.needs_platform and host.needs_platform not in platforms:
                continue
            hits = sum(any(fnmatchcase(name, pattern) for pattern in host.patterns) for name in names)
            if hits > best[0]:
                best = (hits, host)
        return best[1]

    def platform_of_name(self, name: str) -> Platform | None:
        """Whose domain a CNAME target stands under; the longest suffix decides."""
        wanted = _plain(name)
        hits = [
            (len(suffix), platform)
            for platform in self.platforms
            for suffix in platform.cnames
            if _under(wanted, suffix)
        ]
        return max(hits, key=lambda hit: hit[0])[1] if hits else None

    def platform_of_address(self, ip: str) -> Platform | None:
        """Whose network an address belongs to; the smallest network decides. None for what is no address."""
        try:
            address = ip_address(ip)
        except ValueError:
            return None
        hits = [(network.prefixlen, platform) for network, platform in self.networks if address in network]
        return max(hits, key=lambda hit: hit[0])[1] if hits else None

    def is_cdn_address(self, ip: str) -> bool:
        """Whether the address belongs to a CDN, or to a host that is a CDN itself."""
        platform = self.platform_of_address(ip)
        return platform is not None and (platform.kind is PlatformKind.CDN or platform.own_edge)

    def platform_name_of(self, slug: str) -> str:
        """What a platform is called; the slug itself when it is not known."""
        platform = self.platform(slug)
        return platform.name if platform else slug

    def edge_note_of(self, slug: str) -> str:
        """Why nothing belongs in front of this host or builder; empty when it has no edge of its own."""
        platform = self.platform(slug)
        return platform.edge_note if platform and platform.kind is not PlatformKind.CDN else ""

    def edge_of(self, names: Iterable[str], ips: Iterable[str]) -> str:
        """The slug of the CDN, or the host with its own edge, that an alias or address belongs to; empty for none."""
        found = [*map(self.platform_of_name, names), *map(self.platform_of_address, ips)]
        edges = (one.slug for one in found if one and (one.kind is PlatformKind.CDN or one.own_edge))
        return next(edges, "")

    def server_of(self, names: Iterable[str], ips: Iterable[str]) -> str:
        """Which company rents this plain server out, by its reverse name, alias or network; empty when not known."""
        plain = [_plain(name) for name in names]
        addresses = [ip_address(ip) for ip in ips]
        slugs = {platform.slug for address in addresses if (platform := self.platform_of_address(str(address)))}
        for server, networks in self.servers:
            named = any(_under(name, suffix) for name in plain for suffix in server.names)
            if named or server.who in slugs or any(a in network for a in addresses for network in networks):
                return server.name
        return ""

    def preview_suffix_of(self, host: str) -> str | None:
        """The preview, builder or tunnel domain that the host stands under (`vercel.app`), or None."""
        name = _plain(host)
        hits = [suffix for suffix, _ in self.previews if name != suffix and _under(name, suffix)]
        return max(hits, key=len) if hits else None

    def is_app_host(self, host: str) -> bool:
        """Whether the host is one that a builder or host gives to a published app of any of its customers."""
        given = {suffix for platform in self.platforms for suffix in platform.previews}
        return self.preview_suffix_of(host) in given and not any(part in host for part in ("--", "-git-"))

    def leftover_of(self, part: str, text: str) -> str:
        """Whose template a title, description, picture or icon comes from; empty when it is the owner's own."""
        return self.leftovers.of(part, text)

    def stock_page_of(self, slug: str) -> tuple[str, str]:
        """What a ready-made page is (a word of `StockKind`) and who made it, in words; empty for an unknown slug."""
        page = self.stock.of(slug)
        return (page.kind.value, page.by) if page else ("", "")

    def is_build(self, host: str) -> bool:
        """Whether the host is there only while somebody works: a tunnel, a sandbox, the preview of one build."""
        name = _plain(host)
        return any(_under(name, suffix) for suffix in self.builds)

    def preview_owner_of(self, host: str) -> str:
        """Whose preview domain the host stands under, in words; empty for none."""
        suffix = self.preview_suffix_of(host)
        return dict(self.previews)[suffix] if suffix else ""

    def caa_domains_of(self, organisation: str, common_name: str) -> tuple[str, ...]:
        """The CAA issuer domains that the certificate's issuer honours; empty when not known."""
        org, name = organisation.strip().lower(), common_name.strip().lower()
        for issuer in self.ca_issuers:
            org_fits = not issuer.organisations or org.startswith(issuer.organisations)
            name_fits = not issuer.common_names or name.startswith(issuer.common_names)
            if org_fits and name_fits:
                return issuer.domains
        return ()

    def sign_in_service_of(self, hosts: Iterable[str]) -> SignInService | None:
        """Who signs people in at one of these hosts, with the documented limits; None when nobody known does."""
        return service_of(hosts)

    def takeover_of(self, cname: str) -> Takeover | None:
        """What is known about taking over names that point at this target; the longest suffix decides."""
        wanted = _plain(cname)
        hits = [(len(suffix), entry) for entry in self.takeovers for suffix in entry.cnames if _under(wanted, suffix)]
        return max(hits, key=lambda hit: hit[0])[1] if hits else None

    def claimable(self, cname: str) -> str:
        """In one word whether a stranger can claim the target: yes, no, verified or unknown."""
        entry = self.takeover_of(cname)
        return (entry.claimable if entry else Claimable.UNKNOWN).value

    def with_networks(self, slug: str, networks: Iterable[str]) -> "Reference":
        """The same reference with further networks of one platform, as a lab or an owner declares them."""
        platform = self.platform(slug)
        if platform is None:
            raise ValueError(f"no platform is called {slug!r}")
        added = tuple((ip_network(network), platform) for network in networks)
        return replace(self, networks=(*self.networks, *added))


@cache
def load() -> Reference:
    """Read all tables once. Raises ValueError when one of them is malformed, which is our own mistake."""
    dns_hosts = tuple(value({"slug": slug, **raw}, DnsHost, f"dns_hosts/{slug}") for slug, raw in folder("dns_hosts"))
    platforms = tuple(value({"slug": slug, **raw}, Platform, f"platforms/{slug}") for slug, raw in folder("platforms"))
    others = {
        name: table(f"{name}.toml") for name in ("takeovers", "ca_issuers", "walls", "sign_in", "words", "previews")
    }
    others |= {name: table(f"{name}.toml") for name in ("exposed", "servers")}
    dates = [host.read_on for host in dns_hosts] + [platform.read_on for platform in platforms]
    dates += [value({"on": raw["read_on"]}, dict[str, date], name)["on"] for name, raw in others.items()]
    return Reference(
        read_on=min(dates),
        dns_hosts=dns_hosts,
        platforms=platforms,
        takeovers=rows(others["takeovers"], "service", Takeover, "takeovers"),
        ca_issuers=rows(others["ca_issuers"], "issuer", CaIssuer, "ca_issuers"),
        walls=rows(others["walls"], "wall", WallRule, "walls"),
        sign_ins=rows(others["sign_in"], "sign_in", SignInRule, "sign_in"),
        words=rows(others["words"], "word", HostWord, "words"),
        previews=_previews(platforms, others["previews"]),
        builds=value({"builds": others["previews"]["builds"]}, dict[str, tuple[str, ...]], "previews")["builds"],
        networks=tuple((ip_network(text), platform) for platform in platforms for text in platform.networks),
        leftovers=leftovers(),
        changes=changes(),
        stock=stock_pages(),
        exposed=rows(others["exposed"], "path", ExposedPath, "exposed"),
        servers=tuple(
            (server, tuple(map(ip_network, server.networks)))
            for server in rows(others["servers"], "server", ServerCompany, "servers")
        ),
    )


def _previews(platforms: Iterable[Platform], raw: dict[str, object]) -> tuple[tuple[str, str], ...]:
    """(suffix, owner's name): those of the platforms, then those that belong to no platform of ours."""
    own = [(suffix, platform.name) for platform in platforms for suffix in platform.previews]
    more = value({"suffix": raw["suffix"]}, dict[str, dict[str, str]], "previews")["suffix"]
    return (*own, *more.items())


def _plain(name: str) -> str:
    """A host name in the form in which the tables hold it."""
    return name.strip().rstrip(".").lower()


def _under(name: str, suffix: str) -> bool:
    """Whether a name is the suffix or stands below it, at a label's border; `*` stands for part of a label."""
    if "*" in suffix:
        return fnmatchcase(name, suffix) or fnmatchcase(name, "*." + suffix)
    return name == suffix or name.endswith("." + suffix)
