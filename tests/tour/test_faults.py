"""Each fault changes what a raw client sees, and switching it off brings the old state back."""

from collections.abc import Callable

import dns.flags
import dns.query
import dns.rcode
import dns.zone
import pytest

from launchready.tour import faults, names
from launchready.tour.sample import Sample
from launchready.tour.visitor import MOST_HOPS, NotThere, Visitor
from tests.tour.page_faults import PAGES_SEEN
from tests.tour.raw import ask, chain, days_left, nameservers, pins, values, verify

WWW = f"https://{names.WWW}"
Seen = Callable[[Sample, Visitor], bool]


def location(visitor: Visitor, url: str) -> str:
    return visitor.ask(url).location or ""


def refused(visitor: Visitor, url: str) -> bool:
    try:
        visitor.ask(url)
    except NotThere:
        return True
    return False


def transferred(sample: Sample) -> bool:
    where = pins(sample.session)[names.NS1.address, 53]
    answer = ask(sample.session, names.ZONE, "AXFR", names.NS1.address, tcp=True)
    if answer.rcode() != dns.rcode.NOERROR:
        return False
    zone = dns.zone.Zone(names.ZONE, relativize=False)
    dns.query.inbound_xfr(where[0], zone, port=where[1], timeout=5)
    return len(zone.nodes) > 8


def different_pages(sample: Sample, visitor: Visitor) -> bool:
    addresses = values(ask(sample.session, names.ZONE, "A"), "A")
    pages = {visitor.ask(names.URL, address=address).body for address in addresses}
    return addresses == {names.WEB, names.OLD_SERVER} and len(pages) == 2


# True exactly when the fault can be seen.
SEEN: dict[str, Seen] = {
    **PAGES_SEEN,
    "redirects/loop": lambda _, v: len(v.follow(f"{WWW}/")) > MOST_HOPS,
    "redirects/foreign-host": lambda _, v: location(v, f"{WWW}/").startswith(f"https://{names.STAGING}"),
    "redirects/downgrade": lambda _, v: location(v, f"{WWW}/").startswith("http://"),
    "redirects/split": lambda _, v: v.ask(f"{WWW}/").status == 200,
    "redirects/long": lambda _, v: (
        len(v.follow(f"{WWW}/login?a=b")) == 6
        and v.follow(f"{WWW}/login?a=b")[-1].url == f"https://{names.ZONE}/login?a=b"
    ),
    "redirects/http-served": lambda _, v: b"Demo Club" in v.ask(f"http://{names.ZONE}/").body,
    "redirects/path-lost": lambda _, v: location(v, f"http://{names.ZONE}/a?b=c") == names.URL,
    "redirects/temporary": lambda _, v: v.ask(f"http://{names.ZONE}/").status == 302,
    "tls/expired": lambda s, _: verify(s.session, names.API) == 10,
    "tls/expiring": lambda s, _: 0 < days_left(chain(s.session, names.ADMIN)[0]) < 90 / 4,
    "tls/incomplete-chain": lambda s, _: verify(s.session, names.APP) == 20 and len(chain(s.session, names.APP)) == 1,
    "tls/untrusted": lambda s, _: verify(s.session, names.APP) in (19, 20) and len(chain(s.session, names.APP)) == 2,
    "tls/wrong-host": lambda s, _: verify(s.session, names.MEMBERS) == 62,
    "dns/www-missing": lambda s, _: ask(s.session, names.WWW, "A").rcode() == dns.rcode.NXDOMAIN,
    "dns/doubled-name": lambda s, _: bool(values(ask(s.session, f"{names.WWW}.{names.ZONE}", "A"), "A")),
    "dns/single-nameserver": lambda s, _: (
        len(nameservers(ask(s.session, names.ZONE, "NS", names.PARENT_SERVER.address))) == 1
    ),
    "dns/lame-delegation": lambda s, _: (
        ask(s.session, names.ZONE, "SOA", names.NS2.address).rcode() == dns.rcode.REFUSED
    ),
    "dns/delegation-mismatch": lambda s, _: (
        nameservers(ask(s.session, names.ZONE, "NS"))
        != nameservers(ask(s.session, names.ZONE, "NS", names.PARENT_SERVER.address))
    ),
    "dns/caa-excludes-issuer": lambda s, _: (
        values(ask(s.session, names.ZONE, "CAA"), "CAA") == {'0 issue "letsencrypt.org"'}
    ),
    "dns/caa-missing": lambda s, _: not ask(s.session, names.ZONE, "CAA").answer,
    "dns/zone-transfer-open": lambda s, _: transferred(s),
    "dns/dnssec-unsigned": lambda s, _: (
        not ask(s.session, names.ZONE, "A").flags & dns.flags.AD and not ask(s.session, names.ZONE, "DS").answer
    ),
    "dns/address-disagreement": different_pages,
    "dns/private-address": lambda s, _: values(ask(s.session, names.DEV, "A"), "A") == {names.PRIVATE},
    "hosts/staging-public": lambda _, v: (
        v.ask(f"https://{names.STAGING}/").status == 200
        and "x-robots-tag" not in v.ask(f"https://{names.STAGING}/").headers
    ),
    "hosts/dangling": lambda s, _: (
        ask(s.session, names.BLOG, "A").rcode() == dns.rcode.NXDOMAIN
        and bool(values(ask(s.session, names.BLOG, "A"), "CNAME"))
    ),
    "hosts/wildcard": lambda s, v: not refused(v, "https://qpwoeiru.club.example/"),
    "hosts/login-wall": lambda _, v: v.ask(names.URL).status == 401,
    "hosts/required-down": lambda _, v: v.ask(f"https://{names.ADMIN}/").status == 502,
    "headers/hsts-missing": lambda _, v: "strict-transport-security" not in v.ask(names.URL).headers,
    "headers/hsts-breaks-subdomain": lambda s, v: (
        bool(v.addresses(names.SHOP))
        and v.ask(f"http://{names.SHOP}/").status == 200
        and refused(v, f"https://{names.SHOP}/")
    ),
}


