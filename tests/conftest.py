"""What holds for every test."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import settings

from launchready.observe import temporary

# Examples are judged by what they do; how long one takes depends on what else the machine does.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

PURE = {"model", "facts", "formats", "checks", "verdict", "advise", "watch"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of the pure rooms get no socket at all; the others reach loopback and no further."""
    for item in items:
        room = Path(item.path).relative_to(config.rootpath).parts[1]
        if room in PURE:
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
