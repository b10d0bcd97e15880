"""Says what this machine can and cannot look at, and how to mend it."""

import argparse
import sys

from launchready.cli import exits
from launchready.cli.entry import request_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Doctor takes only the global flags."""


def run(args: argparse.Namespace) -> int:
    """Examine the machine; exit code 3 when something needed is missing."""
    from launchready.app.doctor import examine

    rows = examine(request_of(args))
    if getattr(args, "json", False):
        import msgspec

        sys.stdout.buffer.write(msgspec.json.encode(rows) + b"\n")
    else:
        for row in rows:
            mark = "ok  " if row.good else ("MISS" if row.needed else "--  ")
            sys.stdout.write(f" {mark}  {row.what:<26} {row.found}\n")
            if not row.good:
                sys.stdout.write(f"       {row.advice}\n")
    return exits.OK if all(row.good or not row.needed for row in rows) else exits.CANNOT_TELL
