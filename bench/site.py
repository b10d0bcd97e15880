"""One site of eight hosts: time, CPU, memory, and what arrived at its servers by their own count."""

import json
import os
import signal
import statistics
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.table import Part, Row, at_most, median_of
from lab.scenario import Scenario
from lab.up import Lab
from trials.kit import PRODUCT, Ground, Place, answer_of, findings_of, verdict_of
from trials.wire import most_at_once

RUNS = 5
HOSTS = 8
WALL_SECONDS, PROBES, CONNECTIONS, REQUESTS = 2, 4, 4, 120
FORMAT = (
    'log_format count escape=json \'{"host":"$host","address":"$server_addr","port":$server_port,'
    '"from":$remote_port,"serial":$connection,"request":"$request"}\';'
)
HTTPS = 443


def measure(ground: Ground) -> Part:
    site = ground.scenarios["eight"]
    runs = [ground.place().audit(site, "--json") for _ in range(RUNS)]
    wall = [run.seconds for run in runs]
    answer = answer_of(runs[0])
    rows = [
        at_most(f"wall, median of {RUNS}", statistics.median(wall), WALL_SECONDS, " s"),
        Row("wall, least to most", median_of(wall, " s")),
        Row("CPU (user and system)", median_of([run.cpu_seconds for run in runs], " s")),
        Row("largest resident memory", median_of([run.rss_mb for run in runs], " MB", 0)),
        Row("verdict", f"{verdict_of(runs[0])}, exit {runs[0].code}, {len(findings_of(runs[0]))} findings"),
        Row("the program's own count", json.dumps(answer.get("effort", {}))),
        *_counted(ground, site),
    ]
    return Part("One site of eight hosts", "launchready audit https://eight.example/ --json", tuple(rows))


def _counted(ground: Ground, site: Scenario) -> list[Row]:
    """One more run, watched on the wire, beside the web server's log of requests."""
    place = ground.place()
    log = _log_by_connection(ground.lab)
    connections = _watch(place, place.audit_words(site, "--json"))
    requests = [json.loads(line) for line in log.read_text().splitlines()]
    addresses = {place for role, place in site.places.items() if role not in {"shared", "nobody"}}
    mine = [c for c in connections if c["address"] in addresses and c["port"] in {80, HTTPS}]
    spoke = {(r["address"], r["port"], r["from"]) for r in requests}
    http = [c for c in mine if (c["address"], c["port"], c["from"]) in spoke]
    silent = [c for c in mine if (c["address"], c["port"], c["from"]) not in spoke]
    probes = Counter(c["address"] for c in silent if c["port"] == HTTPS)
    per_host = Counter(r["host"] for r in requests)
    ours = {host: count for host, count in per_host.items() if host.endswith(site.zone)}
    at_once = {address: most_at_once([c for c in http if c["address"] == address]) for address in addresses}
    return [
        Row("hosts that were asked something", str(len(ours)), f"{HOSTS}", len(ours) == HOSTS),
        at_most("TLS probes an address (443, no request came)", max(probes.values(), default=0), PROBES, digits=0),
        at_most("requests a host, the most", max(ours.values(), default=0), REQUESTS, digits=0),
        Row("requests in all", str(sum(ours.values()))),
        at_most(
            "HTTP connections at once to a host, the most", max(at_once.values(), default=0), CONNECTIONS, digits=0
        ),
        Row("HTTP connections in all", f"{len(http)} for {sum(ours.values())} requests"),
        Row("connections at once to a host, probes too", str(_most_of_all(mine, addresses))),
        Row("connections in all, probes too", str(len(mine))),
    ]


def _most_of_all(connections: Sequence[Mapping[str, Any]], addresses: set[str]) -> int:
    return max(most_at_once([c for c in connections if c["address"] == address]) for address in addresses)


def _watch(place: Place, words: list[str]) -> list[Mapping[str, Any]]:
    out = place.folder / "wire.json"
    place.run(PRODUCT[0], "-m", "trials.wire", "--out", str(out), "--", *words)
    return list(json.loads(out.read_text())["connections"])


def _log_by_connection(lab: Lab) -> Path:
    """Have the lab's web server write down for each request on which connection it came; gives the empty log."""
    net = lab.folder / "net"
    configuration = net / "nginx.conf"
    log = net / "nginx" / "count.log"
    text = configuration.read_text()
    old = f"access_log {net}/nginx/access.log;"
    configuration.write_text(text.replace(old, f"{FORMAT} access_log {log} count;"))
    os.kill(int((net / "nginx" / "pid").read_text()), signal.SIGHUP)
    until = time.monotonic() + 10
    while not log.exists():
        if time.monotonic() > until:
            raise TimeoutError("the web server did not take its new configuration")
        time.sleep(0.05)
    time.sleep(0.5)  # the workers with the old configuration go
    return log
