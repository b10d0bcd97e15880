"""Files that never change while the sample runs: named by their content, kept by browsers for a year."""

import gzip
import hashlib
import struct
import zlib
from functools import cache
from importlib.resources import files

from launchready.tour import names
from launchready.tour.message import Request, Response, text

FOR_EVER = "public, max-age=31536000, immutable"
CARD_SIZE = (1200, 630)
# Top and bottom colour of the picture that chats show for the link.
CARD_COLOURS = ((15, 118, 110), (6, 44, 48))

SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="9" fill="#0f766e"/>
<circle cx="12" cy="14" r="6" fill="#5eead4"/><circle cx="20" cy="18" r="6" fill="#fdba74" fill-opacity=".9"/></svg>"""

ROBOTS = f"User-agent: *\nAllow: /\n\nSitemap: https://{names.ZONE}/sitemap.xml\n"
SITEMAP = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://{names.ZONE}/</loc></url><url><loc>https://{names.ZONE}/signup</loc></url>
</urlset>
"""


def _static(name: str) -> bytes:
    return (files("launchready.tour.community") / "static" / name).read_bytes()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))


def _card() -> bytes:
    """A PNG (RFC 2083) that runs from one colour to the other; chats want a picture, and a sample needs no artist."""
    width, height = CARD_SIZE
    top, bottom = CARD_COLOURS
    rows = b"".join(
        b"\0" + bytes(round(a + (b - a) * y / height) for a, b in zip(top, bottom, strict=True)) * width
        for y in range(height)
    )
    header = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")
    )


def _named(stem: str, data: bytes, ending: str) -> str:
    return f"/static/{stem}.{hashlib.sha256(data).hexdigest()[:8]}.{ending}"


@cache
def style() -> str:
    """Where the style sheet stands."""
    return _named("site", _static("site.css"), "css")


@cache
def script() -> str:
    """Where the script of the front page stands."""
    return _named("seats", _static("seats.js"), "js")


@cache
def icon() -> str:
    """Where the icon stands."""
    return _named("icon", SVG, "svg")


CARD = "/static/card.png"


@cache
def _files() -> dict[str, tuple[str, bytes]]:
    return {
        style(): ("text/css; charset=utf-8", _static("site.css")),
        script(): ("text/javascript; charset=utf-8", _static("seats.js")),
        icon(): ("image/svg+xml", SVG),
        CARD: ("image/png", _card()),
    }


def serve(request: Request) -> Response | None:
    """A file of the site, or None where the path is no file."""
    if request.path == "/robots.txt":
        return text(200, ROBOTS)
    if request.path == "/sitemap.xml":
        return text(200, SITEMAP, "application/xml")
    if request.path == "/.well-known/security.txt":
        return text(200, f"Contact: https://{names.ZONE}/\nPreferred-Languages: en\nExpires: 2030-01-01T00:00:00Z\n")
    if request.path == "/favicon.ico":
        return Response(200, (("Content-Type", "image/svg+xml"), ("Cache-Control", "public, max-age=86400")), SVG)
    found = _files().get(request.path)
    if found is None:
        return text(404, "No such file\n") if request.path.startswith("/static/") else None
    kind, data = found
    lasting = FOR_EVER if request.path != CARD else "public, max-age=86400"
    headers = (("Content-Type", kind), ("Cache-Control", lasting), ("X-Content-Type-Options", "nosniff"))
    if kind == "image/png" or "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(200, (*headers, ("Vary", "Accept-Encoding")), data)
    packed = (("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding"))
    return Response(200, (*headers, *packed), gzip.compress(data, 6, mtime=0))
