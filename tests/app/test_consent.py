"""What a run may do: who said so, when it is asked, what is said before, what is kept."""

import json
import stat
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from launchready.app import consent, control
from launchready.app.consent import GO_ON, KEPT, QUESTION, settle
from launchready.app.control import VARIABLE, Control, account_secret
from launchready.app.request import Request, UsageError
from launchready.app.settings import Settings, make_settings
from launchready.config.errors import ConfigError
from launchready.model.words import Effect, Source
from launchready.observe.control import Way

URL = "https://club.example"
TRUSTED = """
[acting]
{acting}
member_pages = ["/members"]
[[acting.members]]
name = "Member A"
user_env = "A_USER"
password_env = "A_PASSWORD"
[[acting.members]]
name = "Member B"
user_env = "B_USER"
password_env = "B_PASSWORD"
"""


@dataclass
class Someone:
    """A person at the terminal who says yes to so many questions."""

    there: bool = True
    yes_to: int = 9
    told: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def tell(self, line: str) -> None:
        self.told.append(line)

    def yes(self, question: str) -> bool:
        self.asked.append(question)
        return len(self.asked) <= self.yes_to


NOBODY = Someone(there=False)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv(VARIABLE, raising=False)
    for name in ("A_USER", "A_PASSWORD", "B_USER", "B_PASSWORD"):
        monkeypatch.setenv(name, f"value of {name}")
    return tmp_path


@pytest.fixture
def proof(monkeypatch: pytest.MonkeyPatch) -> dict[str, Way]:
    """What the look for proof finds, without a network; the look itself has tests of its own."""
    found: dict[str, Way] = {}

    def look(settings: Settings) -> Control:
        missing = () if found else ("publish this",)
        return Control(proven=dict(found), wanted=(settings.target.host,), to_publish=missing)

    monkeypatch.setattr(consent, "look_for_proof", look)
    return found


def settings(tmp_path: Path, url: str = URL, config: str = "", **more: object) -> Settings:
    file = tmp_path / "launchready.toml"
    if config:
        file.write_text(config)
    request = Request(folder=tmp_path / "here", config=file if config else None, **more)  # type: ignore[arg-type]
    return make_settings(url, request)


def effects(given: Settings) -> set[Effect]:
    return {one.effect for one in given.consent}


def test_a_person_is_asked_once_and_the_answer_is_kept(home: Path):
    first = Someone()
    given = settle(settings(home), first)
    assert first.asked == [QUESTION]
    assert [(one.effect, one.given_by) for one in given.consent] == [(Effect.ASK, "you, at the question")]
    assert given.record
    (kept,) = json.loads((given.record.folder / KEPT).read_text())
    assert {"effect": "ASK", "given_by": "you, at the question", "at": given.consent[0].at}.items() <= kept.items()
    again = Someone()
    assert settle(settings(home), again).consent == given.consent
    assert again.asked == []


def test_a_no_is_a_no_and_is_not_kept(home: Path):
    person = Someone(yes_to=0)
    given = settle(settings(home), person)
    assert (given.consent, person.asked) == ((), [QUESTION])
    assert given.record
    assert not (given.record.folder / KEPT).exists()


def test_what_was_said_at_a_terminal_counts_only_at_a_terminal(home: Path):
    settle(settings(home), Someone())
    assert settle(settings(home), NOBODY).consent == ()


@pytest.mark.parametrize(
    ("more", "given_by"),
    [({"authorised": True}, "--authorised"), ({"config": "[acting]\nauthorised = true\n"}, "launchready.toml")],
)
def test_unattended_consent(home: Path, more: dict[str, object], given_by: str):
    person = Someone()
    given = settle(settings(home, **more), person)  # type: ignore[arg-type]
    assert [(one.effect, one.given_by) for one in given.consent] == [(Effect.ASK, given_by)]
    assert person.asked == []


