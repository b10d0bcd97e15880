"""The canonical host's page from each of its addresses: a forgotten one serves an old site to some visitors."""

from collections.abc import AsyncIterator

from launchready.facts.dns import Resolution
from launchready.facts.http import AddressAnswer
from launchready.formats.page import sketch
from launchready.formats.url import Url
from launchready.model.fact import Gap
from launchready.model.subject import Subject
from launchready.model.words import GapReason
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.outcome import Missing, NoAnswer, ask, barrier, in_order, led_to

MOST_ADDRESSES = 8


@gatherer(makes=(AddressAnswer,), needs=(Resolution,))
async def addresses(scope: Scope) -> AsyncIterator[Observation]:
    """Ask each address once for `/`, by the target's scheme, whatever its certificate is worth."""
    host = scope.target.host
    if scope.target.is_literal:
        yield Missing(GapReason.NOT_RUN, "an address has no DNS of its own").gap(AddressAnswer, Subject.site(host))
        return
    resolved = scope.seen.of(Resolution, Subject.host(host))
    if resolved is None or not resolved.addresses:
        missing = Missing(GapReason.FAILED, f"no address of {host} is known")
        yield missing.gap(AddressAnswer, Subject.site(host))
        return
    wanted = [ip for ip in resolved.addresses if scope.wants(Subject.address(host, ip))]
    async for seen in in_order(_look(scope, ip) for ip in wanted[:MOST_ADDRESSES]):
        yield seen


async def _look(scope: Scope, ip: str) -> AddressAnswer | Gap:
    target = scope.target
    subject = Subject.address(target.host, ip)
    url = Url(target.scheme, target.host, target.port, "/")
    if ":" in ip and not await scope.dial.ipv6_here():
        return AddressAnswer(subject=subject, scheme=url.scheme, reached=False, ipv6_here=False)
    answer = await ask(scope, url, address=ip, verify=False)
    if isinstance(answer, Missing):
        return answer.gap(AddressAnswer, subject)
    if isinstance(answer, NoAnswer):
        return AddressAnswer(subject=subject, scheme=url.scheme, reached=False, detail=answer.end.value)
    wall = barrier(answer, scope.reference)
    if wall is not None:
        return wall.gap(AddressAnswer, subject)
    return AddressAnswer(
        subject=subject,
        scheme=url.scheme,
        reached=True,
        page=sketch(answer.status, answer.headers, answer.body, url=url),
        leads_to=led_to(answer, url),
    )
