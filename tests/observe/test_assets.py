"""The files that pages load, against real servers."""

import asyncio
import gzip
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from launchready.facts.asset import Asset, AssetKind, SharePicture, Twin
from launchready.facts.page import (
    AddressKind,
    Meta,
    Page,
    PageHeaders,
    PageRole,
    PaymentKey,
    Resource,
    ResourceKind,
    Where,
    WrittenAddress,
)
from launchready.model.fact import Fact, Gap
from launchready.model.subject import Subject
from launchready.model.words import GapReason
from launchready.observe.assets import MOST, MOST_LAZY, MOST_LINKED, MOST_TWINS, assets
from launchready.observe.dial import Dial, DialSettings
from launchready.observe.files import SCRIPT_LIMIT
from tests.formats.test_picture import png
from tests.observe.look import look, target
from tests.observe.servers import always, says, serving
from tests.observe.site import Answer, Request, Site, go, page, site

HOME = "https://club.example"
JS, CSS, PNG = "Content-Type: text/javascript; charset=utf-8", "Content-Type: text/css", "Content-Type: image/png"
CHALLENGE = page(
    "<title>Just a moment...</title>", "cf-mitigated: challenge", "Server: cloudflare", status="403 Forbidden"
)


async def looked(answers: dict[str, Answer], *pins: str, facts: Any = (), **more: Any) -> tuple[list[Fact | Gap], Site]:
    async with site(answers) as made, made.dial(*pins) as dial:
        return await look(assets, dial, facts=facts, **more), made


async def files(answers: dict[str, Answer], **more: Any) -> dict[str, Asset]:
    found, _ = await looked(answers, **more)
    return {one.path: one for one in found if isinstance(one, Asset)}


def script(text: str, *headers: str) -> bytes:
    return says(text.encode(), headers=(JS, *headers))


async def test_a_script_as_a_first_visitor_gets_it():
    text = 'const a="http://localhost:8000/api";k="rzp_test_abcDEF123456";fetch("http://api.club.example/x");"sb_publishable_abcdef012345"'
    text += "\n//# sourceMappingURL=index-4f3a9c1b.js.map"
    packed = gzip.compress(text.encode())
    headers = (
        JS,
        "Content-Encoding: gzip",
        "Cache-Control: public, max-age=31536000, immutable",
        'ETag: "1"',
        "Last-Modified: Mon, 02 Nov 2026 10:00:00 GMT",
    )
    found = await files(
        {
            f"{HOME}/": page('<h1>Hi</h1><script src="/assets/index-4f3a9c1b.js"></script>'),
            f"{HOME}/assets/index-4f3a9c1b.js": says(packed, headers=headers),
        }
    )
    place = f"{HOME}/assets/index-4f3a9c1b.js"
    assert found["/assets/index-4f3a9c1b.js"] == Asset(
        subject=Subject.site("club.example"),
        url=place,
        host="club.example",
        path="/assets/index-4f3a9c1b.js",
        kind=AssetKind.SCRIPT,
        status=200,
        own_host=True,
        content_type="text/javascript",
        bytes=len(packed),
        bytes_plain=len(text),
        content_encoding="gzip",
        cache_control="public, max-age=31536000, immutable",
        max_age=31536000,
        immutable=True,
        etag=True,
        last_modified="Mon, 02 Nov 2026 10:00:00 GMT",
        hashed_name=True,
        digest=sha256(text.encode()).hexdigest()[:16],
        source_map=f"{place}.map",
        written=(
            WrittenAddress(
                url="http://localhost:8000/api",
                host="localhost",
                kind=AddressKind.LOCALHOST,
                where=Where.FILE,
                place=place,
                used=False,
                assigned=True,
            ),
        ),
        payment_keys=(PaymentKey(provider="razorpay", form="rzp_test…3456", test=True, place=place),),
        hosts=("api.club.example",),
        supabase_key="publishable",
        insecure=(
            Resource(
                url="http://api.club.example/x",
                scheme="http",
                host="api.club.example",
                kind=ResourceKind.OTHER,
                in_markup=True,
            ),
        ),
    )


