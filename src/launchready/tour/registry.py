"""The registry of `example`: IANA's list that names it (RFC 9224), and what it says of the club's name (RFC 9083)."""

import datetime as dt
import json

from launchready.tour import names
from launchready.tour.message import JSON, Request, Response, text

RDAP = "application/rdap+json"
DAYS_LEFT = 200
DAYS_LEFT_WHEN_SHORT = 12


def listed(request: Request) -> Response:
    """IANA's list, as far as the sample needs one."""
    if request.path != "/rdap/dns.json":
        return text(404, "Not found\n")
    services = [[["example"], [f"https://{names.REGISTRY}/"]]]
    return _said({"version": "1.0", "services": services}, JSON)


def answer(on: frozenset[str], request: Request) -> Response:
    """What the registry tells about a name; it knows one."""
    if request.path.lower() != f"/domain/{names.ZONE}":
        return _said({"errorCode": 404, "title": "no such name here"}, RDAP, status=404)
    days = DAYS_LEFT_WHEN_SHORT if "dns/registration-expiring" in on else DAYS_LEFT
    until = dt.datetime.now(dt.UTC) + dt.timedelta(days=days, hours=1)
    registrar = ["vcard", [["version", {}, "text", "4.0"], ["fn", {}, "text", "Sample Names"]]]
    return _said(
        {
            "rdapConformance": ["rdap_level_0"],
            "objectClassName": "domain",
            "ldhName": names.ZONE,
            "status": ["active"],
            "events": [{"eventAction": "expiration", "eventDate": until.strftime("%Y-%m-%dT%H:%M:%SZ")}],
            "entities": [{"objectClassName": "entity", "roles": ["registrar"], "vcardArray": registrar}],
        },
        RDAP,
    )


def _said(value: object, kind: str, *, status: int = 200) -> Response:
    return Response(status, (("Content-Type", kind), ("Cache-Control", "no-store")), json.dumps(value).encode())
