"""One file per verb: parse, call the app, print, exit."""

import sys


def main(argv: list[str] | None = None) -> int:
    """Run one command line; gives the exit code. The help page needs no other module."""
    words = sys.argv[1:] if argv is None else argv
    if words[:1] in (["-h"], ["--help"]):
        from launchready.cli.verbs import short_help

        sys.stdout.write(short_help())
        return 0
    from launchready.cli.entry import run

    return run(words)
