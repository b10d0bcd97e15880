"""A script or style sheet, reduced: wrong addresses, payment keys, hosts it names, what else it loads, its routes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from launchready.facts.page import AddressKind
from launchready.formats.address import Address, Home, read
from launchready.formats.names import registrable
from launchready.formats.payment_key import Key, payment_keys
from launchready.formats.script_context import BEFORE, Use, in_comment, use_of
from launchready.formats.url import Url

_MOST_HITS = 5000
_MOST_WRITTEN = 30
_MOST_HOSTS = 40
_MOST_INSECURE = 20
_LONGEST = 300
_COMMENT = 3000  # how far back the start of a comment is looked for
# Minifiers and JSON in scripts write `\/`; a template literal ends the fixed part at `${`.
_ADDRESS = re.compile(r"(?:https?|wss?):(?:\\?/){2}", re.IGNORECASE)
_REST = re.compile(r"(?:[A-Za-z0-9._~:@!&()*+,;=%?#\[\]|-]|\\?/|\$(?!\{)){1,300}")
# Hosts of programs, by the provider of a backend or by their own first label.
_BACKEND = re.compile(
    r"\.(?:supabase\.co|supabase\.in|firebaseio\.com|cloudfunctions\.net|convex\.cloud|convex\.site|hasura\.app"
    r"|appwrite\.io|onrender\.com|up\.railway\.app|fly\.dev|run\.app|herokuapp\.com|execute-api\.[\w-]+\.amazonaws\.com"
    r"|azurewebsites\.net|clerk\.accounts\.dev|auth0\.com|base44\.app|vercel\.app|replit\.app)$"
)
_PROGRAM = re.compile(
    r"^(?:api|backend|server|graphql|auth|ws|socket|realtime|functions|rest|gateway|app|edge)[\w-]{0,40}\."
)
_NO_PROGRAM = 3
# RFC-less, but one form in every tool: `//# sourceMappingURL=index-4f3a9c1b.js.map`
_MAP = re.compile(r"[#@][ \t]sourceMappingURL=([^\s'\"]{1,300})")


@dataclass(frozen=True, slots=True)
class Found:
    """An address that leads nowhere for visitors, and what the script does with it."""

    address: Address
    kind: AddressKind
    use: Use


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What a script names. `found` are addresses that lead nowhere for visitors.

    `insecure` are the http and ws addresses that it calls or that are set as the address of a program, `source_map`
    is as written, empty when none is named.
    """

    found: tuple[Found, ...] = ()
    keys: tuple[Key, ...] = ()
    hosts: tuple[str, ...] = ()
    insecure: tuple[tuple[Address, Use], ...] = ()
    source_map: str = ""


def script(text: str, home: Home) -> Script:
    """Reduce the text of a script; bounded in time by the number of addresses that are looked at."""
    found: dict[tuple[str, Use], Found] = {}
    hosts: dict[str, int] = {}
    insecure: dict[str, tuple[Address, Use]] = {}
    for address, use in _addresses(text):
        kind = home.kind_of(address.url)
        if kind is not None and len(found) < _MOST_WRITTEN:
            found.setdefault((address.shown, use), Found(address, kind, use))
        elif kind is None and (use.called or _rank(address.url, home) < _NO_PROGRAM):
            hosts.setdefault(address.host, _rank(address.url, home))
            if address.scheme in {"http", "ws"} and use != Use():
                insecure.setdefault(address.shown, (address, use))
    return Script(
        found=tuple(found.values()),
        keys=payment_keys(text),
        hosts=tuple(sorted(hosts, key=lambda host: hosts[host]))[:_MOST_HOSTS],
        insecure=tuple(insecure.values())[:_MOST_INSECURE],
        source_map=source_map(text),
    )


def source_map(text: str) -> str:
    """The map that the end of a script or style sheet names; empty when there is none."""
    found = _MAP.findall(text[-1200:])
    return found[-1] if found else ""


def _addresses(text: str) -> Iterator[tuple[Address, Use]]:
    for count, hit in enumerate(_ADDRESS.finditer(text)):
        if count == _MOST_HITS:
            return
        rest = _REST.match(text, hit.end(), hit.end() + _LONGEST)
        if rest is None or (text.startswith("${", rest.end()) and "/" not in rest[0]):
            continue  # nothing, or a host of which a part is known only when the script runs
        written = (hit[0] + rest[0]).replace("\\/", "/").rstrip(".,;:!?)")
        address = read(written)
        if address is not None:
            before = text[max(hit.start() - BEFORE, 0) : hit.start()]
            use = use_of(before, text[rest.end() : rest.end() + 2], address.url)
            if use != Use() and in_comment(text[max(hit.start() - _COMMENT, 0) : hit.start()]):
                use = Use()
            yield address, use


def _rank(url: Url, home: Home) -> int:
    """The site's own hosts first, then backends at providers, then what is called like a program."""
    if registrable(url.host) in {registrable(host) for host in home.hosts}:
        return 0
    if _BACKEND.search(url.host):
        return 1
    return 2 if _PROGRAM.search(url.host) else _NO_PROGRAM
