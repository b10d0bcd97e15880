import os

import pytest

from launchready.engine.files import append_regular, read_regular, replace_whole


@pytest.fixture
def victim(tmp_path):
    path = tmp_path / "victim"
    path.write_text("do not touch")
    return path


def test_links_are_neither_read_nor_written(tmp_path, victim):
    link = tmp_path / "link"
    link.symlink_to(victim)
    with pytest.raises(OSError, match="symbolic"):
        read_regular(link, 9)
    with pytest.raises(OSError, match="symbolic"):
        append_regular(link, b"x")
    replace_whole(link, b"mine")
    assert victim.read_text() == "do not touch"
    assert link.read_text() == "mine"


def test_a_pipe_does_not_hang(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="no ordinary file"):
        read_regular(pipe, 9)
    with pytest.raises(OSError, match="No such device"):
        append_regular(pipe, b"x")


def test_reading_is_bounded_and_appending_adds(tmp_path):
    path = tmp_path / "file"
    append_regular(path, b"one")
    append_regular(path, b"two")
    assert read_regular(path, 4) == b"onet"


def test_a_replacement_that_fails_leaves_nothing_behind(tmp_path):
    target = tmp_path / "folder"
    target.mkdir()
    (target / "full").write_text("x")
    with pytest.raises(OSError, match="directory"):
        replace_whole(target, b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
