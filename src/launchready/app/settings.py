"""Joins flags, config and record into what one run needs."""

import re
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from launchready.app import places
from launchready.app.address import read_address
from launchready.app.grants import grants_of, sources_of
from launchready.app.request import Request, UsageError
from launchready.app.target import make_target
from launchready.config import file as config_file
from launchready.config import trust
from launchready.config.errors import did_you_mean, error_at
from launchready.config.lines import line_of
from launchready.config.structs import Config
from launchready.engine.assemble import stamp
from launchready.engine.record import Record
from launchready.engine.wire import Acceptance
from launchready.formats.names import is_literal, is_local, within
from launchready.formats.plain import plain
from launchready.formats.url import Url, masked, parse
from launchready.model.policy import Policy
from launchready.model.run import Accepted, Consent
from launchready.model.target import Target
from launchready.model.words import Effect, Source
from launchready.observe.dial import DialSettings, Server
from launchready.observe.grants import Grants
from launchready.observe.guard import judge
from launchready.observe.pins import Pin
from launchready.observe.trust import TrustError, verifying
from launchready.reference import load
from launchready.verdict.profiles import PROFILES

OWN_MACHINE = "the address, which is written as one of your own network"
_ABOUT_KEY = re.compile(r"launchready\.toml, ([a-z_.]+): (.*)", re.DOTALL)
RUN_SECONDS = 58.0
"""A whole run ends within a minute, whatever the site does."""
DEEP_REQUESTS = 80
"""Two sign-ins and a member page looked at by three visitors, before and after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What one run needs: where to look, how, by which policy, and where it is kept.

    `deep`: things are to be tried out, where control is proven. `demo_at` is when the founder shows it, if said.
    """

    target: Target
    policy: Policy
    dial: DialSettings
    sources: tuple[Source, ...]
    consent: tuple[Consent, ...]
    record: Record | None
    exceptions: tuple[Acceptance, ...]
    notices: tuple[str, ...]
    as_of: datetime
    grants: Grants = field(default_factory=Grants)
    deep: bool = False
    demo_at: datetime | None = None


def load_config(request: Request) -> config_file.Loaded:
    """Load the config that counts. Raises `ConfigError`."""
    found = request.folder / config_file.NAME
    loaded = trust.load(request.config, found if found.is_file() else None, places.state_folder())
    _try_addresses(loaded)
    return loaded


def _try_addresses(loaded: config_file.Loaded) -> None:
    """Say which line holds an address that cannot be read. Raises `ConfigError`."""
    config = loaded.config
    texts = {("target", "url"): [config.target.url] if config.target.url.strip() else []}
    texts |= {("acting", "resolver"): config.acting.resolver, ("acting", "resolve"): config.acting.resolve}
    readers = (read_address, Server.parse, Pin.parse)
    for (path, given), read in zip(texts.items(), readers, strict=True):
        for text in given:
            try:
                read(text)
            except (UsageError, ValueError) as problem:
                words = f"`{'.'.join(path)}`: {str(problem).removesuffix('.')}"
                raise error_at(str(loaded.path), line_of(loaded.text, path), words) from None


def policy_of(profile: str, config: Config) -> Policy:
    """Give the policy. Raises `UsageError` for a profile that does not exist."""
    name = profile or config.target.profile
    if name not in PROFILES:
        near = did_you_mean(name, PROFILES)
        msg = f"There is no profile {name!r}.{near} Choose one of: {', '.join(PROFILES)}."
        raise UsageError(msg)
    return Policy(profile=PROFILES[name], levels=dict(config.levels))


def make_settings(url: str, request: Request) -> Settings:
    """Work out everything before the first packet. Raises `UsageError`, `ConfigError`, `RecordError`."""
    loaded = load_config(request)
    target, left_out = own_hosts(make_target(url, loaded.config), loaded)
    target, without = own_preview(target, loaded)
    config = loaded.config
    now = datetime.now(UTC)
    try:
        grants = grants_of(target, request, config)
    except UsageError as problem:
        raise _with_line(problem, loaded) from None
    dial = _dial_settings(target, request, config, vouched=bool(url) or loaded.trusted)
    return Settings(
        target=target,
        policy=policy_of(request.profile, config),
        dial=dial,
        sources=sources_of(target, grants),
        consent=_consent(request, config, dial, now),
        record=record_of(target, loaded) if request.keep_record else None,
        exceptions=_exceptions(config, now),
        notices=(*_notices(loaded), *left_out, *without),
        as_of=now,
        grants=grants,
        deep=request.deep or config.acting.deep,
        demo_at=_demo_at(config.demo.at),
    )


