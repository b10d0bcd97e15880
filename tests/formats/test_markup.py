from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.facts.page import AddressKind, Meta, PaymentKey, ResourceKind, Where
from launchready.formats.address import Home
from launchready.formats.markup.source import attributes
from launchready.formats.markup.whole import Markup, read_markup, upgrades
from launchready.formats.url import Url
from tests.formats.sample_shells import PAGES, SHELLS

HERE = Url("https", "club.example", 443, "/a/page")
HOME = Home(frozenset({"club.example"}), lambda host: host.endswith(".tunnel.example"))


def read(text: str) -> Markup:
    return read_markup(text, HERE, HOME)


def loaded(text: str) -> list[tuple[str, str]]:
    return [(one.url, one.kind.value) for one in read(text).resources]


@pytest.mark.parametrize("name", SHELLS)
def test_a_frame_that_a_script_fills(name: str):
    assert read(SHELLS[name]).shell


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_its_own(name: str):
    assert not read(PAGES[name]).shell


def test_only_words_that_a_visitor_reads_count():
    page = """<title>not me</title><body><h1>One two</h1><script>var three=4</script><style>.five{}</style><noscript>six seven</noscript>
    <template>eight</template><!-- nine --><svg><text>ten</text></svg><p>eleven</p><p>日本語の</p></body>"""
    seen = read(page)
    assert seen.words == 3 + 3
    assert seen.shown is not None
    assert (seen.shown.words, seen.shown.letters) == (6, len("Onetwoeleven日本語の"))


def test_what_the_page_says_about_itself():
    page = """<html lang="pt-BR"><head><title> Calm\n Club </title><meta name="Description" content="Warm"><meta property="og:title" content="OG">
    <meta name="og:description" content="OGD"><meta property="og:image" content="/og.png?sig=abcdef"><meta property="og:image" content="/second.png">
    <meta property="og:url" content="https://old.example/"><meta name="twitter:title" content="T"><meta name="twitter:image" content="tw.png">
    <link rel="canonical" href="https://club.example/"><link rel="shortcut icon" href="/f.ico"><meta name="generator" content="Hugo 0.1">
    <meta name="robots" content="noindex"><meta name="googlebot" content="nofollow"><meta name="viewport" content="width=device-width">
    <meta http-equiv="Content-Security-Policy" content="upgrade-insecure-requests"></head>"""
    made = read(page)
    assert made.meta == Meta(
        title="Calm Club",
        description="Warm",
        og_title="OG",
        og_description="OGD",
        og_image="https://club.example/og.png?sig=…",
        og_url="https://old.example/",
        twitter_title="T",
        twitter_image="https://club.example/a/tw.png",
        canonical="https://club.example/",
        icon="https://club.example/f.ico",
        generator="Hugo 0.1",
        robots="noindex, nofollow",
        viewport="width=device-width",
        language="pt-BR",
    )
    assert made.picture == Url("https", "club.example", 443, "/og.png", "sig=abcdef")
    assert made.icon == Url("https", "club.example", 443, "/f.ico")
    assert made.policy == "upgrade-insecure-requests"
    assert upgrades(None, made.policy)


def test_a_page_that_says_nothing():
    made = read("<body><svg><title>a drawing</title></svg><p>Hi")
    assert made.meta == Meta()
    assert made.picture is made.icon is made.policy is None
    assert read("<head><meta name=twitter:image content=/t.png>").picture == Url("https", "club.example", 443, "/t.png")
    odd = read(
        "<html lang='<b>'><head><meta property=og:image content='data:image/png;base64,AA'><link rel=icon href=' '><meta name=x content=''>"
    )
    assert (odd.meta.og_image, odd.picture, odd.icon, odd.meta.language) == ("data:…", None, None, "")


@pytest.mark.parametrize(
    ("policy", "cures"),
    [
        ("upgrade-insecure-requests", True),
        ("default-src 'self'; Upgrade-Insecure-Requests;", True),
        ("default-src 'self', upgrade-insecure-requests", True),
        ("block-all-mixed-content", False),
        ("report-uri /upgrade-insecure-requests-log", False),
        (None, False),
    ],
)
def test_a_policy_that_cures_mixed_content(policy: str | None, cures: bool):
    assert upgrades(policy) is cures


