"""Whether browsers are told to come by https only, and whether that shuts out a host (HSTS, RFC 6797)."""

from collections.abc import Iterator

from launchready.checks.redirects.ways import INSIDE, is_near, reading, signs_in
from launchready.facts.http import HostAnswer, RedirectChain
from launchready.formats.hsts import Hsts, parse
from launchready.formats.names import within
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding, NotApplicable
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.target import Target
from launchready.model.words import Area, GapReason, Level

NO_LOGIN = NotApplicable("Nobody signs in here, as far as can be seen without an account.")
NO_HTTPS = NotApplicable("The site does not answer by https, which is reported by itself.")
LOCAL = NotApplicable("This address is written as a number or a local name; browsers keep no such rule for it.")
FAILURE = 400

# Top-level domains that browsers know to be https only (net/http/transport_security_state_static.json of Chromium).
_PRELOADED = frozenset(
    (
        *("app", "bank", "boo", "dad", "day", "dev", "esq", "foo", "ing", "insurance"),
        *("meme", "mov", "new", "nexus", "page", "phd", "prof", "rsvp", "zip"),
    )
)


@check(
    "headers/hsts-missing",
    area=Area.PUBLIC_FACE,
    stage=2,
    over=SubjectKind.SITE,
    needs=(HostAnswer,),
    uses=(RedirectChain,),
    levels={Level.IMPORTANT},
)
def hsts_missing(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """A site with logins does not tell browsers to stay on https."""
    target = ctx.target
    if target.is_literal:
        yield LOCAL
        return
    own = [gap for gap in seen.gaps(HostAnswer) if gap.subject == Subject.host(target.host)]
    yield from own
    answer = _by_https(target.host, seen)
    if answer is None or not answer.reached:
        # Where the front page was not seen, nothing is known; the gap says so.
        if answer is not None or (seen.all(HostAnswer) and not own):
            yield NO_HTTPS
        return
    if not signs_in(seen, target):
        yield NO_LOGIN
        return
    ends = (reading(chain.final_url) for chain in seen.all(RedirectChain) if chain.is_target)
    near = (url.host for url in ends if url is not None and is_near(url.host, target))
    inside = (one.name for one in target.hosts if one.role in INSIDE)
    for host in dict.fromkeys((target.host, *near, *inside)):
        yield from _missing(host, seen, target)


@check(
    "headers/hsts-breaks-subdomain",
    area=Area.PUBLIC_FACE,
    stage=2,
    over=SubjectKind.SITE,
    needs=(HostAnswer,),
    uses=(RedirectChain,),
    levels={Level.BLOCKER},
)
def hsts_breaks_subdomain(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """A host claims all its subdomains for https, and one of them speaks only http."""
    target = ctx.target
    claims = {
        host: policy
        for host, policy in _policies(seen).items()
        if policy is not None and policy.include_subdomains and policy.max_age
    }
    if not claims and not any(fact.reached for fact in _https(seen)):
        apex_gaps = [gap for gap in seen.gaps(HostAnswer) if gap.subject.host_name in {target.apex, target.host}]
        if apex_gaps:
            yield from apex_gaps
        elif seen.all(HostAnswer):
            yield NO_HTTPS
        return
    for fact in seen.all(HostAnswer):
        host = fact.subject.host_name
        claimed = next((name for name in claims if name != host and within(host, name)), "")
        if claimed and _speaks_only_http(fact, seen):
            yield Finding(
                level=Level.BLOCKER,
                values={"host": host, "claimed": claimed, "zone": target.apex, "url": f"http://{host}/"},
                places=(Place.url(f"http://{host}/"),),
                group=f"host:{host}",
            )


def _missing(host: str, seen: Seen, target: Target) -> Iterator[Outcome]:
    """Judge one host that shows a page by https."""
    fact = _by_https(host, seen)
    if fact is None or fact.page is None or host.rpartition(".")[2] in _PRELOADED or _elsewhere(fact):
        return
    policies = _policies(seen)
    own = policies.get(host)
    covered = any(
        policy is not None and policy.max_age and policy.include_subdomains and within(host, name)
        for name, policy in policies.items()
    )
    if covered or (own is not None and own.max_age):
        return
    if host not in policies and fact.page.status >= FAILURE:
        # Error pages often come from another server, which leaves the header out.
        detail = f"{host} answered with an error page only (status {fact.page.status}); others may say more"
        yield Gap(fact="HostAnswer", subject=fact.subject, reason=GapReason.FAILED, detail=detail)
        return
    yield Finding(
        level=Level.IMPORTANT,
        values={"host": host, "url": f"https://{host}/", "zone": target.apex},
        places=(Place.url(f"https://{host}/"),),
        case="off" if host in policies else "",
        group=f"headers/hsts-missing:{target.apex}",
    )


def _policies(seen: Seen) -> dict[str, Hsts | None]:
    """What each host said by https, wherever it said it; None for a header that browsers ignore."""
    said = [(fact.subject.host_name, fact.page.hsts) for fact in _https(seen) if fact.page is not None]
    said += [(hop.host, hop.hsts) for chain in seen.all(RedirectChain) for hop in chain.hops if hop.scheme == "https"]
    found: dict[str, Hsts | None] = {}
    for host, value in said:
        if value is not None:
            found[host] = found.get(host) or parse(value)
    return found


def _https(seen: Seen) -> Iterator[HostAnswer]:
    return (fact for fact in seen.all(HostAnswer) if fact.scheme == "https")


def _by_https(host: str, seen: Seen) -> HostAnswer | None:
    return next((fact for fact in _https(seen) if fact.subject.host_name == host), None)


def _elsewhere(fact: HostAnswer) -> bool:
    """Whether the host only hands over to another one."""
    led = reading(fact.leads_to)
    return led is not None and led.host != fact.subject.host_name


def _speaks_only_http(fact: HostAnswer, seen: Seen) -> bool:
    """Whether http serves visitors and https does not. A host that sends them to its own https changes nothing."""
    if fact.scheme != "http" or fact.page is None or fact.page.status >= FAILURE:
        return False
    led = reading(fact.leads_to)
    if led is not None and led.scheme == "https" and led.host == fact.subject.host_name:
        return False
    safe = _by_https(fact.subject.host_name, seen)
    return safe is not None and not safe.reached
