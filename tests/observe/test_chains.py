import asyncio
import socket
from typing import Any

import pytest

from launchready.facts.http import End, FirstByte, RedirectChain
from launchready.formats.url import Url, parse
from launchready.model.fact import Gap
from launchready.model.subject import Subject
from launchready.model.words import GapReason
from launchready.observe import chains as room
from launchready.observe.chains import chains, entries, first_byte, keeps
from launchready.observe.dial import Dial, Server
from tests.observe.look import look, target
from tests.observe.servers import always, says, serving
from tests.observe.site import Site, go, onward, page, site

HSTS = "Strict-Transport-Security: max-age=31536000"
GOOD = {
    "http://club.example": onward("https://club.example"),
    "http://www.club.example": onward("https://www.club.example", 301, HSTS),
    "https://club.example": page("<title>Calm Club</title>", HSTS, "Server: nginx"),
    "https://www.club.example": onward("https://club.example", 301, HSTS),
}


async def walked(
    made: Site, *pins: str, host: Any = "club.example", **settings: Any
) -> tuple[list[RedirectChain], list[Gap]]:
    async with made.dial(*pins, **settings) as dial:
        seen = await look(chains, dial, host)
    return [s for s in seen if isinstance(s, RedirectChain)], [s for s in seen if isinstance(s, Gap)]


def own(found: list[RedirectChain], *, with_cookies: bool = False) -> RedirectChain:
    return next(chain for chain in found if chain.is_target and chain.with_cookies is with_cookies)


async def test_a_good_site_ends_on_one_origin_and_costs_four_requests_a_host():
    async with site(GOOD) as made:
        found, gaps = await walked(made)
    assert not gaps
    assert len(found) == 8
    assert {chain.final_origin for chain in found} == {"https://club.example"}
    assert {chain.end for chain in found} == {End.ANSWER}
    assert [chain.path_kept for chain in found if chain.deep] == [True] * 4
    assert [chain.path_kept for chain in found if not chain.deep] == [None] * 4
    assert sum(chain.is_target for chain in found) == 1
    assert made.counted("club.example") == made.counted("www.club.example") == 4
    longest = next(chain for chain in found if chain.entry == "http://www.club.example/")
    assert [hop.status for hop in longest.hops] == [301, 301, 200]
    assert [hop.hsts for hop in longest.hops] == [None, "max-age=31536000", "max-age=31536000"]
    assert longest.hops[0].location == "https://www.club.example/"
    assert longest.hops[-1].server == "nginx"
    assert longest.identity()[-2:] == ("200 https://club.example/", "answer")
    deep = next(chain for chain in found if chain.deep and chain.entry_host == "www.club.example")
    assert deep.final_url.startswith("https://club.example/launchready-")
    assert deep.final_url.endswith("/page?lr=1")


async def test_facts_come_in_the_same_order_at_each_look():
    async with site(GOOD) as made:
        first, _ = await walked(made)
        second, _ = await walked(made)
    assert [(c.entry, c.identity()) for c in first] == [(c.entry, c.identity()) for c in second]


def origins(what: Any) -> list[str]:
    return [entry.url.text for entry in entries(what)]


def test_which_entries_there_are():
    assert len(origins(target("club.example"))) == 8
    assert len(origins(target("www.club.example"))) == 8
    assert {entry.url.host for entry in entries(target("app.club.example"))} == {"app.club.example"}
    assert {entry.url.host for entry in entries(target("club.vercel.app"))} == {"club.vercel.app"}
    port = target("club.example", url="http://club.example:8000/", scheme="http", port=8000)
    assert [o.partition("/launchready")[0] for o in origins(port)] == [
        "http://club.example:8000/",
        "http://club.example:8000",
    ]
    local = target("127.0.0.1", url="http://127.0.0.1/", scheme="http", port=80)
    assert {o.partition("/launchready")[0].rstrip("/") for o in origins(local)} == {
        "http://127.0.0.1",
        "https://127.0.0.1",
    }


async def test_a_shared_link_with_a_path_is_the_targets_own_entry():
    async with site(GOOD | {"https://club.example/join": page("<title>Join</title>")}) as made:
        found, _ = await walked(made, host=target("club.example", url="https://club.example/join?invite=secret"))
    assert len(found) == 9
    assert own(found).final_url == "https://club.example/join?invite=…"
    assert "secret" not in repr(found)


async def test_a_loop_is_told_with_and_without_cookies():
    answers = GOOD | {"https://club.example": onward("https://www.club.example")}
    async with site(answers) as made:
        found, gaps = await walked(made)
    assert not gaps
    assert own(found).end is End.LOOP
    assert own(found, with_cookies=True).end is End.LOOP
    assert len(own(found).hops) == 2


