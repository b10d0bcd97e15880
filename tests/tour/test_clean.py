"""The clean sample has nothing wrong with it, seen by a client that knows nothing of how it is made."""

import socket
import ssl

import dns.dnssec
import dns.flags
import dns.name
import dns.rcode
import dns.rdatatype
import pytest
from cryptography import x509

from launchready.tour import names
from launchready.tour.sample import Sample
from launchready.tour.visitor import NotThere, Visitor
from tests.tour.raw import ask, chain, days_left, nameservers, pins, values, verify

ENTRIES = [f"{scheme}://{host}" for scheme in ("http", "https") for host in (names.ZONE, names.WWW)]


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("path", ["/", "/sessions?from=chat&x=1"])
def test_every_entry_ends_at_the_canonical_host_with_its_path(visitor: Visitor, entry: str, path: str) -> None:
    hops = visitor.follow(entry + path)
    redirects, last = hops[:-1], hops[-1]
    assert len(redirects) <= 3
    before_the_door = [hop for hop in redirects if "/login" not in (hop.location or "")]
    assert all(hop.status == 301 for hop in before_the_door)
    assert all((hop.location or "").startswith("https://") for hop in before_the_door)
    assert last.status == 200
    if path == "/":
        assert last.url == "https://club.example/"
    else:
        assert f"https://club.example{path}" in [hop.url for hop in hops]


def test_http_goes_to_the_same_host_first(visitor: Visitor) -> None:
    for host in names.HOSTS:
        assert visitor.ask(f"http://{host}/a?b=c").location == f"https://{host}/a?b=c"


def test_every_host_has_a_sound_certificate_and_says_hsts(sample: Sample, visitor: Visitor) -> None:
    for host in names.HOSTS:
        assert verify(sample.session, host) == 0, host
        served = chain(sample.session, host)
        assert len(served) == 2
        assert (served[0].not_valid_after_utc - served[0].not_valid_before_utc).days == 90
        assert days_left(served[0]) > 60
        hsts = visitor.ask(f"https://{host}/").headers["strict-transport-security"]
        assert hsts == "max-age=31536000; includeSubDomains"


def test_an_unknown_name_gets_no_certificate(sample: Sample) -> None:
    with pytest.raises(ssl.SSLError):
        chain(sample.session, "nobody.club.example")


def test_old_tls_is_refused(sample: Sample) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    with socket.create_connection(pins(sample.session)[names.WEB, 443], 5) as raw, pytest.raises(ssl.SSLError):
        context.wrap_socket(raw, server_hostname=names.ZONE)


def test_parent_and_both_name_servers_agree(sample: Sample) -> None:
    at_parent = ask(sample.session, names.ZONE, "NS", names.PARENT_SERVER.address)
    assert not at_parent.flags & dns.flags.AA
    glue = {rdata.to_text() for rrset in at_parent.additional for rdata in rrset}
    assert glue == {names.NS1.address, names.NS2.address}
    sets = [nameservers(at_parent)]
    for server in (names.NS1, names.NS2):
        answer = ask(sample.session, names.ZONE, "NS", server.address)
        assert answer.flags & dns.flags.AA
        sets.append(nameservers(answer))
    assert sets[0] == sets[1] == sets[2] == {"ns1.club.example.", "ns2.club.example."}


def test_both_resolvers_answer_and_say_ad_to_who_asks(sample: Sample) -> None:
    assert len(sample.session.resolvers) == 2
    answer = ask(sample.session, names.ZONE, "A")
    assert values(answer, "A") == {names.WEB}
    assert answer.flags & dns.flags.RA
    assert answer.flags & dns.flags.AD
    assert not ask(sample.session, names.ZONE, "A", dnssec=False).flags & dns.flags.AD


