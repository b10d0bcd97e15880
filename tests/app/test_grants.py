"""What a config and the environment hand over, and what is said when something is missing."""

from pathlib import Path

import pytest

from launchready.app import grants as module
from launchready.app.grants import grants_of, sources_of
from launchready.app.request import Request, UsageError
from launchready.app.settings import make_settings
from launchready.app.target import make_target
from launchready.config.errors import ConfigError
from launchready.config.file import parse
from launchready.config.structs import Config
from launchready.config.trust import trust
from launchready.model.words import Source
from launchready.observe.grants import Encoding, Grants

ENVIRONMENT = {"A_USER": "a@members.example", "A_PASSWORD": "pw-a", "B_USER": "b@members.example", "B_PASSWORD": "pw-b"}
MEMBERS = """
[[acting.members]]
name = "Member A"
user_env = "A_USER"
password_env = "A_PASSWORD"
marker = "Member Seventeen"
[[acting.members]]
name = "Member B"
user_env = "B_USER"
password_env = "B_PASSWORD"
"""


@pytest.fixture(autouse=True)
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAUNCHREADY_BROWSER", "off")


def handed(text: str = "", **more: object) -> Grants:
    config = parse(text, "launchready.toml")
    request = Request(folder=Path(), **more)  # type: ignore[arg-type]
    return grants_of(make_target("https://club.example/start", config), request, config, ENVIRONMENT)


def test_nothing_is_handed_over_by_nobody():
    assert handed() == Grants()
    assert sources_of(make_target("https://club.example", Config()), Grants()) == (Source.OUTSIDE,)


def test_two_members_a_recipe_and_pages():
    text = """
[acting]
member_pages = ["/members", "https://api.club.example/me"]
deep = true
no_cache = true
limit_tries = 50
[acting.login]
url = "/api/login"
encoding = "json"
user_field = "mail"
token_field = "token"
headers = {apikey = "k"}
"""
    given = handed(text + MEMBERS)
    assert [(one.name, one.user, one.password, one.marker) for one in given.members] == [
        ("Member A", "a@members.example", "pw-a", "Member Seventeen"),
        ("Member B", "b@members.example", "pw-b", ""),
    ]
    assert given.login
    assert (given.login.url, given.login.encoding, given.login.user_field) == (
        "https://club.example/api/login",
        Encoding.JSON,
        "mail",
    )
    assert given.login.headers == (("apikey", "k"),)
    assert given.member_pages == ("https://club.example/members", "https://api.club.example/me")
    assert (given.tries, given.no_cache, given.proven) == (50, True, ())
    target = make_target("https://club.example", parse("[demo]\nguests = 20\none_room = true\nlive = true", "x"))
    assert (target.guests, target.one_room, target.live_demo) == (20, True, True)
    assert sources_of(target, given) == (Source.OUTSIDE, Source.ACCOUNTS, Source.ANSWERS)
    assert "pw-a" not in repr(given)
    assert "a@members.example" not in repr(given)


def test_one_member_alone_shows_nothing():
    given = handed(MEMBERS.partition('[[acting.members]]\nname = "Member B"')[0])
    assert len(given.members) == 1
    assert Source.ACCOUNTS not in sources_of(make_target("https://club.example", Config()), given)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            MEMBERS.replace("A_PASSWORD", "NO_SUCH"),
            "'Member A' signs in with the environment variable NO_SUCH, which is not set here",
        ),
        ("[acting]\nmember_pages = ['/a', '/b', '/c', '/d']", "name at most 3"),
        ("[acting]\nmember_pages = ['/a?x=1']", "name the path alone"),
        ("[acting]\nmember_pages = ['mailto:x']", "is no address"),
        ("[acting.login]\nurl = 'ftp://x'", "acting.login.url"),
    ],
)
def test_what_is_missing_is_said(text: str, said: str):
    with pytest.raises(UsageError) as caught:
        handed(text)
    assert said in str(caught.value)
    assert "pw-a" not in str(caught.value)


def test_a_repository_must_be_there(tmp_path: Path):
    (tmp_path / "code").mkdir()
    given = handed(repo=tmp_path / "code")
    assert given.repo == str(tmp_path / "code")
    assert Source.REPO in sources_of(make_target("https://club.example", Config()), given)
    with pytest.raises(UsageError, match="there is no folder"):
        handed(repo=tmp_path / "nowhere")


def test_a_browser_is_a_source(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "_browser", lambda: "/usr/bin/chromium")
    given = handed()
    assert Source.BROWSER in sources_of(make_target("https://club.example", Config()), given)


PREVIEW = '[target]\npreview = "{at}"\n'


@pytest.mark.parametrize(
    ("at", "believed"),
    [
        ("https://club.lovable.app", True),
        ("https://build-7.club.example/", True),
        ("https://stranger.test/", False),
        ("http://10.0.0.8/", False),
    ],
)
def test_a_preview_of_a_found_file_is_a_builders_or_the_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str, believed: bool
):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    text = PREVIEW.format(at=at)
    (tmp_path / "launchready.toml").write_text(text)
    found = make_settings("https://club.example", Request(folder=tmp_path))
    assert bool(found.target.preview) is believed
    assert any("as the preview" in notice for notice in found.notices) is not believed
    trust(text, tmp_path / "state" / "launchready")
    assert make_settings("https://club.example", Request(folder=tmp_path)).target.preview.rstrip("/") == at.rstrip("/")


def test_a_preview_is_an_address():
    with pytest.raises(ConfigError, match="is no address"):
        parse(PREVIEW.format(at="lovable"), "x")


def test_trying_things_out_has_requests_of_its_own(tmp_path: Path):
    usual = make_settings("https://club.example", Request(folder=tmp_path))
    deep = make_settings("https://club.example", Request(folder=tmp_path, deep=True))
    assert (usual.deep, deep.deep) == (False, True)
    assert usual.dial.per_host_requests < deep.dial.per_host_requests <= usual.dial.per_host_requests + 200
