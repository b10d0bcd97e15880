"""What can be broken in the sample: one value per fault, named by the check that should notice it.

What a fault does stands where the thing itself is made: records in `records.py`, certificates in `certificates.py`,
redirects in `front.py`, pages and headers in `mistakes/`. Each of them asks only whether the fault's id is switched on.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

WALL = "hosts/login-wall"


@dataclass(frozen=True)
class Fault:
    """A switch: the id of the check it trips, the host it is about, and one line of what people notice.

    `deep`: it shows only where things are tried out, with test members and proof of control.
    """

    id: str
    host: str
    seen: str
    hidden_by: frozenset[str] = field(default=frozenset())
    deep: bool = False


class UnknownFault(Exception):
    """No fault has that id. The text names the nearest thing to do."""

    def __init__(self, fault: str) -> None:
        super().__init__(f"there is no fault called {fault!r} in the sample; `launchready tour --faults` lists them")


def _fault(fault: str, host: str, seen: str, *hidden_by: str) -> Fault:
    return Fault(fault, host, seen, frozenset(hidden_by))


def _club(fault: str, seen: str, *hidden_by: str) -> Fault:
    """A fault of the club's own pages, which nobody reaches who is asked to sign in at its host."""
    return Fault(fault, "club", seen, frozenset({WALL, *hidden_by}))


def _tried(fault: str, seen: str, *hidden_by: str) -> Fault:
    return Fault(fault, "club", seen, frozenset({WALL, *hidden_by}), deep=True)


