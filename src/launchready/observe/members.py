"""Signs the owner's test members in, by the form of the site or by a recipe. Sessions stay in memory.

Nothing is asked for as a member here: a page asked for in the wrong order could be kept by a careless cache and
shown to strangers. Whether a session is good is told by the answer to the sign-in itself.
"""

import json
from dataclasses import dataclass, field

from launchready.formats.cookies import Jar
from launchready.formats.login_form import SignInForm, has_password_field, link_form
from launchready.formats.url import Url, masked_path, parse
from launchready.model.words import GapReason
from launchready.observe.exchange import Exchange, HttpFailure
from launchready.observe.gatherer import Scope
from launchready.observe.grants import Encoding, LoginRecipe, Member
from launchready.observe.http import Web
from launchready.observe.outcome import REDIRECTS, Missing, barrier, body_text, location_of
from launchready.observe.sign_in_pages import Door, find_door, is_own

TRIES = 2
"""More could lock the member out."""
MOST_HOPS = 3
RECIPE = (
    'Say how a member signs in: under [acting.login] in launchready.toml, url = "/api/login", encoding = "form" or'
    ' "json", user_field and password_field.'
)
NO_FORM = "no sign-in form stands in the page as it is sent"
BY_MAIL = "people sign in here by a link or a code in a mail, which I cannot open"
GIVE_ONE = (
    "Let the two test members sign in with a password, at an address of its own, and name it under [acting.login] in"
    " launchready.toml."
)
# A redirect with one of these hands a sign-in over; its target is no page.
_HANDS_OVER = frozenset({"code", "token", "ticket", "state"})


@dataclass(frozen=True, slots=True)
class Session:
    """A member who is signed in. Holds what a browser would hold; never recorded."""

    member: Member
    jar: Jar = field(repr=False)
    bearer: str = field(default="", repr=False)
    led_to: Url | None = None

    def headers(self) -> tuple[tuple[str, str], ...]:
        """The headers beside cookies that a signed-in request carries."""
        return (("Authorization", f"Bearer {self.bearer}"),) if self.bearer else ()


class Rejected(Exception):
    """The site did not let the member in; another try would get the same answer."""


async def sessions(scope: Scope) -> tuple[Session, ...] | Missing:
    """Sign every test member in, once a run for all who need it."""

    async def sign_in() -> tuple[Session, ...] | Missing:
        found: list[Session] = []
        for member in scope.grants.members:
            session = await _patiently(scope, member)
            if isinstance(session, Missing):
                return session
            found.append(session)
        return tuple(found)

    return await scope.dial.once(("members",), sign_in)


async def post(scope: Scope, door: Door, user: str, password: str) -> Exchange:
    """Send the form filled in, as a browser does. Raises HttpFailure."""
    form = door.form
    # Frameworks check that the form comes from their own page (Django: CSRF over https needs the Referer).
    headers = (
        ("Content-Type", "application/x-www-form-urlencoded"),
        ("Origin", door.page.origin),
        ("Referer", door.page.text),
    )
    body = form.body(user, password)
    return await Web.of(scope.dial).send(
        "POST", form.action, headers=headers, body=body, cookies=door.jar.sent_to(form.action)
    )


async def no_password(scope: Scope) -> Missing | None:
    """What to say where the way in is a mail; None where it is not, as far as the pages tell."""
    by_mail = await find_door(scope, link_form)
    return Missing(GapReason.NO_ACCESS, BY_MAIL, GIVE_ONE) if by_mail else None


async def send_recipe(scope: Scope, recipe: LoginRecipe, user: str, password: str) -> Exchange:
    """Send the recipe filled in. Raises HttpFailure."""
    url = parse(recipe.url)
    assert isinstance(url, Url)  # noqa: S101 - read as one when the config was
    if recipe.encoding is Encoding.JSON:
        kind = "application/json"
        body = json.dumps({recipe.user_field: user, recipe.password_field: password}).encode()
    else:
        kind = "application/x-www-form-urlencoded"
        form = SignInForm(action=url, method="POST", user_field=recipe.user_field, password_field=recipe.password_field)
        body = form.body(user, password)
    start = parse(scope.target.url)
    origin = start.origin if isinstance(start, Url) else url.origin
    headers = (("Content-Type", kind), ("Origin", origin), ("Accept", "application/json, */*"), *recipe.headers)
    return await Web.of(scope.dial).send("POST", url, headers=headers, body=body)


