import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.facts.page import Link
from launchready.formats.html import parsed
from launchready.formats.markup.links import MOST, links, says_sign_in
from launchready.formats.url import Url

HERE = Url("https", "club.example", 443, "/")


def read(html: str) -> list[Link]:
    tree = parsed(html)
    assert tree is not None
    return [found.link for found in links(tree, HERE)]


def test_links_as_they_are_recorded():
    html = """<a href="/pricing?ref=x#top">Pricing</a><a href="/pricing?ref=x">again</a><a href="mailto:a@club.example">m</a><a>none</a>
    <a href="http://other.example/u/0123456789abcdef01">o</a><map><area href="/map" alt="m"></map><a href="">self</a>"""
    assert read(html) == [
        Link(url="https://club.example/pricing?ref=…", scheme="https", host="club.example", path="/pricing"),
        Link(url="http://other.example/u/…", scheme="http", host="other.example", path="/u/…"),
        Link(url="https://club.example/map", scheme="https", host="club.example", path="/map"),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<a href=/login>Go</a>",
        "<a href=/users/sign_in>Go</a>",
        "<a href=/auth>Go</a>",
        "<a href=https://login.club.example/>Go</a>",
        "<a href=/x>Log in</a>",
        "<a href=/x> → Sign&nbsp;in </a>",
        "<a href=/x>Member login</a>",
        "<a href=/x aria-label='Log in'><svg></svg></a>",
        "<a href=/x>Anmelden</a>",
        "<a href=/x>Se connecter</a>",
        "<a href=/x>Iniciar sesión</a>",
        "<a href=/x>ログイン</a>",
        "<a href=/x>pic</a><a href=/x>Log in</a>",
    ],
)
def test_a_link_to_the_sign_in(html: str):
    assert [link.sign_in for link in read(html)] == [True]


@pytest.mark.parametrize(
    "html",
    [
        "<a href=/blog/login-tips>How to log in safely</a>",
        "<a href=/authors>Authors</a>",
        "<a href=/signup>Sign up</a>",
        "<a href=/x>Log in to read the whole story</a>",
        "<a href=/logout>Log out</a>",
    ],
)
def test_what_only_sounds_like_one(html: str):
    assert [link.sign_in for link in read(html)] == [False]


def test_floods_end():
    assert len(read("".join(f"<a href=/{n}>x</a>" for n in range(900)))) == MOST
    assert len(read("<a href=/same>x</a>" * 9000)) == 1


@given(st.text(alphabet="<>a href=/login'\"", max_size=200))
def test_anything_is_read(text: str):
    read(text)


def test_addresses_alone():
    assert says_sign_in(Url("https", "auth.club.example", 443, "/"))
    assert not says_sign_in(Url("https", "club.example", 443, "/members"))
