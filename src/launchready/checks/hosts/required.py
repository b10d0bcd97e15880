"""Hosts that must work: the one that is shown, and those that the founder declared."""

from collections.abc import Iterator

from launchready.checks.dns.standing import Standing, cause_of, resolution, standing, unseen
from launchready.facts.dns import Resolution
from launchready.facts.http import End, HostAnswer, RedirectChain
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.target import Target
from launchready.model.words import Area, GapReason, Level

SERVER_ERROR = 500
GONE = frozenset({404, 410})


@check(
    "hosts/required-down",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(HostAnswer, RedirectChain),
    uses=(Resolution,),
    levels={Level.BLOCKER},
    if_unknown=Level.BLOCKER,
)
def required_down(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """A host that must work does not serve."""
    yield from _canonical(seen, ctx.target)
    for declared in ctx.target.hosts:
        if declared.name != ctx.target.host and not declared.name.startswith("*."):
            yield from _declared(declared.name, seen, ctx.target)


def _canonical(seen: Seen, target: Target) -> Iterator[Outcome]:
    """Judge the link itself, followed to its end as a visitor follows it.

    A loop, a broken certificate, a missing name or a private address have checks of their own; here
    they mean that no page was there to judge.
    """
    chains = [chain for chain in seen.all(RedirectChain) if chain.is_target and not chain.deep]
    ends = {chain.end for chain in chains}
    statuses = [chain.hops[-1].status for chain in chains if chain.end is End.ANSWER and chain.hops]
    if not chains:
        yield _unseen(seen, target.host)
    elif statuses and all(status >= SERVER_ERROR for status in statuses):
        yield _down(target.host, target, "error", target.url, statuses[0])
    elif statuses and all(status in GONE for status in statuses):
        yield _down(target.host, target, "not-found", target.url, statuses[0])
    elif ends == {End.REFUSED} and not any(chain.hops for chain in chains) and not _answers_at_all(target.host, seen):
        yield _down(target.host, target, "refused", target.url)
    elif not statuses:
        yield _unseen(seen, target.host)


def _declared(host: str, seen: Seen, target: Target) -> Iterator[Outcome]:
    """Judge another host that must work, by what it serves at `/`: an API may have nothing there but a 404."""
    name = resolution(seen, host)
    if name is not None and standing(name) is Standing.MISSING:
        yield _down(host, target, "missing", f"https://{host}/", group=cause_of(name))
        return
    answers = [fact for fact in seen.all(HostAnswer) if fact.subject.host_name == host]
    gaps = [gap for gap in seen.gaps(HostAnswer) if gap.subject == Subject.host(host)]
    served = next((fact for scheme in ("https", "http") for fact in answers if _serves(fact, scheme)), None)
    if served is None:
        yield from _silent(host, answers, gaps, seen, target)
    elif served.page is not None and served.page.status >= SERVER_ERROR:
        yield _down(host, target, "error", f"{served.scheme}://{host}/", served.page.status)
    elif served.scheme == "http":
        # What https would have said is not known; a plain redirect to it proves nothing.
        yield from gaps


def _silent(host: str, answers: list[HostAnswer], gaps: list[Gap], seen: Seen, target: Target) -> Iterator[Outcome]:
    """Judge a declared host of which no scheme answered."""
    if not gaps and answers and all(fact.detail.startswith(End.REFUSED.value) for fact in answers):
        yield _down(host, target, "refused", f"https://{host}/")
        return
    yield from gaps
    if not gaps:
        name = resolution(seen, host)
        known = name is not None and standing(name) is Standing.SERVES
        yield _unseen(seen, host) if known or name is None else unseen(seen, host)


def _serves(fact: HostAnswer, scheme: str) -> bool:
    return fact.scheme == scheme and fact.reached


def _answers_at_all(host: str, seen: Seen) -> bool:
    return any(fact.reached for fact in seen.all(HostAnswer) if fact.subject.host_name == host)


def _unseen(seen: Seen, host: str) -> Gap:
    """Why nothing is known about what the host serves."""
    about = [gap for gap in (*seen.gaps(RedirectChain), *seen.gaps(HostAnswer)) if gap.subject.host_name == host]
    if about:
        return about[0]
    return Gap(
        fact="HostAnswer", subject=Subject.host(host), reason=GapReason.FAILED, detail=f"{host} gave no answer to judge"
    )


def _down(host: str, target: Target, case: str, url: str, status: int = 0, group: str = "") -> Finding:
    return Finding(
        level=Level.BLOCKER,
        values={"host": host, "zone": target.apex, "url": url, "status": status},
        places=(Place.url(url),),
        case=case,
        group=group or f"host:{host}",
    )
