"""Reports by name: files whole or not at all, `-` for the screen, one line for each site."""

import json
import os
from argparse import Namespace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from launchready.app.request import UsageError
from launchready.cli.flags import Parser, global_flags, split_verb
from launchready.cli.outputs import asked, to_screen
from launchready.cli.show import show, show_many, stream
from tests.report.samples import run, sound

SAVED = Path(__file__).parents[1] / "report" / "saved"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_files_are_written_and_the_words_are_still_said(tmp_path, capfd):
    args = Namespace(**{kind: tmp_path / f"r.{kind}" for kind in ("html", "markdown", "sarif", "junit")})
    show(run(), args)
    out, err = capfd.readouterr()
    assert out.startswith("club.example")
    assert names(tmp_path) == ["r.html", "r.junit", "r.markdown", "r.sarif"]
    assert all(f"{tmp_path / name} is written." in err for name in names(tmp_path))
    assert (tmp_path / "r.html").read_text().startswith("<!doctype html>")
    assert (tmp_path / "r.markdown").read_text().startswith("# club.example: Not yet")
    assert json.loads((tmp_path / "r.sarif").read_text())["runs"][0]["invocations"][0]["exitCode"] == 1
    assert ET.parse(tmp_path / "r.junit").getroot().tag == "testsuites"


@pytest.mark.parametrize(
    ("kind", "start"), [("html", b"<!doctype"), ("markdown", b"# "), ("sarif", b"{"), ("junit", b"<?xml")]
)
def test_a_hyphen_is_the_screen(kind, start, capfdbinary):
    show(run(), Namespace(**{kind: Path("-")}))
    out, err = capfdbinary.readouterr()
    assert out.startswith(start)
    assert not err


def test_words_of_a_verb_and_json(capfd):
    show(run(), Namespace(), lambda: "words\n")
    assert capfd.readouterr().out == "words\n"
    show(run(), Namespace(json=True), lambda: "words\n")
    assert json.loads(capfd.readouterr().out)["schema"] == "launchready/run/1"
    show(run(), Namespace(jsonl=True))
    out = capfd.readouterr().out
    assert out.count("\n") == 1
    assert json.loads(out)["target"]["url"] == "https://club.example/"


def test_two_reports_do_not_share_the_screen():
    for args in (
        Namespace(html=Path("-"), json=True),
        Namespace(sarif=Path("-"), junit=Path("-")),
        Namespace(json=True, jsonl=True),
    ):
        with pytest.raises(UsageError, match="both want the screen"):
            to_screen(args)
    with pytest.raises(UsageError, match="one page"):
        to_screen(Namespace(html=Path("-"), targets=Path("f")))
    assert to_screen(Namespace(html=Path("x"), json=True)) == ""
    assert asked(Namespace(junit=Path("x")))
    assert not asked(Namespace())


def test_a_full_disk_leaves_nothing_half_written(tmp_path, monkeypatch):
    path = tmp_path / "r.html"
    path.write_text("the page of yesterday")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(
        UsageError, match=r"r\.html cannot be written: No space left on device\. Name another place for it"
    ):
        show(run(), Namespace(html=path))
    monkeypatch.undo()
    assert names(tmp_path) == ["r.html"]
    assert path.read_text() == "the page of yesterday"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_device_is_written_into_and_not_replaced():
    with pytest.raises(UsageError, match="No space left"):
        show(run(), Namespace(markdown=Path("/dev/full")))
    show(run(), Namespace(markdown=Path("/dev/null")))
    assert Path("/dev/null").is_char_device()
    assert Path("/dev/full").is_char_device()


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    show(run(), Namespace(markdown=tmp_path / "link.md"))
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text().startswith("# club.example")


def test_several_sites(tmp_path, capfd):
    args = Namespace(jsonl=True, **{kind: tmp_path / f"all.{kind}" for kind in ("html", "markdown", "sarif", "junit")})
    for one in (run(), sound()):
        stream(one, args)
        assert json.loads(capfd.readouterr().out)["verdict"]["answer"] == one.verdict.answer
    show_many([run(), sound()], args)
    assert not capfd.readouterr().out
    assert names(tmp_path) == ["all-club.example.html", "all.junit", "all.markdown", "all.sarif"]
    show_many([run(), sound()], Namespace(json=True))
    assert len(capfd.readouterr().out.splitlines()) == 2
    show_many([run(), sound()], Namespace(sarif=Path("-")))
    assert len(json.loads(capfd.readouterr().out)["runs"]) == 2
    stream(run(), Namespace())
    show_many([run(), sound()], Namespace())
    assert [line.split()[0] for line in capfd.readouterr().out.splitlines()] == ["answer", "NOT_YET", "READY"]


@pytest.mark.parametrize(
    ("name", "words"), [("nowhere/r.html", "there is no folder"), (".", "is no file"), ("", "an empty name is no file")]
)
def test_a_place_that_cannot_be_is_said_before_any_looking(tmp_path, monkeypatch, capfd, name, words):
    monkeypatch.chdir(tmp_path)
    parser = Parser(prog="launchready audit", parents=[global_flags()])
    with pytest.raises(SystemExit) as end:
        parser.parse_args(["--html", name])
    assert end.value.code == 2
    assert words in capfd.readouterr().err


def test_flags_with_a_value_stand_before_the_verb():
    words = ["--html", "audit", "--sarif", "x", "audit", "https://club.example"]
    assert split_verb(words, ["audit"]) == ("audit", ["--html", "audit", "--sarif", "x", "https://club.example"])


def test_the_command_writes_them(command, tmp_path):
    ran = command("report", "--replay", SAVED / "broken.jsonl", "--html", tmp_path / "page.html", "--sarif", "-")
    assert ran.code == 1
    assert ran.json["version"] == "2.1.0"
    assert (tmp_path / "page.html").read_bytes().startswith(b"<!doctype html>")
    ran = command("report", "--replay", SAVED / "broken.jsonl", "--html", "-", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "both want the screen" in ran.err


def test_each_site_is_a_line_as_soon_as_it_is_there(command, plain_flags, home, monkeypatch):
    (home / "targets").write_text("https://club.example\nhttps://www.club.example\n")
    came: list[str] = []
    from launchready.cli import audit_verb

    monkeypatch.setattr(audit_verb, "stream", lambda one, args: (came.append(one.target.url), stream(one, args)))
    ran = command("audit", "--targets", home / "targets", "--jsonl", "--junit", "all.xml", *plain_flags)
    assert [json.loads(line)["target"]["url"] for line in ran.out.splitlines()] == came
    assert sorted(came) == ["https://club.example/", "https://www.club.example/"]
    assert (home / "all.xml").exists()


def test_open_serves_what_is_on_record(command, plain_flags, monkeypatch):
    from launchready.app import serving

    monkeypatch.setattr(serving, "serve", lambda page, opened: shown.append(page()))
    shown: list[serving.Page] = []
    assert command("open").code == 2
    assert command("audit", "https://club.example", *plain_flags).code == 0
    assert command("open").code == 0
    assert shown[0].content.startswith(b"<!doctype html>")
    assert "frame-ancestors 'none'" in shown[0].policy


def test_a_record_that_goes_away_is_said_on_the_page(command, plain_flags, home, monkeypatch):
    import shutil

    from launchready.app import serving

    def gone(page, opened) -> None:
        for folder in home.parent.iterdir():
            shutil.rmtree(folder)
        with pytest.raises(serving.GoneError, match=r"club\.example"):
            page()

    monkeypatch.setattr(serving, "serve", gone)
    assert command("audit", "https://club.example", *plain_flags).code == 0
    assert command("open", "https://club.example").code == 0
