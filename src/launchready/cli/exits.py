"""Exit codes: part of the contract."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from launchready.model.run import RunResult

OK = 0
NOT_YET = 1
USAGE = 2
CANNOT_TELL = 3
OUR_BUG = 4
STOPPED = 130
"""Ctrl-C before there was an answer: 128 and the number of SIGINT, as shells count."""


def code_of(run: "RunResult", *, strict: bool) -> int:
    """Give the exit code of a verdict: 1 outranks 3, and our own bug is said only below both."""
    from launchready.model.words import Answer, Status

    answer = run.verdict.answer
    if answer is Answer.NOT_YET:
        return NOT_YET
    if run.our_bugs or any(line.status is Status.ERROR for line in run.results):
        return OUR_BUG
    if answer is Answer.CANNOT_TELL or run.interrupted:
        return CANNOT_TELL
    if answer is Answer.READY_IF and strict:
        return NOT_YET
    return OK


def worst(codes: list[int]) -> int:
    """Give the exit code for several targets."""
    order = (NOT_YET, OUR_BUG, CANNOT_TELL, USAGE)
    return next((code for code in order if code in codes), OK)


def code_of_check(run: "RunResult", check: str) -> int:
    """Give the exit code about one check: 1 while it fails, 3 when it could not be seen."""
    from launchready.model.words import Status

    mine = [line for line in run.results if line.check == check]
    statuses = {line.status for line in mine if not line.accepted}
    if not mine:
        return CANNOT_TELL
    if Status.FAIL in statuses:
        return NOT_YET
    if Status.ERROR in statuses:
        return OUR_BUG
    return CANNOT_TELL if Status.UNKNOWN in statuses else OK
