"""Which config files the user has accepted: their hashes, kept outside every repository."""

import hashlib
from pathlib import Path

from launchready.config.file import Loaded, acting_keys, parse, read, without_acting
from launchready.config.structs import Config

TRUSTED = "trusted-configs"


def digest(text: str) -> str:
    """Hash a config's text: any change asks again."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_trusted(text: str, state_folder: Path) -> bool:
    """Whether `init --trust` accepted exactly this text."""
    try:
        return digest(text) in (state_folder / TRUSTED).read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError):
        return False


def trust(text: str, state_folder: Path) -> None:
    """Accept exactly this text."""
    state_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (state_folder / TRUSTED).open("a", encoding="ascii") as file:
        file.write(digest(text) + "\n")


def load(given: Path | None, found: Path | None, state_folder: Path) -> Loaded:
    """Load the config named by --config (believed), else the one found (acting keys only if trusted)."""
    path = given or found
    if path is None:
        return Loaded(config=Config())
    text = read(path)
    config = parse(text, str(path))
    if given is not None or is_trusted(text, state_folder):
        return Loaded(config=config, path=path, text=text)
    return Loaded(config=without_acting(config), path=path, ignored=acting_keys(config), trusted=False, text=text)