@pytest.mark.parametrize(
    ("name", "rdtype"), [("club.example", "A"), ("club.example", "CAA"), ("club.example", "DNSKEY")]
)
def test_the_signatures_hold_from_the_ds_record_down(sample: Sample, name: str, rdtype: str) -> None:
    zone = dns.name.from_text(names.ZONE)
    keys = ask(sample.session, names.ZONE, "DNSKEY").answer[0]
    ds = ask(sample.session, names.ZONE, "DS", names.PARENT_SERVER.address).answer[0]
    assert dns.dnssec.make_ds(zone, keys[0], "SHA256") == ds[0]
    answer = ask(sample.session, name, rdtype)
    dns.dnssec.validate(answer.answer[0], answer.answer[1], {zone: keys})


@pytest.mark.parametrize(
    ("name", "rdtype", "rcode"),
    [
        ("nobody.club.example", "A", dns.rcode.NXDOMAIN),
        ("club.example", "AAAA", dns.rcode.NOERROR),
        ("_nothing._dmarc.club.example", "TXT", dns.rcode.NXDOMAIN),
        ("a.b.c.club.example", "A", dns.rcode.NXDOMAIN),
    ],
)
def test_what_is_not_there_is_proven_not_to_be_there(sample: Sample, name: str, rdtype: str, rcode: int) -> None:
    answer = ask(sample.session, name, rdtype)
    assert answer.rcode() == rcode
    assert not answer.answer
    zone = dns.name.from_text(names.ZONE)
    keys = ask(sample.session, names.ZONE, "DNSKEY").answer[0]
    proofs = [rrset for rrset in answer.authority if rrset.rdtype == dns.rdatatype.NSEC]
    assert proofs
    for proof in proofs:
        signature = answer.find_rrset(answer.authority, proof.name, 1, dns.rdatatype.RRSIG, dns.rdatatype.NSEC)
        dns.dnssec.validate(proof, signature, {zone: keys})
    asked = dns.name.from_text(name)
    assert any(proof.name == asked or _covers(proof, asked, zone) for proof in proofs)


def _covers(proof: dns.rrset.RRset, name: dns.name.Name, apex: dns.name.Name) -> bool:
    after = proof[0].next
    return proof.name < name and (name < after or after == apex)


def test_names_of_the_world_outside_are_not_there(sample: Sample) -> None:
    for name in ("a-real-host.test", "www.python.org", names.GONE_HOST):
        assert ask(sample.session, name, "A").rcode() == dns.rcode.NXDOMAIN


def test_a_transfer_is_refused(sample: Sample) -> None:
    for server in (names.NS1, names.NS2):
        assert ask(sample.session, names.ZONE, "AXFR", server.address, tcp=True).rcode() == dns.rcode.REFUSED


def test_caa_names_the_authority_that_issued(sample: Sample) -> None:
    assert values(ask(sample.session, names.ZONE, "CAA"), "CAA") == {f'0 issue "{names.CA_DOMAIN}"'}
    issuer = chain(sample.session, names.ZONE)[0].issuer.rfc4514_string()
    assert "Sample Trust" in issuer


def test_staging_stands_behind_a_password_and_out_of_search(visitor: Visitor) -> None:
    hop = visitor.ask(f"https://{names.STAGING}/")
    assert hop.status == 401
    assert hop.headers["www-authenticate"].startswith("Basic ")
    assert "noindex" in hop.headers["x-robots-tag"]


def test_pages_say_how_they_may_be_used(visitor: Visitor) -> None:
    headers = visitor.ask(names.URL).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert {"referrer-policy", "permissions-policy"} <= headers.keys()
    assert "set-cookie" not in headers
    assert "server" not in headers


def test_the_intermediate_stands_where_the_leaf_says(sample: Sample, visitor: Visitor) -> None:
    served = chain(sample.session, names.ZONE)
    assert x509.load_der_x509_certificate(visitor.ask(f"http://{names.CA_HOST}/e1.der").body) == served[1]


def test_an_address_without_a_pin_reaches_nobody(visitor: Visitor) -> None:
    with pytest.raises(NotThere):
        visitor.ask(names.URL, address="203.0.113.99")
