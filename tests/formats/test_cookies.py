from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.formats.cookies import Cookie, Jar, looks_like_session, names, parse, wide_names
from launchready.formats.url import Url

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def url(text: str, path: str = "/") -> Url:
    scheme, _, host = text.partition("://")
    return Url(scheme, host, {"http": 80, "https": 443}[scheme], path)


@pytest.mark.parametrize(
    ("line", "cookie"),
    [
        ("a=b", Cookie(name="a", value="b")),
        (" a = b=c ; Secure; HTTPONLY", Cookie(name="a", value="b=c", secure=True, http_only=True)),
        ("a=; Path=/x; Domain=.Club.Example", Cookie(name="a", value="", path="/x", domain="club.example")),
        ("a=1; Path=x; SameSite=LAX", Cookie(name="a", value="1", same_site="lax")),
        ("a=1; SameSite=weird; Priority=High", Cookie(name="a", value="1")),
        ("a=1; Max-Age=60", Cookie(name="a", value="1", max_age=60)),
        ("a=1; Max-Age=soon", Cookie(name="a", value="1")),
        (
            "a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
            Cookie(name="a", value="1", expires=datetime(1970, 1, 1, tzinfo=UTC)),
        ),
        (
            "a=1; Expires=Thu, 01-Jan-1970 00:00:00 -0000",
            Cookie(name="a", value="1", expires=datetime(1970, 1, 1, tzinfo=UTC)),
        ),
        ("a=1; Expires=never", Cookie(name="a", value="1")),
        ("express:sess=x", Cookie(name="express:sess", value="x")),
        ("nothing", None),
        ("=x", None),
        ("a b=x", None),
        ("a\x1b=x", None),
    ],
)
def test_a_line_is_read_as_browsers_read_it(line, cookie):
    assert parse(line) == cookie


@pytest.mark.parametrize(
    "name",
    [
        *(
            "sessionid",
            "session",
            "SID",
            "connect.sid",
            "PHPSESSID",
            "JSESSIONID",
            "ASP.NET_SessionId",
            "laravel_session",
        ),
        *(
            "_club_session",
            "__session",
            "sb-abcdefgh-auth-token",
            "sb-abcdefgh-auth-token.0",
            "next-auth.session-token",
        ),
        *(
            "__Secure-next-auth.session-token",
            "authjs.session-token",
            "__Host-session",
            "auth_token",
            "access_token",
            "jwt",
        ),
        *(
            "wordpress_logged_in_abc",
            "remember_user_token",
            "appSession",
            ".AspNetCore.Identity.Application",
            "express:sess",
        ),
        *("better-auth.session_token", "__client", "__client_uat", "CF_Authorization", "refresh-token", "token"),
    ],
)
def test_names_of_sessions(name):
    assert looks_like_session(name)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "_ga",
            "_ga_ABC",
            "_gid",
            "_fbp",
            "__cf_bm",
            "cf_clearance",
            "_cfuvid",
            "csrftoken",
            "XSRF-TOKEN",
            "_csrf_token",
        ),
        *("_hjSession_123", "_hjSessionUser_123", "__stripe_sid", "__stripe_mid", "intercom-session-abc", "AWSALB"),
        *(
            "incap_ses_1_2",
            "visid_incap_1",
            "amp_session",
            "optimizelySession",
            "NEXT_LOCALE",
            "theme",
            "cookie_consent",
        ),
        *("ph_phc_x_posthog", "side", "assess", "possessed", "ajs_anonymous_id", "session_consent", "__hssc"),
    ],
)
def test_names_of_everything_else(name):
    assert not looks_like_session(name)


def test_names_are_listed_once_and_without_values():
    assert names(["a=secret", "b=1", "a=2", "junk"]) == ("a", "b")
    assert len(names(f"c{n}=1" for n in range(99))) == 50


def test_names_that_every_host_of_the_domain_gets():
    lines = ["a=1; Domain=.club.example", "a=2; Domain=club.example", "b=1", "c=1; Domain=www.club.example", "=x"]
    assert wide_names(lines, "club.example") == ("a",)


def test_a_jar_gives_back_what_a_browser_would():
    jar = Jar().after(
        url("https://club.example", "/app/start"),
        ["host=1; Path=/", "all=2; Domain=club.example; Path=/", "here=3", "safe=4; Secure; Path=/", "junk"],
        NOW,
    )
    assert jar.sent_to(url("https://club.example")) == {"host": "1", "all": "2", "safe": "4"}
    assert jar.sent_to(url("https://club.example", "/app")) == {"host": "1", "all": "2", "safe": "4", "here": "3"}
    assert jar.sent_to(url("https://club.example", "/app/x")) == {"host": "1", "all": "2", "safe": "4", "here": "3"}
    assert "here" not in jar.sent_to(url("https://club.example", "/apple"))
    assert jar.sent_to(url("http://club.example")) == {"host": "1", "all": "2"}
    assert jar.sent_to(url("https://www.club.example")) == {"all": "2"}
    assert jar.sent_to(url("https://evilclub.example")) == {}


def test_a_jar_refuses_cookies_for_others():
    lines = ["a=1; Domain=other.example", "b=1; Domain=example", "c=1; Secure", "d=1; Domain=club.example"]
    assert Jar().after(url("http://club.example"), lines, NOW).sent_to(url("http://club.example")) == {"d": "1"}
    assert Jar().after(url("http://a.club.example"), ["e=1; Domain=club.example"], NOW).sent_to(
        url("http://club.example")
    ) == {"e": "1"}


@pytest.mark.parametrize(
    "gone", ["Max-Age=0", "Expires=Thu, 01 Jan 1970 00:00:00 GMT", "Max-Age=-5; Expires=Thu, 01 Jan 2099 00:00:00 GMT"]
)
def test_a_cookie_that_is_taken_back_is_gone(gone):
    here = url("https://club.example")
    jar = Jar().after(here, ["a=1", "b=1; Max-Age=9; Expires=Thu, 01 Jan 1970 00:00:00 GMT"], NOW)
    assert jar.after(here, [f"a=; {gone}"], NOW).sent_to(here) == {"b": "1"}


def test_the_same_cookie_set_again_is_the_same_jar():
    here = url("https://club.example")
    jar = Jar().after(here, ["a=1"], NOW)
    assert jar.after(here, ["a=1"], NOW) == jar
    assert jar.after(here, ["a=2"], NOW) != jar


@given(st.lists(st.text(max_size=60), max_size=5))
def test_no_text_breaks_it(lines):
    here = url("https://club.example")
    sent = Jar().after(here, lines, NOW).sent_to(here)
    assert set(sent) <= set(names(lines))
