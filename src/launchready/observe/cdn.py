"""The reverse names of the site's addresses: they tell whose server it is where no table of networks does."""

from collections.abc import AsyncIterator

from dns.exception import DNSException
from dns.reversename import from_address

from launchready.facts.cdn import ReverseName
from launchready.facts.dns import Rcode, Resolution
from launchready.formats.names import to_ascii
from launchready.model.fact import Gap
from launchready.model.subject import Subject
from launchready.model.words import GapReason
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.outcome import Missing, in_order
from launchready.observe.resolver import recurse, tells

MOST_ADDRESSES = 4
MOST_NAMES = 4


@gatherer(makes=(ReverseName,), needs=(Resolution,))
async def reverse_names(scope: Scope) -> AsyncIterator[Observation]:
    """Ask for the name of each address of the target's host."""
    host = scope.target.host
    if scope.target.is_literal:
        yield Missing(GapReason.NOT_RUN, "an address has no DNS of its own").gap(ReverseName, Subject.site(host))
        return
    resolved = scope.seen.of(Resolution, Subject.host(host))
    if resolved is None or not resolved.addresses:
        yield Missing(GapReason.FAILED, f"no address of {host} is known").gap(ReverseName, Subject.site(host))
        return
    wanted = [ip for ip in resolved.addresses if scope.wants(Subject.address(host, ip))]
    async for seen in in_order(_look(scope, ip) for ip in wanted[:MOST_ADDRESSES]):
        yield seen


async def _look(scope: Scope, ip: str) -> ReverseName | Gap:
    subject = Subject.address(scope.target.host, ip)
    try:
        name = from_address(ip).to_text(omit_final_dot=True)
    except (DNSException, ValueError):
        return Missing(GapReason.FAILED, "the address could not be read").gap(ReverseName, subject)
    reply = await recurse(scope.dial, name, "PTR")
    if not tells(reply):
        reason = GapReason.TIMED_OUT if reply.rcode is Rcode.TIMEOUT else GapReason.FAILED
        return Missing(reason, f"the name of {ip} was not answered").gap(ReverseName, subject)
    names = (to_ascii(record) for record in reply.records[:MOST_NAMES])
    return ReverseName(subject=subject, names=tuple(name for name in names if name))
