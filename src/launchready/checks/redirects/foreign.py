"""Ways that end where no visitor should: at a developer's machine, a test copy, a preview, another domain."""

import re
from collections.abc import Iterator

from launchready.checks.redirects.ways import browsed, front, is_near, is_ours, leads, reading
from launchready.facts.http import End, HostAnswer, RedirectChain
from launchready.formats.names import is_local, registrable, within
from launchready.formats.url import Url
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.finding import Finding
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Level

# Labels of copies that no visitor is meant to see; `demo` and `beta` are shown to visitors on purpose.
_TEST_COPY = re.compile(r"(^|[.-])(staging|stage|stg|dev|development|test|testing|preview|qa|uat|sandbox|old)\d*[.-]")
# A sign-in that is handed over: OAuth 2.0 (RFC 6749 section 4.1.1) and SAML 2.0 (bindings, section 3.4.3).
_HANDED_OVER = frozenset({"client_id", "redirect_uri", "response_type", "samlrequest"})
# What sign-ins and payment pages of other companies are called, in a label or as a part of the path.
_COUNTERS = frozenset(
    (
        *("accounts", "auth", "authorize", "buy", "checkout", "idp", "login", "oauth", "oauth2"),
        *("pay", "payment", "saml", "sign-in", "signin", "sso", "sso-api"),
    )
)
_LABELS_OF_A_DOMAIN = 2


@check(
    "redirects/foreign-host",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(RedirectChain,),
    uses=(HostAnswer,),
    levels={Level.BLOCKER},
    if_unknown=Level.BLOCKER,
)
def foreign_host(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """A way in ends at a host that is not the founder's site."""
    walled = {fact.subject.host_name for fact in seen.all(HostAnswer) if fact.sign_in}
    told: set[str] = set()
    for chain in browsed(seen):
        case = foreign(chain, ctx)
        url = reading(chain.final_url)
        # Which pages of the site hand over to somebody else is the app's own affair: only the front door counts.
        if not case or url is None or (case == "other" and chain.deep):
            continue
        # A sign-in at the end itself, before a test copy, makes that end no better.
        passed = {chain.entry_host, *(hop.host for hop in chain.hops)} - {url.host}
        if url.host in told or walled & passed:
            continue
        told.add(url.host)
        yield Finding(
            level=Level.BLOCKER,
            values={
                "url": chain.entry,
                "entry": chain.entry_host,
                "final": url.host,
                "host": ctx.target.host,
                "zone": ctx.target.apex,
            },
            places=(Place.url(front(url)),),
            case=case,
            group=foreign_group(chain),
        )


def foreign(chain: RedirectChain, ctx: Context) -> str:
    """In which way the end of a chain is not the founder's site: local, staging, preview, other; empty when it is."""
    url = reading(chain.final_url)
    if url is None or not chain.hops or is_ours(url.host, ctx.target):
        return ""
    if chain.end is End.PRIVATE_ADDRESS or is_local(url.host):
        return "local"
    if within(url.host, ctx.target.apex):
        return "staging" if is_test_copy(url.host, ctx.target.apex) else ""
    exit_ = next((led for _, led in leads(chain) if not is_near(led.host, ctx.target)), url)
    if _hands_over(exit_):
        return ""
    if ctx.reference.preview_suffix_of(url.host) is not None:
        return "preview"
    return "other" if registrable(url.host) != ctx.target.apex and not _is_counter(exit_) else ""


def is_test_copy(host: str, apex: str) -> bool:
    """Whether a name below the domain says that it is a copy for testing."""
    return within(host, apex) and _TEST_COPY.search(host.removesuffix(apex)) is not None


def foreign_group(chain: RedirectChain) -> str:
    """What findings share that come from one wrong end."""
    url = reading(chain.final_url)
    return f"redirects/foreign-host:{url.host if url is not None else chain.entry_host}"


def _hands_over(url: Url) -> bool:
    """Whether the address asks another company to sign somebody in; query names are recorded, values are not."""
    return bool(_HANDED_OVER & {pair.partition("=")[0].lower() for pair in (url.query or "").split("&")})


def _is_counter(url: Url) -> bool:
    """Whether the address is a sign-in or a payment page by its words."""
    said = [*url.host.split(".")[:-_LABELS_OF_A_DOMAIN], *url.path.lower().split("/")]
    return not _COUNTERS.isdisjoint(said)
