"""The parts of a check's text: its front matter and its sections, read strictly (sans-I/O)."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType

from launchready.model.words import Who

_FENCE = "+++"
_HEADING = re.compile(r"(#{1,6}) +(.+?) *$")
_NUMBERED = re.compile(r"(\d{1,3})\. +(.+)$")
_VARIANT = re.compile(r"[a-z0-9][a-z0-9-]*(: [a-z0-9][a-z0-9-]*)?")
_TOML_LINE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")

PREVENTS = ("", "downtime", "leaked secret", "lost mail", "failed demo")
WHERE = ("dns", "edge", "host", "code", "registrar")
WAITS = ("none", "dns-ttl", "certificate", "nameservers", "registrar")
SECTIONS = ("Why it matters", "How to fix", "How to publish", "How we tell")
_OPTIONAL = "How to publish"
_CLOSED = {"prevents": PREVENTS, "where": WHERE, "wait": WAITS, "who": tuple(who.value for who in Who)}


@dataclass(frozen=True, slots=True)
class Case:
    """Words of one case of a problem; an empty one leaves the text's own."""

    title: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The front matter of a text. `effort_hours` is (likely, at most) without waiting."""

    title: str
    passed: str
    message: str
    prevents: str
    where: str
    effort_hours: tuple[float, float]
    wait: str
    who: Who
    redesign: bool = False
    sources: tuple[str, ...]
    cases: Mapping[str, Case] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section: its prose before the first variant, and the variants as (steps, prose)."""

    title: str
    prose: str
    variants: Mapping[str, tuple[tuple[str, ...], str]]


def front_matter(text: str) -> tuple[Front, int]:
    """The front matter, and the number of the line after it (counted from 0)."""
    lines = text.splitlines()
    if not lines or lines[0].strip() != _FENCE:
        raise ValueError(f"line 1: a text begins with a line {_FENCE}")
    end = next((number for number, line in enumerate(lines[1:], 1) if line.strip() == _FENCE), None)
    if end is None:
        raise ValueError(f"line {len(lines)}: the front matter ends with a line {_FENCE}; there is none")
    try:
        raw = tomllib.loads("\n".join(lines[1:end]))
    except tomllib.TOMLDecodeError as error:
        at = _TOML_LINE.search(str(error))
        number = int(at[1]) + 1 if at and at[1] else end
        raise ValueError(f"line {number}: {_TOML_LINE.sub('', str(error)).strip()}") from error
    return _front(raw, lines), end + 1


def _front(raw: dict[str, object], lines: list[str]) -> Front:
    """The keys as values; a wrong one is named with its line."""
    known = {each.name for each in fields(Front)}
    for key in sorted(raw.keys() - known):
        raise _wrong(key, f"is not a key of a text; the keys are {', '.join(sorted(known))}", lines)
    for key in sorted(known - {"redesign", "cases"} - raw.keys()):
        raise ValueError(f"line 1: the front matter lacks {key}")
    words = {key: _one_of(key, raw[key], allowed, lines) for key, allowed in _CLOSED.items()}
    for key in ("title", "passed", "message"):
        if not isinstance(raw[key], str) or not raw[key]:
            raise _wrong(key, "is a sentence in quotes", lines)
    redesign = raw.get("redesign", False)
    if not isinstance(redesign, bool):
        raise _wrong("redesign", "is true or false", lines)
    effort, sources, cases = (_effort(raw["effort_hours"]), _sources(raw["sources"]), _cases(raw.get("cases", {})))
    if effort is None:
        raise _wrong("effort_hours", "is [likely, at most] in hours, for example [0.2, 0.5]", lines)
    if sources is None:
        raise _wrong("sources", "is a list of at least one source in quotes", lines)
    if cases is None:
        raise _wrong("cases", "are tables [cases.name] with title and message, each in quotes, or one of them", lines)
    return Front(
        title=str(raw["title"]),
        passed=str(raw["passed"]),
        message=str(raw["message"]),
        prevents=words["prevents"],
        where=words["where"],
        effort_hours=effort,
        wait=words["wait"],
        who=Who(words["who"]),
        redesign=redesign,
        sources=sources,
        cases=cases,
    )


def _one_of(key: str, said: object, allowed: tuple[str, ...], lines: list[str]) -> str:
    """A word of a closed set."""
    if not isinstance(said, str) or said not in allowed:
        raise _wrong(key, f"is one of {', '.join(repr(word) for word in allowed)}", lines)
    return said


def _wrong(key: str, instead: str, lines: list[str]) -> ValueError:
    """What is wrong with a key, at its line."""
    at = next((number for number, line in enumerate(lines, 1) if re.match(rf"\[?{re.escape(key)}\b", line)), 1)
    return ValueError(f"line {at}: {key} {instead}")


