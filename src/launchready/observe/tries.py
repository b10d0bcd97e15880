"""Sending one form again and again, paced, until it is refused: what counts as a refusal."""

import re
from dataclasses import dataclass, field

from launchready.facts.limits import TriesEnd
from launchready.formats.url import Url
from launchready.formats.wall import recognise
from launchready.model.words import GapReason
from launchready.observe.exchange import Exchange
from launchready.observe.gatherer import Scope
from launchready.observe.outcome import Missing, barrier, body_start, body_text
from launchready.reference import Reference

SLOWER = 3.0
LEAST_DELAY = 0.5
"""Seconds; three times nearly nothing is no delay that anybody made."""
_SAYS = re.compile(
    r"too many|try again (later|in)|temporarily (locked|blocked)|locked out|account (is )?locked|rate limit|captcha"
    r"|turnstile|zu viele|gesperrt|trop de tentatives|demasiados intentos",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Tries:
    """What came back so far."""

    reference: Reference
    statuses: list[int] = field(default_factory=list)
    first_seconds: float = 0.0
    slow: int = 0
    words: frozenset[str] = frozenset()

    def judge_first(self, answer: Exchange) -> Missing | None:
        """Take the first answer as the measure; it cannot be a limit. Gives why it is none."""
        self.statuses.append(answer.status)
        self.first_seconds = answer.phases.first_byte
        self.words = _words(answer)
        wall = recognise(answer.status, answer.headers, body_start(answer), self.reference.walls)
        if wall is not None and wall.kind == "challenge":
            return barrier(answer, self.reference)
        if answer.status in {429, 503}:
            ask = "Wait an hour and look again: this connection was limited before I began."
            return Missing(GapReason.BLOCKED, f"the very first try was refused (status {answer.status})", ask)
        # 403 and 419 are what frameworks answer to a form without their token: no wall, and no limit.
        if answer.status >= 400 and answer.status not in {400, 401, 422}:
            detail = f"the form took no try at all (status {answer.status})"
            return Missing(GapReason.NO_ACCESS, detail, "Say how to sign in under [acting.login] in launchready.toml.")
        return None

    def judge(self, answer: Exchange) -> TriesEnd | None:
        """Take a later answer; gives the limit that it shows, if any."""
        self.statuses.append(answer.status)
        ends = {429: TriesEnd.TOO_MANY, 403: TriesEnd.FORBIDDEN, 503: TriesEnd.UNAVAILABLE}
        if answer.header("retry-after") is not None:
            return TriesEnd.TOO_MANY
        if answer.status in ends:
            return ends[answer.status]
        if barrier(answer, self.reference) is not None:
            return TriesEnd.CHALLENGE
        if _words(answer) - self.words:
            return TriesEnd.SAID
        took = answer.phases.first_byte
        slow = took > SLOWER * self.first_seconds and took - self.first_seconds > LEAST_DELAY
        self.slow = self.slow + 1 if slow else 0
        return TriesEnd.SLOWED if self.slow > 1 else None


def _words(answer: Exchange) -> frozenset[str]:
    text = body_text(answer)
    return frozenset(match[0].lower() for match in _SAYS.finditer(text[:200_000]))


def not_proven(scope: Scope, url: Url) -> Missing | None:
    """Why nothing is tried there; None where the owner has proven that the host is hers."""
    if url.host in scope.grants.proven:
        return None
    ask = f"Publish the word for {url.host} too: launchready audit --deep tells which."
    return Missing(GapReason.NO_CONSENT, f"control of {url.host} is not proven", ask)
