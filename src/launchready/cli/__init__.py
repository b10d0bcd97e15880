"""One file per verb: parse, call the app, print, exit."""

import sys


def main(argv: list[str] | None = None) -> int:
    """Run one command line; gives the exit code. Without `argv` it is the process itself, and ends with it."""
    try:
        return _whole(argv)
    except (KeyboardInterrupt, RuntimeError, ImportError) as problem:
        from launchready.cli.stopping import by_ctrl_c, stopped

        if not by_ctrl_c(problem):
            raise
        return stopped()


def _whole(argv: list[str] | None) -> int:
    """Run it between whole streams. The help page needs no other module."""
    from launchready.cli.streams import UNWRITABLE, drop_output, whole_streams

    if argv is None:
        from launchready.cli.stopping import listen

        listen()
    whole_streams()
    words = sys.argv[1:] if argv is None else argv
    try:
        code = _run(words)
        sys.stdout.flush()
    except OSError as problem:
        if problem.errno not in UNWRITABLE:
            raise
        drop_output(problem)
        code = 3
    if argv is None:
        from launchready.cli.stopping import hear_no_more

        hear_no_more()
    return code


def _run(words: list[str]) -> int:
    if words[:1] in (["-h"], ["--help"]):
        from launchready.cli.verbs import short_help

        sys.stdout.write(short_help())
        return 0
    from launchready.cli.entry import run

    return run(words)