async def test_files_are_asked_for_as_a_browser_does():
    _, made = await looked(
        {f"{HOME}/": page("<script src=/a.js></script>"), f"{HOME}/a.js": script("x()", "SourceMap: /a.js.map")}
    )
    request = next(request for request in made.asked if request.path == "/a.js")
    assert request.headers["accept"] == "*/*"
    assert request.headers["accept-encoding"] == "gzip"


async def test_the_landing_and_the_login_page_and_what_a_browser_saw():
    rendered = Page(
        subject=Subject.host("club.example"),
        url=f"{HOME}/",
        path="/",
        role=PageRole.LANDING,
        rendered=True,
        status=200,
        content_type="text/html",
        shell=False,
        words=9,
        bytes=9,
        meta=Meta(),
        headers=PageHeaders(),
        resources=(
            Resource(
                url=f"{HOME}/lazy.js", scheme="https", host="club.example", kind=ResourceKind.SCRIPT, in_markup=False
            ),
            Resource(
                url=f"{HOME}/x-….js", scheme="https", host="club.example", kind=ResourceKind.SCRIPT, in_markup=False
            ),
            Resource(url="", scheme="", host="", kind=ResourceKind.SCRIPT, in_markup=False),
        ),
    )
    form = "<form><input type=email><input type=password><button>Log in</button></form>"
    answers: dict[str, Answer] = {
        f"{HOME}/": page(
            '<h1>Hi</h1><a href="/login">Log in</a><script src="/a.js"></script><script src="/both.js"></script>'
        ),
        f"{HOME}/login": page(f'{form}<script src="/login.js"></script><script src="/both.js"></script>'),
    }
    answers |= {f"{HOME}/{name}.js": script("x()") for name in ("a", "both", "login", "lazy")}
    found, made = await looked(answers, facts=[rendered, replace(rendered, rendered=False, resources=())])
    assert [one.path for one in found if isinstance(one, Asset)] == ["/a.js", "/both.js", "/login.js", "/lazy.js"]
    assert sum(request.path == "/both.js" for request in made.asked) == 1


def linked_page(name: str, *scripts: str) -> Page:
    """A page that the landing page links to, as the markup shows it."""
    return Page(
        subject=Subject.host("club.example"),
        url=f"{HOME}/{name}",
        path=f"/{name}",
        role=PageRole.LINKED,
        rendered=False,
        status=200,
        content_type="text/html",
        shell=False,
        words=9,
        bytes=9,
        meta=Meta(),
        headers=PageHeaders(),
        resources=tuple(
            Resource(url=f"{HOME}/{path}", scheme="https", host="club.example", kind=kind, in_markup=True)
            for kind, path in (
                (ResourceKind.STYLE, f"{name}.css"),
                *((ResourceKind.SCRIPT, script) for script in scripts),
            )
        ),
    )


async def test_the_scripts_of_linked_pages_where_a_checkout_keeps_its_key():
    answers: dict[str, Answer] = {f"{HOME}/": page("<h1>Hi</h1><script src=/a.js></script>")}
    answers |= {f"{HOME}/{name}.js": script("x()") for name in ("a", "shop")}
    answers |= {f"{HOME}/pay.js": script('s=Stripe("pk_test_51Abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ")')}
    facts = [linked_page("shop", "a.js", "shop.js"), linked_page("checkout", "pay.js")]
    found, made = await looked(answers, facts=facts)
    told = {one.path: one for one in found if isinstance(one, Asset)}
    assert list(told) == ["/a.js", "/pay.js", "/shop.js"]
    assert [key.test for key in told["/pay.js"].payment_keys] == [True]
    assert "/shop.css" not in {request.path for request in made.asked}


async def test_linked_pages_with_many_scripts_are_read_in_turn_to_an_end():
    names = [f"s{number}.js" for number in range(MOST_LINKED + 4)]
    answers: dict[str, Answer] = {f"{HOME}/": page("<h1>Hi</h1>")}
    answers |= {f"{HOME}/{name}": script("x()") for name in (*names, "last.js")}
    found, _ = await looked(answers, facts=[linked_page("shop", *names), linked_page("checkout", "last.js")])
    told = [one.path for one in found if isinstance(one, Asset)]
    assert told[:3] == ["/s0.js", "/last.js", "/s1.js"]
    assert len(told) == MOST_LINKED