def test_a_found_config_gives_none(home: Path):
    (home / "here").mkdir()
    (home / "here" / "launchready.toml").write_text(TRUSTED.format(acting="authorised = true\ndeep = true"))
    given = settings(home)
    assert (given.deep, given.consent, given.grants.members) == (False, (), ())
    assert "authorised, deep, members, member_pages" in given.notices[0]
    assert settle(given, NOBODY).consent == ()


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:3000", "http://localhost:5173", "http://192.168.1.4/", "http://[::1]:8000"]
)
def test_the_own_machine_needs_nobodys_word(home: Path, url: str):
    person = Someone(yes_to=9)
    given = settle(settings(home, url, deep=True), person)
    assert effects(given) == {Effect.ASK, Effect.CHANGE, Effect.STRESS}
    assert QUESTION not in person.asked
    assert given.grants.proven == (given.target.host,)


def test_a_name_that_leads_to_the_own_machine_needs_proof(home: Path, proof: dict[str, Way]):
    """`localhost.club.example` may point anywhere; what counts is how the address is written."""
    person = Someone(there=False)
    assert settle(settings(home, "https://localhost.club.example", deep=True), person).consent == ()
    assert "no proof that localhost.club.example is yours" in person.told[0]


def test_without_proof_it_says_what_to_publish_and_goes_on(home: Path, proof: dict[str, Way]):
    person = Someone(there=False)
    given = settle(settings(home, authorised=True, deep=True), person)
    assert effects(given) == {Effect.ASK}
    assert given.grants.proven == ()
    assert person.told[-1] == "  publish this"


def test_with_proof_it_says_what_happens_first(home: Path, proof: dict[str, Way]):
    proof["club.example"] = Way.RECORD
    person = Someone(there=False)
    given = settle(settings(home, deep=True), person)
    assert effects(given) == {Effect.ASK, Effect.CHANGE, Effect.STRESS}
    assert {one.given_by for one in given.consent} == {"proof of control: club.example (DNS record)"}
    assert given.grants.proven == ("club.example",)
    assert any("12 failed sign-ins with an invented name" in line for line in person.told)
    assert person.asked == []
    # Without test members nothing is changed, and nothing is said of it.
    assert not any("mails" in line for line in person.told)


def test_with_members_everything_is_said(home: Path, proof: dict[str, Way]):
    proof["club.example"] = Way.FILE
    person = Someone(there=False)
    given = settle(settings(home, config=TRUSTED.format(acting="deep = true\nlimit_tries = 101")), person)
    assert Source.ACCOUNTS in given.sources
    told = "\n".join(person.told)
    assert "101 failed sign-ins" in told
    assert "sign in as Member A and Member B" in told
    assert "5 mails" in told
    assert "value of" not in told


def test_the_founders_own_word_stays_beside_the_proof(home: Path, proof: dict[str, Way]):
    proof["club.example"] = Way.RECORD
    given = settle(settings(home, deep=True, authorised=True), NOBODY)
    assert sorted(one.effect for one in given.consent) == sorted((Effect.ASK, Effect.CHANGE, Effect.STRESS))
    assert {one.given_by for one in given.consent if one.effect is Effect.ASK} == {"--authorised"}


def test_of_two_hosts_the_one_without_proof_is_named_and_not_tried(home: Path, monkeypatch: pytest.MonkeyPatch):
    half = Control(
        proven={"club.example": Way.RECORD}, wanted=("club.example", "api.club.example"), to_publish=("publish this",)
    )
    monkeypatch.setattr(consent, "look_for_proof", lambda settings: half)
    person = Someone(there=False)
    given = settle(settings(home, deep=True), person)
    assert person.told[0].startswith("I found no proof that api.club.example is yours")
    assert given.grants.proven == ("club.example",)


def test_a_person_may_still_say_no(home: Path, proof: dict[str, Way]):
    proof["club.example"] = Way.META
    person = Someone(yes_to=1)
    given = settle(settings(home, deep=True), person)
    assert person.asked == [QUESTION, GO_ON]
    assert effects(given) == {Effect.ASK}
    assert given.grants.proven == ()


def test_proof_without_deep_changes_nothing(home: Path, proof: dict[str, Way]):
    proof["club.example"] = Way.RECORD
    assert effects(settle(settings(home, authorised=True), NOBODY)) == {Effect.ASK}


DEMO = "[demo]\nat = {at}\n"


