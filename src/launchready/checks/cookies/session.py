"""Whether the cookie that keeps people signed in can be read on the way, by scripts, or be sent along by strangers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from launchready.checks.headers.pages import own_pages
from launchready.checks.redirects.ways import is_near
from launchready.facts.cookie import AnswerCookies
from launchready.facts.page import CookieSeen, Page
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.finding import Finding, NotApplicable, Note
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.target import Target
from launchready.model.words import Area, Level

LOCAL = NotApplicable("This address is written as a number or a local name without https; cookies prove nothing here.")
NO_HTTPS = NotApplicable("The site does not answer by https, which is reported by itself.")
BY_SCRIPT = Note(
    "A script of the page keeps the sign-in in a cookie that scripts can read. The sign-in library works that way, so"
    " this cannot be switched off (HttpOnly); what protects members is that no foreign script gets into the page."
)
# Names that look like a session and only say that there is one; Clerk's `__client_uat` is a time.
_FLAG = re.compile(r"(is_?)?logged_?in|is_?auth(enticated)?|has_?session|__client_uat(_.*)?", re.IGNORECASE)
# Beside it Clerk's `__session` is a token of one minute that its script reads and renews; alone it is Remix's session.
_CLERK = re.compile(r"__client_uat(_.*)?|__clerk_.*")
_CLERK_TOKEN = re.compile(r"__session(_.*)?")
_PREFIX = re.compile(r"__(host|secure)-", re.IGNORECASE)
_ORDER = ("Secure", "HttpOnly", "SameSite")
_LEVEL = {"Secure": Level.BLOCKER, "HttpOnly": Level.IMPORTANT, "SameSite": Level.OPTIONAL}
_CASE = {"Secure": "", "HttpOnly": "http-only", "SameSite": "same-site"}


@dataclass(frozen=True, slots=True)
class _Set:
    """A cookie, and the address whose answer set it."""

    cookie: CookieSeen
    url: str
    scheme: str


@check(
    "cookies/session-insecure",
    area=Area.PUBLIC_FACE,
    stage=2,
    over=SubjectKind.SITE,
    needs=(AnswerCookies,),
    uses=(Page,),
    levels={Level.BLOCKER, Level.IMPORTANT, Level.OPTIONAL},
)
def session_insecure(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """A session cookie lacks what keeps it from strangers."""
    target = ctx.target
    if target.is_literal and target.scheme == "http":
        yield LOCAL
        return
    answers = [one for one in seen.all(AnswerCookies) if is_near(one.subject.host_name, target)]
    pages = own_pages(seen, target)
    by_https = any(one.scheme == "https" for one in answers) or any(_is_https(page) for page in pages)
    if (answers or pages) and not by_https:
        yield NO_HTTPS
        return
    cookies = [cookie for answer in answers for cookie in answer.cookies]
    cookies += [cookie for page in pages for cookie in page.cookies]
    by_clerk = any(_CLERK.fullmatch(cookie.name) for cookie in cookies)
    lacking: dict[tuple[str, str], tuple[_Set, tuple[str, ...]]] = {}
    for one in _sessions(answers, pages, target):
        lacks = tuple(_lacks(one, by_clerk=by_clerk))
        key = (one.cookie.host, one.cookie.name)
        worse = key not in lacking or _rank(lacks) < _rank(lacking[key][1])
        if lacks and worse:
            lacking[key] = (one, lacks)
    yield from (_finding(one, lacks) for one, lacks in lacking.values())
    if any(cookie.session and cookie.by_script for cookie in cookies):
        yield BY_SCRIPT


def _sessions(answers: list[AnswerCookies], pages: tuple[Page, ...], target: Target) -> Iterator[_Set]:
    """Every session cookie that a header set, and where."""
    for answer in answers:
        for cookie in answer.cookies:
            # Over http counts what is on its way to https; a site of http alone is reported by itself.
            if _is_session(cookie) and (answer.scheme == "https" or answer.followed):
                yield _Set(cookie, answer.url, answer.scheme)
    for page in pages:
        for cookie in page.cookies:
            if _is_https(page) and _is_session(cookie) and not cookie.by_script and is_near(cookie.host, target):
                yield _Set(cookie, page.url, "https")


def _is_session(cookie: CookieSeen) -> bool:
    return cookie.session and not _FLAG.fullmatch(cookie.name)


def _is_https(page: Page) -> bool:
    return page.url.startswith("https:")


def _lacks(one: _Set, *, by_clerk: bool) -> Iterator[str]:
    cookie = one.cookie
    if one.scheme == "http":
        # Browsers refuse a Secure cookie over http (RFC 6265bis section 5.7), so nothing travels openly then.
        if not cookie.secure:
            yield "Secure"
        return
    if not cookie.secure:
        # A browser refuses a name that promises Secure and does not keep it: such a cookie is never stored.
        if _PREFIX.match(cookie.name):
            return
        yield "Secure"
    if not cookie.http_only and not (by_clerk and _CLERK_TOKEN.fullmatch(cookie.name)):
        yield "HttpOnly"
    if not cookie.same_site:
        yield "SameSite"


def _rank(lacks: tuple[str, ...]) -> int:
    return _ORDER.index(lacks[0]) if lacks else len(_ORDER)


def _finding(one: _Set, lacks: tuple[str, ...]) -> Finding:
    worst = lacks[0]
    case = "by-http" if one.scheme == "http" else _CASE[worst]
    return Finding(
        level=_LEVEL[worst],
        values={"cookie": one.cookie.name, "missing": lacks, "url": one.url, "host": one.cookie.host},
        places=(Place.url(one.url),),
        case=case,
        group=f"cookies:{one.cookie.host}",
    )
