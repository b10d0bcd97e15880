"""One file per verb: parse, call the app, print, exit."""

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; gives the exit code."""
    from launchready.cli.entry import run

    return run(list(sys.argv[1:] if argv is None else argv))
