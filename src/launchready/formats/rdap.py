"""RDAP answers (RFC 9082, 9083, 9224) reduced to dates, states and the registrar (sans-I/O)."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from launchready.formats.plain import plain
from launchready.formats.url import Url, parse

_MOST = 200
_LONGEST_NAME = 80
_LONGEST_STATUS = 40
_MEDIA_TYPE = "application/rdap+json"
# Registries that map EPP's words literally write `clientHold` where RFC 8056 has `client hold`.
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainAnswer:
    """What one server says about a domain. `related` is where the registrar's own answer stands."""

    registrar: str
    expires_at: datetime | None
    statuses: tuple[str, ...]
    related: Url | None


def server_of(bootstrap: bytes, domain: str) -> Url | None:
    """Give the base address of the server for a domain; the longest matching ending decides (RFC 9224 section 4)."""
    found: tuple[int, Url] | None = None
    for entries, urls in _services(_json(bootstrap)):
        base = next((url for url in map(_secure, urls) if url is not None), None)
        for entry in entries:
            ending = str(entry).lower().strip(".")
            fits = domain == ending or domain.endswith(f".{ending}")
            if base is not None and fits and (found is None or len(ending) > found[0]):
                found = (len(ending), base)
    return found[1] if found else None


def _services(raw: object) -> Iterator[tuple[list[object], list[object]]]:
    services = raw.get("services") if isinstance(raw, dict) else None
    for service in services if isinstance(services, list) else ():
        if isinstance(service, list) and len(service) == 2 and all(isinstance(part, list) for part in service):
            yield service[0], service[1]


def domain_url(base: Url, domain: str) -> Url:
    """Give the address of the question about a domain (RFC 9082 section 3.1.3)."""
    return Url(base.scheme, base.host, base.port, f"{base.path.rstrip('/')}/domain/{domain}")


def domain_answer(body: bytes) -> DomainAnswer | None:
    """Reduce an answer about a domain; None when it is none."""
    raw = _json(body)
    if not isinstance(raw, dict) or raw.get("objectClassName") != "domain":
        return None
    return DomainAnswer(
        registrar=_registrar(raw),
        expires_at=_expiry(raw),
        statuses=_statuses(raw),
        related=_related(raw),
    )


def _json(body: bytes) -> object:
    """Read JSON that may be anything; None for what is none. Deep nesting is an attack on our stack."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _entries(raw: Mapping[str, object], key: str) -> Iterator[Mapping[str, object]]:
    """Give the objects of a list, at most so many."""
    listed = raw.get(key)
    yield from (entry for entry in (listed[:_MOST] if isinstance(listed, list) else ()) if isinstance(entry, dict))


def _expiry(raw: Mapping[str, object]) -> datetime | None:
    """Read the registry's date; a registrar's own date stands in where it alone is given."""
    dates = {event.get("eventAction"): event.get("eventDate") for event in _entries(raw, "events")}
    for action in ("expiration", "registrar expiration"):
        when = _moment(dates.get(action))
        if when is not None:
            return when
    return None


def _moment(text: object) -> datetime | None:
    """Read a date of RFC 3339; without a zone it is taken for UTC, which the RFC forbids and registries do."""
    try:
        when = datetime.fromisoformat(text.strip()) if isinstance(text, str) else None
        return None if when is None else when.replace(tzinfo=when.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _statuses(raw: Mapping[str, object]) -> tuple[str, ...]:
    listed = raw.get("status")
    words = (word for word in (listed[:_MOST] if isinstance(listed, list) else ()) if isinstance(word, str))
    return tuple(sorted({plain(_CAMEL.sub(" ", word), _LONGEST_STATUS).lower() for word in words}))


def _registrar(raw: Mapping[str, object]) -> str:
    """Read the name of the company in the role of the registrar; no other entity is looked at."""
    for entity in _entries(raw, "entities"):
        roles = entity.get("roles")
        if isinstance(roles, list) and "registrar" in roles:
            return _company(entity.get("vcardArray"))
    return ""


def _company(card: object) -> str:
    """Read the formatted name of a jCard (RFC 7095)."""
    properties = card[1] if isinstance(card, list) and len(card) > 1 else ()
    for entry in properties[:_MOST] if isinstance(properties, list) else ():
        if isinstance(entry, list) and len(entry) > 3 and entry[0] == "fn" and isinstance(entry[3], str):
            return plain(entry[3], _LONGEST_NAME)
    return ""


def _related(raw: Mapping[str, object]) -> Url | None:
    for link in _entries(raw, "links"):
        if link.get("rel") == "related" and link.get("type") == _MEDIA_TYPE:
            return _secure(link.get("href"))
    return None


def _secure(text: object) -> Url | None:
    """Read an https address; RDAP over plain http could be anybody's word (RFC 7481 section 3.5)."""
    url = parse(text) if isinstance(text, str) else None
    return url if isinstance(url, Url) and url.scheme == "https" else None
