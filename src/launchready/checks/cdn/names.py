"""Ways past the CDN: the server's own address, and names that lead straight to it."""

from collections.abc import Iterator

from launchready.checks.cdn.front import LOCAL, NO_CDN, stacked_on
from launchready.checks.redirects.ways import is_near
from launchready.facts.cdn import DirectAnswer, Origins
from launchready.facts.dns import Resolution
from launchready.facts.http import HostAnswer, Platform
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.finding import Finding, NotApplicable
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Effect, Level

STACKED = NotApplicable("Your host protects itself, so addresses that lead straight to it are as they should be.")
# Labels of what a CDN cannot carry: mail, files, shells, name servers, and what mail programs ask for.
_NOT_WEB = frozenset(
    (
        *("mail", "smtp", "imap", "pop", "pop3", "mx", "mta", "webmail", "autodiscover", "autoconfig", "mta-sts"),
        *("ftp", "sftp", "ssh", "vpn", "ns", "dns", "cpanel", "whm", "direct", "origin", "server"),
    )
)
_FAILURE = 400


@check(
    "cdn/origin-open",
    area=Area.PUBLIC_FACE,
    stage=2,
    over=SubjectKind.SITE,
    needs=(Origins,),
    levels={Level.IMPORTANT, Level.OPTIONAL},
    effect=Effect.ASK,
)
def origin_open(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The same site answers at an address of the zone that is not the CDN's."""
    fact = seen.first(Origins)
    if fact is None:
        return
    if not fact.cdn:
        yield NO_CDN
        return
    found = [one for one in fact.asked if one.same_page and not one.through_cdn]
    for platform in (False, True):
        here = [one for one in found if bool(one.platform and not _rented(one, ctx)) is platform]
        if here:
            yield _finding(here, fact, ctx, platform=platform)


@check(
    "cdn/unproxied",
    area=Area.PUBLIC_FACE,
    stage=2,
    over=SubjectKind.SITE,
    needs=(Platform, Resolution, HostAnswer),
    levels={Level.OPTIONAL},
)
def unproxied(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """Web names that lead straight to a server while the site itself stands behind a CDN."""
    if ctx.target.is_literal:
        yield LOCAL
        return
    platform = seen.first(Platform)
    if platform is None:
        return
    if not platform.cdn:
        yield NO_CDN
        return
    if stacked_on(platform, ctx):
        yield STACKED
        return
    covered = _addresses(ctx.target.host, seen)
    names = sorted({answer.subject.host_name for answer in seen.all(HostAnswer) if _serves(answer)})
    bare = [name for name in names if is_near(name, ctx.target) and _is_bare(name, covered, seen, ctx)]
    if bare:
        yield Finding(
            level=Level.OPTIONAL,
            values={
                "names": bare,
                "host": ctx.target.host,
                "zone": ctx.target.apex,
                "cdn": ctx.reference.platform_name_of(platform.cdn),
                "count": len(bare),
            },
            places=tuple(Place.url(f"https://{name}/") for name in bare),
            group=f"cdn/unproxied:{ctx.target.apex}",
        )


def _rented(one: DirectAnswer, ctx: Context) -> bool:
    """Whether the platform at an address is a plain server, which a firewall can close."""
    return bool(ctx.reference.server_of((), (one.address,)))


def _finding(here: list[DirectAnswer], fact: Origins, ctx: Context, *, platform: bool) -> Finding:
    names = sorted({name for one in here for name in one.found_as})
    return Finding(
        level=Level.OPTIONAL if platform else Level.IMPORTANT,
        values={
            "host": ctx.target.host,
            "zone": ctx.target.apex,
            "cdn": ctx.reference.platform_name_of(fact.cdn),
            "addresses": [one.address for one in here],
            "names": names,
        },
        places=tuple(Place.record(one.address, "A" if ":" not in one.address else "AAAA") for one in here),
        case="platform" if platform else "",
        group=f"cdn/origin-open:{ctx.target.host}",
    )


def _serves(answer: HostAnswer) -> bool:
    return answer.reached and answer.page is not None and answer.page.status < _FAILURE


def _is_bare(name: str, covered: frozenset[str], seen: Seen, ctx: Context) -> bool:
    """Whether a web name leads to an address that is neither the site's own nor one of a CDN or host with an edge."""
    if {label.rstrip("0123456789") for label in name.removesuffix(ctx.target.apex).split(".")} & _NOT_WEB:
        return False
    resolved = seen.of(Resolution, Subject.host(name))
    if resolved is None or not resolved.addresses or covered & set(resolved.addresses):
        return False
    return not ctx.reference.edge_of(resolved.cnames, resolved.addresses)


def _addresses(host: str, seen: Seen) -> frozenset[str]:
    resolved = seen.of(Resolution, Subject.host(host))
    return frozenset(resolved.addresses if resolved else ())