async def test_a_site_that_loops_onto_itself():
    async with site(
        GOOD | {"https://club.example": onward("https://club.example", 301, "Server: cloudflare", "CF-RAY: 1-FRA")}
    ) as made:
        found, _ = await walked(made)
    assert own(found).end is End.LOOP
    assert own(found).hops[0].cf_ray


async def test_a_loop_only_for_those_without_cookies():
    def door(request: Any) -> bytes:
        if "seen=1" in request.cookies:
            return page()
        return go(request.target, 302, "Set-Cookie: seen=1; Path=/; Secure")

    async with site(GOOD | {"https://club.example": door}) as made:
        found, _ = await walked(made)
    assert own(found).end is End.LOOP
    kept = own(found, with_cookies=True)
    assert kept.end is End.ANSWER
    assert [hop.status for hop in kept.hops] == [302, 200]
    assert kept.hops[0].cookies == ("seen",)


async def test_a_loop_hidden_by_a_cookie_that_changes_each_time():
    count = iter(range(1000))
    async with site(
        GOOD | {"https://club.example": lambda r: go(r.target, 302, f"Set-Cookie: n={next(count)}; Path=/")}
    ) as made:
        found, _ = await walked(made)
    assert own(found, with_cookies=True).end is End.LOOP


async def test_cookies_change_nothing_where_none_is_set_on_the_way():
    async with site(
        GOOD | {"https://club.example": page("<title>Calm Club</title>", "Set-Cookie: _club_session=secret; HttpOnly")}
    ) as made:
        found, _ = await walked(made)
    assert not any(chain.with_cookies for chain in found)
    assert own(found).hops[-1].session_cookies == ("_club_session",)
    assert "secret" not in repr(found)


async def test_a_cookie_set_on_the_way_is_worth_a_second_walk():
    door = onward("https://club.example", 302, "Set-Cookie: from=www; Domain=club.example; Path=/")
    async with site(GOOD | {"https://www.club.example": door}) as made:
        found, _ = await walked(made)
    assert {chain.entry_host for chain in found if chain.with_cookies} == {"www.club.example"}
    assert any(request.cookies == "from=www" and request.host == "club.example" for request in made.asked)


async def test_an_endless_redirect_ends_after_ten():
    count = iter(range(1000))
    async with site(GOOD | {"https://club.example": lambda _: go(f"/r{next(count)}")}) as made:
        found, _ = await walked(made)
    assert own(found).end is End.TOO_MANY
    assert len(own(found).hops) == 10


@pytest.mark.parametrize(
    ("location", "detail"),
    [
        ("myapp://open?token=secret", "scheme"),
        ("https://jane:secret@club.example/", "userinfo"),
        ("/" + "a" * 2001, "too-long"),
        ("/a\tb\x01", "control-characters"),
        ("https://club.example:99999/", "port"),
        ("https:// bad host/", "host"),
        ("", "missing"),
    ],
)
async def test_a_redirect_to_nowhere(location, detail):
    async with site(GOOD | {"https://club.example": go(location)}) as made:
        found, gaps = await walked(made)
    assert not gaps
    assert (own(found).end, own(found).end_detail) == (End.BAD_LOCATION, detail)
    assert own(found).final_url == "https://club.example/"
    assert "secret" not in repr(found)


async def test_a_redirect_in_utf8_is_followed():
    async with site(
        GOOD
        | {
            "https://club.example": go("/über-uns".encode().decode("latin-1")),
            "https://club.example/%C3%BCber-uns": page(),
        }
    ) as made:
        answer = made.answers["https://club.example"]
        assert isinstance(answer, bytes)
        made.answers["https://club.example"] = answer.decode().encode("latin-1")
        found, _ = await walked(made)
    assert own(found).final_url == "https://club.example/%C3%BCber-uns"


@pytest.mark.parametrize(
    "place",
    [
        "http://localhost:3000/",
        "http://127.0.0.1/",
        "http://10.0.0.5/",
        "http://[::1]/",
        "http://app.localhost/",
        "http://169.254.169.254/latest/",
    ],
)
async def test_a_redirect_into_the_visitors_own_machine_is_not_followed(place):
    async with site(GOOD | {"https://club.example": go(place, 302)}) as made:
        found, gaps = await walked(made)
    assert not gaps
    chain = own(found)
    assert chain.end is End.PRIVATE_ADDRESS
    assert chain.hops[-1].private_target
    assert chain.final_origin == place.rstrip("/").removesuffix("/latest")


async def test_a_resolver_of_the_users_does_not_make_a_written_local_address_public():
    async with serving(always(page())) as local, site(GOOD) as made:
        made.answers["https://club.example"] = go(f"http://localhost:{local.port}/")
        found, _ = await walked(made, "192.0.2.53:53:127.0.0.1:1", resolvers=(Server("192.0.2.53"),))
    assert own(found).end is End.PRIVATE_ADDRESS
    assert local.connections == 0


