"""Other sites that may read what the app answers to its own members (CORS, Fetch standard)."""

from collections.abc import Iterable, Iterator

from launchready.facts.cors import Asked, Cors, CorsReply
from launchready.formats.cache_control import parse
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding, Note
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Effect, Level

REFUSED_BY_BROWSERS = (
    "An answer allows every site (*) and cookies at once. Browsers refuse that pair, so nothing is lost by it; "
    "if your app needs cookies there, it does not get them."
)
_FOREIGN = tuple(asked for asked in Asked if asked.foreign)  # the worst first
_CASES = {Asked.ANY: "", Asked.NULL: "null", Asked.PREFIX: "look-alike", Asked.SUFFIX: "look-alike"}


@check(
    "cors/credentialed-reflection",
    area=Area.MEMBERS_DATA,
    stage=2,
    over=SubjectKind.SITE,
    needs=(Cors,),
    levels={Level.BLOCKER, Level.IMPORTANT, Level.OPTIONAL},
    effect=Effect.ASK,
)
def credentialed_reflection(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """A site of strangers is let in together with the member's cookies."""
    told: set[tuple[str, str]] = set()
    for fact in seen.all(Cors):
        reply = _worst(fact, ctx)
        if reply is not None:
            host, case = fact.subject.host_name, _case(reply)
            if (host, case) not in told:
                told.add((host, case))
                yield _finding(fact, reply, case, [one for one in seen.all(Cors) if one.subject == fact.subject])
    if any(reply.allow_origin == "*" and reply.credentials for fact in seen.all(Cors) for reply in fact.replies):
        yield Note(REFUSED_BY_BROWSERS)
    yield from unseen(seen)


@check(
    "cors/vary-missing",
    area=Area.MEMBERS_DATA,
    stage=2,
    over=SubjectKind.SITE,
    needs=(Cors,),
    levels={Level.IMPORTANT},
    effect=Effect.ASK,
)
def vary_missing(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """What is allowed depends on who asks, a cache may keep it, and nothing tells the cache so."""
    for fact in seen.all(Cors):
        answers = [reply for reply in fact.replies if reply.method == "GET"]
        marked = [reply for reply in answers if reply.allow_origin not in {None, "*"}]
        varies = len({reply.allow_origin for reply in answers}) > 1
        bare = [reply for reply in marked if not reply.vary_origin and _may_be_kept(reply)]
        if varies and bare:
            yield Finding(
                level=Level.IMPORTANT,
                values={"url": fact.url, "host": fact.subject.host_name, "cache": bare[0].cache_control or "a hit"},
                places=(Place.url(fact.url),),
                group=f"cors:{fact.subject.host_name}",
            )
    yield from unseen(seen)


def unseen(seen: Seen) -> Iterator[Gap]:
    """What is missing about single addresses; the engine knows by itself what is missing about the site."""
    return (gap for gap in seen.gaps(Cors) if gap.subject.kind is SubjectKind.HOST)


def _worst(fact: Cors, ctx: Context) -> CorsReply | None:
    """The most dangerous origin that is let in with cookies; None when all of them are the owner's."""
    open_to = [reply for reply in fact.replies if reply.credentials and _let_in(reply)]
    for asked in (*_FOREIGN, Asked.PLAIN):
        found = next((reply for reply in open_to if reply.asked is asked), None)
        if found is not None:
            return found
    # A name below the site's host is the owner's own, unless strangers get names there.
    shared = ctx.reference.preview_suffix_of(f"x.{ctx.target.host}") == ctx.target.host
    return next((reply for reply in open_to if shared and reply.asked is Asked.SUBDOMAIN), None)


def _let_in(reply: CorsReply) -> bool:
    """Whether the very origin that was claimed came back; browsers refuse `*` where cookies are asked for."""
    return reply.allow_origin == reply.origin


def _case(reply: CorsReply) -> str:
    return {**_CASES, Asked.PLAIN: "plain", Asked.SUBDOMAIN: "look-alike"}[reply.asked]


def _level(reply: CorsReply, fact: Cors) -> Level:
    if reply.asked is Asked.PLAIN:
        return Level.OPTIONAL
    # Browsers leave a session's cookie out of such a request unless the app says that it may go along.
    return Level.BLOCKER if fact.personal and fact.same_site == "none" else Level.IMPORTANT


def _finding(fact: Cors, reply: CorsReply, case: str, others: Iterable[Cors]) -> Finding:
    same = [
        one.url for one in others if any(r.asked is reply.asked and r.credentials and _let_in(r) for r in one.replies)
    ]
    return Finding(
        level=_level(reply, fact),
        values={
            "url": fact.url,
            "host": fact.subject.host_name,
            "origin": reply.origin,
            "own": fact.own_origin,
            "count": len(same),
        },
        places=tuple(Place.url(url) for url in sorted(set(same))),
        case="read" if _level(reply, fact) is Level.BLOCKER else case,
        group=f"cors:{fact.subject.host_name}",
    )


def _may_be_kept(reply: CorsReply) -> bool:
    """Whether a shared cache may hand this answer to somebody else, or says that it did."""
    asked = parse(reply.cache_control)
    if asked.no_store or asked.private or asked.no_cache:
        return False
    if reply.hit or reply.age > 0:
        return True
    seconds = asked.s_maxage if asked.s_maxage is not None else asked.max_age
    return seconds > 0 if seconds is not None else asked.public
