"""Handshakes with real servers: trust, name and dates are three answers."""

import asyncio
import ssl
import warnings
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any

import pytest

from launchready.facts.dns import NameRole, Rcode, Resolution, View, ViewKind
from launchready.facts.names import HostNames, KnownName, Origin
from launchready.facts.tls import Handshake, TlsEndpoint
from launchready.formats import certificate
from launchready.model.fact import Fact, Gap
from launchready.model.subject import Subject
from launchready.observe import endpoint, handshake, tls, trust
from launchready.observe.dial import Dial, DialSettings, Pin
from tests.observe.dns_world import NO_IPV6
from tests.observe.look import look, target
from tests.observe.servers import DAY, NOW, Handler, Signed, always, dial, server_context, serving, sign

HOST = "club.example"
AT = "192.0.2.7"


class World:
    """A root that is trusted, its intermediate, and one that nobody trusts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = sign("Sample Root", ca=True, end=400 * DAY, start=-400 * DAY)
        self.middle = sign("Sample Intermediate", self.root, ca=True, end=300 * DAY, start=-300 * DAY)
        self.stranger = sign("Stranger Root", ca=True, end=400 * DAY)
        self.ca = folder / "ca.pem"
        self.ca.write_bytes(self.root.pem)

    async def look(self, context: ssl.SSLContext, host: str = HOST) -> tuple[TlsEndpoint, int]:
        async with serving(always(b""), context=context) as server, dial((host, 443, server), ca=self.ca) as line:
            return await endpoint.look(line, host, 443, AT, NOW), line.effort.connections

    async def leaf(self, leaf: Signed, *between: Signed, host: str = HOST) -> TlsEndpoint:
        fact, connections = await self.look(server_context(self.folder, leaf, *between), host)
        assert connections <= 4
        return fact


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


async def test_a_good_one_needs_two_connections(world: World) -> None:
    fact, connections = await world.look(
        server_context(world.folder, sign("leaf", world.middle, names=[HOST]), world.middle)
    )
    assert fact.handshake is Handshake.DONE
    assert (fact.trusted, fact.name_matches, fact.verify_code) == (True, True, 0)
    assert (fact.version, fact.modern, fact.legacy, fact.chain_incomplete) == ("TLSv1.3", True, False, False)
    assert fact.certificate
    assert fact.certificate.chain_length == 2
    assert fact.subject.name == f"{HOST}@{AT}"
    assert connections == 2


async def test_wrong_host(world: World) -> None:
    fact = await world.leaf(sign("leaf", world.middle, names=["other.example"]), world.middle)
    assert (fact.trusted, fact.name_matches) == (True, False)


async def test_expired_is_not_untrusted(world: World) -> None:
    fact = await world.leaf(sign("leaf", world.middle, names=[HOST], start=-90 * DAY, end=-DAY), world.middle)
    assert (fact.trusted, fact.name_matches, fact.verify_code) == (True, True, 10)
    assert fact.handshake is Handshake.DONE


async def test_expired_and_wrong_host_are_both_seen(world: World) -> None:
    leaf = sign("leaf", world.middle, names=["old.example"], start=-90 * DAY, end=-DAY)
    fact = await world.leaf(leaf, world.middle)
    assert (fact.trusted, fact.name_matches, fact.verify_code) == (True, False, 10)


async def test_not_yet_valid_is_a_matter_of_dates(world: World) -> None:
    fact = await world.leaf(sign("leaf", world.middle, names=[HOST], start=DAY, end=90 * DAY), world.middle)
    assert (fact.trusted, fact.verify_code) == (True, 9)


async def test_an_expired_intermediate_is_untrusted(world: World) -> None:
    old = sign("Old Intermediate", world.root, ca=True, start=-300 * DAY, end=-DAY)
    fact = await world.leaf(sign("leaf", old, names=[HOST]), old)
    assert (fact.trusted, fact.verify_code) == (False, 10)


async def test_leaf_and_intermediate_that_were_never_valid_together(world: World) -> None:
    old = sign("Old Intermediate", world.root, ca=True, start=-300 * DAY, end=-200 * DAY)
    fact = await world.leaf(sign("leaf", old, names=[HOST], start=-100 * DAY, end=-DAY), old)
    assert fact.trusted is False


async def test_leaf_and_intermediate_that_expired_together_were_trusted(world: World) -> None:
    old = sign("Old Intermediate", world.root, ca=True, start=-300 * DAY, end=-DAY)
    fact = await world.leaf(sign("leaf", old, names=[HOST], start=-100 * DAY, end=-2 * DAY), old)
    assert fact.trusted is True


async def test_self_signed(world: World) -> None:
    fact = await world.leaf(sign("leaf", names=[HOST]))
    assert (fact.trusted, fact.verify_code, fact.chain_incomplete) == (False, 18, False)
    assert fact.certificate
    assert fact.certificate.self_signed


async def test_missing_intermediate(world: World) -> None:
    fact = await world.leaf(sign("leaf", world.middle, names=[HOST]))
    assert (fact.trusted, fact.chain_incomplete) == (False, True)


async def test_a_wrong_intermediate_is_a_missing_one(world: World) -> None:
    other = sign("Other Intermediate", world.root, ca=True)
    fact = await world.leaf(sign("leaf", world.middle, names=[HOST]), other)
    assert (fact.trusted, fact.chain_incomplete) == (False, True)


async def test_expired_and_missing_intermediate(world: World) -> None:
    fact = await world.leaf(sign("leaf", world.middle, names=[HOST], start=-90 * DAY, end=-DAY))
    assert (fact.trusted, fact.chain_incomplete) == (False, True)


async def test_an_unknown_authority_is_no_missing_intermediate(world: World) -> None:
    fact = await world.leaf(sign("leaf", world.stranger, names=[HOST], aia=False))
    assert (fact.trusted, fact.chain_incomplete) == (False, False)
    fact = await world.leaf(sign("leaf", world.stranger, names=[HOST]), world.stranger)
    assert (fact.trusted, fact.chain_incomplete, fact.verify_code) == (False, False, 19)


async def test_a_chain_in_the_wrong_order_is_trusted(world: World) -> None:
    lower = sign("Lower Intermediate", world.middle, ca=True)
    fact = await world.leaf(sign("leaf", lower, names=[HOST]), world.middle, lower)
    assert fact.trusted is True


async def test_address_literals_need_the_address_in_the_certificate(world: World) -> None:
    leaf = sign("leaf", world.root, names=["127.0.0.1", "::1"])
    assert (await world.leaf(leaf, host="127.0.0.1")).name_matches is True
    assert (await world.leaf(leaf, host="[::1]")).name_matches is True
    assert (await world.leaf(sign("leaf", world.root, names=[HOST]), host="127.0.0.1")).name_matches is False


def versions(context: ssl.SSLContext, low: str, high: str) -> ssl.SSLContext:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion[low]
        context.maximum_version = ssl.TLSVersion[high]
    return context


@pytest.mark.parametrize(
    ("low", "high", "modern", "legacy"),
    [
        ("TLSv1", "TLSv1_3", True, True),
        ("TLSv1_2", "TLSv1_2", True, False),
        ("TLSv1_3", "TLSv1_3", True, False),
        ("TLSv1", "TLSv1_1", False, True),
    ],
)
async def test_versions(world: World, low: str, high: str, modern: bool, legacy: bool) -> None:
    leaf = server_context(world.folder, sign("leaf", world.middle, names=[HOST]), world.middle)
    fact, connections = await world.look(versions(leaf, low, high))
    assert fact.handshake is Handshake.DONE
    assert (fact.modern, fact.legacy, fact.trusted) == (modern, legacy, True)
    assert connections <= 4


async def test_old_version_only_with_a_strange_certificate(world: World) -> None:
    leaf = server_context(world.folder, sign("leaf", world.stranger, names=[HOST]))
    fact, connections = await world.look(versions(leaf, "TLSv1", "TLSv1"))
    assert (fact.modern, fact.legacy, fact.trusted, fact.verify_code) == (False, True, False, 20)
    assert connections == 4


async def told(handler: Handler) -> TlsEndpoint:
    async with serving(handler) as server, dial((HOST, 443, server)) as line:
        fact = await endpoint.look(line, HOST, 443, AT, NOW)
        assert line.effort.connections <= 4
        assert fact.certificate is None
        assert fact.trusted is None
        return fact


def answering(data: bytes) -> Handler:
    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(data)
        await writer.drain()
        await asyncio.sleep(0.05)

    return handler


async def test_what_is_not_tls() -> None:
    fact = await told(answering(b"HTTP/1.1 400 Bad Request\r\n\r\n"))
    assert (fact.handshake, fact.detail) == (Handshake.NOT_TLS, "plain HTTP is spoken on this port")
    assert (await told(answering(bytes(range(256)) * 20))).handshake is Handshake.NOT_TLS
    assert (await told(answering(b"220 mail.example ESMTP\r\n"))).handshake is Handshake.NOT_TLS
    assert (await told(answering(b"\x16\x03\x03\x40\x00\xee" + b"\xff" * 20000))).handshake is Handshake.NOT_TLS


async def test_alerts() -> None:
    unrecognised = await told(answering(b"\x15\x03\x03\x00\x02\x02\x70"))
    assert unrecognised.handshake is Handshake.ALERT
    assert unrecognised.detail == "unrecognized name"
    refused = await told(answering(b"\x15\x03\x03\x00\x02\x02\x28"))
    assert (refused.handshake, refused.modern) == (Handshake.ALERT, None)
    assert "handshake failure" in refused.detail


async def test_reset_and_closed() -> None:
    async def slam(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        return

    async def read_and_slam(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(2000)

    assert (await told(slam)).handshake is Handshake.RESET
    assert (await told(read_and_slam)).handshake is Handshake.RESET


async def test_refused(world: World) -> None:
    async with serving(always(b"")) as server:
        pass
    async with dial((HOST, 443, server)) as line:
        fact = await endpoint.look(line, HOST, 443, AT, NOW)
    assert (fact.handshake, fact.modern, fact.legacy) == (Handshake.REFUSED, None, None)


async def test_silence_is_a_time_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handshake, "HANDSHAKE_SECONDS", 0.2)

    async def mute(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(20)

    assert (await told(mute)).handshake is Handshake.TIMED_OUT


async def test_a_server_that_lets_go_once_is_asked_again(world: World) -> None:
    context = server_context(world.folder, sign("leaf", world.root, names=[HOST]))
    async with AsyncExitStack() as stack:
        good = await stack.enter_async_context(serving(always(b""), context=context))
        first = True

        async def flaky(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal first
            if first:
                first = False
                return
            there, back = await asyncio.open_connection("127.0.0.1", good.port)

            async def pipe(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
                while data := await source.read(65536):
                    sink.write(data)
                    await sink.drain()

            try:
                await asyncio.wait(
                    {asyncio.ensure_future(pipe(reader, back)), asyncio.ensure_future(pipe(there, writer))},
                    return_when=asyncio.FIRST_COMPLETED,
                )
            finally:
                back.transport.abort()

        front = await stack.enter_async_context(serving(flaky))
        line = await stack.enter_async_context(dial((HOST, 443, front), ca=world.ca))
        fact = await endpoint.look(line, HOST, 443, AT, NOW)
    assert (fact.handshake, fact.trusted) == (Handshake.DONE, True)
    assert front.connections == 3


async def test_without_trusted_roots_nothing_is_called_untrusted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = trust.Trust(trust.lax(), has_roots=False)
    strict = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    strict.check_hostname = False
    monkeypatch.setattr(trust, "verifying", lambda _: trust.Trust(strict, has_roots=False))
    assert not bare.has_roots
    fact = await world.leaf(sign("leaf", world.middle, names=[HOST]), world.middle)
    assert (fact.trusted, fact.name_matches) == (None, True)


def test_ca_files_that_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(trust.TrustError, match="cannot be read"):
        trust.verifying(str(tmp_path / "none.pem"))
    (tmp_path / "empty.pem").write_text("hello")
    with pytest.raises(trust.TrustError, match="no certificate"):
        trust.verifying(str(tmp_path / "empty.pem"))


async def gathered(line: Dial, world: World, *facts: Fact, **more: Any) -> list[Fact | Gap]:
    return await look(tls.tls, line, facts=facts, **more)


def resolved(host: str, role: NameRole, *addresses: str) -> Resolution:
    view = View(kind=ViewKind.RECURSIVE, server="192.0.2.53", rcode=Rcode.NOERROR, addresses=addresses)
    return Resolution(subject=Subject.host(host), roles=(role,), views=(view,))


async def test_every_web_host_is_looked_at_where_it_is(world: World) -> None:
    leaf = sign("leaf", world.root, names=[HOST, f"*.{HOST}"])
    found = [KnownName(name=f"post.{HOST}", origins=(Origin.MX,), role="other", required=False)]
    facts = (
        HostNames(subject=Subject.site(HOST), names=tuple(found), tried=0, wildcard_only=0),
        resolved(HOST, NameRole.CANONICAL, "192.0.2.1", "192.0.2.2", "2001:db8::1"),
        resolved(f"www.{HOST}", NameRole.WWW, "10.0.0.7"),
        resolved(f"app.{HOST}", NameRole.FOUND, "192.0.2.3"),
        resolved(f"post.{HOST}", NameRole.FOUND, "192.0.2.4"),
        resolved(f"smtp.{HOST}", NameRole.FOUND, "192.0.2.5"),
        resolved(f"random.{HOST}", NameRole.CONTROL, "192.0.2.6"),
        resolved(f"shop.{HOST}", NameRole.FOUND),
    )
    async with serving(always(b""), context=server_context(world.folder, leaf)) as server:
        pins = (Pin.parse(f"*:443:127.0.0.1:{server.port}"), *NO_IPV6)
        async with Dial(DialSettings(pins=pins, ca_file=str(world.ca))) as line:
            seen = await gathered(line, world, *facts)
            only = frozenset({Subject.address(f"app.{HOST}", "192.0.2.3")})
            again = await gathered(line.fresh(), world, *facts, only=only)
    done = [one for one in seen if isinstance(one, TlsEndpoint)]
    assert [one.subject.name for one in done] == [f"{HOST}@192.0.2.1", f"{HOST}@192.0.2.2", f"app.{HOST}@192.0.2.3"]
    assert all(one.trusted and one.name_matches for one in done)
    assert [one.subject.name for one in seen if isinstance(one, Gap)] == [f"www.{HOST}@10.0.0.7"]
    assert [one.subject for one in again] == list(only)


async def test_a_literal_target_is_looked_at_without_dns(world: World) -> None:
    context = server_context(world.folder, sign("leaf", world.root, names=["127.0.0.1"]))
    settings = DialSettings(literal_private=True, ca_file=str(world.ca))
    async with serving(always(b""), context=context) as server, Dial(settings) as line:
        [fact] = await look(tls.tls, line, target("127.0.0.1", port=server.port))
        [gap] = await look(tls.tls, line, target("127.0.0.1", scheme="http", port=8000))
    assert isinstance(fact, TlsEndpoint)
    assert (fact.port, fact.trusted, fact.name_matches) == (server.port, True, True)
    assert isinstance(gap, Gap)


async def test_a_host_on_ipv6_alone_is_not_called_dead_by_a_machine_without(world: World) -> None:
    pins = (Pin.parse("[2001:db8::1]:443:127.255.255.255"), *NO_IPV6)
    async with Dial(DialSettings(pins=pins)) as line:
        [seen] = await gathered(line, world, resolved(HOST, NameRole.CANONICAL, "2001:db8::1"))
        fact = await endpoint.look(line, HOST, 443, "2001:db8::1", NOW)
    if fact.handshake is Handshake.UNREACHABLE:  # other systems refuse the broadcast address
        assert isinstance(seen, Gap)
        assert "IPv6" in seen.detail


async def test_a_machine_without_roots_says_so_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    strict = trust.verifying(str(world.ca))
    monkeypatch.setattr(trust, "verifying", lambda _: trust.Trust(strict.context, has_roots=False))
    async with dial() as line:
        [gap] = await gathered(line, world)
    assert isinstance(gap, Gap)
    assert "--ca" in gap.ask


@pytest.mark.parametrize(
    ("names", "host"),
    [
        (["club.example"], "club.example"),
        (["club.example"], "www.club.example"),
        (["*.club.example"], "www.club.example"),
        (["*.club.example"], "club.example"),
        (["*.club.example"], "a.b.club.example"),
        (["*.example"], "club.example"),
        (["www*.club.example"], "www1.club.example"),
        (["192.0.2.1"], "192.0.2.1"),
        (["192.0.2.1"], "192.0.2.2"),
        (["club.example"], "192.0.2.1"),
        (["2001:db8::1"], "2001:db8::1"),
        ([], "club.example"),
    ],
)
def test_our_matching_of_names_agrees_with_openssl(world: World, names: list[str], host: str) -> None:
    leaf = sign("club.example", world.root, names=names)
    client = ssl.create_default_context(cafile=str(world.ca))
    client.hostname_checks_common_name = False  # nor do browsers
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    ours = client.wrap_bio(to_client, to_server, server_hostname=host)
    theirs = server_context(world.folder, leaf).wrap_bio(to_server, to_client, server_side=True)
    agreed = None
    while agreed is None:
        try:
            ours.do_handshake()
            agreed = True
        except ssl.SSLWantReadError:
            with suppress(ssl.SSLWantReadError):
                theirs.do_handshake()
        except ssl.SSLCertVerificationError:
            agreed = False
    seen = certificate.describe([leaf.der])
    assert seen
    assert certificate.matches(seen.names, host) is agreed


def test_roots_may_stand_in_one_file_or_in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))
    trust._verifying.cache_clear()
    assert not trust.verifying(None).has_roots
    (tmp_path / "hashed").mkdir()
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "hashed"))
    trust._verifying.cache_clear()
    assert not trust.verifying(None).has_roots
    (tmp_path / "hashed" / "0a1b2c3d.0").touch()
    trust._verifying.cache_clear()
    assert trust.verifying(None).has_roots
    trust._verifying.cache_clear()
