"""Real servers on loopback that behave well or badly, and certificates for them."""

import asyncio
import datetime as dt
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

from launchready.observe.dial import Dial, DialSettings, Pin

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
DAY = dt.timedelta(days=1)
PEM = serialization.Encoding.PEM


@dataclass(frozen=True)
class Signed:
    """A certificate, its key, and what signed it."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey
    above: "Signed | None" = None

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(PEM)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)


def sign(
    name: str,
    above: Signed | None = None,
    *,
    ca: bool = False,
    names: Sequence[str] = (),
    start: dt.timedelta = -30 * DAY,
    end: dt.timedelta = 60 * DAY,
    aia: bool = True,
) -> Signed:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Sample"), x509.NameAttribute(NameOID.COMMON_NAME, name)]
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(above.certificate.subject if above else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW + start)
        .not_valid_after(NOW + end)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if names:
        general = [_general(one) for one in names]
        builder = builder.add_extension(x509.SubjectAlternativeName(general), critical=False)
    if above and aia:
        where = x509.UniformResourceIdentifier("http://pki.example.test/issuer.der")
        access = x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, where)
        builder = builder.add_extension(x509.AuthorityInformationAccess([access]), critical=False)
    return Signed(builder.sign(above.key if above else key, hashes.SHA256()), key, above)


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def key_and_chain(leaf: Signed, *between: Signed) -> bytes:
    key = leaf.key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return key + leaf.pem + b"".join(one.pem for one in between)


def server_context(folder: Path, leaf: Signed, *between: Signed) -> ssl.SSLContext:
    stem = folder / f"{leaf.certificate.serial_number}.pem"
    stem.write_bytes(key_and_chain(leaf, *between))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(stem)
    return context


@dataclass
class Server:
    """A listening server; counts its connections."""

    port: int = 0
    connections: int = 0
    open_now: int = 0
    most_open: int = 0
    requests: list[bytes] = field(default_factory=list)


@asynccontextmanager
async def serving(
    handler: Handler | Callable[[Server], Handler], *, context: ssl.SSLContext | None = None, host: str = "127.0.0.1"
) -> AsyncIterator[Server]:
    server = Server()
    tasks: set[asyncio.Task[None]] = set()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        tasks.add(task)
        server.connections += 1
        server.open_now += 1
        server.most_open = max(server.most_open, server.open_now)
        try:
            await handler(reader, writer)  # type: ignore[misc]
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            server.open_now -= 1
            tasks.discard(task)
            writer.transport.abort()

    listening = await asyncio.start_server(answer, host, 0, ssl=context)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await listening.wait_closed()


async def head(reader: asyncio.StreamReader) -> bytes:
    return await reader.readuntil(b"\r\n\r\n")


def says(body: bytes, status: str = "200 OK", headers: Sequence[str] = ()) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def always(answer: bytes) -> Handler:
    """Answer every request on a kept connection with the same bytes."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            await head(reader)
            writer.write(answer)
            await writer.drain()

    return handler


def dial(*servers: tuple[str, int, Server], ca: Path | None = None, **settings: object) -> Dial:
    """A dial whose names are pinned to the given servers: (host, port as seen, server)."""
    pins = tuple(Pin.parse(f"{host}:{port}:127.0.0.1:{server.port}") for host, port, server in servers)
    return Dial(DialSettings(pins=pins, ca_file=str(ca) if ca else None, **settings))  # type: ignore[arg-type]
