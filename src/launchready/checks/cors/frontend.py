"""The app's own front end that its own interface does not let in."""

from collections.abc import Iterator

from launchready.checks.cors.reflection import unseen
from launchready.checks.redirects.ways import is_near
from launchready.facts.asset import Asset
from launchready.facts.cors import Asked, Cors, CorsReply, Endpoint
from launchready.facts.http import HostAnswer
from launchready.facts.page import Call, CallFailure, Page, best_views, unseen_by_markup
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding, NotApplicable
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.target import HostRole
from launchready.model.words import Area, Confidence, Effect, GapReason, Level

NO_CALLS = NotApplicable("No page that was seen calls another host of yours, so there is nobody to be refused.")
NEEDS_A_BROWSER = "Install the browser extra: pipx install 'launchready[browser]', and Chromium, then look again."
_FAILURE = 500
_LIMIT = 429
_NOTHING_THERE = frozenset({404, 405, 410, 501})


@check(
    "cors/own-frontend-refused",
    area=Area.PUBLIC_FACE,
    stage=2,
    over=SubjectKind.SITE,
    needs=(Cors, Page),
    uses=(Asset, HostAnswer),
    levels={Level.BLOCKER},
    effect=Effect.ASK,
)
def own_frontend_refused(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """A page calls a host of the founder's, and that host does not let the page read the answer."""
    pages = best_views(seen.all(Page))
    calls = [(page, call) for page in pages for call in page.calls if _is_own(call.host, ctx)]
    across = [(page, call) for page, call in calls if call.host != page.subject.host_name]
    told: set[str] = set()
    for page, call in across:
        if call.failed == CallFailure.CORS and call.host not in told:
            told.add(call.host)
            yield _overloaded(call, page) if _has_failed(call) else _by_call(page, call)
    heard = {call.host for _, call in across if not call.failed}
    declared = [host.name for host in ctx.target.hosts if host.role is HostRole.API]
    spelt = {fact.subject.host_name for fact in seen.all(Cors) if fact.endpoint is Endpoint.FETCHED}
    for host in dict.fromkeys((*declared, *sorted(spelt))):
        if host not in told | heard and _names(host, seen):
            for outcome in _by_question(host, seen, declared=host in declared):
                told.add(host)
                yield outcome
    if told:
        return
    named = [host for host in (*declared, *_others(seen, ctx)) if _names(host, seen)]
    for page in unseen_by_markup(pages):
        # Scripts that name no other host of the owner's call none that could refuse them.
        if named:
            detail = "the page is built by its scripts, so what it calls was not seen"
            yield Gap(fact="Page", subject=page.subject, reason=GapReason.NO_ACCESS, detail=detail, ask=NEEDS_A_BROWSER)
            return
    yield from unseen(seen)
    if pages and not across and not any(host in declared for host in named):
        yield NO_CALLS


def _others(seen: Seen, ctx: Context) -> set[str]:
    """Hosts of the owner's that the scripts name beside the site's own."""
    return {host for asset in seen.all(Asset) for host in asset.hosts if host != ctx.target.host and _is_own(host, ctx)}


def _is_own(host: str, ctx: Context) -> bool:
    """Whether the host is the founder's: in the domain, declared, or an app's name at a host (`x.supabase.co`).

    What others' trackers refuse is their business.
    """
    return is_near(host, ctx.target) or ctx.reference.preview_suffix_of(host) is not None


def _has_failed(call: Call) -> bool:
    """Whether the other side was broken or tired: error pages come without the header, too."""
    return call.status >= _FAILURE or call.status == _LIMIT


def _overloaded(call: Call, page: Page) -> Gap:
    detail = f"{call.host} answered with an error (status {call.status}), which says nothing about who is let in"
    return Gap(
        fact="Page", subject=page.subject, reason=GapReason.FAILED, detail=detail, ask="Look again in a few minutes."
    )


def _by_call(page: Page, call: Call) -> Finding:
    return Finding(
        level=Level.BLOCKER,
        values={"url": call.url, "host": call.host, "page": page.url, "origin": _origin(page.url)},
        places=(Place.url(call.url),),
        group=f"cors:{call.host}",
    )


def _by_question(host: str, seen: Seen, *, declared: bool) -> Iterator[Finding | Gap]:
    """An interface that the page's scripts name: refused when each address that they spell out says so.

    Of a host that nobody declared, only what stands in a call counts: others may be named for pictures.
    """
    facts = [fact for fact in seen.all(Cors) if fact.subject.host_name == host and fact.cross_origin]
    kinds = {Endpoint.NAMED, Endpoint.CALLED, Endpoint.FETCHED} if declared else {Endpoint.FETCHED}
    spelt = [fact for fact in facts if fact.endpoint in kinds and _stands(fact)]
    if any(reply.allowed for fact in facts for reply in fact.replies if reply.asked is Asked.OWN):
        return
    if not spelt:
        # A rule may hold for single addresses only, so that the others say nothing of it.
        if facts and declared:
            yield _not_seen(host, facts[0], seen)
        return
    if all(_refuses(fact.reply(Asked.OWN, method)) for fact in spelt for method in ("GET", "OPTIONS")):
        yield Finding(
            level=Level.BLOCKER,
            # The scripts spell the address out; that they call it was not seen.
            confidence=Confidence.LIKELY,
            values={
                "url": spelt[0].url,
                "host": host,
                "page": spelt[0].own_origin,
                "origin": spelt[0].own_origin,
            },
            places=tuple(Place.url(url) for url in sorted({fact.url for fact in spelt})),
            case="asked" if declared else "spelt",
            group=f"cors:{host}",
        )


def _not_seen(host: str, fact: Cors, seen: Seen) -> Gap:
    rendered = any(page.rendered for page in seen.all(Page))
    detail = f"which addresses of {host} your pages call was not seen" + (" without signing in" if rendered else "")
    return Gap(
        fact="Page",
        subject=fact.subject,
        reason=GapReason.NO_ACCESS,
        detail=detail,
        ask="" if rendered else NEEDS_A_BROWSER,
    )


def _stands(fact: Cors) -> bool:
    """Whether something answers at the address: errors of a server that knows no such path carry no rule."""
    return any(reply.status not in _NOTHING_THERE for reply in fact.replies)


def _refuses(answer: CorsReply | None) -> bool:
    return answer is None or (answer.status < _FAILURE and not answer.allowed)


def _names(host: str, seen: Seen) -> bool:
    """Whether what the browser downloads names the host."""
    if any(host in asset.hosts for asset in seen.all(Asset)):
        return True
    return any(fact.page is not None and host in fact.page.hosts for fact in seen.all(HostAnswer))


def _origin(url: str) -> str:
    return "/".join(url.split("/")[:3])
