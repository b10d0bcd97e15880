"""Asks the usual addresses of a health endpoint, once each, beside an address that no site has."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from hashlib import sha256

from launchready.facts.health import HealthAnswer, HealthEndpoint
from launchready.facts.page import Page, PageRole
from launchready.formats.health import Reading, read
from launchready.formats.names import within
from launchready.formats.url import Url, masked, parse
from launchready.model.subject import Subject
from launchready.model.target import HostRole
from launchready.model.words import GapReason
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.http import Exchange, HttpFailure, Web
from launchready.observe.outcome import Missing, NoAnswer, Outcome, ask, barrier, in_order, target_of

# What frameworks and people call it; their own pages say so, those of healthz and ping are habits.
PATHS = (
    "/health",  # Spring Boot 1, Terminus for NestJS, django-health-check
    "/healthz",  # ASP.NET Core's samples, Kubernetes
    "/api/health",
    "/up",  # Rails 7.1, Laravel 11
    "/actuator/health",  # Spring Boot 2 and later: the one part of the actuator that is open unless it is closed
    "/_health",  # Strapi
    "/health/live",  # MicroProfile Health (Quarkus, Open Liberty); beside it stands /health/ready
    "/livez",  # Kubernetes; beside it stands /readyz
    "/status",
    "/api/status",
    "/api/healthz",
    "/ping",
)
MOST_HOSTS = 3
AT_ONCE = 3
# Functions of a Supabase project live at their own host; a builder's backend has no other place for one.
_FUNCTIONS = "supabase.co"
_FUNCTION_PATH = "/functions/v1/health"
# Content negotiators answer with data, and pages for people stay out of the way.
_ACCEPT = (("Accept", "application/json, application/health+json, text/plain;q=0.9, */*;q=0.5"),)
_FORBIDDEN = 403
_LOCKED = frozenset({401, _FORBIDDEN})
# Firewalls refuse this path by rule, whether anything stands there or not.
_REFUSED_BY_RULE = "/actuator/"


@dataclass(frozen=True, slots=True)
class _Door:
    """A host and the paths to try there."""

    origin: Url
    paths: tuple[str, ...]


@gatherer(makes=(HealthAnswer,), needs=(Page,))
async def health(scope: Scope) -> AsyncIterator[Observation]:
    """At most thirteen requests a host, three at a time; the first endpoint found ends it."""
    async for seen in in_order(_look(scope, door) for door in _doors(scope)):
        yield seen


def _doors(scope: Scope) -> Iterator[_Door]:
    """The site's own host, the hosts of its API, and where a builder keeps its functions."""
    target = scope.target
    pages = scope.seen.all(Page)
    calls = [call for page in pages for call in page.calls]
    landing = next((page.url for page in pages if page.role is PageRole.LANDING and not page.rendered), target.url)
    home = parse(landing)
    own = {host.name for host in target.hosts}
    if not isinstance(home, Url) or not (within(home.host, target.apex) or home.host in own):
        home = Url(target.scheme, target.host, target.port, "/")
    declared = [host.name for host in target.hosts if host.role is HostRole.API and "*" not in host.name]
    called = [call.host for call in calls if within(call.host, target.apex)]
    apis = [host for host in dict.fromkeys((*declared, *called)) if host not in {target.host, home.host}]
    yield _Door(home, PATHS)
    functions = [call.host for call in calls if within(call.host, _FUNCTIONS) and call.host != _FUNCTIONS]
    others = [_Door(Url("https", host, 443, "/"), PATHS) for host in apis]
    others += [_Door(Url("https", host, 443, "/"), (_FUNCTION_PATH,)) for host in dict.fromkeys(functions)]
    yield from others[: MOST_HOSTS - 1]


