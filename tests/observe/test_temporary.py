"""Temporary folders go with the run; what a killed run left goes with the next one."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from launchready.observe import temporary

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such locks there")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The usual place, which counts as short enough."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(temporary, "_LONGEST", 4096)
    return tmp_path


def killed(place: Path, then: str = "os.kill(os.getpid(), 9)") -> Path:
    """A folder of a process that was killed."""
    script = f"import os, tempfile; tempfile.tempdir = {str(place)!r}\nfrom launchready.observe import temporary\n"
    script += f"temporary._LONGEST = 4096; print(temporary.hold().path, flush=True); {then}"
    done = subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, check=False)
    return Path(done.stdout.strip())


def test_it_goes_with_all_that_is_in_it(place: Path):
    one = temporary.hold()
    (one.path / "profile").mkdir()
    (one.path / "profile" / "cookies").write_text("x")
    assert one.path.parent == place
    assert one.path.stat().st_mode & 0o077 == 0
    assert set(one.environment().values()) == {str(one.path)}
    one.close()
    one.close()
    assert list(place.iterdir()) == []


def test_what_a_killed_run_left_goes_with_the_next(place: Path):
    left = killed(place)
    (left / "org.chromium.Chromium.a1B2c3").mkdir()
    assert left.is_dir()
    mine = temporary.hold()
    assert list(place.iterdir()) == [mine.path]
    mine.close()


def test_one_that_is_held_stays(place: Path):
    mine = temporary.hold()
    other = temporary.hold()
    assert killed(place).is_dir()
    assert mine.path.is_dir()
    assert other.path.is_dir()
    mine.close()
    other.close()


def test_only_ours_are_taken_away(
    place: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "held").touch()
    for name in ("org.chromium.Chromium.a1B2c3", f"{temporary.PREFIX}inthemaking"):
        (place / name).mkdir()
    (place / f"{temporary.PREFIX}file").touch()
    (place / f"{temporary.PREFIX}link").symlink_to(elsewhere)
    before = sorted(place.iterdir())
    temporary.sweep(place)
    assert sorted(place.iterdir()) == before
    assert (elsewhere / "held").exists()
    strangers = place / f"{temporary.PREFIX}strangers"
    strangers.mkdir()
    (strangers / "held").touch()
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    temporary.sweep(place)
    assert strangers.is_dir()
    monkeypatch.undo()
    temporary.sweep(place)
    assert not strangers.exists()


def test_a_place_with_a_long_name_is_none_for_a_socket(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(temporary, "_LONGEST", 3)
    one = temporary.hold()
    assert one.path.parent == Path("/tmp")
    one.close()
    assert not one.path.exists()


def test_a_place_without_locks_is_used_all_the_same(place: Path, monkeypatch: pytest.MonkeyPatch):
    def no_locks(descriptor: int, operation: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(temporary.fcntl, "flock", no_locks)
    one = temporary.hold()
    temporary.sweep(place)
    assert one.path.is_dir()
    one.close()
    assert not one.path.exists()
