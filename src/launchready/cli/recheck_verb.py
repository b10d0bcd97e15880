"""Looks at one thing again and says whether it is mended, or not live yet."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from launchready.cli import exits
from launchready.cli.entry import request_of
from launchready.cli.progress import Line
from launchready.cli.show import colour, notices, show, width

if TYPE_CHECKING:
    from launchready.app.recheck import Rechecked


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what recheck takes."""
    parser.add_argument("id", metavar="ID", help="a check, a fingerprint, or the number in the last verdict")
    parser.add_argument("url", nargs="?", default="", metavar="URL", help="the site, if not the last one")
    wait = "look again until it is live: 10 minutes for an app, until old answers are over for DNS"
    parser.add_argument("--repo", type=Path, metavar="DIR", help="the folder of the app's code")
    parser.add_argument("--deep", action="store_true", help="try things out too, on hosts that you prove are yours")
    parser.add_argument("--wait", action="store_true", help=wait)


def run(args: argparse.Namespace) -> int:
    """Look again at what one check needs; the exit code is about this check."""
    from launchready.app.recheck import recheck
    from launchready.cli.ask import Terminal
    from launchready.report.single import render_recheck

    request = request_of(args)
    line = Line()

    def waiting(done: "Rechecked") -> None:
        """Say at once what is waited for; the answer itself comes at the end."""
        line.clear()
        sys.stderr.write(render_recheck(done.looked.answer.run, done.check, width=width(), colour=False, waits=True))

    try:
        told = waiting if args.wait else None
        done = recheck(args.id, args.url, request, line, person=Terminal(), waiting=told)
    finally:
        line.clear()
    answer = done.looked.answer.run
    notices(done.looked.notices)
    show(answer, args, lambda: render_recheck(answer, done.check, width=width(), colour=colour()))
    return exits.code_of_check(answer, done.check)
