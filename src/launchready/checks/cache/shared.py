"""Whether a page that is the same for every stranger is made anew for each of them, where that can be felt."""

from collections.abc import Iterator

from launchready.checks.headers.pages import LOCAL
from launchready.checks.redirects.ways import is_near
from launchready.facts.revisit import Revisit, Visit
from launchready.formats.cache_control import CacheState, age, state
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.finding import Finding
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Level
from launchready.reference.thresholds import FIRST_BYTE, HEAVY_DOCUMENT, MADE_EACH_TIME

OK = 200
_KINDS = ("text/html", "application/xhtml+xml", "application/json", "text/plain", "application/xml", "text/xml")


@check(
    "cache/shared-uncached",
    area=Area.PUBLIC_FACE,
    stage=2,
    over=SubjectKind.SITE,
    needs=(Revisit,),
    levels={Level.OPTIONAL},
)
def shared_uncached(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """A slow or heavy answer that is equal for all strangers is computed for each."""
    if ctx.target.is_literal:
        yield LOCAL
        return
    for page in seen.all(Revisit):
        if not is_near(page.host, ctx.target) or not _equal_for_all(page) or _stored(page):
            continue
        waited = _waited(page)
        slow = waited > FIRST_BYTE.value
        heavy = page.second.bytes >= HEAVY_DOCUMENT.value and waited > MADE_EACH_TIME.value
        if slow or heavy:
            yield Finding(
                level=Level.OPTIONAL,
                values={
                    "url": page.url,
                    "seconds": round(waited, 1),
                    "kilobytes": round(page.second.bytes / 1000),
                    "control": page.second.cache_control or "not sent",
                    "host": page.host,
                },
                places=(Place.url(page.url),),
                case="" if slow else "heavy",
                group=f"cache:{page.host}",
            )


def _equal_for_all(page: Revisit) -> bool:
    """Whether two strangers got the very same, without a cookie that makes it theirs."""
    visits = (page.first, page.second)
    answered = all(visit.status == OK and not visit.cookies for visit in visits)
    return answered and page.same_body and page.content_type in _KINDS


def _stored(page: Revisit) -> bool:
    return any(_from_a_cache(visit) for visit in (page.first, page.second))


def _from_a_cache(visit: Visit) -> bool:
    return state(visit.cache) is CacheState.HIT or age(visit.cache) > 0


def _waited(page: Revisit) -> float:
    """Seconds that the server took when it was awake: the better of two, without the way there and back."""
    return min(page.first.first_byte_seconds, page.second.first_byte_seconds) - page.round_trip_seconds