def _with_line(problem: UsageError, loaded: config_file.Loaded) -> Exception:
    """Give an error about a key of the file with the line that it stands on."""
    about = _ABOUT_KEY.match(str(problem))
    if about is None:
        return problem
    key, words = about[1], about[2]
    return error_at(str(loaded.path), line_of(loaded.text, tuple(key.split("."))), f"`{key}`: {words}")


def own_preview(target: Target, loaded: config_file.Loaded) -> tuple[Target, tuple[str, ...]]:
    """Believe an untrusted file about a preview only where builders show previews, or below the own domain."""
    url = parse(target.preview)
    if loaded.trusted or not isinstance(url, Url):
        return target, ()
    if within(url.host, target.apex) or load().preview_suffix_of(url.host):
        return target, ()
    words = f"{loaded.path} names {plain(masked(url))} as the preview, which is no host of yours or of a builder."
    return replace(target, preview=""), (f"{words} I leave it out. If it is yours: launchready init --trust",)


def _demo_at(text: str) -> datetime | None:
    """Give the moment of the demo; whether it is one was asked when the config was read."""
    return datetime.fromisoformat(text) if text else None


def own_hosts(target: Target, loaded: config_file.Loaded) -> tuple[Target, tuple[str, ...]]:
    """Leave out hosts of other domains that an untrusted file names: it must not send us anywhere."""
    if loaded.trusted:
        return target, ()
    kept = tuple(host for host in target.hosts if within(host.name.removeprefix("*."), target.apex))
    foreign = sorted({host.name for host in target.hosts} - {host.name for host in kept})
    if not foreign:
        return target, ()
    names = ", ".join(plain(name) for name in foreign[:3])
    words = f"{loaded.path} names hosts outside {target.apex} ({names}). I leave them out."
    return replace(target, hosts=kept), (f"{words} If they are yours: launchready init --trust",)


def record_of(target: Target, loaded: config_file.Loaded) -> Record:
    """Give the target's folder: beside launchready.toml, else in the user's data folder."""
    usual = {"http": 80, "https": 443}[target.scheme] == target.port
    name = target.host.replace(":", "_") + ("" if usual else f"_{target.port}")
    home = loaded.path.parent if loaded.path else None
    return Record((home / ".launchready" if home else places.data_folder() / "records") / name)


def _dial_settings(target: Target, request: Request, config: Config, *, vouched: bool) -> DialSettings:
    """Settle how the world is contacted. A local target counts only when somebody vouches for it."""
    ca = request.ca or (Path(config.acting.ca) if config.acting.ca else None)
    try:
        if ca is not None:
            verifying(str(ca))
        resolvers = tuple(Server.parse(text) for text in request.resolvers or tuple(config.acting.resolver))
        pins = tuple(Pin.parse(text) for text in (*request.pins, *config.acting.resolve))
    except (ValueError, TrustError) as problem:
        raise UsageError(f"{problem}.") from None
    return DialSettings(
        resolvers=resolvers,
        pins=pins,
        ca_file=str(ca) if ca else None,
        literal_private=vouched and _is_private(target.host),
        deadline=time.monotonic() + RUN_SECONDS,
        per_host_requests=DialSettings().per_host_requests + _more_requests(request, config),
    )


def _more_requests(request: Request, config: Config) -> int:
    """What trying things out adds to a host's share of requests."""
    if not (request.deep or config.acting.deep):
        return 0
    return DEEP_REQUESTS + max(config.acting.limit_tries, Grants().tries)


def _is_private(host: str) -> bool:
    """Whether the host is written as a local name or as an address of a private network."""
    return is_local(host) or (is_literal(host) and judge(host, own_network=False, loopback_is_public=False) is not None)


def _consent(request: Request, config: Config, dial: DialSettings, now: datetime) -> tuple[Consent, ...]:
    """Give the consent that needs no question: a flag, a trusted config, or the user's own machine."""
    givers = {
        "--authorised": request.authorised,
        "launchready.toml": config.acting.authorised,
        OWN_MACHINE: dial.literal_private,
    }
    given_by = next((giver for giver, gave in givers.items() if gave), "")
    return (Consent(effect=Effect.ASK, given_by=given_by, at=stamp(now)),) if given_by else ()


def _exceptions(config: Config, now: datetime) -> tuple[Acceptance, ...]:
    found = []
    for entry in config.exceptions:
        accepted = Accepted(reason=entry.reason, until=entry.until, at=now.strftime("%Y-%m-%d"))
        found.append(Acceptance(fingerprint=entry.fingerprint, check=entry.check, accepted=accepted))
    return tuple(found)


def _notices(loaded: config_file.Loaded) -> tuple[str, ...]:
    if not loaded.ignored:
        return ()
    keys = ", ".join(loaded.ignored)
    first = f"{loaded.path} sets {keys}. I do not do what a file found in a folder says."
    return (f"{first} If it is yours: launchready init --trust",)
