"""Which Chromium to run, and why there is none."""

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

SWITCH = "LAUNCHREADY_BROWSER"
"""`off`, or the path of a Chromium-family browser; empty: the first one that is found."""

PROGRAMS = (
    "chromium-headless-shell",  # the same engine without a window: half the memory
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "brave-browser",
    "brave",
    "microsoft-edge",
    "microsoft-edge-stable",
)
MAC_PROGRAMS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Brave Browser.app/Contents/MacOS/Brave Browser",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
GET_BOTH = "Install the browser extra: pipx install 'launchready[browser]', and Chromium, then look again."


def find_program() -> str:
    """Give the browser that pages are rendered with; empty when there is none, or none is wanted."""
    return "" if why_not() else _program()


def why_not() -> str:
    """Say why no page can be rendered here, and what to do; empty when it can be."""
    wanted = _wanted()
    if wanted == "off":
        return f"{SWITCH}=off switches it off. Unset it to have pages rendered."
    if not _program():
        if wanted:
            return f"{SWITCH} names {wanted}, which is no program here. Write its path, or unset it."
        return f"There is no Chromium here. {GET_BOTH}"
    if find_spec("playwright") is None:
        return f"The browser extra is not installed. {GET_BOTH}"
    return ""


def _wanted() -> str:
    return os.environ.get(SWITCH, "").strip()


def _program() -> str:
    wanted = _wanted()
    if wanted:
        return shutil.which(wanted) or ""
    found = next((path for name in PROGRAMS if (path := shutil.which(name))), "")
    if found or sys.platform != "darwin":
        return found
    return next((path for path in MAC_PROGRAMS if Path(path).exists()), "")
