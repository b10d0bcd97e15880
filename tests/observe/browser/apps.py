"""The three single-page apps of the lab, served as a host serves them."""

from collections.abc import Callable
from pathlib import Path

from tests.observe.servers import says
from tests.observe.site import Answer, Request

APPS = Path(__file__).parents[3] / "lab" / "apps"
ROOTS = {"react": APPS / "react" / "out", "next": APPS / "next" / "out", "plain": APPS / "plain"}
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".css": "text/css",
    ".txt": "text/plain",
    ".json": "application/json",
}


def app(name: str, *faults: str, host: str = "club.example", catch_all: bool = True) -> dict[str, Answer]:
    """Everything that the app's host answers; `catch_all`: the app itself for addresses that are no file."""
    return {f"https://{host}": _answers(ROOTS[name], ",".join(faults), catch_all=catch_all)}


def _answers(root: Path, faults: str, *, catch_all: bool) -> Callable[[Request], bytes]:
    def answer(request: Request) -> bytes:
        if request.path == "/api/club.json":
            return says(b'{"guests": 14}', headers=("Content-Type: application/json",))
        file = _file(root, request.path)
        missing = file is None
        if file is None:
            file = root / "index.html" if catch_all else root / "404.html"
        body = file.read_bytes() if file.is_file() else b"<title>Not found</title><p>There is nothing here"
        if file.suffix == ".html":
            body = body.replace(b'data-faults=""', f'data-faults="{faults}"'.encode())
        kind = f"Content-Type: {TYPES.get(file.suffix, 'text/html')}"
        return says(body, "404 Not Found" if missing and not catch_all else "200 OK", (kind,))

    return answer


def _file(root: Path, path: str) -> Path | None:
    tried = [root / path.lstrip("/")] if path != "/" else []
    tried += [root / f"{path.strip('/') or 'index'}.html"]
    return next((file for file in tried if file.is_file() and root in file.resolve().parents), None)