async def _patiently(scope: Scope, member: Member) -> Session | Missing:
    """At most two tries; the second only where the first came to nothing that says no."""
    last = Missing(GapReason.NO_ACCESS, f"{member.name} could not be signed in", RECIPE)
    for _ in range(TRIES):
        try:
            tried = await _sign_in(scope, member)
        except Rejected as refusal:
            ask = "Check that member's name and password by hand, and that no second step or captcha is asked for."
            return Missing(GapReason.NO_ACCESS, f"the site did not let {member.name} in ({refusal})", ask)
        except HttpFailure as failure:
            last = Missing(GapReason.FAILED, f"signing {member.name} in got no answer ({failure.kind})")
            continue
        if isinstance(tried, Session) or tried.reason is not GapReason.FAILED:
            return tried
        last = tried
    return last


async def _sign_in(scope: Scope, member: Member) -> Session | Missing:
    recipe = scope.grants.login
    if recipe is not None:
        url = parse(recipe.url)
        assert isinstance(url, Url)  # noqa: S101 - read as one when the config was
        refusal = _unsafe(scope, url)
        if refusal is not None:
            return refusal
        answer = await send_recipe(scope, recipe, member.user, member.password)
        return barrier(answer, scope.reference) or await _session(scope, member, url, Jar(), answer)
    door = await find_door(scope)
    if door is None:
        return await no_password(scope) or Missing(GapReason.NO_ACCESS, NO_FORM, RECIPE)
    refusal = _unsafe(scope, door.form.action)
    if refusal is not None:
        return refusal
    answer = await post(scope, door, member.user, member.password)
    return barrier(answer, scope.reference) or await _session(scope, member, door.form.action, door.jar, answer)


def _unsafe(scope: Scope, url: Url) -> Missing | None:
    """Passwords go to the owner's own hosts or where her recipe says, and never unencrypted over a network."""
    if url.scheme == "http" and not scope.dial.settings.literal_private:
        return Missing(GapReason.NO_ACCESS, "the sign-in would send passwords unencrypted")
    if scope.grants.login is None and not is_own(scope, url):
        return Missing(GapReason.NO_ACCESS, f"the sign-in form leads to {url.host}, which is not yours", RECIPE)
    return None


async def _session(scope: Scope, member: Member, url: Url, jar: Jar, answer: Exchange) -> Session | Missing:
    """Read from the answer whether the member is in."""
    if answer.status in {403, 419}:
        return Missing(GapReason.FAILED, f"the sign-in form was refused (status {answer.status})", RECIPE)
    if answer.status >= 400:
        raise Rejected(f"status {answer.status}")
    before = jar.sent_to(url)
    jar = jar.after(url, answer.set_cookies, scope.as_of)
    recipe = scope.grants.login
    if recipe is not None and recipe.token_field:
        token = _token(answer.body, recipe.token_field)
        if not token:
            raise Rejected(f"there is no {recipe.token_field} in the answer")
        return Session(member, jar, token)
    target = parse(location_of(answer) or "", url) if answer.status in REDIRECTS else None
    if isinstance(target, Url):
        # Back to where it came from: that is how a wrong password is told.
        if target.path.rstrip("/") == url.path.rstrip("/") or _says_error(target):
            raise Rejected(f"it leads back to {masked_path(target.path)}")
        jar, target = await _handed_over(scope, jar, target)
    elif has_password_field(body_text(answer)):
        raise Rejected("it asks for the password again")
    if jar.sent_to(target if isinstance(target, Url) else url) == before:
        raise Rejected("no cookie keeps the member signed in")
    return Session(member, jar, led_to=target if isinstance(target, Url) else None)


async def _handed_over(scope: Scope, jar: Jar, target: Url) -> tuple[Jar, Url]:
    """Go on while a redirect hands the sign-in over; stop before the first page."""
    for _ in range(MOST_HOPS):
        names = {pair.partition("=")[0] for pair in (target.query or "").split("&")}
        if not names & _HANDS_OVER or not is_own(scope, target):
            break
        answer = await Web.of(scope.dial).send("GET", target, cookies=jar.sent_to(target))
        jar = jar.after(target, answer.set_cookies, scope.as_of)
        onward = parse(location_of(answer) or "", target) if answer.status in REDIRECTS else None
        if not isinstance(onward, Url):
            break
        target = onward
    return jar, target


def _says_error(url: Url) -> bool:
    return any(word in (url.query or "").lower() for word in ("error", "fail", "invalid"))


def _token(body: bytes, field_path: str) -> str:
    """The token at `a.b.c` of a JSON answer; empty when there is none."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    for name in field_path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    fits = isinstance(value, str) and value.isascii() and value.isprintable() and len(value) < 8192
    return value if fits else ""