def test_everything_that_a_page_loads():
    page = """<head><base href="https://cdn.example/v1/"><script src="app.js"></script><script type="module" src="m.js"></script>
    <script type="text/template" src="t.js"></script><script type="text/javascript; charset=utf-8" src="j.js"></script><script src=""></script>
    <link rel="stylesheet" href="a.css"><link rel="alternate stylesheet" href="off.css" disabled><link rel="preload" as="font" href="f.woff2">
    <link rel="preload" as="fetch" href="d.json"><link rel="modulepreload" href="c.js"><link rel="prefetch" as="document" href="next">
    <link rel="apple-touch-icon" href="t.png"><link rel="manifest" href="site.webmanifest"><link rel="preconnect" href="https://x.example">
    <link rel="canonical" href="http://club.example/"><style>@import url(b.css);</style></head><body background="bg.png">
    <iframe src="http://frame.example/"></iframe><iframe src="about:blank"></iframe><object data="o.swf"></object><embed src="e.swf">
    <img src="http://pic.example/1.png" srcset="2.png 1x, http://pic.example/3.png 2x"><picture><source srcset="4.webp"><source src="no.webp"></picture>
    <video src="v.mp4" poster="p.png"><source src="v.webm"><track src="v.vtt"></video><audio src="s.mp3"></audio><input type="image" src="b.png">
    <svg><image href="i.png"/></svg><div style="background:url('w.png')"></div><table background="tb.png"><tr><td background="td.png"></table>
    <a href="http://link.example/">x</a><img src="data:image/png;base64,A"><img alt="none"></body>"""
    script, style, frame, obj = "script", "style", "frame", "object"
    at = "https://cdn.example/v1/"
    assert loaded(page) == [
        (at + "b.css", style),
        (at + "app.js", script),
        (at + "m.js", script),
        (at + "j.js", script),
        (at + "a.css", style),
        (at + "f.woff2", "font"),
        (at + "d.json", "other"),
        (at + "c.js", script),
        (at + "next", frame),
        (at + "t.png", "image"),
        (at + "site.webmanifest", "other"),
        (at + "bg.png", "image"),
        ("http://frame.example/", frame),
        (at + "o.swf", obj),
        (at + "e.swf", obj),
        ("http://pic.example/1.png", "image"),
        (at + "2.png", "image"),
        ("http://pic.example/3.png", "image"),
        (at + "4.webp", "image"),
        (at + "no.webp", "image"),
        (at + "v.mp4", "media"),
        (at + "p.png", "image"),
        (at + "v.webm", "media"),
        (at + "v.vtt", "media"),
        (at + "s.mp3", "media"),
        (at + "b.png", "image"),
        (at + "i.png", "image"),
        (at + "w.png", "image"),
        (at + "tb.png", "image"),
        (at + "td.png", "image"),
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<!-- <script src=http://a.example/x.js></script> -->",
        "<noscript><img src=http://a.example/p.png></noscript>",
        "<head><noscript><link rel=stylesheet href=http://a.example/x.css></noscript></head>",
        "<template><img src=http://a.example/p.png></template>",
        "<pre>&lt;script src=http://a.example/x.js&gt;</pre><p>http://a.example/x.js</p>",
        "<a href=http://a.example/>x</a><link rel=canonical href=http://a.example/><meta property=og:url content=http://a.example/>",
        "<svg xmlns='http://www.w3.org/2000/svg'></svg><textarea><img src=http://a.example/p.png></textarea>",
        "<script>document.write('<noscript><img src=http://a.example/p.png>')</script>",
        "<img data-src=http://a.example/p.png>",
    ],
)
def test_what_loads_nothing(page: str):
    assert loaded(page) == []


def test_noscript_in_a_script_swallows_nothing():
    page = "<script>var a='<noscript>'</script><script src=/a.js></script><noscript>x</noscript>"
    assert loaded(page) == [("https://club.example/a.js", "script")]


def test_a_srcset_with_commas_and_descriptors():
    page = '<img srcset="https://i.example/w_100,h_50/a.png 100w, /b.png, /c.png 2x,">'
    assert [url for url, _ in loaded(page)] == [
        "https://i.example/w_100,h_50/a.png",
        "https://club.example/b.png",
        "https://club.example/c.png",
    ]
    assert len(loaded(f'<img srcset="{", ".join(f"/{n}.png" for n in range(50))}">')) == 20


def test_live_connections_and_calls_of_inline_scripts():
    page = """<script>new WebSocket("ws://club.example/live");const api="http://api.club.example/v1"</script>"""
    made = read(page).resources
    assert [(one.url, one.scheme, one.kind, one.in_markup) for one in made] == [
        ("ws://club.example/live", "ws", ResourceKind.SOCKET, True),
        ("http://api.club.example/v1", "http", ResourceKind.OTHER, False),
    ]


def test_wrong_addresses_by_where_they_stand():
    page = """<img src="http://localhost:3000/p.png"><form action="http://127.0.0.1:8000/login"></form><a href="http://192.168.0.4/">x</a>
    <div id="app" data-api-url="http://localhost:4000/api" data-src="http://localhost:1/lazy.png"></div><div data-host="plain words"></div>
    <a href="https://q.tunnel.example/x">y</a><script>fetch("http://localhost:5000/x");const a="http://localhost:6000/b"</script>
    <script type="application/json">{"apiUrl":"http://localhost:7000"}</script><script type="application/ld+json">{"url":"http://localhost:7001"}</script>
    <script type="text/template">fetch("http://localhost:7002")</script><pre data-api="http://localhost:7003">x</pre>
    <code><b data-api="http://localhost:7004">x</b></code>"""
    found = {(one.url, one.kind, one.where, one.used, one.assigned) for one in read(page).written}
    local, private, preview = AddressKind.LOCALHOST, AddressKind.PRIVATE, AddressKind.PREVIEW
    inline = Where.INLINE_SCRIPT
    assert found == {
        ("http://localhost:3000/p.png", local, Where.MARKUP, True, False),
        ("http://127.0.0.1:8000/login", local, Where.MARKUP, True, False),
        ("http://192.168.0.4/", private, Where.MARKUP, False, False),
        ("http://localhost:4000/api", local, Where.MARKUP, False, True),
        ("https://q.tunnel.example/x", preview, Where.MARKUP, False, False),
        ("http://localhost:5000/x", local, inline, True, False),
        ("http://localhost:6000/b", local, inline, False, True),
        ("http://localhost:7000/", local, inline, False, True),
    }
    assert {one.place for one in read(page).written} == {"https://club.example/a/page"}