def test_every_fault_has_its_proof() -> None:
    assert SEEN.keys() == faults.BY_ID.keys()
    assert len(faults.FAULTS) == len(faults.BY_ID) >= 50


@pytest.mark.parametrize("fault", sorted(SEEN))
def test_a_fault_is_seen_when_on_and_gone_when_off(sample: Sample, visitor: Visitor, fault: str) -> None:
    assert not SEEN[fault](sample, visitor)
    sample.switch_on(fault)
    assert SEEN[fault](sample, visitor)
    sample.switch_off(fault)
    assert not SEEN[fault](sample, visitor)


@pytest.mark.parametrize("fault", sorted(SEEN))
def test_a_fault_leaves_the_front_page_alone_unless_it_is_about_it(
    sample: Sample, visitor: Visitor, fault: str
) -> None:
    sample.switch_on(fault)
    assert visitor.arrives(names.URL) == (fault != "hosts/login-wall")


def test_a_fault_switched_off_brings_back_the_very_same_certificate(sample: Sample) -> None:
    before = chain(sample.session, names.API)[0]
    sample.switch_on("tls/expired")
    assert chain(sample.session, names.API)[0] != before
    sample.switch_off("tls/expired")
    assert chain(sample.session, names.API)[0] == before


def test_the_storys_faults_are_all_seen_at_once(sample: Sample, visitor: Visitor) -> None:
    assert len(faults.STORY) >= 8
    assert faults.hiding(faults.STORY) == []
    sample.switch_on(*faults.STORY)
    assert {fault for fault in faults.STORY if SEEN[fault](sample, visitor)} == set(faults.STORY)


def test_hiding_names_both() -> None:
    assert faults.hiding(["redirects/split", "redirects/loop"]) == [("redirects/split", "redirects/loop")]


def test_a_fault_that_is_none_is_named(sample: Sample) -> None:
    with pytest.raises(faults.UnknownFault, match=r"dns/nothing.*--faults"):
        sample.switch_on("dns/nothing")
    assert sample.on == frozenset()
