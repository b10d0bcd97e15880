"""See it on a sample community: it breaks, the verdict, one fix."""

import argparse
import sys
import tempfile
import threading
from pathlib import Path

from launchready.cli import exits
from launchready.cli.progress import Line
from launchready.cli.show import colour, notices, show, width


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what tour takes."""
    parser.add_argument("--clean", action="store_true", help="audit the sample with nothing broken")
    parser.add_argument("--fault", action="append", default=[], metavar="ID", help="audit it with this broken")
    parser.add_argument("--faults", action="store_true", help="list what can be broken")
    parser.add_argument("--serve", action="store_true", help="keep the sample running and say how to reach it")
    parser.add_argument("--all", action="store_true", help="show everything, not just what to do")


def run(args: argparse.Namespace) -> int:
    """Tell the story, or do one of its parts."""
    from launchready.app import tour

    if args.faults:
        for name, seen, in_story in tour.listing():
            sys.stdout.write(f"{'*' if in_story else ' '} {name:<32}{seen}\n")
        sys.stdout.write("* in the story\n")
        return exits.OK
    chosen = () if args.clean else tuple(args.fault)
    if args.serve:
        tour.serve(chosen if args.clean or args.fault else tour.story_faults(), Teller(), threading.Event().wait)
        return exits.OK
    if args.clean or args.fault or getattr(args, "json", False):
        return _audit(chosen if args.clean or args.fault else tour.story_faults(), args)
    return _story()


def _audit(chosen: tuple[str, ...], args: argparse.Namespace) -> int:
    from launchready.app import tour

    line = Line()
    with tour.sample_of(chosen) as sample:
        try:
            looked = tour.audit_sample(sample.session, line)
        finally:
            line.clear()
    notices(looked.notices)
    show(looked.answer.run, args)
    return exits.code_of(looked.answer.run, strict=getattr(args, "strict", False))


class Teller:
    """Prints the story as it happens."""

    def line(self, words: str = "") -> None:
        """Print one line."""
        sys.stdout.write(f"{words}\n")
        sys.stdout.flush()

    def heading(self, words: str) -> None:
        """Print the heading of a beat."""
        self.line(f"\x1b[1m{words}\x1b[0m" if colour() else words)


def _story() -> int:
    from launchready.app import tour
    from launchready.report.single import render_recheck
    from launchready.report.terminal import render

    line, teller = Line(), Teller()

    def show_audit(looked: tour.Looked) -> None:
        line.clear()
        teller.line(render(looked.answer.run, width=width(), colour=colour()))

    def show_recheck(done: tour.Rechecked) -> None:
        line.clear()
        teller.line(render_recheck(done.looked.answer.run, done.check, width=width(), colour=colour()))

    telling = tour.Telling(
        teller=teller,
        progress=line,
        show_audit=show_audit,
        show_recheck=show_recheck,
        ask_enter=_ask_enter,
        pictures=Path(tempfile.gettempdir()) / "launchready-tour-pictures",
    )
    return exits.OK if tour.tell(telling) else exits.OUR_BUG


def _ask_enter(words: str) -> bool:
    """Wait for Enter; False where nobody can press it."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    try:
        input(words)
    except EOFError:
        return False
    return True
