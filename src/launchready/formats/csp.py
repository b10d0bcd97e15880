"""Content-Security-Policy and X-Frame-Options, as browsers read them (CSP Level 3; HTML section 7.3.2.2) (sans-I/O)."""

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 2000
"""A recorded header is cut here; what a longer one says at its end was not seen."""

_SPACE = re.compile(r"[\t\n\f\r ]+")
_CONFUSED = frozenset({"deny", "sameorigin", "allowall"})
# A source that every page of the web matches: any host, by scheme alone or with a star for the whole name.
_EVERYBODY = re.compile(r"\*|https?:|(?:https?://)?\*(?::(?:\*|\d{1,5}))?")


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy: its directives with their sources, names in lower case; of two of a name the first counts."""

    directives: tuple[tuple[str, tuple[str, ...]], ...]

    def sources(self, name: str) -> tuple[str, ...] | None:
        """The sources of a directive; None when the policy does not have it."""
        return next((sources for key, sources in self.directives if key == name), None)


def policies(value: str | None) -> tuple[Policy, ...]:
    """Read a header value: several policies are joined by commas, and all of them hold."""
    read = (_policy(part) for part in (value or "")[:LONGEST].split(","))
    return tuple(policy for policy in read if policy.directives)


def _policy(text: str) -> Policy:
    found: dict[str, tuple[str, ...]] = {}
    for part in text.split(";"):
        words = [word for word in _SPACE.split(part) if word]
        if words:
            found.setdefault(words[0].lower(), tuple(words[1:]))
    return Policy(tuple(found.items()))


class Framing(StrEnum):
    """Who may show a page inside their own."""

    CLOSED = "closed"
    NOT_SAID = "not-said"
    """Nothing is said, so everybody may."""
    IGNORED = "ignored"
    """Something is said in a form that browsers ignore, so everybody may."""
    EVERYBODY = "everybody"
    """The site says itself that everybody may."""
    CUT = "cut"
    """The header is longer than what was recorded of it."""


def framing(csp: str | None, frame_options: str | None, csp_meta: str | None = None) -> Framing:
    """Read the headers of one answer. `frame-ancestors` of the header outranks X-Frame-Options.

    In a meta element `frame-ancestors` is ignored (CSP Level 3 section 3.3).
    """
    said = [sources for policy in policies(csp) if (sources := policy.sources("frame-ancestors")) is not None]
    if said:
        return Framing.EVERYBODY if all(_open(sources) for sources in said) else Framing.CLOSED
    if len(csp or "") >= LONGEST:
        return Framing.CUT
    by_meta = any(policy.sources("frame-ancestors") is not None for policy in policies(csp_meta))
    values = {part.strip().lower() for part in (frame_options or "").split(",")} - {""}
    if not values:
        return Framing.IGNORED if by_meta else Framing.NOT_SAID
    if len(values) > 1:
        # A confused header shuts the page off when one of its values was valid, and says nothing otherwise.
        return Framing.CLOSED if values & _CONFUSED else Framing.IGNORED
    if values <= {"deny", "sameorigin"}:
        return Framing.CLOSED
    return Framing.EVERYBODY if values == {"allowall"} else Framing.IGNORED


def _open(sources: tuple[str, ...]) -> bool:
    return any(_EVERYBODY.fullmatch(source.lower()) for source in sources)


def nosniff(value: str | None) -> bool:
    """Whether X-Content-Type-Options holds: its first value counts (Fetch section 3.6)."""
    return (value or "").partition(",")[0].strip().lower() == "nosniff"


# Of several values the last that a browser knows counts (Referrer Policy section 8.1).
_REFERRER = (
    *("no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin"),
    *("origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url"),
)
_LEAKY = frozenset({"unsafe-url", "no-referrer-when-downgrade"})


def referrer(value: str | None) -> str:
    """The referrer policy in force; empty when none is said that browsers know."""
    words = [word.strip().lower() for word in (value or "").split(",")]
    return next((word for word in reversed(words) if word in _REFERRER), "")


def tells_paths(referrer_policy: str) -> bool:
    """Whether the policy hands the whole address of a page to other sites."""
    return referrer_policy in _LEAKY
