"""Pages that mean harm: nothing runs away, nothing is reached that should not be, nothing is left."""

import asyncio
import base64
import hashlib
import time
from typing import Any

import pytest

from launchready.facts.page import FormPurpose, Page, PageRole
from launchready.model.words import GapReason
from launchready.observe.browser.gate import MOST_REQUESTS
from tests.observe.browser.rendering import TRUE, gap, in_one_browser, page, render, render_site
from tests.observe.look import target
from tests.observe.servers import says
from tests.observe.site import HTML, Answer, Request
from tests.observe.site import page as html

pytestmark = in_one_browser
CALM = "<title>Calm Club</title><h1>Welcome home</h1><p>Calls, exercises and a circle of people.</p>"


def scripted(script: str, *headers: str) -> Answer:
    return html(f"{CALM}<script>{script}</script>", *headers)


HARMLESS = {
    "alerts": "for (let i = 0; i < 5; i++) alert(i); confirm('x'); prompt('y');",
    "print": "print();",
    "beforeunload": "addEventListener('beforeunload', e => { e.preventDefault(); e.returnValue = 'stay'; });",
    "flood": "for (let i = 0; i < 20000; i++) console.error('x'.repeat(200) + i);",
    "windows": "for (let i = 0; i < 50; i++) window.open('/other' + i);",
    "endless-scroll": (
        "setInterval(() => { for (let i = 0; i < 100; i++) document.body.append(document.createElement('p')); }, 20);"
    ),
    "big-tree": "document.body.append(...Array.from({length: 200000}, () => document.createElement('i')));",
    "workers": "for (let i = 0; i < 20; i++) new Worker(URL.createObjectURL(new Blob(['for(;;);'])));",
    "mail": "location.href = 'mailto:a@b.example'; location.href = 'intent://x'; location.href = 'file:' + '///etc/passwd';",
    "download": "const a = document.createElement('a'); a.href = '/file'; a.download = 'x.exe'; a.click();",
    "permissions": "navigator.geolocation.getCurrentPosition(() => {}); Notification.requestPermission();",
    "overrides": (
        "Object.defineProperty(Document.prototype, 'documentElement', {get() { for (;;); }});"
        "Element.prototype.closest = () => { throw 1; };"
    ),
}


@pytest.mark.parametrize("kind", sorted(HARMLESS))
async def test_the_page_is_seen_all_the_same(kind: str):
    found, made = await render_site(
        {"https://club.example/": scripted(HARMLESS[kind]), "https://club.example/file": says(b"MZ" * 500)}
    )
    landing = page(found)
    assert landing.meta.title == "Calm Club"
    assert landing.words >= 8
    assert len(landing.console) <= 30
    assert not [one for one in made.asked if one.path.startswith("/other")]


async def test_a_page_of_four_hundred_pictures_is_seen_and_not_blamed_for_those_we_left_out():
    pictures = "".join(f"<img src=/p{n}.png>" for n in range(400))
    found, made = await render_site({"https://club.example/": html(CALM + pictures), "https://club.example": says(b"")})
    landing = page(found)
    assert landing.words >= 8
    assert not [one for one in landing.resources if one.failed]
    assert MOST_REQUESTS - 10 < len(made.asked) <= MOST_REQUESTS + 10


async def test_no_form_is_sent_and_nothing_is_deleted():
    script = """
      const form = document.createElement('form'); form.method = 'POST'; form.action = '/delete';
      document.body.append(form); setTimeout(() => form.submit(), 50);
      fetch('/put', {method: 'PUT'}).catch(() => {}); fetch('/gone', {method: 'DELETE'});
      fetch('/read', {method: 'POST', body: '{}'});
    """
    posted: list[str] = []

    def note(request: Request) -> bytes:
        posted.append(request.path)
        return says(b"{}")

    answers = {f"https://club.example/{path}": note for path in ("delete", "put", "gone", "read")}
    found = await render({"https://club.example/": scripted(script), **answers})
    landing = page(found)
    assert posted == ["/read"]
    assert landing.words >= 8
    assert {(one.method, one.path, one.failed) for one in landing.calls} == {
        ("PUT", "/put", ""),
        ("DELETE", "/gone", ""),
        ("POST", "/read", ""),
    }
    # The uncaught refusal of the DELETE is of our making.
    assert landing.console == ()


async def test_a_press_posts_nothing():
    script = """
      const b = document.createElement('button'); b.textContent = 'Log in'; document.body.append(b);
      b.onclick = () => { fetch('/start', {method: 'POST'}).catch(() => {}); b.outerHTML =
        '<form><input type=email><input type=password><button>Log in</button></form>'; };
    """
    found, made = await render_site({"https://club.example/": scripted(script)})
    assert [form.purpose for form in page(found).forms] == [FormPurpose.LOGIN]
    assert len([item for item in found if isinstance(item, Page)]) == 1
    assert "/start" not in {one.path for one in made.asked}


