"""How long the world takes, in hours; read 2026-11.

Sources: RFC 2308 and RFC 1035 (old answers live for their TTL); Let's Encrypt and the hosts' pages
on issuing certificates (minutes, an hour when validation is retried); registrars' pages on
nameserver changes (the parent's NS TTL is up to 48 h, most visitors follow within 24 h).
"""

CERTIFICATE_HOURS = 1.0
NAMESERVER_HOURS = 24.0
REGISTRAR_HOURS = 24.0


def hours_of(wait: str, ttl_hours: float) -> float:
    """Give the hours of a kind of wait; `ttl_hours` is the longest TTL really measured."""
    return {
        "none": 0.0,
        "dns-ttl": round(ttl_hours, 2),
        "certificate": CERTIFICATE_HOURS,
        "nameservers": NAMESERVER_HOURS,
        "registrar": REGISTRAR_HOURS,
    }[wait]
