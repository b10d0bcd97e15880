"""Which verbs there are: the words for everybody first, the engineer's after them.

Plain tuples: `launchready --help` imports this module and nothing else. The module of a verb is
`cli.<name>_verb`.
"""

from collections.abc import Iterable

EVERYBODY = (
    ("audit", "may I show it?"),
    ("fix", "what do I do now, in what order, who, and the text to paste"),
    ("open", "the report as a page in the browser"),
    ("tour", "see it on a sample community"),
    ("help", "this page; `help all` for every verb, `help audit` for one"),
)
ENGINEERS = (
    ("recheck", "look at one thing again"),
    ("explain", "what a check means and how to mend it"),
    ("accept", "this is on purpose, ask me again on a date"),
    ("report", "what is on record: before, since, replay, pack"),
    ("init", "write a launchready.toml, or vouch for one"),
    ("doctor", "what this machine can and cannot look at"),
)
VERBS = (*EVERYBODY[:1], *ENGINEERS, *EVERYBODY[1:])
NAMES = tuple(name for name, _ in VERBS)

HEAD = """launchready: may I show it?

  launchready audit https://your-site.example    one answer, what stands in the way, how to mend it
  launchready                                    the answer on record, and the one next step
"""
TAIL = """
Exit code: 0 ready, or ready if you first do what it says; 1 not yet; 2 a mistake in the command
or the config; 3 I could not look; 4 a bug of ours; 130 you stopped it before there was an answer.
"""


def short_help() -> str:
    """Give the page for everybody."""
    return HEAD + "\n" + _rows(EVERYBODY) + TAIL


def long_help() -> str:
    """Give the page with every verb, its own flags below it, and the global flags."""
    from launchready.cli.flags import global_flags

    flags = global_flags().format_help().partition("everywhere:")[2]
    rows = "".join(_rows([verb]) + _flags_of(verb[0]) for verb in VERBS)
    return HEAD + "\n" + rows + "\nBefore or after every verb:" + flags + TAIL


def _flags_of(name: str) -> str:
    """Give the flags that only this verb has, set in below it."""
    import argparse
    import importlib

    if name == "help":
        return ""
    parser = argparse.ArgumentParser(add_help=False)
    importlib.import_module(f"launchready.cli.{name}_verb").add_arguments(parser)
    told = parser.format_help().partition("options:\n")[2]
    return "".join(f"    {line}\n" for line in told.splitlines() if line.strip())


def nearest(word: str) -> str:
    """Give the verb that was probably meant; empty when none is near."""
    from launchready.config.errors import nearest as nearest_of

    return nearest_of(word, NAMES)


def no_verb(word: str, before: str = "") -> str:
    """Say that a word is no verb, and which one was probably meant."""
    near = nearest(word)
    meant = f"Did you mean: launchready {before}{near}" if near else "All of them: launchready help all"
    return f"{word[:60]!r} is no verb of launchready. {meant}"


def _rows(verbs: Iterable[tuple[str, str]]) -> str:
    return "".join(f"  {name:<10}{line}\n" for name, line in verbs)
