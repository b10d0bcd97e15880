"""Which certificate each host of the sample shows, for any set of faults. Values only; `authority.py` makes them."""

from dataclasses import dataclass

from launchready.tour import names

# Today's common case: 90 days, renewed well before a third of it is left.
LIFETIME_DAYS = 90
AGE_DAYS = 10


@dataclass(frozen=True)
class Wish:
    """A certificate as it should be made: its names, its age in days, and what is wrong about it."""

    names: tuple[str, ...]
    age_days: int = AGE_DAYS
    complete: bool = True
    trusted: bool = True


def wishes(on: frozenset[str]) -> dict[str, Wish]:
    """Host to certificate. A host that is not there has none: the handshake ends with `unrecognized_name`."""
    plan = {host: Wish((host,)) for host in (*names.HOSTS, names.IANA, names.REGISTRY)}
    plan[names.ZONE] = plan[names.WWW] = Wish((names.ZONE, names.WWW))
    if "tls/expired" in on:
        plan[names.API] = Wish((names.API,), age_days=LIFETIME_DAYS + 3)
    if "tls/expiring" in on:
        plan[names.ADMIN] = Wish((names.ADMIN,), age_days=LIFETIME_DAYS - 18)
    if "tls/incomplete-chain" in on:
        plan[names.APP] = Wish((names.APP,), complete=False)
    if "tls/untrusted" in on:
        plan[names.APP] = Wish((names.APP,), trusted=False)
    if "tls/wrong-host" in on:
        plan[names.MEMBERS] = Wish(("shared.closed-hosting.example",))
    if "hosts/dangling" in on:
        del plan[names.BLOG]
    return plan


def for_host(on: frozenset[str], host: str) -> Wish | None:
    """The certificate for a name asked for by SNI; with a wildcard record, one for any single label."""
    wish = wishes(on).get(host)
    label, _, zone = host.partition(".")
    if wish is None and "hosts/wildcard" in on and label and zone == names.ZONE:
        return Wish((f"*.{names.ZONE}",))
    return wish
