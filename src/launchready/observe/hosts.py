"""What each host of the target serves at `/`, by http and by https."""

from collections.abc import AsyncIterator, Iterator

from launchready.facts.dns import Resolution
from launchready.facts.http import HostAnswer
from launchready.facts.names import HostNames, KnownName, Origin
from launchready.formats.login_form import has_password_field, sign_in_links
from launchready.formats.names import registrable
from launchready.formats.page import sketch
from launchready.formats.url import Url, masked_path
from launchready.formats.wall import sign_in_wall
from launchready.model.fact import Gap
from launchready.model.subject import Subject
from launchready.model.target import Target
from launchready.observe.chains import entry_hosts
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.http import Exchange
from launchready.observe.outcome import (
    Missing,
    NoAnswer,
    ask,
    barrier,
    body_start,
    body_text,
    in_order,
    led_to,
    target_of,
)
from launchready.observe.robots import robots_blocked

MOST_HOSTS = 24
MOST_WAYS_IN = 3
USUAL_SIGN_IN = "/login"
_SERVED = range(200, 300)
STAGING = "staging"
# Names that only the mail of the domain needs serve no page.
_MAIL = frozenset({Origin.MX, Origin.SPF})


@gatherer(makes=(HostAnswer,), needs=(HostNames, Resolution))
async def hosts(scope: Scope) -> AsyncIterator[Observation]:
    """Ask every web host once by each scheme; redirects are not followed."""
    known = scope.seen.first(HostNames)
    names = known.names if known else ()
    crawled = {scope.target.host} | {name.name for name in names if name.role == STAGING}
    wanted = [host for host in web_hosts(scope.target, names) if scope.wants(Subject.host(host))]
    work = (_look(scope, url, robots=url.host in crawled) for host in wanted for url in _doors(scope.target, host))
    told: set[Subject] = set()
    async for seen in in_order(work):
        # One gap a host is enough; https is asked first.
        if not isinstance(seen, Gap):
            yield seen
        elif seen.subject not in told:
            told.add(seen.subject)
            yield seen


def web_hosts(target: Target, names: tuple[KnownName, ...]) -> tuple[str, ...]:
    """The hosts to ask: the target's own, its twin, the declared, test copies, then what else was found."""
    web = [name for name in names if name.required or not set(name.origins) <= _MAIL]
    staging = [name.name for name in web if name.role == STAGING]
    declared = [host.name for host in target.hosts]
    ordered = (target.host, *entry_hosts(target), *declared, *staging, *(name.name for name in web))
    return tuple(dict.fromkeys(ordered))[:MOST_HOSTS]


def _doors(target: Target, host: str) -> Iterator[Url]:
    if host == target.host and target.port != {"http": 80, "https": 443}[target.scheme]:
        yield Url(target.scheme, host, target.port, "/")
        return
    yield Url("https", host, 443, "/")
    yield Url("http", host, 80, "/")


async def _look(scope: Scope, url: Url, *, robots: bool) -> HostAnswer | Gap:
    subject = Subject.host(url.host)
    answer = await ask(scope, url)
    if isinstance(answer, Missing):
        return answer.gap(HostAnswer, subject)
    if isinstance(answer, NoAnswer):
        return HostAnswer(subject=subject, scheme=url.scheme, reached=False, detail=answer.end.value)
    sign_in = await _sign_in(scope, url, answer)
    wall = None if sign_in else barrier(answer, scope.reference)
    if wall is not None:
        return wall.gap(HostAnswer, subject)
    way_in = await _way_in(scope, url, answer)
    return HostAnswer(
        subject=subject,
        scheme=url.scheme,
        reached=True,
        sign_in_path=masked_path(way_in[0].path) if way_in else "",
        sign_in_password=way_in is not None and has_password_field(body_text(way_in[1])),
        page=sketch(answer.status, answer.headers, answer.body, url=url, marks=scope.reference.marks),
        leads_to=led_to(answer, url),
        sign_in=sign_in,
        robots_blocked=await robots_blocked(scope, url) if robots else None,
    )


async def _way_in(scope: Scope, url: Url, answer: Exchange) -> tuple[Url, Exchange] | None:
    """Where http shows the site: the way in that its page names or the target is, if http answers there, too."""
    if url.scheme != "http" or answer.status not in _SERVED or led_to(answer, url):
        return None
    links = [link.path for link in sign_in_links(body_text(answer), url) if link.host == url.host]
    own = [scope.target.path] if url.host == scope.target.host and scope.target.path != url.path else []
    shown: list[tuple[Url, Exchange]] = []
    for path in list(dict.fromkeys((*own, *links, USUAL_SIGN_IN)))[:MOST_WAYS_IN]:
        way = Url(url.scheme, url.host, url.port, path)
        page = await ask(scope, way)
        if isinstance(page, Exchange) and page.status in _SERVED and not led_to(page, way):
            if has_password_field(body_text(page)):
                return way, page
            shown.append((way, page))
    return shown[0] if shown else None


async def _sign_in(scope: Scope, url: Url, answer: Exchange) -> str:
    """The name of the one whose own sign-in stands in front; a redirect to strangers is followed once to tell."""
    target = target_of(answer, url)
    name = _asks_to_sign_in(scope, url, answer)
    if name or not isinstance(target, Url) or registrable(target.host) == scope.target.apex:
        return name
    next_answer = await ask(scope, target)
    return _asks_to_sign_in(scope, target, next_answer) if isinstance(next_answer, Exchange) else ""


def _asks_to_sign_in(scope: Scope, url: Url, answer: Exchange) -> str:
    target = target_of(answer, url)
    location = target.text if isinstance(target, Url) else ""
    wall = sign_in_wall(answer.status, answer.headers, location, body_start(answer), scope.reference.sign_ins)
    # A 401 that names nobody closes the front door; on another host it may be how an API greets.
    if wall is None or not (wall.certain or url.host == scope.target.host):
        return ""
    return wall.name
