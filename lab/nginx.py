"""
nginx's part of the lab: virtual hosts from the scenarios' web keys.

A key is "<scheme> <host> [<role>]": the host `@` (the zone), a label of the zone, a full name with a dot, or `_`
for whatever has no host of its own; the role is an address of `addresses.ROLES` ("web" when left out).
A value is nginx phrases (with the macros below), `closed`, or `hostile:<name>` which `hostile.py` serves.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lab import phrases
from lab.scenario import Scenario, Site

GOLDEN = {
    "http @": "%to-https%",
    "https @": "%hsts% %page%",
    "http www": "%to-https%",
    "https www": "%hsts% return 301 https://%zone%$request_uri;",
}


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
    for key, said in web.items():
        scheme, label, *rest = scenario.fill(key).split()
        name = scenario.zone if label == "@" else label if "." in label or label == "_" else f"{label}.{scenario.zone}"
        if said != "closed":
            found.append(Host(scheme, name, rest[0] if rest else "web", key, said))
    return found


def certificate_stem(host: Host, scenario: Scenario, site: Site, folder: Path) -> Path:
    own = host.key if host.key in site.certificates else "default"
    return folder / re.sub(r"[^a-z0-9.-]+", "-", f"{scenario.name} {own}")


def configuration(worlds: Sequence[tuple[Scenario, Site]], folder: Path) -> str:
    servers = [_server(host, scenario, site, folder) for scenario, site in worlds for host in _nginx(scenario, site)]
    temps = " ".join(f"{kind}_temp_path {folder}/nginx/{kind};" for kind in ("proxy", "fastcgi", "uwsgi", "scgi"))
    return (
        f"daemon off; user root; worker_processes 1; pid {folder}/nginx/pid; error_log {folder}/nginx/error.log;\n"
        "events { worker_connections 4096; }\n"
        f"http {{ access_log {folder}/nginx/access.log; client_body_temp_path {folder}/nginx/body; {temps}\n"
        "server_tokens off; server_names_hash_bucket_size 128; server_names_hash_max_size 4096;\n"
        "map_hash_bucket_size 128; ssl_session_cache off; gzip on; gzip_proxied any; gzip_min_length 256; "
        'map $http_upgrade $connection_upgrade { default upgrade; "" close; } '
        "gzip_types text/css application/javascript application/json; "
        "types { text/html html; text/css css; application/javascript js; image/png png; image/svg+xml svg; "
        "image/x-icon ico; application/json json map; text/plain txt; }\n"
        + "".join(phrases.cache_zone(scenario, folder) for scenario, site in worlds if _caches(scenario, site))
        + phrases.shared_sites(worlds, folder)
        + "".join(servers)
        + "}\n"
    )


def _caches(scenario: Scenario, site: Site) -> bool:
    return any(phrases.uses_cache(host.phrases) for host in _nginx(scenario, site))


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
    body = phrases.expand(host.phrases, scenario, folder)
    return f"server {{ {listen}{default}; server_name {host.name}; {tls} {body} }}\n"
