"""Shows the report as a page in the browser of this machine."""

import argparse
import os
import sys
import webbrowser

from launchready.cli import exits
from launchready.cli.entry import request_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what open takes."""
    parser.add_argument("url", nargs="?", default="", metavar="URL", help="the site, if not the last one")


def run(args: argparse.Namespace) -> int:
    """Serve the newest answer on record until Ctrl-C, for an hour at most. Sends no packet to the site."""
    from launchready.app.recorded import joined, remember_numbers
    from launchready.app.request import UsageError
    from launchready.app.serving import GoneError, Page, serve
    from launchready.config.errors import ConfigError
    from launchready.engine.bundle import BundleError
    from launchready.engine.record import RecordError
    from launchready.formats.plain import plain
    from launchready.report.html.page import policy, to_html

    request = request_of(args)
    joined(args.url, request)  # what cannot be shown is said now, not in the browser

    def page() -> Page:
        """Read the record anew: a reload shows what another command has found since."""
        try:
            answer = joined(args.url, request)
        except (UsageError, ConfigError, BundleError, RecordError) as problem:
            raise GoneError(plain(str(problem))) from None
        remember_numbers(args.url, request, answer.run)
        return Page(content=to_html(answer.run), policy=f"{policy()}; frame-ancestors 'none'")

    serve(page, _opened)
    return exits.OK


def _opened(link: str) -> None:
    """Say the link, and open it where there is a browser to open it in."""
    sys.stdout.write(f"{link}\n")
    sys.stdout.flush()
    sys.stderr.write("The link is good once, on this machine. Ctrl-C ends it; after an hour it ends by itself.\n")
    if _has_display():
        webbrowser.open(link)


def _has_display() -> bool:
    if sys.platform in {"darwin", "win32"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
