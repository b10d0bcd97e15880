"""The same page asked for twice by strangers: what came, how fast, and from where."""

from dataclasses import dataclass

from launchready.model.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request without cookies, answered. Seconds.

    `bytes` counts the decoded body as far as it was read, `whole` tells whether that is all.
    `shared_control` is the Cache-Control for caches in front alone (RFC 9213), empty when not sent;
    `cache` the headers in which caches sign, as (name, value).
    """

    status: int
    first_byte_seconds: float
    bytes: int
    whole: bool
    cache_control: str | None = None
    shared_control: str = ""
    cache: tuple[tuple[str, str], ...] = ()
    cookies: tuple[str, ...] = ()
    session_cookies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisit(Fact):
    """A page or call opened twice by visitors without cookies (subject: SITE); `url` is masked.

    `apart_seconds` lie between the two requests. `round_trip_seconds` is the time of one round trip to the
    host, 0 when it was not measured. `same_body`: both bodies are whole and equal once nonces, tokens and
    times are left out. `same_session`: both visitors were given the same session cookie with the same value.
    """

    url: str
    host: str
    content_type: str
    first: Visit
    second: Visit
    apart_seconds: float
    same_body: bool
    same_session: bool
    round_trip_seconds: float = 0.0
