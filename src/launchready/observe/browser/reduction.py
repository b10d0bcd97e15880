"""A rendered page as its fact: the same reducers as for the markup, and what only a browser sees."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from launchready.facts.page import CookieSeen, FormPurpose, Page, PageRole
from launchready.facts.sight import Body, Sight
from launchready.formats.address import Address
from launchready.formats.cookies import looks_like_session
from launchready.formats.markup.whole import Markup, read_markup, upgrades
from launchready.formats.names import registrable
from launchready.formats.plain import plain
from launchready.formats.response import cookies_seen, page_headers
from launchready.formats.stock import stock
from launchready.formats.trail import secret_names, trail
from launchready.formats.url import Url, parse
from launchready.model.subject import Subject
from launchready.observe.browser.calls import Reasons, called, calls, resources
from launchready.observe.browser.reading import Reading
from launchready.observe.browser.speech import lines
from launchready.observe.browser.visit import Visit
from launchready.observe.browser.watch import Asked
from launchready.observe.capture import home_of
from launchready.observe.exchange import Exchange, Phases
from launchready.observe.gatherer import Scope

MOST_WRITTEN = 60
MOST_COOKIES = 50
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_NO_DOCUMENT = Asked(url="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A page as the browser shows it. `url` is where it stands. Raw values of a run, never recorded."""

    url: Url
    visit: Visit
    reading: Reading
    markup: Markup
    jar: tuple[Mapping[str, Any], ...] = ()
    set_by_headers: frozenset[str] = frozenset()
    document: Asked = field(default_factory=lambda: _NO_DOCUMENT)
    one_colour: bool | None = None

    @property
    def signs_in(self) -> bool:
        """Whether one can sign in on it."""
        return any(form.purpose is FormPurpose.LOGIN for form in self.markup.forms)

    @property
    def as_answer(self) -> Exchange:
        """The page as an answer, for what recognises walls."""
        return Exchange(
            url=self.url.text,
            status=self.document.status,
            headers=self.document.headers,
            body=self.reading.html.encode("utf-8", "replace"),
            truncated=False,
            address="",
            reused=False,
            started=0.0,
            phases=Phases(),
        )


def rendered(
    scope: Scope, visit: Visit, reading: Reading, jar: tuple[Mapping[str, Any], ...], *, before: Asked | None = None
) -> Rendered | None:
    """Put together what was seen; None when the page stands at no address of the web.

    `before` is the document in which the app moved on by itself. Without it a script that writes another address
    into the bar has moved nothing: the page was served where it was asked for.
    """
    document = visit.watch.document
    here = parse((document.url if document else reading.url).partition("#")[0])
    if not isinstance(here, Url):
        return None
    return Rendered(
        url=here,
        visit=visit,
        reading=reading,
        markup=read_markup(reading.html, here, home_of(scope)),
        jar=jar,
        set_by_headers=frozenset(line.partition("=")[0].strip() for _, line in visit.watch.cookie_lines),
        document=document or before or _NO_DOCUMENT,
    )


def page_of(scope: Scope, seen: Rendered, role: PageRole, *, by_headers: frozenset[str] = frozenset()) -> Page:
    """Reduce to the fact. `by_headers`: cookies that earlier answers of this visitor set."""
    visit, markup, document = seen.visit, seen.markup, seen.document
    reasons = Reasons(visit.gate, visit.gate.door)
    here = Address(seen.url.scheme, seen.url)
    made = calls(visit.watch, reasons)
    headers = page_headers(document.headers, csp_meta=markup.policy)
    kind = plain(document.content_type.lower(), 80)
    marks = trail(seen.reading.html, status=document.status, is_page=kind in _PAGES)
    home = home_of(scope)
    return Page(
        subject=Subject.host(seen.url.host),
        url=here.shown,
        path=here.path,
        role=role,
        rendered=True,
        status=document.status,
        content_type=kind,
        # Where the app never shows itself, what the browser saw is a shell still.
        shell=markup.words == 0 and not markup.forms,
        words=markup.words,
        bytes=seen.reading.length,
        meta=markup.meta,
        headers=headers,
        first_byte_seconds=round(document.first_byte, 3),
        cookies=_cookies(scope, seen, by_headers),
        links=tuple(found.link for found in markup.links),
        forms=markup.forms,
        resources=resources(markup.resources, visit.watch, reasons),
        calls=made,
        console=lines(visit.lines, visit.watch.log, held_back=bool(visit.gate.ours)),
        written=tuple(dict.fromkeys((*called(made, home, here.shown), *markup.written)))[:MOST_WRITTEN],
        payment_keys=markup.keys,
        trail=marks,
        secret_names=secret_names(seen.reading.html) if marks else (),
        upgrade_insecure=upgrades(headers.csp, headers.csp_meta),
        sight=_sight(scope, seen),
    )


def _sight(scope: Scope, seen: Rendered) -> Sight | None:
    """Say what there is to see; the elements that take room were counted by the browser."""
    shown, reading, title = seen.markup.shown, seen.reading, seen.markup.meta.title
    if shown is None:
        return None
    rules = scope.reference.stock.pages
    return Sight(
        body=Body.PAGE,
        letters=reading.letters,
        things=reading.things,
        later=shown.later,
        stock=stock(title, shown.text, seen.markup.words, rules, pictured=shown.pictured),
        one_colour=seen.one_colour,
        at_rest=seen.visit.at_rest,
        held_back=bool(seen.visit.gate.ours),
    )


def _cookies(scope: Scope, seen: Rendered, by_headers: frozenset[str]) -> tuple[CookieSeen, ...]:
    """The cookies that answers of the page's own site set, then those that its scripts set."""
    domain = registrable(seen.url.host)
    found: dict[tuple[str, str], CookieSeen] = {}
    for address, line in seen.visit.watch.cookie_lines:
        url = parse(address)
        if isinstance(url, Url) and registrable(url.host) == domain:
            found |= {(one.host, one.name): one for one in cookies_seen([line], url, scope.as_of)}
    known = by_headers | seen.set_by_headers
    for cookie in seen.jar:
        name = str(cookie.get("name", ""))
        if name not in known and not cookie.get("httpOnly"):
            found.setdefault((seen.url.host, plain(name, 80)), _by_script(cookie, seen.url.host))
    return tuple(found.values())[:MOST_COOKIES]


def _by_script(cookie: Mapping[str, Any], host: str) -> CookieSeen:
    name = str(cookie.get("name", ""))
    return CookieSeen(
        name=plain(name, 80),
        session=looks_like_session(name),
        secure=bool(cookie.get("secure")),
        http_only=False,
        same_site=str(cookie.get("sameSite", "")).lower(),
        host=host,
        wide=str(cookie.get("domain", "")).startswith("."),
        by_script=True,
    )
