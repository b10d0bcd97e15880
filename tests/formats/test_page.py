import dataclasses
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from launchready.facts.http import PageSketch
from launchready.formats.charset import decoded
from launchready.formats.html import parsed
from launchready.formats.page import header, is_html, moves_to, same_site, sketch
from launchready.formats.shape import FEW, distance, shape
from launchready.formats.url import Url
from tests.formats.sample_pages import (
    CABIN_TEXT,
    CABIN_WORDS,
    HELLO,
    LEDGER_TEXT,
    LEDGER_WORDS,
    NGINX,
    PARKED,
    next_app,
    rails_feed,
    vite,
)

URL = Url("https", "club.example", 443, "/")
HTML = [("Content-Type", "text/html; charset=utf-8")]
JSON = [("content-type", "application/json")]


def page(body: bytes | str, headers=(), status: int = 200, **more) -> PageSketch:
    raw = body.encode() if isinstance(body, str) else body
    return sketch(status, [*HTML, *headers], raw, url=URL, **more)


FAMILIES = {
    "rails": [rails_feed(seed) for seed in range(25)],
    "vite": [vite(seed) for seed in range(3)],
    "lovable": [vite(seed, "Studio Cabin", "Book a quiet week by the lake") for seed in range(3)],
    "untouched": [vite(seed, "Vite + React + TS", "Lovable Generated Project") for seed in range(3)],
    "cabins": [next_app(seed, "Lakeside Cabins", CABIN_WORDS) for seed in range(3)],
    "ledger": [next_app(seed, "Ledgerly", LEDGER_WORDS) for seed in range(3)],
    "nginx": [NGINX, NGINX],
    "parked": [PARKED, PARKED],
    "hello": [HELLO, HELLO],
}


@pytest.mark.parametrize("family", FAMILIES)
def test_one_site_is_itself_from_visit_to_visit(family):
    for one, other in itertools.combinations([page(body) for body in FAMILIES[family]], 2):
        assert same_site(one, other) is True


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(FAMILIES, 2)))
def test_two_sites_are_two_even_when_one_builder_made_them(one, other):
    for a, b in itertools.product([page(body) for body in FAMILIES[one]], [page(body) for body in FAMILIES[other]]):
        assert same_site(a, b) is False
        assert same_site(b, a) is False


def test_another_class_of_status_or_kind_of_content_is_another_answer():
    body = rails_feed(1)
    assert same_site(page(body), page(body, status=204)) is True
    assert same_site(page(body), page(body, status=503)) is False
    assert same_site(page(body), sketch(200, JSON, body, url=URL)) is False


def test_redirects_have_no_page_to_compare():
    assert same_site(page("", status=301), page("", status=302)) is None


def test_json_is_compared_by_its_words():
    def api(body: str) -> PageSketch:
        return sketch(200, JSON, body.encode(), url=URL)

    assert same_site(
        api('{"status": "ok", "time": "2026-11-24T12:00:01Z", "id": "a81"}'),
        api('{"status": "ok", "time": "2027-01-02T01:00:09Z", "id": "b99"}'),
    )
    assert same_site(api('{"status": "ok"}'), api('{"error": "tenant missing"}')) is False


MANY = "<p>gardens cottage ladder thunder velvet orchard meadow compass lantern harbour willow bramble thicket heather"
OTHERS = "<p>invoice ledger quarter payroll export client reconcile journal currency overdue receipt scanner audit tax"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        # the same title over another page: an older release, perhaps
        (f"<title>Calm Club</title>{MANY} {CABIN_TEXT}", f"<title>Calm Club</title>{OTHERS} {LEDGER_TEXT}", None),
        ("<title>Calm Club</title>hi", f"<title>Calm Club</title>{OTHERS}", None),
        ("<title>Calm Club</title>hi", "<title>Calm Club</title>ho", None),
        # numbers in a title come and go
        (f"<title>(3) Calm Club</title>{MANY}", f"<title>(14) Calm Club</title>{MANY}", True),
        # another title over the very same page
        (f"<title>Calm</title>{MANY * 9}", f"<title>Calm</title>{MANY * 9}", True),
        (f"<title>Calm waters</title>{MANY}", f"<title>Calm seas</title>{OTHERS}", False),
        # no title at all
        (MANY, MANY, True),
        (MANY, OTHERS, False),
        ("hi", MANY, None),
        ("hi", "ho", False),
    ],
)
def test_title_and_page_together_decide(one, other, same):
    assert same_site(page(one), page(other)) is same


