"""The owner's word at a host: by two resolvers, or under the host's own certificate."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from launchready.formats.proof import FILE, meta_tag, word_of
from launchready.observe.control import Place, Way, proof_at
from launchready.observe.dial import Dial, DialSettings, Pin, Server
from tests.observe.dns_world import NO_IPV6, Authority, zone
from tests.observe.dns_world import serving as serving_names
from tests.observe.servers import says
from tests.observe.site import Answer, Site, authority, go, page, site

SECRET = b"the account secret of the owner, who made it here"
CLUB = "https://club.example"
HERE = Place("club.example")
WORD = word_of(SECRET, "club.example")
ADDRESS = "@ IN A 192.0.2.80\n"
RECORD = f'_launchready IN TXT "{WORD}"\n'


@asynccontextmanager
async def world(
    *names: str, answers: dict[str, Answer] | None = None, elsewhere: dict[str, Answer] | None = None, **more: object
) -> AsyncIterator[tuple[Dial, Site]]:
    """Resolvers that each say what a zone file says; 192.0.2.80 is one site, 192.0.2.81 another."""
    async with AsyncExitStack() as stack:
        ports = [
            await stack.enter_async_context(serving_names(Authority([zone("club.example.", text)]))) for text in names
        ]
        club = await stack.enter_async_context(site(answers or {CLUB: page()}))
        other = await stack.enter_async_context(site(elsewhere or {CLUB: page("another")}))
        pins = [
            f"192.0.2.8{n}:{port}:127.0.0.1:{one.ports[s]}"
            for n, one in enumerate((club, other))
            for s, port in (("http", 80), ("https", 443))
        ]
        settings = {"ca_file": str(authority()[1]), **more}
        dial = Dial(
            DialSettings(
                resolvers=tuple(Server("127.0.0.1", port) for port in ports),
                pins=(*map(Pin.parse, pins), *NO_IPV6),
                **settings,  # type: ignore[arg-type]
            )
        )
        yield await stack.enter_async_context(dial), club


async def test_a_record_that_two_resolvers_hold():
    async with world(ADDRESS + RECORD, ADDRESS + RECORD) as (dial, _):
        assert await proof_at(dial, HERE, WORD) is Way.RECORD


@pytest.mark.parametrize(
    "names",
    [
        (ADDRESS + RECORD, ADDRESS),
        (ADDRESS, ADDRESS + RECORD),
        (ADDRESS + RECORD,),
        (ADDRESS, ADDRESS),
    ],
    ids=["only the first holds it", "only the second holds it", "there is only one", "nobody holds it"],
)
async def test_a_record_that_two_resolvers_do_not_hold(names: tuple[str, ...]):
    async with world(*names) as (dial, _):
        assert await proof_at(dial, HERE, WORD) is None


async def test_the_same_resolver_twice_is_one():
    async with (
        serving_names(Authority([zone("club.example.", RECORD)])) as port,
        Dial(DialSettings(resolvers=(Server("127.0.0.1", port),) * 2)) as dial,
    ):
        assert await proof_at(dial, HERE, WORD) is None


async def test_a_stranger_who_copies_the_record_has_no_proof():
    """What is published is public. He holds another secret, and over another host the word is another."""
    stranger = word_of(b"the account secret of somebody else, also his own", "club.example")
    async with world(ADDRESS + RECORD, ADDRESS + RECORD) as (dial, _):
        assert await proof_at(dial, HERE, stranger) is None
    copied = ADDRESS + f'_launchready.stolen IN TXT "{WORD}"\nstolen IN A 192.0.2.80\n'
    async with world(copied, copied, answers={"https://stolen.club.example": page()}) as (dial, _):
        at = Place("stolen.club.example")
        assert await proof_at(dial, at, word_of(SECRET, "stolen.club.example")) is None


TEXT = "Content-Type: text/plain"
AS_FILE = {CLUB + FILE: says(f"{WORD}\n".encode(), "200 OK", (TEXT,)), CLUB: page()}
IN_HEAD = {CLUB: page(f"<head>{meta_tag(WORD)}</head><p>hello")}


@pytest.mark.parametrize(("answers", "way"), [(AS_FILE, Way.FILE), (IN_HEAD, Way.META)])
async def test_a_file_or_a_tag(answers: dict[str, Answer], way: Way):
    async with world(ADDRESS, ADDRESS, answers=answers) as (dial, _):
        assert await proof_at(dial, HERE, WORD) is way


@pytest.mark.parametrize("one", [AS_FILE, IN_HEAD])
async def test_two_resolvers_that_disagree_must_both_lead_to_the_word(one: dict[str, Answer]):
    rebound = "@ IN A 192.0.2.81\n"
    async with world(ADDRESS, rebound, answers=one) as (dial, _):
        assert await proof_at(dial, HERE, WORD) is None
    async with world(ADDRESS, rebound, answers=one, elsewhere=one) as (dial, _):
        assert await proof_at(dial, HERE, WORD) is not None
    async with world(ADDRESS, "@ IN A 10.0.0.8\n", answers=one) as (dial, _):
        assert await proof_at(dial, HERE, WORD) is None


OTHER = "https://other.example"


@pytest.mark.parametrize(
    "answers",
    [
        {CLUB: go(f"{OTHER}/"), CLUB + FILE: go(f"{OTHER}{FILE}"), OTHER: page(), OTHER + FILE: AS_FILE[CLUB + FILE]},
        {CLUB: go(f"http://club.example{FILE}"), "http://club.example": AS_FILE[CLUB + FILE]},
        {CLUB: go("https://www.club.example/"), "https://www.club.example": IN_HEAD[CLUB]},
        {CLUB + FILE: says(WORD.encode(), "404 Not Found", (TEXT,)), CLUB: page()},
        {CLUB + FILE: go("http://["), CLUB: says(b"", "302 Found", (TEXT,))},
        {"http://club.example" + FILE: AS_FILE[CLUB + FILE], CLUB: page()},
        {CLUB: page(f"<head></head><body><p>a comment {meta_tag(WORD)}")},
        {CLUB + FILE: lambda request: go(request.target + "x"), CLUB: lambda request: go(request.target + "x")},
    ],
    ids=[
        "another's host",
        "without https",
        "another host of the domain",
        "an error page",
        "to nowhere",
        "only by http",
        "a visitor wrote it",
        "no end",
    ],
)
async def test_what_is_no_proof(answers: dict[str, Answer]):
    async with world(ADDRESS, ADDRESS, answers=answers) as (dial, _):
        assert await proof_at(dial, HERE, WORD) is None


async def test_a_redirect_within_the_origin_is_followed():
    answers = {CLUB: go("/en/"), f"{CLUB}/en/": IN_HEAD[CLUB]}
    async with world(ADDRESS, ADDRESS, answers=answers) as (dial, _):
        assert await proof_at(dial, HERE, WORD) is Way.META


async def test_without_a_trusted_certificate_nothing_counts():
    async with world(ADDRESS, ADDRESS, answers=AS_FILE, ca_file=None) as (dial, _):
        assert await proof_at(dial, HERE, WORD) is None
    async with world(ADDRESS, ADDRESS, answers={CLUB: AS_FILE[CLUB + FILE]}) as (dial, club):
        assert await proof_at(dial, Place("foreign.club.test"), WORD) is None
        assert not club.asked


async def test_what_never_answers_ends_in_time(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("launchready.observe.control.SECONDS", 0.3)
    mute = Authority([], mute=True)
    async with (
        serving_names(mute) as one,
        serving_names(mute) as two,
        Dial(DialSettings(resolvers=(Server("127.0.0.1", one), Server("127.0.0.1", two)))) as dial,
    ):
        assert await proof_at(dial, HERE, WORD) is None
