"""What a raw client sees of the sample: DNS messages and TLS handshakes, by way of the pins."""

import datetime as dt
import socket
import ssl

import dns.flags
import dns.message
import dns.query
import dns.rcode
import dns.rdatatype
from cryptography import x509

from launchready.tour.sample import Session


def pins(session: Session) -> dict[tuple[str, int], tuple[str, int]]:
    table = {}
    for pin in session.pins:
        address, port, to, real = pin.split(":")
        table[address, int(port)] = to, int(real)
    return table


def ask(
    session: Session, name: str, rdtype: str, server: str | None = None, *, dnssec: bool = True, tcp: bool = False
) -> dns.message.Message:
    """One question to a name server by its documentation address, or to the resolver."""
    where = session.resolver.split(":") if server is None else pins(session)[server, 53]
    query = dns.message.make_query(name, rdtype, want_dnssec=dnssec)
    if server is not None:
        query.flags &= ~dns.flags.RD
    send = dns.query.tcp if tcp else dns.query.udp
    return send(query, where[0], port=int(where[1]), timeout=5)


def values(message: dns.message.Message, rdtype: str) -> set[str]:
    wanted = dns.rdatatype.from_text(rdtype)
    return {rdata.to_text() for rrset in message.answer if rrset.rdtype == wanted for rdata in rrset}


def nameservers(message: dns.message.Message) -> set[str]:
    return {r.to_text() for s in (*message.answer, *message.authority) if s.rdtype == dns.rdatatype.NS for r in s}


def chain(session: Session, host: str, address: str = "203.0.113.10") -> list[x509.Certificate]:
    """The certificates as served, unverified."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection(pins(session)[address, 443], 5) as raw,
        context.wrap_socket(raw, server_hostname=host) as tls,
    ):
        served = tls._sslobj.get_unverified_chain()
    return [x509.load_der_x509_certificate(one.public_bytes(2)) for one in served]


def verify(session: Session, host: str) -> int:
    """OpenSSL's verify code against the sample's own root: 0 when all is well."""
    context = ssl.create_default_context(cafile=str(session.ca))
    try:
        with (
            socket.create_connection(pins(session)["203.0.113.10", 443], 5) as raw,
            context.wrap_socket(raw, server_hostname=host),
        ):
            return 0
    except ssl.SSLCertVerificationError as error:
        return error.verify_code


def days_left(certificate: x509.Certificate) -> int:
    return (certificate.not_valid_after_utc - dt.datetime.now(dt.UTC)).days
