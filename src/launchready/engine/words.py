"""Puts words to results: the check's text, for the platform that was seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from launchready.engine.catalog import text_of
from launchready.engine.fingerprint import fingerprint
from launchready.facts.dns import Resolution
from launchready.facts.http import Platform
from launchready.formats.names import is_host_name, is_literal
from launchready.formats.plain import plain
from launchready.formats.platform import variants
from launchready.formats.text import CheckText, said
from launchready.model.fact import Fact, Gap
from launchready.model.finding import Finding, Value
from launchready.model.result import Result
from launchready.model.run import (
    Accepted,
    Brief,
    FindingLine,
    Fix,
    GapLine,
    PlaceLine,
    ResultLine,
    SubjectLine,
)
from launchready.model.words import Who
from launchready.reference import Reference
from launchready.reference.waits import hours_of

HOUR = 3600.0
DRAWN = "card_"
"""Values of a finding that are drawn: the card that a chat shows."""
SET_RECORDS = "Make the DNS records that are named <record …> stand in the zone, as they are given."


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Who runs what, by slug, and how long old answers of the DNS live."""

    dns_host: str = ""
    cdn: str = ""
    host: str = ""
    builder: str = ""
    ttl_hours: float = 1.0

    def slugs(self, where: str) -> tuple[str, ...]:
        """Give the slugs in the order in which a text is searched for a problem mended at `where`."""
        return variants(where, self.dns_host, self.cdn, self.host, self.builder)


def place_of(facts: Sequence[Fact]) -> Place:
    """Read from the facts who runs what, and how long old DNS answers live."""
    seen = next((f for f in facts if isinstance(f, Platform)), None)
    ttls = [v.ttl for f in facts if isinstance(f, Resolution) for v in f.views if v.ttl is not None]
    ttl_hours = max(ttls, default=HOUR) / HOUR
    if seen is None:
        return Place(ttl_hours=ttl_hours)
    return Place(dns_host=seen.dns_host, cdn=seen.cdn, host=seen.host, builder=seen.builder, ttl_hours=ttl_hours)


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Renders every result of one run."""

    place: Place
    reference: Reference
    accepted: dict[str, Accepted]

    def line(self, result: Result) -> ResultLine:
        """Render one result. A text that lacks a value is our bug and raises `LookupError`."""
        text = text_of(result.check.id)
        findings = tuple(self._finding(text, result, finding) for finding in result.findings)
        title = findings[0].title if findings else text.passed({"subject": result.subject.host_name})
        accepted = [finding.accepted for finding in findings]
        return ResultLine(
            check=result.check.id,
            title=title,
            area=result.check.area.value,
            subject=SubjectLine(kind=result.subject.kind.value, name=result.subject.name),
            status=result.status,
            accepted=accepted[0] if accepted and all(accepted) else None,
            findings=findings,
            gaps=tuple(dict.fromkeys(_gap(gap) for gap in result.gaps)),
            notes=(*result.notes, *((result.why,) if result.why else ())),
        )

    def _finding(self, text: CheckText, result: Result, finding: Finding) -> FindingLine:
        values = {"subject": result.subject.host_name, **finding.values}
        front = text.front
        slugs = self.place.slugs(front.where)
        rendered = text.render(
            values,
            case=finding.case,
            platform=slugs,
            dns_host=self.place.dns_host,
            records=finding.records,
            reference=self.reference,
        )
        name = fingerprint(result.check, result.subject, finding)
        return FindingLine(
            level=finding.level,
            confidence=finding.confidence,
            title=rendered.title,
            message=rendered.message,
            why=rendered.why,
            prevents=front.prevents,
            accepted=self.accepted.get(name),
            fingerprint=name,
            group=finding.group or name,
            places=tuple(
                PlaceLine(kind=p.kind.value, name=plain(p.name), line=p.line, commit=p.commit) for p in finding.places
            ),
            fix=Fix(
                steps=rendered.steps,
                publish=rendered.publish,
                effort_hours=front.effort_hours,
                wait_hours=hours_of(front.wait, self.place.ttl_hours),
                who=Who(front.who),
                redesign=front.redesign,
                at=self._at(text),
                where=front.where,
            ),
            brief=self._brief(text, values, finding, slugs),
            sight={name: plain(str(value)) for name, value in values.items() if name.startswith(DRAWN)},
        )

    def _brief(self, text: CheckText, values: Mapping[str, Value], finding: Finding, slugs: tuple[str, ...]) -> Brief:
        """Give the words without what the site says, and what it says beside them."""
        rendered = text.render(
            {name: _placeholder(name, value) for name, value in values.items()},
            case=finding.case,
            platform=slugs,
            reference=self.reference,
        )
        asked = text.names()
        seen = {_spoken(name): said(value) for name, value in sorted(values.items()) if name in asked}
        for number, record in enumerate(finding.records, 1):
            seen[f"record {number}"] = plain(f"{record.type} {record.name} {record.value}")
        return Brief(
            title=rendered.title,
            message=rendered.message,
            steps=((SET_RECORDS,) if finding.records else ()) + rendered.steps,
            publish=rendered.publish,
            seen=seen,
        )

    def _at(self, text: CheckText) -> str:
        """Name the provider at which the fix is made, when its own clicks are shown."""
        if text.front.where in {"dns", "registrar"}:
            return self.reference.dns_host(self.place.dns_host).name if self.place.dns_host else ""
        known = (self.reference.platform(slug) for slug in self.place.slugs(text.front.where) if slug in text.fixes)
        return next((platform.name for platform in known if platform is not None), "")


def _spoken(name: str) -> str:
    return name.replace("_", " ")


def _placeholder(name: str, value: Value) -> Value:
    """Keep a number, and the host's name where it is one; everything else may hold somebody's words."""
    own = name == "subject" and isinstance(value, str) and (is_host_name(value) or is_literal(value))
    return value if isinstance(value, int | float) or own else f"<{_spoken(name)}>"


def _gap(gap: Gap) -> GapLine:
    return GapLine(reason=gap.reason, detail=plain(gap.detail), ask=plain(gap.ask))
