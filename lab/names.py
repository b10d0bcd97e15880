"""The lab's name servers as programs: two knots (above and below), two validating unbounds; their configuration."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lab import addresses


@dataclass(frozen=True, slots=True)
class Held:
    """A zone on a server: its name ("" is the root), its file, and whether strangers may copy it."""

    name: str
    file: Path
    transfer: bool = False


def knot(folder: Path, name: str, listen: Iterable[str], zones: Iterable[Held]) -> Path:
    """Write one knot's configuration; each instance has its own run directory, storage and control socket."""
    own = folder / name
    own.mkdir(exist_ok=True)
    held = "".join(
        f"  - domain: {zone.name}.\n    file: {zone.file}\n" + ("    acl: anybody\n" if zone.transfer else "")
        for zone in zones
    )
    path = folder / f"{name}.conf"
    path.write_text(
        f"server:\n  rundir: {own}\n  listen: [ {', '.join(f'{address}@53' for address in listen)} ]\n"
        "  background-workers: 1\n  udp-workers: 1\n  tcp-workers: 1\n"
        # The default sizes of its databases reserve gigabytes.
        f"database:\n  storage: {own}\n  journal-db-max-size: 32M\n  kasp-db-max-size: 20M\n  timer-db-max-size: 10M\n"
        f"control:\n  listen: {own}/knot.sock\nlog:\n  - target: {own}/log\n    any: info\n"
        "acl:\n  - id: anybody\n    action: transfer\n"
        "template:\n  - id: default\n    zonefile-sync: -1\n    zonefile-load: whole\n    journal-content: none\n"
        f"zone:\n{held}"
    )
    return path


def unbound(folder: Path, address: str, trust_anchor: str) -> Path:
    own = folder / f"unbound-{address}"
    own.mkdir(exist_ok=True)
    (own / "root.hints").write_text(
        f". 3600 IN NS ns.root-servers.\nns.root-servers. 3600 IN A {addresses.ROOT_SERVER}\n"
    )
    (own / "root.ds").write_text(f". IN DS {trust_anchor}\n")
    path = own / "unbound.conf"
    path.write_text(
        f"server:\n  interface: {address}\n  port: 53\n  access-control: 0.0.0.0/0 allow\n  do-daemonize: no\n"
        '  username: ""\n  chroot: ""\n'
        f'  directory: "{own}"\n  pidfile: "{own}/pid"\n  use-syslog: no\n  logfile: "{own}/log"\n'
        f'  root-hints: "{own}/root.hints"\n  trust-anchor-file: "{own}/root.ds"\n'
        "  do-not-query-localhost: no\n  do-ip6: no\n  ede: yes\n  num-threads: 1\n"
        # RFC 6761 makes it answer for test. by itself otherwise.
        '  local-zone: "test." nodefault\n'
        # An answer that took longer than 1.9 s is dropped by default; ours may come from slow servers.
        "  discard-timeout: 30000\n"
        # Its own patience with dead servers is minutes; public resolvers give up in seconds.
        "  outbound-msg-retry: 2\n  unknown-server-time-limit: 1000\n  infra-cache-max-rtt: 2000\n"
        '  target-fetch-policy: "0 0 0 0 0"\n  trust-anchor-signaling: no\n'
        "remote-control:\n  control-enable: no\n"
    )
    return path
