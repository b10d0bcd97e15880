"""Host names: their form, their domain, whose zone they stand in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.formats.names import (
    bought_domain,
    can_be_bought,
    doubled,
    is_host_name,
    is_literal,
    is_local,
    owns_zone,
    registrable,
    to_ascii,
    within,
)


@pytest.mark.parametrize(
    ("host", "ascii_host"),
    [
        ("Club.Example", "club.example"),
        (" club.example. ", "club.example"),
        ("münchen.example", "xn--mnchen-3ya.example"),
        ("MÜNCHEN.EXAMPLE", "xn--mnchen-3ya.example"),
        ("straße.example", "xn--strae-oqa.example"),
        ("xn--mnchen-3ya.example", "xn--mnchen-3ya.example"),
        ("club。example", "club.example"),
        ("my_app.example", "my_app.example"),
        ("localhost", "localhost"),
        ("", None),
        ("club..example", None),
        (".example", None),
        ("-club.example", None),
        ("club-.example", None),
        ("club example", None),
        ("club.example:443", None),
        ("club/example", None),
        ("192.0.2.1", None),
        ("1.2.3", None),
        ("club.0x7f", None),
        ("a" * 64 + ".example", None),
        (".".join(["a" * 60] * 5), None),
        ("\u2028.example", None),
        ("ex\u00adample.example", "example.example"),
    ],
)
def test_a_host_in_the_form_of_the_dns(host: str, ascii_host: str | None):
    assert to_ascii(host) == ascii_host


@given(st.text(max_size=80))
def test_whatever_comes_out_is_a_host_name_and_stays_as_it_is(text: str):
    host = to_ascii(text)
    if host is not None:
        assert is_host_name(host)
        assert host == to_ascii(host)
        assert len(host) <= 253


@pytest.mark.parametrize(
    ("host", "literal"),
    [
        ("192.0.2.1", True),
        ("[2001:db8::1]", True),
        ("::1", True),
        ("club.example", False),
        ("1.2.3", False),
        ("", False),
    ],
)
def test_a_literal(host: str, literal: bool):
    assert is_literal(host) is literal


@pytest.mark.parametrize(
    ("host", "local"), [("localhost", True), ("app.LOCALHOST.", True), ("localhost.example", False), ("", False)]
)
def test_a_local_name(host: str, local: bool):
    assert is_local(host) is local


@pytest.mark.parametrize(
    ("host", "domain", "owns", "bought"),
    [
        ("club.example", "club.example", True, "club.example"),
        ("a.b.club.example", "club.example", True, "club.example"),
        ("www.club.co.uk", "club.co.uk", True, "club.co.uk"),
        ("club.uk.com", "club.uk.com", True, "club.uk.com"),
        ("club.vercel.app", "club.vercel.app", False, "vercel.app"),
        ("www.club.vercel.app", "club.vercel.app", False, "vercel.app"),
        ("club.lovable.app", "club.lovable.app", False, "lovable.app"),
        ("calm.github.io", "calm.github.io", False, "github.io"),
        ("gone.herokuapp.com", "gone.herokuapp.com", False, "herokuapp.com"),
        ("vercel.app", "vercel.app", True, "vercel.app"),
        ("co.uk", "co.uk", True, "co.uk"),
        ("example", "example", True, "example"),
        ("x.unknown-top-level", "x.unknown-top-level", True, "x.unknown-top-level"),
        ("localhost", "localhost", False, "localhost"),
        ("192.0.2.1", "192.0.2.1", False, "192.0.2.1"),
    ],
)
def test_where_a_domain_begins_and_whose_it_is(host: str, domain: str, owns: bool, bought: str):
    assert registrable(host) == domain
    assert owns_zone(host) is owns
    assert bought_domain(host) == bought


@pytest.mark.parametrize(
    ("domain", "sold"),
    [
        ("never-bought.example", True),
        ("box.local", False),
        ("service.internal", False),
        ("example", False),
        ("x.onion", False),
    ],
)
def test_what_can_be_bought(domain: str, sold: bool):
    assert can_be_bought(domain) is sold


def test_within_a_zone():
    assert within("club.example", "club.example")
    assert within("www.club.example", "club.example")
    assert not within("myclub.example", "club.example")


def test_a_doubled_name():
    assert doubled("www.club.example", "club.example") == "www.club.example.club.example"
