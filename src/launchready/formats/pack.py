"""A record as one zip file: read within bounds, whatever it claims to hold."""

import io
import zipfile
import zlib
from collections.abc import Iterable

MOST_FILES = 2000
MOST_BYTES = 200 * 1024 * 1024
_ZIP = b"PK\x03\x04"
_EPOCH = (1980, 1, 1, 0, 0, 0)


class PackError(Exception):
    """A zip that is no pack; the message says why."""


def is_pack(data: bytes) -> bool:
    """Whether the bytes begin as a zip."""
    return data.startswith(_ZIP)


def is_run(name: str) -> bool:
    """Whether a file of a pack is a run: they are named by their time."""
    return name[:1].isdigit() and name.endswith(".jsonl")


def pack(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Give a zip of (name, content): the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def unpack(data: bytes) -> list[tuple[str, bytes]]:
    """Give (name, content) of each file, names reduced to their last part. Raises `PackError`."""
    found: list[tuple[str, bytes]] = []
    left = MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > MOST_FILES:
                msg = f"it holds more than {MOST_FILES} files; that is no launchready pack."
                raise PackError(msg)
            for info in infos:
                with archive.open(info) as file:
                    content = file.read(left + 1)
                left -= len(content)
                if left < 0:
                    msg = f"it unpacks to more than {MOST_BYTES // 1024 // 1024} MB; that is no launchready pack."
                    raise PackError(msg)
                found.append((info.filename.rpartition("/")[2], content))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError) as problem:
        msg = f"it is no whole zip file: {problem}."
        raise PackError(msg) from None
    return found
