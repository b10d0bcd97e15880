"""The club as a visitor and a member use it, over HTTPS."""

import json
import re
from urllib.parse import urlencode

import pytest

from launchready.tour import names
from launchready.tour.cache import Cache, Rules
from launchready.tour.community import seed
from launchready.tour.community.html import Html, fill
from launchready.tour.front import Front
from launchready.tour.message import JSON, Request, Response
from launchready.tour.sample import Sample
from launchready.tour.visitor import Hop, Visitor
from tests.tour.visits import HOME, member, send, token


def cookie_line(hop: Hop) -> str:
    return hop.headers["set-cookie"]


def test_the_front_page_says_what_it_is(visitor: Visitor) -> None:
    page = visitor.ask(HOME + "/").body.decode()
    assert "Demo on Thursday" in page
    assert "240 members" in page
    assert "sample" in page


def test_a_stranger_joins_and_is_in(visitor: Visitor) -> None:
    joined = send(
        visitor,
        "/signup",
        "/signup",
        name="New <b>member</b>",
        email="new@members.invalid",
        password="long enough it is",
    )
    assert joined.status == 303
    feed = visitor.ask(HOME + joined.headers["location"])
    assert "Welcome to the club" in feed.body.decode()
    me = visitor.ask(f"{HOME}/me").body.decode()
    assert "New &lt;b&gt;member&lt;/b&gt;" in me
    again = send(
        Visitor(visitor._session),
        "/signup",
        "/signup",
        name="Other",
        email="NEW@members.invalid",
        password="long enough it is",
    )
    assert again.status == 422
    assert "taken" in again.body.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": "", "email": "a@members.invalid", "password": "long enough it is"}, "whole email"),
        ({"name": "A", "email": "a@nowhere", "password": "long enough it is"}, "whole email"),
        ({"name": "A", "email": "b@members.invalid", "password": "short"}, "at least"),
    ],
)
def test_a_form_that_is_not_filled_says_what_is_missing(visitor: Visitor, fields: dict[str, str], words: str) -> None:
    answer = send(visitor, "/signup", "/signup", **fields)
    assert answer.status == 422
    assert words in answer.body.decode()


def test_the_session_cookie_is_kept_safe_and_changes_at_sign_in(sample: Sample, visitor: Visitor) -> None:
    first = cookie_line(visitor.ask(f"{HOME}/login"))
    signed_in = send(visitor, "/login", "/login", email=seed.email(17), password=seed.PASSWORD)
    for line in (first, cookie_line(signed_in)):
        assert line.startswith("__Host-session=")
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in line.split(";")}
    assert first.split(";")[0] != cookie_line(signed_in).split(";")[0]


def test_signing_out_ends_the_session_at_the_server(sample: Sample) -> None:
    visitor = member(sample)
    kept = dict(visitor._jar[names.ZONE])
    assert send(visitor, "/logout", "/feed").status == 303
    visitor._jar[names.ZONE] = kept
    assert visitor.ask(f"{HOME}/feed").headers["location"] == "/login?next=/feed"


def test_who_was_sent_to_sign_in_comes_back_where_they_were(visitor: Visitor) -> None:
    location = visitor.ask(f"{HOME}/members/4").headers["location"]
    back = send(visitor, location, location, email=seed.email(17), password=seed.PASSWORD)
    assert back.headers["location"] == "/members/4"
    for bad in ("//evil.example", "https://evil.example/", "/\\evil.example"):
        assert (
            send(
                Visitor(visitor._session),
                f"/login?{urlencode({'next': bad})}",
                "/login",
                email=seed.email(18),
                password=seed.PASSWORD,
            ).headers["location"]
            == "/feed"
        )


def test_a_wrong_password_is_refused_and_after_20_all_are_for_that_account_alone(
    sample: Sample, visitor: Visitor
) -> None:
    for _ in range(20):
        assert send(visitor, "/login", "/login", email=seed.email(99), password="wrong").status == 422
    stopped = send(visitor, "/login", "/login", email=seed.email(99), password=seed.PASSWORD)
    assert stopped.status == 429
    assert stopped.headers["retry-after"] == "900"
    # A room full of guests behind the same address gets in all the same.
    for guest in range(100, 120):
        member(sample, guest)


