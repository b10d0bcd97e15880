"""What facts tell of themselves: who they are for a comparison, and whether something answered."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from launchready.facts.dns import Delegation, NameRole, Rcode, Resolution, View, ViewKind
from launchready.facts.page import best_views
from launchready.facts.tls import Certificate, Handshake, TlsEndpoint
from launchready.model.subject import Subject
from tests.checks.content._site import HOME, page

HOST = Subject.host("club.example")
SHOWN = Certificate(
    subject_cn="club.example", names=("club.example", "www.club.example"), issuer_org="Sample Trust", issuer_cn="ST 1",
    not_before=datetime(2026, 11, 1, tzinfo=UTC), not_after=datetime(2027, 1, 30, tzinfo=UTC), self_signed=False,
    chain_length=2, has_aia=True, sha256="00",
)  # fmt: skip


def view(kind: ViewKind = ViewKind.AUTHORITATIVE, rcode: Rcode = Rcode.NOERROR, **more) -> View:
    return View(kind=kind, server="ns1.club.example", rcode=rcode, **more)


@pytest.mark.parametrize(
    ("seen", "answered"),
    [
        (view(addresses=("192.0.2.1",)), True),
        (view(), True),
        (view(rcode=Rcode.NXDOMAIN), True),
        (view(rcode=Rcode.TIMEOUT), False),
        (view(rcode=Rcode.SERVFAIL), False),
        (view(cnames=("host.example",)), False),
        (view(cnames=("host.example",), addresses=("192.0.2.1",)), True),
        (view(cnames=("host.example",), rcode=Rcode.NXDOMAIN), True),
        (view(ViewKind.RECURSIVE, cnames=("host.example",)), True),
    ],
)
def test_whether_a_server_says_if_the_name_has_addresses(seen, answered):
    assert seen.answered is answered
    whole = Resolution(subject=HOST, roles=(NameRole.CANONICAL,), views=(view(rcode=Rcode.TIMEOUT), seen))
    assert whole.answered is answered


def test_a_name_is_its_chain_else_its_addresses():
    plain = view(addresses=("192.0.2.2", "192.0.2.1"))
    whole = Resolution(subject=HOST, roles=(NameRole.CANONICAL,), views=(plain,))
    assert whole.identity() == ("192.0.2.1", "192.0.2.2")
    assert replace(whole, views=(plain, replace(plain, cnames=("host.example",)))).identity() == ("host.example",)


def test_a_zone_is_its_name_servers():
    zone = Delegation(
        subject=Subject.zone("club.example"), parent="example", parent_answered=True,
        parent_ns=("b.example", "a.example", "a.example"), child_ns=("c.example",), servers=(),
    )  # fmt: skip
    assert zone.identity() == ("a.example", "b.example")
    assert replace(zone, parent_ns=()).identity() == ("c.example",)


def test_a_certificate_is_its_issuer_and_names():
    subject = Subject.address("club.example", "192.0.2.1")
    shown = TlsEndpoint(subject=subject, port=443, handshake=Handshake.DONE, certificate=SHOWN)
    assert shown.identity() == ("Sample Trust", "club.example", "www.club.example")
    assert replace(shown, certificate=replace(SHOWN, issuer_org="")).identity()[0] == "ST 1"
    assert replace(shown, certificate=None).identity() == ()


def test_of_two_views_of_a_page_the_rendered_one_counts():
    markup, rendered = page(HOME, rendered=False), page(HOME, rendered=True)
    for order in ((markup, rendered), (rendered, markup)):
        assert best_views(order) == (rendered,)
