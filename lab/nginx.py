"""
nginx's part of the lab: virtual hosts from the scenarios' web keys.

A key is "<scheme> <host> [<role>]": the host `@` (the zone), a label of the zone, a full name with a dot, or `_`
for whatever has no host of its own; the role is an address of `addresses.ROLES` ("web" when left out).
A value is nginx phrases (with the macros below), `closed`, or `hostile:<name>` which `hostile.py` serves.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lab import addresses
from lab.scenario import Scenario, Site

GOLDEN = {
    "http @": "%to-https%",
    "https @": "%hsts% %page%",
    "http www": "%to-https%",
    "https www": "%hsts% return 301 https://%zone%$request_uri;",
}
HTML = "default_type text/html; charset utf-8;"
ROBOTS = 'location = /robots.txt { default_type text/plain; return 200 "User-agent: *\\nAllow: /\\n"; }'
MACROS = {
    "to-https": "return 301 https://$host$request_uri;",
    "hsts": 'add_header Strict-Transport-Security "max-age=31536000" always;',
    "hsts-all": 'add_header Strict-Transport-Security "max-age=31536000; includeSubDomains" always;',
    "robots": ROBOTS,
    "page": f"{HTML} root %pages%; {ROBOTS} location = / {{ try_files /home.html =404; }} "
    "location = /about { try_files /about.html =404; } location / { return 404 '<title>Not found</title>'; }",
    "login-page": f"{HTML} root %pages%; {ROBOTS} location = / {{ try_files /member.html =404; }} "
    "location = /about { try_files /about.html =404; } "
    "location = /login { try_files /login.html =404; } location / { return 404 '<title>Not found</title>'; }",
    "other-page": f"{HTML} root %pages%; {ROBOTS} location / {{ try_files /other.html =404; }}",
    "cloudflare": 'add_header cf-ray "8a1b2c3d4e5f6a7b-TST" always; add_header cf-cache-status DYNAMIC always;',
    "challenge": f"{HTML} %cloudflare% add_header cf-mitigated challenge always;",
}
PAGES = {
    "home": "<h1>A sample community</h1><p>240 members.</p><p><a href='/about?from=home'>About</a></p>",
    "about": "<h1>About</h1><p>A sample community, used by tests.</p>",
    "member": "<h1>A sample community</h1><p><a href='/about?from=home'>About</a> <a href='/login'>Log in</a></p>",
    "login": "<h1>Log in</h1><form method='post' action='/login'><input name='email' type='email'>"
    "<input name='password' type='password'><button>Log in</button></form>",
    "other": "<h1>It works!</h1><p>This is the default page of a new server.</p>",
}
TITLES = {"other": "Welcome to a new server"}
PROVIDER_SITES = (
    "server { listen %shared%:80 default_server; default_type text/html; "
    'location / { return 404 "<title>Site not found</title><p>There isn\'t a GitHub Pages site here.</p>"; } }\n'
)


@dataclass(frozen=True, slots=True)
class Host:
    """One virtual host: where it stands and what it does."""

    scheme: str
    name: str
    role: str
    key: str
    phrases: str

    @property
    def port(self) -> int:
        return 443 if self.scheme == "https" else 80

    @property
    def hostile(self) -> str | None:
        return self.phrases.removeprefix("hostile:") if self.phrases.startswith("hostile:") else None


def hosts(scenario: Scenario, site: Site) -> list[Host]:
    """The virtual hosts of one scenario, closed ones left out."""
    web = {**GOLDEN, **site.web}
    found = []
    for key, phrases in web.items():
        scheme, label, *rest = scenario.fill(key).split()
        name = scenario.zone if label == "@" else label if "." in label or label == "_" else f"{label}.{scenario.zone}"
        if phrases != "closed":
            found.append(Host(scheme, name, rest[0] if rest else "web", key, phrases))
    return found


def certificate_stem(host: Host, scenario: Scenario, site: Site, folder: Path) -> Path:
    own = host.key if host.key in site.certificates else "default"
    return folder / re.sub(r"[^a-z0-9.-]+", "-", f"{scenario.name} {own}")


def configuration(worlds: Iterable[tuple[Scenario, Site]], folder: Path) -> str:
    servers = [_server(host, scenario, site, folder) for scenario, site in worlds for host in _nginx(scenario, site)]
    temps = " ".join(f"{kind}_temp_path {folder}/nginx/{kind};" for kind in ("proxy", "fastcgi", "uwsgi", "scgi"))
    return (
        f"daemon off; user root; worker_processes 1; pid {folder}/nginx/pid; error_log {folder}/nginx/error.log;\n"
        "events { worker_connections 4096; }\n"
        f"http {{ access_log {folder}/nginx/access.log; client_body_temp_path {folder}/nginx/body; {temps}\n"
        "server_tokens off; server_names_hash_bucket_size 128; server_names_hash_max_size 4096;\n"
        "map_hash_bucket_size 128; ssl_session_cache off; types { text/html html; }\n"
        + PROVIDER_SITES.replace("%shared%", addresses.SHARED_WEB)
        + "".join(servers)
        + "}\n"
    )


def write_pages(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name, body in PAGES.items():
        head = f"<meta charset=utf-8><title>{TITLES.get(name, 'Sample community')}</title>"
        page = f"<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>\n"
        (folder / f"{name}.html").write_text(page)


def _nginx(scenario: Scenario, site: Site) -> list[Host]:
    return [host for host in hosts(scenario, site) if host.hostile is None]


def _server(host: Host, scenario: Scenario, site: Site, folder: Path) -> str:
    address = scenario.places[host.role]
    listen = f"listen {f'[{address}]' if ':' in address else address}:{host.port}"
    default = " default_server" if host.name == "_" else ""
    tls = ""
    if host.scheme == "https":
        stem = certificate_stem(host, scenario, site, folder / "tls")
        old = " ssl_ciphers ALL:@SECLEVEL=0;" if "TLSv1 " in f"{site.protocols} " or "1.1" in site.protocols else ""
        tls = f"ssl_certificate {stem}.pem; ssl_certificate_key {stem}.key; ssl_protocols {site.protocols};{old}"
        listen += " ssl http2"
    body = _expand(host.phrases, scenario, folder)
    return f"server {{ {listen}{default}; server_name {host.name}; {tls} {body} }}\n"


def _expand(phrases: str, scenario: Scenario, folder: Path) -> str:
    macros: Mapping[str, str] = MACROS | {"pages": str(folder / "pages")}
    text = re.sub(r"%app:([a-z0-9. -]+)%", lambda m: _app(m[1], scenario), phrases)
    for _ in range(3):  # a macro may hold macros
        text = re.sub(r"%([a-z0-9-]+)%", lambda m: macros.get(m[1], m[0]), text)
    return scenario.fill(text)


def _app(behaviour: str, scenario: Scenario) -> str:
    """Hand the request to `web.py`, which knows by these headers whose site it is and what it does."""
    return (
        f"location / {{ proxy_pass http://{addresses.APP}:{addresses.APP_PORT}; proxy_set_header Host $host; "
        f'proxy_set_header X-Scenario {scenario.name}; proxy_set_header X-Behaviour "{behaviour}"; '
        "proxy_read_timeout 180s; }"
    )
