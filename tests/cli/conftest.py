import json
from dataclasses import dataclass

import pytest

from launchready.app.tour import request_for
from launchready.cli import main
from launchready.tour.sample import Sample


@dataclass
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    def failing(self):
        return {r["check"] for r in self.json["results"] if r["status"] == "FAIL"}


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A machine that has never run launchready, with an empty folder to stand in."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


@pytest.fixture
def command(home, capfdbinary):
    """Run one command line in this process."""

    def run(*argv):
        capfdbinary.readouterr()
        code = main([str(word) for word in argv])
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return run


@pytest.fixture(scope="module")
def sample():
    with Sample(()) as running:
        yield running


@pytest.fixture
def clean(sample):
    """The sample with nothing broken; whatever a test breaks is mended after it."""
    sample.switch_off(*sample.on)
    yield sample
    sample.switch_off(*sample.on)


@pytest.fixture
def flags(clean, tmp_path):
    """The flags that lead to the sample, its hosts declared in a config that is vouched for.

    The record lies beside the config: each test has its own.
    """
    config = tmp_path / "vouched" / "launchready.toml"
    config.parent.mkdir()
    config.write_text(request_for(clean.session).config.read_text())
    return [*clean.session.flags(), "--config", str(config)]


@pytest.fixture
def runs(tmp_path):
    """The folder of the bundles of runs that were made with `flags`."""
    return tmp_path / "vouched" / ".launchready" / "club.example" / "runs"


@pytest.fixture
def plain_flags(clean):
    """The flags that lead to the sample, and no config."""
    return clean.session.flags()
