"""Faults in what a page says: edits of its text, as somebody would make them in the template."""

import re
from collections.abc import Callable
from dataclasses import replace

from launchready.tour import names
from launchready.tour.community import assets
from launchready.tour.message import HTML, Request, Response

Edit = Callable[[str], str]

PLAIN = f"http://{names.ZONE}"
# Put together here, so that nobody who searches this repository for keys finds one: it opens nothing.
TEST_KEY = "pk_" + "test_" + "51SampleOfTheTour" + "0123456789abcdefgh"
GONE_STYLE = "/static/site.0a1b2c3d.css"
DEBUG_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Page not found at {path}</title></head>
<body><h1>Page not found (404)</h1><table><tr><th>Request URL:</th><td>https://club.example{path}</td></tr></table>
<p>Using the URLconf defined in <code>club.urls</code>, Django tried these URL patterns, in this order:</p>
<ol><li>feed/</li><li>members/&lt;int:number&gt;/</li><li>desk/export/</li></ol>
<p>You're seeing this error because you have <code>DEBUG = True</code> in your Django settings file.</p></body></html>
"""
_TAGS = re.compile(r'<meta (?:property="og:|name="twitter:|name="description")[^>]*>\n')
_TITLE = re.compile(r"<title>[^<]*</title>")


def _in_head(tag: str) -> Edit:
    return lambda page: page.replace("</head>", f"{tag}\n</head>", 1)


def _in_main(tag: str) -> Edit:
    return lambda page: page.replace("</main>", f"{tag}\n</main>", 1)


def _as_the_builder_left_it(page: str) -> str:
    return _TITLE.sub("<title>Vite + React</title>", _TAGS.sub("", page), count=1)


FRONT_PAGE: dict[str, Edit] = {
    "config/payment-test-mode": _in_head(f'<meta name="payment-key" content="{TEST_KEY}">'),
    "content/localhost": _in_main('<p><a href="http://localhost:5173/library">The library</a></p>'),
    "content/mixed-blockable": _in_head(f'<link rel="stylesheet" href="{PLAIN}/static/seasons.css">'),
    "content/mixed-upgradable": _in_main(f'<p><img src="{PLAIN}{assets.CARD}" alt="Our last evening" width="300"></p>'),
    "content/not-indexable": _in_head('<meta name="robots" content="noindex">'),
    "content/share-preview": _as_the_builder_left_it,
}


def edited(on: frozenset[str], request: Request, response: Response) -> Response:
    """The page as its template has it with these faults."""
    if not (response.header("Content-Type") or "").startswith(HTML.partition(";")[0]):
        return response
    if "headers/debug-leak" in on and response.status == 404:
        return replace(response, body=DEBUG_PAGE.replace("{path}", _harmless(request.path)).encode())
    page = response.body.decode()
    if request.host == names.ZONE and request.path == "/":
        for fault in sorted(FRONT_PAGE.keys() & on):
            page = FRONT_PAGE[fault](page)
    if "deploy/behind" in on:
        page = page.replace(assets.style(), GONE_STYLE)
    return replace(response, body=page.encode())


def _harmless(path: str) -> str:
    """The path as it may stand in a page."""
    return re.sub(r"[^\w/.~-]", "?", path)
