"""What is on record: the answer, how it was before, what changed, judged again, or packed."""

import argparse
import sys
from pathlib import Path

from launchready.cli import exits
from launchready.cli.entry import request_of
from launchready.cli.flags import out_file
from launchready.cli.show import colour, show, width


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what report takes."""
    parser.add_argument("url", nargs="?", default="", metavar="URL", help="the site, if not the last one")
    parser.add_argument("--all", action="store_true", help="show everything, not just what to do")
    parser.add_argument("--before", action="store_true", help="how it was when I first looked, DNS records included")
    parser.add_argument("--since", metavar="T", help="what changed since a day or time: --since 2026-11-01")
    again = "judge a recorded run or pack again: --replay club.zip"
    parser.add_argument("--replay", action="append", type=Path, metavar="F", help=again)
    parser.add_argument("--policy", type=Path, metavar="F", help="with --replay: by this policy (a launchready.toml)")
    parser.add_argument("--pack", type=pack_file, metavar="F", help="write the record as one zip: --pack club.zip")


def pack_file(text: str) -> Path:
    """Take the name of a pack to write; it is no screen's."""
    if text == "-":
        raise argparse.ArgumentTypeError("a pack is a file; name one, like club.zip")
    return out_file(text)


def run(args: argparse.Namespace) -> int:
    """Show what is on record. Sends no packet."""
    from launchready.app import recorded
    from launchready.app.request import UsageError

    request = request_of(args)
    if args.policy is not None and not args.replay:
        msg = "--policy goes with --replay F."
        raise UsageError(msg)
    if args.replay:
        answer = recorded.replay(args.replay, args.policy, request)
        show(answer.run, args)
        return exits.code_of(answer.run, strict=request.strict)
    if args.before:
        return _before(args)
    if args.since is not None:
        return _since(args)
    if args.pack is not None:
        return _pack(args)
    answer = recorded.joined(args.url, request)
    recorded.remember_numbers(args.url, request, answer.run)
    show(answer.run, args)
    return exits.code_of(answer.run, strict=request.strict)


def _before(args: argparse.Namespace) -> int:
    from launchready.app.before import before
    from launchready.report.before import before_json, render_before

    state = before(args.url, request_of(args))
    if getattr(args, "json", False):
        sys.stdout.buffer.write(before_json(state))
    else:
        sys.stdout.write(render_before(state, width=width(), colour=colour()))
    return exits.OK


def _since(args: argparse.Namespace) -> int:
    from launchready.app.before import changed_since
    from launchready.report.since import render_since

    then, now = changed_since(args.url, args.since, request_of(args))
    show(now, args, lambda: render_since(then, now))
    return exits.OK


def _pack(args: argparse.Namespace) -> int:
    from launchready.app.packing import write_pack
    from launchready.app.recorded import find_record

    runs = write_pack(find_record(args.url, request_of(args)), args.pack)
    many = "1 run" if runs == 1 else f"{runs} runs"
    sys.stdout.write(
        f"{args.pack}: {many}. It holds no secret. Judge it anywhere: launchready report --replay {args.pack}\n"
    )
    return exits.OK
