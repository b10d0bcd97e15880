"""The newest commit of a repository that the owner named, and that nothing in it is run."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from launchready.facts.release import RepoHead
from launchready.model.fact import Gap
from launchready.model.words import GapReason
from launchready.observe import repo_head as module
from launchready.observe.dial import Dial, DialSettings
from launchready.observe.grants import Grants
from launchready.observe.repo_head import repo_head
from tests.observe.look import look

WHO = {"GIT_AUTHOR_NAME": "Member 1", "GIT_AUTHOR_EMAIL": "member@club.example", "GIT_COMMITTER_NAME": "Member 1"}
ENVIRONMENT = {
    **WHO,
    "GIT_COMMITTER_EMAIL": "member@club.example",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "PATH": "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin",
    "GIT_AUTHOR_DATE": "2026-06-01T09:00:00Z",
    "GIT_COMMITTER_DATE": "2026-06-01T09:00:00Z",
}


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", "-C", folder, *words], check=True, capture_output=True, text=True, env=ENVIRONMENT)
    return done.stdout.strip()


def commit(folder: Path, text: str = "one") -> str:
    (folder / "app.js").write_text(text)
    git(folder, "add", "-A")
    git(folder, "commit", "--quiet", "-m", text)
    return git(folder, "rev-parse", "HEAD")


def unguarded_status(folder: Path) -> None:
    subprocess.run(["git", "-C", folder, "status"], check=False, capture_output=True, env=ENVIRONMENT)


@pytest.fixture
def folder(tmp_path):
    repo = tmp_path / "app"
    repo.mkdir()
    git(repo, "init", "--quiet", "-b", "main")
    return repo


async def seen(folder: Path | str):
    (found,) = await look(repo_head, Dial(DialSettings()), grants=Grants(repo=str(folder)))
    return found


async def test_the_newest_commit_its_time_its_branch_and_those_before_it(folder):
    ids = [commit(folder, text) for text in ("one", "two", "three")]
    found = await seen(folder)
    assert isinstance(found, RepoHead)
    assert (found.commit, found.known) == (ids[2], tuple(reversed(ids)))
    assert (found.committed_at, found.branch, found.dirty) == (datetime(2026, 6, 1, 9, tzinfo=UTC), "main", False)


async def test_changes_that_no_commit_holds(folder):
    commit(folder)
    (folder / "notes.txt").write_text("untracked files are no change of the app")
    assert (await seen(folder)).dirty is False
    (folder / "app.js").write_text("changed")
    assert (await seen(folder)).dirty is True


async def test_a_commit_that_stands_alone_has_no_branch(folder):
    commit(folder, "one")
    commit(folder, "two")
    git(folder, "checkout", "--quiet", "HEAD~1")
    assert (await seen(folder)).branch == ""


@pytest.mark.parametrize("name", ["nothing-here", "empty", "no-commit", "a\0b"])
async def test_what_is_no_repository_with_commits_is_a_gap(tmp_path, name):
    # Above the temporary folder there is no repository, so nothing is found on the way up.
    if "\0" not in name and name != "nothing-here":
        (tmp_path / name).mkdir()
    if name == "no-commit":
        git(tmp_path / name, "init", "--quiet")
    found = await seen(f"{tmp_path}/{name}")
    assert isinstance(found, Gap)
    assert (found.fact, found.reason) == ("RepoHead", GapReason.NO_ACCESS)
    assert "--repo" in found.ask


NAMES = ("app.js", "app.ts", "app.css")


async def test_nothing_that_the_repository_names_is_run(folder, tmp_path):
    """Its config, its hooks and its attributes name programs; none of them may start."""
    for name in NAMES:
        (folder / name).write_text("one")
    commit(folder)
    proof = tmp_path / "ran"
    program = tmp_path / "evil.sh"
    program.write_text(f"#!/bin/sh\necho $0 >> {proof}\ncat\n")
    program.chmod(0o755)
    for key in (
        *("core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "gpg.program", "diff.external"),
        *("diff.x.textconv", "filter.x.clean", "filter.x.smudge", "filter.y.process", "credential.helper"),
        *("filter.a=b.clean", "alias.rev-list", "alias.status", "core.gitProxy"),
    ):
        git(folder, "config", key, f"!{program}" if key.startswith("alias") else str(program))
    git(folder, "config", "filter.x.required", "true")
    git(folder, "config", "filter.y.required", "true")
    git(folder, "config", "log.showSignature", "true")
    hooks = folder / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for hook in ("post-index-change", "fsmonitor-watchman", "post-checkout", "reference-transaction"):
        (hooks / hook).write_text(program.read_text())
        (hooks / hook).chmod(0o755)
    (folder / ".gitattributes").write_text("*.js filter=x diff=x\n*.ts filter=y\n*.css filter=a=b\n")
    # Of one size and another time, so that git has to read them to say whether they changed.
    for name in NAMES:
        (folder / name).write_text("two")
    unguarded_status(folder)
    assert proof.exists(), "the trap is none: plain git runs nothing of it"
    proof.unlink()
    for name in NAMES:
        (folder / name).write_text("owt")
    found = await seen(folder)
    assert isinstance(found, RepoHead)
    assert not proof.exists(), proof.read_text()
    assert found.dirty is True


async def test_a_slow_or_endless_git_is_a_gap_and_leaves_nothing_running(folder, tmp_path, monkeypatch):
    commit(folder)
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setitem(module._ENVIRONMENT, "PATH", f"{slow.parent}:/usr/bin:/bin")
    monkeypatch.setattr(module, "GIT_SECONDS", 0.2)
    assert (await seen(folder)).detail == "the repository could not be read: git took longer than 0 s"
    slow.write_text("#!/bin/sh\nexec yes\n")
    monkeypatch.setattr(module, "GIT_SECONDS", 20)
    assert "git said too much" in (await seen(folder)).detail
    slow.unlink()
    monkeypatch.setitem(module._ENVIRONMENT, "PATH", str(slow.parent))
    assert "could not be started" in (await seen(folder)).detail
