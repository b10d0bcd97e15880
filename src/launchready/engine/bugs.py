"""The one place where any exception is caught: our bug in one part must not take the others along."""

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def contained(report: Callable[[str], None]) -> Iterator[None]:
    """Hand the traceback of a crash inside to `report` and go on."""
    try:
        yield
    except Exception:  # noqa: BLE001 - see the module: this is the place
        report(traceback.format_exc(limit=-6))
