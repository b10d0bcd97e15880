"""Whether what a config says can be meant: dates, names of checks, addresses of the own site's parts."""

from collections.abc import Iterator
from datetime import date, datetime

from launchready.config.errors import did_you_mean, listed, shown
from launchready.config.lines import Path
from launchready.config.shape import Wrong
from launchready.config.structs import Config
from launchready.formats.names import is_literal, to_ascii
from launchready.formats.url import Url, parse
from launchready.observe.grants import Grants
from launchready.verdict.profiles import PROFILES


def unmeant(config: Config) -> Iterator[Wrong]:
    """Give what has the right shape and cannot be."""
    yield from _target(config)
    for index, host in enumerate(config.hosts):
        if not _is_host(host.name):
            yield Wrong(("hosts", index, "name"), _no_host("name", host.name))
    yield from _checks(config)
    yield from _dates(config)
    tries, usual = config.acting.limit_tries, Grants().tries
    if tries and tries < usual:
        yield Wrong(
            ("acting", "limit_tries"), f"`acting.limit_tries` is {tries}. Write {usual} (the usual number) to 101."
        )


def _target(config: Config) -> Iterator[Wrong]:
    target = config.target
    if target.profile not in PROFILES:
        near = did_you_mean(target.profile, PROFILES, '"{}"')
        words = f"`target.profile` is {shown(target.profile)}. It takes {listed(PROFILES)}.{near}"
        yield Wrong(("target", "profile"), words)
    if target.canonical and not _is_host(target.canonical):
        yield Wrong(("target", "canonical"), _no_host("target.canonical", target.canonical))
    if target.preview and not isinstance(parse(target.preview), Url):
        words = f"`target.preview` is {shown(target.preview)}, which is no address. Write one like"
        yield Wrong(("target", "preview"), f"{words} https://your-app.lovable.app")


def _is_host(name: str) -> bool:
    return is_literal(name) or to_ascii(name) is not None


def _no_host(key: str, name: str) -> str:
    url = parse(name)
    near = f" Did you mean {shown(url.host)}?" if "://" in name and isinstance(url, Url) else ""
    return f"`{key}` is {shown(name)}, which is no host name.{near} Write one like app.your-site.example"


def _checks(config: Config) -> Iterator[Wrong]:
    """An id that is misspelt would change nothing, and nobody would know."""
    told: list[tuple[Path, str]] = [(("levels", name), name) for name in config.levels]
    told += [(("exceptions", n, "check"), one.check) for n, one in enumerate(config.exceptions)]
    if not told:
        return
    from launchready.engine import catalog  # every check is imported for it: only where one is named

    known = {check.id for check in catalog.checks()}
    for path, name in told:
        if name not in known:
            near = did_you_mean(name, known, '"{}"')
            yield Wrong(path, f"{shown(name)} is no check.{near} All of them: launchready explain")


def _dates(config: Config) -> Iterator[Wrong]:
    for index, entry in enumerate(config.exceptions):
        try:
            date.fromisoformat(entry.until)
        except ValueError:
            words = f"`until` is {shown(entry.until)}, which is no date. Write the day to ask again: 2026-12-31"
            yield Wrong(("exceptions", index, "until"), words)
    if config.demo.at and not _is_moment(config.demo.at):
        words = f"`demo.at` is {shown(config.demo.at)}, which is no time with its offset from UTC."
        yield Wrong(("demo", "at"), f'{words} Write: at = "2026-11-25T19:00+01:00"')


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