async def _look(scope: Scope, door: _Door) -> Observation:
    subject = Subject.host(door.origin.host)
    control = await _get(scope, _at(door, _random(door)))
    if isinstance(control, Missing):
        return control.gap(HealthAnswer, subject)
    if isinstance(control, NoAnswer):
        missing = Missing(GapReason.FAILED, f"{door.origin.origin} did not answer ({control.end.value})")
        return missing.gap(HealthAnswer, subject)
    if control.status in _LOCKED:
        wall = Missing(GapReason.BLOCKED, f"{door.origin.host} answers every address with {control.status}", _LET_IN)
        return wall.gap(HealthAnswer, subject)
    return await _try(scope, door, control)


async def _try(scope: Scope, door: _Door, control: Exchange) -> Observation:
    """Ask path after path; `control` is what an address answers that no site has."""
    subject = Subject.host(door.origin.host)
    catch_all = _reading(control) is not None
    locked: list[str] = []
    for start in range(0, len(door.paths), AT_ONCE):
        paths = door.paths[start : start + AT_ONCE]
        answers = [one async for one in in_order(_get(scope, _at(door, path)) for path in paths)]
        for path, answer in zip(paths, answers, strict=True):
            by_rule = _closed_by_rule(path, answer)
            if isinstance(answer, Missing) and not by_rule:
                return answer.gap(HealthAnswer, subject)
            if not isinstance(answer, Exchange) or by_rule:
                continue
            if answer.status in _LOCKED:
                locked.append(path)
            reading = None if catch_all else _reading(answer)
            if reading is not None:
                asked = door.paths[: start + len(paths)]
                found = _endpoint(door, path, answer, reading)
                return HealthAnswer(subject=subject, asked=asked, endpoint=found, locked=tuple(locked))
    return HealthAnswer(subject=subject, asked=door.paths, locked=tuple(locked), catch_all=200 <= control.status < 300)


_LET_IN = "Tell the address that your uptime monitor calls, or let this check in by its name in the User-Agent."


def _random(door: _Door) -> str:
    """A sibling of the tried paths that no site has; the same from run to run."""
    folder = door.paths[-1].rpartition("/")[0] if len(door.paths) == 1 else ""
    return f"{folder}/launchready-{sha256(door.origin.host.encode()).hexdigest()[:8]}"


def _at(door: _Door, path: str) -> Url:
    return Url(door.origin.scheme, door.origin.host, door.origin.port, path)


async def _get(scope: Scope, url: Url) -> Outcome:
    """Ask for data; a slash that the app adds to the address is followed, nothing else."""
    answer = await _once(scope, url)
    if isinstance(answer, Exchange):
        target = target_of(answer, url)
        if isinstance(target, Url) and target == Url(url.scheme, url.host, url.port, f"{url.path}/"):
            answer = await _once(scope, target)
    return answer


async def _once(scope: Scope, url: Url) -> Outcome:
    try:
        answer = await Web.of(scope.dial).send("GET", url, headers=_ACCEPT)
    except HttpFailure:
        # Asked as a visitor asks, it says what is in the way, and whether browsers would overlook it.
        return await ask(scope, url)
    return barrier(answer, scope.reference) or answer


def _closed_by_rule(path: str, answer: Outcome) -> bool:
    """Whether a firewall closes this one address, whatever stands behind it."""
    if not path.startswith(_REFUSED_BY_RULE):
        return False
    if isinstance(answer, Missing):
        return answer.reason is GapReason.BLOCKED
    return isinstance(answer, Exchange) and answer.status == _FORBIDDEN


def _reading(answer: Exchange) -> Reading | None:
    if answer.truncated:
        return None
    return read(answer.status, answer.content_type, answer.body)


def _endpoint(door: _Door, path: str, answer: Exchange, reading: Reading) -> HealthEndpoint:
    return HealthEndpoint(
        url=masked(_at(door, path)),
        path=path,
        status=answer.status,
        form=reading.form,
        up=reading.up,
        database=reading.database,
        first_byte_seconds=round(answer.phases.first_byte, 3),
    )
