"""A wanted DNS record, written out as the form of the owner's DNS host (sans-I/O).

The field story: a record typed as `send.club.example` into a form that appends the domain lands at
`send.club.example.club.example`. So each field stands here under the label that it has there, and
the name is what must be typed, not what it means.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from launchready.formats.plain import plain
from launchready.model.finding import WantedRecord

# Record types whose value is a name, as against an address or a text.
_NAMES = frozenset({"CNAME", "ALIAS", "ANAME", "MX", "NS"})
_LONGEST_VALUE = 4096


class Field(Protocol):
    """One field of a form; `reference.FormField` fulfils it."""

    @property
    def label(self) -> str: ...
    @property
    def holds(self) -> str: ...
    @property
    def labels(self) -> Mapping[str, str]: ...
    @property
    def only(self) -> tuple[str, ...]: ...
    @property
    def text(self) -> str: ...


class DnsForm(Protocol):
    """A provider's form; `reference.DnsHost` fulfils it."""

    @property
    def name(self) -> str: ...
    @property
    def clicks(self) -> tuple[str, ...]: ...
    @property
    def form(self) -> Sequence[Field]: ...
    @property
    def apex_name(self) -> str: ...
    @property
    def default_ttl(self) -> str: ...
    @property
    def appends_zone(self) -> bool: ...
    @property
    def absolute_dot(self) -> bool: ...
    @property
    def apex_alias(self) -> str: ...
    @property
    def note(self) -> str: ...


def record_steps(records: Iterable[WantedRecord], form: DnsForm) -> tuple[str, ...]:
    """The steps that set these records at this DNS host: the way to the form, then one step a record."""
    wanted = list(records)
    if not wanted:
        return ()
    zone = plain(wanted[0].zone)
    way = " > ".join(click.replace("{zone}", zone) for click in form.clicks)
    steps = [f"At {form.name}: {way}."]
    steps += [_record_step(record, form) for record in wanted]
    if form.note:
        steps[0] += f" {form.note}"
    return tuple(steps)


def relative_name(name: str, zone: str) -> str:
    """What stands before the zone: `send` for send.club.example, empty for the zone itself.

    Raises ValueError for a name outside the zone: a record that nobody could set there is our mistake.
    """
    name, zone = name.rstrip(".").lower(), zone.rstrip(".").lower()
    if name == zone:
        return ""
    if not name.endswith("." + zone):
        raise ValueError(f"{name} does not stand in the zone {zone}")
    return name[: -len(zone) - 1]


def _record_step(record: WantedRecord, form: DnsForm) -> str:
    """One record, one line a field, and the warning about the name."""
    relative = plain(relative_name(record.name, record.zone))
    kind = record.type.upper()
    # At the domain itself a plain CNAME may not stand (RFC 1034 section 3.6.2); some hosts have a type that may.
    no_alias = kind == "CNAME" and not relative and not form.apex_alias
    if kind == "CNAME" and not relative and form.apex_alias:
        kind = form.apex_alias
    parts = _parts(kind, record.value, form)
    lines = ["Fill in the form like this, and save:"]
    for field in form.form:
        if field.only and kind not in field.only:
            continue
        lines.append(f"{field.labels.get(kind, field.label)} = {_content(field, kind, relative, parts, form)}")
    if form.appends_zone:
        lines.append(_warning(relative, plain(record.zone), form))
    if no_alias:
        lines.append(
            f"{form.name} lets no CNAME stand at the domain itself: use the A record that your host shows instead."
        )
    return "\n".join(lines)


def _parts(kind: str, raw: str, form: DnsForm) -> dict[str, str]:
    """The value split over the fields that this form has for it."""
    value = plain(raw, _LONGEST_VALUE)
    holds = {field.holds for field in form.form if not field.only or kind in field.only}
    parts: dict[str, str] = {}
    if kind == "MX" and "priority" in holds:
        parts["priority"], _, value = value.partition(" ")
    if kind == "CAA" and {"caa-flags", "caa-tag"} <= holds:
        parts["caa-flags"], parts["caa-tag"], value = value.split(" ", 2)
        value = value.strip('"')
    if kind in _NAMES:
        value = value.rstrip(".") + ("." if form.absolute_dot else "")
    return {**parts, "value": value}


def _content(field: Field, kind: str, relative: str, parts: Mapping[str, str], form: DnsForm) -> str:
    """What a field is set to."""
    if field.holds == "type":
        return (field.text or "{type}").replace("{type}", kind)
    if field.holds == "name":
        return relative or form.apex_name or "(leave empty)"
    if field.holds == "ttl":
        return form.default_ttl
    return field.text if field.holds == "fixed" else parts[field.holds]


def _warning(relative: str, zone: str, form: DnsForm) -> str:
    """Why only the part before the domain is typed."""
    if not relative:
        typed = f"Type only {form.apex_name}" if form.apex_name else "Leave the name empty"
        return f"{typed}: {form.name} adds {zone} by itself."
    full = f"{relative}.{zone}"
    return f"Type only {relative}: {form.name} adds .{zone} by itself, and {full} would become {full}.{zone}."