async def test_a_button_leads_to_the_sign_in():
    script = """
      const draw = () => document.querySelector('main').innerHTML = location.pathname === '/account'
        ? '<form><input type=email><input type=password><button>Sign in</button></form>'
        : '<div role=button>Sign in</div><form><button>Sign in</button></form>';
      document.body.append(document.createElement('main')); draw();
      document.querySelector('[role=button]').onclick = () => { history.pushState({}, '', '/account'); draw(); };
    """
    login = page(await render({"https://club.example": scripted(script)}), PageRole.LOGIN)
    assert (login.path, login.status) == ("/account", 200)
    assert [form.purpose for form in login.forms] == [FormPurpose.LOGIN]


async def test_a_preflight_is_answered_by_the_site_alone():
    script = "fetch('https://api.club.example/x', {method: 'POST', headers: {'x-a': 'b'}}).catch(() => {});"
    asked: list[str] = []

    def api(request: Request) -> bytes:
        asked.append(request.headers.get("access-control-request-method", "the call itself"))
        return says(b"{}", "403 Forbidden")

    found = await render({"https://club.example/": scripted(script), "https://api.club.example": api})
    (call,) = page(found).calls
    assert (call.failed, call.method) == ("cors", "POST")
    assert asked == ["POST"]


async def test_its_own_policy_is_told_from_a_failure():
    script = """
      fetch('https://api.club.example/x').catch(() => {}); new Image().src = 'https://api.club.example/i.png';
      const f = document.createElement('iframe'); f.src = 'https://api.club.example/f'; document.body.append(f);
    """
    policy = "Content-Security-Policy: default-src 'self' 'unsafe-inline'"
    found = await render({"https://club.example/": scripted(script, policy), "https://api.club.example": says(b"{}")})
    (call,) = page(found).calls
    assert call.failed == "policy"
    assert {(one.kind.value, one.failed) for one in page(found).resources} == {("image", "policy"), ("frame", "policy")}
    assert any("Content Security Policy" in line.text for line in page(found).console)


