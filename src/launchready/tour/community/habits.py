"""How the club treats its visitors where other apps forget something; the values here are the sound ones."""

from dataclasses import dataclass

A_QUARTER = 900.0
AN_HOUR = 3600.0


@dataclass(frozen=True)
class Habits:
    """What the app does by itself, whoever stands before it. None: without a limit.

    OWASP ASVS 2.2.1 allows 100 tries an hour for one account; 20 in a quarter stay below. What is counted for an
    address is wide on purpose: a room full of guests behind one Wi-Fi gets in.
    """

    tries_per_account: int | None = 20
    tries_per_client: int = 300
    mails_per_account: int | None = 3
    says_health: bool = True
    ignores_endings: bool = False
    """Whether `/me/anything.css` is the page `/me`, as with routers that look at the beginning of a path only."""


SOUND = Habits()
