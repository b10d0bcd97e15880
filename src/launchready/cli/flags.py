"""The flags that stand before or after every verb."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn


class Parser(argparse.ArgumentParser):
    """Says what to write instead, in one sentence; exit code 2."""

    def error(self, message: str) -> NoReturn:
        """End with the usage error."""
        self.exit(2, f"{self.prog}: {message}. See: {self.prog} --help\n")


def out_file(text: str) -> Path:
    """Take the name of a file to write, or `-`; a place that cannot be is said before any looking."""
    path = Path(text)
    if text == "-":
        return path
    if not text or path.is_dir():
        raise argparse.ArgumentTypeError(f"{text or 'an empty name'} is no file; name a file to write")
    if not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {path.parent}; make it first")
    return path


def global_flags() -> argparse.ArgumentParser:
    """Give a parent parser with the global flags; what is not given leaves no trace in the result."""
    parser = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    add = parser.add_argument_group("everywhere").add_argument
    add("--json", action="store_true", help="print run/1 as JSON")
    add("--jsonl", action="store_true", help="print run/1 as JSON, one line for each site")
    add("--html", type=out_file, metavar="F", help="write the report as one page (- is the screen)")
    add("--markdown", type=out_file, metavar="F", help="write it for a pull request, an issue or a mail")
    add("--sarif", type=out_file, metavar="F", help="write it for code scanning")
    add("--junit", type=out_file, metavar="F", help="write it for continuous integration")
    add("--config", type=Path, metavar="F", help="a launchready.toml that you vouch for")
    add("--profile", metavar="P", help="demo (the default), paid-launch or growing")
    add("--strict", action="store_true", help="exit 0 only for READY")
    add("--authorised", action="store_true", help="the site is yours or its owner asked you")
    add("--no-record", dest="no_record", action="store_true", help="keep nothing, compare with nothing")
    add("--resolver", action="append", metavar="IP[:port]", help="ask this DNS resolver")
    add("--resolve", action="append", metavar="host:port:addr", help="connect there instead")
    add("--ca", type=Path, metavar="F", help="trust these certificate authorities too (PEM)")
    return parser


VALUED = (
    "--config",
    "--profile",
    "--resolver",
    "--resolve",
    "--ca",
    "--completion",
    "--repo",
    "--html",
    "--markdown",
    "--sarif",
    "--junit",
)


def bare_words(argv: Sequence[str]) -> list[str]:
    """Give the words that are neither flags nor their values."""
    pairs = zip(["", *argv], argv, strict=False)
    return [word for before, word in pairs if before not in VALUED and not word.startswith("-")]


def split_verb(argv: Sequence[str], verbs: Sequence[str]) -> tuple[str, list[str]]:
    """Find the verb and give the rest: global flags may stand before it."""
    skip = False
    for index, word in enumerate(argv):
        if skip:
            skip = False
        elif word in VALUED:
            skip = True
        elif not word.startswith("-"):
            return (word, [*argv[:index], *argv[index + 1 :]]) if word in verbs else ("", list(argv))
    return "", list(argv)