def test_payment_keys_in_attributes_and_inline_scripts():
    page = """<stripe-buy-button publishable-key="pk_test_TYooMQauvdEDq54NiTphI7jx"></stripe-buy-button>
    <a href="https://buy.stripe.com/test_28o9Bv7abc">Pay</a><script>Razorpay({key:"rzp_live_abcDEF123456"})</script>
    <p>Use pk_test_AAAAAAAAAAAAAAAAAAAAAAAA</p><code class="x" title="pk_test_BBBBBBBBBBBBBBBBBBBBBBBB">k</code>"""
    place = "https://club.example/a/page"
    assert read(page).keys == (
        PaymentKey(provider="stripe", form="pk_test_…I7jx", test=True, place=place),
        PaymentKey(provider="stripe", form="buy.stripe.com/test_…7abc", test=True, place=place),
        PaymentKey(provider="razorpay", form="rzp_live…3456", test=False, place=place),
    )


@pytest.mark.parametrize(
    ("page", "forms"),
    [
        ("<a href=https://buy.stripe.com/test_28o9Bv7abc>Pay</a>", ["buy.stripe.com/test_…7abc"]),
        (
            '<a class="b"href=https://buy.stripe.com/test_28o9Bv7abc?a=b target=_blank>Pay</a>',
            ["buy.stripe.com/test_…7abc"],
        ),
        ("<a href='https://buy.stripe.com/test_28o9Bv7abc'id=pay>Pay</a>", ["buy.stripe.com/test_…7abc"]),
        ("<x-pay data-key=pk_test_TYooMQauvdEDq54NiTphI7jx data-n=1></x-pay>", ["pk_test_…I7jx"]),
        ("<script src=https://js.stripe.com/v3 data-key=pk_test_TYooMQauvdEDq54NiTphI7jx></script>", ["pk_test_…I7jx"]),
        ("<p>Write data-key=pk_test_TYooMQauvdEDq54NiTphI7jx into the page</p>", []),
        ("<code><x-pay data-key=pk_test_TYooMQauvdEDq54NiTphI7jx></code>", []),
        ('<p title="1 > 0, then <b>" lang=en>3 < 4 and a =pk_test_TYooMQauvdEDq54NiTphI7jx</p>', []),
    ],
)
def test_payment_keys_of_minified_markup(page: str, forms: list[str]):
    assert [key.form for key in read(page).keys] == forms


def test_what_a_quoted_value_says_is_no_attribute():
    page = '<p title="write data-key=pk_test_TYooMQauvdEDq54NiTphI7jx there"data-more=abcdef lang=en>Keys</p>'
    assert [name for name, _ in attributes(page)] == ["title", "data-more"]


def test_attributes_without_an_end_take_no_time():
    parts = (
        '<a b="' * 40_000,
        "<a b='c" * 40_000,
        "<a " + "b= " * 100_000,
        " a=" * 100_000,
        "<" * 200_000,
    )  # from each start to the end would take minutes
    assert [list(attributes(text)) for text in parts] == [[]] * len(parts)


def test_a_broken_base_is_no_base():
    assert loaded('<base href="data:x"><script src="a.js"></script>') == [("https://club.example/a/a.js", "script")]


def test_a_tower_is_not_climbed():
    assert read("<div>" * 5000) == Markup()


def test_floods_end():
    made = read(
        "".join(
            f'<a href="/{n}"><img src="http://localhost:1/{n}.png" data-api-x="http://localhost:2/{n}">'
            for n in range(3000)
        )
    )
    assert (len(made.links), len(made.resources), len(made.written)) == (200, 150, 40)
    scripts = read("".join(f"<script>{'a' * 1000}</script>" for _ in range(500)))
    assert replace(scripts, shown=None) == Markup()
    assert read(" a='bbbbbbbb'" * 25_000).written == ()
    assert msgspec.json.encode(made.resources).__sizeof__() < 100_000


def test_scripts_beyond_the_limit_are_not_read():
    page = f"<script>{'a' * 400_000}</script><script>fetch('http://localhost:1/x')</script>"
    assert read(page).written == ()


@given(st.text(alphabet="<>/=\"' aimgscrptforlnkhe:data-", max_size=300))
def test_anything_is_read(text: str):
    read(text)
