"""The lab's registry as RDAP shows it (RFC 9083), and the list of registries (RFC 9224)."""

import datetime as dt
import json

from lab.message import Answer, Ask

RDAP = "application/rdap+json"
ENDINGS = ("example", "test", "com", "net", "org", "app", "dev", "io", "uk", "de")
USUAL_DAYS = 200


def bootstrap() -> Answer:
    """What IANA publishes: which server knows which endings."""
    services = [[list(ENDINGS), ["https://rdap.provider.test/"]]]
    text = {"version": "1.0", "publication": "2026-11-01T00:00:00Z", "services": services}
    return Answer(200, json.dumps(text).encode(), "application/json")


def domain(ask: Ask, words: str) -> Answer:
    """
    One registration. The words are `zone=<days left>[,<status>...]` for names that are not as usual;
    `none` in place of days: the registry gives no date, `missing`: it knows no such name, `limit`: it is asked too often.
    """
    name = ask.path.rpartition("/domain/")[2].lower()
    special = dict(word.split("=", 1) for word in words.split())
    days, *statuses = special.get(name, str(USUAL_DAYS)).split(",")
    if days == "missing":
        return Answer(404, b'{"errorCode": 404}', RDAP)
    if days == "limit":
        return Answer(429, b"{}", RDAP, (("Retry-After", "600"),))
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    events = [{"eventAction": "registration", "eventDate": _stamp(now - dt.timedelta(days=700))}]
    if days != "none":
        events.append({"eventAction": "expiration", "eventDate": _stamp(now + dt.timedelta(days=float(days), hours=1))})
    person = ["vcard", [["version", {}, "text", "4.0"], ["fn", {}, "text", "Sample Registrar Ltd"]]]
    text = {
        "objectClassName": "domain",
        "ldhName": name,
        "status": [status.replace("-", " ") for status in statuses] or ["active"],
        "events": events,
        "entities": [{"objectClassName": "entity", "roles": ["registrar"], "handle": "9999", "vcardArray": person}],
        "rdapConformance": ["rdap_level_0"],
    }
    return Answer(200, json.dumps(text).encode(), RDAP)


def _stamp(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
