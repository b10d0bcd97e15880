"""The addresses of every name of the target: by two resolvers, and by the zone's own servers."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from launchready.facts.dns import NameRole, Rcode, Resolution, View
from launchready.facts.names import HostNames
from launchready.formats.names import doubled, is_host_name, is_local, within
from launchready.model.fact import Gap
from launchready.model.subject import Subject
from launchready.model.target import Target
from launchready.model.words import GapReason
from launchready.observe.dial import Dial
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.views import authority_views, quick_view, resolver_views
from launchready.observe.wildcard import control


@dataclass(slots=True)
class _Name:
    roles: list[NameRole] = field(default_factory=list)
    origins: tuple[str, ...] = ()

    @property
    def wanted(self) -> bool:
        return self.roles != [NameRole.FOUND]


@gatherer(makes=(Resolution,), needs=(HostNames,))
async def resolution(scope: Scope) -> AsyncIterator[Observation]:
    """Look every name up; the wanted ones in full."""
    target = scope.target
    if target.is_literal:
        yield _gap(target.host, GapReason.NOT_RUN, "an address has no DNS of its own")
        return
    names = _names(target, scope.seen.first(HostNames))
    chosen = {host: name for host, name in names.items() if scope.wants(Subject.host(host))}
    looks = [asyncio.ensure_future(_look(scope.dial, target, host, name)) for host, name in chosen.items()]
    try:
        for look in looks:
            yield await look
    finally:
        for look in looks:
            look.cancel()


def _names(target: Target, known: HostNames | None) -> dict[str, _Name]:
    """Whom to ask for, and why; a name that is wanted is not merely found."""
    names: dict[str, _Name] = {}

    def want(host: str, role: NameRole) -> None:
        if is_host_name(host) and not is_local(host):  # `*.club.example` may be declared too
            names.setdefault(host, _Name()).roles.append(role)

    want(target.host, NameRole.CANONICAL)
    if target.owns_zone:
        want(target.apex, NameRole.APEX)
        want(f"www.{target.apex}", NameRole.WWW)
    for declared in target.hosts:
        want(declared.name, NameRole.DECLARED)
    for name in known.names if known else ():
        if name.name not in names:
            want(name.name, NameRole.FOUND)
        if name.name in names:
            names[name.name].origins = tuple(origin.value for origin in name.origins)
    return names


async def _look(dial: Dial, target: Target, host: str, name: _Name) -> Observation:
    if name.wanted:
        by_resolver, by_authority = await asyncio.gather(resolver_views(dial, host), authority_views(dial, host))
    else:
        by_resolver, by_authority = (await quick_view(dial, host),), ()
    views = (*by_resolver, *by_authority)
    if not any(view.answered or view.cnames or view.rcode is Rcode.SERVFAIL for view in views):
        return _unanswered(host, views)
    missing = name.wanted and any(view.answered for view in by_resolver) and not any(map(_leads, views))
    found = Resolution(
        subject=Subject.host(host),
        roles=tuple(dict.fromkeys(name.roles)),
        views=views,
        doubled=await _doubled(dial, target.apex, host) if missing and within(host, target.apex) else (),
        origins=name.origins,
    )
    return _with_refusals(dial, found)


def _leads(view: View) -> bool:
    return bool(view.addresses or view.cnames)


async def _doubled(dial: Dial, zone: str, host: str) -> tuple[str, ...]:
    """What stands where a form that appends the domain would have put the record; a wildcard's answer is no record."""
    view, seen = await asyncio.gather(quick_view(dial, doubled(host, zone)), control(dial, zone))
    if not seen.told or seen.explains(view):
        return ()
    return view.cnames or view.addresses


def _with_refusals(dial: Dial, found: Resolution) -> Resolution:
    """Name the addresses that the guard refuses."""
    host = found.subject.host_name
    refused = tuple(address for address in found.addresses if dial.judge(address, host=host) is not None)
    return Resolution(
        subject=found.subject,
        roles=found.roles,
        views=found.views,
        doubled=found.doubled,
        origins=found.origins,
        refused=refused,
    )


def _unanswered(host: str, views: tuple[View, ...]) -> Gap:
    rcode = views[0].rcode
    reason = GapReason.TIMED_OUT if rcode is Rcode.TIMEOUT else GapReason.FAILED
    return _gap(host, reason, f"no DNS server answered for {host} ({rcode})")


def _gap(host: str, reason: GapReason, detail: str) -> Gap:
    return Gap(fact=Resolution.__name__, subject=Subject.host(host), reason=reason, detail=detail)
