"""The answer on each area."""

from collections.abc import Mapping, Sequence

from launchready.model.check import Check
from launchready.model.policy import Profile
from launchready.model.run import AreaAnswer
from launchready.model.words import Answer, Area, Level, Status
from launchready.verdict.judged import Judged

AREA_WORDS: dict[Area, str] = {
    Area.PUBLIC_FACE: "public face",
    Area.MAIL: "mail",
    Area.SECRETS: "secrets and settings",
    Area.MEMBERS_DATA: "members' data",
    Area.DEMO_PATH: "demo path",
    Area.SPEED: "speed",
    Area.WATCH: "watch",
    Area.HANDOVER: "handover",
}
"""How people say it."""


def looked_at(area: Area, profile: Profile, catalogue: Sequence[Check], judged: Sequence[Judged]) -> bool:
    """Whether every check that the profile names for the area has answered.

    Names that this build lacks do not count; when it has none of them, every check of the area
    does. An UNKNOWN about a host that merely was found does not spoil the look.
    """
    here = {check.id for check in catalogue if check.area is area}
    named = set(profile.required.get(area, ())) & here or here
    answered = {j.check.id for j in judged}
    spoilt = {j.check.id for j in judged if not j.answered and _counts(j)}
    return bool(named) and named <= answered and not named & spoilt


def _counts(judged: Judged) -> bool:
    return judged.if_unknown is judged.check.if_unknown


def answer_of(judged: Sequence[Judged], *, seen: bool) -> Answer:
    """Decide one area by its own results."""
    findings = [(j, f) for j in judged for f in j.open_findings]
    if any(j.blocks(f) for j, f in findings):
        return Answer.NOT_YET
    unknown = {j.if_unknown for j in judged if j.line.status in {Status.UNKNOWN, Status.ERROR}}
    if Level.BLOCKER in unknown:
        return Answer.CANNOT_TELL
    if not seen:
        return Answer.NOT_LOOKED_AT
    if Level.IMPORTANT in unknown or any(j.matters(f) for j, f in findings):
        return Answer.READY_IF
    return Answer.READY


def area_answers(
    profile: Profile,
    catalogue: Sequence[Check],
    judged: Sequence[Judged],
    times: Mapping[Area, str],
) -> dict[str, AreaAnswer]:
    """Answer every area of the product, the ones this build cannot look at included."""
    answers = {}
    for area in Area:
        mine = [j for j in judged if j.check.area is area]
        known = any(check.area is area for check in catalogue)
        seen = looked_at(area, profile, catalogue, mine)
        answers[area.value] = AreaAnswer(
            answer=answer_of(mine, seen=seen),
            looked_at=times.get(area) if mine else None,
            required=known and area in profile.required,
            known=known,
        )
    return answers
