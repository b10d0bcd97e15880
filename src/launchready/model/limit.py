"""How often something may be done from one address: dated reference data, as the checks see it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """So many within so many seconds."""

    number: int
    seconds: int

    def within(self, seconds: int) -> float:
        """How many get through within a time, when more are let in as time goes on."""
        return self.number * max(1.0, seconds / self.seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInService:
    """Somebody who signs people in for others, by the domains of its servers.

    `sign_in` and `sign_up` count for one address, `mails` for all of the app; None: not documented. `counts` says
    what the limit on sign-ins counts, `mails_where` by which way the mails go, `change` where an owner moves them.
    """

    slug: str
    name: str
    hosts: tuple[str, ...]
    sign_in: Limit | None = None
    sign_up: Limit | None = None
    mails: Limit | None = None
    counts: str = ""
    mails_where: str = ""
    change: str
    sources: tuple[str, ...]
