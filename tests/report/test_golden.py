"""Saved bundles give the same bytes for ever; a change of words or rules shows as a difference to read."""

import json

import jsonschema
import pytest

from launchready.report.json import published_schema, schema
from launchready.report.overview import overview
from launchready.report.since import render_since
from launchready.report.terminal import render
from tests.report.saved import ENDINGS, NAMES, WIDTH, golden, rendered, run_of


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_bundle_gives_the_same_bytes(name, ending):
    assert rendered(name)[ending] == golden(name, ending).read_bytes(), "python -m tests.report.saved writes them anew"


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_fits_the_published_schema(name):
    jsonschema.Draft202012Validator(json.loads(published_schema())).validate(json.loads(rendered(name)["json"]))


def test_the_published_schema_is_the_one_of_the_code():
    assert json.loads(published_schema()) == json.loads(json.dumps(schema())), (
        "write report/run-1.schema.json anew from schema()"
    )


@pytest.mark.parametrize("name", NAMES)
def test_no_line_is_wider_than_the_terminal(name):
    for width in (40, 60, 100):
        assert (
            max(len(line) for line in render(run_of(name), width=width, colour=False, everything=True).splitlines())
            <= width
        )


def test_what_the_three_say():
    clean, broken, blind = (run_of(name) for name in NAMES)
    assert (clean.verdict.answer, clean.verdict.conditions) == ("READY_IF", ("look at: members' data",))
    assert (broken.verdict.answer, broken.verdict.blockers) == ("NOT_YET", 3)
    assert blind.verdict.answer == "CANNOT_TELL"
    assert all(not line.findings for line in (*clean.results, *blind.results))


def test_plain_text_has_no_escape_codes_and_colour_has():
    assert b"\x1b" not in rendered("broken")["txt"]
    assert b"\x1b[" in rendered("broken")["ansi"]


def test_an_overview_has_a_line_a_target():
    lines = overview([run_of(name) for name in NAMES]).splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["READY_IF", "NOT_YET", "CANNOT_TELL"]


def test_since_names_what_was_mended_and_what_is_new():
    clean, broken = run_of("clean"), run_of("broken")
    assert "Mended: nothing." in render_since(clean, broken)
    assert "New: nothing." in render_since(broken, clean)
    assert "and" in render_since(broken, clean).split("Mended: ")[1].splitlines()[0]


def test_what_does_not_fit_into_the_list_is_counted():
    broken = run_of("broken")
    text = render(broken, width=WIDTH, colour=False)
    assert len(broken.verdict.top) == 7
    assert "-- 4 more like these: --all" in text
    assert "more like these" not in render(run_of("clean"), width=WIDTH, colour=False)


def test_since_names_the_worst_first():
    still = render_since(run_of("broken"), run_of("broken")).split("Still open: ")[1]
    assert still.startswith("Visitors of www.club.example are sent round in a circle")
