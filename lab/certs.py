"""The lab's certificate authorities: roots, intermediates and leaves as public ones issue them today."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

from lab.scenario import Certificate

# An issuer must carry a known organisation, else no CAA rule can be applied to it.
ORGANISATIONS = {"lets-encrypt": "Let's Encrypt", "digicert": "DigiCert Inc", "stranger": "Stranger Authority"}
DAY = dt.timedelta(days=1)
_ANY_USE = {
    "digital_signature": True, "content_commitment": False, "key_encipherment": False, "data_encipherment": False,
    "key_agreement": False, "key_cert_sign": False, "crl_sign": False, "encipher_only": False, "decipher_only": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signer:
    """A certificate that signs others, with its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


class Authorities:
    """All signers of one lab; the two known roots are what `--ca` trusts, the stranger's is not among them."""

    def __init__(self, now: dt.datetime) -> None:
        self.now = now.replace(microsecond=0)

    @cached_property
    def root(self) -> Signer:
        return self._signer("Lab Root X1", "Lab Trust", None)

    @cached_property
    def stranger_root(self) -> Signer:
        return self._signer("Stranger Root", ORGANISATIONS["stranger"], None)

    @cached_property
    def intermediates(self) -> dict[str, Signer]:
        roots = {"stranger": self.stranger_root}
        return {
            slug: self._signer(f"Lab {slug} E7", name, roots.get(slug, self.root))
            for slug, name in ORGANISATIONS.items()
        }

    def trusted_pem(self) -> bytes:
        return self.root.certificate.public_bytes(serialization.Encoding.PEM)

    def write_leaf(self, stem: Path, recipe: Certificate, names: Sequence[str]) -> None:
        """Write `<stem>.pem` (the served chain) and `<stem>.key`."""
        key = ec.generate_private_key(ec.SECP256R1())
        own = recipe.issuer == "self"
        signer = None if own else self.intermediates[recipe.issuer]
        leaf = self._leaf(recipe, recipe.names or names, key, signer)
        chain = [leaf] if own or recipe.chain == "leaf" or signer is None else [leaf, signer.certificate]
        pem = serialization.Encoding.PEM
        stem.with_name(stem.name + ".pem").write_bytes(b"".join(c.public_bytes(pem) for c in chain))
        stem.with_name(stem.name + ".key").write_bytes(
            key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        )

    def _signer(self, common: str, organisation: str, above: Signer | None) -> Signer:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = _name(common, organisation)
        use = _ANY_USE | {"digital_signature": True, "key_cert_sign": True, "crl_sign": True}
        builder = (
            self._builder(subject, above, key, self.now - 400 * DAY, self.now + 1500 * DAY)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None if above is None else 0), critical=True)
            .add_extension(x509.KeyUsage(**use), critical=True)
        )
        return Signer(builder.sign(above.key if above else key, hashes.SHA256()), key)

    def _leaf(
        self, recipe: Certificate, names: Sequence[str], key: ec.EllipticCurvePrivateKey, signer: Signer | None
    ) -> x509.Certificate:
        ends = self.now + recipe.left_days * DAY
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
        builder = (
            self._builder(subject, signer, key, ends - recipe.lifetime_days * DAY, ends)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.KeyUsage(**_ANY_USE), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(n) for n in names]), critical=False)
        )
        if signer is not None:
            # What tells "unknown authority" from "intermediate not sent": a public leaf names its issuer's file.
            issuers = x509.UniformResourceIdentifier("http://pki.provider.test/issuer.der")
            access = x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, issuers)
            builder = builder.add_extension(x509.AuthorityInformationAccess([access]), critical=False)
        return builder.sign(signer.key if signer else key, hashes.SHA256())

    def _builder(
        self,
        subject: x509.Name,
        above: Signer | None,
        key: ec.EllipticCurvePrivateKey,
        start: dt.datetime,
        end: dt.datetime,
    ) -> x509.CertificateBuilder:
        above_key = above.key.public_key() if above else key.public_key()
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(above.certificate.subject if above else subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(end)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(above_key), critical=False)
        )


def _name(common: str, organisation: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation), x509.NameAttribute(NameOID.COMMON_NAME, common)]
    )
