"""The sample's own certificate authority: root, intermediate, and leaves of 90 days, made anew at each start.

The root is bound to names under `example` and to the one host of IANA's that lists registries (RFC 5280 4.2.1.10): even
somebody who trusts its file by mistake cannot be shown a false certificate of a real site by it. Its key is never
written anywhere.
"""

import base64
import datetime as dt
import hashlib
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

from launchready.tour import names
from launchready.tour.certificates import LIFETIME_DAYS, Wish

SAMPLE = "Sample Trust"
STRANGER = "Unknown Authority"
BOUND_TO = ("example", names.IANA)
DAY = dt.timedelta(days=1)


def _name(common: str) -> x509.Name:
    """A host by its name alone; an authority's certificate under its organisation, which the name begins with."""
    attributes = [x509.NameAttribute(NameOID.COMMON_NAME, common)]
    owner = next((who for who in (SAMPLE, STRANGER) if common.startswith(who)), None)
    if owner:
        attributes.insert(0, x509.NameAttribute(NameOID.ORGANIZATION_NAME, owner))
    return x509.Name(attributes)


def _key_usage(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=ca,
        crl_sign=ca,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def spki_hash(certificate: x509.Certificate) -> str:
    """Base64 of the SHA-256 of the public key, as Chromium's `--ignore-certificate-errors-spki-list` takes it."""
    spki = certificate.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.b64encode(hashlib.sha256(spki).digest()).decode()


def _pem(*certificates: x509.Certificate) -> bytes:
    return b"".join(certificate.public_bytes(serialization.Encoding.PEM) for certificate in certificates)


@dataclass(frozen=True)
class Leaf:
    """A host's certificate with what a server needs: the chain it sends and its key, both PEM."""

    certificate: x509.Certificate
    chain: bytes
    key: bytes

    @property
    def spki(self) -> str:
        return spki_hash(self.certificate)


@dataclass(frozen=True)
class _Issuer:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def sign(
        self, subject: str, public: ec.EllipticCurvePublicKey, since: dt.datetime, until: dt.datetime
    ) -> x509.CertificateBuilder:
        """A builder with what every certificate under this issuer has."""
        return _draft(_name(subject), self.certificate.subject, public, since, until).add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False
        )


def _draft(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, since: dt.datetime, until: dt.datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _root(common: str, now: dt.datetime) -> _Issuer:
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = (
        _draft(_name(common), _name(common), key.public_key(), now - 400 * DAY, now + 3_650 * DAY)
        .add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
        .add_extension(_key_usage(ca=True), critical=True)
        .add_extension(x509.NameConstraints([x509.DNSName(name) for name in BOUND_TO], None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return _Issuer(certificate, key)


def _intermediate(root: _Issuer, common: str, now: dt.datetime) -> _Issuer:
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = (
        root.sign(common, key.public_key(), now - 365 * DAY, now + 730 * DAY)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(ca=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(root.key, hashes.SHA256())
    )
    return _Issuer(certificate, key)


class Authority:
    """Issues the sample's certificates. The stranger is an authority of the same form that nobody was told to trust."""

    def __init__(self, now: dt.datetime) -> None:
        self._now = now.replace(microsecond=0)
        root = _root(f"{SAMPLE} Root", self._now)
        self._intermediate = _intermediate(root, f"{SAMPLE} E1", self._now)
        self._stranger = _intermediate(_root(f"{STRANGER} Root", self._now), f"{STRANGER} E1", self._now)
        self.root_pem = _pem(root.certificate)

    @property
    def intermediate_der(self) -> bytes:
        """What the leaf's caIssuers address serves."""
        return self._intermediate.certificate.public_bytes(serialization.Encoding.DER)

    def issue(self, wish: Wish) -> Leaf:
        issuer = self._intermediate if wish.trusted else self._stranger
        since = self._now - wish.age_days * DAY
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = (
            issuer.sign(wish.names[0], key.public_key(), since, since + LIFETIME_DAYS * DAY)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_key_usage(ca=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in wish.names]), critical=False)
            .add_extension(_issuer_address(), critical=False)
            .sign(issuer.key, hashes.SHA256())
        )
        chain = _pem(certificate, issuer.certificate) if wish.complete else _pem(certificate)
        pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return Leaf(certificate, chain, pem)


def _issuer_address() -> x509.AuthorityInformationAccess:
    address = x509.UniformResourceIdentifier(f"http://{names.CA_HOST}/e1.der")
    return x509.AuthorityInformationAccess([x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, address)])
