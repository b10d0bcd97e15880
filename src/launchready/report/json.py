"""run/1 as JSON, and its published schema."""

from importlib import resources
from typing import Any

import msgspec

from launchready.model.run import RunResult

SCHEMA_FILE = "run-1.schema.json"


def to_json(run: RunResult) -> bytes:
    """Give one run, indented, with a newline at the end: the same run gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(run), indent=1) + b"\n"


def to_json_line(run: RunResult) -> bytes:
    """Give one run on one line."""
    return msgspec.json.encode(run) + b"\n"


def schema() -> dict[str, Any]:
    """Build the JSON Schema of run/1 from the dataclasses that are encoded."""
    built = msgspec.json.schema(RunResult)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://launchready.dev/schema/run-1.schema.json",
        "title": "launchready run/1",
        **built,
    }


def published_schema() -> bytes:
    """Give the schema file that is shipped; a test keeps it equal to `schema()`."""
    return (resources.files(__package__ or "launchready.report") / SCHEMA_FILE).read_bytes()
