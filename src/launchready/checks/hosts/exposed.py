"""Names that should not be there, or not be open: dead aliases, wildcards, test copies."""

from collections.abc import Iterator

from launchready.checks.dns.standing import no_zone
from launchready.facts.dns import Alias, Resolution, TargetState, Wildcard
from launchready.facts.http import HostAnswer, PageSketch
from launchready.facts.names import HostNames
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding, NotApplicable, Note
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Confidence, GapReason, Level

GONE = frozenset(
    {TargetState.NXDOMAIN_UNREGISTERED, TargetState.NXDOMAIN, TargetState.NODATA, TargetState.UNCLAIMED_PAGE}
)
STAGING = "staging"
OK = 200


@check(
    "hosts/dangling",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(Alias,),
    uses=(Resolution,),
    levels={Level.BLOCKER, Level.IMPORTANT, Level.OPTIONAL},
)
def dangling(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """A name of the zone still points at something that is gone."""
    if (why := no_zone(ctx.target)) is not None:
        yield why
        return
    aliases = seen.all(Alias)
    yield from seen.gaps(Alias)
    if not aliases and seen.all(Resolution):
        yield NotApplicable("No name of the domain is an alias of another.")
    for alias in aliases:
        if alias.state in GONE or _left_behind(alias):
            yield _dangling(alias, ctx.target.apex)


@check(
    "hosts/wildcard",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.ZONE,
    needs=(Wildcard,),
    levels={Level.IMPORTANT, Level.OPTIONAL},
)
def wildcard(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """Every name that anybody types below the domain leads somewhere."""
    if (why := no_zone(ctx.target)) is not None:
        yield why
        return
    meant = any(declared.name == f"*.{ctx.target.apex}" for declared in ctx.target.hosts)
    for fact in seen.all(Wildcard):
        if not (fact.addresses or fact.cnames):
            continue
        if meant:
            yield Note(f"Every name below {ctx.target.apex} leads to the app, as you declared.")
            continue
        serves = fact.serves_app is True
        yield Finding(
            level=Level.IMPORTANT if serves else Level.OPTIONAL,
            values={"zone": ctx.target.apex, "leads_to": [*(fact.cnames[-1:] or fact.addresses)]},
            places=(Place.record(f"*.{ctx.target.apex}", "CNAME" if fact.cnames else "A"),),
            case="app" if serves else "",
        )


@check(
    "hosts/staging-public",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(HostNames, HostAnswer),
    levels={Level.IMPORTANT},
)
def staging_public(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """A test copy of the site is open to everybody and to search engines."""
    names = [name.name for fact in seen.all(HostNames) for name in fact.names if name.role == STAGING]
    for host in names:
        if host == ctx.target.host:
            continue
        answers = [fact for fact in seen.all(HostAnswer) if fact.subject.host_name == host]
        opened = [fact for fact in answers if _open(fact)]
        if not opened:
            yield from (gap for gap in seen.gaps(HostAnswer) if gap.subject == Subject.host(host))
        elif all(fact.robots_blocked is None for fact in opened):
            detail = f"whether {host} asks search engines to stay away was not seen"
            yield Gap(fact="HostAnswer", subject=Subject.host(host), reason=GapReason.FAILED, detail=detail)
        elif not any(fact.robots_blocked for fact in opened):
            yield _staging(opened[0], host)


def _left_behind(alias: Alias) -> bool:
    """Whether a part of the zone is delegated to a provider that no longer has it and gives it to anybody."""
    return alias.rrtype == "NS" and alias.state is TargetState.UNREACHABLE and alias.claimable == "yes"


def _dangling(alias: Alias, zone: str) -> Finding:
    """Judge by who could take the name over. Signs of an unclaimed page are disputed, so they are only likely."""
    host = alias.subject.host_name
    unregistered = alias.state is TargetState.NXDOMAIN_UNREGISTERED
    claimable = alias.claimable == "yes"
    level = Level.BLOCKER if unregistered else Level.IMPORTANT if claimable else Level.OPTIONAL
    sure = alias.state in GONE - {TargetState.UNCLAIMED_PAGE}
    return Finding(
        level=level,
        confidence=Confidence.CONFIRMED if sure else Confidence.LIKELY,
        values={
            "host": host,
            "zone": zone,
            "target": alias.target,
            "domain": alias.registrable or alias.target,
            "type": alias.rrtype,
        },
        places=(Place.record(host, alias.rrtype),),
        case="unregistered" if unregistered else "claimable" if claimable else "",
        group=f"alias:{host}",
    )


def _open(fact: HostAnswer) -> bool:
    """Whether anybody may read the page, and a search engine may keep it, as far as the page itself says."""
    return fact.reached and not fact.sign_in and not fact.leads_to and fact.page is not None and _readable(fact.page)


def _readable(page: PageSketch) -> bool:
    is_page = page.content_type in ("", "text/html", "application/xhtml+xml")
    return page.status == OK and is_page and not page.noindex and not page.has_password_field


def _staging(fact: HostAnswer, host: str) -> Finding:
    url = f"{fact.scheme}://{host}/"
    return Finding(
        level=Level.IMPORTANT,
        values={"host": host, "url": url, "title": fact.page.title if fact.page is not None else ""},
        places=(Place.url(url),),
        group=f"staging:{host}",
    )
