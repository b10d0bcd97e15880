"""
A scenario: one TOML file that says how its site differs from the golden one, and what the audit must say.

Everything a file leaves out is golden. `%name%` is replaced in every text: `%zone%`, the address roles of
`addresses.py`, the nginx phrases of `nginx.py`. Fields are explained in `scenarios/README.md`.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lab import addresses, grants

SCENARIOS = Path(__file__).with_name("scenarios")
GOLDEN_ISSUER = "letsencrypt.org"


class BadScenario(ValueError):
    """A scenario file that cannot be meant; says file and field."""


@dataclass(frozen=True, slots=True)
class Dns:
    """The zone as a difference from the golden zone."""

    records: tuple[str, ...] = ()
    without: tuple[str, ...] = ()  # "www", or "www A": owners (and types) of golden records to leave out
    signed: bool = True
    ds: str = "right"  # right | wrong | none
    parent: tuple[str, ...] = ("ns1=%ns1%", "ns2=%ns2%")  # name=address as the parent says
    child: tuple[str, ...] = ()  # as the zone itself says; the parent's when left out
    transfer: bool = False
    exists: bool = True  # False: the registrable name is not delegated at all


@dataclass(frozen=True, slots=True)
class Certificate:
    """How a certificate differs from one that is 30 days old, has 60 left and a full chain."""

    names: tuple[str, ...] = ()  # the https hosts it is for, when left out
    lifetime_days: float = 90
    left_days: float = 60
    issuer: str = "lets-encrypt"  # lets-encrypt | digicert | stranger | self
    chain: str = "full"  # full | leaf


@dataclass(frozen=True, slots=True)
class Site:
    """One state of the scenario's world."""

    dns: Dns = field(default_factory=Dns)
    web: Mapping[str, str] = field(default_factory=dict)  # "https www second" → nginx phrases | closed | hostile:NAME
    certificates: Mapping[str, Certificate] = field(default_factory=dict)  # "default" or a web key
    protocols: str = "TLSv1.2 TLSv1.3"
    neighbours: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # zone → records in it
    nameservers: Mapping[str, str] = field(default_factory=dict)  # address → behaviour of liars.py


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must be found, what may be, what must not, and how the command ends."""

    expect: tuple[str, ...] = ()  # "id" or "id LEVEL"
    also: tuple[str, ...] = ()  # ids that may be found besides; any other finding is a miss
    forbid: tuple[str, ...] = ()  # the false alarms this scenario was built to provoke
    expect_unknown: tuple[str, ...] = ()
    all_seen: bool = False  # no check may say that it could not see
    answer: str | None = None
    exits: tuple[int, ...] = ()  # one, or several where more than one end is honest


@dataclass(frozen=True, slots=True)
class Scenario:
    name: str
    topic: str
    why: str
    zone: str
    target: str
    site: Site
    expected: Expectation
    second: Site | None = None
    expected_second: Expectation | None = None
    args: tuple[str, ...] = ()
    config: str = ""  # given by --config
    found_config: str = ""  # lies in the folder, vouched for by nobody
    resolvers: tuple[str, ...] = addresses.RESOLVERS
    places: Mapping[str, str] = field(default_factory=dict)
    delay_ms: float = 0  # each way, on the visitor's line
    loss_percent: float = 0
    seconds: float = 60  # it must have ended by then
    rss_mb: float = 150
    browser: bool = False  # pages are rendered as well
    authorised: bool = True  # somebody says that the site is theirs
    deep: bool = False  # what changes something or presses may be tried, where control is proven
    registration: str = ""  # what the registry says: "<days left>[,<status> ...]", see registry.py

    @property
    def on_a_bad_line(self) -> bool:
        return self.delay_ms > 0 or self.loss_percent > 0

    def fill(self, text: str) -> str:
        """Put the scenario's own names and addresses into a text; what it does not know stays."""
        return re.sub(r"%([a-z0-9-]+)%", lambda m: self.places.get(m[1], m[0]), text)


_TOP = {
    "why", "zone", "target", "args", "config", "found_config", "resolvers", "line", "seconds", "rss_mb",
    "browser", "authorised", "deep", "registration",
    "dns", "web", "certificates", "protocols", "neighbours", "nameservers", "second",
    "expect", "also", "forbid", "expect_unknown", "all_seen", "answer", "exit", "exit_in",
}  # fmt: skip


