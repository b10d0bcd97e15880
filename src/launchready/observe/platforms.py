"""Who runs what: the DNS host, the CDN, the host and the builder of the site. Fix texts depend on it."""

from collections.abc import AsyncIterator

from launchready.facts.dns import Delegation, Resolution
from launchready.facts.http import Platform, RedirectChain
from launchready.formats.platform import fingerprint
from launchready.model.subject import Subject
from launchready.observe.chains import entries
from launchready.observe.follow import Walk, follow
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.outcome import body_text


@gatherer(makes=(Platform,), needs=(Resolution, Delegation, RedirectChain))
async def platforms(scope: Scope) -> AsyncIterator[Observation]:
    """Put together what DNS, headers and page say. The walk is the one of the redirect chains, made once."""
    walk = await follow(scope, next(entries(scope.target)).url)
    names = _names(scope, walk)
    delegation = scope.seen.first(Delegation)
    last = walk.answers[-1] if walk.answers else None
    html = body_text(last).lower() if last else ""
    guess = fingerprint(
        cnames=tuple(dict.fromkeys(cname for name in names for cname in name.cnames)),
        addresses=tuple(dict.fromkeys(address for name in names for address in name.addresses)),
        headers=last.headers if last else (),
        html_marks=[mark for mark in scope.reference.marks if mark in html],
        ns_names=(delegation.parent_ns or delegation.child_ns) if delegation else (),
        reference=scope.reference,
    )
    dns_host, cdn, host, builder = guess.slugs
    yield Platform(
        subject=Subject.site(scope.target.host),
        dns_host=dns_host,
        cdn=cdn,
        host=host,
        builder=builder,
        evidence=guess.evidence,
    )


def _names(scope: Scope, walk: Walk) -> tuple[Resolution, ...]:
    """What is known about the host where visitors end, else about the one that we were given."""
    for host in (walk.at.host, scope.target.host):
        found = scope.seen.of(Resolution, Subject.host(host))
        if found is not None:
            return (found,)
    return ()