def test_mails_about_a_new_password_are_counted_and_limited(sample: Sample, visitor: Visitor) -> None:
    assert b"/forgot" in visitor.ask(f"{HOME}/login").body
    for _ in range(3):
        assert send(visitor, "/forgot", "/forgot", email=seed.email(140)).status == 200
    stopped = send(visitor, "/forgot", "/forgot", email=seed.email(140))
    assert stopped.status == 429
    assert stopped.headers["retry-after"] == "3600"
    # Nobody learns who is a member: the answer to a stranger's address is the same.
    mine, other = (send(visitor, "/forgot", "/forgot", email=email) for email in (seed.email(141), "a@nowhere.test"))
    assert mine.body.replace(seed.email(141).encode(), b"") == other.body.replace(b"a@nowhere.test", b"")
    assert send(visitor, "/forgot", "/forgot", email="none").status == 422
    assert visitor.ask(f"{HOME}/forgot", method="POST", form="csrf=0").status == 403


def test_members_pages_are_for_members_and_kept_by_nobody(sample: Sample, visitor: Visitor) -> None:
    for path in ("/feed", "/members", "/members/17", "/me", "/sessions", "/checkout"):
        assert visitor.ask(HOME + path).status == 303, path
        page = member(sample).ask(HOME + path)
        assert page.status == 200, path
        assert page.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize("path", ["/feed", "/me", "/sessions/2/book", "/checkout", "/logout", "/login", "/signup"])
def test_a_form_without_the_sessions_word_does_nothing(sample: Sample, path: str) -> None:
    visitor = member(sample)
    for csrf in ("", "0" * 64, "é"):
        answer = visitor.ask(HOME + path, method="POST", form=urlencode({"csrf": csrf, "words": "forged"}))
        assert answer.status == 403
    assert b"forged" not in visitor.ask(f"{HOME}/feed").body


def test_a_word_of_another_session_is_worth_nothing(sample: Sample) -> None:
    other = token(member(sample, 18).ask(f"{HOME}/feed"))
    answer = member(sample, 19).ask(f"{HOME}/feed", method="POST", form=urlencode({"csrf": other, "words": "forged"}))
    assert answer.status == 403


def test_a_post_stands_in_the_feed_and_is_text(sample: Sample) -> None:
    visitor = member(sample)
    send(visitor, "/feed", "/feed", words="<script>alert(1)</script> & so on")
    page = visitor.ask(f"{HOME}/feed").body.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; so on" in page
    assert "<script" not in page


def test_a_seat_is_booked_once_and_never_more_than_there_are(sample: Sample) -> None:
    def left(visitor: Visitor) -> int:
        return {m["id"]: m["left"] for m in json.loads(visitor.ask(f"{HOME}/api/sessions").body)}[2]

    visitor = member(sample, 120)
    before = left(visitor)
    for _ in range(2):
        assert send(visitor, "/sessions/2/book", "/sessions").headers["location"] == "/sessions?booked=yes"
    assert left(visitor) == before - 1
    full = send(visitor, "/sessions/3/book", "/sessions")
    assert full.headers["location"] == "/sessions?booked=full"
    assert send(visitor, "/sessions/77/book", "/sessions").headers["location"] == "/sessions?booked=full"


def test_the_till_asks_for_no_card_and_sells_once(sample: Sample) -> None:
    visitor = member(sample, 121)
    page = visitor.ask(f"{HOME}/checkout").body.decode()
    assert "Test mode" in page
    assert 'type="text"' not in page
    for _ in range(2):
        send(visitor, "/checkout", "/checkout")
    assert json.loads(visitor.ask(f"{HOME}/api/me").body) == {"id": 121, "name": "Member 121", "plan": "Supporter"}
    desk = member(sample, seed.HOST_NUMBER, f"https://{names.ADMIN}").ask(f"https://{names.ADMIN}/").body.decode()
    assert '<strong>1</strong><span class="dim">sample purchases' in desk


def test_the_desk_is_the_hosts_alone(sample: Sample, visitor: Visitor) -> None:
    admin = f"https://{names.ADMIN}"
    assert b"Sign in" in visitor.ask(f"{admin}/").body
    assert member(sample, 17, admin).ask(f"{admin}/").status == 403
    assert member(sample, 1, admin).ask(f"{admin}/").status == 200
    assert visitor.ask(f"{admin}/feed").status == 404
    assert visitor.ask(f"{HOME}/admin").headers["location"] == f"{admin}/"


