"""HTTP as a visitor's browser would ask, one GET at a time (RFC 9110, 9112)."""

import asyncio
import ssl
import time
from collections.abc import Mapping, Sequence
from contextlib import aclosing, suppress

import httpcore2

from launchready.facts.tls import Handshake
from launchready.formats import certificate
from launchready.formats.body import Body, Ending
from launchready.formats.url import Url, parse
from launchready.observe import trust
from launchready.observe.connection import Connection, ConnectPhases
from launchready.observe.dial import Dial, DialError, DialErrorKind
from launchready.observe.exchange import Exchange, HttpFailure, HttpFailureKind, Phases
from launchready.observe.handshake import HANDSHAKE_SECONDS, told
from launchready.observe.line import HEAD_LIMIT, HeadTooLargeError, Line, Lines
from launchready.observe.pins import canonical
from launchready.observe.request import BODY_LIMIT, Ask, headers_of

__all__ = ["BODY_LIMIT", "Exchange", "HttpFailure", "HttpFailureKind", "Phases", "Web"]

_UNREAD_LIMIT = 16 * 1024  # reading a short body costs less than a new connection
FIRST_BYTE_SECONDS = 35.0  # an app that sleeps on a free plan needs up to 30 to wake
WHOLE_SECONDS = 45.0
LONGEST_RETRY_AFTER = 5
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})  # RFC 9110 section 9.2.1: asking again changes nothing
NAME_MISMATCH = 62  # OpenSSL's X509_V_ERR_HOSTNAME_MISMATCH

_FAILURES = {
    DialErrorKind.NO_ADDRESS: HttpFailureKind.NO_ADDRESS,
    DialErrorKind.DNS_FAILED: HttpFailureKind.DNS,
    DialErrorKind.PRIVATE: HttpFailureKind.PRIVATE,
    DialErrorKind.REFUSED: HttpFailureKind.REFUSED,
    DialErrorKind.TIMED_OUT: HttpFailureKind.CONNECT_TIMED_OUT,
    DialErrorKind.UNREACHABLE: HttpFailureKind.UNREACHABLE,
    DialErrorKind.BUDGET: HttpFailureKind.BUDGET,
}


class _LostError(Exception):
    """The connection ended before an answer; the network may be to blame, so it is tried once more."""


