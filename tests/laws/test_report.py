"""A renderer sees only RunResult."""

from pathlib import Path

import pytest

from tests.laws.source import imports, place, python_files

MAY_SEE = ("launchready.model.run.", "launchready.model.words.", "launchready.report")


@pytest.mark.parametrize("path", python_files("report"), ids=place)
def test_a_renderer_sees_only_run_result(path: Path):
    ours = [(line, name) for line, name in imports(path) if name.startswith("launchready.")]
    assert not [(line, name) for line, name in ours if not name.startswith(MAY_SEE)]