def test_what_lies_between_is_not_told():
    base = page(f"<title>Calm</title>{MANY}")
    value = int(base.shape, 16)

    def away(bits: int, title: str) -> PageSketch:
        return dataclasses.replace(base, shape=f"{value ^ ((1 << bits) - 1):016x}", title=title)

    untitled = dataclasses.replace(base, title="")
    assert same_site(base, away(15, "Calm")) is True
    assert same_site(untitled, away(15, "")) is None
    assert same_site(untitled, away(11, "")) is True
    assert same_site(base, away(5, "Wild")) is None
    assert same_site(base, away(15, "Calm sea")) is None
    assert same_site(base, away(15, "Wild")) is False
    assert same_site(base, dataclasses.replace(base, shape="=0", title="Calm sea")) is None


@given(st.dictionaries(st.text(max_size=8), st.integers(1, 4), max_size=40))
def test_a_shape_is_exact_for_the_tiny_and_sixty_four_bits_for_the_rest(features):
    hashed = shape(features)
    assert len(hashed) == 16 + (len(features) < FEW)
    assert hashed.startswith("=") == (len(features) < FEW)
    assert distance(hashed, hashed) == 0


@given(st.sets(st.text(min_size=1, max_size=6), min_size=60, max_size=90))
def test_one_word_more_moves_few_bits(words):
    features = dict.fromkeys(words, 1)
    moved = distance(shape(features), shape(features | {"entirely-new": 1}))
    assert moved is not None
    assert moved < 12


def test_exact_and_similar_hashes_do_not_compare():
    assert distance("=00", "00") is None
    assert distance("00", "=00") is None
    assert distance("=00", "=01") == 64


@given(st.binary(max_size=300), st.sampled_from(["text/html", "", "application/json", "text/html; charset=punycode"]))
def test_no_body_breaks_it(body, kind):
    made = sketch(200, [("content-type", kind)] if kind else [], body, url=URL)
    assert made.length == len(body)
    assert len(made.title) <= 120
    moves_to([("content-type", kind)], body)


@given(st.text(max_size=400))
@settings(max_examples=60)
def test_a_title_is_one_line_of_harmless_text(text):
    title = page(f"<title>{text}</title>").title
    assert title.isprintable()
    assert len(title) <= 120


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title> Calm \n Club </title>", "Calm Club"),
        ("<title>\x1b[2J\u202eevil\x00</title>", "[2J evil\ufffd"),
        ("<svg><title>icon</title></svg><p>", ""),
        ("<svg><g><title>icon</title></g></svg><title>Club</title>", "Club"),
        ("<title>&lt;script&gt;</title>", "<script>"),
        ("<p>none", ""),
        ("<title></title>", ""),
    ],
)
def test_the_title_is_the_documents(html, title):
    assert page(html).title == title


@pytest.mark.parametrize(
    ("html", "headers", "noindex"),
    [
        ("", [], False),
        ("<meta name=robots content='noindex'>", [], True),
        ("<meta name=ROBOTS content='NOINDEX, nofollow'>", [], True),
        ("<meta name=googlebot content=none>", [], True),
        ("<meta name=robots>", [], False),
        ("<meta name=robots content='index, max-snippet:-1'>", [], False),
        ("<meta name=bingbot content=noindex>", [], False),
        ("", [("X-Robots-Tag", "noindex")], True),
        ("", [("x-robots-tag", "nofollow, noindex")], True),
        ("", [("x-robots-tag", "googlebot: noindex")], True),
        ("", [("x-robots-tag", "otherbot: nofollow, noindex")], False),
        ("", [("x-robots-tag", "otherbot: noindex"), ("x-robots-tag", "none")], True),
        ("", [("x-robots-tag", "unavailable_after: 25 Jun 2027 15:00:00 PST")], False),
        ("", [("x-robots-tag", "max-snippet: 20, noindex")], True),
    ],
)
def test_noindex_is_what_search_engines_are_told(html, headers, noindex):
    assert page(html, headers).noindex is noindex


def test_what_else_a_sketch_keeps():
    made = page(
        '<link rel="alternate canonical" href="/start?token=abc"><form><input type=PASSWORD></form>'
        '<script src="https://cdn.other.net/x.js"></script><a href="//www.club.example/a">x</a>'
        '<script>fetch("https:\\/\\/api.club.example\\/v1"); // not.a.host\n</script>'
        "<p>See wss://live.club.example/x, https://1.2.3.4/, https://club.example/ and https://jane@mail.net/</p> Lovable",
        [("Strict-Transport-Security", "max-age=1\x1b"), ("strict-transport-security", "max-age=2")],
        marks=("lovable", "bolt.new"),
    )
    assert made.canonical_link == "https://club.example/start?token=…"
    assert made.has_password_field
    assert made.hosts == ("api.club.example", "live.club.example", "www.club.example", "cdn.other.net")
    assert made.hsts == "max-age=1"
    assert made.marks == ("lovable",)
    assert made.content_type == "text/html"
    assert page("<link rel=canonical href='javascript:x'>").canonical_link == "javascript:…"
    assert page("<link rel=canonical>").canonical_link == ""


