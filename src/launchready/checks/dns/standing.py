"""What several servers together say about one name: the ground of the judgements about names."""

from collections.abc import Iterator
from enum import StrEnum

from launchready.facts.dns import NameRole, Rcode, Resolution, View, ViewKind
from launchready.model.fact import Gap
from launchready.model.finding import NotApplicable, WantedRecord
from launchready.model.seen import Seen
from launchready.model.subject import Subject
from launchready.model.target import Target
from launchready.model.words import GapReason

WANTED = frozenset({NameRole.CANONICAL, NameRole.APEX, NameRole.WWW, NameRole.DECLARED})
"""Roles of the names that somebody relies on; the others were only found."""

NO_DNS = NotApplicable("This address is written as a number or a local name; no DNS is asked for it.")
NOT_OURS = NotApplicable("This name belongs to your host, and its DNS is your host's too.")

_AGREE = 2


class Standing(StrEnum):
    """What is known about a name."""

    SERVES = "serves"
    MISSING = "missing"
    FAILS = "fails"
    UNSEEN = "unseen"


def standing(name: Resolution) -> Standing:
    """Put the views of one name together.

    An address from anybody proves that the record stands. That it is missing needs two servers
    that say so, or every recursive one that was there to ask: one resolver may hold an old "no"
    in its cache, or lie.
    """
    if name.addresses:
        return Standing.SERVES
    if loops(name):
        return Standing.FAILS
    recursive = recursive_views(name)
    answered = [view for view in name.views if view.answered]
    if len(answered) >= _AGREE or (recursive and all(view.answered for view in recursive)):
        return Standing.MISSING
    if any(view.rcode is Rcode.SERVFAIL for view in recursive):
        return Standing.FAILS
    return Standing.UNSEEN


def recursive_views(name: Resolution) -> tuple[View, ...]:
    """The answers of the resolvers that visitors use."""
    return tuple(view for view in name.views if view.kind is ViewKind.RECURSIVE)


def loops(name: Resolution) -> bool:
    """Whether its CNAMEs lead back to a name they have passed."""
    host = name.subject.host_name
    return any(host in view.cnames or len(set(view.cnames)) < len(view.cnames) for view in name.views)


def wanted(seen: Seen) -> Iterator[Resolution]:
    """The names that somebody relies on, in the order seen."""
    return (name for name in seen.all(Resolution) if WANTED & set(name.roles))


def resolution(seen: Seen, host: str) -> Resolution | None:
    """What was seen of one host."""
    return seen.of(Resolution, Subject.host(host))


def unseen(seen: Seen, host: str) -> Gap:
    """Why nothing, or not enough, is known about the addresses of a host."""
    subject = Subject.host(host)
    known = next((gap for gap in seen.gaps(Resolution) if gap.subject == subject), None)
    if known is not None:
        return known
    name = resolution(seen, host)
    if name is None:
        return Gap(
            fact="Resolution", subject=subject, reason=GapReason.NOT_RECORDED, detail=f"{host} was not looked up"
        )
    if standing(name) is Standing.FAILS:
        detail = f"the servers for {host} answer with an error instead of an address"
        return Gap(fact="Resolution", subject=subject, reason=GapReason.FAILED, detail=detail)
    return Gap(
        fact="Resolution",
        subject=subject,
        reason=GapReason.TIMED_OUT,
        detail=f"too few DNS servers answered about {host}",
        ask="Look again from another line.",
    )


def no_zone(target: Target) -> NotApplicable | None:
    """Why the zone of this target is not the owner's to judge, or None."""
    if target.is_literal:
        return NO_DNS
    return None if target.owns_zone else NOT_OURS


def www_of(target: Target) -> str:
    """The name with www before the registrable domain."""
    return f"www.{target.apex}"


def counts(target: Target, host: str) -> bool:
    """Whether apex or www are expected of this target at all.

    An app at app.club.example says nothing about club.example, unless it is declared.
    """
    return target.host in (target.apex, www_of(target)) or host in {declared.name for declared in target.hosts}


def address_record(host: str, value: str, zone: str) -> WantedRecord:
    """The record that leads a host to an address, or to another name."""
    if ":" in value:
        return WantedRecord("AAAA", host, value, zone)
    kind = "A" if value.replace(".", "").isdigit() else "CNAME"
    return WantedRecord(kind, host, value, zone)


def cause_of(name: Resolution) -> str:
    """What a missing name shares with the other findings about it: a dead alias, else its record.

    Where the record is there under a doubled name, the check that says so speaks for the others.
    """
    if name.doubled:
        return f"dns/doubled-name:{name.subject.host_name}"
    return f"{'alias' if name.cnames else 'name'}:{name.subject.host_name}"


def servers_cause(zone: str) -> str:
    """What findings share that come from the name servers of a zone."""
    return f"servers:{zone}"