async def test_private_addresses_are_noted_and_not_reached():
    reached: list[int] = []

    async def note(_: Any, writer: Any) -> None:
        reached.append(1)
        writer.close()

    server = await asyncio.start_server(note, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    script = f"""
      for (const where of ['http://127.0.0.1:{port}/', 'http://localhost:{port}/', 'https://127.0.0.1:{port}/'])
        fetch(where).catch(() => {{}});
      fetch('http://localhost:{port}/x', {{method: 'POST', headers: {{'content-type': 'application/json'}}}}).catch(() => {{}});
      const s = document.createElement('script'); s.src = 'http://localhost:{port}/s.js'; document.head.append(s);
      new WebSocket('ws://localhost:{port}/live'); new WebSocket('wss://127.0.0.1:{port}/live');
      new EventSource('http://localhost:{port}/events');
      new Worker(URL.createObjectURL(new Blob(['fetch("http://127.0.0.1:{port}/worker").catch(() => {{}})'])));
      const l = document.createElement('link'); l.rel = 'preconnect'; l.href = 'http://127.0.0.1:{port}';
      document.head.append(l);
    """
    found = await render({"https://club.example/": scripted(script)})
    server.close()
    await server.wait_closed()
    assert not reached
    calls = {(one.scheme, one.failed) for one in page(found).calls}
    assert calls == {("http", "private"), ("https", "private"), ("ws", "private"), ("wss", "private")}
    assert [one.failed for one in page(found).resources if one.host == "localhost"] == ["private"]
    assert page(found).console == ()


async def test_webrtc_sends_nothing():
    heard: list[bytes] = []

    class Ear(asyncio.DatagramProtocol):
        def datagram_received(self, data: bytes, addr: Any) -> None:
            heard.append(data)

    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(Ear, local_addr=("127.0.0.1", 0))
    port = transport.get_extra_info("sockname")[1]
    script = f"""
      const peer = new RTCPeerConnection({{iceServers: [{{urls: 'stun:127.0.0.1:{port}'}}]}});
      peer.createDataChannel('x'); peer.createOffer().then(o => peer.setLocalDescription(o));
    """
    found = await render({"https://club.example/": scripted(script)})
    transport.close()
    assert page(found).words >= 8
    assert not heard


async def test_a_service_worker_is_not_started_and_nothing_complains():
    script = "navigator.serviceWorker.register('/sw.js').then(r => r.update());"
    found, made = await render_site({"https://club.example/": scripted(script)})
    assert page(found).console == ()
    assert "/sw.js" not in {one.path for one in made.asked}


async def test_a_live_connection_works_by_the_door():
    def live(request: Request) -> bytes:
        key = request.headers["sec-websocket-key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        accept = base64.b64encode(hashlib.sha1(key.encode()).digest()).decode()
        lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"]
        head = "\r\n".join([*lines, f"Sec-WebSocket-Accept: {accept}", "", ""]).encode()
        return head + b"\x81\x05live!"

    script = "new WebSocket('wss://club.example/live').onmessage = m => document.title = m.data;"
    found = await render({"https://club.example/": scripted(script), "https://club.example/live": live})
    assert page(found).meta.title == "live!"
    (call,) = page(found).calls
    assert (call.scheme, call.status, call.failed) == ("wss", 101, "")


async def test_a_polling_page_comes_to_rest():
    script = "setInterval(() => fetch('/api/new?t=' + Date.now()), 100);"
    started = time.monotonic()
    found = await render({"https://club.example/": scripted(script), "https://club.example/api/new": says(b"{}")})
    # Without telling polls from loading it waits eight seconds, whatever the machine.
    assert time.monotonic() - started < 7
    assert [one.path for one in page(found).calls] == ["/api/new"]


async def test_a_wall_that_only_browsers_meet_is_a_gap():
    def wall(request: Request) -> bytes:
        if "Chrome/" not in request.headers["user-agent"]:
            return html(CALM)
        return says(
            b"<title>Just a moment...</title>", "403 Forbidden", (HTML, "cf-mitigated: challenge", "Server: cloudflare")
        )

    missing = gap(await render({"https://club.example": wall}))
    assert missing.reason is GapReason.BLOCKED
    assert missing.ask


async def test_a_script_that_leads_to_another_site_is_a_gap():
    found = await render(
        {
            "https://club.example/": scripted("location.href = 'https://other.example/'"),
            "https://other.example": html("x"),
        }
    )
    assert gap(found).reason is GapReason.NOT_RUN


async def test_a_page_that_is_no_page_starts_no_browser():
    answers = {"https://club.example/": says(b"{}", headers=("Content-Type: application/json",))}
    assert await render(answers, program="/nowhere/chrome") == []


async def test_what_scripts_draw_in_shadow_roots_is_seen():
    script = """
      customElements.define('sign-in', class extends HTMLElement { connectedCallback() {
        this.attachShadow({mode: 'open'}).innerHTML = '<form><input type=email><input type=password></form>'; } });
      document.body.append(document.createElement('sign-in'));
    """
    found = await render({TRUE: scripted(script)})
    assert [form.purpose for form in page(found).forms] == [FormPurpose.LOGIN]


async def test_a_hostile_console_is_plain():
    script = r"console.error('\x1b[31m\u202eevil\u0007 https://club.example/?token=abcdef');"
    (line,) = page(await render({TRUE: scripted(script)})).console
    assert line.text.isprintable()
    assert "abcdef" not in line.text


async def test_a_site_that_is_not_there_is_the_same_gap_and_starts_no_browser():
    pins = ("gone.club.example:443:127.0.0.1:1", "gone.club.example:80:127.0.0.1:1")
    missing = gap(await render({TRUE: html("x")}, *pins, program="/nowhere/chrome", host="gone.club.example"))
    assert missing.detail == "gone.club.example shows no page: the server refuses connections"


async def test_a_site_over_plain_http_is_seen_too():
    script = "fetch('/api', {method: 'POST', body: '{}'}).then(a => a.text()).then(t => document.title = t);"
    asked: list[str] = []

    def api(request: Request) -> bytes:
        asked.append(request.headers["connection"])
        assert "proxy-authorization" not in request.headers
        return says(b"answered")

    answers: dict[str, Answer] = {"http://club.example/": scripted(script), "http://club.example/api": api}
    plain = target("club.example", url="http://club.example/", scheme="http", port=80)
    landing = page(await render(answers, host=plain))
    assert (landing.url, landing.meta.title) == ("http://club.example/", "answered")
    assert [(one.method, one.status) for one in landing.calls] == [("POST", 200)]
    assert asked == ["close"]


async def test_a_password_that_is_asked_for_is_not_given():
    locked = says(b"", "401 Unauthorized", ('WWW-Authenticate: Basic realm="x"',))
    script = "const i = new Image(); i.src = '/locked.png'; document.body.append(i);"
    found, made = await render_site({TRUE: scripted(script), "https://club.example/locked.png": locked})
    assert [one.status for one in page(found).resources] == [401]
    assert not [one for one in made.asked if "authorization" in one.headers]


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_a_site_that_says_it_is_a_proxy_does_not_get_the_secret(scheme: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(
        "launchready.observe.browser.door.secrets.token_urlsafe", lambda length: "the-secret-of-the-door"
    )
    asks = says(b"", "407 Proxy Authentication Required", ('Proxy-Authenticate: Basic realm="launchready"',))
    script = "fetch('/members').catch(() => {}).finally(() => { document.title = 'over'; });"
    where = target("club.example", url=f"{scheme}://club.example/", scheme=scheme, port=80 if scheme == "http" else 443)
    answers = {f"{scheme}://club.example/": scripted(script), f"{scheme}://club.example/members": asks}
    found, made = await render_site(answers, host=where)
    assert page(found).meta.title == "over"
    sent = [" ".join(one.headers.values()) for one in made.asked]
    assert 0 < sum(one.path == "/members" for one in made.asked) <= 3
    assert not [one for one in made.asked if {"proxy-authorization", "authorization"} & set(one.headers)]
    secrets = ("the-secret-of-the-door", base64.b64encode(b"launchready:the-secret-of-the-door").decode())
    assert not any(secret in text for secret in secrets for text in sent)
