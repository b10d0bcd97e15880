"""
The mini internet: makes its files, starts its servers, changes its state, stops everything by pid.

Stands in a network and mount namespace of its own (`up.py` enters one): it takes ports 53, 80 and 443.
"""

import datetime as dt
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from lab import addresses, names, nginx, pages, phrases, zones
from lab.certs import Authorities
from lab.scenario import Certificate, Scenario, Site

World = Sequence[tuple[Scenario, Site]]
START_SECONDS = 20


class Internet:
    """One running lab. `now` is the lab's clock for certificates and signatures."""

    def __init__(self, folder: Path, scenarios: Sequence[Scenario], now: dt.datetime) -> None:
        self.folder = folder
        self.scenarios = scenarios
        self.authorities = Authorities(now)
        self.signatures = zones.Signatures(now)
        self.processes: list[subprocess.Popen[bytes]] = []
        self.resolvers: list[subprocess.Popen[bytes]] = []
        self.nginx: subprocess.Popen[bytes] | None = None

    @property
    def ca(self) -> Path:
        return self.folder / "ca.pem"

    def up(self) -> None:
        world = [(scenario, scenario.site) for scenario in self.scenarios]
        for name in ("zones", "tls", "nginx/cache"):
            (self.folder / name).mkdir(parents=True)
        self._links(world)
        self.ca.write_bytes(self.authorities.trusted_pem())
        pages.write_pages(self.folder / "pages")
        self._write(world)
        self._start_names(world)
        self._start_web(world)
        self._wait()

    def change(self) -> None:
        """Bring every scenario that has a second state into it; the rest stays as it is."""
        world = [(scenario, scenario.second or scenario.site) for scenario in self.scenarios]
        self.signatures.serial += 1  # knot reloads what has a new one
        self._write(world)
        for name in ("above", "below"):
            reload = ["knotc", "--config", str(self.folder / f"{name}.conf"), "--blocking", "zone-reload"]
            subprocess.run(reload, check=True, capture_output=True, timeout=60)
        # Resolvers that remember nothing, as after the time to live.
        _stop(self.resolvers)
        self._start_resolvers()
        self._wait()
        self._reload_web()

    def down(self) -> None:
        _stop([*self.processes, *self.resolvers])

    def _links(self, world: World) -> None:
        _ip("link", "set", "lo", "up")
        for scenario, _ in world:
            for role in ("web6", "second6"):
                _ip("addr", "add", f"{scenario.places[role]}/128", "dev", "lo", "nodad")
        resolv = self.folder / "resolv.conf"
        resolv.write_text("".join(f"nameserver {a}\n" for a in addresses.RESOLVERS) + "options timeout:2 attempts:1\n")
        subprocess.run(["mount", "--bind", str(resolv), "/etc/resolv.conf"], check=True, capture_output=True)

    def _write(self, world: World) -> None:
        """Write zones, certificates and nginx's configuration for one state of the world."""
        held = {s.zone: zones.child(s, site, self.signatures) for s, site in world if _own_zone(s)}
        around = zones.neighbours(self.scenarios, self.signatures)
        delegations = [zones.delegation(s, site.dns) for s, site in world if _own_zone(s) and site.dns.exists]
        delegations += [zones.Delegation(zone, zones.HEALTHY) for zone in around]
        everything = held | around | dict(zones.above(delegations, self.signatures))
        for name, text in everything.items():
            (self.folder / "zones" / f"{name or 'root'}.zone").write_text(text)
        for scenario, site in world:
            self._certificates(scenario, site)
        registry = self.folder / "tls" / "registry"
        if not registry.with_name("registry.pem").exists():
            self.authorities.write_leaf(registry, Certificate(), phrases.REGISTRY_NAMES)
        (self.folder / "nginx.conf").write_text(nginx.configuration(world, self.folder))

    def _certificates(self, scenario: Scenario, site: Site) -> None:
        secure = [host for host in nginx.hosts(scenario, site) if host.scheme == "https"]
        every_name = list(dict.fromkeys(h.name if h.name != "_" else scenario.zone for h in secure))
        for host in secure:
            stem = nginx.certificate_stem(host, scenario, site, self.folder / "tls")
            recipe = site.certificates.get(host.key) or site.certificates.get("default") or Certificate()
            recipe = replace(recipe, names=tuple(map(scenario.fill, recipe.names)))
            if scenario.second is None and stem.with_name(stem.name + ".pem").exists():
                continue
            self.authorities.write_leaf(stem, recipe, every_name)

    def _start_names(self, world: World) -> None:
        folder = self.folder / "zones"
        open_zones = {scenario.zone for scenario, site in world if site.dns.transfer}
        files = {path.stem: path for path in folder.glob("*.zone")}
        above = {name: path for name, path in files.items() if "." not in name}
        below = {name: path for name, path in files.items() if name not in above}
        held_above = [names.Held("" if name == "root" else name, path) for name, path in above.items()]
        held_below = [names.Held(name, path, name in open_zones) for name, path in below.items()]
        top = (addresses.ROOT_SERVER, addresses.TLD_SERVER)
        self._start("knotd", "-c", str(names.knot(self.folder, "above", top, held_above)))
        bottom = (addresses.NS1, addresses.NS2)
        self._start("knotd", "-c", str(names.knot(self.folder, "below", bottom, held_below)))
        liars = {s.fill(a): behaviour for s, site in world for a, behaviour in site.nameservers.items()}
        plan = self.folder / "liars.json"
        plan.write_text(json.dumps(liars))
        self._start(sys.executable, "-m", "lab.liars", str(plan))
        self._start_resolvers()

    def _start_resolvers(self) -> None:
        anchor = self.signatures.ds(".")
        configurations = [names.unbound(self.folder, address, anchor) for address in addresses.RESOLVERS]
        self.resolvers = [_spawn(self.folder, "unbound", "-c", str(path)) for path in configurations]

    def _start_web(self, world: World) -> None:
        plan = []
        for scenario, site in world:
            for host in nginx.hosts(scenario, site):
                if host.hostile is not None:
                    stem = nginx.certificate_stem(host, scenario, site, self.folder / "tls")
                    pem = f"{stem}.pem" if host.scheme == "https" else None
                    where = {"address": scenario.places[host.role], "port": host.port}
                    plan.append({**where, "behaviour": host.hostile, "pem": pem, "key": f"{stem}.key"})
        unique = {(one["address"], one["port"]): one for one in plan}
        path = self.folder / "hostile.json"
        path.write_text(json.dumps(list(unique.values())))
        self._start(sys.executable, "-m", "lab.hostile", str(path))
        self._start(sys.executable, "-m", "lab.web")
        self.nginx = self._start("nginx", "-c", str(self.folder / "nginx.conf"), "-p", str(self.folder / "nginx"))

    def _reload_web(self) -> None:
        """Have nginx read its configuration; back when the new worker is there."""
        if self.nginx is None:
            return
        workers = Path(f"/proc/{self.nginx.pid}/task/{self.nginx.pid}/children")
        before = set(workers.read_text().split())
        self.nginx.send_signal(signal.SIGHUP)
        until = time.monotonic() + START_SECONDS
        while set(workers.read_text().split()) <= before:
            if time.monotonic() > until:
                raise RuntimeError("nginx did not take its new configuration")
            time.sleep(0.03)

    def _start(self, *command: str) -> subprocess.Popen[bytes]:
        process = _spawn(self.folder, *command)
        self.processes.append(process)
        return process

    def _wait(self) -> None:
        doors = [(address, 53) for address in (addresses.ROOT_SERVER, addresses.NS1, *addresses.RESOLVERS)]
        # nginx takes its places in order and gives up at the first that is taken; the shared one is its first.
        doors += [(addresses.APP, addresses.APP_PORT), (addresses.SHARED_WEB, 80)]
        until = time.monotonic() + START_SECONDS
        for door in doors:
            while not _open(door):
                dead = [p.args for p in (*self.processes, *self.resolvers) if p.poll() is not None]
                if dead or time.monotonic() > until:
                    log = (self.folder / "out.log").read_text()[-2000:]
                    raise RuntimeError(f"the lab did not come up: {door} is closed; ended: {dead}; {log}")
                time.sleep(0.03)


def _own_zone(scenario: Scenario) -> bool:
    """A site on a platform's name has no zone of its own: its records stand among the neighbours."""
    return scenario.zone not in scenario.site.neighbours


def _open(door: tuple[str, int]) -> bool:
    try:
        socket.create_connection(door, 0.2).close()
    except OSError:
        return False
    return True


def _spawn(folder: Path, *command: str) -> subprocess.Popen[bytes]:
    with (folder / "out.log").open("ab") as log:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env={**os.environ, "PYTHONPATH": _root()}
        )


def _stop(processes: Iterable[subprocess.Popen[bytes]]) -> None:
    processes = list(processes)
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


def _root() -> str:
    return str(Path(__file__).parent.parent)