async def test_styles_their_fonts_and_pictures_and_scripts_loaded_later():
    css = "@font-face{src:url(/f/inter.woff2)} .a{background:url(/bg.png)} @import url(/more.css);"
    found = await files(
        {
            f"{HOME}/": page(
                '<link rel=stylesheet href=/a.css><script src="/assets/index-4f3a9c1b.js"></script><h1>Hi'
            ),
            f"{HOME}/a.css": says(css.encode(), headers=(CSS,)),
            f"{HOME}/assets/index-4f3a9c1b.js": script(
                'm=["assets/Login-Ab12Cd34.js"];import("./Feed-Ef56Gh78.js");import("./plain.js")'
            ),
            f"{HOME}/assets/Login-Ab12Cd34.js": script('fetch("http://10.0.0.1/x")'),
            f"{HOME}/assets/Feed-Ef56Gh78.js": script("x()"),
            f"{HOME}/f/inter.woff2": says(b"wOF2", headers=("Content-Type: font/woff2",)),
            f"{HOME}/bg.png": says(png(3, 4), headers=(PNG,)),
        }
    )
    assert {path: one.kind.value for path, one in found.items()} == {
        "/assets/index-4f3a9c1b.js": "script",
        "/a.css": "style",
        "/assets/Login-Ab12Cd34.js": "script",
        "/assets/Feed-Ef56Gh78.js": "script",
        "/more.css": "style",
        "/f/inter.woff2": "font",
        "/bg.png": "image",
    }
    assert found["/assets/Login-Ab12Cd34.js"].written[0].used
    assert found["/more.css"].status == 404


async def test_only_the_sites_own_files_and_hashed_ones_elsewhere():
    text = """<h1>Hi</h1><script src="https://other.example/sdk.js"></script><script src="https://other.example/chunk-XYZ2ABCD.mjs"></script>
    <script src="https://static.club.example/s.js"></script>"""
    answers = {
        f"{HOME}/": page(text),
        "https://other.example": script("x()"),
        "https://static.club.example": script("x()"),
    }
    found = await files(answers)
    assert {path: (one.host, one.own_host) for path, one in found.items()} == {
        "/chunk-XYZ2ABCD.mjs": ("other.example", False),
        "/s.js": ("static.club.example", True),
    }


async def test_an_app_that_answers_everything_with_its_start_page():
    found = await files({HOME: page('<h1>Hi</h1><script src="/old.js"></script>')})
    assert (found["/old.js"].html_instead, found["/old.js"].status) == (True, 200)
    missing = await files({f"{HOME}/": page('<h1>Hi</h1><script src="/old.js"></script>')})
    assert (missing["/old.js"].html_instead, missing["/old.js"].status) == (False, 404)


@pytest.mark.parametrize(
    ("again", "coding", "wire"),
    [
        (says(b"b" * 900, headers=(JS, "Content-Encoding: br")), "br", 900),
        (says(b"b" * 30_000, headers=(JS,)), "", 30_000),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "zstd",
            30_000,
        ),
        (b"nonsense\r\n\r\n", "", 30_000),
    ],
)
async def test_a_coding_that_only_others_can_undo(again: bytes, coding: str, wire: int):
    def answer(request: Request) -> bytes:
        return again if "br" in request.headers["accept-encoding"] else script("b" * 30_000)

    found = await files({f"{HOME}/": page("<h1>Hi</h1><script src=/a.js></script>"), f"{HOME}/a.js": answer})
    assert (found["/a.js"].content_encoding, found["/a.js"].bytes, found["/a.js"].bytes_plain) == (coding, wire, 30_000)


async def test_a_server_is_asked_once_whether_it_has_other_codings():
    text = "<h1>Hi</h1>" + "".join(f"<script src=/{n}.js></script>" for n in range(8))
    _, made = await looked({f"{HOME}/": page(text), HOME: script("b" * 30_000)})
    assert sum("br" in request.headers["accept-encoding"] for request in made.asked) == 1


async def test_small_files_need_no_coding():
    _, made = await looked(
        {f"{HOME}/": page("<h1>Hi</h1><script src=/a.js></script>"), f"{HOME}/a.js": script("b" * 900)}
    )
    assert sum(request.path == "/a.js" for request in made.asked) == 1


