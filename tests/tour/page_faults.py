"""How a raw client sees the faults of pages, headers, caches and limits: true exactly when the fault is on."""

import datetime as dt
import json
import re
import time
from collections.abc import Callable
from urllib.parse import urlencode

from launchready.tour import names
from launchready.tour.community import seed
from launchready.tour.sample import Sample
from launchready.tour.visitor import Visitor
from tests.tour.visits import HOME, member, token

Seen = Callable[[Sample, Visitor], bool]

OWN = f"https://{names.ZONE}"
STRANGER = "https://stranger.test"
SESSIONS = f"https://{names.API}/api/sessions"
MARK = seed.about(17).encode()


def front(visitor: Visitor) -> bytes:
    return visitor.ask(names.URL).body


def policy(visitor: Visitor) -> str:
    return visitor.ask(names.URL).headers.get("content-security-policy", "")


def style(visitor: Visitor) -> str:
    found = re.search(r'rel="stylesheet" href="(/static/site[^"]+)"', front(visitor).decode())
    assert found
    return HOME + found[1]


def allowed(visitor: Visitor, origin: str) -> str:
    return visitor.ask(SESSIONS, origin=origin).headers.get("access-control-allow-origin", "")


def posted(visitor: Visitor, path: str, times: int, **fields: str) -> list[int]:
    """The statuses of one form sent again and again."""
    form = urlencode({"csrf": token(visitor.ask(HOME + path)), **fields})
    return [visitor.ask(HOME + path, method="POST", form=form).status for _ in range(times)]


def handed_on(sample: Sample, visitor: Visitor, path: str) -> bool:
    """Whether a stranger reads what a member has just opened."""
    opened = member(sample).ask(HOME + path)
    read = visitor.ask(HOME + path)
    assert sample.cache.holds(MARK) == (MARK in read.body)
    return opened.status == 200 and MARK in read.body


def days_paid(visitor: Visitor) -> int:
    listed = json.loads(visitor.ask(f"https://{names.IANA}/rdap/dns.json").body)
    server = next(urls[0] for endings, urls in listed["services"] if "example" in endings)
    said = json.loads(visitor.ask(f"{server}domain/{names.ZONE}").body)
    until = next(event["eventDate"] for event in said["events"] if event["eventAction"] == "expiration")
    return (dt.datetime.fromisoformat(until) - dt.datetime.now(dt.UTC)).days


def slow(_: Sample, visitor: Visitor) -> bool:
    asked = time.monotonic()
    front(visitor)
    return time.monotonic() - asked >= 1.0


PAGES_SEEN: dict[str, Seen] = {
    "headers/framing-open": lambda _, v: (
        "frame-ancestors" not in policy(v) and "x-frame-options" not in v.ask(f"{HOME}/login").headers
    ),
    "headers/hardening": lambda _, v: "referrer-policy" not in v.ask(names.URL).headers,
    "headers/debug-leak": lambda _, v: b"DEBUG = True" in v.ask(f"{HOME}/no-such-page").body,
    "cookies/session-insecure": lambda _, v: v.ask(f"{HOME}/login").headers["set-cookie"].startswith("session="),
    "content/share-preview": lambda _, v: b"<title>Vite + React</title>" in front(v) and b"og:title" not in front(v),
    "content/not-indexable": lambda _, v: b"noindex" in front(v),
    "content/localhost": lambda _, v: b'href="http://localhost:5173/' in front(v),
    "content/mixed-blockable": lambda _, v: (
        b'rel="stylesheet" href="http://' in front(v) and "upgrade" not in policy(v)
    ),
    "content/mixed-upgradable": lambda _, v: b'<img src="http://' in front(v) and "upgrade" not in policy(v),
    "cache/session-cacheable": lambda _, v: v.ask(f"{HOME}/login").headers["cache-control"].startswith("public"),
    "cache/static-uncached": lambda _, v: v.ask(style(v)).headers["cache-control"] == "no-cache",
    "cache/shared-uncached": slow,
    "cache/personal-shared": lambda s, v: handed_on(s, v, "/me"),
    "cache/deception": lambda s, v: handed_on(s, v, "/me/new.css"),
    "cors/own-frontend-refused": lambda _, v: allowed(v, OWN) != OWN,
    "cors/credentialed-reflection": lambda _, v: allowed(v, STRANGER) == STRANGER,
    "cors/vary-missing": lambda _, v: (
        "vary" not in v.ask(SESSIONS, origin=OWN).headers and allowed(v, OWN) != allowed(v, STRANGER)
    ),
    "exposed/secrets": lambda _, v: b"DATABASE_URL=" in v.ask(f"{HOME}/.env").body,
    "exposed/debug": lambda _, v: v.ask(f"{HOME}/server-status").status == 200,
    "limits/login-unlimited": lambda _, v: 429 not in posted(v, "/login", 21, email="a@guess.test", password="wrong"),
    "limits/one-room": lambda _, v: 429 in posted(v, "/login", 13, email=f"a{time.time_ns()}@room.test", password="no"),
    "limits/mail-unlimited": lambda _, v: 429 not in posted(v, "/forgot", 4, email=seed.email(61)),
    "dns/registration-expiring": lambda _, v: days_paid(v) < 30,
    "monitoring/health-missing": lambda _, v: v.ask(f"{HOME}/api/health").status == 404,
    "config/payment-test-mode": lambda _, v: b"pk_test_" in front(v),
    "deploy/behind": lambda _, v: v.ask(style(v)).status == 404,
}
