"""Which verbs there are: the words for everybody first, the engineer's after them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: its module is `cli.<name>_verb`, its line stands in the help."""

    name: str
    line: str
    everybody: bool = False


VERBS = (
    Verb("audit", "may I show it?", everybody=True),
    Verb("recheck", "look at one thing again"),
    Verb("explain", "what a check means and how to mend it"),
    Verb("accept", "this is on purpose, ask me again on a date"),
    Verb("report", "what is on record: before, since, replay, pack"),
    Verb("init", "write a launchready.toml, or vouch for one"),
    Verb("doctor", "what this machine can and cannot look at"),
    Verb("tour", "see it on a sample community"),
    Verb("help", "this page; `help all` for every verb"),
)
NAMES = tuple(verb.name for verb in VERBS)

HEAD = """launchready: may I show it?

  launchready audit https://your-site.example    one answer, what stands in the way, how to mend it
  launchready                                    the answer on record, and the one next step
"""
TAIL = """
Exit code: 0 ready, or ready if you first do what it says; 1 not yet; 2 a mistake in the command
or the config; 3 I could not look; 4 a bug of ours.
"""


def short_help() -> str:
    """Give the page for everybody."""
    rows = [verb for verb in VERBS if verb.everybody or verb.name in {"tour", "help"}]
    return HEAD + "\n" + _rows(rows) + TAIL


def long_help() -> str:
    """Give the page with every verb and the global flags."""
    from launchready.cli.flags import global_flags

    flags = global_flags().format_help().partition("everywhere:")[2]
    return HEAD + "\n" + _rows(VERBS) + "\nBefore or after every verb:" + flags + TAIL


def _rows(verbs: Iterable[Verb]) -> str:
    return "".join(f"  {verb.name:<10}{verb.line}\n" for verb in verbs)
