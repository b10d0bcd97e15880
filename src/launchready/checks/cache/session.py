"""Whether a shared cache may keep an answer that signs somebody in."""

from collections.abc import Iterator, Sequence

from launchready.checks.redirects.ways import is_near
from launchready.facts.revisit import Revisit, Visit
from launchready.formats.cache_control import CacheControl, CacheState, age, parse, state
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.finding import Finding, Note
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Level

PASSED_ON = Note(
    "A page that sets a session cookie calls itself public, and the cache in front passes it on without keeping it."
)


@check(
    "cache/session-cacheable",
    area=Area.MEMBERS_DATA,
    stage=2,
    over=SubjectKind.SITE,
    needs=(Revisit,),
    levels={Level.IMPORTANT},
)
def session_cacheable(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """An answer with a session cookie may be kept by a shared cache and handed to the next visitor."""
    pages = [(page, _case(page)) for page in seen.all(Revisit) if is_near(page.host, ctx.target)]
    # Two strangers in one session is the worse case, and speaks for the pages that only allow it.
    wrong = sorted(((page, case) for page, case in pages if case is not None), key=lambda one: not one[1])
    if wrong:
        yield _finding([page for page, _ in wrong], wrong[0][1])
    if any(case is None and _public_and_passed(page) for page, case in pages):
        yield PASSED_ON


def _case(page: Revisit) -> str | None:
    """What is wrong: two strangers got one session, or the headers allow it; None for nothing."""
    if page.same_session and (_from_a_cache(page.second) or _from_a_cache(page.first) or _may_keep(page.second)):
        return "same"
    if any(_from_a_cache(visit) for visit in (page.first, page.second)):
        # Each visitor of a stored page got a session of their own: the edge adds the cookie after the cache.
        return None
    return "" if any(_may_keep(visit) for visit in (page.first, page.second)) else None


def _from_a_cache(visit: Visit) -> bool:
    return state(visit.cache) is CacheState.HIT or age(visit.cache) > 0


def _may_keep(visit: Visit) -> bool:
    """Whether the answer sets a session and lets shared caches keep it, and no cache says that it does not."""
    return bool(visit.session_cookies) and state(visit.cache) is not CacheState.PASSED and _open_to_caches(visit)


def _open_to_caches(visit: Visit) -> bool:
    control = _for_shared(visit)
    if "set-cookie" in control.withheld:
        return False
    seconds = control.shared_seconds
    # `public` without a time lets caches choose one (RFC 9111 section 4.2.2).
    return seconds > 0 if seconds is not None else control.public


def _for_shared(visit: Visit) -> CacheControl:
    """What counts for caches in front: their own header where there is one (RFC 9213 section 2.2)."""
    return parse(visit.shared_control or visit.cache_control)


def _public_and_passed(page: Revisit) -> bool:
    return any(
        visit.session_cookies and state(visit.cache) is CacheState.PASSED and _open_to_caches(visit)
        for visit in (page.first, page.second)
    )


def _finding(pages: Sequence[Revisit], case: str) -> Finding:
    """One for the site: what starts the sessions is one setting, on however many pages it shows."""
    first = pages[0]
    visits = [visit for page in pages for visit in (page.first, page.second)]
    cookies = tuple(dict.fromkeys(name for visit in visits for name in visit.session_cookies))
    said = first.second.shared_control or first.second.cache_control or first.first.cache_control or ""
    return Finding(
        level=Level.IMPORTANT,
        values={
            "url": first.url,
            "cookies": cookies,
            "control": said,
            "host": first.host,
            "urls": [page.url for page in pages],
        },
        places=tuple(Place.url(page.url) for page in pages),
        case=case,
        group=f"cache:{first.host}",
    )
