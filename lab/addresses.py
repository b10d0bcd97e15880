"""The address plan. Everything stands in 127.53.0.0/16 and in one IPv6 documentation network on `lo`."""

ROOT_SERVER = "127.53.0.1"
TLD_SERVER = "127.53.0.2"
NS1 = "127.53.0.11"
NS2 = "127.53.0.12"
NOBODY = "127.53.0.13"  # nothing listens here: refused at once
RESOLVERS = ("127.53.0.53", "127.53.0.54")
APP = "127.53.2.1"
APP_PORT = 8000
REGISTRY = "127.53.3.2"  # who registered what, and the list of registries
SHARED_WEB = "127.53.3.1"  # provider landing pages that several scenarios share

# ULA would rightly be called private by the audit; the documentation network reads as public.
V6_PREFIX = "2001:db8:53:"
V6_NOWHERE = "2001:db8:dead::1"  # no route leads there: a machine without IPv6 sees every AAAA like this

# The places a scenario may give a role to; each scenario has a block of eight.
ROLES = ("web", "second", "third", "fourth", "ns-a", "ns-b", "resolver", "origin")
BLOCK = 8
BLOCKS_IN_A_NET = 30  # neither .0 nor .255 is given out
FIRST_NET = 16


def block(index: int) -> dict[str, str]:
    """The addresses of the scenario with this place in the sorted list, by role."""
    net, place = divmod(index, BLOCKS_IN_A_NET)
    base = f"127.53.{FIRST_NET + net}."
    places = {role: f"{base}{1 + place * BLOCK + offset}" for offset, role in enumerate(ROLES)}
    places["web6"] = f"{V6_PREFIX}{index + 1:x}::1"
    places["second6"] = f"{V6_PREFIX}{index + 1:x}::2"
    return places
