"""Says what to do now, in what order, who can do it, and gives the text to paste."""

import argparse

from launchready.advise.tools import SLUGS
from launchready.app.request import UsageError
from launchready.cli import exits
from launchready.cli.entry import request_of
from launchready.cli.show import colour, show, width
from launchready.model.run import RunResult


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what fix takes."""
    parser.add_argument("id", nargs="?", default="", metavar="ID", help="a check, a fingerprint, or a number")
    parser.add_argument("url", nargs="?", default="", metavar="URL", help="the site, if not the last one")
    parser.add_argument("--prompt", choices=SLUGS, help="print the text to paste into that tool")
    parser.add_argument("--two-days", dest="two_days", action="store_true", help="the order of the next two days")
    parser.add_argument("--all", action="store_true", help="everything, not only the first seven")


def run(args: argparse.Namespace) -> int:
    """Print the order, one task, or the text to paste. Nothing is looked at."""
    from launchready.app.fix import fix_list, fix_one

    request = request_of(args)
    wanted, url = _meant(args.id, args.url)
    if args.prompt and not wanted:
        msg = f"--prompt needs to know for what: launchready fix 1 --prompt {args.prompt}"
        raise UsageError(msg)
    if wanted:
        told = fix_one(wanted, url, request, tool=args.prompt or "")
    else:
        told = fix_list(url, request, two_days=args.two_days, everything=args.all)
    show(told, args, lambda: _words(told, one=bool(wanted)))
    return exits.OK


def _words(told: RunResult, *, one: bool) -> str:
    from launchready.report.fix import render_list, render_one

    if told.fix and told.fix.prompt:
        return told.fix.prompt.text
    return (render_one if one else render_list)(told, width=width(), colour=colour())


def _meant(first: str, second: str) -> tuple[str, str]:
    """Take a lone address for the site: `launchready fix https://club.example` lists what to do there."""
    return ("", first) if "." in first or "://" in first else (first, second)
