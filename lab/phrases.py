"""What nginx is told: short words for what many sites say, the application behind it, the caches before it."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from lab import addresses
from lab.pages import write_own
from lab.scenario import Scenario, Site

HTML = "default_type text/html; charset utf-8;"
ROBOTS = 'location = /robots.txt { default_type text/plain; return 200 "User-agent: *\\nAllow: /\\n"; }'
POLICY = (
    "add_header Content-Security-Policy \"default-src 'self'; frame-ancestors 'self'; upgrade-insecure-requests\" always; "
    "add_header X-Content-Type-Options nosniff always; add_header Referrer-Policy strict-origin-when-cross-origin always; "
    'add_header Permissions-Policy "camera=(), microphone=()" always;'
)
# What every page loads: named by their content, kept for a year, compressed; the picture and icon of the link.
FILES = (
    'location /assets/ { expires 1y; add_header Cache-Control "public, immutable"; } '
    "location = /og.png { expires 1d; } location = /favicon.ico { expires 1d; }"
)
HEALTH = """location = /health { default_type application/json; return 200 '{"status": "ok", "database": "ok"}'; }"""
MISSING = "location / { return 404 '<title>Not found</title>'; }"
ABOUT = "location = /about { try_files /about.html =404; }"
BASE = f"{HTML} root %pages%; {ROBOTS} {FILES}"


def _error(page: str) -> str:
    """Every address that is none answers with this page."""
    return f"error_page 404 /{page}.html; location = /{page}.html {{ internal; }} location / {{ try_files /no-such-file =404; }}"


MACROS = {
    "to-https": "return 301 https://$host$request_uri;",
    "policy": POLICY,
    # A sound site says all of it; `bare-hsts` says that one thing alone.
    "hsts": f"%bare-hsts% {POLICY}",
    "hsts-all": f'add_header Strict-Transport-Security "max-age=31536000; includeSubDomains" always; {POLICY}',
    "bare-hsts": 'add_header Strict-Transport-Security "max-age=31536000" always;',
    # Everything may be loaded, and nothing is upgraded: what the page itself says counts.
    "open-policy": "%bare-hsts% add_header Content-Security-Policy \"default-src * 'unsafe-inline' data:; frame-ancestors 'self'\" always; "
    "add_header X-Content-Type-Options nosniff always; add_header Referrer-Policy strict-origin-when-cross-origin always; "
    'add_header Permissions-Policy "camera=(), microphone=()" always;',
    "filler": "a sample community of people who meet on Thursdays " * 60,
    "robots": ROBOTS,
    "files": FILES,
    "health": HEALTH,
    "page": f"{BASE} {HEALTH} location = / {{ try_files /home.html =404; }} {ABOUT} {MISSING}",
    "login-page": f"{BASE} {HEALTH} location = / {{ try_files /member.html =404; }} {ABOUT} "
    f"location = /login {{ try_files /login.html =404; }} {MISSING}",
    "plain-page": f"{HTML} root %pages%; {FILES} location = / {{ try_files /home.html =404; }} {ABOUT} {MISSING}",
    "article": f"{BASE} location = / {{ try_files /article.html =404; }} {ABOUT} {MISSING}",
    "trace-404": f"{BASE} {HEALTH} location = / {{ try_files /home.html =404; }} {ABOUT} {_error('trace')}",
    "debug-404": f"{BASE} {HEALTH} location = / {{ try_files /home.html =404; }} {ABOUT} {_error('debug')}",
    # The page that a script builds; what it answers to other addresses is said beside it.
    "shell": f"{BASE} {HEALTH} location = / {{ try_files /shell.html =404; }} location = /shell {{ internal; try_files /shell.html =404; }}",
    "other-page": f"{BASE} location / {{ try_files /other.html =404; }}",
    "cloudflare": 'add_header cf-ray "8a1b2c3d4e5f6a7b-TST" always; add_header cf-cache-status DYNAMIC always;',
    "challenge": f"{HTML} %cloudflare% add_header cf-mitigated challenge always;",
}
# An application behind nginx, or behind a cache: `%app:WORDS%`, `%cache:WORDS%` ...
SERVED = re.compile(r"%(app|cache|cache-no-query|cache-honest|cache-honest-no-query|cache-files):([a-z0-9. -]+)%")
# One of the apps of `lab/apps`, with faults: `%spa:react%`, `%spa:next mixed,localhost%`.
SPA = re.compile(r"%spa:(react|next|plain)(?: ([a-z,]+))?%")
APPS = {"react": "react/out", "next": "next/out", "plain": "plain"}
# A page with something of its own in it.
OWN = re.compile(r"%(with-head|whole-head|with-body):(.*?)%(?= |$)")
KEEPS = "proxy_cache_valid 200 404 5m; proxy_ignore_headers Cache-Control Expires Set-Cookie Vary;"
SIGN = "%hsts% add_header X-Cache $upstream_cache_status always;"
SHARED_SITES = (
    "server { listen %shared%:80 default_server; default_type text/html; "
    'location / { return 404 "<title>Site not found</title><p>There isn\'t a GitHub Pages site here.</p>"; } }\n'
)
REGISTRY_NAMES = ("rdap.provider.test", "data.iana.org")


def cache_zone(scenario: Scenario, folder: Path) -> str:
    """A cache of the scenario's own; what it stored lies in the folder of its name."""
    return f"proxy_cache_path {folder}/nginx/cache/{scenario.name} keys_zone={scenario.name}:128k max_size=20m;\n"


