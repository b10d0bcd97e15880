"""The sample's names and addresses, in one place.

The addresses are those of RFC 5737, which no one on the internet has: a program that is not told where the sample
really listens (the pins) reaches nobody at all. `example` is reserved in the same way by RFC 2606.
"""

from dataclasses import dataclass

ZONE = "club.example"
URL = "https://club.example/"
WWW = "www.club.example"
APP = "app.club.example"
API = "api.club.example"
ADMIN = "admin.club.example"
MEMBERS = "members.club.example"
BLOG = "blog.club.example"
STAGING = "staging.club.example"
SHOP = "shop.club.example"
DEV = "dev.club.example"

# Hosts that stand in the clean sample.
HOSTS = (ZONE, WWW, APP, API, ADMIN, MEMBERS, BLOG, STAGING)

# What the sample's owner would call needed: the lead passes it on where a declaration is asked for.
DECLARED = (APP, API, ADMIN, MEMBERS)

CA_HOST = "certs.sample-trust.example"
CA_DOMAIN = "sample-trust.example"
GONE_HOST = "club-blog.closed-hosting.example"

# IANA's list of registries, and the registry of `example`, which knows until when the club's name is paid.
IANA = "data.iana.org"
REGISTRY = "rdap.registry.example"

WEB = "203.0.113.10"
OLD_SERVER = "203.0.113.20"
PLAIN_SERVER = "203.0.113.30"
PRIVATE = "10.0.0.5"


@dataclass(frozen=True)
class NameServer:
    """A name server of the sample: its name, and the documentation address it has in the sample's own DNS."""

    name: str
    address: str


ROOT_SERVER = NameServer("a.servers.example", "198.51.100.2")
PARENT_SERVER = NameServer("b.servers.example", "198.51.100.1")
NS1 = NameServer("ns1.club.example", "198.51.100.53")
NS2 = NameServer("ns2.club.example", "192.0.2.53")
NS3 = NameServer("ns3.club.example", "192.0.2.153")
