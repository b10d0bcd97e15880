"""Faults in how the app works: its limits, its files left lying about, and what its owner told the CDN."""

from launchready.tour import names
from launchready.tour.cache import Rules
from launchready.tour.community.habits import SOUND, Habits
from launchready.tour.message import TEXT, Request, Response, text

# Twelve from one connection: three guests of twenty stand before a closed door when all of them come at once.
ONE_ROOM = 12
MEMBERS_PAGE = "/me"

# Settings as a host has them, with words that are no password of anything.
SETTINGS = f"""# settings of the live app
DATABASE_URL=postgres://club:{{word}}@db.{names.ZONE}/club
SESSION_SECRET={{word}}{{word}}
"""
WORD = "n0-secret-of-anybody"
STATUS = f"""<!DOCTYPE html><html><head><title>Apache Status</title></head><body>
<h1>Apache Server Status for {names.ZONE}</h1><pre>Server uptime: 41 days 2 hours
Srv  PID  Acc  Client     Request
0-0  211  4    192.0.2.7  GET /members/17 HTTP/1.1
1-0  212  9    192.0.2.9  POST /login HTTP/1.1
</pre></body></html>
"""


def habits_of(on: frozenset[str]) -> Habits:
    """How the app treats its visitors with these faults."""
    return Habits(
        tries_per_account=None if "limits/login-unlimited" in on else SOUND.tries_per_account,
        tries_per_client=ONE_ROOM if "limits/one-room" in on else SOUND.tries_per_client,
        mails_per_account=None if "limits/mail-unlimited" in on else SOUND.mails_per_account,
        says_health="monitoring/health-missing" not in on,
        ignores_endings="cache/deception" in on,
    )


def rules_of(on: frozenset[str]) -> Rules:
    """What the owner told the CDN."""
    return Rules(
        everything=(MEMBERS_PAGE,) if "cache/personal-shared" in on else (),
        by_ending="cache/deception" in on,
    )


def left_open(on: frozenset[str], request: Request) -> Response | None:
    """A file or a tool of the workshop that answers before the app is asked."""
    if request.host != names.ZONE:
        return None
    if "exposed/secrets" in on and request.path == "/.env":
        return text(200, SETTINGS.replace("{word}", WORD), TEXT)
    if "exposed/debug" in on and request.path == "/server-status":
        return text(200, STATUS, "text/html; charset=utf-8")
    return None
