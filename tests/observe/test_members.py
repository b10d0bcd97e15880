"""Test members signed in by the site's own form, or by a recipe."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from launchready import reference
from launchready.model.seen import Seen
from launchready.model.words import GapReason
from launchready.observe.dial import Dial
from launchready.observe.gatherer import Scope
from launchready.observe.grants import Encoding, Grants, LoginRecipe, Member
from launchready.observe.members import BY_MAIL, Session, sessions
from launchready.observe.outcome import Missing
from launchready.observe.sign_in_pages import find_door
from tests.observe.look import AS_OF, target
from tests.observe.members_site import CLUB, NAMED, community, grants
from tests.observe.servers import says
from tests.observe.site import Answer, Request, Site, go, page, site

JSON = "Content-Type: application/json"
ONE = (Member(name="Member A", user="member-a@members.example", password="sample-password-a"),)


def scope(dial: Dial, **more: Any) -> Scope:
    given: Grants = more.pop("grants", None) or grants(**more)
    return Scope(
        target=target("club.example"),
        dial=dial,
        seen=Seen((), (), ()),
        reference=reference.load(),
        as_of=AS_OF,
        grants=given,
    )


async def signed(answers: dict[str, Answer], **more: Any) -> tuple[tuple[Session, ...] | Missing, Site]:
    async with site(answers) as club, club.dial() as dial:
        return await sessions(scope(dial, **more)), club


@pytest.mark.parametrize("words", [(), ("csrf",), ("csrf", "session-for-all")], ids=" ".join)
async def test_by_the_form_of_the_site(words: tuple[str, ...]):
    made, answer = community(*words)
    found, club = await signed({CLUB: answer})
    assert not isinstance(found, Missing), found
    assert set(made.sessions.values()) == {member.user for member in NAMED}
    assert [session.led_to.path for session in found if session.led_to] == ["/members", "/members"]
    asked = [(request.method, request.path) for request in club.asked]
    assert asked.count(("POST", "/login")) == 2
    # A member's page asked for too early could be kept by a careless cache.
    assert ("GET", "/members") not in asked
    assert "sample-password" not in repr(found)
    assert not [cookie for cookie in made.sessions if cookie in repr(found)]


async def test_a_sign_in_is_made_once_a_run():
    made, answer = community()
    async with site({CLUB: answer}) as club, club.dial() as dial:
        one = scope(dial)
        assert await sessions(one) is await sessions(one)
        assert len(made.sessions) == 2


async def test_a_form_that_checks_where_it_comes_from():
    """Django refuses a form over https without its Referer."""
    _, answer = community("csrf")
    seen: list[Request] = []

    async def strict(request: Request) -> bytes:
        if request.method == "POST":
            seen.append(request)
            if not request.headers.get("referer", "").startswith(CLUB) or request.headers.get("origin") != CLUB:
                return page("no", status="403 Forbidden")
        return await answer(request)

    found, _ = await signed({CLUB: strict})
    assert not isinstance(found, Missing), found
    assert seen[0].headers["content-type"] == "application/x-www-form-urlencoded"


LOGIN = "<form method=post action=/in><input type=email name=e><input type=password name=p></form>"


def answering(status: str = "200 OK", body: str = "", *headers: str) -> dict[str, Answer]:
    return {CLUB: page(LOGIN), f"{CLUB}/in": page(body or "<p>x", *headers, status=status)}


COOKIE = "Set-Cookie: session=abc; Path=/; Secure"


@pytest.mark.parametrize(
    ("answers", "said", "tries"),
    [
        (answering("401 Unauthorized"), "status 401", 1),
        (answering("200 OK", LOGIN, COOKIE), "asks for the password again", 1),
        (answering("200 OK", "<p>Welcome"), "no cookie", 1),
        ({CLUB: page(LOGIN), f"{CLUB}/in": go("/in?error=1", 302, COOKIE)}, "leads back to /in", 1),
        ({CLUB: page(LOGIN), f"{CLUB}/in": go("/?login_error", 302, COOKIE)}, "leads back to /", 1),
        (answering("419 Expired"), "status 419", 2),
        (answering("429 Too Many Requests"), "", 1),
        ({CLUB: page("<p>no form")}, "no sign-in form", 0),
        (
            {CLUB: page(LOGIN.replace("/in", "https://login.other.example/in")), "https://login.other.example": page()},
            "not yours",
            0,
        ),
        ({CLUB: page(LOGIN.replace("/in", "http://club.example/in")), "http://club.example": page()}, "unencrypted", 0),
    ],
    ids=["refused", "asked again", "no cookie", "back", "error", "token", "limit", "no form", "another's", "plain"],
)
async def test_who_is_not_let_in(answers: dict[str, Answer], said: str, tries: int):
    found, club = await signed(answers, members=ONE)
    assert isinstance(found, Missing)
    assert said in found.detail
    assert "member-a@" not in found.detail
    assert sum(request.method == "POST" for request in club.asked) == tries
    assert club.counted("login.other.example") == 0


async def test_a_line_that_breaks_is_tried_twice_and_no_more():
    async def broken(request: Request) -> bytes:
        raise ConnectionError

    found, club = await signed({CLUB: page(LOGIN), f"{CLUB}/in": broken}, members=ONE)
    assert isinstance(found, Missing)
    assert found.reason is GapReason.FAILED
    assert sum(request.method == "POST" for request in club.asked) == 2


def api(good: dict[str, Any]) -> Callable[[Request], Awaitable[bytes]]:
    async def answer(request: Request) -> bytes:
        right = json.loads(request.body) == {"mail": ONE[0].user, "secret": ONE[0].password}
        status, said = ("200 OK", good) if right else ("401 Unauthorized", {"error": "no"})
        return says(json.dumps(said).encode(), status, (JSON,))

    return answer


def recipe(**more: Any) -> LoginRecipe:
    words = {
        "url": f"{CLUB}/api/login",
        "encoding": Encoding.JSON,
        "user_field": "mail",
        "password_field": "secret",
        **more,
    }
    return LoginRecipe(**words)


async def test_a_recipe_with_a_token():
    answers: dict[str, Answer] = {CLUB: page(), f"{CLUB}/api/login": api({"session": {"access_token": "tok-1"}})}
    login = recipe(token_field="session.access_token", headers=(("apikey", "public-key"),))
    found, club = await signed(answers, members=ONE, login=login)
    assert not isinstance(found, Missing), found
    assert found[0].headers() == (("Authorization", "Bearer tok-1"),)
    assert club.asked[0].headers["apikey"] == "public-key"
    assert "tok-1" not in repr(found)


@pytest.mark.parametrize(
    "good", [{}, {"session": "x"}, {"session": {"access_token": 7}}, {"session": {"access_token": "a\nb"}}]
)
async def test_a_recipe_whose_token_is_not_there(good: dict[str, Any]):
    answers: dict[str, Answer] = {f"{CLUB}/api/login": api(good)}
    found, _ = await signed(answers, members=ONE, login=recipe(token_field="session.access_token"))
    assert isinstance(found, Missing)
    assert "session.access_token" in found.detail


async def test_a_recipe_by_form_and_cookie():
    async def answer(request: Request) -> bytes:
        assert request.body == b"mail=member-a%40members.example&secret=sample-password-a"
        return says(b"{}", "200 OK", (JSON, COOKIE))

    found, _ = await signed({f"{CLUB}/api/login": answer}, members=ONE, login=recipe(encoding=Encoding.FORM))
    assert not isinstance(found, Missing), found
    assert found[0].headers() == ()


async def test_a_sign_in_that_is_handed_over_ends_before_the_first_page():
    answers: dict[str, Answer] = {
        CLUB: page(LOGIN),
        f"{CLUB}/in": go("/auth/callback?code=1", 302),
        f"{CLUB}/auth/callback": go("/members", 302, COOKIE),
        f"{CLUB}/members": page("private"),
    }
    found, club = await signed(answers, members=ONE)
    assert not isinstance(found, Missing), found
    assert found[0].led_to
    assert found[0].led_to.path == "/members"
    assert "/members" not in [request.path for request in club.asked]


async def test_the_form_is_found_by_the_sites_own_link():
    answers: dict[str, Answer] = {
        CLUB: page('<a href="https://app.club.example/enter">Sign in</a>'),
        "https://app.club.example/enter": go("/real", 302),
        "https://app.club.example/real": page(LOGIN),
    }
    async with site(answers) as club, club.dial() as dial:
        door = await find_door(scope(dial))
        assert door
        assert (door.page.text, door.form.action.text) == (
            "https://app.club.example/real",
            "https://app.club.example/in",
        )


async def test_where_a_mail_is_the_way_in_members_cannot_be_signed_in():
    way = "<form method=post><input type=email name=e><button>Send me a sign-in link</button></form>"
    async with site({CLUB: page(way)}) as club, club.dial() as dial:
        found = await sessions(scope(dial))
    assert isinstance(found, Missing)
    assert (found.detail, found.reason) == (BY_MAIL, GapReason.NO_ACCESS)
    assert "password_field" not in found.ask
    assert not [request for request in club.asked if request.method == "POST"]