FAULTS: tuple[Fault, ...] = (
    _fault("redirects/loop", "www", "Who types www goes round in a circle and never sees a page.", "dns/www-missing"),
    _fault("redirects/foreign-host", "www", "Who types www lands on the staging site.", "redirects/loop"),
    _fault(
        "redirects/downgrade",
        "www",
        "Who types www is sent from the safe address to the unsafe one and back.",
        "redirects/loop",
    ),
    _fault(
        "redirects/split",
        "www",
        "The site lives twice, with and without www: signed in on one, a stranger on the other.",
        "redirects/loop",
    ),
    _fault("redirects/long", "www", "Who types www is handed on five times before a page comes.", "redirects/loop"),
    _fault("redirects/http-served", "club", "The unsafe http address shows the whole site, sign-in and all."),
    _fault("redirects/path-lost", "club", "A link to one session ends on the front page.", "redirects/http-served"),
    _fault(
        "redirects/temporary",
        "club",
        "Browsers are told that the safe address holds only for now.",
        "redirects/http-served",
    ),
    _fault("tls/expired", "api", "The app's data cannot be loaded: the certificate of api ran out three days ago."),
    _fault(
        "tls/expiring",
        "admin",
        "The certificate of admin runs out in 18 days and nothing has renewed it.",
        "hosts/required-down",
    ),
    _fault(
        "tls/incomplete-chain",
        "app",
        "Computers show app, some phones and all payment webhooks refuse it.",
        "tls/untrusted",
    ),
    _fault("tls/untrusted", "app", "The browser warns before app: nobody vouches for its certificate."),
    _fault("tls/wrong-host", "members", "The browser warns before members: the certificate is another site's."),
    _fault("dns/www-missing", "www", "Who types www finds nothing."),
    _fault(
        "dns/doubled-name",
        "www",
        "www was entered with the domain appended twice: it stands where nobody looks.",
        "dns/www-missing",
    ),
    _fault(
        "dns/single-nameserver",
        "zone",
        "One name server alone: when it is down, so is everything.",
        "dns/delegation-mismatch",
    ),
    _fault(
        "dns/lame-delegation",
        "zone",
        "One of two name servers does not know the domain: some visitors wait.",
        "dns/single-nameserver",
    ),
    _fault("dns/delegation-mismatch", "zone", "The registrar and the zone name different name servers."),
    _fault("dns/caa-excludes-issuer", "zone", "The next renewal will be refused: the zone forbids today's issuer."),
    _fault(
        "dns/caa-missing", "zone", "Any authority may issue a certificate for the domain.", "dns/caa-excludes-issuer"
    ),
    _fault("dns/zone-transfer-open", "zone", "Anybody may copy the list of all names of the domain."),
    _fault("dns/dnssec-unsigned", "zone", "Answers about the domain carry no signature."),
    _fault("dns/address-disagreement", "club", "Every second visitor gets the old server's page."),
    _fault("dns/private-address", "dev", "A public name points into somebody's home network."),
    _fault(
        "hosts/staging-public",
        "staging",
        "The staging site is open to everybody and to search engines.",
        "hosts/wildcard",
    ),
    _fault("hosts/dangling", "blog", "blog points to a hosting account that is gone: whoever takes it is you."),
    _fault(
        "hosts/wildcard",
        "zone",
        "Any word before the domain shows the site, misspelt ones too.",
        "dns/www-missing",
        "dns/doubled-name",
    ),
    _fault(WALL, "club", "The link you share asks visitors to sign in to your hosting account."),
    _fault("hosts/required-down", "admin", "Nobody is behind admin: it answers 502 Bad Gateway."),
    _fault("headers/hsts-missing", "club", "The browser is never told to come by the safe address only."),
    _fault(
        "headers/hsts-breaks-subdomain",
        "shop",
        "Browsers insist on the safe address for shop, which has none.",
        "headers/hsts-missing",
    ),
    _club("headers/framing-open", "Strangers may show the sign-in inside a page of theirs and catch what is typed."),
    _club("headers/hardening", "Browsers are told none of the small rules that keep a page from being abused."),
    _club("headers/debug-leak", "Who mistypes an address reads how the app is built."),
    _club("cookies/session-insecure", "On a café's Wi-Fi the sign-in can be read along and used by somebody else."),
    _club("content/share-preview", "A chat shows “Vite + React” for the link, and no picture."),
    _club("content/not-indexable", "The front page asks search engines to stay away."),
    _club("content/localhost", "A link on the front page leads to the computer of whoever built it."),
    _club("content/mixed-blockable", "A part of the page stays away: browsers refuse to load it over plain http."),
    _club("content/mixed-upgradable", "A picture is named over plain http; old browsers warn of it."),
    _club("cache/session-cacheable", "A cache may hand one visitor's session to the next."),
    _club("cache/static-uncached", "Each visit loads every file again, and uncompressed."),
    _club("cache/shared-uncached", "The front page takes a second, for every visitor anew."),
    _tried("cache/personal-shared", "A member opens the own page and sees somebody else's."),
    _tried("cache/deception", "Who sends a member a link that ends in .css reads that member's page afterwards."),
    _fault("cors/own-frontend-refused", "api", "The seats that are left never load: api refuses the club's own page."),
    _fault(
        "cors/credentialed-reflection",
        "api",
        "Any site may ask api in the name of the member who opens it.",
        "cors/own-frontend-refused",
    ),
    _fault(
        "cors/vary-missing",
        "api",
        "Now and then the seats do not load: the answer kept was meant for another site.",
        "cors/own-frontend-refused",
    ),
    _club("exposed/secrets", "Everybody can fetch the file with the passwords of the app."),
    _club("exposed/debug", "Everybody can watch who opens which page."),
    _tried("limits/login-unlimited", "Passwords may be guessed as often as anybody likes.", "limits/one-room"),
    _tried("limits/one-room", "At the demo twelve guests get in from the room's Wi-Fi, the others wait outside."),
    _tried("limits/mail-unlimited", "Anybody may fill a member's inbox with mails about a new password."),
    _fault("dns/registration-expiring", "zone", "The domain is paid for twelve more days, then it is gone."),
    _fault("monitoring/health-missing", "api", "No address says whether app and database work.", "tls/expired"),
    _club("config/payment-test-mode", "Members pay with a test card: nobody is charged."),
    _club("deploy/behind", "After the last publish the page names a style sheet that is gone: it comes bare."),
)

BY_ID: dict[str, Fault] = {fault.id: fault for fault in FAULTS}

# The story's set: none of them hides another, and the first is the one the story mends.
STORY_FAULT = "redirects/loop"
STORY: tuple[str, ...] = (
    STORY_FAULT,
    "redirects/path-lost",
    "redirects/temporary",
    "tls/expired",
    "tls/expiring",
    "hosts/staging-public",
    "dns/lame-delegation",
    "cookies/session-insecure",
    "content/share-preview",
    "headers/framing-open",
    "headers/hsts-missing",
    "cache/static-uncached",
    "dns/caa-missing",
    "dns/zone-transfer-open",
    "dns/dnssec-unsigned",
)


def known(ids: Iterable[str]) -> frozenset[str]:
    """The ids as a set; `UnknownFault` for the first that the sample does not have."""
    wanted = frozenset(ids)
    for fault in sorted(wanted):
        if fault not in BY_ID:
            raise UnknownFault(fault)
    return wanted


def needs_trying(ids: Iterable[str]) -> bool:
    """Whether one of these faults shows only where things are tried out."""
    return any(BY_ID[fault].deep for fault in known(ids))


def hiding(ids: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs (hidden, by) within a set of faults: the first cannot be seen while the second is on."""
    wanted = frozenset(ids)
    return [(one, other) for one in sorted(wanted) for other in sorted(BY_ID[one].hidden_by & wanted)]
