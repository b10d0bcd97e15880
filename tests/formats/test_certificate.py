"""Certificates as served, and the matching of names."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

from launchready.formats import certificate

START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
END = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
DER = serialization.Encoding.DER
HOST = "club.example"


@dataclass(frozen=True)
class Made:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(DER)


@cache
def key(name: str) -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def make(
    name: str,
    above: Made | None = None,
    *,
    names: Sequence[str] = (),
    start: dt.datetime = START,
    end: dt.datetime = END,
    extensions: Sequence[x509.ExtensionType] = (),
    org: str = "Sample Trust",
) -> Made:
    own = key(name)
    parts = ((NameOID.ORGANIZATION_NAME, org), (NameOID.COMMON_NAME, name))
    subject = x509.Name([x509.NameAttribute(oid, text) for oid, text in parts if text])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(above.certificate.subject if above else subject)
        .public_key(own.public_key())
        .serial_number(7)
        .not_valid_before(start)
        .not_valid_after(end)
    )
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName([_general(one) for one in names]), critical=False)
    for extension in extensions:
        builder = builder.add_extension(extension, critical=False)
    return Made(builder.sign(above.key if above else own, hashes.SHA256()), own)


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def aia(method: x509.ObjectIdentifier) -> x509.AuthorityInformationAccess:
    where = x509.UniformResourceIdentifier("http://pki.example.test/x")
    return x509.AuthorityInformationAccess([x509.AccessDescription(method, where)])


CA_ISSUERS = aia(AuthorityInformationAccessOID.CA_ISSUERS)
OCSP = aia(AuthorityInformationAccessOID.OCSP)


def test_a_leaf_is_described() -> None:
    root = make("Sample Root")
    names = ["Club.Example", "*.club.example", "192.0.2.1", "club.example"]
    leaf = make(HOST, root, names=names, extensions=[CA_ISSUERS])
    seen = certificate.describe([leaf.der, root.der])
    assert seen
    assert seen.subject_cn == HOST
    assert seen.names == ("club.example", "*.club.example", "192.0.2.1")
    assert (seen.issuer_org, seen.issuer_cn) == ("Sample Trust", "Sample Root")
    assert (seen.not_before, seen.not_after) == (START, END)
    assert (seen.self_signed, seen.chain_length, seen.has_aia) == (False, 2, True)
    assert seen.sha256 == leaf.certificate.fingerprint(hashes.SHA256()).hex()


def test_self_signed_without_names() -> None:
    seen = certificate.describe([make("", org="").der])
    assert seen
    assert (seen.self_signed, seen.names, seen.has_aia) == (True, (), False)
    assert (seen.subject_cn, seen.issuer_org) == ("", "")


def test_only_ca_issuers_count_as_a_way_to_the_issuer() -> None:
    seen = certificate.describe([make(HOST, make("Root"), extensions=[OCSP]).der])
    assert seen
    assert not seen.has_aia


def test_what_cannot_be_read_is_none() -> None:
    assert certificate.describe([]) is None
    assert certificate.describe([b"\x30\x03rubbish"]) is None
    root = make("Root")
    assert certificate.load([b"x", root.der]) == (root.certificate,)


def test_hostile_text_is_cut_and_cleaned() -> None:
    seen = certificate.describe([make("a\x1b[31m\u202eb" + "c" * 50).der])
    assert seen
    assert seen.subject_cn == "a[31mb" + "c" * 50


def test_names_in_bytes_are_read() -> None:
    subject = x509.Name(
        [x509.NameAttribute(NameOID.COMMON_NAME, "Ünion", x509.name._ASN1Type.BMPString)]  # type: ignore[attr-defined]
    )
    own = key("bmp")
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(own.public_key())
        .serial_number(1)
        .not_valid_before(START)
        .not_valid_after(END)
        .sign(own, hashes.SHA256())
    )
    seen = certificate.describe([made.public_bytes(DER)])
    assert seen
    assert seen.subject_cn == "Ünion"


@pytest.mark.parametrize("oid", [x509.SubjectAlternativeName.oid, x509.AuthorityInformationAccess.oid])
def test_an_unreadable_extension_says_nothing(oid: x509.ObjectIdentifier) -> None:
    seen = certificate.describe([make(HOST, extensions=[x509.UnrecognizedExtension(oid, b"\xff\xff")]).der])
    assert seen
    assert (seen.names, seen.has_aia) == ((), False)


def test_odd_names_are_left_out() -> None:
    odd = ["127.0.0.1.", "a..b", "bad host", "-x.example", "_srv.club.example", "*.*.example", "xn--nxasmq6b.example"]
    leaf = make(HOST, extensions=[x509.SubjectAlternativeName([x509.DNSName(one) for one in odd])])
    seen = certificate.describe([leaf.der])
    assert seen
    assert seen.names == ("_srv.club.example", "xn--nxasmq6b.example")


def test_the_path_is_found_in_any_order() -> None:
    root = make("Root")
    middle = make("Middle", root, extensions=[CA_ISSUERS])
    leaf = make(HOST, middle)
    other = make("Other", root)
    for served in ([leaf, middle, root], [leaf, other, root, middle]):
        path = certificate.served_path(certificate.load([one.der for one in served]))
        assert [one.subject for one in path.certificates] == [one.certificate.subject for one in (leaf, middle, root)]
        assert path.common_validity
        assert not path.open_end
    assert certificate.served_path(certificate.load([leaf.der, middle.der])).open_end
    assert not certificate.served_path(certificate.load([leaf.der, other.der])).open_end  # the leaf names no file


def test_a_name_alone_makes_no_issuer() -> None:
    root = make("Root")
    leaf = make(HOST, root)
    impostor = Made(make("Root", org="Sample Trust").certificate, key("impostor"))
    forged = make("Root2")
    path = certificate.served_path(certificate.load([leaf.der, forged.der]))
    assert len(path.certificates) == 1
    assert impostor.certificate.subject == root.certificate.subject


def test_validity_in_common() -> None:
    old = make("Old", make("Root"), start=START - dt.timedelta(days=90), end=START - dt.timedelta(days=1))
    leaf = make(HOST, old)
    assert not certificate.served_path(certificate.load([leaf.der, old.der])).common_validity


@pytest.mark.parametrize(
    ("names", "host", "expected"),
    [
        (["club.example"], "club.example", True),
        (["club.example"], "CLUB.example.", True),
        (["club.example"], "www.club.example", False),
        (["*.club.example"], "www.club.example", True),
        (["*.club.example"], "club.example", False),
        (["*.club.example"], "a.b.club.example", False),
        (["*.example"], "club.example", False),
        (["*"], "club", False),
        (["*."], ".", False),
        (["www*.club.example"], "www1.club.example", False),
        (["*.club.example"], ".club.example", False),
        (["192.0.2.1"], "192.0.2.1", True),
        (["192.0.2.1"], "192.0.2.2", False),
        (["*.0.2.1"], "192.0.2.1", False),
        (["2001:db8::1"], "[2001:DB8:0::1]", True),
        (["club.example"], "192.0.2.1", False),
        (["xn--bcher-kva.example"], "xn--bcher-kva.example", True),
        ([], "club.example", False),
    ],
)
def test_names_match_by_rfc_9525(names: list[str], host: str, expected: bool) -> None:
    assert certificate.matches(names, host) is expected
