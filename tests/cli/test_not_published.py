"""A fix that is made in the builder and not live yet: NOT PUBLISHED YET, and fine after publishing."""

import asyncio
import json
import os
import signal
import threading
from contextlib import contextmanager

import pytest

from launchready.app import recheck as recheck_module
from tests.observe.servers import says
from tests.observe.site import Site, authority, page, site

URL = "https://club.example"
CHECK = "content/localhost"
OLD, MENDED, STILL_BROKEN = "BfQ2x9Zk", "D1e2F3g4", "Hh5iJ6kL"
API = {OLD: "http://localhost:8000/api", MENDED: "/api", STILL_BROKEN: "http://localhost:9000/api"}
LOVABLE = '<meta property="og:image" content="https://lovable.dev/opengraph-image-p98pqg.png">'


def app(build: str) -> dict:
    """What a builder publishes: a start page with words, and a script whose name changes with its content."""
    words = "<h1>Welcome to the club</h1><p>We meet every Thursday to talk about work that is calm, and you may come too: <a href='/'>home</a>"
    markup = f'<!doctype html><title>Club</title>{LOVABLE}{words}<script type="module" src="/assets/index-{build}.js"></script>'
    text = f'const api="{API[build]}";fetch(api+"/sessions").then(show)'.encode()
    return {
        URL: page("not here", status="404 Not Found"),
        f"{URL}/": page(markup),
        f"{URL}/assets/index-{build}.js": says(text, "200 OK", ("Content-Type: text/javascript",)),
    }


@contextmanager
def serving(answers: dict):
    """The site on a loop of its own, so that the command can run in this thread."""
    loop = asyncio.new_event_loop()
    ready, ended = threading.Event(), asyncio.Event()
    held: list[Site] = []

    async def run() -> None:
        async with site(answers) as made:
            held.append(made)
            ready.set()
            await ended.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),))
    thread.start()
    try:
        assert ready.wait(10)
        yield held[0]
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join(10)
        loop.close()


@pytest.fixture
def live():
    with serving(app(OLD)) as running:
        yield running


@pytest.fixture
def flags(live, monkeypatch):
    """The flags that lead to the site; no name server answers and no browser is there."""
    monkeypatch.setenv("LAUNCHREADY_BROWSER", "off")
    pins = [f"club.example:{port}:127.0.0.1:{live.ports[scheme]}" for scheme, port in (("http", 80), ("https", 443))]
    return [
        "--resolver",
        "127.0.0.1:1",
        "--ca",
        str(authority()[1]),
        *(word for pin in pins for word in ("--resolve", pin)),
    ]


def publish(live: Site, build: str) -> None:
    live.answers.clear()
    live.answers.update(app(build))


def of_check(ran):
    (line,) = [line for line in ran.json["results"] if line["check"] == CHECK]
    return line


@pytest.fixture
def audited(command, flags):
    ran = command("audit", URL, "--json", *flags)
    assert of_check(ran)["status"] == "FAIL", ran.err
    return flags


def test_not_published_yet_then_mended(command, audited, live):
    ran = command("recheck", CHECK, URL, *audited)
    assert ran.code == 3, ran.out + ran.err
    said = " ".join(ran.out.split())
    assert said.startswith("Not published yet. Your live site still serves the files of ")
    assert f" UTC (index-{OLD}.js). In Lovable, open the project > Publish (top right) > Update." in said
    assert said.endswith(f"To wait for it: launchready recheck {CHECK} --wait")
    publish(live, MENDED)
    ran = command("recheck", CHECK, URL, *audited)
    assert (ran.code, ran.out.splitlines()[0].startswith("Mended")) == (0, True), ran.out + ran.err


def test_as_json_it_is_a_gap_and_never_a_finding(command, audited):
    ran = command("recheck", CHECK, URL, "--json", *audited)
    line = of_check(ran)
    assert (ran.code, line["status"], line["findings"]) == (3, "UNKNOWN", [])
    assert [gap["reason"] for gap in line["gaps"]] == ["NOT_PUBLISHED"]
    assert ran.json["verdict"]["answer"] != "READY"


