"""The product on its own sample: nothing where nothing is broken, and each fault under its own name and no other."""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from launchready.app import tour
from launchready.model.run import RunResult
from launchready.model.words import Answer, GapReason, Status
from launchready.tour import faults
from launchready.tour.faults import BY_ID, WALL

# One cause, two names: the record that stands in the wrong place is also missing in the right one.
TOGETHER = {"dns/doubled-name": {"dns/www-missing"}}
MOST = 8
TRIED = (
    ("cache/personal-shared", "limits/mail-unlimited", "limits/one-room"),
    ("cache/deception", "limits/login-unlimited"),
)


class Quiet:
    """Nobody watches these runs."""

    def doing(self, what: str) -> None:
        """Say nothing."""


def apart(one: str, other: str) -> bool:
    """Whether two faults cannot be seen at once: one hides the other, or both are about where www leads."""
    first, second = BY_ID[one], BY_ID[other]
    return other in first.hidden_by or one in second.hidden_by or first.host == second.host == "www"


def grouped(ids: Iterable[str], known: Iterable[tuple[str, ...]] = ()) -> list[tuple[str, ...]]:
    """Groups of faults that can be seen at once; no two of them stand together in a group that is known already."""
    groups: list[list[str]] = []
    met = {frozenset((one, other)) for group in known for one in group for other in group}
    for fault in ids:
        fits = (
            group
            for group in groups
            if len(group) < MOST and not any(apart(fault, other) or frozenset((fault, other)) in met for other in group)
        )
        group = next(fits, None)
        if group is None:
            groups.append([fault])
        else:
            group.append(fault)
    return [tuple(group) for group in groups]


QUICK = [fault.id for fault in faults.FAULTS if not fault.deep and fault.id != WALL]
# Two groupings in which no pair meets twice: a fault that trips another one's check is seen in one of them. The slow
# page is slow for us, too, and stands in the first alone.
ONCE = grouped(QUICK)
TWICE = [group for group in grouped([one for one in QUICK if one != "cache/shared-uncached"], ONCE) if len(group) > 1]


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in ("XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    return tmp_path


def audited(*ids: str, deep: bool = False, browser: bool = False) -> RunResult:
    with tour.sample_of(ids) as sample:
        looked = tour.audit_sample(sample.session, Quiet(), deep=deep, browser=browser)
        assert sample.troubles == []
    return looked.answer.run


def named(run: RunResult, *statuses: Status) -> set[str]:
    return {line.check for line in run.results if line.status in statuses}


def expected(ids: Iterable[str]) -> set[str]:
    return {check for fault in ids for check in {fault} | TOGETHER.get(fault, set())}


def test_the_clean_sample_is_ready_with_everything_looked_at(own_state: Path) -> None:
    before = dict(os.environ)
    run = audited(deep=True, browser=True)
    assert named(run, Status.FAIL, Status.UNKNOWN, Status.ERROR) == set()
    assert run.not_checked == ()
    assert run.verdict.answer is Answer.READY
    assert os.environ == before
    assert list(own_state.iterdir()) == []  # neither a secret nor a record of the sample stays with the user


@pytest.mark.parametrize("group", [*ONCE, *TWICE], ids=" ".join)
def test_each_fault_is_found_and_nothing_else(group: tuple[str, ...]) -> None:
    run = audited(*group)
    assert named(run, Status.FAIL) == expected(group)
    assert named(run, Status.UNKNOWN, Status.ERROR) == set()


@pytest.mark.parametrize("group", TRIED, ids=" ".join)
def test_what_shows_when_things_are_tried_out_is_found_and_nothing_else(group: tuple[str, ...]) -> None:
    run = audited(*group, deep=True)
    assert named(run, Status.FAIL) == expected(group)
    assert named(run, Status.UNKNOWN, Status.ERROR) == set()


def test_behind_a_wall_nothing_else_is_found_and_that_is_said() -> None:
    run = audited(WALL)
    assert named(run, Status.FAIL) == {WALL}
    assert named(run, Status.ERROR) == set()
    unknown = [line for line in run.results if line.status is Status.UNKNOWN]
    assert {"content/share-preview", "headers/framing-open"} <= {line.check for line in unknown}
    assert all(gap.ask for line in unknown for gap in line.gaps if gap.reason is GapReason.BLOCKED)


def test_every_fault_is_in_some_group() -> None:
    assert {fault for group in (*ONCE, *TRIED) for fault in group} | {WALL} == BY_ID.keys()
    assert {fault.id for fault in faults.FAULTS if fault.deep} == {fault for group in TRIED for fault in group}


def test_the_storys_faults_are_all_found_and_the_loop_comes_first() -> None:
    run = audited(*faults.STORY)
    assert named(run, Status.FAIL) == set(faults.STORY)
    assert named(run, Status.UNKNOWN, Status.ERROR) == set()
    assert run.verdict.answer is Answer.NOT_YET
    first = next(line for line in run.results for found in line.findings if found.fingerprint == run.verdict.top[0])
    assert first.check == faults.STORY_FAULT
