"""
A member community as an application: pages, a sign-in, members' pages, an API, mails that are only counted.

Its words switch what is wrong with it; without any it does everything right. `limit-N` lets an address try N wrong
passwords, then answers 429; it has such a limit of 5 unless told `no-limit`.
"""

import json
import secrets
from collections import Counter
from dataclasses import dataclass, field

from lab.message import JSON, Answer, Ask

MEMBERS = {"member-a@members.example": "sample-password-a", "member-b@members.example": "sample-password-b"}
NAMES = {"member-a@members.example": "Member Seventeen", "member-b@members.example": "Member Forty-Two"}
TRIES = 5
DENY = (("X-Frame-Options", "DENY"), ("Vary", "Cookie"))
PRIVATE = ("Cache-Control", "private, no-store")
MAIL_LINK = "<h1>Log in</h1><form method='post' action='/login'><input name='email' type='email'><button>Mail me a link</button></form>"
HEAD = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="description" content="A sample community, used by tests.">'
    '<meta property="og:title" content="Sample community"><meta property="og:image" content="/og.png">'
    '<meta name="viewport" content="width=device-width"><link rel="icon" href="/favicon.ico"></head><body>{body}'
    "</body></html>"
)


@dataclass(slots=True)
class Community:
    """One application with its sessions, wrong tries and mails."""

    words: frozenset[str]
    sessions: dict[str, str] = field(default_factory=dict)
    wrong: Counter[str] = field(default_factory=Counter)
    mails: Counter[str] = field(default_factory=Counter)

    def answer(self, ask: Ask) -> Answer:
        routes = {
            "/": self.home, "/about": self.about, "/login": self.login, "/reset": self.reset, "/logout": self.logout,
            "/members": self.members, "/api/me": self.api, "/api/events": self.api, "/health": self.health,
        }  # fmt: skip
        route = routes.get(ask.path)
        if route is None and ask.path.startswith("/members"):  # frameworks that read only the start of a path
            route = self.members if "loose-paths" in self.words else None
        if ask.method == "OPTIONS" and ask.path.startswith("/api/"):
            return Answer(204, headers=self._cors(ask))
        return route(ask) if route else Answer(404, _page("Not found", "<h1>Not found</h1>"), headers=DENY)

    def home(self, ask: Ask) -> Answer:
        who = self._who(ask)
        links = "<a href='/about'>About</a> <a href='/members'>Members</a> <a href='/login'>Log in</a>"
        hello = f"<p>Welcome back, {NAMES[who]}.</p>" if who else ""
        headers: tuple[tuple[str, str], ...] = (*DENY, PRIVATE if who else ("Cache-Control", "no-cache"))
        if "session-for-all" in self.words:
            headers += (("Set-Cookie", f"session={secrets.token_hex(16)}; Path=/{self._flags()}"),)
        return Answer(
            200, _page("Sample community", f"<h1>A sample community</h1>{hello}<p>{links}</p>"), headers=headers
        )

    def about(self, ask: Ask) -> Answer:
        headers = (("X-Frame-Options", "DENY"), ("Cache-Control", "public, max-age=60"))
        return Answer(200, _page("About", "<h1>About</h1><p>Used by tests.</p>"), headers=headers)

    def login(self, ask: Ask) -> Answer:
        if ask.method != "POST":
            token = secrets.token_hex(8) if "csrf" in self.words else ""
            headers = (*DENY, PRIVATE, *((("Set-Cookie", f"csrftoken={token}; Path=/; Secure"),) if token else ()))
            shown = MAIL_LINK if "mail-link" in self.words else _form(token)
            return Answer(200, _page("Log in", shown), headers=headers)
        form = ask.form
        if "mail-link" in self.words:
            return self.mail(form.get("email", ""))
        if "csrf" in self.words and (not form.get("csrf") or form["csrf"] != ask.cookies.get("csrftoken")):
            return Answer(403, _page("Forbidden", "<h1>CSRF check failed</h1>"), headers=DENY)
        return self._sign_in(ask, form.get("email", ""), form.get("password", ""))

    def _sign_in(self, ask: Ask, user: str, password: str) -> Answer:
        place = ask.headers.get("x-real-ip", "")
        if MEMBERS.get(user) == password and password:
            session = secrets.token_hex(16)
            self.sessions[session] = user
            cookie = ("Set-Cookie", f"session={session}; Path=/{self._flags()}")
            return Answer(303, headers=(("Location", "/members"), cookie, PRIVATE))
        self.wrong[place] += 1
        if "no-limit" not in self.words and self.wrong[place] > self._limit():
            return Answer(429, _page("Too many tries", "<h1>Too many tries</h1>"), headers=(("Retry-After", "900"),))
        delay = 0.2 * 2 ** min(self.wrong[place], 5) if "delays" in self.words else 0.0
        return Answer(
            401, _page("Log in", "<p>Wrong e-mail or password.</p>" + _form("")), headers=(*DENY, PRIVATE), after=delay
        )

    def _limit(self) -> int:
        return next((int(word[6:]) for word in self.words if word.startswith("limit-")), TRIES)

    def _flags(self) -> str:
        flags = {"no-secure": "Secure", "no-http-only": "HttpOnly", "no-same-site": "SameSite=Lax"}
        if "same-site-none" in self.words:
            flags["no-same-site"] = "SameSite=None"
        return "".join(f"; {flag}" for word, flag in flags.items() if word not in self.words)

    def logout(self, ask: Ask) -> Answer:
        self.sessions.pop(ask.cookies.get("session", ""), None)
        return Answer(303, headers=(("Location", "/"), ("Set-Cookie", "session=; Max-Age=0; Path=/; Secure; HttpOnly")))

    def members(self, ask: Ask) -> Answer:
        who = self._who(ask)
        cache = ("Cache-Control", "public, max-age=300") if "public-pages" in self.words else PRIVATE
        if not who:
            if "open-shell" in self.words:  # the same address for everybody, with another content
                return Answer(200, _page("Members", "<h1>Members</h1><p>Please log in.</p>"), headers=(*DENY, cache))
            return Answer(303, headers=(("Location", "/login"), ("Cache-Control", "no-store")))
        body = f"<h1>Members</h1><p>You are {NAMES[who]}.</p><p>{who}</p>"
        return Answer(200, _page("Members", body), headers=(*DENY, cache))

    def reset(self, ask: Ask) -> Answer:
        if ask.method != "POST":
            body = "<h1>Forgot password</h1><form method='post' action='/reset'><input type='email' name='email'><button>Send</button></form>"
            return Answer(200, _page("Reset", body), headers=DENY)
        return self.mail(ask.form.get("email", ""))

    def mail(self, user: str) -> Answer:
        self.mails[user] += 1
        if "mails-unlimited" not in self.words and self.mails[user] > 2:
            return Answer(429, _page("Too many", "<h1>Too many mails</h1>"), headers=(("Retry-After", "3600"),))
        return Answer(200, _page("Sent", "<h1>Look into your mail</h1>"), headers=DENY)

    def api(self, ask: Ask) -> Answer:
        who = self._who(ask)
        cors = self._cors(ask)
        if ask.path == "/api/me" and not who:
            return Answer(401, b'{"error": "sign in first"}', JSON, (*cors, PRIVATE))
        data = (
            {"name": NAMES[who], "email": who}
            if ask.path == "/api/me"
            else {"events": [{"id": 1, "title": "Open evening"}]}
        )
        cache = ("Cache-Control", "public, max-age=60") if "api-cacheable" in self.words else PRIVATE
        return Answer(200, json.dumps(data).encode(), JSON, (*cors, cache))

    def _cors(self, ask: Ask) -> tuple[tuple[str, str], ...]:
        """Who may read the API from another origin: nobody but the club's own front end, unless told otherwise."""
        origin = ask.headers.get("origin", "")
        host = ask.host.removeprefix("api.")
        allowed = {
            "cors-reflect": bool(origin), "cors-null": origin == "null", "cors-suffix": origin.endswith(host) and "://" in origin,
            "cors-prefix": origin.startswith(f"https://{host}"), "cors-sub": origin.endswith(f".{host}"),
        }  # fmt: skip
        if "cors-star" in self.words:
            return (("Access-Control-Allow-Origin", "*"),)
        own = "cors-refuses-own" not in self.words and origin == f"https://{host}"
        if not origin or not (own or any(word in self.words and yes for word, yes in allowed.items())):
            return () if "cors-no-vary" in self.words else (("Vary", "Origin"),)
        vary = () if "cors-no-vary" in self.words else (("Vary", "Origin"),)
        credentials = () if "cors-no-credentials" in self.words else (("Access-Control-Allow-Credentials", "true"),)
        methods = (("Access-Control-Allow-Methods", "GET, POST"), ("Access-Control-Allow-Headers", "content-type"))
        return (("Access-Control-Allow-Origin", origin), *credentials, *methods, *vary)

    def health(self, ask: Ask) -> Answer:
        if "no-health" in self.words:
            return Answer(404, _page("Not found", "<h1>Not found</h1>"), headers=DENY)
        return Answer(200, b'{"status": "ok", "database": "ok"}', JSON, (("Cache-Control", "no-store"),))

    def _who(self, ask: Ask) -> str:
        return self.sessions.get(ask.cookies.get("session", ""), "")


def _page(title: str, body: str) -> bytes:
    return HEAD.format(title=title, body=body).encode()


def _form(token: str) -> str:
    hidden = f"<input type='hidden' name='csrf' value='{token}'>" if token else ""
    return (
        f"<h1>Log in</h1><form method='post' action='/login'>{hidden}<input name='email' type='email'>"
        "<input name='password' type='password'><button>Log in</button></form><p><a href='/reset'>Forgot password?</a></p>"
    )