def uses_cache(phrases: str) -> bool:
    return any(found[1] != "app" for found in SERVED.finditer(phrases))


def expand(phrases: str, scenario: Scenario, folder: Path) -> str:
    """Fill in the macros; a macro may hold macros."""
    macros: Mapping[str, str] = MACROS | {"pages": str(folder / "pages")}
    text = OWN.sub(lambda m: _own(m[1], m[2], folder / "pages"), scenario.fill(phrases))
    text = SERVED.sub(lambda m: _served(m[1], m[2], scenario), text)
    text = SPA.sub(lambda m: _app(m[1], m[2] or ""), text)
    for _ in range(4):
        text = re.sub(r"%([a-z0-9-]+)%", lambda m: macros.get(m[1], m[0]), text)
    return scenario.fill(text)


def _own(kind: str, markup: str, folder: Path) -> str:
    path = write_own(folder, kind, markup)
    robots = "" if "robots.txt" in markup else ROBOTS
    return f"{HTML} root %pages%; {FILES} {robots} {HEALTH} location = / {{ try_files {path} =404; }} {ABOUT} {MISSING}"


def _app(name: str, faults: str) -> str:
    """Serve its files as a host for such apps does: any other address is the app's own."""
    return (
        f"{HTML} root {Path(__file__).parent / 'apps' / APPS[name]}; "
        f"sub_filter 'data-faults=\"\"' 'data-faults=\"{faults}\"'; sub_filter_once on; "
        """location = /api/club.json { default_type application/json; return 200 '{"guests": 14}'; } """
        "location / { try_files $uri $uri.html /index.html; }"
    )


def _served(kind: str, behaviour: str, scenario: Scenario) -> str:
    """Hand the request to `web.py`; the caches differ in what they take for the same page and what they may keep."""
    key = "$host$uri" if kind.endswith("no-query") else "$host$request_uri"
    cache = (
        f"proxy_cache {scenario.name}; proxy_cache_key {key}; {SIGN} {'' if kind.startswith('cache-honest') else KEEPS}"
    )
    files = f"root %pages%; {FILES}"
    plain = _pass(behaviour, scenario.name)
    past = f"proxy_cache {scenario.name}; proxy_cache_bypass 1; proxy_no_cache 1; {SIGN}"
    if kind == "cache-files":  # what ends like a file is kept, whatever it is
        return rf"{files} location ~ \.(css|js)$ {{ {cache} {_pass(behaviour, scenario.name)} }} location / {{ {past} {plain} }}"
    return f"{files} location / {{ {plain if kind == 'app' else cache + _pass(behaviour, scenario.name)} }}"


def _pass(behaviour: str, name: str) -> str:
    """The application knows by these headers whose site it is and what it does."""
    return (
        f"proxy_pass http://{addresses.APP}:{addresses.APP_PORT}; proxy_set_header Host $host; "
        f"proxy_set_header X-Real-IP $remote_addr; proxy_set_header X-Scenario {name}; "
        f'proxy_set_header X-Behaviour "{behaviour}"; proxy_read_timeout 180s;'
    )


def shared_sites(worlds: Iterable[tuple[Scenario, Site]], folder: Path) -> str:
    """What several scenarios share: a provider's landing page, and the registry with the list of registries."""
    words = " ".join(f"{s.zone}={s.registration}" for s, _ in worlds if s.registration)
    stem = folder / "tls" / "registry"
    tls = f"ssl_certificate {stem}.pem; ssl_certificate_key {stem}.key;"
    served = {"rdap.provider.test": f"rdap {words}".strip(), "data.iana.org": "bootstrap"}
    return SHARED_SITES.replace("%shared%", addresses.SHARED_WEB) + "".join(
        f"server {{ listen {addresses.REGISTRY}:443 ssl; server_name {name}; {tls} location / {{ {_pass(does, 'registry')} }} }}\n"
        for name, does in served.items()
    )
