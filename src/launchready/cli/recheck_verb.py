"""Looks at one thing again and says whether it is mended."""

import argparse
import sys

from launchready.cli import exits
from launchready.cli.entry import request_of
from launchready.cli.progress import Line
from launchready.cli.show import colour, notices, show, width


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what recheck takes."""
    parser.add_argument("id", metavar="ID", help="a check, a fingerprint, or the number in the last verdict")
    parser.add_argument("url", nargs="?", default="", metavar="URL", help="the site, if not the last one")


def run(args: argparse.Namespace) -> int:
    """Look again at what one check needs; the exit code is about this check."""
    from launchready.app.recheck import recheck

    request = request_of(args)
    line = Line()
    try:
        done = recheck(args.id, args.url, request, line)
    finally:
        line.clear()
    notices(done.looked.notices)
    if getattr(args, "json", False):
        show(done.looked.answer.run, args)
    else:
        from launchready.report.single import render_recheck

        sys.stdout.write(render_recheck(done.looked.answer.run, done.check, width=width(), colour=colour()))
    return exits.code_of_check(done.looked.answer.run, done.check)