class Web:
    """HTTP over a dial. One for each dial: `Web.of(dial)`."""

    def __init__(self, dial: Dial) -> None:
        self._dial = dial
        self._lines = Lines(dial.doors)

    @classmethod
    def of(cls, dial: Dial) -> "Web":
        """Give the dial's own client."""
        web: Web = dial.memo.setdefault("web", cls(dial))
        return web

    async def get(
        self,
        url: str | Url,
        *,
        address: str | None = None,
        cookies: Mapping[str, str] | None = None,
        verify: bool = True,
        read_body: bool = True,
        limit: int = BODY_LIMIT,
        headers: Sequence[tuple[str, str]] = (),
        keep: bool = True,
    ) -> Exchange:
        """Ask once a run for each (url, address, cookies, verify, limit, headers). Redirects are not followed.

        `address` asks that address of the host. `read_body=False` may leave the body unread, `limit` is how
        much of it is read. `headers` outrank ours. `keep=False` asks afresh and remembers nothing: for large
        bodies, of which the caller keeps only what it needs. Raises HttpFailure.
        """
        where = parse(url) if isinstance(url, str) else url
        if not isinstance(where, Url):
            raise HttpFailure(HttpFailureKind.NO_ADDRESS, f"not a web address ({where.value})")
        sent = tuple(sorted((cookies or {}).items()))
        most = limit if read_body else _UNREAD_LIMIT
        ask = Ask(url=where, address=address, cookies=sent, verify=verify, limit=most, headers=tuple(headers))
        if not keep:
            return await self._patient(ask)
        key = ("http", where, address, sent, verify, most, ask.headers)
        return await self._dial.once(key, lambda: self._patient(ask.again()))

    async def send(
        self,
        method: str,
        url: str | Url,
        *,
        headers: Sequence[tuple[str, str]] = (),
        body: bytes = b"",
        cookies: Mapping[str, str] | None = None,
        verify: bool = True,
    ) -> Exchange:
        """Make one request of any method, afresh each time. Redirects are not followed, nothing is waited out.

        `headers` come after ours and outrank them. What may change something (not GET, HEAD, OPTIONS) is
        never sent twice. Raises HttpFailure.
        """
        where = parse(url) if isinstance(url, str) else url
        if not isinstance(where, Url):
            raise HttpFailure(HttpFailureKind.NO_ADDRESS, f"not a web address ({where.value})")
        sent = tuple(sorted((cookies or {}).items()))
        ask = Ask(url=where, cookies=sent, verify=verify, method=method, headers=tuple(headers), body=body)
        return await self._ask(ask)

    async def _patient(self, ask: Ask) -> Exchange:
        """Ask; where the server says to come back within seconds, do so once."""
        exchange = await self._ask(ask)
        wait = exchange.header("retry-after") or ""
        soon = wait.isdecimal() and wait.isascii() and len(wait) < 3 and int(wait) <= LONGEST_RETRY_AFTER
        if exchange.status not in {429, 503} or not soon:
            return exchange
        await asyncio.sleep(int(wait))
        try:
            return await self._ask(ask.again())
        except HttpFailure:
            return exchange

    async def _ask(self, ask: Ask) -> Exchange:
        try:
            async with self._dial.host_slot(ask.url.host):
                # From here on the time runs: waiting for a place is not the server's fault.
                async with asyncio.timeout(WHOLE_SECONDS + 1):
                    return await self._on_some_line(ask.again())
        except TimeoutError as error:
            detail = f"no answer within {WHOLE_SECONDS:.0f} s"
            raise HttpFailure(HttpFailureKind.TIMED_OUT, detail, address=ask.address or "") from error
        except DialError as error:
            raise HttpFailure(_FAILURES[error.kind], error.detail, address=error.address) from error

    async def _on_some_line(self, ask: Ask) -> Exchange:
        """Use a kept line; when it turns out dead a new one, and one more if that is lost too."""
        line = self._lines.take(ask.key) if ask.method in SAFE else None
        if line is not None:
            with suppress(_LostError):
                return await self._on(line, ask)
            self._dial.requests.spend(canonical(ask.url.host))
        try:
            return await self._on(await self._open(ask), ask)
        except _LostError as lost:
            if ask.method not in SAFE:
                raise HttpFailure(HttpFailureKind.BROKEN, str(lost), address=ask.address or "") from lost
            self._dial.requests.spend(canonical(ask.url.host))
        try:
            return await self._on(await self._open(ask), ask)
        except _LostError as lost:
            raise HttpFailure(HttpFailureKind.BROKEN, str(lost), address=ask.address or "") from lost

    async def _open(self, ask: Ask) -> Line:
        connection = await self._dial.connect(ask.url.host, ask.url.port, address=ask.address)
        try:
            if ask.url.scheme == "https":
                await self._secure(connection, ask)
        except BaseException:
            connection.close()
            raise
        return Line(connection, ask.url)

    async def _secure(self, connection: Connection, ask: Ask) -> None:
        trusted = trust.verifying(self._dial.settings.ca_file)
        # Without roots every site would look broken; the TLS gatherer says that it cannot tell.
        verify = ask.verify and trusted.has_roots
        context = trusted.context if verify else trust.unverified()
        host = canonical(ask.url.host)
        try:
            await connection.start_tls(context, host, timeout=self._dial.left(HANDSHAKE_SECONDS))
        except (OSError, ValueError) as error:
            raise _tls_failure(error, connection) from error
        if verify:
            seen = certificate.describe([_leaf(connection)])
            if seen is None or not certificate.matches(seen.names, host):
                detail = "the certificate is for other names"
                raise HttpFailure(HttpFailureKind.TLS, detail, address=connection.address, tls_code=NAME_MISMATCH)

    async def _on(self, line: Line, ask: Ask) -> Exchange:
        """One exchange on one line; the line is kept or closed afterwards, whatever happens."""
        try:
            exchange = await self._exchange(line, ask)
        except BaseException:
            line.close()
            raise
        self._lines.keep(ask.key, canonical(ask.url.host), line)
        return exchange

    async def _exchange(self, line: Line, ask: Ask) -> Exchange:
        sent_at = time.monotonic()
        response = await self._head(line, ask)
        headers = tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers)
        body = await self._body(response, headers, ask)
        opened = line.connection.phases if line.requests == 1 else ConnectPhases()
        return Exchange(
            url=ask.url.text,
            status=response.status,
            headers=headers,
            body=body.finish(),
            truncated=body.ending is not Ending.WHOLE,
            wire_bytes=body.coded,
            address=line.connection.address,
            reused=line.requests > 1,
            started=ask.started,
            phases=Phases(
                dns=opened.dns,
                tcp=opened.tcp,
                tls=opened.tls,
                first_byte=max(line.first_byte_at - sent_at, 0.0),
                total=time.monotonic() - ask.started,
            ),
        )

    async def _head(self, line: Line, ask: Ask) -> httpcore2.Response:
        address = line.connection.address
        headers = headers_of(ask, self._dial.settings.user_agent)
        wait = self._dial.left(min(FIRST_BYTE_SECONDS, max(ask.started + WHOLE_SECONDS - time.monotonic(), 0)))
        try:
            async with asyncio.timeout(wait):
                response = await line.send(ask.url, headers, method=ask.method, body=ask.body)
        except TimeoutError as error:
            detail = f"no answer within {wait:.0f} s of the request"
            raise HttpFailure(HttpFailureKind.TIMED_OUT, detail, address=address) from error
        except HeadTooLargeError as error:
            detail = f"the answer's headers are longer than {HEAD_LIMIT // 1024} KiB"
            raise HttpFailure(HttpFailureKind.TOO_LARGE_HEADERS, detail, address=address) from error
        except httpcore2.RemoteProtocolError as error:
            if not line.first_byte_at:
                raise _LostError("the connection was closed before an answer") from error
            raise HttpFailure(HttpFailureKind.BROKEN, f"the answer is not HTTP: {error}", address=address) from error
        except ssl.SSLError as error:
            raise HttpFailure(HttpFailureKind.TLS, error.reason or str(error), address=address) from error
        except OSError as error:
            raise _LostError("the connection was reset before an answer") from error
        return response

    async def _body(self, response: httpcore2.Response, headers: tuple[tuple[str, str], ...], ask: Ask) -> Body:
        """Read what there is within limit and time; an unfinished body is a truncated one, not a failure."""
        codings = ", ".join(value for name, value in headers if name == "content-encoding")
        body = Body(codings, ask.limit)
        try:
            wait = self._dial.left(max(ask.started + WHOLE_SECONDS - time.monotonic(), 0))
            async with asyncio.timeout(wait), aclosing(response.aiter_stream()) as chunks:
                async for chunk in chunks:
                    if not body.feed(chunk):
                        break
        except (TimeoutError, OSError, httpcore2.RemoteProtocolError, DialError):
            body.ending = Ending.CUT
        finally:
            await response.aclose()
        return body


def _leaf(connection: Connection) -> bytes:
    return (connection.tls.getpeercert(binary_form=True) if connection.tls else None) or b""


def _tls_failure(error: OSError | ValueError, connection: Connection) -> Exception:
    shake = told(error, connection)
    if shake.handshake is Handshake.RESET:
        return _LostError(shake.detail)
    if shake.handshake is Handshake.TIMED_OUT:
        return HttpFailure(HttpFailureKind.CONNECT_TIMED_OUT, shake.detail, address=connection.address)
    return HttpFailure(HttpFailureKind.TLS, shake.detail, address=connection.address, tls_code=shake.verify_code)
