"""Says what a check means, why it matters, and how to mend it."""

import argparse
import sys

from launchready.cli import exits
from launchready.cli.entry import request_of
from launchready.cli.show import colour, width


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what explain takes."""
    parser.add_argument("id", nargs="?", default="", metavar="ID", help="a check, a fingerprint, or a number")
    parser.add_argument("url", nargs="?", default="", metavar="URL", help="the site, if not the last one")


def run(args: argparse.Namespace) -> int:
    """Print one explanation, or the list of all checks."""
    from launchready.app.explain import explain, list_checks
    from launchready.report.single import render_explanation, render_list

    if not args.id:
        sys.stdout.write(render_list(list_checks(), width=width(), colour=colour()))
        return exits.OK
    told = explain(args.id, args.url, request_of(args))
    sys.stdout.write(render_explanation(told, width=width(), colour=colour()))
    return exits.OK