@pytest.mark.parametrize(
    ("before", "disturbs"),
    [(61, False), (60, True), (0, True), (-120, True), (-121, False)],
)
def test_nothing_is_tried_before_a_demo(home: Path, proof: dict[str, Way], before: int, disturbs: bool):
    proof["club.example"] = Way.RECORD
    at = datetime(2026, 11, 25, 18, 0, tzinfo=UTC)
    person = Someone(there=False)
    with time_machine.travel(at - timedelta(minutes=before), tick=False):
        given = settle(
            settings(home, config=DEMO.format(at='"2026-11-25T19:00+01:00"'), deep=True, authorised=True), person
        )
    assert (effects(given) == {Effect.ASK}) is disturbs
    if disturbs:
        assert "Your demo is at 19:00 on 25 November" in person.told[0]


def test_a_time_of_toml_is_a_time(home: Path):
    given = settings(home, config=DEMO.format(at="2026-11-25T19:00:00+01:00"))
    assert given.demo_at == datetime(2026, 11, 25, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize("at", ['"tomorrow"', '"2026-11-25T19:00"', "2026-11-25T19:00:00"])
def test_a_time_without_its_offset_is_refused(home: Path, at: str):
    with pytest.raises(ConfigError, match="with its offset"):
        settings(home, config=DEMO.format(at=at))


def test_a_copied_record_carries_no_consent(home: Path, monkeypatch: pytest.MonkeyPatch):
    """A stranger who copies the folder holds another secret; and the words of one host count for no other."""
    given = settle(settings(home), Someone())
    assert given.record
    kept = (given.record.folder / KEPT).read_bytes()
    elsewhere = settings(home, "https://other.example")
    assert elsewhere.record
    elsewhere.record.folder.mkdir(parents=True)
    (elsewhere.record.folder / KEPT).write_bytes(kept)
    assert settle(elsewhere, Someone(yes_to=0)).consent == ()
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "stranger"))
    stranger = Someone(yes_to=0)
    assert settle(settings(home), stranger).consent == ()
    assert stranger.asked == [QUESTION]


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'[{"effect": "STRESS", "given_by": "x", "at": "y", "seal": "z"}]', b"[1]", b"\xff"]
)
def test_what_is_no_kept_answer(home: Path, content: bytes):
    given = settings(home)
    assert given.record
    given.record.folder.mkdir(parents=True)
    (given.record.folder / KEPT).write_bytes(content)
    assert settle(given, Someone(yes_to=0)).consent == ()


def test_a_folder_that_cannot_be_written_asks_again(home: Path):
    given = settings(home)
    assert given.record
    given.record.folder.parent.mkdir(parents=True)
    given.record.folder.write_text("a file")
    assert effects(settle(given, Someone())) == {Effect.ASK}
    assert effects(settle(settings(home, keep_record=False), Someone())) == {Effect.ASK}


def test_the_run_begins_after_the_questions(home: Path):
    before = settings(home, authorised=True)
    stale = replace(before, dial=replace(before.dial, deadline=0.0))
    assert settle(stale, NOBODY).dial.deadline > before.dial.deadline


def test_the_account_secret_is_made_once_and_is_for_the_owner_alone(home: Path):
    secret = account_secret({})
    assert secret == account_secret({})
    file = home / "state" / "launchready" / control.SECRET
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text().strip().encode() == secret
    assert len(secret) == 64
    assert account_secret({VARIABLE: "x" * 40}) == b"x" * 40
    file.chmod(0o644)
    with pytest.raises(UsageError, match="chmod 600"):
        account_secret({})


@pytest.mark.parametrize("text", ["short", "ü" * 40, "x" * 201, "x" * 20 + "\n" + "x" * 20])
def test_what_is_no_account_secret(home: Path, text: str):
    with pytest.raises(UsageError, match="holds no account secret") as caught:
        account_secret({VARIABLE: text})
    assert text not in str(caught.value)
    file = home / "state" / "launchready" / control.SECRET
    file.parent.mkdir(parents=True)
    file.write_text("x")
    file.chmod(0o600)
    with pytest.raises(UsageError, match="holds no account secret"):
        account_secret({})
    file.unlink()
    file.mkdir()
    with pytest.raises(UsageError):
        account_secret({})
