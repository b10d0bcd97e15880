"""The story is told whole, with and without a person, a screen and a browser."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from launchready.tour import browser, faults, names, serve, story
from launchready.tour.sample import Sample, Session
from launchready.tour.visitor import Visitor


@dataclass
class Listener:
    lines: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    person: bool = False

    def line(self, words: str = "") -> None:
        self.lines.append(words)

    def heading(self, words: str) -> None:
        self.lines.append(words)

    def ask_enter(self, words: str) -> bool:
        self.asked.append(words)
        return self.person

    def audit(self, session: Session) -> None:
        seen = "loop" if len(Visitor(session).follow("https://www.club.example/")) > 20 else "fine"
        self.lines.append(f"verdict: {seen}")

    def recheck(self, session: Session, check: str) -> bool:
        mended = Visitor(session).arrives("https://www.club.example/")
        self.lines.append(f"{check}: {'fine' if mended else 'still there'}")
        return mended

    def around(self, pictures: Path) -> story.Surroundings:
        return story.Surroundings(self.audit, self.recheck, self.ask_enter, pictures)


@pytest.mark.parametrize("person", [True, False])
def test_the_story_shows_the_break_the_verdict_and_one_fix(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, person: bool
) -> None:
    monkeypatch.setattr(browser, "find", lambda: None)
    listener = Listener(person=person)
    with Sample(faults.STORY) as sample:
        assert story.tell(sample, listener, listener.around(tmp_path))
        assert sample.on == frozenset(faults.STORY) - {"redirects/loop"}
    text = "\n".join(listener.lines)
    assert "sent on 20 times, in a circle" in text
    assert (
        text.index("1 · See it break")
        < text.index("verdict: loop")
        < text.index("redirects/loop: fine")
        < text.index("sees the page, at https://club.example/ after 1 step.")
    )
    assert listener.lines[-1] == "Now yours: launchready audit https://your-site"
    assert listener.asked == ["   Press Enter to apply it: "]
    assert ("   Applied." in listener.lines) != person
    assert "Error" not in text
    assert "Traceback" not in text


def test_a_window_is_opened_where_there_is_a_screen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shown: list[str] = []
    monkeypatch.setattr(browser, "find", lambda: "/bin/true")
    monkeypatch.setattr(browser, "screen", lambda: True)
    monkeypatch.setattr(browser.Browser, "show", lambda _self, url: bool(shown.append(url)) or True)
    listener = Listener(person=True)
    with Sample(faults.STORY) as sample:
        story.tell(sample, listener, listener.around(tmp_path))
    assert shown == ["https://www.club.example/"] * 2
    assert listener.asked[-1] == "   Press Enter to close the window: "


@pytest.mark.browser
@pytest.mark.skipif(browser.find() is None, reason="no Chromium-family browser here")
def test_without_a_screen_there_are_pictures(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(browser, "screen", lambda: False)
    listener = Listener()
    with Sample(faults.STORY) as sample:
        assert story.tell(sample, listener, listener.around(tmp_path))
    pictures = sorted(tmp_path.iterdir())
    assert [file.name for file in pictures] == ["1-broken.png", "2-mended.png"]
    assert pictures[0].read_bytes() != pictures[1].read_bytes()
    assert all(f"   What a browser shows: {file}" in listener.lines for file in pictures)


def test_a_browser_that_cannot_start_is_no_end_of_the_story(tmp_path: Path, sample: Sample) -> None:
    broken = browser.Browser("/nonexistent/browser", sample.session, sample.spki_hashes())
    assert not broken.show(names.URL)
    assert not broken.picture(names.URL, tmp_path / "none.png")
    folder = broken._folder.path
    broken.close()
    assert not folder.exists()


def test_what_a_browser_puts_aside_goes_with_it(tmp_path: Path, sample: Sample) -> None:
    program = tmp_path / "browser"
    program.write_text('#!/bin/sh\nmkdir "$TMPDIR/org.chromium.Chromium.a1B2c3"\n')
    program.chmod(0o755)
    one = browser.Browser(str(program), sample.session, [])
    assert one.show(names.URL)
    assert [left.name for left in one._folder.path.glob("org.*")] == ["org.chromium.Chromium.a1B2c3"]
    one.close()
    assert not one._folder.path.exists()


def test_a_screen_that_is_not_there_shows_no_window(sample: Sample) -> None:
    for program, shown in (("/bin/false", False), ("/bin/true", True)):
        one = browser.Browser(program, sample.session, [])
        assert one.show(names.URL) is shown
        one.close()


def test_the_browser_reaches_the_sample_and_nothing_else(sample: Sample) -> None:
    rules = next(flag for flag in browser.flags(sample.session, ["a", "b"], Path("p")) if "host-resolver" in flag)
    assert f"MAP club.example:443 127.0.0.1:{sample.session.https_port}" in rules
    assert rules.endswith("MAP * ~NOTFOUND")


def test_only_sound_certificates_are_excused_in_the_browser(sample: Sample) -> None:
    clean = sample.spki_hashes()
    sample.switch_on("tls/expired", "tls/wrong-host")
    assert len(clean) - len(sample.spki_hashes()) == 2
    assert set(sample.spki_hashes()) < set(clean)


def test_serving_says_how_to_reach_it_and_ends_with_ctrl_c(sample: Sample) -> None:
    listener = Listener()
    sample.switch_on("redirects/loop")

    def interrupted() -> None:
        raise KeyboardInterrupt

    serve.serve(sample, listener, interrupted)
    text = "\n".join(listener.lines)
    assert "launchready audit https://club.example/ --ca " in text
    for pin in sample.session.pins:
        assert f"--resolve {pin}" in text
    assert "--host-resolver-rules=" in text
    assert "Broken in it: redirects/loop." in text
    assert "Ctrl-C ends it." in text


def test_the_listing_names_every_fault() -> None:
    listed = serve.listing()
    assert [row[0] for row in listed] == [fault.id for fault in faults.FAULTS]
    assert sum(row[2] for row in listed) == len(faults.STORY)