def load_all(folder: Path = SCENARIOS) -> list[Scenario]:
    """Every scenario, in the stable order that also gives out the addresses."""
    files = sorted(folder.glob("*/*.toml"))
    scenarios = [load(path, index) for index, path in enumerate(files)]
    names = [scenario.name for scenario in scenarios]
    if len(set(names)) != len(names):
        raise BadScenario(f"two scenarios have one name: {sorted({n for n in names if names.count(n) > 1})}")
    return scenarios


def load(path: Path, index: int) -> Scenario:
    raw = tomllib.loads(path.read_text())
    if unknown := raw.keys() - _TOP:
        raise BadScenario(f"{path}: unknown {sorted(unknown)}; known are {sorted(_TOP)}")
    name = path.stem
    zone = str(raw.get("zone", f"{name}.example"))
    line = raw.get("line", {})
    first = _site(raw, path)
    second = raw.get("second")
    places = {"zone": zone, "ns1": addresses.NS1, "ns2": addresses.NS2, "nobody": addresses.NOBODY}
    places |= {"proof": grants.proof(zone)}
    places |= {"shared": addresses.SHARED_WEB, "v6-nowhere": addresses.V6_NOWHERE} | addresses.block(index)
    blank = Scenario(name, path.parent.name, str(raw["why"]), zone, "", first, _expectation(raw), places=places)
    return replace(
        blank,
        target=blank.fill(raw.get("target", "https://%zone%/")),
        second=_merge(first, second, path) if second is not None else None,
        expected_second=_expectation(second) if second is not None else None,
        args=tuple(map(blank.fill, raw.get("args", ()))),
        config=blank.fill(raw.get("config", "")),
        found_config=blank.fill(raw.get("found_config", "")),
        resolvers=tuple(map(blank.fill, raw.get("resolvers", addresses.RESOLVERS))),
        delay_ms=line.get("delay_ms", 0),
        loss_percent=line.get("loss_percent", 0),
        seconds=raw.get("seconds", 60),
        rss_mb=raw.get("rss_mb", 150),
        browser=raw.get("browser", False),
        authorised=raw.get("authorised", True),
        deep=raw.get("deep", False),
        registration=raw.get("registration", ""),
    )


def _site(raw: Mapping[str, Any], path: Path) -> Site:
    return Site(
        dns=_dns(raw.get("dns", {}), path),
        web=dict(raw.get("web", {})),
        certificates={key: _certificate(value, path) for key, value in raw.get("certificates", {}).items()},
        protocols=raw.get("protocols", Site().protocols),
        neighbours={zone: tuple(records) for zone, records in raw.get("neighbours", {}).items()},
        nameservers=dict(raw.get("nameservers", {})),
    )


def _merge(first: Site, raw: Mapping[str, Any], path: Path) -> Site:
    """The second state: every table that is named replaces the first one's entries, the rest stays."""
    own = _site(raw, path)
    return replace(
        first,
        dns=own.dns if "dns" in raw else first.dns,
        web={**first.web, **own.web},
        certificates={**first.certificates, **own.certificates},
        protocols=raw.get("protocols", first.protocols),
    )


def _frozen(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}


def _dns(raw: Mapping[str, Any], path: Path) -> Dns:
    try:
        return Dns(**_frozen(raw))
    except TypeError as error:
        raise BadScenario(f"{path}: [dns] {error}") from None


def _certificate(raw: Mapping[str, Any], path: Path) -> Certificate:
    try:
        return Certificate(**_frozen(raw))
    except TypeError as error:
        raise BadScenario(f"{path}: [certificates] {error}") from None


def _expectation(raw: Mapping[str, Any]) -> Expectation:
    return Expectation(
        expect=tuple(raw.get("expect", ())),
        also=tuple(raw.get("also", ())),
        forbid=tuple(raw.get("forbid", ())),
        expect_unknown=tuple(raw.get("expect_unknown", ())),
        all_seen=raw.get("all_seen", False),
        answer=raw.get("answer"),
        exits=tuple(raw["exit_in"]) if "exit_in" in raw else (raw["exit"],),
    )
