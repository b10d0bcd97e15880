"""Sign-ins and mails tried a few times: what ends it, and what is no limit."""

import time
from typing import Any

import pytest

from launchready.facts.limits import LoginTries, MailTries, TriesEnd
from launchready.model.fact import Fact, Gap
from launchready.model.words import GapReason
from launchready.observe import limits as module
from launchready.observe import mail_tries as mails
from launchready.observe.grants import Encoding, Grants, LoginRecipe
from launchready.observe.limits import login_tries, mail_tries
from tests.checks.limits._tried import SIGN_IN, form, page, script
from tests.observe.look import look
from tests.observe.members_site import CLUB, community, grants
from tests.observe.servers import says
from tests.observe.site import Answer, Request, Site, go, site
from tests.observe.site import page as shows

LOGIN = "<form method=post action=/in><input type=email name=e><input type=password name=p></form>"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SPREAD", 0.3)
    monkeypatch.setattr(module, "LEAST_PAUSE", 0.0)
    monkeypatch.setattr(mails, "MAIL_PAUSE", 0.0)


async def tried(
    answers: dict[str, Answer], gatherer: Any = login_tries, facts: Any = (SIGN_IN,), **more: Any
) -> tuple[Fact | Gap, Site]:
    async with site(answers) as club, club.dial() as dial:
        (seen,) = await look(gatherer, dial, facts=facts, grants=grants(**more))
        return seen, club


def posted(club: Site) -> list[Request]:
    return [request for request in club.asked if request.method == "POST"]


