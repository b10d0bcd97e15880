"""What we may do: asked once, kept with the record, said before it happens.

LOOK needs nobody. ASK is one question. CHANGE and STRESS need proof of control of each host at this run, and are
told before the first of them. What spends money needs a word of its own and is never given here.
"""

import hmac
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

import msgspec

from launchready.app.control import Control, account_secret, look_for_proof
from launchready.app.request import UsageError
from launchready.app.settings import OWN_MACHINE, RUN_SECONDS, Settings
from launchready.engine import catalog
from launchready.engine.assemble import stamp
from launchready.engine.files import read_regular, replace_whole
from launchready.engine.plan import make_plan
from launchready.engine.record import Record
from launchready.model.run import Consent
from launchready.model.words import Effect

QUESTION = "Is this your site, or did its owner ask you? I knock, count, and never read members' data."
GO_ON = "Shall I go on?"
KEPT = "consent.json"
AT_THE_QUESTION = "you, at the question"
MOST_BYTES = 64 * 1024
DEEP = (Effect.CHANGE, Effect.STRESS)
BEFORE_DEMO = timedelta(minutes=60)
DEMO_LASTS = timedelta(hours=2)
"""Nothing that may break a demo happens in the hour before it, nor while people are there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept(Consent):
    """A consent as it is kept. The seal is this account's: a record that was copied carries no consent along."""

    seal: str


class Person(Protocol):
    """Whoever sits at the terminal, if anybody does."""

    @property
    def there(self) -> bool:
        """Whether there is somebody to ask."""

    def tell(self, line: str) -> None:
        """Say something before it happens."""

    def yes(self, question: str) -> bool:
        """Ask; anything but a clear yes is a no."""


def settle(settings: Settings, person: Person) -> Settings:
    """Settle what this run may do. Raises `UsageError`."""
    settings = _may_ask(settings, person)
    if settings.deep:
        settings = _may_try(settings, person)
    return renewed(settings)


def renewed(settings: Settings) -> Settings:
    """Let the run begin now: reading and answering took its time, and a second look has a time of its own."""
    dial = replace(settings.dial, deadline=time.monotonic() + RUN_SECONDS)
    return replace(settings, dial=dial, as_of=datetime.now(UTC))


def _may_ask(settings: Settings, person: Person) -> Settings:
    """Ask the one question, unless it was answered before. Without a person only flags and trusted files count."""
    if any(consent.effect is Effect.ASK for consent in settings.consent) or not person.there:
        return settings
    kept = kept_consent(settings.record, settings.target.host)
    if kept is not None:
        return _with(settings, Consent(effect=Effect.ASK, given_by=kept.given_by, at=kept.at))
    if not person.yes(QUESTION):
        return settings
    given = Consent(effect=Effect.ASK, given_by=AT_THE_QUESTION, at=stamp(settings.as_of))
    if settings.record is not None:
        with suppress(OSError, UsageError):  # a full disk, no home folder: the question comes again
            _keep(settings.record, settings.target.host, given)
    return _with(settings, given)


def kept_consent(record: Record | None, host: str) -> Consent | None:
    """Give the answer that was kept. Only knocking can be kept: proof is looked up at each run."""
    if record is None:
        return None
    try:
        data = read_regular(record.folder / KEPT, MOST_BYTES)
        kept = msgspec.json.decode(data, type=tuple[Kept, ...])
        return next((one for one in kept if hmac.compare_digest(one.seal, _seal(host, one))), None)
    except (OSError, UsageError, TypeError, msgspec.ValidationError, msgspec.DecodeError):
        return None


def _keep(record: Record, host: str, given: Consent) -> None:
    record.folder.mkdir(parents=True, exist_ok=True)
    kept = Kept(effect=given.effect, given_by=given.given_by, at=given.at, seal=_seal(host, given))
    replace_whole(record.folder / KEPT, msgspec.json.encode((kept,)))


def _seal(host: str, given: Consent) -> str:
    """Bind a consent to knocking, to its host, and to whoever holds this account's secret."""
    words = f"{host}\n{Effect.ASK}\n{given.given_by}\n{given.at}"
    return hmac.new(account_secret(), words.encode(), "sha256").hexdigest()


def _may_try(settings: Settings, person: Person) -> Settings:
    """Look for proof of control, say what would happen, and ask once where somebody is there."""
    soon = _demo_is_near(settings)
    if soon:
        person.tell(soon)
        return settings
    hosts, given_by = _controlled(settings, person)
    if not hosts:
        return settings
    at = stamp(settings.as_of)
    if not any(consent.effect is Effect.ASK for consent in settings.consent):
        settings = _with(settings, Consent(effect=Effect.ASK, given_by=given_by, at=at))
    told = _what_happens(settings)
    for line in told:
        person.tell(line)
    if told and person.there and not person.yes(GO_ON):
        return settings
    consents = (Consent(effect=effect, given_by=given_by, at=at) for effect in DEEP)
    return replace(_with(settings, *consents), grants=replace(settings.grants, proven=hosts))


def _demo_is_near(settings: Settings) -> str:
    at = settings.demo_at
    if at is None or not at - BEFORE_DEMO <= settings.as_of <= at + DEMO_LASTS:
        return ""
    return (
        f"Your demo is at {at.strftime('%H:%M')} on {at.strftime('%d %B')}. From an hour before until two hours after"
        " I try nothing out that may disturb it; I only look and knock."
    )


def _controlled(settings: Settings, person: Person) -> tuple[tuple[str, ...], str]:
    """Name the hosts under control, and how that is known."""
    if settings.dial.literal_private:
        return (settings.target.host,), OWN_MACHINE
    control = look_for_proof(settings)
    if control.to_publish:
        _say_what_is_missing(control, person)
    return tuple(control.proven), f"proof of control: {_said(control.proven)}"


def _said(proven: Mapping[str, str]) -> str:
    return ", ".join(f"{host} ({way})" for host, way in proven.items())


def _say_what_is_missing(control: Control, person: Person) -> None:
    host = next(host for host in control.wanted if host not in control.proven)
    person.tell(f"I found no proof that {host} is yours, so I try nothing out there; I only look and knock.")
    person.tell("Publish one of these, then run this again:")
    for line in control.to_publish:
        person.tell(f"  {line}")


def _what_happens(settings: Settings) -> list[str]:
    """Say what each part of the plan that changes or strains something will do, and what may follow."""
    effects = {Effect.LOOK, Effect.ASK, *DEEP}
    plan = make_plan(catalog.checks(), catalog.gatherers(), settings.sources, effects)
    return [gatherer.says(settings.grants) for gatherer in plan.gatherers if gatherer.says is not None]


def _with(settings: Settings, *consents: Consent) -> Settings:
    return replace(settings, consent=(*settings.consent, *consents))
