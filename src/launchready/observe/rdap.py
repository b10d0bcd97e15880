"""What the registry says about the domain: one question by RDAP (RFC 9082), to the server that IANA names."""

from collections.abc import AsyncIterator
from dataclasses import replace

from launchready.facts.registration import Registration
from launchready.formats.names import bought_domain, can_be_bought
from launchready.formats.rdap import DomainAnswer, domain_answer, domain_url, server_of
from launchready.formats.url import Url, parse
from launchready.model.subject import Subject
from launchready.model.words import GapReason
from launchready.observe.dial import Dial
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.http import Exchange, HttpFailure, HttpFailureKind, Web
from launchready.observe.outcome import REDIRECTS, Missing
from launchready.reference.rdap import registries

MOST_REDIRECTS = 3
_ACCEPT = (("Accept", "application/rdap+json, application/json;q=0.9"),)
_ASK = "Log in where you bought the domain: its page shows until when it is paid. Switch automatic renewal on."
_TIMED_OUT = {HttpFailureKind.TIMED_OUT, HttpFailureKind.CONNECT_TIMED_OUT}


@gatherer(makes=(Registration,), seconds=30.0)
async def registration(scope: Scope) -> AsyncIterator[Observation]:
    """Ask about the target's registrable domain."""
    zone = Subject.zone(scope.target.apex)
    seen = await _look(scope)
    if isinstance(seen, Missing):
        yield seen.gap(Registration, zone)
        return
    answer, server = seen
    yield Registration(
        subject=zone,
        registrar=answer.registrar,
        expires_at=answer.expires_at,
        statuses=answer.statuses,
        server=server,
    )


async def _look(scope: Scope) -> tuple[DomainAnswer, str] | Missing:
    domain = bought_domain(scope.target.apex)
    if scope.target.is_literal or not scope.target.owns_zone or not can_be_bought(domain):
        return Missing(GapReason.NOT_RUN, f"{scope.target.apex} is not a domain that the owner has registered")
    base = await _server(scope.dial, domain)
    if base is None:
        ending = domain.rpartition(".")[2]
        return Missing(GapReason.NO_ACCESS, f"no registry tells in public about domains that end in .{ending}", _ASK)
    answer = await _question(scope.dial, domain_url(base, domain))
    if isinstance(answer, Missing):
        return answer
    if answer.expires_at is None and answer.related is not None:
        answer = await _filled(scope.dial, answer, answer.related)
    return answer, base.host


async def _filled(dial: Dial, answer: DomainAnswer, related: Url) -> DomainAnswer:
    """Take what only the registrar knows; the registry's own word stays."""
    more = await _question(dial, related)
    if isinstance(more, Missing):
        return answer
    return replace(answer, registrar=answer.registrar or more.registrar, expires_at=more.expires_at)


async def _server(dial: Dial, domain: str) -> Url | None:
    """Give the registry's server by IANA's list, or by our own table where that is not to be had."""
    listed = await _fetch(dial, registries().bootstrap)
    found = server_of(listed.body, domain) if isinstance(listed, Exchange) and listed.status == 200 else None
    own = parse(registries().server_of(domain))
    return found or (own if isinstance(own, Url) else None)


async def _question(dial: Dial, url: Url) -> DomainAnswer | Missing:
    said = await _fetch(dial, url)
    if isinstance(said, Missing):
        return said
    if said.status == 404:
        return Missing(GapReason.FAILED, f"{url.host} does not know the domain", _ASK)
    if said.status == 429:
        return Missing(GapReason.BLOCKED, f"{url.host} said that it is asked too often", _ASK)
    answer = domain_answer(said.body) if said.status == 200 else None
    if answer is None:
        return Missing(GapReason.FAILED, f"{url.host} gave no answer that could be read (status {said.status})", _ASK)
    return answer


async def _fetch(dial: Dial, where: Url | str) -> Exchange | Missing:
    """Ask by GET; registries hand over to each other by redirects (RFC 7480 section 5.2)."""
    url = where if isinstance(where, Url) else parse(where)
    for _ in range(MOST_REDIRECTS):
        if not isinstance(url, Url) or url.scheme != "https":
            return Missing(GapReason.FAILED, "the registry leads to an address that is not safe to ask", _ASK)
        try:
            said = await Web.of(dial).send("GET", url, headers=_ACCEPT)
        except HttpFailure as failure:
            late = failure.kind in _TIMED_OUT
            reason = GapReason.TIMED_OUT if late else GapReason.FAILED
            return Missing(reason, f"{url.host} did not answer{' in time' if late else ''}", _ASK)
        if said.status not in REDIRECTS:
            return said
        url = parse(said.header("location") or "", url)
    return Missing(GapReason.FAILED, "the registry's servers send the question round in a circle", _ASK)
