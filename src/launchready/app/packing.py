"""`report --pack`: one zip of a record; an existing pack of the same target is merged into it."""

from pathlib import Path

from launchready.app.recorded import Kept
from launchready.app.request import UsageError
from launchready.engine.bundle import Bundle, BundleError, read_bundle
from launchready.engine.files import replace_whole
from launchready.engine.record import read_bounded
from launchready.formats.pack import PackError, is_pack, is_run, pack, unpack

ACCEPTANCES = "acceptances.jsonl"
BESIDE = (ACCEPTANCES, "baseline.json")
"""What lies beside the runs. Whatever else somebody has put into the folder stays out."""


def write_pack(kept: Kept, path: Path) -> int:
    """Write the pack; gives the number of runs in it. Raises `UsageError`."""
    if path.exists() and not path.is_file():
        msg = f"{path} is no file. Name a file for the pack, like club.zip"
        raise UsageError(msg)
    files = _old(kept, path) if path.exists() else {}
    mine = _mine(kept)
    if not any(is_run(name) for name in mine):
        msg = f"No run in {kept.record.runs_folder} can be read. Look again: launchready audit {kept.url}"
        raise UsageError(msg)
    both = [one.get(ACCEPTANCES, b"").splitlines() for one in (files, mine)]
    files |= mine
    if any(both):
        files[ACCEPTANCES] = b"".join(line + b"\n" for line in dict.fromkeys(both[0] + both[1]))
    try:
        replace_whole(path, pack(files.items()))
    except OSError as problem:
        msg = f"{path} cannot be written: {problem.strerror}. Name another place: --pack F"
        raise UsageError(msg) from None
    return sum(map(is_run, files))


def _mine(kept: Kept) -> dict[str, bytes]:
    """Give the record's own files: the runs that can be read, and what lies beside them."""
    files: dict[str, bytes] = {}
    for run in kept.record.runs():
        file = kept.record.path_of(run)
        try:
            content = read_bounded(file)
            read_bundle(content, name=file.name)
        except BundleError:
            continue
        if is_run(file.name):
            files[file.name] = content
    for name in BESIDE:
        try:
            files[name] = read_bounded(kept.record.folder / name)
        except BundleError:
            continue
    return files


def _old(kept: Kept, path: Path) -> dict[str, bytes]:
    """Give the files of the pack that is there. What is no pack of this site is left as it is."""
    try:
        runs, files = _unpacked(read_bounded(path))
    except (PackError, BundleError) as problem:
        msg = f"{path} is there and is no launchready pack: {str(problem).removesuffix('.')}. Choose another name."
        raise UsageError(msg) from None
    mine = kept.record.newest()
    others = {run.start.target.host for run in runs} - ({mine.start.target.host} if mine else set())
    if others:
        msg = f"{path} is about {', '.join(sorted(others))}. Packs of different sites do not merge."
        raise UsageError(msg)
    return files


def _unpacked(data: bytes) -> tuple[list[Bundle], dict[str, bytes]]:
    if not is_pack(data):
        msg = "it is no zip file"
        raise PackError(msg)
    files = dict(unpack(data))
    strange = sorted(name for name in files if not is_run(name) and name not in BESIDE)
    if strange or not files:
        msg = f"it holds {strange[0]!r}" if strange else "it is empty"
        raise PackError(msg)
    return [read_bundle(content, name=name) for name, content in files.items() if is_run(name)], files
