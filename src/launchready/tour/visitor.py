"""A visitor of the sample: asks its resolver, goes where the pins lead, checks the certificate, follows redirects."""

import http.client
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

import dns.message
import dns.query
import dns.rdatatype

from launchready.tour.sample import Session

# Where browsers give up: the Fetch standard's limit, which Chromium and Firefox share.
MOST_HOPS = 20
SECONDS = 5.0
REDIRECTS = (301, 302, 303, 307, 308)


class NotThere(Exception):
    """The visitor saw no page: the name is unknown, nobody answers, or the certificate is refused."""


@dataclass(frozen=True)
class Hop:
    """One request and its answer."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def location(self) -> str | None:
        return self.headers.get("location")


class Visitor:
    """One visitor with one cookie jar per host, as a browser has."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._pins = {tuple(pin.split(":")[:2]): pin.split(":")[2:] for pin in session.pins}
        self._trust = ssl.create_default_context(cafile=str(session.ca))
        self._jar: dict[str, dict[str, str]] = {}

    def addresses(self, host: str) -> list[str]:
        """What the sample's resolver says."""
        where, _, port = self._session.resolver.rpartition(":")
        query = dns.message.make_query(host, dns.rdatatype.A)
        answer, _ = dns.query.udp_with_fallback(query, where, timeout=SECONDS, port=int(port))
        return [rdata.address for rrset in answer.answer if rrset.rdtype == dns.rdatatype.A for rdata in rrset]

    def connect(self, address: str, port: int) -> socket.socket:
        """A connection to one of the sample's addresses, by way of its pin."""
        pin = self._pins.get((address, str(port)))
        if pin is None:
            raise NotThere(f"nobody answers at {address}")
        try:
            return socket.create_connection((pin[0], int(pin[1])), SECONDS)
        except OSError as error:
            raise NotThere(f"nobody answers at {address} on port {port}") from error

    def ask(
        self, url: str, *, method: str = "GET", form: str | None = None, address: str | None = None, origin: str = ""
    ) -> Hop:
        """One request, no redirect followed. `origin` is the site whose page asks."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        found = [address] if address else self.addresses(host)
        if not found:
            raise NotThere(f"{host} is no name that anybody knows")
        raw = self.connect(found[0], 443 if parts.scheme == "https" else 80)
        with raw:
            stream = self._secure(raw, host) if parts.scheme == "https" else raw
            with stream:
                return self._talk(stream, url, method, form, origin)

    def _secure(self, raw: socket.socket, host: str) -> ssl.SSLSocket:
        try:
            return self._trust.wrap_socket(raw, server_hostname=host)
        except ssl.SSLCertVerificationError as error:
            raise NotThere(f"{host}: {error.verify_message}") from error
        except OSError as error:
            raise NotThere(f"{host} offers no safe connection") from error

    def _talk(self, stream: socket.socket, url: str, method: str, form: str | None, origin: str) -> Hop:
        parts = urlsplit(url)
        host = parts.hostname or ""
        jar = self._jar.setdefault(host, {})
        headers = {"Host": host, "User-Agent": "a visitor of the sample", "Connection": "close"}
        if jar and parts.scheme == "https":
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in jar.items())
        if origin:
            headers["Origin"] = origin
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection(host, timeout=SECONDS)
        connection.sock = stream
        connection.request(method, f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}", form, headers)
        answer = connection.getresponse()
        body = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            jar[name.strip()] = value
        connection.close()
        return Hop(url, answer.status, {key.lower(): value for key, value in answer.getheaders()}, body)

    def follow(self, url: str) -> list[Hop]:
        """Every hop from the address to the page; as many as a browser makes when there is no page."""
        hops = [self.ask(url)]
        while len(hops) <= MOST_HOPS and hops[-1].status in REDIRECTS and hops[-1].location:
            target = hops[-1].location or ""
            if target.startswith("/"):
                parts = urlsplit(hops[-1].url)
                target = f"{parts.scheme}://{parts.netloc}{target}"
            hops.append(self.ask(target))
        return hops

    def arrives(self, url: str) -> bool:
        """Whether a page comes in the end."""
        try:
            return self.follow(url)[-1].status == 200
        except NotThere:
            return False
