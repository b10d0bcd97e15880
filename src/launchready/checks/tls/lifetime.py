"""Certificates that end soon, measured by how long they were made for."""

from collections.abc import Iterator
from datetime import timedelta

from launchready.checks.tls.certificates import OUT_OF_DATE
from launchready.checks.tls.endpoint import NEEDS, USES, certificate, group, is_current, level, place_url
from launchready.facts.tls import Certificate
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.finding import Finding, NotApplicable
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Level

# Automatic renewal begins when a third is left (letsencrypt.org/2025/12/02/from-90-to-45). Fixed numbers of days
# fit no certificate of six days; there they are held to a share of the life as well.
DUE, LATE, LAST = 3, 4, 6
WEEK, TWO_DAYS = timedelta(days=7), timedelta(days=2)
REPLACED = NotApplicable("This certificate must be replaced anyway, which is reported by itself.")


@check(
    "tls/expiring",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.ADDRESS,
    needs=NEEDS,
    uses=USES,
    levels={Level.BLOCKER, Level.IMPORTANT, Level.OPTIONAL},
)
def expiring(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The certificate ends soon and should have been renewed."""
    found = yield from certificate(subject, seen, ctx)
    if found is None:
        return
    endpoint, shown = found
    if not is_current(shown, ctx):
        yield OUT_OF_DATE
        return
    if endpoint.name_matches is False or (endpoint.trusted is False and not endpoint.chain_incomplete):
        yield REPLACED
        return
    wanted = urgency(shown, ctx)
    if wanted is None:
        return
    host, left = subject.host_name, shown.not_after - ctx.as_of
    yield Finding(
        level=level(wanted, host, seen, ctx.target),
        values={
            "host": host,
            "zone": ctx.target.apex,
            "url": place_url(endpoint),
            "left": _said(left),
            "lifetime": _said(shown.not_after - shown.not_before),
            "date": f"{shown.not_after.day} {shown.not_after:%B %Y}",
            "issuer": shown.issuer_org or shown.issuer_cn,
        },
        places=(Place.url(place_url(endpoint)),),
        case="now" if wanted is Level.BLOCKER else "late" if wanted is Level.IMPORTANT else "",
        group=group(shown),
    )


def urgency(shown: Certificate, ctx: Context) -> Level | None:
    """How urgent the renewal is; None while there is time."""
    lifetime, left = shown.not_after - shown.not_before, shown.not_after - ctx.as_of
    if left < min(TWO_DAYS, lifetime / LAST):
        return Level.BLOCKER
    if left < max(lifetime / LATE, min(WEEK, lifetime / DUE)):
        return Level.IMPORTANT
    return Level.OPTIONAL if left < lifetime / DUE else None


def _said(span: timedelta) -> str:
    """A span as people say it; within two days the hours count."""
    if span < TWO_DAYS:
        hours = round(span / timedelta(hours=1))
        return "less than an hour" if not hours else "1 hour" if hours == 1 else f"{hours} hours"
    return f"{round(span / timedelta(days=1))} days"
