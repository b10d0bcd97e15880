"""A renderer sees only RunResult."""

from pathlib import Path

import pytest

from tests.laws.source import imports, place, python_files

# RunResult, its words, and the other finished views (what was there before; what a check means; what to do).
MAY_SEE = (
    "launchready.model.run.",
    "launchready.model.words.",
    "launchready.model.before.",
    "launchready.model.explained.",
    "launchready.model.advice.",
    "launchready.formats.plain.",
    "launchready.report",
    "launchready.verdict.areas.AREA_WORDS",
    # What to do, and the text to paste: pure, from RunResult alone (the next test).
    "launchready.advise.",
)


@pytest.mark.parametrize("path", python_files("report"), ids=place)
def test_a_renderer_sees_only_run_result(path: Path):
    ours = [(line, name) for line, name in imports(path) if name.startswith("launchready.")]
    assert not [(line, name) for line, name in ours if not name.startswith(MAY_SEE)]


@pytest.mark.parametrize("path", python_files("advise"), ids=place)
def test_advice_for_a_renderer_sees_only_run_result(path: Path):
    ours = [(line, name) for line, name in imports(path) if name.startswith("launchready.")]
    # Whose name it is, read from the name alone.
    may_see = (*MAY_SEE, "launchready.model.", "launchready.formats.names.")
    assert not [(line, name) for line, name in ours if not name.startswith(may_see)]
