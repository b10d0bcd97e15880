"""May I show it? Looks at a site from outside and gives one answer."""

import argparse
from pathlib import Path

from launchready.cli import exits
from launchready.cli.entry import request_of
from launchready.cli.progress import Line
from launchready.cli.show import notices, show, show_many, stream


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what audit takes."""
    parser.add_argument("url", nargs="?", default="", metavar="URL", help="the address that you would show")
    parser.add_argument("--targets", type=Path, metavar="F", help="a file with one address a line")
    parser.add_argument("--repo", type=Path, metavar="DIR", help="the folder of the app's code")
    parser.add_argument("--deep", action="store_true", help="try things out too, on hosts that you prove are yours")
    parser.add_argument("--all", action="store_true", help="show everything, not just what to do")


def run(args: argparse.Namespace) -> int:
    """Look and answer."""
    if args.targets is not None:
        return _many(args)
    from launchready.app.consent import settle
    from launchready.app.look import look_at
    from launchready.app.recorded import remember_numbers, remember_target
    from launchready.app.settings import make_settings
    from launchready.cli.ask import Terminal

    request = request_of(args)
    settings = settle(make_settings(args.url, request), Terminal())
    line = Line()
    try:
        looked = look_at(settings, line)
    finally:
        line.clear()
    if request.keep_record:
        remember_target(settings.target.url)
        remember_numbers(settings.target.url, request, looked.answer.run)
    notices(looked.notices)
    show(looked.answer.run, args)
    return exits.code_of(looked.answer.run, strict=request.strict)


def _many(args: argparse.Namespace) -> int:
    from launchready.app.many import look_at_many, read_targets
    from launchready.app.request import UsageError

    if args.url:
        msg = "Give an address or --targets, not both."
        raise UsageError(msg)
    if args.deep or args.repo:
        msg = "--deep and --repo are about one site: leave them out with --targets."
        raise UsageError(msg)
    request = request_of(args)
    line = Line()
    try:
        answers = look_at_many(
            read_targets(args.targets), request, line, lambda answer: stream(answer.looked.answer.run, args)
        )
    finally:
        line.clear()
    runs = [answer.looked.answer.run for answer in answers]
    for answer in answers:
        notices(answer.looked.notices)
    show_many(runs, args)
    return exits.worst([exits.code_of(run_result, strict=request.strict) for run_result in runs])
