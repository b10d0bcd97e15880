"""TLS contexts, each made once: reading the trusted roots costs 20 ms and megabytes."""

import re
import ssl
import warnings
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

# What browsers still accept, which is more than Python's own list: a host that only they can
# reach is no finding. Level 1 keeps out SHA-1 signatures and keys under 1024 bits.
_CIPHERS = "DEFAULT:!aNULL:!eNULL:!3DES:@SECLEVEL=1"
_ANY_CIPHER = "ALL:@SECLEVEL=0"
_HASHED = re.compile(r"[0-9a-f]{8}\.\d+")
# Servers without RFC 5746; browsers talk to them. Public from Python 3.12.
_OP_LEGACY_SERVER_CONNECT = 0x4


class TrustError(Exception):
    """The file given as `--ca` cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Trust:
    """A context that verifies chains (names are matched by us).

    `has_roots`: there is something to verify against, this machine's list or the user's own.
    """

    context: ssl.SSLContext
    has_roots: bool


def verifying(ca_file: str | None) -> Trust:
    """TLS 1.2 or newer, chain verified against this machine's roots and those in `ca_file`; TrustError."""
    return _verifying(ca_file, _stamp(ca_file))


def legacy_verifying(ca_file: str | None) -> ssl.SSLContext | None:
    """TLS 1.0 and 1.1 only, chain verified: for hosts that speak nothing newer."""
    return _legacy_verifying(ca_file, _stamp(ca_file))


def _stamp(ca_file: str | None) -> tuple[int, int]:
    """Tell one content of the file from the next: a process may outlive it."""
    if ca_file is None:
        return (0, 0)
    try:
        found = Path(ca_file).stat()
    except OSError as error:
        raise TrustError(f"{ca_file} cannot be read: {error.strerror}") from None
    return (found.st_mtime_ns, found.st_ino)


@lru_cache(maxsize=4)
def _verifying(ca_file: str | None, stamp: tuple[int, int]) -> Trust:
    context = _context(_CIPHERS)
    context.load_default_certs()
    has_roots = ca_file is not None or _has_roots(context)
    _add(context, ca_file)
    context.set_alpn_protocols(["http/1.1"])
    context.verify_mode = ssl.CERT_REQUIRED
    return Trust(context, has_roots)


@cache
def lax() -> ssl.SSLContext:
    """TLS 1.2 or newer with any cipher and any certificate, to see what was served."""
    context = _context(_ANY_CIPHER)
    context.set_alpn_protocols(["http/1.1", "h2"])
    return context


@cache
def unverified() -> ssl.SSLContext:
    """Accept any certificate, to speak HTTP with one address of a host."""
    context = _context(_CIPHERS)
    context.set_alpn_protocols(["http/1.1"])
    return context


@cache
def legacy() -> ssl.SSLContext | None:
    """TLS 1.0 and 1.1 only; None when this machine's OpenSSL cannot speak them."""
    if not (ssl.HAS_TLSv1 or ssl.HAS_TLSv1_1):
        return None
    return _obsolete(_context(_ANY_CIPHER))


@lru_cache(maxsize=4)
def _legacy_verifying(ca_file: str | None, stamp: tuple[int, int]) -> ssl.SSLContext | None:
    if not (ssl.HAS_TLSv1 or ssl.HAS_TLSv1_1):
        return None
    context = _obsolete(_context(_ANY_CIPHER))
    context.load_default_certs()
    _add(context, ca_file)
    context.verify_mode = ssl.CERT_REQUIRED
    return context


def _context(ciphers: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(ciphers)
    context.options |= _OP_LEGACY_SERVER_CONNECT
    # One behaviour on every Python: 3.13 turned the strict reading of RFC 5280 on, which refuses
    # certificates that browsers accept. An intermediate given as --ca is an anchor by itself.
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context


def _obsolete(context: ssl.SSLContext) -> ssl.SSLContext:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # their age is the question
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    return context


def _add(context: ssl.SSLContext, ca_file: str | None) -> None:
    if ca_file is None:
        return
    try:
        context.load_verify_locations(cafile=ca_file)
    except ssl.SSLError:
        raise TrustError(f"{ca_file} holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)") from None
    except OSError as error:
        raise TrustError(f"{ca_file} cannot be read: {error.strerror}") from None


def _has_roots(context: ssl.SSLContext) -> bool:
    """Whether the machine has trusted roots: in one file, or in a folder that OpenSSL reads when it needs to."""
    if context.cert_store_stats()["x509_ca"]:
        return True
    folder = ssl.get_default_verify_paths().capath
    if folder is None:
        return False
    try:
        return any(_HASHED.fullmatch(entry.name) for entry in Path(folder).iterdir())
    except OSError:
        return False