def test_the_answer_on_record_still_names_it_because_visitors_still_meet_it(command, audited):
    before = command("--json", *audited).json
    command("recheck", CHECK, URL, *audited)
    after = command("--json", *audited).json
    assert after["verdict"]["answer"] == before["verdict"]["answer"]
    assert after["verdict"]["top"] == before["verdict"]["top"]
    assert after["changes"]["fixed"] == []


def test_a_replay_of_the_recheck_says_the_same(command, audited, home):
    said = command("recheck", CHECK, URL, "--json", *audited)
    newest = max((home.parent / "data").rglob("runs/*.jsonl"))
    replayed = command("report", "--replay", newest, "--json")
    assert of_check(replayed) == of_check(said)


def test_a_new_build_that_mends_nothing_is_not_mended(command, audited, live):
    publish(live, STILL_BROKEN)
    ran = command("recheck", CHECK, URL, *audited)
    assert (ran.code, "Not mended" in ran.out) == (1, True), ran.out
    assert command("recheck", CHECK, URL, *audited).code == 3, "and then that build is the old one"


def test_the_time_is_that_at_which_the_build_was_first_seen(command, audited, home):
    command("recheck", CHECK, URL, *audited)
    command("recheck", CHECK, URL, *audited)
    runs = sorted((home.parent / "data").rglob("runs/*.jsonl"))
    starts = [json.loads(run.read_text().splitlines()[0])["start"] for run in runs]
    assert {start["awaits"]["since"] for start in starts[1:]} == {starts[0]["as_of"][:19] + "Z"}


def test_where_nothing_is_on_record_it_is_judged_as_usual(command, flags):
    assert command("recheck", CHECK, URL, "--no-record", *flags).code == 1


def test_it_waits_until_it_is_live(command, audited, live, monkeypatch):
    monkeypatch.setattr(recheck_module, "APP_PAUSE", 0.2)
    threading.Timer(1.0, publish, (live, MENDED)).start()
    ran = command("recheck", CHECK, URL, "--wait", *audited)
    assert ran.code == 0, ran.out + ran.err
    assert ran.out.startswith("Mended")
    assert "Not published yet." in ran.err
    assert "I look again by myself" in ran.err


def test_waiting_has_an_end(command, audited, monkeypatch, home):
    monkeypatch.setattr(recheck_module, "APP_PAUSE", 0.1)
    monkeypatch.setattr(recheck_module, "APP_SECONDS", 0.5)
    ran = command("recheck", CHECK, URL, "--wait", *audited)
    assert (ran.code, ran.out.startswith("Not published yet.")) == (3, True)
    assert len(list((home.parent / "data").rglob("runs/*.jsonl"))) == 2, "one audit, and one recheck"


def test_ctrl_c_while_waiting_gives_the_last_answer(command, audited, monkeypatch):
    waited = recheck_module._slept

    async def interrupted(stop, seconds):
        os.kill(os.getpid(), signal.SIGINT)
        return await waited(stop, seconds)

    monkeypatch.setattr(recheck_module, "_slept", interrupted)
    ran = command("recheck", CHECK, URL, "--wait", *audited)
    assert (ran.code, ran.out.startswith("Not published yet.")) == (3, True), ran.out + ran.err


def test_what_was_seen_with_more_access_stays_on_record(command, flags, live):
    words = b"DATABASE_URL=postgres://club:hunter2hunter2@db.club.example/club\nSECRET_KEY=q8Zt0vXw3LkPz7Yb\n"
    live.answers[f"{URL}/.env"] = says(words, "200 OK", ("Content-Type: text/plain",))
    assert "exposed/secrets" in command("audit", URL, "--json", "--authorised", *flags).failing()
    ran = command("recheck", CHECK, URL, "--json", *flags)
    assert "exposed/secrets" in ran.failing(), "this recheck knocks nowhere, and what stands there still stands"
    assert "exposed/secrets" in command("--json", *flags).failing()