async def test_a_local_target_may_lead_to_local_addresses():
    async with serving(always(page())) as end, serving(always(go(f"http://localhost:{end.port}/"))) as start:
        made = Site({})
        what = target("127.0.0.1", url=f"http://127.0.0.1:{start.port}/", scheme="http", port=start.port)
        found, gaps = await walked(made, host=what, literal_private=True)
    assert not gaps
    assert own(found).end is End.ANSWER
    assert own(found).final_origin == f"http://localhost:{end.port}"


@pytest.mark.parametrize(
    ("refresh", "hops"),
    [
        ('<meta http-equiv="refresh" content="0; url=/start">', 2),
        ('<meta http-equiv="refresh" content="30; url=/start">', 1),
        ('<meta http-equiv="refresh" content="1; url=/">', 1),
        ('<meta http-equiv="refresh" content="1; url=myapp://open">', 1),
        ('<noscript><meta http-equiv="refresh" content="0; url=/start"></noscript>', 1),
    ],
)
async def test_a_page_that_moves_on_by_itself_is_a_hop(refresh, hops):
    async with site(GOOD | {"https://club.example/": page(refresh), "https://club.example/start": page()}) as made:
        found, _ = await walked(made)
    chain = own(found)
    assert chain.end is End.ANSWER
    assert len(chain.hops) == hops
    assert chain.hops[0].location == ("https://club.example/start" if hops == 2 else "")


async def test_a_wall_before_the_own_site_hides_it_and_says_how_to_let_us_in():
    wall = page(
        "<title>Just a moment...</title>", "Server: cloudflare", "cf-mitigated: challenge", status="403 Forbidden"
    )
    async with site(GOOD | {"https://club.example": wall}) as made:
        found, gaps = await walked(made)
    assert not found
    assert {gap.subject for gap in gaps} == {
        Subject.site("club.example"),
        Subject.host("club.example"),
        Subject.host("www.club.example"),
    }
    assert len(gaps) == 3
    assert {gap.reason for gap in gaps} == {GapReason.BLOCKED}
    assert all("launchready" in gap.ask for gap in gaps)


async def test_a_wall_before_a_strangers_site_hides_nothing():
    wall = page(
        "<title>Just a moment...</title>", "Server: cloudflare", "cf-mitigated: challenge", status="403 Forbidden"
    )
    async with site(
        GOOD | {"https://club.example": go("https://other.example/"), "https://other.example": wall}
    ) as made:
        found, gaps = await walked(made)
    assert not gaps
    assert own(found).final_origin == "https://other.example"
    assert own(found).hops[-1].status == 403


async def test_a_limit_is_no_finding_and_a_broken_app_is_an_answer():
    async with site(GOOD | {"https://club.example": says(b"", "429 Too Many Requests")}) as made:
        _, gaps = await walked(made)
    assert {gap.reason for gap in gaps} == {GapReason.BLOCKED}
    async with site(GOOD | {"https://club.example": page("oops", status="500 Internal Server Error")}) as made:
        found, gaps = await walked(made)
    assert not gaps
    assert own(found).hops[-1].status == 500


async def test_a_closed_port_is_refused_and_a_bad_certificate_is_named():
    async with site(
        {
            "https://club.example": page(),
            "http://club.example": go("https://bad.example/"),
            "https://bad.example": page(),
        }
    ) as made:
        found, _ = await walked(made, "www.club.example:80:127.0.0.1:1", "www.club.example:443:127.0.0.1:1")
    by_entry = {chain.entry: chain for chain in found}
    assert by_entry["http://www.club.example/"].end is End.REFUSED
    assert by_entry["http://www.club.example/"].hops == ()
    bad = by_entry["http://club.example/"]
    assert (bad.end, bad.end_detail) == (End.TLS_FAILED, "62")
    assert bad.final_url == "https://bad.example/"


async def test_a_name_without_address_is_told_from_a_resolver_that_is_silent():
    async with site({"https://club.example": page(), "http://club.example": page()}) as made:
        _, gaps = await walked(made, "192.0.2.53:53:127.0.0.1:1", resolvers=(Server("192.0.2.53"),))
    assert {(gap.subject, gap.reason) for gap in gaps} == {(Subject.host("www.club.example"), GapReason.FAILED)}


async def test_an_answer_that_is_no_http_is_broken():
    async def garbage(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"SSH-2.0-OpenSSH\r\n\r\n")

    async with serving(garbage) as server, site(GOOD) as made:
        del made.answers["http://club.example"]
        found, gaps = await walked(made, f"club.example:80:127.0.0.1:{server.port}")
    assert not gaps
    assert {chain.end for chain in found if chain.entry.startswith("http://club.example")} == {End.BROKEN}


