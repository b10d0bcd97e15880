"""What happened to sign-ins and mails that were tried again and again."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from launchready.facts.asset import Asset
from launchready.facts.page import Page
from launchready.model.fact import Fact


class TriesEnd(StrEnum):
    """Why the trying ended."""

    ALL_MADE = "all-made"
    TIME = "time"
    TOO_MANY = "too-many"
    """Status 429, or a Retry-After."""
    FORBIDDEN = "forbidden"
    UNAVAILABLE = "unavailable"
    CHALLENGE = "challenge"
    SLOWED = "slowed"
    """Two answers in a row took more than three times as long as the first."""
    SAID = "said"
    """The page began to say that it was tried too often, or to ask for a captcha."""
    NOT_TRIED = "not-tried"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginTries(Fact):
    """Failed sign-ins with an invented account (subject: SITE), the first of which is the measure for the others.

    `url` is the masked address that they were sent to. `wanted` were asked for, `made` made within `seconds`;
    `statuses` are theirs in order. `service` names a sign-in service of others, which is not tried; where it is empty
    and nothing was tried, people sign in by a mail, without a password.
    """

    url: str
    wanted: int
    made: int
    seconds: float
    statuses: tuple[int, ...]
    ended: TriesEnd
    service: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailTries(Fact):
    """Mails asked for one test member (subject: SITE), by a form for a new password, a link to sign in, a newsletter.

    `url` is empty when no form that sends mail was found.
    """

    url: str
    wanted: int
    made: int
    statuses: tuple[int, ...]
    ended: TriesEnd


def hosts_talked_to(pages: Iterable[Page], assets: Iterable[Asset]) -> tuple[str, ...]:
    """Every host that forms, calls, resources and scripts name, each once; where something is sent comes first."""
    pages = tuple(pages)
    forms = (form.action_host for page in pages for form in page.forms)
    calls = (call.host for page in pages for call in page.calls)
    loaded = (resource.host for page in pages for resource in page.resources)
    written = (host for asset in assets for host in asset.hosts)
    return tuple(dict.fromkeys((*forms, *calls, *loaded, *written)))
