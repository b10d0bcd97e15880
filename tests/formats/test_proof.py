"""The word by which an owner shows that a host is hers."""

import re

import pytest

from launchready.formats.proof import in_page, in_text, meta_tag, word_of

WORD = word_of(b"a secret of thirty-two characters", "club.example")


def test_the_word_is_the_hash_of_secret_and_host():
    assert re.fullmatch(r"launchready-proof=v1:[A-Za-z0-9_-]{43}", WORD)
    # printf '%s' 'a secret of thirty-two charactersclub.example' | openssl dgst -sha256 -binary | basenc --base64url
    assert WORD == "launchready-proof=v1:nEZ2mnSz0kgN9isyW8Ew5A5mwZPMR9KQLM3VCnMROYA"


def test_another_host_or_another_secret_has_another_word():
    assert word_of(b"a secret of thirty-two characters", "app.club.example") != WORD
    assert word_of(b"another secret of 32 characters..", "club.example") != WORD


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (WORD, True),
        (f"{WORD}=\n", True),
        (f"v=spf1 -all {WORD} more", True),
        (f"launchready-proof=v1:other\r\n{WORD}\r\n", True),
        ("", False),
        (WORD[:-1], False),
        (f"x{WORD}", False),
        ("launchready-proof=v1: " + WORD.partition(":")[2], False),
        ("launchready-proof=v1:x " * 50 + WORD, False),
    ],
)
def test_the_word_stands_alone_in_a_text(text: str, found: bool):
    assert in_text(text, WORD) is found


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (f"<head>{meta_tag(WORD)}</head><body>x", True),
        (f"<!doctype html><title>x</title><META NAME=LaunchReady CONTENT='{WORD}'><p>x", True),
        (f"<head><meta name=launchready content=other>{meta_tag(WORD)}</head>", True),
        (f"<head></head><body><p>hello</p>{meta_tag(WORD)}</body>", False),
        (f"<head><title>x</title></head><body>&lt;meta name=launchready content={WORD}&gt;", False),
        (f"<head><meta name=description content='{WORD}'></head>", False),
        ("<head><meta name=launchready></head>", False),
        ("<head><meta name=launchready content></head>", False),
        ("<i>" * 20_000, False),
        (f"<svg><head>{meta_tag(WORD)}</head></svg>", False),
    ],
)
def test_the_word_stands_in_the_head_of_a_page(html: str, found: bool):
    assert in_page(html, WORD) is found
