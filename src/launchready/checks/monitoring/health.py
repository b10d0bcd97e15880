"""Whether something cheap says that the app and its database are up."""

from collections.abc import Iterator

from launchready.checks.headers.pages import own_pages
from launchready.checks.redirects.ways import INSIDE, is_near
from launchready.facts.health import HealthAnswer, HealthEndpoint
from launchready.facts.page import Call, Page, unseen_by_markup
from launchready.formats.names import within
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding, NotApplicable, Note
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.target import HostRole, Target
from launchready.model.words import Area, GapReason, Level

ONLY_FILES = NotApplicable("A page that is only files needs none: if it opens, it works.")
BROWSER_ASK = "Install the browser extra: pipx install 'launchready[browser]', and Chromium, then look again."
LOCKED_ASK = "Say which address your uptime monitor calls, or open it to everybody: it tells nothing but ok."
# Calls to these are counters, fonts and pictures: no backend of the app.
_NO_BACKEND = (
    *("googletagmanager.com", "google-analytics.com", "analytics.google.com", "doubleclick.net", "plausible.io"),
    *("posthog.com", "sentry.io", "usefathom.com", "hotjar.com", "clarity.ms", "googleapis.com", "gstatic.com"),
    *("cloudflareinsights.com", "vercel-insights.com", "simpleanalytics.com", "facebook.com", "intercom.io"),
)
_FILES = (".json", ".webmanifest", ".lottie", ".geojson")


@check(
    "monitoring/health-missing",
    area=Area.WATCH,
    stage=5,
    over=SubjectKind.SITE,
    needs=(HealthAnswer,),
    uses=(Page,),
    levels={Level.OPTIONAL},
)
def health_missing(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """No address says in one short answer that the app and its database work."""
    target = ctx.target
    everywhere = seen.all(HealthAnswer)
    found = [answer.endpoint for answer in everywhere if answer.endpoint is not None]
    if found:
        yield from (_said(endpoint) for endpoint in found)
        return
    # What a builder's own host did not tell is no reason to know nothing about the site.
    gaps = [gap for gap in seen.gaps(HealthAnswer) if gap.subject.kind is SubjectKind.HOST]
    answers = tuple(answer for answer in everywhere if is_near(answer.subject.host_name, target))
    near = [gap for gap in gaps if is_near(gap.subject.host_name, target)]
    if near or not answers:
        yield from near
        return
    locked = [answer for answer in answers if answer.locked]
    if locked:
        host, path = locked[0].subject.host_name, locked[0].locked[0]
        detail = f"{host} has something at {path}, and answers only to who is let in"
        yield Gap(fact="HealthAnswer", subject=subject, reason=GapReason.NO_ACCESS, detail=detail, ask=LOCKED_ASK)
        return
    pages = own_pages(seen, target)
    if _has_backend(pages, target):
        yield _missing(answers, target)
    elif unseen_by_markup(pages) or not pages:
        yield Gap(
            fact="HealthAnswer",
            subject=subject,
            reason=GapReason.NO_ACCESS,
            detail="whether anything stands behind the page was not seen: its scripts were not run",
            ask=BROWSER_ASK,
        )
    else:
        yield ONLY_FILES


def _said(endpoint: HealthEndpoint) -> Note:
    state = "up" if endpoint.up else f"not well (status {endpoint.status})"
    more = "It names the database, too." if endpoint.database else "It does not say whether the database answers."
    return Note(f"{endpoint.url} said that the app is {state}. {more} Let your uptime monitor call it.")


def _has_backend(pages: tuple[Page, ...], target: Target) -> bool:
    """Whether anything computes behind the pages: a declared host, a form, a call, a session."""
    if any(host.role in {*INSIDE, HostRole.API} for host in target.hosts):
        return True
    for page in pages:
        posts = any(form.method.lower() == "post" and is_near(form.action_host, target) for form in page.forms)
        sessions = any(cookie.session for cookie in page.cookies)
        signs_in = any(link.sign_in and is_near(link.host, target) for link in page.links)
        if posts or sessions or signs_in or any(_computes(call) for call in page.calls):
            return True
    return False


def _computes(call: Call) -> bool:
    if any(within(call.host, name) for name in _NO_BACKEND):
        return False
    if call.with_session or call.method not in {"GET", "HEAD"}:
        return True
    return "json" in call.content_type and not call.path.endswith(_FILES)


def _missing(answers: tuple[HealthAnswer, ...], target: Target) -> Finding:
    hosts = tuple(answer.subject.host_name for answer in answers)
    asked = answers[0].asked
    return Finding(
        level=Level.OPTIONAL,
        values={
            "host": target.host,
            "hosts": hosts,
            "asked": len(asked),
            "url": f"{target.origin}/api/health",
        },
        places=(Place.url(f"{target.origin}/health"),),
        case="catch-all" if answers[0].catch_all else "",
    )
