"""What a finding says beside its level: how sure it is, what it names, where it stands."""

from datetime import UTC, datetime

import pytest

from launchready.facts.page import PageRole, ResourceKind
from launchready.model.finding import Finding
from launchready.model.words import Confidence
from launchready.reference.changes import changes
from tests.checks.cases import Case, Kind, SampleData, answer
from tests.checks.content._site import (
    ABOUT,
    BUNDLE,
    GOOD,
    HOME,
    call,
    file,
    key,
    link,
    page,
    part,
    picture,
    seen_by_browser,
    written,
)

SHELL = page(shell=True, words=0)
EVENTS = page("https://club.example/events", PageRole.ROUTE, status=404)
API = "http://localhost:3000/api"
SURE, LIKELY, POSSIBLE = Confidence.CONFIRMED, Confidence.LIKELY, Confidence.POSSIBLE
HTTP = "http://cdn.other.example/a"


def only(check: str, *facts, **more) -> Finding:
    (finding,) = answer(Case(check=check, name="one", kind=Kind.FAILING, facts=facts, **more)).findings
    return finding


def meta(**more: str):
    from dataclasses import replace

    return page(meta=replace(GOOD, **more))


@pytest.mark.parametrize(
    ("check", "facts", "confidence"),
    [
        ("content/mixed-blockable", (page(resources=(part(HTTP),)),), SURE),
        ("content/mixed-blockable", (page(resources=(part(HTTP, ResourceKind.OTHER),)),), LIKELY),
        (
            "content/mixed-blockable",
            (page(resources=(part(HTTP, ResourceKind.OTHER), part(f"{HTTP}.woff2", ResourceKind.FONT))),),
            SURE,
        ),
        ("content/mixed-blockable", (page(), file(insecure=(part(HTTP, ResourceKind.OTHER),))), LIKELY),
        ("content/localhost", (page(links=(link(API),)),), SURE),
        ("content/localhost", (page(), page(ABOUT, PageRole.LINKED, links=(link(API),))), LIKELY),
        ("content/localhost", (page(), file(written=(written(API, assigned=True),))), LIKELY),
        ("content/localhost", (page(links=(link("https://other-thing.lovable.app/"),)),), POSSIBLE),
        (
            "content/localhost",
            (page(resources=(part("https://a.lovableproject.com/a.png", ResourceKind.IMAGE),)),),
            LIKELY,
        ),
        ("content/deep-link-missing", (SHELL, seen_by_browser(SHELL, links=(link(EVENTS.url),)), EVENTS), SURE),
        ("content/deep-link-missing", (SHELL, page("https://club.example/login", PageRole.LOGIN, status=404)), SURE),
        ("content/deep-link-missing", (SHELL, seen_by_browser(SHELL, links=(link(ABOUT),)), EVENTS), LIKELY),
        ("content/share-preview", (meta(canonical="https://other.example/"), picture()), POSSIBLE),
        ("content/share-preview", (meta(og_url="https://other.example/"), picture()), SURE),
        ("content/share-preview", (meta(canonical="https://club.lovable.app/"), picture()), SURE),
        ("content/share-preview", (page(), picture(404)), SURE),
        ("content/share-preview", (page(), picture(500)), LIKELY),
        ("config/payment-test-mode", (page(payment_keys=(key(HOME, test=True),)),), SURE),
        (
            "config/payment-test-mode",
            (page(), file(payment_keys=(key(BUNDLE, test=True), key(BUNDLE, test=False)))),
            POSSIBLE,
        ),
    ],
)
def test_how_sure_a_finding_is(check: str, facts, confidence: Confidence):
    assert only(check, *facts).confidence is confidence


def test_a_setting_is_named_by_its_file():
    finding = only("content/mixed-blockable", page(), file(insecure=(part(HTTP, ResourceKind.OTHER),)))
    assert finding.values["page"] == BUNDLE
    assert [place.name for place in finding.places] == [BUNDLE, HTTP]


def test_a_call_is_named_with_the_page_and_the_file_that_holds_the_setting():
    calling = seen_by_browser(SHELL, calls=(call(API),))
    finding = only("content/localhost", SHELL, calling, file(written=(written(API, assigned=True),)))
    assert (finding.values["address"], finding.values["page"]) == (API, HOME)
    assert finding.values["pages"] == [HOME, BUNDLE]


@pytest.mark.parametrize(("closed", "place"), [({"robots_blocked": True}, f"{HOME}robots.txt"), ({"meta": None}, HOME)])
def test_where_search_engines_are_sent_away(closed: dict[str, object], place: str):
    from launchready.facts.page import Meta

    seen = page(**(closed if "robots_blocked" in closed else {"meta": Meta(robots="noindex")}))
    assert [one.name for one in only("content/not-indexable", seen).places] == [place]


def test_which_page_pays_in_which_mode():
    finding = only(
        "config/payment-test-mode",
        page(payment_keys=(key(HOME, test=False),)),
        file(payment_keys=(key(BUNDLE, test=True),)),
    )
    assert finding.values["test_places"] == [BUNDLE]
    assert finding.values["live_places"] == [HOME]
    assert (finding.values["provider"], finding.values["form"]) == ("Stripe", "pk_test_51Ab…9x")


@pytest.mark.parametrize(
    ("as_of", "when"), [(datetime(2026, 12, 1, tzinfo=UTC), "from"), (datetime(2027, 1, 1, tzinfo=UTC), "since")]
)
def test_a_change_says_its_day_and_what_it_hits(as_of: datetime, when: str):
    old = file(supabase_key="legacy", hosts=("abc.supabase.co",))
    finding = only("config/platform-change-due", page(), old, as_of=as_of, reference=SampleData(calendar=changes()))
    said = {name: finding.values[name] for name in ("date", "when", "found", "urls")}
    assert said == {"date": "31 December 2026", "when": when, "found": "abc.supabase.co", "urls": [BUNDLE]}


def test_a_refused_call_is_named():
    url = "https://abc.supabase.co/rest/v1/events"
    seen = seen_by_browser(page(), calls=(call(url, 401), call("https://abc.supabase.co/rest/v1/posts", 200)))
    finding = only(
        "config/platform-change-due",
        page(),
        seen,
        as_of=datetime(2026, 11, 24, tzinfo=UTC),
        reference=SampleData(calendar=changes()),
    )
    assert finding.values["urls"] == [url]
    assert [place.name for place in finding.places] == [url]
