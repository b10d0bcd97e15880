"""What can be broken in the sample: one value per fault, named by the check that should notice it.

What a fault does stands where the thing itself is made: records in `records.py`, certificates in `certificates.py`,
answers in `front.py`. Each of them asks only whether the fault's id is switched on.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """A switch: the id of the check it trips, the host it is about, and one line of what people notice."""

    id: str
    host: str
    seen: str
    hidden_by: frozenset[str] = field(default=frozenset())


class UnknownFault(Exception):
    """No fault has that id. The text names the nearest thing to do."""

    def __init__(self, fault: str) -> None:
        super().__init__(f"there is no fault called {fault!r} in the sample; `launchready tour --faults` lists them")


def _fault(fault: str, host: str, seen: str, *hidden_by: str) -> Fault:
    return Fault(fault, host, seen, frozenset(hidden_by))


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
    _fault("hosts/staging-public", "staging", "The staging site is open to everybody and to search engines."),
    _fault("hosts/dangling", "blog", "blog points to a hosting account that is gone: whoever takes it is you."),
    _fault(
        "hosts/wildcard",
        "zone",
        "Any word before the domain shows the site, misspelt ones too.",
        "dns/www-missing",
        "dns/doubled-name",
    ),
    _fault("hosts/login-wall", "club", "The link you share asks visitors to sign in to your hosting account."),
    _fault("hosts/required-down", "admin", "Nobody is behind admin: it answers 502 Bad Gateway."),
    _fault("headers/hsts-missing", "club", "The browser is never told to come by the safe address only."),
    _fault(
        "headers/hsts-breaks-subdomain",
        "shop",
        "Browsers insist on the safe address for shop, which has none.",
        "headers/hsts-missing",
    ),
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
    "headers/hsts-missing",
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


def hiding(ids: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs (hidden, by) within a set of faults: the first cannot be seen while the second is on."""
    wanted = frozenset(ids)
    return [(one, other) for one in sorted(wanted) for other in sorted(BY_ID[one].hidden_by & wanted)]
