"""The one answer: a gate over areas, never an average."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from launchready.model.check import Check
from launchready.model.policy import Policy
from launchready.model.run import AreaAnswer, TargetFigure, Verdict
from launchready.model.words import Answer, Area, Confidence, Level, Source, Status
from launchready.verdict.areas import AREA_WORDS, area_answers
from launchready.verdict.bar import minimum_bar
from launchready.verdict.hours import forty_eight_hours
from launchready.verdict.judged import Judged
from launchready.verdict.rank import Cause, causes, top, urgent

TARGETS = (
    TargetFigure(name="p95", target="400 ms"),
    TargetFigure(name="Lighthouse mobile", target="80"),
    TargetFigure(name="errors", target="1 %"),
    TargetFigure(name="alert", target="5 min"),
)
"""The four targets; a measurement of a later verb fills them."""

SOURCE_WORDS = {
    Source.OUTSIDE: "seen from outside",
    Source.BROWSER: "in a browser",
    Source.REPO: "in the code",
    Source.TOKEN: "at your providers",
    Source.DB: "in the database",
    Source.TELEMETRY: "by what the app reports",
    Source.MAILBOX: "in a mailbox",
    Source.ACCOUNTS: "with test members",
    Source.ANSWERS: "with your answers",
}
"""How people say where something was seen from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the verdict reads: the build's whole catalogue and what was judged."""

    catalogue: Sequence[Check]
    judged: Sequence[Judged]
    times: Mapping[Area, str]


def decide(known: Known, policy: Policy) -> Verdict:
    """Give the verdict on the record."""
    answers = area_answers(policy.profile, known.catalogue, known.judged, known.times)
    ranked = causes(known.judged)
    conditions = tuple(_conditions(answers, known, ranked))
    unsure = tuple(_cannot_tell(known.judged))
    blind = [AREA_WORDS[Area(a)] for a, answer in answers.items() if answer.required and _unseen(answer)]
    counts = {level: _count(known.judged, level) for level in Level}
    return Verdict(
        answer=_answer(known.judged, conditions, unsure),
        scope=scope(known),
        blockers=counts[Level.BLOCKER],
        important=counts[Level.IMPORTANT],
        optional=counts[Level.OPTIONAL],
        unknown=sum(j.line.status in {Status.UNKNOWN, Status.ERROR} for j in known.judged),
        top=tuple(cause.lead.fingerprint for cause in top(ranked)),
        areas=answers,
        minimum_bar=minimum_bar(known.catalogue, known.judged),
        targets=TARGETS,
        forty_eight_hours=forty_eight_hours(urgent(ranked), blind=blind),
        conditions=conditions,
        cannot_tell=unsure,
    )


def _answer(judged: Sequence[Judged], conditions: Sequence[str], unsure: Sequence[str]) -> Answer:
    if any(j.blocks(f) for j in judged for f in j.open_findings):
        return Answer.NOT_YET
    if unsure:
        return Answer.CANNOT_TELL
    return Answer.READY_IF if conditions else Answer.READY


def _unseen(answer: AreaAnswer) -> bool:
    return answer.answer is Answer.NOT_LOOKED_AT


def _conditions(answers: Mapping[str, AreaAnswer], known: Known, ranked: Sequence[Cause]) -> list[str]:
    """Say what must come first: areas to look at, important findings (each cause once), important unknowns."""
    words = [f"look at: {AREA_WORDS[Area(a)]}" for a, answer in answers.items() if answer.required and _unseen(answer)]
    words += [f"mend: {title}" for title in _speakers(known, ranked).values()]
    unknown = [one for one in known.judged if one.line.status is Status.UNKNOWN]
    words += [f"settle: {one.line.title}" for one in unknown if one.if_unknown is Level.IMPORTANT]
    return list(dict.fromkeys(words))


def _speakers(known: Known, ranked: Sequence[Cause]) -> dict[str, str]:
    """Give for each finding to mend first the title of the one that speaks for its cause among them."""
    matter = {f.fingerprint for one in known.judged for f in one.open_findings if one.matters(f)}
    titles = {}
    for cause in ranked:
        mine = [f for f in (cause.lead, *cause.others) if f.fingerprint in matter]
        titles.update({f.fingerprint: mine[0].title for f in mine})
    return titles


def _cannot_tell(judged: Sequence[Judged]) -> list[str]:
    """Name what could not be seen and would block if it were wrong; our own bugs count as well."""
    return list(
        dict.fromkeys(
            j.line.title
            for j in judged
            if j.line.status is Status.ERROR or (j.line.status is Status.UNKNOWN and j.if_unknown is Level.BLOCKER)
        )
    )


def _count(judged: Sequence[Judged], level: Level) -> int:
    """Count findings that stand, as people see them: a guess is a question, not a finding."""
    return sum(f.level is level and f.confidence is not Confidence.POSSIBLE for j in judged for f in j.open_findings)


def scope(known: Known) -> str:
    """Say how much was seen, and from where."""
    asked = {j.check.id for j in known.judged}
    silent = {j.check.id for j in known.judged if not j.answered and j.if_unknown is j.check.if_unknown}
    there = {j.check.source for j in known.judged}
    sources = [SOURCE_WORDS[source] for source in Source if source in there] or ["seen from nowhere"]
    return f"{', '.join(sources)}: {len(asked - silent)} of {len(known.catalogue)} checks"
