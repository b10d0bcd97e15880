"""One moving line on stderr while launchready looks; nothing where there is no terminal."""

import os
import sys
import time

WORDS = {
    "names": "finding your host names",
    "zone": "asking your domain's own servers",
    "resolution": "looking names up",
    "caa": "reading who may issue certificates",
    "alias": "following aliases",
    "tls": "checking certificates",
    "chains": "following redirects",
    "hosts": "opening your hosts",
    "addresses": "comparing addresses",
    "platforms": "recognising your provider",
    "cache_trial": "opening a members' page as a stranger and as two members",
    "limits": "trying a wrong password a few times",
    "again": "looking a second time before I say no",
}


class Line:
    """A progress line that rewrites itself, at most ten times a second."""

    def __init__(self) -> None:
        self._on = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._last = 0.0

    def doing(self, what: str) -> None:
        """Show what is being looked at."""
        now = time.monotonic()
        if self._on and (now - self._last > 0.1 or what == "again"):
            self._last = now
            sys.stderr.write(f"\r\x1b[K  {WORDS.get(what, what)} …")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._on:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
