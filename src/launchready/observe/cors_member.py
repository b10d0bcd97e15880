"""Whether a stranger's website would really read a member's data: asked once as a test member, where nothing is kept.

Only where the owner has proven control, a foreign origin was let in with cookies, and the answer forbids every
shared cache to keep it: a private answer must never be stored for others by our asking.
"""

from collections.abc import Sequence
from dataclasses import replace

from launchready.facts.cors import Cors, CorsReply
from launchready.formats.cache_control import parse
from launchready.formats.cookies import looks_like_session
from launchready.formats.url import Url
from launchready.observe.gatherer import Scope
from launchready.observe.http import Exchange, HttpFailure, Web
from launchready.observe.members import Session, sessions
from launchready.observe.outcome import Missing, body_text

_STRICTEST = ("", "strict", "lax", "none")


async def as_member(scope: Scope, fact: Cors, url: Url) -> Cors:
    """The same fact, with what a member's session brought; unchanged where it was not tried."""
    foreign = _let_in(fact)
    if foreign is None or not scope.grants.members or url.host not in scope.grants.proven or not _kept_by_nobody(fact):
        return fact
    signed = await sessions(scope)
    if isinstance(signed, Missing):
        return fact
    session = signed[0]
    headers = (("Origin", foreign.origin), *session.headers())
    try:
        answer = await Web.of(scope.dial).send(
            "GET", url, headers=headers, cookies=session.jar.sent_to(url), verify=False
        )
    except HttpFailure:
        return fact
    readable = answer.status == 200 and answer.header("access-control-allow-origin") == foreign.origin
    return replace(fact, personal=readable and _is_about(session, answer), same_site=_same_site(session, url))


def _let_in(fact: Cors) -> CorsReply | None:
    """A foreign origin that may read answers together with cookies."""
    let = (one for one in fact.replies if one.method == "GET" and one.credentials and one.allow_origin == one.origin)
    return next((one for one in let if one.asked.foreign), None)


def _kept_by_nobody(fact: Cors) -> bool:
    answers = [reply for reply in fact.replies if reply.method == "GET"]
    return all(_forbids(reply) and not reply.hit and not reply.age for reply in answers)


def _forbids(reply: CorsReply) -> bool:
    asked = parse(reply.cache_control)
    return asked.no_store or asked.private


def _is_about(session: Session, answer: Exchange) -> bool:
    """Whether the answer names the member: by the address it signs in with, or by its marker."""
    text = body_text(answer)
    marks = [mark for mark in (session.member.marker, session.member.user) if mark]
    return any(mark in text for mark in marks)


def _same_site(session: Session, url: Url) -> str:
    """What keeps the session from travelling: the loosest word of the cookies that carry it."""
    sent = session.jar.sent_to(url)
    words: Sequence[str] = [
        cookie.same_site for _, cookie in session.jar.kept if cookie.name in sent and looks_like_session(cookie.name)
    ]
    return max(words, key=_STRICTEST.index, default="")
