"""The saved bundles and what each renderer made of them.

`python -m tests.report.saved` looks at the sample community again and writes everything anew: read the difference
before you commit it.
"""

import json
import os
import tempfile
from pathlib import Path

import launchready.report
from launchready.app.recorded import replay
from launchready.app.request import Request
from launchready.cli.exits import code_of
from launchready.model.run import RunResult
from launchready.report.html.page import to_html
from launchready.report.json import SCHEMA_FILE, schema, to_json
from launchready.report.junit import to_junit
from launchready.report.markdown import to_markdown
from launchready.report.sarif import to_sarif
from launchready.report.terminal import render, render_short

HERE = Path(__file__).parent
SCHEMA = Path(launchready.report.__file__).parent / SCHEMA_FILE
NAMES = ("clean", "broken", "blind")
ENDINGS = ("json", "txt", "short.txt", "ansi", "html", "md", "sarif", "junit.xml")
WIDTH = 100


def bundle(name: str) -> Path:
    return HERE / "saved" / f"{name}.jsonl"


def run_of(name: str) -> RunResult:
    return replay([bundle(name)], None, Request(folder=HERE)).run


def rendered(name: str) -> dict[str, bytes]:
    """Every golden file of one bundle, by its ending."""
    run = run_of(name)
    return {
        "json": to_json(run),
        "txt": render(run, width=WIDTH, colour=False, everything=True).encode(),
        "short.txt": render_short(run, width=WIDTH, colour=False).encode(),
        "ansi": render(run, width=60, colour=True).encode(),
        "html": to_html(run),
        "md": to_markdown([run]),
        "sarif": to_sarif([(run, code_of(run, strict=False))]),
        "junit.xml": to_junit([run]),
    }


def golden(name: str, ending: str) -> Path:
    return HERE / "saved" / f"{name}.{ending}"


def _look(name: str) -> None:
    from launchready.app.consent import settle
    from launchready.app.look import look_at
    from launchready.app.settings import make_settings
    from launchready.app.tour import Nobody, request_for, sample_of, story_faults

    class Quiet:
        def doing(self, what: str) -> None:
            pass

    with sample_of(story_faults() if name == "broken" else ()) as sample:
        request = request_for(sample.session)
        if name == "blind":
            request = Request(folder=HERE, config=request.config, resolvers=("127.0.0.1:1",))
        settings = settle(make_settings(sample.session.url, request), Nobody())
        look_at(settings, Quiet())
        (made,) = settings.record.runs_folder.glob("*.jsonl")
        bundle(name).write_bytes(made.read_bytes())


def main() -> None:
    (HERE / "saved").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(XDG_DATA_HOME=home, XDG_STATE_HOME=home, LAUNCHREADY_BROWSER="off")
        SCHEMA.write_text(json.dumps(schema(), indent=1) + "\n")
        for name in NAMES:
            _look(name)
            for ending, data in rendered(name).items():
                golden(name, ending).write_bytes(data)


if __name__ == "__main__":
    main()
