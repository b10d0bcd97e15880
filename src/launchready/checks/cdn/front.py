"""What stands between visitors and the server: nothing, something that speaks http behind their back, or too much."""

from collections.abc import Iterator
from ipaddress import ip_address

from launchready.checks.redirects.loop import circle, loop_group
from launchready.checks.redirects.ways import browsed, front, reading
from launchready.facts.cdn import ReverseName
from launchready.facts.dns import Resolution
from launchready.facts.http import End, Hop, Platform, RedirectChain
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding, NotApplicable
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Confidence, GapReason, Level

CLOUDFLARE = "cloudflare"
LOCAL = NotApplicable("This address is written as a number or a local name; nothing stands in front of it.")
NO_CLOUDFLARE = NotApplicable("No Cloudflare of yours stands in front of the site.")
NO_CDN = NotApplicable("No protecting network (CDN) of yours stands in front of the site.")
NOBODYS = NotApplicable("The address is kept for private use or for examples, so nobody outside can flood it.")
# Cloudflare's words for a certificate of the server behind it that is missing, expired or not trusted.
_ORIGIN_TLS = frozenset({525, 526})


@check(
    "cdn/flexible-tls",
    area=Area.PUBLIC_FACE,
    stage=2,
    over=SubjectKind.SITE,
    needs=(RedirectChain,),
    uses=(Platform,),
    levels={Level.BLOCKER},
)
def flexible_tls(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """Cloudflare takes https and speaks http to the server, which sends everybody back to https."""
    platform = seen.first(Platform)
    chains = list(browsed(seen))
    told: set[str] = set()
    for chain in chains:
        hops = circle(chain)
        itself = chain.end is End.LOOP and len({hop.url for hop in hops}) == 1 and hops[0].scheme == "https"
        if itself and _is_owners(hops, platform) and loop_group(chain) not in told:
            told.add(loop_group(chain))
            url = reading(hops[0].url)
            yield Finding(
                level=Level.BLOCKER,
                values={"url": hops[0].url, "host": hops[0].host, "zone": ctx.target.apex},
                places=(Place.url(front(url) if url else hops[0].url),),
                group=loop_group(chain),
            )
    if chains and not any(_is_owners(chain.hops, platform) for chain in chains):
        yield NO_CLOUDFLARE


@check(
    "cdn/absent",
    area=Area.PUBLIC_FACE,
    stage=2,
    over=SubjectKind.SITE,
    needs=(Platform, Resolution),
    uses=(ReverseName,),
    levels={Level.IMPORTANT},
)
def absent(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The site stands on a rented server, bare."""
    if ctx.target.is_literal:
        yield LOCAL
        return
    platform, resolved = seen.first(Platform), seen.of(Resolution, Subject.host(ctx.target.host))
    if platform is None or resolved is None:
        yield from seen.gaps(Resolution)
        return
    reverse = [name for fact in seen.all(ReverseName) for name in fact.names]
    aliases, addresses = resolved.cnames, resolved.addresses
    if platform.cdn or ctx.reference.edge_of(aliases, addresses):
        return
    company = ctx.reference.server_of((*aliases, *reverse), addresses)
    if company:
        yield _bare(company, addresses, ctx, sure=bool(ctx.reference.server_of(aliases, addresses)))
    elif platform.host or platform.builder or not ctx.target.owns_zone or not addresses:
        # Every host that is known by name keeps floods away from the apps it runs; a plain server is not one.
        return
    elif not any(ip_address(ip).is_global for ip in addresses):
        yield NOBODYS
    else:
        yield _question(addresses[0], ctx)


@check(
    "cdn/stacked",
    area=Area.PUBLIC_FACE,
    stage=2,
    over=SubjectKind.SITE,
    needs=(Platform,),
    uses=(RedirectChain,),
    levels={Level.OPTIONAL, Level.IMPORTANT},
)
def stacked(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """A CDN of the owner's in front of a host that is one itself."""
    platform = seen.first(Platform)
    if platform is None:
        return
    if not platform.cdn:
        yield NO_CDN
        return
    note = stacked_on(platform, ctx)
    if not note:
        return
    failing = any(hop.status in _ORIGIN_TLS for chain in seen.all(RedirectChain) for hop in chain.hops)
    yield Finding(
        level=Level.IMPORTANT if failing else Level.OPTIONAL,
        values={
            "host": ctx.target.host,
            "zone": ctx.target.apex,
            "cdn": ctx.reference.platform_name_of(platform.cdn),
            "platform": ctx.reference.platform_name_of(platform.host or platform.builder),
            "note": note,
        },
        places=(Place.url(ctx.target.origin + "/"),),
        case="failing" if failing else "",
        group=f"cdn/stacked:{ctx.target.host}",
    )


def stacked_on(platform: Platform, ctx: Context) -> str:
    """Why the host behind the CDN wants none in front; empty when it does not say so."""
    return ctx.reference.edge_note_of(platform.host) if platform.cdn and platform.host != platform.cdn else ""


def _is_owners(hops: tuple[Hop, ...], platform: Platform | None) -> bool:
    """Whether the owner's own Cloudflare answered. Hosts that run on Cloudflare send its headers too."""
    if platform is not None and platform.host and platform.cdn != CLOUDFLARE:
        return False
    return any(hop.cf_ray or CLOUDFLARE in hop.server.lower() for hop in hops)


def _bare(company: str, addresses: tuple[str, ...], ctx: Context, *, sure: bool) -> Finding:
    return Finding(
        level=Level.IMPORTANT,
        confidence=Confidence.CONFIRMED if sure else Confidence.LIKELY,
        values={
            "host": ctx.target.host,
            "zone": ctx.target.apex,
            "company": company,
            "addresses": list(addresses),
        },
        places=(Place.url(ctx.target.origin + "/"),),
        group=f"cdn/absent:{ctx.target.host}",
    )


def _question(ip: str, ctx: Context) -> Gap:
    return Gap(
        fact="Platform",
        subject=Subject.site(ctx.target.host),
        reason=GapReason.NO_ACCESS,
        detail=f"whose network {ip} is, and whether it keeps floods of visits away, could not be seen",
        ask=f"Ask whoever runs the server of {ctx.target.host} what stands in front of it when it is attacked.",
    )