def test_the_api_answers_in_json(sample: Sample, visitor: Visitor) -> None:
    for host in (HOME, f"https://{names.API}"):
        assert json.loads(visitor.ask(f"{host}/api/health").body) == {"status": "ok", "database": "ok"}
        assert visitor.ask(f"{host}/api/me").status == 401
        assert visitor.ask(f"{host}/api/feed").status == 401
        assert visitor.ask(f"{host}/api/nothing").status == 404
        assert visitor.ask(f"{host}/api/feed", method="POST", form="a=b").status == 405
    assert len(json.loads(member(sample).ask(f"{HOME}/api/feed?page=2").body)) == 20
    assert visitor.ask(f"https://{names.API}/").location == "/api"


def test_only_the_clubs_own_pages_may_read_the_api_from_a_browser(sample: Sample) -> None:
    front = Front(frozenset(), lambda _, __: Response(200, (("Content-Type", JSON),), b"{}"), b"", Cache(Rules()))
    for origin, allowed in (
        ("https://club.example", "https://club.example"),
        ("https://club.example.evil.test", None),
        ("null", None),
    ):
        answer = front.respond(Request("GET", "https", names.API, "/api", {"origin": origin}))
        assert answer.header("Access-Control-Allow-Origin") == allowed
        assert answer.header("Vary") == "Origin"


def test_pages_of_240_members_can_be_turned(sample: Sample) -> None:
    visitor = member(sample)
    seen: set[str] = set()
    for page in range(1, 13):
        seen |= set(
            re.findall(r"<strong>(Member \d+)</strong>", visitor.ask(f"{HOME}/members?page={page}").body.decode())
        )
    assert {f"Member {n}" for n in range(1, 241)} <= seen
    for odd in ("0", "-1", "99999999", "x", "²"):
        assert visitor.ask(f"{HOME}/members?{urlencode({'page': odd})}").status == 200


def test_a_member_says_who_they_are(sample: Sample) -> None:
    visitor = member(sample, 130)
    send(visitor, "/me", "/me", about='Here for the "quiet" hour')
    assert "Here for the &quot;quiet&quot; hour" in member(sample, 131).ask(f"{HOME}/members/130").body.decode()
    assert visitor.ask(f"{HOME}/members/999").status == 404


def test_files_are_kept_for_a_year_and_small_on_the_wire(visitor: Visitor) -> None:
    front = visitor.ask(f"{HOME}/").body.decode()
    style = re.search(r'href="(/static/site\.[0-9a-f]{8}\.css)"', front)
    assert style
    file = visitor.ask(HOME + style[1])
    assert file.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert visitor.ask(f"{HOME}/static/site.00000000.css").status == 404
    script = re.search(r'src="(/static/seats\.[0-9a-f]{8}\.js)"', front)
    assert script
    assert b"https://api.club.example/api/sessions" in visitor.ask(HOME + script[1]).body
    card = visitor.ask(f"{HOME}/static/card.png").body
    assert card.startswith(b"\x89PNG")
    assert visitor.ask(f"{HOME}/robots.txt").body.startswith(b"User-agent: *\nAllow: /")
    assert visitor.ask(f"{HOME}/no-such-page").status == 404


def test_templates_escape_all_but_html() -> None:
    assert fill("<p>{a}{b}</p>", a='<"&', b=Html("<i>")) == "<p>&lt;&quot;&amp;<i></p>"
    with pytest.raises(KeyError):
        fill("{a.__class__}", a=1)


def test_cookies_and_forms_that_are_none_are_empty() -> None:
    odd = Request("POST", "https", names.ZONE, "/", {"cookie": "a=\x00;;=", "content-type": "text/plain"}, b"a=b")
    assert odd.form == {}
    many = "&".join(f"f{n}=1" for n in range(100)).encode()
    assert (
        Request("POST", "https", names.ZONE, "/", {"content-type": "application/x-www-form-urlencoded"}, many).form
        == {}
    )
    assert "a" not in Request("GET", "https", names.ZONE, "/", {"cookie": "\x00[a]=1"}).cookies
