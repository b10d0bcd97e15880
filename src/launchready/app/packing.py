"""`report --pack`: one zip of a record; an existing pack of the same target is merged into it."""

from pathlib import Path

from launchready.app.recorded import Kept
from launchready.app.request import UsageError
from launchready.engine.bundle import BundleError, read_bundle
from launchready.engine.files import replace_whole
from launchready.engine.record import read_bounded
from launchready.formats.pack import PackError, pack, unpack

KINDS = (".jsonl", ".json")


def write_pack(kept: Kept, path: Path) -> int:
    """Write the pack; gives the number of runs in it. Raises `UsageError`."""
    files: dict[str, bytes] = {}
    if path.exists():
        files.update(_old(kept, path))
    for file in sorted(kept.record.folder.rglob("*")):
        if file.suffix in KINDS and file.is_file() and not file.is_symlink():
            files[file.name] = read_bounded(file)
    whole = pack((name, content) for name, content in files.items())
    try:
        replace_whole(path, whole)
    except OSError as problem:
        msg = f"{path} cannot be written: {problem.strerror}."
        raise UsageError(msg) from None
    return sum(name.endswith(".jsonl") and name[:1].isdigit() for name in files)


def _old(kept: Kept, path: Path) -> dict[str, bytes]:
    try:
        files = dict(unpack(read_bounded(path)))
        runs = [read_bundle(content, name=name) for name, content in files.items() if name[:1].isdigit()]
    except (PackError, BundleError) as problem:
        msg = f"{path} is there and is no launchready pack: {problem} Choose another name."
        raise UsageError(msg) from None
    mine = kept.record.newest()
    others = {run.start.target.host for run in runs} - ({mine.start.target.host} if mine else set())
    if others:
        msg = f"{path} is about {', '.join(sorted(others))}. Packs of different sites do not merge."
        raise UsageError(msg)
    return files
