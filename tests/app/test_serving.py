"""`open`: one page, one browser, one link that is good once, and no other name than this machine's."""

import asyncio
import contextlib
import http.client
import socket
import threading

import pytest

from launchready.app import serving
from launchready.app.serving import Door, GoneError, Page, serve
from launchready.report.html.page import policy, to_html
from launchready.tour import browser
from tests.report.samples import run

PAGE = Page(content=b"<!doctype html><title>x</title>", policy="default-src 'none'")


class Served:
    """The server in a thread of its own."""

    def __init__(self, page=lambda: PAGE, seconds=30.0):
        self.links: list[str] = []
        self.ready = threading.Event()
        self.thread = threading.Thread(target=serve, args=(page, self.opened), kwargs={"seconds": seconds}, daemon=True)
        self.thread.start()
        assert self.ready.wait(5)
        self.port = int(self.links[0].split(":")[2].split("/")[0])
        self.way_in = self.links[0].partition(str(self.port))[2]

    def opened(self, link: str) -> None:
        self.links.append(link)
        self.ready.set()

    def ask(self, target: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        line.request(method, target, headers={name.replace("_", "-"): value for name, value in headers.items()})
        reply = line.getresponse()
        reply.body = reply.read()
        line.close()
        return reply

    def raw(self, data: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as line:
            line.sendall(data)
            line.settimeout(8)
            found = b""
            with contextlib.suppress(ConnectionError):
                while part := line.recv(65536):
                    found += part
            return found


@pytest.fixture(scope="module")
def served():
    return Served()


@pytest.fixture(scope="module")
def cookie(served):
    """Go in by the link."""
    reply = served.ask(served.way_in)
    assert (reply.status, reply.headers["Location"]) == (303, "/")
    set_cookie = reply.headers["Set-Cookie"]
    for words in ("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=3600"):
        assert words in set_cookie
    assert "Domain" not in set_cookie
    return set_cookie.partition(";")[0]


def test_the_link_buys_a_cookie_and_the_cookie_the_page(served, cookie):
    reply = served.ask("/", Cookie=f"other=1; {cookie}")
    assert (reply.status, reply.body) == (200, PAGE.content)
    assert reply.headers["Content-Security-Policy"] == PAGE.policy
    assert served.ask("/", Cookie=cookie, Host=f"localhost:{served.port}").status == 200


def test_the_link_is_good_once(served, cookie):
    for headers in ({}, {"Cookie": cookie}):
        reply = served.ask(served.way_in, **headers)
        assert reply.status == 403
        assert b"This link was used" in reply.body
        assert "Set-Cookie" not in reply.headers


def test_a_wrong_key_does_not_use_the_link_up():
    fresh = Served()
    for target in ("/?k=wrong", "/?k=", "/", "/?k=%ff", f"/?x={fresh.way_in[4:]}"):
        assert fresh.ask(target).status == 403, target
    assert fresh.ask(fresh.way_in).status == 303


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "127.0.0.1", "127.0.0.1:1", "localhost", "[::1]", "localhost.:80", ""]
)
def test_no_other_name_is_answered(served, cookie, host):
    reply = served.ask("/", Cookie=cookie, Host=host)
    assert reply.status == 421
    assert PAGE.content not in reply.body


def test_two_host_headers_are_refused(served, cookie):
    said = served.raw(
        f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nHost: x\r\nCookie: {cookie}\r\n\r\n".encode()
    )
    assert said.startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize(
    "wrong", ["", "launchready-1=x", "launchready-{port}=", "launchready-{port}=wrong", '"=;;,', "a=b\x01"]
)
def test_no_page_without_the_cookie(served, wrong):
    reply = served.raw(
        f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nCookie: {wrong.replace('{port}', str(served.port))}\r\n\r\n".encode()
    )
    assert reply.startswith(b"HTTP/1.1 403")


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS", "HEAD", "DELETE"])
def test_get_only(served, cookie, method):
    assert served.ask("/", method, Cookie=cookie).status == 405


def test_a_head_request_does_not_use_the_link_up():
    fresh = Served()
    assert fresh.ask(fresh.way_in, "HEAD").status == 405
    assert fresh.ask(fresh.way_in).status == 303


def test_there_is_one_page(served, cookie):
    for target in ("/favicon.ico", "/..%2f", "//", "/x?k=1"):
        assert served.ask(target, Cookie=cookie).status in {400, 404}


