"""Reads launchready.toml: its text, its shape, its meaning; every mistake with file, line and what to write."""

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import msgspec

from launchready.config.errors import ConfigError, error_at
from launchready.config.lines import line_of, syntax_error
from launchready.config.meaning import unmeant
from launchready.config.shape import wrongs
from launchready.config.structs import ActingEntry, Config

NAME = "launchready.toml"
MAX_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A config with the file it came from; `ignored` names acting keys that we do not believe.

    What is not `trusted` may only name hosts of the target's own domain.
    """

    config: Config
    path: Path | None = None
    ignored: tuple[str, ...] = ()
    trusted: bool = True
    text: str = field(default="", repr=False)


def parse(text: str, name: str) -> Config:
    """Read the text. Raises `ConfigError` with file, line and what to write instead."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        raise syntax_error(text, name, str(problem)) from None
    _times_as_text(data)
    for wrong in wrongs(data, Config):
        raise error_at(name, line_of(text, wrong.path), wrong.words)
    config = msgspec.convert(data, Config)
    for wrong in unmeant(config):
        raise error_at(name, line_of(text, wrong.path), wrong.words)
    return config


def _times_as_text(data: dict[str, object]) -> None:
    """Take dates and times that stand without quotes: TOML has some of its own."""
    demo, exceptions = data.get("demo"), data.get("exceptions")
    if isinstance(demo, dict) and isinstance(demo.get("at"), datetime):
        demo["at"] = demo["at"].isoformat()
    for one in exceptions if isinstance(exceptions, list) else ():
        if isinstance(one, dict) and type(one.get("until")) is date:
            one["until"] = one["until"].isoformat()


def acting_keys(config: Config) -> tuple[str, ...]:
    """Name the acting keys that a config sets."""
    return tuple(name for name in ActingEntry.__struct_fields__ if getattr(config.acting, name))


def without_acting(config: Config) -> Config:
    """Give the config without its acting keys."""
    return msgspec.structs.replace(config, acting=ActingEntry())


def read(path: Path) -> str:
    """Read a config file. Raises `ConfigError`."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            msg = f"{path}: larger than {MAX_BYTES // 1024} KB; a launchready.toml is a page."
            raise ConfigError(msg)
        return data.decode("utf-8-sig")
    except OSError as problem:
        msg = f"{path}: {problem.strerror}."
        raise ConfigError(msg) from None
    except UnicodeDecodeError:
        msg = f"{path}: not UTF-8 text. Save it as UTF-8."
        raise ConfigError(msg) from None