def test_the_usual_tries_are_a_dozen_over_ten_seconds(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.undo()
    assert (Grants().tries, module.SPREAD >= 10, module.LEAST_PAUSE * 100 <= module.LONGEST) == (12, True, True)


async def test_no_limit_in_twelve():
    _, answer = community("no-limit")
    started = time.monotonic()
    seen, club = await tried({CLUB: answer})
    assert isinstance(seen, LoginTries)
    assert (seen.url, seen.made, seen.wanted, seen.ended) == (f"{CLUB}/login", 12, 12, TriesEnd.ALL_MADE)
    assert seen.statuses == (401,) * 12
    assert time.monotonic() - started >= 0.3
    bodies = [request.body.decode() for request in posted(club)]
    assert len(set(bodies)) == 12
    # An invented account at a name that can have none (RFC 2606), the same each time.
    assert all("launchready-" in body and "%40example.invalid" in body for body in bodies)
    assert "launchready-" not in seen.url


async def test_a_hundred_and_one_where_the_owner_asks_for_them():
    _, answer = community("no-limit")
    seen, club = await tried({CLUB: answer}, tries=101)
    assert isinstance(seen, LoginTries)
    assert (seen.made, seen.ended, len(posted(club))) == (101, TriesEnd.ALL_MADE, 101)


@pytest.mark.parametrize(
    "words", [("csrf", "limit-5"), ("limit-5",), ("csrf", "session-for-all", "limit-5")], ids=" ".join
)
async def test_a_limit_ends_it_at_once(words: tuple[str, ...]):
    _, answer = community(*words)
    seen, club = await tried({CLUB: answer})
    assert isinstance(seen, LoginTries), seen
    assert (seen.made, seen.ended) == (6, TriesEnd.TOO_MANY)
    assert len(posted(club)) == 6


async def test_answers_that_grow_slower():
    _, answer = community("no-limit", "delays")  # 0.04 s, then twice as long each time; the floor is half a second
    seen, _ = await tried({CLUB: answer}, tries=12)
    assert isinstance(seen, LoginTries)
    assert seen.ended is TriesEnd.SLOWED
    assert seen.made <= 8


def later(after: int, then: bytes) -> dict[str, Answer]:
    count = [0]

    def answer(_: Request) -> bytes:
        count[0] += 1
        return then if count[0] > after else shows(LOGIN, status="401 Unauthorized")

    return {CLUB: shows(LOGIN), f"{CLUB}/in": answer}


@pytest.mark.parametrize(
    ("then", "end"),
    [
        (shows(LOGIN, status="403 Forbidden"), TriesEnd.FORBIDDEN),
        (shows("down", status="503 Service Unavailable"), TriesEnd.UNAVAILABLE),
        (shows(LOGIN, "Retry-After: 60", status="401 Unauthorized"), TriesEnd.TOO_MANY),
        (shows(f"<p>Too many attempts.{LOGIN}", status="401 Unauthorized"), TriesEnd.SAID),
        (shows(f'<div class="g-recaptcha"></div>{LOGIN}', status="401 Unauthorized"), TriesEnd.SAID),
        (shows("x", "cf-mitigated: challenge", status="401 Unauthorized"), None),
        (shows("x", "cf-mitigated: challenge", "Server: cloudflare", status="200 OK"), None),
    ],
    ids=["403", "503", "retry-after", "too many", "captcha", "no wall is a 401", "challenge"],
)
async def test_what_counts_as_a_limit(then: bytes, end: TriesEnd | None):
    seen, club = await tried(later(4, then))
    assert isinstance(seen, LoginTries)
    if end is not None:
        assert (seen.ended, seen.made, len(posted(club))) == (end, 5, 5)


@pytest.mark.parametrize(
    ("first", "reason"),
    [
        ("403 Forbidden", GapReason.NO_ACCESS),
        ("419 Expired", GapReason.NO_ACCESS),
        ("404 Not Found", GapReason.NO_ACCESS),
        ("429 Too Many Requests", GapReason.BLOCKED),
        ("503 Service Unavailable", GapReason.BLOCKED),
    ],
)
async def test_the_first_try_shows_no_limit(first: str, reason: GapReason):
    seen, club = await tried({CLUB: shows(LOGIN), f"{CLUB}/in": shows("no", status=first)})
    assert isinstance(seen, Gap)
    assert (seen.reason, len(posted(club))) == (reason, 1)


async def test_a_token_that_expires_is_no_limit():
    seen, club = await tried(later(3, shows("expired", status="419 Expired")))
    assert isinstance(seen, Gap)
    assert (seen.reason, len(posted(club))) == (GapReason.NO_ACCESS, 4)


async def test_a_challenge_at_the_first_try():
    seen, _ = await tried(
        {CLUB: shows(LOGIN), f"{CLUB}/in": shows("x", "cf-mitigated: challenge", status="403 Forbidden")}
    )
    assert isinstance(seen, Gap)
    assert (seen.reason, bool(seen.ask)) == (GapReason.BLOCKED, True)


async def test_a_page_that_speaks_of_captchas_all_along_is_no_limit():
    words = "<p>Too many attempts lock your account. Protected by a captcha."
    seen, _ = await tried({CLUB: shows(words + LOGIN), f"{CLUB}/in": shows(words + LOGIN, status="401 Unauthorized")})
    assert isinstance(seen, LoginTries)
    assert seen.ended is TriesEnd.ALL_MADE


async def test_a_form_that_leads_back_gives_a_new_token_each_time():
    tokens = [0]

    def login(request: Request) -> bytes:
        tokens[0] += 1
        return shows(LOGIN.replace("<input", f"<input type=hidden name=t value={tokens[0]}><input", 1))

    def take(request: Request) -> bytes:
        good = f"t={tokens[0]}&" in request.body.decode()
        return go("/", 302) if good else shows("no", status="403 Forbidden")

    seen, _ = await tried({CLUB: login, f"{CLUB}/in": take})
    assert isinstance(seen, LoginTries)
    assert (seen.ended, seen.made) == (TriesEnd.ALL_MADE, 12)


@pytest.mark.parametrize(
    "facts",
    [
        (page(forms=(form(host="club.supabase.co"),)),),
        (SIGN_IN, script("club.supabase.co")),
    ],
)
async def test_others_who_sign_people_in_are_left_alone(facts: Any):
    seen, club = await tried({CLUB: shows("<div id=root>"), "https://club.supabase.co": shows()}, facts=facts)
    assert isinstance(seen, LoginTries)
    assert (seen.service, seen.made, seen.ended, posted(club)) == ("Supabase", 0, TriesEnd.NOT_TRIED, [])
    login = LoginRecipe(url="https://club.supabase.co/auth/v1/token", encoding=Encoding.JSON)
    seen, club = await tried({CLUB: shows(LOGIN), "https://club.supabase.co": shows()}, facts=(SIGN_IN,), login=login)
    assert isinstance(seen, LoginTries)
    assert (seen.service, posted(club)) == ("Supabase", [])


async def test_a_recipe_is_tried_too():
    login = LoginRecipe(url=f"{CLUB}/api/login", encoding=Encoding.JSON)
    refuses = says(b'{"error": "no"}', "401 Unauthorized", ("Content-Type: application/json",))
    seen, club = await tried({f"{CLUB}/api/login": refuses}, login=login)
    assert isinstance(seen, LoginTries)
    assert (seen.made, seen.ended) == (12, TriesEnd.ALL_MADE)
    assert posted(club)[0].body.startswith(b'{"email": "launchready-')


@pytest.mark.parametrize("gatherer", [login_tries, mail_tries])
async def test_nothing_is_tried_where_control_is_not_proven(gatherer: Any):
    _, answer = community()
    seen, club = await tried({CLUB: answer}, gatherer, proven=())
    assert isinstance(seen, Gap)
    assert (seen.reason, posted(club)) == (GapReason.NO_CONSENT, [])


async def test_no_form_in_the_page():
    seen, _ = await tried({CLUB: shows("<div id=root>")})
    assert isinstance(seen, Gap)
    assert (seen.reason, "[acting.login]" in seen.ask) == (GapReason.NO_ACCESS, True)


async def test_when_time_is_short_it_ends_early(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "LONGEST", 0.2)
    _, answer = community("no-limit")
    seen, _ = await tried({CLUB: answer})
    assert isinstance(seen, LoginTries)
    assert (seen.ended, 1 <= seen.made < 12) == (TriesEnd.TIME, True)


async def test_mails_without_end():
    made, answer = community("mails-unlimited")
    seen, club = await tried({CLUB: answer}, mail_tries)
    assert isinstance(seen, MailTries)
    assert (seen.url, seen.made, seen.ended) == (f"{CLUB}/reset", 5, TriesEnd.ALL_MADE)
    assert dict(made.mails) == {"member-a@members.example": 5}
    assert "member-a" not in repr(seen)
    assert len(posted(club)) == 5


async def test_mails_with_a_limit():
    made, answer = community()
    seen, _ = await tried({CLUB: answer}, mail_tries)
    assert isinstance(seen, MailTries)
    assert (seen.made, seen.ended, made.mails.total()) == (3, TriesEnd.TOO_MANY, 3)


async def test_a_tenth_of_the_quota_is_the_most():
    made, answer = community("mails-unlimited")
    seen, _ = await tried({CLUB: answer}, mail_tries, facts=(SIGN_IN, script("club.supabase.co")))
    assert isinstance(seen, Gap)
    assert (seen.reason, made.mails.total()) == (GapReason.NOT_RUN, 0)
    assert "quota of 2" in seen.detail


async def test_no_form_that_sends_mail():
    seen, _ = await tried({CLUB: shows(LOGIN)}, mail_tries)
    assert isinstance(seen, MailTries)
    assert (seen.url, seen.made, seen.ended) == ("", 0, TriesEnd.NOT_TRIED)
    seen, _ = await tried({CLUB: shows("<div id=root>")}, mail_tries)
    assert isinstance(seen, Gap)
    assert "yourself" in seen.ask


LINK = "<h1>Sign in</h1><form method=post><input type=email name=e><button>Mail me a link</button></form>"
ASKS = "<form method=post action=/join><input type=email name=e><button>Go on</button></form>"


async def test_a_link_to_sign_in_is_mailed_without_end():
    answers = {CLUB: shows("<a href=/login>Sign in</a>"), f"{CLUB}/login": shows(LINK)}
    seen, club = await tried(answers, mail_tries)
    assert isinstance(seen, MailTries)
    assert (seen.url, seen.made, seen.ended) == (f"{CLUB}/login", 5, TriesEnd.ALL_MADE)
    assert {request.body.decode() for request in posted(club)} == {"e=member-a%40members.example"}


async def test_where_a_mail_is_the_way_in_there_is_no_password_to_guess():
    seen, club = await tried({CLUB: shows("<a href=/login>Sign in</a>"), f"{CLUB}/login": shows(LINK)})
    assert isinstance(seen, LoginTries)
    assert (seen.ended, seen.url, posted(club)) == (TriesEnd.NOT_TRIED, f"{CLUB}/login", [])


@pytest.mark.parametrize(
    ("answer", "made"),
    [
        (shows("<p>Look into your mail. We sent you something."), 5),
        (shows("<p>Thank you, you are on the list."), 0),
        (shows("<p>Your password?<input type=password>"), 0),
        (go("/sent", 303), 5),
        (go("/gone", 303), 0),
        (go("https://elsewhere.example/", 303), 0),
    ],
)
async def test_a_form_that_asks_for_an_address_alone_sends_mail_if_its_answer_says_so(answer: Answer, made: int):
    answers = {CLUB: shows(ASKS), f"{CLUB}/join": answer, f"{CLUB}/sent": shows("<p>Check your inbox.")}
    seen, club = await tried({**answers, f"{CLUB}/gone": shows("no", status="404 Not Found")}, mail_tries)
    assert isinstance(seen, MailTries)
    assert (seen.made, bool(seen.url), len(posted(club))) == (made, made > 0, made or 1)


async def test_a_newsletter_of_others_is_left_alone():
    away = ASKS.replace("/join", "https://elsewhere.example/join")
    seen, club = await tried({CLUB: shows(away), "https://elsewhere.example": shows()}, mail_tries)
    assert isinstance(seen, Gap)
    assert (seen.reason, posted(club)) == (GapReason.NO_ACCESS, [])


@pytest.mark.parametrize("ask", [LINK, ASKS])
async def test_what_a_form_does_that_takes_no_try(ask: str):
    def answer(request: Request) -> bytes:
        return shows("no", status="403 Forbidden") if request.method == "POST" else shows(ask)

    seen, _ = await tried({CLUB: answer}, mail_tries)
    assert isinstance(seen, Gap)
    assert (seen.reason, "password_field" in seen.ask, "yourself" in seen.ask) == (GapReason.NO_ACCESS, False, True)
    seen, _ = await tried({CLUB: lambda r: answer(r).replace(b"403 Forbidden", b"429 Too Many")}, mail_tries)
    assert isinstance(seen, Gap)
    assert seen.reason is GapReason.BLOCKED


async def test_a_form_that_breaks():
    async def broken(_: Request) -> bytes:
        raise ConnectionError

    seen, _ = await tried({CLUB: shows(LOGIN), f"{CLUB}/in": broken})
    assert isinstance(seen, Gap)
    assert seen.reason is GapReason.FAILED


def test_what_it_says_before():
    told = [one.says(grants()) for one in (login_tries, mail_tries) if one.says]
    assert "12 failed sign-ins with an invented name" in told[0]
    assert "locked out of the login for a while" in told[0]
    assert "Member A" in told[1]
