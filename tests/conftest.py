"""What holds for every test."""

import importlib
import os
import pkgutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import coverage
import pytest
from hypothesis import settings

import launchready
from launchready.observe import temporary

# Examples are judged by what they do; how long one takes depends on what else the machine does.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

PURE = {"model", "facts", "formats", "checks", "verdict", "advise", "watch"}

TRACED = PURE | {"reference", "laws"}
"""Where the coverage of the pure rooms comes from. Elsewhere tracing would double the time and tell nothing."""
TRACE_ALL = os.environ.get("LAUNCHREADY_TRACE") == "all"


def pytest_configure() -> None:
    """Load the pure rooms while they are traced; which test loads a module first is chance."""
    if coverage.Coverage.current() is None:
        return
    for module in pkgutil.walk_packages(launchready.__path__, "launchready."):
        if module.name.split(".")[1] in PURE:
            importlib.import_module(module.name)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Trace the tests of the pure rooms, with all that they set up."""
    tracer = coverage.Coverage.current()
    if tracer is None or TRACE_ALL:
        return (yield)
    # The workers of this run needed it to be traced; what the tests start does not.
    os.environ.pop("COVERAGE_PROCESS_CONFIG", None)
    if _room(item) in TRACED:
        return (yield)
    tracer.stop()
    try:
        return (yield)
    finally:
        tracer.start()


def _room(item: pytest.Item) -> str:
    return Path(item.path).relative_to(item.config.rootpath).parts[1]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of the pure rooms get no socket at all; the others reach loopback and no further."""
    for item in items:
        if _room(item) in PURE:
            item.add_marker(pytest.mark.disable_socket)


@pytest.fixture(scope="session", autouse=True)
def _temporary_files_of_others(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A place for what the programs of a test leave: browsers that are ended in a hurry leave the folder of a socket."""
    tmp_path_factory.getbasetemp()  # ours stays where it was
    with closing(temporary.hold()) as folder, pytest.MonkeyPatch.context() as patch:
        for name, place in folder.environment().items():
            patch.setenv(name, place)
        yield


@pytest.fixture(autouse=True)
def _browser_only_where_it_is_the_matter(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser takes seconds a run: tests that need one say so by their marker."""
    if request.node.get_closest_marker("browser") is None:
        monkeypatch.setenv("LAUNCHREADY_BROWSER", "off")
