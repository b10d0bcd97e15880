"""The newest commit of the repository that the owner named. Git reads; nothing that the repository holds is run.

A repository's own config may name programs: hooks, fsmonitor, signature checks, pagers, and the filters that
`.gitattributes` asks for. Each of them is switched off by name, and the user's and the machine's config stay out.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from launchready.facts.release import RepoHead
from launchready.formats.plain import plain
from launchready.model.subject import Subject
from launchready.model.words import GapReason, Source
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.outcome import Missing

MOST_COMMITS = 500
GIT_SECONDS = 5.0
MOST_OUTPUT = 1024 * 1024
_ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin",
    "LC_ALL": "C",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_SYSTEM": "/dev/null",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "NONE": "",
    "NO": "false",
}
_OFF = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.attributesFile=/dev/null",
    "core.pager=cat",
    "log.showSignature=false",
    "protocol.allow=never",
    "submodule.recurse=false",
    # Reading a folder that another account owns is no risk once none of its programs runs.
    "safe.directory=*",
)


class GitError(Exception):
    """Git said no, or took too long."""


@gatherer(makes=(RepoHead,), source=Source.REPO, seconds=20.0)
async def repo_head(scope: Scope) -> AsyncIterator[Observation]:
    """Read the newest commit, its branch, and whether there are changes beside it."""
    site = Subject.site(scope.target.host)
    try:
        yield await _head(Path(scope.grants.repo), site)
    except GitError as problem:
        ask = "Give --repo the folder that holds the app's .git folder."
        yield Missing(GapReason.NO_ACCESS, f"the repository could not be read: {problem}", ask).gap(RepoHead, site)


async def _head(folder: Path, site: Subject) -> RepoHead:
    listed = await _git(folder, "rev-list", f"--max-count={MOST_COMMITS}", "--timestamp", "HEAD", "--")
    rows = [line.split() for line in listed.splitlines()]
    if not rows or len(rows[0]) != 2:
        raise GitError("it holds no commit")
    with suppress(ValueError, OverflowError, OSError):
        return RepoHead(
            subject=site,
            commit=rows[0][1],
            committed_at=datetime.fromtimestamp(int(rows[0][0]), UTC),
            branch=await _branch(folder),
            dirty=await _dirty(folder),
            known=tuple(row[1] for row in rows if len(row) == 2),
        )
    raise GitError("its newest commit has no date")


async def _branch(folder: Path) -> str:
    """Give the branch that is checked out; empty for a commit that stands alone."""
    try:
        return plain(await _git(folder, "symbolic-ref", "--short", "--quiet", "HEAD"), 100)
    except GitError:
        return ""


async def _dirty(folder: Path) -> bool | None:
    """Whether a file that git knows was changed; None when that could not be told.

    The programs that the repository names to read its files with are switched off one by one. Their names may hold
    an equals sign, so the value comes from the environment.
    """
    try:
        named = await _git(folder, "config", "--list", "--name-only", "-z")
        filters = sorted({name.rpartition(".")[0] for name in named.split("\0") if name.startswith("filter.")})
        off = [
            f"--config-env={name}.{part}={value}"
            for name in filters
            for part, value in (("clean", "NONE"), ("smudge", "NONE"), ("process", "NONE"), ("required", "NO"))
        ]
        told = await _git(
            folder, "status", "--porcelain", "--untracked-files=no", "--ignore-submodules=all", "--no-renames", off=off
        )
    except GitError:
        return None
    return bool(told.strip())


async def _git(folder: Path, *words: str, off: Sequence[str] = ()) -> str:
    """Run git without a shell, its output bounded. Raises `GitError`."""
    settings = [part for one in _OFF for part in ("-c", one)]
    try:
        process = await asyncio.create_subprocess_exec(
            *("git", "--no-pager", "--no-optional-locks", *settings, *off, "-C", str(folder), *words),
            env=_ENVIRONMENT,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
    except (OSError, ValueError) as problem:
        raise GitError("git could not be started") from problem
    try:
        async with asyncio.timeout(GIT_SECONDS):
            said = await _output(process)
            code = await process.wait()
    except TimeoutError as problem:
        raise GitError(f"git took longer than {GIT_SECONDS:.0f} s") from problem
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if code:
        raise GitError("git found no repository with commits there")
    return said.decode("utf-8", "replace")


async def _output(process: asyncio.subprocess.Process) -> bytes:
    """Read what git says, up to a size that none of our questions needs."""
    said = b""
    while process.stdout is not None and (part := await process.stdout.read(64 * 1024)):
        said += part
        if len(said) > MOST_OUTPUT:
            raise GitError("git said too much")
    return said
