"""Whether crawlers are asked to stay away: from the whole site (robots.txt, RFC 9309), or from one page."""

import re

_LONGEST = 512 * 1024
# Two paths stand for all: the start page and one that no site has a rule of its own for.
_SAMPLES = ("/", "/launchready-any/page")

_SETTINGS = frozenset({"max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"})
Rule = tuple[bool, str]


def disallows_all(text: str) -> bool:
    """Whether every crawler without a group of its own is kept from the start page and from any other page."""
    rules = _rules_for_all(text[:_LONGEST])
    return all(not _allowed(rules, path) for path in _SAMPLES)


def _rules_for_all(text: str) -> list[Rule]:
    """The rules of all groups for `*`, merged (RFC 9309 section 2.2.1)."""
    rules: list[Rule] = []
    ours = in_rules = False
    for line in text.removeprefix("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            # Agents in a row share a group; an agent after a rule opens another.
            ours = (ours and not in_rules) or value == "*"
            in_rules = False
        elif key in {"allow", "disallow"}:
            in_rules = True
            if ours and value:
                rules.append((key == "allow", value))
    return rules


def _allowed(rules: list[Rule], path: str) -> bool:
    """The longest match decides; of two equally long ones the one that allows (section 2.2.2)."""
    matches = [(len(pattern), allow) for allow, pattern in rules if _matches(pattern, path)]
    return max(matches)[1] if matches else True


def _matches(pattern: str, path: str) -> bool:
    """Match from the start; `*` is anything, a final `$` is the end (section 2.2.3)."""
    ends = pattern.endswith("$")
    # Runs of stars are one star: a hostile file must not make the expression explode.
    pieces = [re.escape(piece) for piece in re.split(r"\*+", pattern.removesuffix("$"))]
    if len(pieces) > 20:
        return False
    return re.match(".*".join(pieces) + ("$" if ends else ""), path) is not None


def says_noindex(value: str) -> bool:
    """Whether search engines are sent away; what is said to one other crawler alone does not count."""
    agent = ""
    for part in value.lower().split(","):
        name, colon, rule = part.partition(":")
        for_one = bool(colon) and name.strip() not in _SETTINGS
        if for_one:
            agent = name.strip()
        if agent in {"", "*", "googlebot"} and (rule if for_one else part).strip() in {"noindex", "none"}:
            return True
    return False
