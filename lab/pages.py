"""The files that the lab's sites are made of: a few pages with all that a sound page has, a picture, an icon."""

import hashlib
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
# A page that is built by its script: the markup holds nothing; /login exists for the script alone.
SHELL = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sample community</title>
<meta name="description" content="A sample community, used by tests."><meta property="og:title" content="Sample community">
<meta property="og:image" content="/og.png"><meta name="viewport" content="width=device-width"><link rel="icon" href="/favicon.ico">
<script type="module" crossorigin src="/assets/index-7c9e2d1a.js"></script></head><body><div id="root"></div></body></html>
"""
SHELL_SCRIPT = """const routes = [{path: "/", element: home}, {path: "/login", element: login}, {path: "/pricing", element: pricing}];
function home() { return '<h1>A sample community</h1><p>240 members.</p><a href="/pricing">Pricing</a> <a href="/login">Log in</a>'; }
function pricing() { return '<h1>Pricing</h1><p>Nothing costs anything here.</p>'; }
function login() { return '<h1>Log in</h1><form method="post" action="/login"><input type="email" name="email">' +
  '<input type="password" name="password"><button>Log in</button></form>'; }
function show() { const found = routes.find(route => route.path === location.pathname);
  document.getElementById("root").innerHTML = found ? found.element() : "<h1>No such page</h1>"; }
addEventListener("popstate", show);
addEventListener("click", event => { const link = event.target.closest("a"); if (!link) return; event.preventDefault();
  history.pushState({}, "", link.getAttribute("href")); show(); });
show();
"""
TRACE = """<!doctype html><html><head><title>Error</title></head><body><pre>TypeError: Cannot read properties of undefined (reading &#39;id&#39;)
<br> &nbsp; &nbsp;at /app/server/routes/members.js:41:22
<br> &nbsp; &nbsp;at Layer.handle [as handle_request] (/app/node_modules/express/lib/router/layer.js:95:5)
<br> &nbsp; &nbsp;at next (/app/node_modules/express/lib/router/route.js:149:13)</pre></body></html>
"""
DEBUG = """<!DOCTYPE html><html lang="en"><head><title>Page not found at /launchready</title></head><body><div id="summary">
<h1>Page not found <span>(404)</span></h1></div><div id="requestinfo"><h2>Settings</h2><h4>Using settings module <code>club.settings</code></h4>
<table class="req"><tr><td>DATABASE_PASSWORD</td><td class="code"><pre>&#x27;sample-value-of-a-setting&#x27;</pre></td></tr>
<tr><td>STRIPE_SECRET_KEY</td><td class="code"><pre>&#x27;sample-value-of-a-setting&#x27;</pre></td></tr></table></div>
<div id="explanation"><p>You\u2019re seeing this error because you have <code>DEBUG = True</code> in your Django settings file. Change that to
<code>False</code>, and Django will display a standard 404 page.</p></div></body></html>
"""
ARTICLE = (
    "<h1>How to read a stack trace</h1><p>A stack trace says where a program stopped. An example:</p>"
    "<pre><code>Traceback (most recent call last):\n  File &quot;app.py&quot;, line 3, in members\n    return club[1]\n"
    "KeyError: 1</code></pre><p>Read it from below. You are seeing this because DEBUG = True is explained here.</p>"
)
TITLE = "Sample community"
TITLES = {"other": "Welcome to a new server"}


def head(title: str, more: str = "") -> str:
    """What a sound page says about itself, with something more."""
    return (
        f"<meta charset=utf-8><title>{title}</title><meta name=viewport content='width=device-width'>"
        f"<meta name=description content='A sample community, used by tests.'><meta property=og:title content='{title}'>"
        "<meta property=og:image content='/og.png'><link rel=icon href='/favicon.ico'>"
        "<link rel=stylesheet href='/assets/index-8d2b1f0c.css'>"
        f"<script type=module src='/assets/index-4f3a9c1b.js'></script>{more}"
    )


def write_own(folder: Path, kind: str, markup: str) -> str:
    """Write a page with something of its own in it: in a sound head, as its whole head, or in its body; its path."""
    heads = {"with-head": head(TITLE, markup), "whole-head": f"<meta charset=utf-8>{markup}", "with-body": head(TITLE)}
    body = PAGES["home"] + (markup if kind == "with-body" else "")
    name = f"own/{hashlib.sha256((kind + markup).encode()).hexdigest()[:16]}.html"
    (folder / "own").mkdir(exist_ok=True)
    (folder / name).write_text(f"<!doctype html><html lang=en><head>{heads[kind]}</head><body>{body}</body></html>\n")
    return f"/{name}"


def write_pages(folder: Path) -> None:
    (folder / "assets").mkdir(parents=True)
    for name, body in {**PAGES, "article": ARTICLE}.items():
        title = TITLES.get(name, TITLE)
        page = f"<!doctype html><html lang=en><head>{head(title)}</head><body>{body}</body></html>\n"
        (folder / f"{name}.html").write_text(page)
    for name, page in {"shell": SHELL, "trace": TRACE, "debug": DEBUG}.items():
        (folder / f"{name}.html").write_text(page)
    (folder / "assets" / "index-7c9e2d1a.js").write_text(SHELL_SCRIPT)
    (folder / "assets" / "index-8d2b1f0c.css").write_text("body { font: 16px/1.5 system-ui; }\n" * 60)
    (folder / "assets" / "index-4f3a9c1b.js").write_text("document.body.dataset.ready = 'yes';\n" * 60)
    heavy = "".join(f"export const line{n} = 'sample {n * 7919 % 104729}';\n" for n in range(60_000))
    (folder / "assets" / "heavy-5e6f7a8b.js").write_text(heavy)
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
