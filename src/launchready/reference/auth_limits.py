"""What sign-in services let one address do, as they document it (auth_limits.toml)."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from launchready.model.limit import Limit, SignInService
from launchready.reference.read import rows, table, value

__all__ = ["Limit", "SignInService", "read_on", "service_of", "services", "smallest_mail_quota"]


@cache
def services() -> tuple[SignInService, ...]:
    """Read the table once."""
    return rows(table("auth_limits.toml"), "sign_in_service", SignInService, "auth_limits")


@cache
def read_on() -> date:
    """The day on which the table was read from its sources."""
    return value({"on": table("auth_limits.toml")["read_on"]}, dict[str, date], "auth_limits")["on"]


def service_of(hosts: Iterable[str]) -> SignInService | None:
    """The service to which the first of these hosts belongs that belongs to any."""
    for host in hosts:
        for service in services():
            if any(host == suffix or host.endswith(f".{suffix}") for suffix in service.hosts):
                return service
    return None


@cache
def smallest_mail_quota() -> Limit:
    """What an app may send of which nothing is known: the smallest free quota of the usual mail services."""
    return value({"limit": table("auth_limits.toml")["smallest_mail_quota"]}, dict[str, Limit], "auth_limits")["limit"]
