"""The product on its own sample: nothing where nothing is broken, and each fault under its own name and no other."""

from pathlib import Path

import pytest

from launchready.app import tour
from launchready.model.run import RunResult
from launchready.model.words import Answer, Status
from launchready.tour import faults

# One cause, two names: the record that stands in the wrong place is also missing in the right one.
TOGETHER = {"dns/doubled-name": {"dns/www-missing"}}


class Quiet:
    """Nobody watches these runs."""

    def __getattr__(self, _: str) -> "Quiet":
        return self

    def __call__(self, *_: object, **__: object) -> None:
        return None


@pytest.fixture(autouse=True)
def _own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))


def audited(*ids: str) -> RunResult:
    with tour.sample_of(ids) as sample:
        looked = tour.audit_sample(sample.session, Quiet())
        assert sample.troubles == []
    return looked.answer.run


def named(run: RunResult, *statuses: Status) -> set[str]:
    return {line.check for line in run.results if line.status in statuses}


def test_the_clean_sample_has_no_finding_and_no_blank() -> None:
    run = audited()
    assert named(run, Status.FAIL, Status.UNKNOWN, Status.ERROR) == set()
    assert run.verdict.answer is Answer.READY


@pytest.mark.parametrize("fault", [fault.id for fault in faults.FAULTS])
def test_each_fault_is_found_and_nothing_else(fault: str) -> None:
    run = audited(fault)
    assert named(run, Status.FAIL) == {fault} | TOGETHER.get(fault, set())
    assert named(run, Status.UNKNOWN, Status.ERROR) == set()


def test_the_storys_faults_are_all_found_and_the_loop_comes_first() -> None:
    run = audited(*faults.STORY)
    assert named(run, Status.FAIL) == set(faults.STORY)
    assert run.verdict.answer is Answer.NOT_YET
    first = next(line for line in run.results for found in line.findings if found.fingerprint == run.verdict.top[0])
    assert first.check == faults.STORY_FAULT
