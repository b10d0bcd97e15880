"""Examines this machine: what it can look at, what is missing, how to get it."""

import asyncio
import platform
import re
import ssl
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from launchready.app import places
from launchready.app.request import Request, UsageError
from launchready.app.settings import load_config
from launchready.config.errors import ConfigError
from launchready.engine import catalog
from launchready.facts.dns import NO_ANSWER
from launchready.observe.browser.program import SWITCH, find_program, why_not
from launchready.observe.dial import Dial, DialSettings, Server

_CHROMIUM = re.compile(r"(chrom|brave|edge)[^\d]*\d+\.\d+", re.IGNORECASE)
_ANOTHER = f"Set {SWITCH} to the path of a Chromium, or unset it."
VERSION_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing about this machine. `needed`: without it an audit is blind."""

    what: str
    good: bool
    found: str
    needed: bool = True
    advice: str = ""


def examine(request: Request) -> list[Row]:
    """Look at the machine. Contacts only DNS resolvers, with the root zone's question."""
    return [
        _python(),
        _roots(request),
        *asyncio.run(_network(request)),
        _folder(),
        _config(request),
        _browser(),
        _catalog(),
    ]


def _python() -> Row:
    found = f"{platform.python_version()} on {sys.platform}"
    return Row(what="Python", good=sys.version_info >= (3, 11), found=found, advice="Install Python 3.11 or newer.")


def _roots(request: Request) -> Row:
    context = ssl.create_default_context(cafile=None)
    if request.ca:
        try:
            context.load_verify_locations(cafile=str(request.ca))
        except (OSError, ssl.SSLError):
            msg = f"--ca: {request.ca} cannot be read as certificates (PEM)."
            raise UsageError(msg) from None
    count = context.cert_store_stats()["x509_ca"]
    paths = ssl.get_default_verify_paths()
    good = bool(count or (paths.capath and any(Path(paths.capath).glob("*.0"))))
    return Row(
        what="Trusted authorities",
        good=good,
        found=f"{count} loaded" if good else "none",
        advice="Install your system's ca-certificates (on a python.org macOS: Install Certificates.command).",
    )


async def _network(request: Request) -> list[Row]:
    try:
        resolvers = tuple(Server.parse(text) for text in request.resolvers)
    except ValueError as problem:
        raise UsageError(f"{problem}.") from None
    async with Dial(DialSettings(resolvers=resolvers)) as dial:
        replies = await asyncio.gather(*(dial.ask(server, ".", "NS") for server in dial.resolvers))
        rows = [
            Row(
                what=f"Resolver {server}",
                good=reply.rcode not in NO_ANSWER,
                found=reply.rcode.value,
                needed=index == 0,
                advice="Name one that answers: --resolver 9.9.9.9",
            )
            for index, (server, reply) in enumerate(zip(dial.resolvers, replies, strict=True))
        ]
        six = await dial.ipv6_here()
    rows.append(
        Row(
            what="IPv6",
            good=six,
            found="works" if six else "none",
            needed=False,
            advice="IPv6 addresses stay not looked at.",
        )
    )
    return rows


def _folder() -> Row:
    folder = places.data_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".probe"
        probe.write_bytes(b"1")
        probe.unlink()
    except OSError as problem:
        return Row(
            what="Record folder",
            good=False,
            found=f"{folder}: {problem.strerror}",
            advice="Use --no-record, or free it.",
        )
    return Row(what="Record folder", good=True, found=str(folder))


def _config(request: Request) -> Row:
    try:
        loaded = load_config(request)
    except ConfigError as problem:
        return Row(what="launchready.toml", good=False, found=str(problem), advice="Mend the line named above.")
    if loaded.path is None:
        return Row(what="launchready.toml", good=True, found="none here (not needed)")
    trusted = f", not trusted: {', '.join(loaded.ignored)}" if loaded.ignored else ""
    return Row(what="launchready.toml", good=True, found=f"{loaded.path}{trusted}")


def _browser() -> Row:
    found = find_program()
    wrong = _no_browser(found) if found else why_not()
    return Row(
        what="Browser",
        good=not wrong,
        found=found or "none",
        needed=False,
        advice=f"{wrong} Until then, pages that are built by their scripts stay not looked at.",
    )


def _no_browser(program: str) -> str:
    """Say what is wrong with the program, by the version that it tells of itself; empty for a Chromium."""
    if sys.platform == "win32":  # there a browser opens a window and says nothing
        return ""
    try:
        done = subprocess.run(  # noqa: S603 - the program that pages would be rendered with
            [program, "--version"], stdin=subprocess.DEVNULL, capture_output=True, timeout=VERSION_SECONDS, check=False
        )
    except (OSError, subprocess.SubprocessError) as problem:
        return f"{program} does not start ({getattr(problem, 'strerror', None) or 'no answer'}). {_ANOTHER}"
    if _CHROMIUM.search(done.stdout[:500].decode("utf-8", "replace")):
        return ""
    return f"{program} does not say that it is a Chromium, Chrome, Brave or Edge. {_ANOTHER}"


def _catalog() -> Row:
    checks, gatherers = catalog.checks(), catalog.gatherers()
    return Row(what="launchready", good=bool(checks), found=f"{len(checks)} checks, {len(gatherers)} gatherers")
