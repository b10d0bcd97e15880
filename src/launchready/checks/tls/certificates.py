"""Certificates that browsers warn of: nobody vouches for them, they are another name's, or out of their dates."""

from collections.abc import Iterator

from launchready.checks.tls.endpoint import (
    NEEDS,
    ONLY_FOUND,
    USES,
    certificate,
    group,
    is_current,
    level,
    place_url,
    role_of,
    weighs,
)
from launchready.facts.tls import Certificate, TlsEndpoint
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding, NotApplicable, Value
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, GapReason, Level

OUT_OF_DATE = NotApplicable("The certificate is out of its dates, which is reported by itself.")


@check(
    "tls/untrusted",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.ADDRESS,
    needs=NEEDS,
    uses=USES,
    levels={Level.BLOCKER, Level.IMPORTANT},
    if_unknown=Level.BLOCKER,
)
def untrusted(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """No authority that browsers know vouches for the certificate."""
    found = yield from certificate(subject, seen, ctx)
    if found is None:
        return
    endpoint, shown = found
    if not is_current(shown, ctx):
        yield OUT_OF_DATE
    elif endpoint.trusted is None:
        yield _cannot_judge(endpoint) if weighs(subject.host_name, seen, ctx.target) else ONLY_FOUND
    elif not endpoint.trusted and not endpoint.chain_incomplete:
        case = "self-signed" if shown.self_signed else ""
        yield _finding(endpoint, shown, seen, ctx, Level.BLOCKER, case=case)


@check(
    "tls/wrong-host",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.ADDRESS,
    needs=NEEDS,
    uses=USES,
    levels={Level.BLOCKER, Level.IMPORTANT},
    if_unknown=Level.BLOCKER,
)
def wrong_host(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The certificate is for other names than this host's."""
    found = yield from certificate(subject, seen, ctx)
    if found is not None and found[0].name_matches is False:
        endpoint, shown = found
        case = "" if shown.names or shown.subject_cn else "nameless"
        yield _finding(endpoint, shown, seen, ctx, Level.BLOCKER, case=case)


@check(
    "tls/expired",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.ADDRESS,
    needs=NEEDS,
    uses=USES,
    levels={Level.BLOCKER, Level.IMPORTANT},
    if_unknown=Level.BLOCKER,
)
def expired(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The certificate has ended, or has not begun."""
    found = yield from certificate(subject, seen, ctx)
    if found is not None and not is_current(found[1], ctx):
        endpoint, shown = found
        case = "future" if ctx.as_of < shown.not_before else ""
        yield _finding(endpoint, shown, seen, ctx, Level.BLOCKER, case=case)


@check(
    "tls/incomplete-chain",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.ADDRESS,
    needs=NEEDS,
    uses=USES,
    levels={Level.BLOCKER, Level.IMPORTANT, Level.OPTIONAL},
)
def incomplete_chain(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The certificate between the site's own and the authority's is not sent along."""
    found = yield from certificate(subject, seen, ctx)
    if found is not None and found[0].chain_incomplete:
        endpoint, shown = found
        # Desktop browsers fetch what is missing; programs that call an API do not.
        by_programs = role_of(subject.host_name, seen, ctx.target) == "api"
        wanted = Level.BLOCKER if by_programs else Level.IMPORTANT
        yield _finding(endpoint, shown, seen, ctx, wanted, case="api" if by_programs else "")


def _finding(
    endpoint: TlsEndpoint, shown: Certificate, seen: Seen, ctx: Context, wanted: Level, *, case: str
) -> Finding:
    host = endpoint.subject.host_name
    ended = shown.not_before if ctx.as_of < shown.not_before else shown.not_after
    values: dict[str, Value] = {
        "host": host,
        "zone": ctx.target.apex,
        "address": endpoint.subject.ip,
        "url": place_url(endpoint),
        "names": shown.names or (shown.subject_cn,),
        "issuer": shown.issuer_org or shown.issuer_cn or "somebody without a name",
        "date": f"{ended.day} {ended:%B %Y}",
    }
    return Finding(
        level=level(wanted, host, seen, ctx.target),
        values=values,
        places=(Place.url(place_url(endpoint)),),
        case=case,
        group=group(shown),
    )


def _cannot_judge(endpoint: TlsEndpoint) -> Gap:
    why = endpoint.detail or "the handshake ended early"
    return Gap(
        fact="TlsEndpoint",
        subject=endpoint.subject,
        reason=GapReason.FAILED,
        detail=f"whether the certificate of {endpoint.subject.host_name} is trusted could not be judged: {why}",
    )
