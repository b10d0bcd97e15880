"""The cookies that answers on the ways into a site set."""

from dataclasses import dataclass

from launchready.facts.page import CookieSeen
from launchready.model.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCookies(Fact):
    """One answer on a way into the site, and the cookies that it set (subject: HOST, the one that answered).

    `url` is masked. A cookie that the answer took back is not among them. `followed`: the answer sent
    its visitor on to another address.
    """

    url: str
    scheme: str
    status: int
    followed: bool
    cookies: tuple[CookieSeen, ...] = ()