def test_nobody_else_may_read_or_keep_it(served, cookie):
    for reply in (served.ask("/", Cookie=cookie, Origin="https://elsewhere.example"), served.ask("/")):
        assert reply.headers["Cache-Control"] == "no-store"
        assert reply.headers["X-Frame-Options"] == "DENY"
        assert reply.headers["Referrer-Policy"] == "no-referrer"
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert reply.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert not [name for name in reply.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize(
    "data",
    [
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/2\r\n\r\n",
        b"GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\n\r\n",
    ],
)
def test_what_is_no_request(served, data):
    assert served.raw(data).startswith(b"HTTP/1.1 400")


def test_a_head_without_end_is_dropped(served, cookie, monkeypatch):
    assert served.raw(b"GET / HTTP/1.1\r\nX: " + b"x" * 20_000) == b""
    monkeypatch.setattr(serving, "HEAD_SECONDS", 0.1)
    assert served.raw(b"GET / HT") == b""
    assert served.ask("/", Cookie=cookie).status == 200


def test_a_record_that_is_gone_is_said():
    def gone() -> Page:
        raise GoneError("Nothing is known about club.example.")

    door = Door(port=1, page=gone)
    host = {"host": "127.0.0.1:1"}
    entered = door.answer("GET", f"/?k={door.key}", host)
    ticket = entered.more[0].removeprefix("Set-Cookie: ").partition(";")[0]
    reply = door.answer("GET", "/", host | {"cookie": ticket})
    assert (reply.status, reply.body) == ("503 Service Unavailable", b"Nothing is known about club.example.\n")


def test_keys_differ_and_are_long():
    doors = [Door(port=1, page=lambda: PAGE) for _ in range(20)]
    assert len({door.link for door in doors}) == 20
    assert min(len(door.key) for door in doors) >= 32


def test_it_listens_on_this_machine_only_and_ends_by_itself():
    short = Served(seconds=0.3)
    assert short.links[0].startswith("http://127.0.0.1:")
    short.thread.join(5)
    assert not short.thread.is_alive()
    with pytest.raises(ConnectionRefusedError):
        short.raw(b"x")


def test_ctrl_c_ends_it(monkeypatch):
    def pressed(coroutine) -> None:
        coroutine.close()
        raise KeyboardInterrupt

    monkeypatch.setattr(asyncio, "run", pressed)
    serve(lambda: PAGE, lambda _link: None)


@pytest.mark.browser
@pytest.mark.skipif(browser.find() is None, reason="no Chromium-family browser here")
def test_a_browser_comes_in_by_the_link_and_stays():
    sync = pytest.importorskip("playwright.sync_api")
    live = Served(lambda: Page(content=to_html(run()), policy=f"{policy()}; frame-ancestors 'none'"))
    with sync.sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=browser.find(), args=["--no-sandbox"])
        page = chromium.new_page()
        troubles: list[str] = []
        page.on("console", lambda message: troubles.append(message.text))
        page.goto(live.links[0])
        assert page.url == f"http://127.0.0.1:{live.port}/"
        assert page.locator("h1").inner_text() == "Not yet"
        page.reload()
        assert page.locator("h1").inner_text() == "Not yet"
        assert not [words for words in troubles if "favicon" not in words and "404" not in words]
        other = chromium.new_context().new_page()
        assert other.goto(live.links[0]).status == 403
        chromium.close()


@pytest.mark.parametrize(("where", "seen"), [({"DISPLAY": ":0"}, 1), ({"WAYLAND_DISPLAY": "w"}, 1), ({}, 0)])
def test_the_link_is_said_and_opened_where_there_is_a_display(monkeypatch, capsys, where, seen):
    from launchready.cli import open_verb

    opened: list[str] = []
    monkeypatch.setattr(open_verb.webbrowser, "open", opened.append)
    monkeypatch.setattr(open_verb.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in where.items():
        monkeypatch.setenv(name, value)
    open_verb._opened("http://127.0.0.1:1/?k=x")
    assert capsys.readouterr().out == "http://127.0.0.1:1/?k=x\n"
    assert len(opened) == seen
    monkeypatch.setattr(open_verb.sys, "platform", "darwin")
    assert open_verb._has_display()
