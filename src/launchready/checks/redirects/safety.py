"""Whether visitors are kept on https: http that serves, https that leads back to http."""

from collections.abc import Iterator

from launchready.checks.redirects.foreign import foreign, foreign_group
from launchready.checks.redirects.loop import loop_group
from launchready.checks.redirects.ways import INSIDE, ROUND, browsed, door, is_near, leads, other_gaps, reading
from launchready.facts.http import End, HostAnswer, RedirectChain
from launchready.facts.names import HostNames
from launchready.facts.page import Page
from launchready.formats.names import is_literal, is_local
from launchready.formats.url import Url
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.finding import Finding, NotApplicable
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.target import Target
from launchready.model.words import Area, Level

SERVED = range(200, 300)


@check(
    "redirects/http-served",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(RedirectChain,),
    uses=(HostAnswer, HostNames, Page),
    levels={Level.BLOCKER, Level.IMPORTANT},
)
def http_served(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The http address answers with the site. A closed port 80 is as good as a redirect."""
    if ctx.target.is_literal:
        yield NotApplicable("This address is written as a number or a local name; https is for names.")
        return
    asked = [chain for chain in browsed(seen) if chain.entry_scheme == "http"]
    gaps = other_gaps(seen)
    if not asked and not gaps and seen.all(RedirectChain):
        yield NotApplicable("The address names a port of its own; there is no http address beside it.")
        return
    yield from gaps[:1]
    served: dict[str, bool] = {}
    for chain in asked:
        end = reading(chain.final_url)
        if chain.end is End.ANSWER and end is not None and end.scheme == "http" and _serves(chain, end, ctx.target):
            served[end.host] = served.get(end.host, False) or bool(chain.hops[-1].session_cookies)
    for host in _others(seen, ctx.target):
        served.setdefault(host, False)
    for host, session in served.items():
        yield _served(host, seen, ctx.target, session=session)


@check(
    "redirects/downgrade",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(RedirectChain,),
    levels={Level.BLOCKER},
    if_unknown=Level.BLOCKER,
)
def downgrade(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """An https address of the site sends its visitor to http, even if the way comes back later."""
    told: set[str] = set()
    for chain in browsed(seen):
        for hop, led in leads(chain):
            falls = hop.scheme == "https" and led.scheme == "http" and is_near(hop.host, ctx.target)
            # A developer's machine speaks no https; that the way leads there is foreign-host's to say.
            if not falls or is_local(led.host) or is_literal(led.host) or door(hop) in told:
                continue
            told.add(door(hop))
            yield Finding(
                level=Level.BLOCKER,
                values={"url": door(hop), "host": hop.host, "to": led.text, "zone": ctx.target.apex},
                places=(Place.url(door(hop)),),
                group=_cause(chain, ctx),
            )


def _serves(chain: RedirectChain, end: Url, target: Target) -> bool:
    return chain.hops[-1].status in SERVED and is_near(end.host, target)


def _others(seen: Seen, target: Target) -> Iterator[str]:
    """Hosts that are not among the entries, at which people are signed in or that were declared."""
    declared = {host.name for host in target.hosts}
    known = seen.first(HostNames)
    inside = {name.name for name in known.names if name.role in INSIDE} if known is not None else set()
    for fact in seen.all(HostAnswer):
        page, host = fact.page, fact.subject.host_name
        if fact.scheme != "http" or page is None or page.status not in SERVED or fact.leads_to or fact.sign_in:
            continue
        if host in declared or (host in inside and host not in {target.apex, f"www.{target.apex}", target.host}):
            yield host


def _served(host: str, seen: Seen, target: Target, *, session: bool) -> Finding:
    answers = [fact for fact in seen.all(HostAnswer) if fact.scheme == "http" and fact.subject.host_name == host]
    path = next((fact.sign_in_path for fact in answers if _asks_there(fact, seen)), "")
    password = any(fact.page is not None and fact.page.has_password_field for fact in answers)
    role = next((declared.role for declared in target.hosts if declared.name == host), None)
    inside = password or bool(path) or session or role in INSIDE
    url = f"http://{host}{'/' if password else path or '/'}"
    return Finding(
        level=Level.BLOCKER if inside else Level.IMPORTANT,
        values={"host": host, "url": url, "zone": target.apex},
        places=(Place.url(url),),
        case="login" if inside else "",
        group=f"host:{host}",
    )


def _asks_there(fact: HostAnswer, seen: Seen) -> bool:
    """Whether a password is asked for at the way in that http shows: in its markup, or once its scripts have run."""
    if not fact.sign_in_path or fact.sign_in_password:
        return fact.sign_in_password
    secure = f"https://{fact.subject.host_name}{fact.sign_in_path}"
    pages = (page for page in seen.all(Page) if page.url.partition("?")[0] == secure)
    return any("password" in form.fields for page in pages for form in page.forms)


def _cause(chain: RedirectChain, ctx: Context) -> str:
    """A downgrade inside a circle or on the way to a wrong end shares its cause; else it stands alone."""
    if chain.end in ROUND:
        return loop_group(chain)
    if foreign(chain, ctx):
        return foreign_group(chain)
    end = reading(chain.final_url)
    return f"host:{end.host}" if end is not None and end.scheme == "http" else ""
