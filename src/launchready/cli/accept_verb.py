"""This is on purpose: ask me again on a date."""

import argparse
import sys

from launchready.cli import exits
from launchready.cli.entry import request_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what accept takes."""
    parser.add_argument("id", metavar="ID", help="a check, a fingerprint, or the number in the last verdict")
    parser.add_argument("url", nargs="?", default="", metavar="URL", help="the site, if not the last one")
    parser.add_argument("--reason", required=True, metavar="T", help="why it is on purpose")
    parser.add_argument("--until", required=True, metavar="D", help="the day to ask again, YYYY-MM-DD")
    parser.add_argument("--yes", action="store_true", help="do not ask, though it stands in the way of showing it")


def run(args: argparse.Namespace) -> int:
    """Keep the acceptance."""
    from launchready.app.accept import accept
    from launchready.cli.ask import Terminal

    request = request_of(args)
    done = accept(args.id, args.url, request, reason=args.reason, until=args.until, person=Terminal(), sure=args.yes)
    for title in done:
        sys.stdout.write(f"On purpose until {args.until}: {title}\n")
    return exits.OK
