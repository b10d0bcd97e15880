"""Whether sign-ins and mails are limited: a few tries, paced, told before they happen, on no account of others."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from hashlib import sha256

from launchready.facts.asset import Asset
from launchready.facts.cache_trial import CacheTrial
from launchready.facts.limits import LoginTries, MailTries, TriesEnd, hosts_talked_to
from launchready.facts.page import Page
from launchready.formats.login_form import SignInForm, link_form, login_form
from launchready.formats.url import Url, masked, parse
from launchready.model.subject import Subject
from launchready.model.words import Effect, GapReason, Source
from launchready.observe.exchange import Exchange, HttpFailure
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.grants import Grants
from launchready.observe.http import Web
from launchready.observe.mail_tries import MAILS, try_mails
from launchready.observe.members import NO_FORM, RECIPE, post, send_recipe
from launchready.observe.outcome import Missing, body_text
from launchready.observe.sign_in_pages import Door, find_door
from launchready.observe.tries import Tries, not_proven
from launchready.reference.auth_limits import smallest_mail_quota

SPREAD = 10.5
"""Seconds over which the usual tries are spread; many tries follow each other a little faster."""
LEAST_PAUSE = 0.3
LONGEST = 38.0
FOR_THE_REST = 3.0
"""Seconds of a run that belong to the answer: nothing is looked at after this."""
TOKEN_EXPIRED = 419
SHARE = 10
"""At most a tenth of a quota is spent on a test."""


def _says_tries(grants: Grants) -> str:
    return (
        f"{grants.tries} failed sign-ins with an invented name: your own connection may be locked out of the login"
        " for a while. I stop at the first refusal."
    )


def _says_mails(grants: Grants) -> str:
    return (
        f"Up to {MAILS} mails to your test member {grants.members[0].name}, by the form that sends any: a new password,"
        " a link to sign in, a newsletter. I stop at the first refusal."
    )


@gatherer(
    makes=(LoginTries,),
    needs=(Page, Asset, CacheTrial, MailTries),
    effect=Effect.STRESS,
    seconds=LONGEST + 4,
    says=_says_tries,
)
async def login_tries(scope: Scope) -> AsyncIterator[Observation]:
    """Try an invented account. Last of all: a limit would keep others of us out."""
    site = Subject.site(scope.target.host)
    seen = await _login_tries(scope)
    yield seen.gap(LoginTries, site) if isinstance(seen, Missing) else seen


@gatherer(
    makes=(MailTries,),
    needs=(Page, Asset, CacheTrial),
    source=Source.ACCOUNTS,
    effect=Effect.CHANGE,
    seconds=25.0,
    says=_says_mails,
)
async def mail_tries(scope: Scope) -> AsyncIterator[Observation]:
    """Ask for a few mails to the owner's own test member."""
    site = Subject.site(scope.target.host)
    seen = await _mail_tries(scope)
    yield seen.gap(MailTries, site) if isinstance(seen, Missing) else seen


async def _login_tries(scope: Scope) -> LoginTries | Missing:
    recipe = scope.grants.login
    door = None if recipe else await find_door(scope)
    url = parse(recipe.url) if recipe else door.form.action if door else None
    service = scope.reference.sign_in_service_of([url.host] if isinstance(url, Url) else _hosts(scope))
    if service is not None:
        return _fact(scope, url, TriesEnd.NOT_TRIED, Tries(scope.reference), 0.0, service.name)
    if not isinstance(url, Url):
        by_mail = await find_door(scope, link_form)
        if by_mail is not None:
            return _fact(scope, by_mail.form.action, TriesEnd.NOT_TRIED, Tries(scope.reference), 0.0, "")
        return Missing(GapReason.NO_ACCESS, NO_FORM, RECIPE)
    refusal = not_proven(scope, url)
    if refusal is not None:
        return refusal
    return await _Guesser(scope, url, door).run()


