import io
import zipfile

import pytest

from launchready.formats import pack as module
from launchready.formats.pack import PackError, is_pack, is_run, pack, unpack

FILES = [("b.jsonl", b"two"), ("a.jsonl", b"one")]


def test_what_was_packed_comes_out_sorted_and_the_same_bytes_each_time():
    data = pack(FILES)
    assert is_pack(data)
    assert unpack(data) == sorted(FILES)
    assert pack(reversed(FILES)) == data


def test_paths_inside_are_reduced_to_names():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../etc/a.jsonl", b"x")
        archive.writestr("folder/", b"")
    assert unpack(out.getvalue()) == [("a.jsonl", b"x")]


def test_what_is_no_zip_is_refused():
    assert not is_pack(b"hello")
    with pytest.raises(PackError, match="no whole zip"):
        unpack(pack(FILES)[:-30])


def test_too_many_files_and_too_many_bytes_are_refused(monkeypatch):
    data = pack(FILES)
    monkeypatch.setattr(module, "MOST_FILES", 1)
    with pytest.raises(PackError, match="more than 1 files"):
        unpack(data)
    monkeypatch.setattr(module, "MOST_FILES", 9)
    monkeypatch.setattr(module, "MOST_BYTES", 4)
    with pytest.raises(PackError, match="unpacks to more"):
        unpack(data)


@pytest.mark.parametrize(
    ("name", "run"), [("2026-11-24T10.jsonl", True), ("names.json", False), ("", False), ("2.json", False)]
)
def test_a_run_is_named_by_its_time(name, run):
    assert is_run(name) is run
