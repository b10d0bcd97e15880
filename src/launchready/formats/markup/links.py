"""Where a page's links lead, and which of them lead to signing in."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from launchready.facts.page import Link
from launchready.formats.address import Address, read
from launchready.formats.url import Url

MOST = 200
_MOST_NODES = 2000
# What addresses of sign-ins are called: a whole part of the path, or the first label of a host.
_SIGN_IN_PART = re.compile(
    r"log-?in|sign-?in|sign_in|anmelden|einloggen|connexion|entrar|iniciar-sesion|accedi|inloggen|logga-in|auth|account/login",
    re.IGNORECASE,
)
# What links to them say, as their whole text.
_SIGN_IN_WORDS = re.compile(
    r"(?:member |client |student |customer )?(?:log ?in|sign ?in|log on)|anmelden|einloggen|login|mitglieder-?login"
    r"|(?:se )?connecter|connexion|se connecter|iniciar sesi[oó]n|acceder|entrar|accedi|inloggen|aanmelden|logga in"
    r"|log ind|logg inn|kirjaudu(?: sis[aä][aä]n)?|zaloguj(?: si[eę])?|fazer login|giri[sş] yap"
    r"|войти|ログイン|登录|로그인",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\w -]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A link with its address, which is for asking and never recorded."""

    address: Address
    sign_in: bool

    @property
    def link(self) -> Link:
        """The link as it is recorded."""
        here = self.address
        return Link(url=here.shown, scheme=here.scheme, host=here.host, path=here.path, sign_in=self.sign_in)


def links(tree: LexborHTMLParser, base: Url) -> tuple[Found, ...]:
    """Every address that a link leads to, each once, in order; at most `MOST`."""
    found: dict[str, Found] = {}
    for node in tree.css("x-a[href], area[href]")[:_MOST_NODES]:
        address = read(node.attributes.get("href") or "", base)
        if address is None:
            continue
        sign_in = says_sign_in(address.url) or invites(node.text()[:200] or node.attributes.get("aria-label") or "")
        earlier = found.get(address.url.text)
        if earlier is None:
            found[address.url.text] = Found(address, sign_in)
        elif sign_in:
            found[address.url.text] = Found(earlier.address, sign_in=True)
        if len(found) == MOST:
            break
    return tuple(found.values())


def invites(text: str) -> bool:
    """Whether these are the words of a link or button to a sign-in, and no others."""
    return _SIGN_IN_WORDS.fullmatch(" ".join(_WORDS.sub(" ", text).split())) is not None


def says_sign_in(url: Url) -> bool:
    """Whether an address is called like a sign-in."""
    return any(map(_SIGN_IN_PART.fullmatch, url.path.strip("/").split("/"))) or (
        _SIGN_IN_PART.fullmatch(url.host.partition(".")[0]) is not None
    )