async def test_bundles_of_megabytes_are_read_to_a_limit():
    body = b"a" * (SCRIPT_LIMIT - 40) + b';fetch("http://localhost:3000/x")' + b"b" * 999
    answer = says(gzip.compress(body), headers=(JS, "Content-Encoding: gzip"))
    found = await files({f"{HOME}/": page("<h1>Hi</h1><script src=/a.js></script>"), f"{HOME}/a.js": answer})
    seen = found["/a.js"]
    assert (seen.bytes_plain, seen.whole, len(seen.written)) == (SCRIPT_LIMIT, False, 1)
    assert seen.bytes < 100_000


async def test_redirects_of_files():
    text = "<h1>Hi</h1><script src=/a.js></script><script src=/loop.js></script>"
    answers = {
        f"{HOME}/": page(text),
        f"{HOME}/a.js": go("/b.js"),
        f"{HOME}/b.js": script("x()"),
        f"{HOME}/loop.js": go("/loop.js"),
    }
    found = await files(answers)
    assert {path: one.status for path, one in found.items()} == {"/a.js": 200, "/loop.js": 0}


async def test_files_that_are_not_seen():
    text = """<h1>Hi</h1><script src=/a.js></script><script src="https://other.example/chunk-XYZ2ABCD.js"></script>
    <script src="https://gone.club.example/g.js"></script>"""
    answers = {f"{HOME}/": page(text), f"{HOME}/a.js": CHALLENGE, "https://other.example": CHALLENGE}
    found, _ = await looked(answers, "gone.club.example:443:127.0.0.1:1")
    assert [(one.path, one.status) for one in found if isinstance(one, Asset)] == [("/g.js", 0)]
    gaps = [(gap.fact, gap.reason) for gap in found if isinstance(gap, Gap)]
    assert gaps == [("Asset", GapReason.BLOCKED)]


async def test_no_landing_page_no_files():
    found, _ = await looked({HOME: CHALLENGE})
    assert [(gap.fact, gap.subject, gap.reason) for gap in found if isinstance(gap, Gap)] == [
        (kind, Subject.site("club.example"), GapReason.BLOCKED) for kind in ("Asset", "Twin", "SharePicture")
    ]
    assert len(found) == 3


async def test_twins_of_insecure_parts():
    text = """<h1>Hi</h1><img src="http://club.example/1.png"><img src="http://club.example/2.png"><iframe src="http://club.example/frame"></iframe>
    <script src="http://gone.other.example/x.js"></script><img src="http://club.example:8080/3.png"><img src="http://club.example/4.png">
    <img src="http://club.example/5.png?token=secret"><img src="http://localhost:3000/6.png">"""
    answers: dict[str, Answer] = {
        f"{HOME}/": page(text),
        f"{HOME}/1.png": says(b"png", headers=(PNG,)),
        f"{HOME}/2.png": page("<h1>not here", status="404 Not Found"),
        f"{HOME}/frame": page("<h1>frame"),
        f"{HOME}/4.png": page("the start page instead"),
        f"{HOME}/5.png": go("/1.png"),
    }
    found, made = await looked(answers, "gone.other.example:443:127.0.0.1:1", "club.example:8080:127.0.0.1:1")
    twins = {one.url: one.answers for one in found if isinstance(one, Twin)}
    assert twins == {
        "http://club.example/1.png": True,
        "http://club.example/2.png": False,
        "http://club.example/frame": True,
        "http://gone.other.example/x.js": False,
        "http://club.example:8080/3.png": False,
        "http://club.example/4.png": False,
        "http://club.example/5.png?token=…": True,
        "http://localhost:3000/6.png": False,
    }
    assert not any(request.host == "localhost" for request in made.asked)
    hidden, _ = await looked(
        {f"{HOME}/": page('<h1>Hi</h1><img src="http://club.example/1.png">'), f"{HOME}/1.png": CHALLENGE}
    )
    assert ("Twin", GapReason.BLOCKED) in [(gap.fact, gap.reason) for gap in hidden if isinstance(gap, Gap)]


async def test_a_page_over_http_has_no_insecure_parts():
    own = target("club.example", url="http://club.example/", scheme="http", port=80)
    async with (
        site({"http://club.example/": page('<h1>Hi</h1><img src="http://club.example/1.png">')}) as made,
        made.dial() as dial,
    ):
        found = await look(assets, dial, own)
    assert not [one for one in found if isinstance(one, Twin)]


