"""The files that the lab's sites are made of: a few pages with all that a sound page has, a picture, an icon."""

import struct
import zlib
from pathlib import Path

PAGES = {
    "home": "<h1>A sample community</h1><p>240 members.</p><p><a href='/about?from=home'>About</a></p>",
    "about": "<h1>About</h1><p>A sample community, used by tests.</p>",
    "member": "<h1>A sample community</h1><p><a href='/about?from=home'>About</a> <a href='/login'>Log in</a></p>",
    "login": "<h1>Log in</h1><form method='post' action='/login'><input name='email' type='email'>"
    "<input name='password' type='password'><button>Log in</button></form>",
    "other": "<h1>It works!</h1><p>This is the default page of a new server.</p>",
}
TITLES = {"other": "Welcome to a new server"}


def write_pages(folder: Path) -> None:
    (folder / "assets").mkdir(parents=True)
    for name, body in PAGES.items():
        title = TITLES.get(name, "Sample community")
        head = (
            f"<meta charset=utf-8><title>{title}</title><meta name=viewport content='width=device-width'>"
            f"<meta name=description content='A sample community, used by tests.'><meta property=og:title content='{title}'>"
            "<meta property=og:image content='/og.png'><link rel=icon href='/favicon.ico'>"
            "<link rel=stylesheet href='/assets/index-8d2b1f0c.css'><script type=module src='/assets/index-4f3a9c1b.js'></script>"
        )
        page = f"<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>\n"
        (folder / f"{name}.html").write_text(page)
    (folder / "assets" / "index-8d2b1f0c.css").write_text("body { font: 16px/1.5 system-ui; }\n" * 60)
    (folder / "assets" / "index-4f3a9c1b.js").write_text("document.body.dataset.ready = 'yes';\n" * 60)
    (folder / "og.png").write_bytes(picture(1200, 630))
    (folder / "favicon.ico").write_bytes(picture(32, 32))


def picture(width: int, height: int) -> bytes:
    """A plain PNG of one colour."""
    rows = (b"\x00" + b"\x2f\x5d\x50" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
