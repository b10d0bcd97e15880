"""Dated changes at platforms that hit this site now; the calendar is data, the judgement knows no date."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from launchready.facts.asset import Asset
from launchready.facts.http import Platform
from launchready.facts.page import Call, Page, PageRole
from launchready.facts.tls import Certificate, TlsEndpoint
from launchready.formats.names import within
from launchready.model.change import PlatformChange
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.finding import Finding, Note
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.target import Target
from launchready.model.words import Area, Level

DUE_DAYS = 90
"""From so many days before the day to as many after it; who has not followed by then knows it from elsewhere.

A `lasting` change bites for as long as its sign is there.
"""

REFUSED = frozenset({401, 403, 404})


@check(
    "config/platform-change-due",
    area=Area.SECRETS,
    stage=3,
    over=SubjectKind.SITE,
    needs=(Page,),
    uses=(Asset, Platform, TlsEndpoint),
    levels={Level.IMPORTANT},
)
def platform_change_due(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """A platform of this site changes something about now, and the site has not followed."""
    if not any(page.role is PageRole.LANDING for page in seen.all(Page)):
        yield from seen.gaps(Page)
    yield from seen.gaps(Asset)
    told: set[str] = set()
    for change in ctx.reference.changes:
        days = (ctx.as_of.date() - change.on).days
        near = days >= -DUE_DAYS and (days <= DUE_DAYS or change.lasting)
        if not near or change.id in told or not _hits(change, seen, ctx.target):
            continue
        told.add(change.instead_of)
        yield Note(change.note) if change.note else _finding(change, seen, ctx)


def _hits(change: PlatformChange, seen: Seen, target: Target) -> bool:
    """Whether every sign that the change names is there; one that names none hits nobody."""
    signs = [
        sign
        for given, sign in (
            (change.supabase_key, _has_key(change.supabase_key, seen)),
            (change.host_below, bool(_hosts(change, seen))),
            (change.refused_path, bool(_refused(change, seen))),
            (change.platforms, bool(set(change.platforms) & _slugs(seen))),
            (change.own_server, seen.first(Platform) is not None and not _served_by_others(seen)),
            (change.issuer or change.certificate_days_over, bool(_certificates(change, seen, target))),
        )
        if given
    ]
    return bool(signs) and all(signs)


def _has_key(kind: str, seen: Seen) -> bool:
    """Whether the site's files hold a key of this kind and none of another: then it has not moved on."""
    return {asset.supabase_key for asset in seen.all(Asset) if asset.supabase_key} == {kind}


def _hosts(change: PlatformChange, seen: Seen) -> list[str]:
    named = [host for asset in seen.all(Asset) for host in asset.hosts]
    named += [call.host for call in _calls(seen)]
    return [host for host in dict.fromkeys(named) if any(within(host, below) for below in change.host_below)]


def _calls(seen: Seen) -> Iterator[Call]:
    return (call for page in seen.all(Page) for call in page.calls)


def _refused(change: PlatformChange, seen: Seen) -> list[str]:
    """Give the calls that the platform refused where the change would refuse them."""
    return [
        call.url
        for call in _calls(seen)
        if call.status in REFUSED
        and fnmatchcase(call.path, change.refused_path)
        and any(within(call.host, below) for below in change.host_below)
    ]


def _slugs(seen: Seen) -> set[str]:
    return {slug for fact in seen.all(Platform) for slug in (fact.host, fact.builder, fact.cdn, fact.dns_host) if slug}


def _served_by_others(seen: Seen) -> bool:
    """Whether a known host or CDN serves the site, and so renews its certificate by itself."""
    return any(fact.host or fact.cdn or fact.builder for fact in seen.all(Platform))


def _certificates(change: PlatformChange, seen: Seen, target: Target) -> list[Certificate]:
    """Give the site's own certificates of that issuer that live longer than will be issued."""
    found = [
        fact.certificate
        for fact in seen.all(TlsEndpoint)
        if fact.certificate is not None and fact.trusted and fact.subject.host_name == target.host
    ]
    return [
        one
        for one in found
        if one.issuer_org.lower().startswith(change.issuer)
        and (one.not_after - one.not_before).days > change.certificate_days_over
    ]


def _finding(change: PlatformChange, seen: Seen, ctx: Context) -> Finding:
    certificates = _certificates(change, seen, ctx.target)
    lifetime = max(((one.not_after - one.not_before).days for one in certificates), default=0)
    past = change.on < ctx.as_of.date()
    urls = _refused(change, seen) if change.refused_path else []
    if change.supabase_key:
        urls = [asset.url for asset in seen.all(Asset) if asset.supabase_key == change.supabase_key]
    return Finding(
        level=Level.IMPORTANT,
        confidence=change.confidence,
        values={
            "host": ctx.target.host,
            "date": f"{change.on.day} {change.on:%B %Y}",
            "when": "since" if past else "from",
            "found": (_hosts(change, seen) or [ctx.target.host])[0],
            "urls": urls or [f"https://{ctx.target.host}/"],
            "days": lifetime,
            "source": change.sources[0],
        },
        places=tuple(Place.url(url) for url in urls or [f"https://{ctx.target.host}/"]),
        case=change.id,
        group=f"config/platform-change-due:{change.id}",
    )