def test_what_is_no_page_has_only_words():
    made = sketch(200, JSON, b'{"title": "<title>no</title><input type=password>"}', url=URL)
    assert (made.title, made.has_password_field, made.canonical_link, made.hsts) == ("", False, "", None)
    assert not is_html(JSON, b"<html>")
    assert is_html([], b"  <!doctype html>")
    assert not is_html([], b"ok")
    assert header(JSON, "location") is None


def test_words_without_spaces_count_too():
    one = page("<p>コーチのための静かなコミュニティへようこそ。毎週木曜日に集まります</p>")
    two = page("<p>湖畔の小屋を借りて静かな一週間を過ごしましょう。薪と朝食つき</p>")
    assert same_site(one, two) is False


@pytest.mark.parametrize(
    ("headers", "body", "target"),
    [
        ([], "<meta http-equiv=refresh content='0; url=/next'>", "/next"),
        ([], "<META HTTP-EQUIV='Refresh' CONTENT='2;URL=\"https://www.club.example/\"'>", "https://www.club.example/"),
        ([], "<meta http-equiv=refresh content=\"0.9 , url='/a b' \">", "/a b"),
        ([], "<meta http-equiv=refresh content='.5;/x'>", "/x"),
        ([("Refresh", "1;url=/header")], "", "/header"),
        ([], "<meta http-equiv=refresh content='3; url=/later'>", None),
        ([], "<meta http-equiv=refresh content='30'>", None),
        ([], "<meta http-equiv=refresh content='0; url='>", None),
        ([], "<meta http-equiv=refresh content='0; url=\"\"'>", None),
        ([], "<meta http-equiv=refresh>", None),
        ([], "<meta http-equiv=refresh content='soon; url=/x'>", None),
        ([], "<noscript><meta http-equiv=refresh content='0; url=/nojs'></noscript>", None),
        ([], "<meta http-equiv=content-type content='text/html'>", None),
        ([], "<meta http-equiv=refresh content='0;url=/x'>" + "<div>" * 5000, None),
    ],
)
def test_pages_that_move_on_by_themselves(headers, body, target):
    assert moves_to([*HTML, *headers], body.encode()) == target


def test_only_pages_move_on():
    assert moves_to(JSON, b"<meta http-equiv=refresh content='0;url=/x'>") is None


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ("ü".encode(), "", "ü"),
        ("ü".encode(), "text/html; charset=UTF-8", "ü"),
        ("ü€".encode("cp1252"), "text/html; charset=iso-8859-1", "ü€"),
        ("ü".encode("utf-8-sig"), "text/html; charset=latin1", "ü"),
        (b"\xff\xfe" + "ü".encode("utf-16-le"), "", "ü"),
        (b"\xfe\xff" + "ü".encode("utf-16-be"), "", "ü"),
        (b"<meta charset='windows-1251'>" + "ж".encode("cp1251"), "", "<meta charset='windows-1251'>ж"),
        (b"a\xff", "", "a\ufffd"),
        (b"ab", "text/html; charset=punycode", "ab"),
        (b"ab", "text/html; charset=windows-9999", "ab"),
    ],
)
def test_the_character_set_is_the_one_a_browser_takes(body, kind, text):
    assert decoded(body, kind) == text


def test_pages_made_to_break_parsers_cost_little():
    bold = "<p>" + "".join(f"<b a{n}>" for n in range(2000)) + "</p>" + "<p>x</p>" * 1000
    tree = parsed(bold)
    assert tree is not None
    assert len(tree.css("*")) < 4000
    assert parsed("<div>" * 100_000) is None
    assert parsed("<div></div><br></i>" * 3000) is not None
    assert page("<div>" * 100_000 + "word").title == ""


@pytest.mark.parametrize(
    ("href", "seen"),
    [
        ("/login", True),
        ("/users/sign_in?next=/", True),
        ("https://club.example/auth/Login/", True),
        ("https://login.club.example/", True),
        ("/logins-explained", False),
        ("/", False),
        ("https://login.elsewhere.example/", False),
        ("javascript:login", False),
        ("", False),
    ],
)
def test_a_link_to_a_sign_in_of_the_same_domain_is_seen(href, seen):
    body = f"<html><body><p>hello</p><a href='{href}'>x</a></body></html>".encode()
    here = Url("https", "club.example", 443, "/")
    assert sketch(200, [("content-type", "text/html")], body, url=here).has_sign_in_link is seen
