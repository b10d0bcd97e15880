"""Reads the text of a check and renders it for what was seen (sans-I/O).

A text is TOML front matter between two lines `+++`, then Markdown: `## Why it matters`, `## How to fix` with
`### any` and variants by platform, `## How to publish` where that is not the platform's usual way, `## How we
tell`. A variant `### cloudflare: flexible` counts for that case only. In titles, messages and steps `{name}` stands
for a value of the finding and `{{name}}` for the word in braces itself; a step that is exactly `{records}` becomes
the form of the owner's DNS host.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from launchready.formats.plain import plain
from launchready.formats.record_form import DnsForm, record_steps
from launchready.formats.text_parts import Case, Front, Section, front_matter, sections
from launchready.model.finding import Value, WantedRecord

ANY = "any"
RECORDS = "{records}"
_PLACE = re.compile(r"\{\{([a-z][a-z0-9_]*)\}\}|\{([a-z][a-z0-9_]*)\}")
# More names than this in one sentence are no sentence.
_MOST_ITEMS = 5


class UnknownValue(LookupError):
    """A text asks for a value that the finding does not give: our bug."""


class Book(Protocol):
    """The look-ups that a text needs; `reference.Reference` fulfils it."""

    def dns_host(self, slug: str) -> DnsForm: ...
    def publish_steps(self, slug: str) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Rendered:
    """The words of one finding. `steps` may hold line breaks; they come in the order of doing."""

    title: str
    message: str
    why: str
    steps: tuple[str, ...]
    publish: str


@dataclass(frozen=True, slots=True)
class CheckText:
    """All words of one check. `front` holds title, passed, message and the facts about the fix."""

    front: Front
    why: str
    fixes: Mapping[str, tuple[str, ...]]
    publish: Mapping[str, str]
    how_we_tell: str

    def names(self) -> frozenset[str]:
        """Every value that the text asks for somewhere, `records` included."""
        front = self.front
        cases = [part for case in front.cases.values() for part in (case.title, case.message)]
        steps = [step for variant in self.fixes.values() for step in variant]
        texts = [front.title, front.message, self.why, *cases, *steps, *self.publish.values()]
        return frozenset(found[2] for text in texts for found in _PLACE.finditer(text) if found[2])

    def passed(self, values: Mapping[str, Value]) -> str:
        """The sentence for a check that found nothing."""
        return _filled(self.front.passed, values)

    def render(
        self,
        values: Mapping[str, Value],
        *,
        case: str = "",
        platform: Sequence[str] = (),
        dns_host: str = "",
        records: Iterable[WantedRecord] = (),
        reference: Book,
    ) -> Rendered:
        """The words for one finding.

        `platform` are slugs in the order in which their variants are preferred (`platform.variants`).
        Raises UnknownValue when the text asks for a value that is not there, or for a case it does not have.
        """
        chosen = self._case(case)
        steps: list[str] = []
        for step in self.fixes[_variant(self.fixes, case, platform)]:
            if step.strip() == RECORDS:
                steps += record_steps(records, reference.dns_host(dns_host))
            else:
                steps.append(_filled(step, values))
        return Rendered(
            title=_filled(chosen.title or self.front.title, values),
            message=_filled(chosen.message or self.front.message, values),
            why=_filled(self.why, values),
            steps=tuple(steps),
            publish=self._publish(case, platform, values, reference),
        )

    def _case(self, case: str) -> Case:
        if not case:
            return Case()
        if case in self.front.cases:
            return self.front.cases[case]
        # A case may differ in its steps alone.
        if any(key.endswith(f": {case}") for key in self.fixes):
            return Case()
        raise UnknownValue(f"the text has no case {case!r}")

    def _publish(self, case: str, platform: Sequence[str], values: Mapping[str, Value], reference: Book) -> str:
        """The text's own way to publish, else the platform's where the fix is in code or at the host."""
        if self.publish:
            return _filled(self.publish[_variant(self.publish, case, platform)], values)
        if self.front.where not in {"code", "host"}:
            return ""
        return next((" > ".join(steps) for slug in platform if (steps := reference.publish_steps(slug))), "")


def parse(text: str) -> CheckText:
    """Read a text. Raises ValueError that names the line and what to write instead."""
    front, body_line = front_matter(text)
    found = {section.title: section for section in sections(text, body_line)}
    return CheckText(
        front=front,
        why=found["Why it matters"].prose,
        fixes={key: steps for key, (steps, _) in found["How to fix"].variants.items()},
        publish={key: prose for key, (_, prose) in _publish_variants(found.get("How to publish")).items()},
        how_we_tell=found["How we tell"].prose,
    )


def _publish_variants(section: Section | None) -> Mapping[str, tuple[tuple[str, ...], str]]:
    """Variants of `How to publish`; text without a heading counts for every platform."""
    if section is None:
        return {}
    return section.variants or {ANY: ((), section.prose)}


def _variant(keys: Mapping[str, object], case: str, platform: Sequence[str]) -> str:
    """The best variant: one for this case on a platform seen, for this case, for a platform seen, for any."""
    slugs = (*platform, ANY)
    wanted = [f"{slug}: {case}" for slug in slugs if case] + list(slugs)
    return next(key for key in wanted if key in keys)


def _filled(template: str, values: Mapping[str, Value]) -> str:
    """The template with its values, made harmless: they come from the scanned site."""

    def value(found: re.Match[str]) -> str:
        if found[1]:
            return "{" + found[1] + "}"
        if found[2] not in values:
            raise UnknownValue(f"the text asks for {{{found[2]}}}, which the finding does not give")
        return said(values[found[2]])

    return _PLACE.sub(value, template)


def said(value: Value) -> str:
    """A value as it stands in a sentence, made harmless."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    items = [plain(item) for item in value]
    if len(items) > _MOST_ITEMS:
        return ", ".join(items[:_MOST_ITEMS]) + f" and {len(items) - _MOST_ITEMS} more"
    return ", ".join(items)
