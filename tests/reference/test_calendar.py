"""The calendar, the leftovers of builders and the table of registries."""

from urllib.parse import urlsplit

import pytest

from launchready.engine.catalog import text_of
from launchready.model.words import Confidence
from launchready.reference import load
from launchready.reference.changes import changes
from launchready.reference.leftovers import leftovers
from launchready.reference.rdap import registries

CALENDAR = changes()


def test_every_change_has_a_day_a_sign_and_words():
    cases = set(text_of("config/platform-change-due").front.cases)
    assert {change.id for change in CALENDAR if not change.note} == cases
    assert len({change.id for change in CALENDAR}) == len(CALENDAR)


@pytest.mark.parametrize("change", CALENDAR, ids=lambda change: change.id)
def test_a_change_stands_on_a_source_and_on_signs(change):
    assert change.sources
    assert change.read_on.year >= 2026
    assert change.supabase_key or change.host_below or change.platforms or change.certificate_days_over
    assert not (change.refused_path and not change.host_below)
    # What is not certain from outside is likely or a note; a question would be asked of everybody.
    assert change.confidence in {Confidence.CONFIRMED, Confidence.LIKELY}
    assert not change.instead_of or change.instead_of in {other.id for other in CALENDAR}


def test_what_is_told_instead_of_another_stands_before_it():
    order = [change.id for change in CALENDAR]
    assert all(order.index(change.id) < order.index(change.instead_of) for change in CALENDAR if change.instead_of)


@pytest.mark.parametrize(
    ("part", "text", "builder"),
    [
        ("title", "Vite + React + TS", "Vite"),
        ("title", " vite + react ", "Vite"),
        ("title", "Create Next App", "Next.js"),
        ("title", "Lovable App", "Lovable"),
        ("title", "My V0 Project", "v0"),
        ("title", "Vite + React: a course", ""),
        ("title", "", ""),
        ("description", "Lovable Generated Project", "Lovable"),
        ("description", "Created with v0", "v0"),
        ("picture", "https://lovable.dev/opengraph-image-p98pqg.png", "Lovable"),
        ("picture", "https://bolt.new/static/og_default.png", "Bolt"),
        ("picture", "https://club.example/card.png", ""),
        ("icon", "https://club.example/vite.svg", "Vite"),
        ("icon", "https://club.example/favicon.ico", ""),
        ("icon", "", ""),
    ],
)
def test_what_builders_leave_behind(part: str, text: str, builder: str):
    assert load().leftover_of(part, text) == builder


def test_leftovers_are_written_as_they_are_looked_up():
    table = leftovers()
    for part in (table.title, table.description, table.picture, table.icon):
        assert part
        assert all(key == key.strip().lower() and owner for key, owner in part.items())


def test_registries_are_asked_by_https_alone():
    table = registries()
    assert all(urlsplit(url).scheme == "https" for url in (table.bootstrap, *table.server.values()))
    assert table.server_of("club.com") == table.server["com"]
    assert table.server_of("club.co.uk") == table.server["uk"]
    assert table.server_of("club.example") == ""


@pytest.mark.parametrize(
    ("host", "given"),
    [
        ("club.lovable.app", True),
        ("club.vercel.app", True),
        ("id-preview--1.lovable.app", False),
        ("club-git-main-me.vercel.app", False),
        ("a.ngrok.app", False),
        ("club.example", False),
    ],
)
def test_which_hosts_are_given_to_published_apps(host: str, given: bool):
    assert load().is_app_host(host) is given
