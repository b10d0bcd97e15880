"""The console: the site's own errors, without secrets, without ours, without what stands elsewhere."""

import pytest

from launchready.facts.page import ConsoleKind, ConsoleLine
from launchready.observe.browser.speech import LONGEST, MOST, lines, masked_line

E, U = ConsoleKind.ERROR, ConsoleKind.UNCAUGHT


def texts(
    *heard: tuple[ConsoleKind, str, str], log: tuple[tuple[str, str], ...] = (), held_back: bool = False
) -> list[str]:
    return [line.text for line in lines(heard, log, held_back=held_back)]


def test_errors_are_kept_once_with_their_place():
    place = "https://club.example/app.js?v=3"
    heard = [(U, "TypeError: x is undefined", ""), (E, "no calendar", place), (E, "no calendar", place)]
    assert lines(heard, (), held_back=False) == (
        ConsoleLine(kind=U, text="TypeError: x is undefined"),
        ConsoleLine(kind=E, text="no calendar", source="https://club.example/app.js?v=…"),
    )


def test_what_stands_in_other_facts_is_left_out():
    cors = "Access to fetch at 'https://api.club.example/' has been blocked by CORS policy: No header."
    policy = "Refused to run an inline script: it violates the Content Security Policy directive script-src 'self'."
    log = (("javascript", cors), ("security", policy))
    heard = [(E, cors, ""), (E, policy, ""), (E, "Failed to load resource: net::ERR_CONNECTION_REFUSED", "")]
    (kept,) = texts(*heard, log=log)
    assert kept.startswith("Refused to run an inline script")


def test_a_policy_on_trial_is_no_error():
    text = "Loading the image violates the following report-only Content Security Policy directive: default-src 'self'."
    assert texts((E, text, ""), log=(("security", text),)) == []


@pytest.mark.parametrize("held_back", [True, False])
def test_what_follows_from_our_own_refusal_is_not_the_sites(held_back: bool):
    assert texts((U, "TypeError: Failed to fetch", ""), held_back=held_back) == (
        [] if held_back else ["TypeError: Failed to fetch"]
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("cannot GET https://api.club.example/x?token=abc now", "cannot GET https://api.club.example/x?token=… now"),
        ("socket wss://club.example/s?key=1 closed", "socket https://club.example/s?key=… closed"),
        ("no such member: ann@club.example", "no such member: …"),
        ("session 0a1b2c3d4e5f60718293 is over", "session … is over"),
        ("\x1b[31mred\x1b[0m\u202eevil\n\tnext", "[31mred [0m evil next"),
        ("   ", ""),
    ],
)
def test_lines_are_masked_and_plain(text: str, shown: str):
    assert masked_line(text) == shown


def test_a_flood_is_cut():
    long = "word " * 10_000
    (line,) = texts((E, long, ""))
    assert len(line) <= LONGEST
    assert len(texts(*((E, f"error {n}", "") for n in range(1000)))) == MOST
    assert texts((E, "\u200b\u200b", "")) == []
