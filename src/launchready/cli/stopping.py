"""Ctrl-C, whatever the moment: one sentence, and the exit code that shells know it by."""

import signal
import sys
from typing import NoReturn

from launchready.cli.exits import STOPPED


def stopped() -> int:
    """Say that it ended because somebody ended it; gives the exit code. A second Ctrl-C comes too late to matter."""
    hear_no_more()
    try:
        sys.stdout.flush()
        sys.stderr.write("\nlaunchready: stopped. There is no answer yet; to have one, give the same command again.\n")
        sys.stderr.flush()
    except (OSError, ValueError):  # nobody is there to read it
        pass
    return STOPPED


def hear_no_more() -> None:
    """Let what is left of the process end in peace: the interpreter prints a traceback of its own otherwise."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    except ValueError:  # not the main thread
        return


def by_ctrl_c(problem: BaseException | None) -> bool:
    """Whether a crash is only the clothes of a Ctrl-C: making a class turns it into a RuntimeError (Python 3.11).

    What is written in C may lose it altogether; then it counts that somebody pressed it.
    """
    seen: set[int] = set()
    while problem is not None and id(problem) not in seen:
        if isinstance(problem, KeyboardInterrupt):
            return True
        seen.add(id(problem))
        problem = problem.__cause__ or problem.__context__
    return bool(_pressed)


_pressed: list[int] = []


def listen() -> None:
    """Hear Ctrl-C, also where an exception cannot be raised."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # ignored: we run behind somebody's back
        signal.signal(signal.SIGINT, _press)
        sys.unraisablehook = _unraisable


def _press(number: int, _frame: object) -> NoReturn:
    _pressed.append(number)
    raise KeyboardInterrupt


def _unraisable(problem: "sys.UnraisableHookArgs") -> None:
    """Press again what fell where nothing can be raised, in the clean-up of an import; pass on the rest."""
    if not isinstance(problem.exc_value, KeyboardInterrupt):
        sys.__unraisablehook__(problem)
        return
    import _thread

    _thread.start_new_thread(_press_again, ())  # from another thread: here it would fall into this very function


def _press_again() -> None:
    import _thread
    import os
    import time

    time.sleep(0.01)
    if sys.platform == "win32":
        _thread.interrupt_main()
    else:
        os.kill(os.getpid(), signal.SIGINT)  # wakes a sleeper too
