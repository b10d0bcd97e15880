"""Proof of control: the account's secret, the hosts that must show its word, and what to publish where."""

import asyncio
import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from launchready.app import places
from launchready.app.request import UsageError
from launchready.app.settings import Settings
from launchready.engine.files import read_regular
from launchready.formats.names import is_literal, is_local, within
from launchready.formats.proof import FILE, RECORD, meta_tag, word_of
from launchready.formats.record_form import record_steps
from launchready.formats.url import Url, parse
from launchready.model.finding import WantedRecord
from launchready.observe.control import Place, Way, proof_at
from launchready.observe.dial import Dial
from launchready.observe.landing import landing
from launchready.observe.resolver import recurse
from launchready.reference import load

SECRET = "account-secret"  # noqa: S105 - the name of a file
VARIABLE = "LAUNCHREADY_ACCOUNT_SECRET"
BYTES = 32
SHORTEST = 32
LONGEST = 200
"""What is used is the secret as it is written: the same text in the file and in the environment of a CI."""

MOST_HOSTS = 6


@dataclass(frozen=True, slots=True)
class Control:
    """Which hosts showed the word and where; what to publish for the others, line by line."""

    proven: Mapping[str, Way]
    wanted: tuple[str, ...]
    to_publish: tuple[str, ...]


def account_secret(environ: Mapping[str, str] = os.environ) -> bytes:
    """Give this account's secret, made when there is none. Raises `UsageError`; it is never shown."""
    named = environ.get(VARIABLE, "")
    if named:
        return _checked(named, f"The environment variable {VARIABLE}")
    path = places.state_folder() / SECRET
    try:
        if not path.exists():
            _make(path)
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            msg = f"{path} can be read by others on this machine. Make it yours alone: chmod 600 {path}"
            raise UsageError(msg)
        return _checked(read_regular(path, LONGEST).decode("ascii"), str(path))
    except (OSError, UnicodeDecodeError) as problem:
        msg = f"{path} cannot be used: {problem}. Put the secret into {VARIABLE}, or mend the file."
        raise UsageError(msg) from None


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(BYTES) + "\n")


def _checked(text: str, where: str) -> bytes:
    secret = text.strip()
    if not (secret.isascii() and secret.isprintable() and SHORTEST <= len(secret) <= LONGEST):
        msg = f"{where} holds no account secret: it is {SHORTEST} printable characters or more, as made by this tool."
        raise UsageError(msg)
    return secret.encode("ascii")


def look_for_proof(settings: Settings) -> Control:
    """Look for the word at every host that things would be tried on. Raises `UsageError`."""
    return asyncio.run(_look(settings, account_secret()))


async def _look(settings: Settings, secret: bytes) -> Control:
    async with Dial(settings.dial) as dial:
        wanted = await _places(settings, dial)
        found = await asyncio.gather(*(proof_at(dial, place, word_of(secret, place.host)) for place in wanted))
        proven = {place.host: way for place, way in zip(wanted, found, strict=True) if way is not None}
        missing = [place for place in wanted if place.host not in proven]
        lines = await _to_publish(settings, dial, missing[0], word_of(secret, missing[0].host)) if missing else ()
    return Control(proven=proven, wanted=tuple(place.host for place in wanted), to_publish=lines)


async def _places(settings: Settings, dial: Dial) -> list[Place]:
    """The target, where it leads its visitors within the domain, and where the recipe signs in."""
    target = settings.target
    hosts: dict[str, Place] = {target.host: Place(target.host, target.port if target.scheme == "https" else 443)}
    end = await landing(dial, target.url)
    others = [end.url if end else "", settings.grants.login.url if settings.grants.login else ""]
    others += settings.grants.member_pages
    for url in map(parse, others):
        # Another's host, such as a sign-in service, is not the owner's to prove.
        if isinstance(url, Url) and within(url.host, target.apex):
            hosts.setdefault(url.host, Place(url.host, url.port if url.scheme == "https" else 443))
    # A public name alone can be proven; an address has neither a zone nor a certificate.
    return [one for one in hosts.values() if not is_literal(one.host) and not is_local(one.host)][:MOST_HOSTS]


async def _to_publish(settings: Settings, dial: Dial, place: Place, word: str) -> tuple[str, ...]:
    """The three ways, one of which is enough."""
    target = settings.target
    origin = Url("https", place.host, place.port, "/").origin
    lines = []
    if target.owns_zone:
        names = (await recurse(dial, target.apex, "NS")).records
        form = load().dns_host_of(names) or load().dns_host("any")
        record = WantedRecord("TXT", f"{RECORD}.{place.host}", word, target.apex)
        steps = [line for step in record_steps([record], form) for line in step.splitlines()]
        lines += ["in the DNS, which two resolvers must both show:", *(f"  {step}" for step in steps), "or"]
    lines += [f"as a file at {origin}{FILE} with this one line:", f"  {word}", "or"]
    return (*lines, f"in the <head> of {origin}/:", f"  {meta_tag(word)}")
