"""See it on a sample community: it breaks, the verdict, one fix."""

import argparse
import sys

from launchready.cli import exits
from launchready.cli.outputs import asked
from launchready.cli.progress import Line
from launchready.cli.show import notices, show


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
        from launchready.cli.story import Teller, stay

        tour.serve(chosen if args.clean or args.fault else tour.story_faults(), Teller(), stay)
        return exits.STOPPED
    if args.clean or args.fault or asked(args):
        return _audit(chosen if args.clean or args.fault else tour.story_faults(), args)
    from launchready.cli.story import tell_story

    return exits.OK if tell_story() else exits.OUR_BUG


def _audit(chosen: tuple[str, ...], args: argparse.Namespace) -> int:
    from launchready.app import tour

    line = Line()
    with tour.sample_of(chosen) as sample:
        try:
            looked = tour.audit_sample(sample.session, line, deep=tour.needs_trying(chosen))
        finally:
            line.clear()
    notices(looked.notices)
    show(looked.answer.run, args)
    return exits.code_of(looked.answer.run, strict=getattr(args, "strict", False))