async def test_port_80_that_drops_is_closed_when_443_is_open(monkeypatch):
    monkeypatch.setitem(Dial.connect.__kwdefaults__, "timeout", 0.3)
    async with dropping() as port, site(GOOD) as made:
        found, gaps = await walked(made, f"club.example:80:127.0.0.1:{port}")
    assert not gaps
    assert {chain.end for chain in found if chain.entry.startswith("http://club.example")} == {End.UNREACHABLE}


class dropping:  # noqa: N801 - used as a function
    """A listening socket that accepts nobody: once its queue is full the kernel drops what comes."""

    async def __aenter__(self) -> int:
        self.sockets = [socket.socket()]
        self.sockets[0].bind(("127.0.0.1", 0))
        self.sockets[0].listen(0)
        port = self.sockets[0].getsockname()[1]
        for _ in range(4):
            filler = socket.socket()
            filler.setblocking(False)
            filler.connect_ex(("127.0.0.1", port))
            self.sockets.append(filler)
        await asyncio.sleep(0.05)
        return int(port)

    async def __aexit__(self, *_: object) -> None:
        for one in self.sockets:
            one.close()


async def test_a_silent_site_is_a_gap(monkeypatch):
    monkeypatch.setattr("launchready.observe.http.FIRST_BYTE_SECONDS", 0.2)

    async def never(_: Any) -> bytes:
        await asyncio.sleep(30)
        return b""

    async with site(GOOD | {"https://www.club.example": never}) as made:
        found, gaps = await walked(made)
    assert {(gap.subject, gap.reason) for gap in gaps} == {(Subject.host("www.club.example"), GapReason.TIMED_OUT)}
    assert {chain.entry_host for chain in found} == {"club.example"}


async def test_a_walk_that_takes_too_long_is_a_gap(monkeypatch):
    monkeypatch.setattr("launchready.observe.follow.WALK_SECONDS", 0.3)
    count = iter(range(1000))

    async def slow(_: Any) -> bytes:
        await asyncio.sleep(0.1)
        return go(f"/r{next(count)}")

    async with site(GOOD | {"https://club.example": slow}) as made:
        _, gaps = await walked(made)
    assert gaps[0].subject == Subject.site("club.example")
    assert gaps[0].reason is GapReason.TIMED_OUT


def url(text: str) -> Url:
    made = parse(text)
    assert isinstance(made, Url)
    return made


@pytest.mark.parametrize(
    ("final", "kept"),
    [
        ("https://www.club.example/deep/page?lr=1", True),
        ("https://www.club.example/deep/page/?lr=1", True),
        ("https://www.club.example/en/deep/page?lr=1", True),
        ("https://www.club.example/deep/page?utm=x&lr=1", True),
        ("https://www.club.example/login?next=%2Fdeep%2Fpage%3Flr%3D1", True),
        ("https://login.other.example/?return=https%253A%252F%252Fclub.example%252Fdeep%252Fpage", True),
        ("https://www.club.example/deep/page", False),
        ("https://www.club.example/?lr=1", False),
        ("https://www.club.example/", False),
    ],
)
def test_path_and_query_survive_or_not(final, kept):
    assert keeps(url("http://club.example/deep/page?lr=1"), url(final)) is kept


async def test_the_first_byte_of_a_site_that_is_awake():
    async with site(GOOD) as made, made.dial() as dial:
        (seen,) = await look(first_byte, dial)
    assert isinstance(seen, FirstByte)
    assert seen.subject == Subject.host("club.example")
    assert seen.first_seconds < 1
    assert seen.later_seconds is None
    assert made.counted("club.example") == 1


async def test_a_site_that_slept_is_asked_once_more(monkeypatch):
    monkeypatch.setattr(room, "SLEEPY_SECONDS", 0.2)
    waits = iter([0.4, 0, 0, 0, 0])

    async def waking(_: Any) -> bytes:
        await asyncio.sleep(next(waits))
        return page()

    async with site(GOOD | {"https://club.example/": waking}) as made, made.dial() as dial:
        await look(chains, dial)
        (seen,) = await look(first_byte, dial)
    assert isinstance(seen, FirstByte)
    assert seen.first_seconds >= 0.4
    assert seen.later_seconds is not None
    assert seen.later_seconds < 0.2
    assert made.counted("club.example") == 5


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (says(b"", "429 Too Many Requests"), GapReason.BLOCKED),
        (go("myapp://open"), GapReason.FAILED),
    ],
)
async def test_no_first_byte_without_a_page(answer, reason):
    async with site(GOOD | {"https://club.example": answer}) as made, made.dial() as dial:
        (seen,) = await look(first_byte, dial)
    assert isinstance(seen, Gap)
    assert (seen.fact, seen.reason, seen.subject) == ("FirstByte", reason, Subject.host("club.example"))