async def test_the_picture_of_the_link_and_the_icon():
    head = '<meta property="og:image" content="/og.png"><link rel="icon" href="/i.svg"><h1>Hi'
    answers = {
        f"{HOME}/": page(head),
        f"{HOME}/og.png": says(png(1200, 630), headers=(PNG,)),
        f"{HOME}/i.svg": says(b"<svg viewBox='0 0 32 32'/>", headers=("Content-Type: image/svg+xml",)),
    }
    found, _ = await looked(answers)
    shown = [
        (one.purpose, one.url, one.status, one.content_type, one.width, one.height)
        for one in found
        if isinstance(one, SharePicture)
    ]
    assert shown == [
        ("og", f"{HOME}/og.png", 200, "image/png", 1200, 630),
        ("icon", f"{HOME}/i.svg", 200, "image/svg+xml", 32, 32),
    ]
    bare, _ = await looked({f"{HOME}/": page("<h1>Hi")})
    assert [(one.purpose, one.url, one.status) for one in bare if isinstance(one, SharePicture)] == [
        ("icon", f"{HOME}/favicon.ico", 404)
    ]
    walled, _ = await looked({f"{HOME}/": page("<h1>Hi"), f"{HOME}/favicon.ico": CHALLENGE})
    assert [gap.fact for gap in walled if isinstance(gap, Gap)] == ["SharePicture"]


async def test_a_picture_of_many_megabytes_is_not_read_to_its_end():
    heavy = (
        b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 30000000\r\n\r\n"
        + png(6000, 4000)
        + b"x" * 3_000_000
    )
    found, _ = await looked(
        {f"{HOME}/": page('<meta property="og:image" content="/og.png"><h1>Hi'), f"{HOME}/og.png": heavy}
    )
    picture = next(one for one in found if isinstance(one, SharePicture))
    assert (picture.bytes, picture.width) == (30_000_000, 6000)


async def test_a_file_that_does_not_come_is_given_up(monkeypatch: pytest.MonkeyPatch):
    async def never(request: Request) -> bytes:
        await asyncio.sleep(60)
        return b""

    monkeypatch.setattr("launchready.observe.files.PATIENCE_SECONDS", 0.3)
    found, _ = await looked({f"{HOME}/": page("<h1>Hi</h1><script src=/a.js></script>"), f"{HOME}/a.js": never})
    assert [(gap.fact, gap.reason) for gap in found if isinstance(gap, Gap)] == [("Asset", GapReason.TIMED_OUT)]


async def test_a_flood_of_files_costs_a_bounded_number_of_requests():
    many = "".join(
        f'<script src="/s{n}.js"></script><link rel=stylesheet href="/c{n}.css"><img src="/i{n}.png"><img src="http://club.example/h{n}.png">'
        for n in range(40)
    )
    lazy = "".join(f'"./l{n}-4f3a9c{n:02x}.js",' for n in range(90))

    def answer(request: Request) -> bytes:
        if request.path.endswith(".js"):
            return script(lazy + "b" * 25_000, "Content-Encoding: identity")
        return page(f"<h1>Hi</h1>{many}") if request.path == "/" else says(b"x", headers=(CSS,))

    async with site({HOME: answer}) as made, made.dial() as dial:
        found = await look(assets, dial)
        spent = made.counted("club.example")
    kinds = [one.kind.value for one in found if isinstance(one, Asset)]
    assert kinds.count("script") == MOST[ResourceKind.SCRIPT] + MOST_LAZY
    assert kinds.count("style") == MOST[ResourceKind.STYLE]
    assert len([one for one in found if isinstance(one, Twin)]) == MOST_TWINS
    assert spent <= 50


async def test_a_site_on_this_machine():
    html = b'<h1>Hi</h1><script src="/a.js"></script>'
    async with serving(always(says(html, headers=["Content-Type: text/html"]))) as server:
        where = f"http://127.0.0.1:{server.port}/"
        own = target("127.0.0.1", url=where, scheme="http", port=server.port, apex="127.0.0.1")
        async with Dial(DialSettings(literal_private=True)) as dial:
            found = await look(assets, dial, own)
    assert [(one.url, one.own_host) for one in found if isinstance(one, Asset)] == [(f"{where}a.js", True)]
