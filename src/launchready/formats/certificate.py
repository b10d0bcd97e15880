"""X.509 certificates as served (RFC 5280), and the matching of names (RFC 9525)."""

import re
import unicodedata
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

from launchready.facts.tls import Certificate

_TEXT_LENGTH = 120
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?")
_UNREADABLE = (ValueError, TypeError, UnsupportedAlgorithm, x509.DuplicateExtension, x509.UnsupportedGeneralNameType)


@dataclass(frozen=True, slots=True)
class ServedPath:
    """The way from the leaf upwards, as far as the served certificates reach, signatures checked."""

    certificates: tuple[x509.Certificate, ...]

    @property
    def common_validity(self) -> bool:
        """Whether there was a time at which every one of them was valid."""
        begins = max(one.not_valid_before_utc for one in self.certificates)
        ends = min(one.not_valid_after_utc for one in self.certificates)
        return begins <= ends

    @property
    def open_end(self) -> bool:
        """Whether the last one names an issuer that can be fetched but was not sent."""
        last = self.certificates[-1]
        return last.issuer != last.subject and _has_aia(last)


def load(chain: Sequence[bytes]) -> tuple[x509.Certificate, ...]:
    """Parse a chain of DER certificates; those that cannot be read are left out."""
    return tuple(one for one in map(_load, chain) if one is not None)


def describe(chain: Sequence[bytes]) -> Certificate | None:
    """Reduce a served chain (DER, leaf first) to the fact; None when the leaf cannot be read."""
    leaf = _load(chain[0]) if chain else None
    if leaf is None:
        return None
    return Certificate(
        subject_cn=_attribute(leaf.subject, NameOID.COMMON_NAME),
        names=_names(leaf),
        issuer_org=_attribute(leaf.issuer, NameOID.ORGANIZATION_NAME),
        issuer_cn=_attribute(leaf.issuer, NameOID.COMMON_NAME),
        not_before=leaf.not_valid_before_utc,
        not_after=leaf.not_valid_after_utc,
        self_signed=_issued(leaf, leaf),
        chain_length=len(chain),
        has_aia=_has_aia(leaf),
        sha256=leaf.fingerprint(SHA256()).hex(),
    )


def served_path(certificates: Sequence[x509.Certificate]) -> ServedPath:
    """Walk from the leaf (first) to its issuer, in whatever order the server sent them."""
    path = [certificates[0]]
    left = list(certificates[1:])
    while not _issued(path[-1], path[-1]):
        issuer = next((one for one in left if _issued(path[-1], one)), None)
        if issuer is None:
            break
        left.remove(issuer)
        path.append(issuer)
    return ServedPath(tuple(path))


def matches(names: Sequence[str], host: str) -> bool:
    """Whether a certificate with these names is for the host (RFC 9525 section 6).

    The common name does not count. `*` stands for exactly one whole label, the leftmost, above at
    least two more. An address matches only the same address.
    """
    wanted = host.strip("[]").rstrip(".").lower()
    if _is_address(wanted):
        address = str(ip_address(wanted))
        return address in names
    label, _, parent = wanted.partition(".")
    if wanted in names:
        return True
    return bool(label) and "." in parent and f"*.{parent}" in names


def _load(der: bytes) -> x509.Certificate | None:
    try:
        with warnings.catch_warnings():
            # Old and odd certificates are what we are here to look at.
            warnings.simplefilter("ignore", CryptographyDeprecationWarning)
            certificate = x509.load_der_x509_certificate(der)
            # Dates and names are read lazily: a certificate that lies about its own shape fails here.
            _ = certificate.not_valid_before_utc, certificate.not_valid_after_utc
            _ = certificate.issuer, certificate.subject
    except _UNREADABLE:
        return None
    return certificate


def _names(leaf: x509.Certificate) -> tuple[str, ...]:
    try:
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, *_UNREADABLE):
        return ()
    dns = [name.lower().rstrip(".") for name in names.get_values_for_type(x509.DNSName)]
    addresses = [str(address) for address in names.get_values_for_type(x509.IPAddress)]
    # A dNSName that is spelt as an address names nothing (RFC 9525 section 6.2).
    return tuple(dict.fromkeys([name for name in dns if _is_name(name)] + addresses))


def _is_name(name: str) -> bool:
    labels = name.removeprefix("*.").split(".")
    return not _is_address(name) and all(_LABEL.fullmatch(label) for label in labels)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _attribute(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    """Give the first value of an attribute; it is hostile text."""
    for attribute in name.get_attributes_for_oid(oid):
        value = attribute.value
        text = value if isinstance(value, str) else value.decode("utf-8", "replace")
        return "".join(char for char in text if unicodedata.category(char)[0] != "C")[:_TEXT_LENGTH]
    return ""


def _has_aia(certificate: x509.Certificate) -> bool:
    try:
        access = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except (x509.ExtensionNotFound, *_UNREADABLE):
        return False
    return any(one.access_method == AuthorityInformationAccessOID.CA_ISSUERS for one in access)


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether the issuer's name and key made this certificate."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, *_UNREADABLE):
        return False
    return True
