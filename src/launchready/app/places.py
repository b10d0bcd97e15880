"""Where launchready keeps things on this machine."""

import os
import sys
import tempfile
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
        return _home() / "Library" / "Application Support" / "launchready"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(_home()))) / "launchready"
    return _home() / usual / "launchready"


def _home() -> Path:
    """Give the home folder; where a container has none, a folder of its own under the temporary one."""
    try:
        return Path.home()
    except RuntimeError:
        return Path(tempfile.gettempdir()) / f"launchready-{os.getuid()}"
