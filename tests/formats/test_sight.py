"""What of an answer there is to see."""

import pytest

from launchready.facts.sight import Body
from launchready.formats.html import parsed
from launchready.formats.sight import body_kind, comes_later, letters, pictured, things

HTML, PLAIN, JSON, BINARY = "text/html", "text/plain", "application/json", "application/octet-stream"
XML = "application/xml"
NOISE = bytes(range(256)) * 4


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        (HTML, b"", Body.NOTHING),
        (HTML, b" \r\n", Body.NOTHING),
        (HTML, b"<!doctype html><p>Hello", Body.PAGE),
        (HTML, "三月开放".encode(), Body.PAGE),
        (HTML, b"Hello", Body.PAGE),
        (HTML, b'{"error": "not found"}', Body.DATA),
        (HTML, b"\xef\xbb\xbf[1, 2]", Body.DATA),
        (HTML, b"{{ title }}", Body.PAGE),
        (HTML, b"[" * 3000, Body.PAGE),
        (HTML, b"[" * 1_000_001, Body.PAGE),
        (HTML, b"<?php echo greet($x);", Body.SOURCE),
        (HTML, b"<?php session_start(); ?><!doctype html><p>Hello", Body.PAGE),
        (HTML, NOISE, Body.BYTES),
        (HTML, b"\x1f\x8b\x08\x00 packed", Body.BYTES),
        (HTML, "<html><p>Hello".encode("utf-16-le"), Body.PAGE),
        (PLAIN, b"Doors open at eight.", Body.TEXT),
        (PLAIN, b"<!-- x -->\n<!DOCTYPE html><p>Hello", Body.SOURCE),
        (PLAIN, b"<?php echo 1;", Body.SOURCE),
        (PLAIN, b"<3 from all of us", Body.TEXT),
        (PLAIN, b'{"a": 1}', Body.DATA),
        (PLAIN, NOISE, Body.BYTES),
        ("text/markdown", b"# Hello", Body.TEXT),
        ("application/x-httpd-php", b"<?php echo 1;", Body.SOURCE),
        ("text/javascript", b"alert(1)", Body.SOURCE),
        (JSON, b'{"a": 1}', Body.DATA),
        ("application/problem+json", b"{}", Body.DATA),
        (XML, b"<Error><Code>Gone</Code></Error>", Body.DATA),
        ("application/rss+xml", b"<rss/>", Body.DATA),
        (XML, b"<?xml-stylesheet href='a.xsl'?><rss/>", Body.PAGE),
        ("text/xml", b'<html xmlns="http://www.w3.org/1999/xhtml"><body>Hi', Body.PAGE),
        ("application/xhtml+xml", b"<html><body>Hi", Body.PAGE),
        ("image/png", b"\x89PNG", Body.MEDIA),
        ("image/svg+xml", b"<svg/>", Body.MEDIA),
        ("video/mp4", NOISE, Body.MEDIA),
        ("application/pdf", b"%PDF", Body.MEDIA),
        (BINARY, b"<html>", Body.FILE),
        ("application/zip", b"PK\x03\x04", Body.FILE),
        ("", b"<p>Hello", Body.PAGE),
        ("", b"Hello", Body.TEXT),
        ("", NOISE, Body.BYTES),
    ],
)
def test_the_kind_of_a_body(kind: str, body: bytes, expected: Body):
    assert body_kind(kind, body, body.decode("utf-8", "replace")) is expected


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), (" \u00a0\n", 0), ("\u200b\u00ad\ufeff", 0), ("🚧", 1), ("三月 !", 3), ("Open soon", 8)],
)
def test_letters_are_what_one_can_see(text: str, count: int):
    assert letters(text) == count


@pytest.mark.parametrize(
    "markup",
    [
        "<img src=a.png>",
        "<img src=a.png width=1 height=400>",
        "<svg></svg>",
        "<canvas></canvas>",
        "<video src=a></video>",
        "<iframe src=a></iframe>",
        "<frameset><frame src=a></frameset>",
        "<object data=a></object>",
        "<embed src=a>",
        "<input type=password>",
        "<button></button>",
        "<a href=/in></a>",
        "<my-app></my-app>",
        "<x-app></x-app>",
        "<div style='background:#000'></div>",
        "<div style='background-image:url(a.png)'></div>",
        "<body background=a.gif>",
        "<meta http-equiv=refresh content='9; url=/in'>",
    ],
)
def test_one_thing_is_enough_to_be_seen(markup: str):
    tree = parsed(markup)
    assert tree is not None
    assert things(tree) >= 1


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "<title>Club</title><body>",
        "<div id=root></div>",
        "<b></b><em></em><strike></strike>",
        "<img src=count.gif width=1 height=1>",
        "<img src=count.gif style='display: none'>",
        "<iframe src=count hidden></iframe>",
        "<input type=hidden name=token>",
        "<audio src=a></audio>",
        "<div style='margin:0'></div>",
        "<!-- nothing --><p></p>",
    ],
)
def test_what_nobody_sees_is_no_thing(markup: str):
    tree = parsed(markup)
    assert tree is not None
    assert things(tree) == 0


@pytest.mark.parametrize(
    ("markup", "later"),
    [
        ("<p>Hello", False),
        ("<script>1</script>", True),
        ("<script src=a.js></script>", True),
        ("<style>body{background:url(a)}</style>", True),
        ("<link rel='preload STYLESHEET' href=a.css>", True),
        ("<body onload='go()'>", True),
        ("<link rel=icon href=a>", False),
    ],
)
def test_scripts_and_styles_may_show_something_later(markup: str, later: bool):
    tree = parsed(markup)
    assert tree is not None
    assert comes_later(tree) is later


def test_pictures_say_what_they_are():
    tree = parsed("<img src=a alt='Your app will live here!'><img src=b alt>")
    assert tree is not None
    assert pictured(tree).strip() == "Your app will live here!"
