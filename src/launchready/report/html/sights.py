"""What a member sees of a problem, drawn: a browser window or the card in a chat."""

from dataclasses import dataclass

from launchready.model.run import FindingLine, ResultLine
from launchready.report.html.marks import big
from launchready.report.html.markup import Markup, el


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A browser window: a drawing, what the browser says, its own word for it, what the caption says."""

    drawing: str
    says: str
    below: str
    caption: str
    code: str = ""
    insecure: bool = False


_LOOP = Window(
    drawing="circle",
    says="This page isn’t working",
    below="{host} sent you round in a circle.",
    code="ERR_TOO_MANY_REDIRECTS",
    caption="What a visitor sees: the browser gives up after too many turns.",
)
_CERTIFICATE = Window(
    drawing="warning",
    says="Your connection is not private",
    below="Attackers might be trying to steal your information from {host}.",
    caption="What a visitor sees: a full page that warns of you.",
    insecure=True,
)
_UNREACHABLE = Window(
    drawing="unplugged",
    says="This site can’t be reached",
    below="{host} took too long, or there is no such address.",
    caption="What a visitor sees: nothing of yours at all.",
)
_ERROR = Window(
    drawing="broken",
    says="This page isn’t working right now",
    below="{host} could not handle the request.",
    caption="What a visitor sees: an error instead of your page.",
)
_PLAIN = Window(
    drawing="eye",
    says="Not secure",
    below="What is typed here can be read on the way.",
    caption="What a visitor sees: the browser’s warning beside your address.",
    insecure=True,
)
_WALL = Window(
    drawing="lock",
    says="Sign in to continue",
    below="This is your host’s own sign-in. Your guests have no account there.",
    caption="What a visitor sees: somebody else’s sign-in instead of your page.",
)
_STAGING = Window(
    drawing="eye",
    says="Your unfinished copy",
    below="{host} opens for anybody, and search engines may list it.",
    caption="What a stranger sees: the version that you meant to keep to yourself.",
)
_BLANK = Window(
    drawing="broken",
    says="Part of this page is missing",
    below="The browser refused to load what comes over an insecure connection.",
    caption="What a visitor sees: a page that stays empty or does nothing.",
)
_NOT_FOUND = Window(
    drawing="broken",
    says="404: this page could not be found",
    below="The link works inside the app, and not when somebody opens it.",
    caption="What a visitor sees who follows a link to a page of yours.",
)
WINDOWS = {
    "redirects/loop": _LOOP,
    "cdn/flexible-tls": _LOOP,
    "tls/expired": _CERTIFICATE,
    "tls/untrusted": _CERTIFICATE,
    "tls/wrong-host": _CERTIFICATE,
    "tls/incomplete-chain": _CERTIFICATE,
    "dns/canonical-missing": _UNREACHABLE,
    "dns/apex-missing": _UNREACHABLE,
    "dns/www-missing": _UNREACHABLE,
    "dns/servfail": _UNREACHABLE,
    "tls/https-missing": _UNREACHABLE,
    "headers/hsts-breaks-subdomain": _UNREACHABLE,
    "hosts/required-down": _ERROR,
    "hosts/login-wall": _WALL,
    "hosts/staging-public": _STAGING,
    "redirects/http-served": _PLAIN,
    "redirects/downgrade": _PLAIN,
    "content/mixed-blockable": _BLANK,
    "content/localhost": _BLANK,
    "cors/own-frontend-refused": _BLANK,
    "content/deep-link-missing": _NOT_FOUND,
}
CARD = "content/share-preview"


def sight(finding: FindingLine, line: ResultLine) -> Markup | None:
    """Draw what a member sees; None where the words say it better."""
    if line.check == CARD:
        return _card(finding, line)
    window = WINDOWS.get(line.check)
    if window is None:
        return None
    address = _address(finding, line)
    host = _host(address)
    where = [el("b", "Not secure  "), address] if window.insecure else [address]
    return el(
        "figure",
        el(
            "div",
            el("div", el("i"), el("i"), el("i"), el("span", *where, class_="where"), class_="head"),
            el(
                "div",
                big(window.drawing),
                el("b", window.says),
                el("span", window.below.replace("{host}", host[:80])),
                el("code", window.code) if window.code else None,
                class_="pane",
            ),
            class_="window",
            aria_hidden="true",
        ),
        el("figcaption", window.caption),
        class_="sight",
    )


def _address(finding: FindingLine, line: ResultLine) -> str:
    """Give the address that stands in the window: the first that the finding names, else the host."""
    named = next((place.name for place in finding.places if place.kind == "url"), "")
    return named or line.subject.name.partition("@")[0]


def _host(address: str) -> str:
    """Give the host of an address that may be no address at all."""
    return (address.partition("://")[2] or address).partition("/")[0]


def _card(finding: FindingLine, line: ResultLine) -> Markup:
    """Draw the card that a chat shows for the link."""
    drawn = finding.sight
    title, description = drawn.get("card_title", ""), drawn.get("card_description", "")
    picture = drawn.get("card_picture", "")
    host = drawn.get("card_host", "") or _host(_address(finding, line))
    return el(
        "figure",
        el(
            "div",
            el(
                "div",
                el("div", el("span", "the picture" if picture else "no picture"), class_="picture"),
                el(
                    "div",
                    el("b", title or host),
                    el("span", description) if description else None,
                    el("span", host),
                    class_="words",
                ),
                class_="bubble",
            ),
            class_="chat",
            aria_hidden="true",
        ),
        el("figcaption", "What people see when you post the link in a chat."),
        class_="sight",
    )
