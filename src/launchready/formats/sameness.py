"""Whether two bodies say the same once what changes at every visit is left out (sans-I/O)."""

import re
from hashlib import sha256

# Times, durations and dates that a server writes into its pages.
_WHEN = re.compile(
    r"""\d{4}-\d\d-\d\d(?:[T\x20]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?
    | \b\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?
    | \b\d+(?:\.\d+)?\x20?(?:ms|s|sec|secs|seconds?|µs)\b
    | \b\d{10,}\b""",
    re.VERBOSE,
)
_RUN = re.compile(r"[A-Za-z0-9_+/=.~-]{16,}")
_SHORT_NONCE = re.compile(
    r"""((?:nonce|csrf|xsrf|authenticity|request[_-]?id|trace)[\w:-]{0,40}["']?\s{0,3}
    (?:[:=]|(?:content|value)\s?=)\s{0,3}["']?)[\w+/=.~-]{4,}""",
    re.IGNORECASE | re.VERBOSE,
)
_CASE_TURN = re.compile(r"[a-z][A-Z]|[A-Z][a-z]")


def digest(body: bytes) -> str:
    """A hash of the body without nonces, tokens, identifiers and times."""
    text = body.decode("utf-8", "replace")
    text = _SHORT_NONCE.sub(r"\1*", text)
    text = _RUN.sub(lambda run: "*" if _is_random(run[0]) else run[0], text)
    return sha256(_WHEN.sub("*", text).encode()).hexdigest()


def _is_random(run: str) -> bool:
    """Whether nobody would write it by hand: letters with digits, or case that turns all the time."""
    digits = sum(character.isdigit() for character in run)
    letters = sum(character.isalpha() for character in run)
    if digits and letters:
        return digits >= 3
    return len(_CASE_TURN.findall(run)) >= 6
