"""A Chromium-family browser on the sample: a window where there is a screen, a picture where there is none."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from launchready.observe.temporary import Folder, hold
from launchready.tour import names
from launchready.tour.devtools import NoPicture, Pipes
from launchready.tour.sample import Session

PROGRAMS = (
    "google-chrome",
    "google-chrome-stable",
    "chromium",
    "chromium-browser",
    "microsoft-edge",
    "brave-browser",
    "brave",
)
MAC_PROGRAMS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Brave Browser.app/Contents/MacOS/Brave Browser",
)
PICTURE_SECONDS = 25.0
END_SECONDS = 5.0
STARTS_WITHIN = 1.5


def find() -> str | None:
    """The first browser of the family on this machine."""
    for program in PROGRAMS:
        path = shutil.which(program)
        if path is not None:
            return path
    return next((path for path in MAC_PROGRAMS if Path(path).exists()), None)


def screen() -> bool:
    """Whether a window can be seen by anybody."""
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def flags(session: Session, spki: Sequence[str], profile: Path) -> list[str]:
    """How any Chromium reaches the sample, and nothing else, with the sample's sound certificates counting as sound.

    The last rule maps every other name to nowhere: the window contacts nobody but this machine.
    """
    rules = [
        f"MAP {host}:{port} 127.0.0.1:{real}"
        for host in (*names.HOSTS, names.SHOP)
        for port, real in ((443, session.https_port), (80, session.http_port))
    ]
    return [
        f"--user-data-dir={profile}",
        f"--host-resolver-rules={', '.join(rules)}, MAP * ~NOTFOUND",
        f"--ignore-certificate-errors-spki-list={','.join(spki)}",
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        # no question for the key ring of a desktop: the profile lives for minutes
        "--password-store=basic",
        "--use-mock-keychain",
        "--disable-features=OptimizationHints,Translate,MediaRouter",
        # Chromium refuses to start as root with its sandbox; root in a container is where that happens.
        *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    ]


@dataclass
class Browser:
    """The browser of one story: its profile and all it puts aside are in a temporary folder, which goes with it."""

    program: str
    session: Session
    spki: Sequence[str]
    _folder: Folder = field(init=False, default_factory=hold)
    _running: list["subprocess.Popen[bytes]"] = field(init=False, default_factory=list)

    def show(self, url: str) -> bool:
        """Open the address in the story's own window; False when the browser cannot be started.

        A second address is handed to the window that is open, by a process that ends at once and well. One that ends
        otherwise found no screen.
        """
        process = self._start("--new-window", url)
        if process is None:
            return False
        self._running.append(process)
        try:
            return process.wait(STARTS_WITHIN) == 0
        except subprocess.TimeoutExpired:
            return True

    def picture(self, url: str, file: Path, size: tuple[int, int] = (1200, 800)) -> bool:
        """A picture of the page, or of the browser's refusal to show it; False when none came in time."""
        with Pipes(PICTURE_SECONDS) as pipes:
            process = self._start("--headless", "--hide-scrollbars", "about:blank", pipes=pipes)
            pipes.started()
            if process is None:
                return False
            try:
                file.write_bytes(pipes.picture(url, size))
            except (NoPicture, OSError):
                return False
            finally:
                _end(process)
        return True

    def close(self) -> None:
        """End every process that was started here, and delete its folder."""
        for process in self._running:
            _end(process)
        self._running.clear()
        self._folder.close()

    def _start(self, *more: str, pipes: Pipes | None = None) -> "subprocess.Popen[bytes] | None":
        command = [self.program, *flags(self.session, self.spki, self._folder.path / "profile"), *more]
        with contextlib.suppress(OSError):
            return subprocess.Popen(
                pipes.command(command) if pipes else command,
                env=os.environ | self._folder.environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                pass_fds=pipes.descriptors if pipes else (),
            )
        return None


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the browser with all its helpers: they share the process group it was started with."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, sign)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(END_SECONDS)
            return
