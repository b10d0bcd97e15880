from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.facts.page import CookieSeen, PageHeaders
from launchready.formats.response import MOST_COOKIES, cookies_seen, page_headers
from launchready.formats.url import Url

HERE = Url("https", "app.club.example", 443, "/")
NOW = datetime(2026, 11, 24, tzinfo=UTC)


def test_no_headers_say_nothing():
    assert page_headers([]) == PageHeaders()


def test_what_the_headers_say():
    seen = page_headers(
        [
            ("Content-Security-Policy", "default-src 'self'"),
            ("content-security-policy", "frame-ancestors 'none'"),
            ("X-Frame-Options", "DENY"),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "same-origin"),
            ("Permissions-Policy", "camera=()"),
            ("Cache-Control", "public, max-age=60"),
            ("Vary", "Cookie"),
            ("Vary", "Origin"),
            ("ETag", 'W/"1"'),
            ("Last-Modified", "Mon, 02 Nov 2026 10:00:00 GMT"),
            ("Content-Encoding", "GZIP"),
            ("X-Robots-Tag", "noindex"),
            ("Age", "12"),
            ("CF-Cache-Status", "HIT"),
            ("Server", "nginx/1.24.0 (Ubuntu)"),
            ("X-Powered-By", "Express"),
        ],
        csp_meta="upgrade-insecure-requests",
    )
    assert seen == PageHeaders(
        csp="default-src 'self', frame-ancestors 'none'",
        csp_meta="upgrade-insecure-requests",
        frame_options="DENY",
        content_type_options="nosniff",
        referrer_policy="same-origin",
        permissions_policy="camera=()",
        cache_control="public, max-age=60",
        vary="Cookie, Origin",
        etag=True,
        last_modified="Mon, 02 Nov 2026 10:00:00 GMT",
        content_encoding="gzip",
        robots_tag="noindex",
        versions=("server: nginx/1.24.0 (Ubuntu)",),
        cache=(("age", "12"), ("cf-cache-status", "HIT")),
    )


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("Server", "Apache/2.4.58 (Debian) PHP/8.2.1", True),
        ("Server", "WSGIServer/0.2 CPython/3.11.7", True),
        ("X-AspNet-Version", "4.0.30319", True),
        ("X-Generator", "Drupal 10 (https://www.drupal.org)", True),
        ("Server", "cloudflare", False),
        ("Server", "ECAcc (nyb/1D2B)", False),
        ("Server", "BunnyCDN-DE1-1047", False),
        ("Server", "Vercel", False),
        ("X-Powered-By", "Next.js", False),
        ("Via", "1.1 vegur", False),
    ],
)
def test_software_with_its_version(name: str, value: str, told: bool):
    assert page_headers([(name, value)]).versions == ((f"{name.lower()}: {value}",) if told else ())


def test_cookies_without_their_values():
    lines = [
        "sessionid=TOPSECRET; Path=/; HttpOnly; SameSite=Lax; Secure",
        "theme=dark; Domain=.club.example; Max-Age=60",
        "theme=light; Domain=club.example",
        "sid=1; SameSite=None",
        "flash=; Max-Age=0",
        "sid2=x",
        "sid2=; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "no cookie",
    ]
    seen = cookies_seen(lines, HERE, NOW)
    host = "app.club.example"
    assert seen == (
        CookieSeen(name="sessionid", session=True, secure=True, http_only=True, same_site="lax", host=host),
        CookieSeen(name="theme", session=False, secure=False, http_only=False, same_site="", host=host, wide=True),
        CookieSeen(name="sid", session=True, secure=False, http_only=False, same_site="none", host=host),
    )
    assert "TOPSECRET" not in str(seen)
    assert len(cookies_seen([f"c{n}=1" for n in range(99)], HERE, NOW)) == MOST_COOKIES


@pytest.mark.parametrize("line", ["sid=; Path=/", 'sid=""; Path=/', "sid=; Path=/; HttpOnly; Secure"])
def test_an_empty_cookie_is_taken_back(line: str):
    assert cookies_seen(["sid=a1b2c3", line], HERE, NOW) == ()
    assert [one.name for one in cookies_seen([line, "sid=a1b2c3"], HERE, NOW)] == ["sid"]


@given(
    st.lists(st.tuples(st.text(max_size=30), st.text(max_size=60)), max_size=8),
    st.lists(st.text(max_size=60), max_size=5),
)
def test_hostile_headers_never_raise(headers: list[tuple[str, str]], lines: list[str]):
    page_headers(headers)
    cookies_seen(lines, HERE, NOW)