def _effort(raw: object) -> tuple[float, float] | None:
    if not isinstance(raw, list) or len(raw) != 2 or not all(type(hours) in (int, float) for hours in raw):
        return None
    likely, most = float(raw[0]), float(raw[1])
    return (likely, most) if 0 <= likely <= most else None


def _sources(raw: object) -> tuple[str, ...] | None:
    if not isinstance(raw, list) or not raw or not all(isinstance(source, str) and source for source in raw):
        return None
    return tuple(raw)


def _cases(raw: object) -> Mapping[str, Case] | None:
    if not isinstance(raw, dict):
        return None
    for case in raw.values():
        keys = {"title", "message"}
        if not isinstance(case, dict) or not case or not case.keys() <= keys:
            return None
        if not all(isinstance(words, str) and words for words in case.values()):
            return None
    return MappingProxyType({name: Case(**case) for name, case in raw.items()})


def sections(text: str, start: int) -> tuple[Section, ...]:
    """The sections after the front matter; every one but `How to publish` must be there, once."""
    lines = text.splitlines()
    found: list[Section] = []
    for title, number, body in _blocks(lines, start, level=2):
        if not title:
            stray = next((at for at, line in enumerate(body, number) if line.strip()), None)
            if stray is not None:
                raise ValueError(f"line {stray}: text before the first heading; begin with ## {SECTIONS[0]}")
            continue
        if title not in SECTIONS:
            raise ValueError(f"line {number}: ## {title} is no section; the sections are {', '.join(SECTIONS)}")
        if any(title == section.title for section in found):
            raise ValueError(f"line {number}: ## {title} stands there twice")
        found.append(_section(title, number, body, steps_wanted=title == "How to fix"))
    there = {section.title for section in found}
    for title in SECTIONS:
        if title not in there and title != _OPTIONAL:
            raise ValueError(f"line {len(lines)}: the section ## {title} is missing")
    return tuple(found)


def _section(title: str, number: int, body: list[str], *, steps_wanted: bool) -> Section:
    """One section with its variants."""
    prose = ""
    variants: dict[str, tuple[tuple[str, ...], str]] = {}
    for name, at, inside in _blocks(body, 0, level=3):
        line = number + at
        joined = _prose(inside)
        if not name:
            prose = joined
            continue
        if not _VARIANT.fullmatch(name):
            raise ValueError(f"line {line}: ### {name} is no variant; write ### platform or ### platform: case")
        if name in variants:
            raise ValueError(f"line {line}: ### {name} stands there twice")
        variants[name] = (_steps(inside, line) if steps_wanted else (), joined)
    if (steps_wanted or variants) and "any" not in variants:
        raise ValueError(f"line {number}: ## {title} needs a variant ### any for everybody else")
    if not prose and not variants:
        raise ValueError(f"line {number}: ## {title} is empty")
    return Section(title=title, prose=prose, variants=MappingProxyType(variants))


def _blocks(lines: list[str], start: int, *, level: int) -> Iterator[tuple[str, int, list[str]]]:
    """(heading, its line counted from 1, the lines below it) at one level; first what stands before any heading."""
    title, at, body = "", start + 1, list[str]()
    for number, line in enumerate(lines[start:], start + 1):
        heading = _HEADING.match(line)
        if heading and len(heading[1]) == level:
            yield title, at, body
            title, at, body = heading[2], number, []
        else:
            body.append(line)
    yield title, at, body


def _steps(body: list[str], heading_line: int) -> tuple[str, ...]:
    """The numbered steps; indented lines below a step belong to it."""
    steps: list[list[str]] = []
    for number, line in enumerate(body, heading_line + 1):
        numbered = _NUMBERED.match(line)
        if numbered:
            if int(numbered[1]) != len(steps) + 1:
                raise ValueError(f"line {number}: this step is number {len(steps) + 1}, not {numbered[1]}")
            steps.append([numbered[2]])
        elif line.startswith("   ") and steps:
            steps[-1].append(line[3:].rstrip())
        elif not line.strip():
            if steps:
                steps[-1].append("")
        else:
            raise ValueError(
                f"line {number}: a fix is numbered steps (1. ...); what goes on is indented by three spaces"
            )
    if not steps:
        raise ValueError(f"line {heading_line}: this variant has no steps; write 1. and what to do")
    return tuple("\n".join(step).strip() for step in steps)


def _prose(body: list[str]) -> str:
    """Paragraphs as lines: a line break inside a paragraph is only the editor's."""
    paragraphs = re.split(r"\n\s*\n", "\n".join(body).strip())
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs if paragraph.strip())
