import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.formats.rdap import domain_answer, domain_url, server_of
from launchready.formats.url import Url, parse

BOOTSTRAP = {
    "version": "1.0",
    "services": [
        [["example", "TEST"], ["http://rdap.registry.example/plain/", "https://rdap.registry.example/v1/"]],
        [["club.example"], ["https://rdap.club.example/"]],
        [["plain"], ["http://rdap.plain.example/"]],
        ["broken"],
        [["one"], "https://rdap.one.example/"],
    ],
}
DOMAIN = {
    "objectClassName": "domain",
    "ldhName": "club.example",
    "status": ["client transfer prohibited", "autoRenewPeriod", 7],
    "events": [
        {"eventAction": "registration", "eventDate": "2020-01-01T00:00:00Z"},
        {"eventAction": "expiration", "eventDate": "2027-01-02T03:04:05Z"},
        "no event",
    ],
    "entities": [
        {"roles": ["registrant"], "vcardArray": ["vcard", [["fn", {}, "text", "Member 17"]]]},
        {
            "roles": ["registrar"],
            "vcardArray": ["vcard", [["version", {}, "text", "4.0"], ["fn", {}, "text", "Sample Names\u202e Inc"]]],
        },
    ],
    "links": [
        {
            "rel": "self",
            "type": "application/rdap+json",
            "href": "https://rdap.registry.example/v1/domain/club.example",
        },
        {"rel": "related", "type": "text/html", "href": "https://names.example/"},
        {"rel": "related", "type": "application/rdap+json", "href": "https://rdap.names.example/domain/club.example"},
    ],
}


def wire(raw) -> bytes:
    return json.dumps(raw).encode()


def answer(**changes):
    return domain_answer(wire(DOMAIN | changes))


@pytest.mark.parametrize(
    ("domain", "base"),
    [
        ("calm.example", "https://rdap.registry.example/v1/"),
        ("calm.test", "https://rdap.registry.example/v1/"),
        ("calm.club.example", "https://rdap.club.example/"),
        ("club.example", "https://rdap.club.example/"),
        ("calm.plain", None),
        ("calm.one", None),
        ("notexample", None),
    ],
)
def test_the_longest_ending_names_the_server_and_only_https_is_asked(domain: str, base: str | None):
    found = server_of(wire(BOOTSTRAP), domain)
    assert (found.text if found else None) == base


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b'{"services": 3}', b"{", b"\xff", b"[" * 200_000])
def test_what_is_no_list_names_nobody(raw: bytes):
    assert server_of(raw, "club.example") is None
    assert domain_answer(raw) is None


def test_the_address_of_a_question():
    base = parse("https://rdap.registry.example/v1/")
    assert isinstance(base, Url)
    assert domain_url(base, "club.example").text == "https://rdap.registry.example/v1/domain/club.example"


def test_a_domain_is_reduced_to_dates_states_and_the_company():
    seen = answer()
    assert seen is not None
    assert seen.registrar == "Sample Names Inc"
    assert seen.expires_at == datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert seen.statuses == ("auto renew period", "client transfer prohibited")
    assert seen.related is not None
    assert seen.related.text == "https://rdap.names.example/domain/club.example"
    assert "Member 17" not in repr(seen)


@pytest.mark.parametrize(
    ("events", "day"),
    [
        (
            [{"eventAction": "registrar expiration", "eventDate": "2027-03-01T00:00:00+02:00"}],
            datetime(2027, 2, 28, 22, tzinfo=UTC),
        ),
        ([{"eventAction": "expiration", "eventDate": " 2027-03-01 "}], datetime(2027, 3, 1, tzinfo=UTC)),
        ([{"eventAction": "expiration", "eventDate": "soon"}], None),
        ([{"eventAction": "expiration", "eventDate": 7}], None),
        ([{"eventAction": "expiration", "eventDate": "0001-01-01T00:00:00+09:00"}], None),
        ([{"eventAction": "registration", "eventDate": "2020-01-01T00:00:00Z"}], None),
        ("none", None),
    ],
)
def test_when_it_runs_out(events, day: datetime | None):
    seen = answer(events=events)
    assert seen is not None
    assert seen.expires_at == day


@pytest.mark.parametrize(
    "entities",
    [
        [],
        [{"roles": "registrar"}],
        [{"roles": ["registrar"]}],
        [{"roles": ["registrar"], "vcardArray": ["vcard"]}],
        [{"roles": ["registrar"], "vcardArray": ["vcard", "fn"]}],
        [{"roles": ["registrar"], "vcardArray": ["vcard", [["fn", {}, "text"], ["fn", {}, "text", 3], "fn"]]}],
    ],
)
def test_a_registrar_without_a_name(entities):
    seen = answer(entities=entities)
    assert seen is not None
    assert seen.registrar == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"links": [{"rel": "related", "type": "application/rdap+json", "href": "http://rdap.names.example/"}]},
        {"links": [{"rel": "related", "type": "application/rdap+json", "href": 3}]},
        {"links": {}},
    ],
)
def test_a_link_that_cannot_be_asked(changes):
    seen = answer(**changes)
    assert seen is not None
    assert seen.related is None


def test_other_answers_are_no_domain():
    assert domain_answer(wire({"objectClassName": "entity"})) is None
    seen = answer(status="active")
    assert seen is not None
    assert seen.statuses == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*DOMAIN, "roles", "rel", "type", "href"]), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(list(DOMAIN)), JSON), JSON)
def test_hostile_json_breaks_nothing(changes, services):
    seen = domain_answer(wire({**changes, "objectClassName": "domain"}))
    assert seen is not None
    assert all(len(status) <= 40 for status in seen.statuses)
    server_of(wire({"services": services}), "club.example")
