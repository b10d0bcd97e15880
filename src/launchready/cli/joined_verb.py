"""The answer on record in ten lines, and the one next step."""

import argparse
import sys

from launchready.cli import exits, verbs
from launchready.cli.entry import request_of
from launchready.cli.show import colour, show, width


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the bare command takes: an address is not a verb."""
    parser.add_argument("word", nargs="*", help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Show the record's answer, or how to begin."""
    from launchready.app.recorded import joined, remember_numbers
    from launchready.app.request import NothingKnownError, UsageError

    if args.word:
        raise UsageError(_no_verb(args.word[0]))
    request = request_of(args)
    try:
        answer = joined("", request)
    except NothingKnownError:
        sys.stdout.write(verbs.short_help())
        return exits.OK
    from launchready.report.terminal import render_short

    remember_numbers("", request, answer.run)
    show(answer.run, args, lambda: render_short(answer.run, width=width(), colour=colour()))
    return exits.code_of(answer.run, strict=request.strict)


def _no_verb(word: str) -> str:
    """Say what was probably meant: a verb, or an address to look at."""
    from launchready.app.address import did_you_mean

    near = "" if verbs.nearest(word) else did_you_mean(word)
    if near:
        return f"{word!r} is no verb of launchready. Did you mean: launchready audit {near}"
    return verbs.no_verb(word)
