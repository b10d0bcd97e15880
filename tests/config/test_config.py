import pytest

from launchready.config.errors import ConfigError
from launchready.config.file import acting_keys, parse, read, without_acting
from launchready.config.trust import load, trust
from launchready.model.target import HostRole
from launchready.model.words import Level

WHOLE = """
salt = "s"
[target]
url = "https://club.example"
canonical = "www.club.example"
profile = "paid-launch"
live_demo = true
[[hosts]]
name = "app.club.example"
role = "app"
[levels]
"dns/caa-missing" = "IMPORTANT"
[acting]
resolver = ["127.0.0.1:5353"]
ca = "/tmp/ca.pem"
"""


def test_a_whole_config():
    config = parse(WHOLE, "launchready.toml")
    assert config.hosts[0].role is HostRole.APP
    assert config.levels == {"dns/caa-missing": Level.IMPORTANT}
    assert acting_keys(config) == ("resolver", "ca")
    assert acting_keys(without_acting(config)) == ()


def test_what_a_found_file_may_not_do_until_it_is_vouched_for(tmp_path):
    path = tmp_path / "launchready.toml"
    path.write_text(WHOLE)
    state = tmp_path / "state"
    found = load(None, path, state)
    assert found.ignored == ("resolver", "ca")
    assert found.config.acting.resolver == []
    assert found.config.target.canonical == "www.club.example"
    assert load(path, None, state).config.acting.ca == "/tmp/ca.pem"
    trust(WHOLE, state)
    assert load(None, path, state).ignored == ()
    path.write_text(WHOLE + "\n")
    assert load(None, path, state).ignored == ("resolver", "ca")
    assert load(None, None, state).path is None


ACTING = """
[demo]
guests = 20
one_room = true
live = true
[target]
preview = "https://club.lovable.app"
[acting]
deep = true
member_pages = ["/members"]
limit_tries = 101
no_cache = true
[acting.login]
url = "/api/login"
encoding = "json"
[[acting.members]]
name = "Member A"
user_env = "A_USER"
password_env = "A_PASSWORD"
"""


def test_guests_and_a_preview_describe_and_members_act():
    config = parse(ACTING, "launchready.toml")
    assert (config.demo.guests, config.demo.one_room, config.demo.live) == (20, True, True)
    assert config.target.preview == "https://club.lovable.app"
    assert acting_keys(config) == ("deep", "members", "login", "member_pages", "no_cache", "limit_tries")
    bare = without_acting(config)
    assert acting_keys(bare) == ()
    assert (bare.acting.members, bare.acting.login, bare.demo.guests) == ([], None, 20)


def test_a_file_that_is_no_page_of_text_is_refused(tmp_path):
    path = tmp_path / "launchready.toml"
    path.write_bytes(b"x" * 300_000)
    with pytest.raises(ConfigError, match="larger"):
        read(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="UTF-8"):
        read(path)
    with pytest.raises(ConfigError):
        read(tmp_path)
