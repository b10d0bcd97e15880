"""Which form of the site sends a mail to whoever is named in it, and what it does when it is asked again and again."""

import asyncio
from dataclasses import dataclass, replace

from launchready.facts.limits import MailTries, TriesEnd
from launchready.formats.login_form import address_form, login_form, mail_form, mail_links, says_mailed
from launchready.formats.url import Url, masked, parse
from launchready.model.subject import Subject
from launchready.model.words import GapReason
from launchready.observe.exchange import Exchange, HttpFailure
from launchready.observe.gatherer import Scope
from launchready.observe.members import NO_FORM, post
from launchready.observe.outcome import REDIRECTS, Missing, body_text, location_of
from launchready.observe.sign_in_pages import Door, is_own, page_of, sign_in_pages
from launchready.observe.tries import Tries, not_proven

MAILS = 5
MAIL_PAUSE = 1.0
MAIL_PATHS = ("/reset", "/forgot-password", "/password/reset", "/accounts/password_reset/", "/auth/forgot-password")
NO_MAIL_FORM = f"{NO_FORM}, nor one that sends mail"
BY_HAND = "Ask for the mail five times in a row yourself, with your own address: the last ones must not come."


@dataclass(frozen=True, slots=True)
class MailDoor:
    """A form that sends mail. `sure`: its words say so; else its answer must."""

    door: Door
    sure: bool


async def try_mails(scope: Scope) -> MailTries | Missing:
    """Have a few mails sent to the owner's own test member, if the site has a form for it."""
    found = await mail_door(scope)
    if found is None or isinstance(found, Missing):
        return found or _fact(scope, None, TriesEnd.NOT_TRIED, Tries(scope.reference))
    refusal = not_proven(scope, found.door.form.action)
    return refusal or await _ask_again_and_again(scope, found)


async def _ask_again_and_again(scope: Scope, found: MailDoor) -> MailTries | Missing:
    tries = Tries(scope.reference)
    door = found.door
    ended = TriesEnd.ALL_MADE
    for number in range(MAILS):
        await asyncio.sleep(MAIL_PAUSE if number else 0.0)
        try:
            answer = await post(scope, door, scope.grants.members[0].user, "")
        except HttpFailure as failure:
            return Missing(GapReason.FAILED, f"the form that sends mail gave no answer ({failure.kind})")
        if number == 0:
            none = tries.judge_first(answer)
            if none is not None:
                return replace(none, ask=BY_HAND) if none.reason is GapReason.NO_ACCESS else none
            if not found.sure and not await _says_so(scope, door, answer):
                return _fact(scope, None, TriesEnd.NOT_TRIED, Tries(scope.reference))
        elif (limit := tries.judge(answer)) is not None:
            ended = limit
            break
    return _fact(scope, door.form.action, ended, tries)


async def _says_so(scope: Scope, door: Door, answer: Exchange) -> bool:
    """Whether the first answer speaks of a mail, or the page that it leads to."""
    text = body_text(answer)
    target = parse(location_of(answer) or "", door.form.action) if answer.status in REDIRECTS else None
    if isinstance(target, Url) and is_own(scope, target):
        jar = door.jar.after(door.form.action, answer.set_cookies, scope.as_of)
        led_to = await page_of(scope, target, jar)
        text = body_text(led_to.answer) if led_to else ""
    return says_mailed(text)


async def mail_door(scope: Scope) -> MailDoor | Missing | None:
    """The form: for a new password, a link to sign in, else any that asks for an address alone. None: there is none."""
    pages = [shown async for shown in sign_in_pages(scope)]
    signs_in = next((shown for shown in pages if shown.door(login_form) is not None), None)
    for shown in (*(() if signs_in is None else (signs_in,)), *pages):
        door = shown.door(mail_form)
        if door is not None:
            return MailDoor(door, sure=True)
    links = [link for shown in pages for link in mail_links(body_text(shown.answer), shown.url)]
    usual = (
        [Url(signs_in.url.scheme, signs_in.url.host, signs_in.url.port, path) for path in MAIL_PATHS]
        if signs_in
        else []
    )
    for url in list(dict.fromkeys((*links, *usual)))[: len(MAIL_PATHS) + 3]:
        seen = await page_of(scope, url)
        door = seen.door(mail_form) if seen else None
        if door is not None:
            return MailDoor(door, sure=True)
    # The sign-in comes before a newsletter that stands on every page.
    for shown in (*pages[1:], *pages[:1]):
        door = shown.door(address_form)
        if door is not None and is_own(scope, door.form.action):
            return MailDoor(door, sure=False)
    return None if signs_in else Missing(GapReason.NO_ACCESS, NO_MAIL_FORM, BY_HAND)


def _fact(scope: Scope, url: Url | None, ended: TriesEnd, tries: Tries) -> MailTries:
    return MailTries(
        subject=Subject.site(scope.target.host),
        url=masked(url) if url else "",
        wanted=MAILS,
        made=len(tries.statuses),
        statuses=tuple(tries.statuses),
        ended=ended,
    )