class _Guesser:
    """An invented account whose password is wrong each time."""

    def __init__(self, scope: Scope, url: Url, door: Door | None) -> None:
        self._scope = scope
        self._url = url
        self._door = door
        self._tries = Tries(scope.reference)
        name = sha256(scope.target.host.encode()).hexdigest()[:8]
        self._user = f"launchready-{name}@example.invalid"

    async def run(self) -> LoginTries | Missing:
        """One try for the measure, then the others in even steps."""
        wanted = self._scope.grants.tries
        pause = max(SPREAD / (wanted - 1), LEAST_PAUSE) if wanted <= Grants().tries else LEAST_PAUSE
        started = time.monotonic()
        until = started + min(LONGEST, self._scope.dial.left(LONGEST + FOR_THE_REST) - FOR_THE_REST)
        ended = TriesEnd.ALL_MADE
        for number in range(wanted):
            await asyncio.sleep(max(0.0, started + number * pause - time.monotonic()))
            if time.monotonic() >= until:
                ended = TriesEnd.TIME
                break
            try:
                answer = await self._once(number)
            except HttpFailure as failure:
                return Missing(GapReason.FAILED, f"try {number + 1} got no answer ({failure.kind})")
            if number == 0:
                none = self._tries.judge_first(answer)
                if none is not None:
                    return none
            elif answer.status == TOKEN_EXPIRED:
                return Missing(
                    GapReason.NO_ACCESS,
                    "the form took no second try: it wants a fresh key each time, and gives none",
                    RECIPE,
                )
            elif (limit := self._tries.judge(answer)) is not None:
                ended = limit
                break
            await self._take_tokens(answer)
        return _fact(self._scope, self._url, ended, self._tries, time.monotonic() - started, "")

    async def _once(self, number: int) -> Exchange:
        password = f"not-the-password-{number}"
        recipe = self._scope.grants.login
        if self._door is not None:
            return await post(self._scope, self._door, self._user, password)
        assert recipe is not None  # noqa: S101 - one of the two was found
        return await send_recipe(self._scope, recipe, self._user, password)

    async def _take_tokens(self, answer: Exchange) -> None:
        """Forms carry a new token each time; take it from the answer, or from the page to which it leads back."""
        door = self._door
        if door is None:
            return
        jar = door.jar.after(door.form.action, answer.set_cookies, self._scope.as_of)
        again = _same_form(door, answer)
        if again is None and door.form.fields:
            answer = await Web.of(self._scope.dial).send("GET", door.page, cookies=jar.sent_to(door.page))
            jar = jar.after(door.page, answer.set_cookies, self._scope.as_of)
            again = _same_form(door, answer)
        form = door.form.with_fields_of(again) if again is not None else door.form
        self._door = replace(door, jar=jar, form=form)


def _same_form(door: Door, answer: Exchange) -> SignInForm | None:
    """The form in an answer, if it goes to the same host and has every field that the first one had."""
    form = login_form(body_text(answer), door.page)
    if form is None or form.action.host != door.form.action.host:
        return None
    return form if {name for name, _ in door.form.fields} <= {name for name, _ in form.fields} else None


async def _mail_tries(scope: Scope) -> MailTries | Missing:
    service = scope.reference.sign_in_service_of(_hosts(scope))
    quota = service.mails if service and service.mails else smallest_mail_quota()
    if quota.number < MAILS * SHARE:
        detail = (
            f"{MAILS} mails would be more than a tenth of the quota of {quota.number} in {quota.seconds // 60} minutes"
        )
        return Missing(
            GapReason.NOT_RUN, detail, "Use a mail service of your own, with a larger quota, and look again."
        )
    return await try_mails(scope)


def _hosts(scope: Scope) -> tuple[str, ...]:
    return hosts_talked_to(scope.seen.all(Page), scope.seen.all(Asset))


def _fact(scope: Scope, url: object, ended: TriesEnd, tries: Tries, seconds: float, service: str) -> LoginTries:
    return LoginTries(
        subject=Subject.site(scope.target.host),
        url=masked(url) if isinstance(url, Url) else "",
        wanted=scope.grants.tries,
        made=len(tries.statuses),
        seconds=round(seconds, 1),
        statuses=tuple(tries.statuses),
        ended=ended,
        service=service,
    )
