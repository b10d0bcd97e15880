"""Where launchready keeps things on this machine."""

import os
import sys
from pathlib import Path


def data_folder() -> Path:
    """Give the user's data folder for records without a launchready.toml."""
    return _folder("XDG_DATA_HOME", ".local/share")


def state_folder() -> Path:
    """Give the user's state folder: what was trusted, which target was last."""
    return _folder("XDG_STATE_HOME", ".local/state")


def _folder(variable: str, usual: str) -> Path:
    named = os.environ.get(variable, "")
    if named and Path(named).is_absolute():
        return Path(named) / "launchready"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "launchready"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "launchready"
    return Path.home() / usual / "launchready"
