import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.formats.url import Flaw, Url, masked, masked_path, masked_text, parse

BASE = Url("https", "club.example", 443, "/a/b", "x=1")


@pytest.mark.parametrize(
    ("text", "base", "text_out"),
    [
        ("https://Club.Example", None, "https://club.example/"),
        ("HTTP://club.example:80/a", None, "http://club.example/a"),
        ("https://club.example:8443/a?b=c#frag", None, "https://club.example:8443/a?b=c"),
        ("https://club.example./", None, "https://club.example/"),
        ("https://münchen.example/ü?ü=ü", None, "https://xn--mnchen-3ya.example/%C3%BC?%C3%BC=%C3%BC"),
        ("http://127.0.0.1:8000", None, "http://127.0.0.1:8000/"),
        ("http://[::1]:8000/x", None, "http://[::1]:8000/x"),
        ("/login", BASE, "https://club.example/login"),
        ("login?next=/", BASE, "https://club.example/a/login?next=/"),
        ("?page=2", BASE, "https://club.example/a/b?page=2"),
        ("//www.club.example/x", BASE, "https://www.club.example/x"),
        ("\\\\www.club.example\\x?y=\\", BASE, "https://www.club.example/x?y=%5C"),
        ("https:/x", BASE, "https://club.example/x"),
        ("http:/www.club.example", BASE, "http://www.club.example/"),
        ("https:////www.club.example/x", BASE, "https://www.club.example/x"),
        ("https:club.example", None, "https://club.example/"),
        ("  /padded\t", BASE, "https://club.example/padded"),
        ("/a b", BASE, "https://club.example/a%20b"),
        ("/a%20b", BASE, "https://club.example/a%20b"),
        ("https://club%2Eexample/", None, "https://club.example/"),
    ],
)
def test_addresses_are_read_as_browsers_read_them(text, base, text_out):
    url = parse(text, base)
    assert isinstance(url, Url)
    assert str(url) == url.text == text_out


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("", Flaw.MISSING),
        ("   ", Flaw.MISSING),
        ("https://club.example/" + "a" * 2000, Flaw.TOO_LONG),
        ("https://club.example/\x1b[2J", Flaw.CONTROL),
        ("/a\r\nSet-Cookie: x", Flaw.CONTROL),
        ("/\u202egnp.exe", Flaw.CONTROL),
        ("myapp://open?token=1", Flaw.SCHEME),
        ("javascript:alert(1)", Flaw.SCHEME),
        ("data:text/html,x", Flaw.SCHEME),
        ("https://user:pw@club.example/", Flaw.USERINFO),
        ("https://@club.example/", Flaw.USERINFO),
        ("https://", Flaw.HOST),
        ("https://a b/", Flaw.HOST),
        ("https://[::1/", Flaw.HOST),
        ("https://club..example/", Flaw.HOST),
        ("https://club.example:99999/", Flaw.PORT),
        ("https://club.example:x/", Flaw.PORT),
        ("https://club.example:0/", Flaw.PORT),
    ],
)
def test_what_is_no_address_says_why(text, flaw):
    assert parse(text, BASE) is flaw


def test_without_a_base_an_address_needs_a_scheme():
    assert parse("/login") is Flaw.SCHEME


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://club.example/launchready-1a2b3c4d/page?lr=1", "https://club.example/launchready-1a2b3c4d/page?lr=1"),
        ("https://club.example/?lr=1&token=abc&utm_source=", "https://club.example/?lr=1&token=…&utm_source=…"),
        ("https://club.example/?lr=2", "https://club.example/?lr=…"),
        ("https://club.example/?eyJhbGciOi", "https://club.example/?…"),
        ("https://club.example/?jane@mail.example=1", "https://club.example/?…"),
        ("https://club.example/?0123456789abcdef0123=1", "https://club.example/?…"),
        ("https://club.example/reset/0123456789abcdef0123", "https://club.example/reset/…"),
        ("https://club.example/u/jane%40mail.example/x", "https://club.example/u/…/x"),
        ("https://club.example/@jane", "https://club.example/@jane"),
        ("https://club.example/m/6f1c2a9e-9c53-4f6b-8f4e-2b7f0c1d2e3f", "https://club.example/m/…"),
        ("https://club.example/call/004915112345678", "https://club.example/call/…"),
        ("https://club.example/in;jsessionid=1A2B3C4D5E6F7A8B9C0D", "https://club.example/…"),
        (
            "https://club.example/blog/how-to-raise-your-prices-in-2026",
            "https://club.example/blog/how-to-raise-your-prices-in-2026",
        ),
        ("https://club.example/x/aBcDeFgHiJkLmNoPqRsT", "https://club.example/x/…"),
        ("https://club.example/x/" + "a" * 40, "https://club.example/x/…"),
        (
            "https://club.example/DonaudampfschifffahrtsGesellschaft",
            "https://club.example/DonaudampfschifffahrtsGesellschaft",
        ),
    ],
)
def test_what_is_recorded_holds_no_token_and_no_person(text, shown):
    url = parse(text)
    assert isinstance(url, Url)
    assert masked(url) == masked_text(text) == shown


def test_what_is_no_web_address_is_shown_by_its_scheme_alone():
    assert masked_text("myapp://open?token=secret") == "myapp:…"
    assert masked_text("https://user:secret@club.example") == "https:…"
    assert masked_text("\x1b[31m") == "…"
    assert masked_path("/a//b") == "/a//b"


@given(st.text(max_size=120), st.booleans())
def test_any_text_is_an_address_or_a_flaw(text, relative):
    url = parse(text, BASE if relative else None)
    if isinstance(url, Url):
        assert url.text.isascii()
        assert parse(url.text) == url
        assert masked(url).startswith(url.origin + "/")
    else:
        assert isinstance(url, Flaw)


@given(st.from_regex(r"[A-Za-z0-9]{19,60}[0-9]", fullmatch=True))
def test_a_secret_in_query_or_path_never_survives(secret):
    assert secret not in masked_text(f"https://club.example/x/{secret}?token={secret}&{secret}")
