"""Short ways to say what an address allowed to whom."""

from launchready.facts.asset import Asset, AssetKind
from launchready.facts.cors import Asked, Cors, CorsReply, Endpoint
from launchready.facts.page import Call, Meta, Page, PageHeaders, PageRole
from launchready.formats.url import Url, parse
from launchready.model.subject import Subject

OWN = "https://club.example"
API = "https://api.club.example/"
SENT = {
    Asked.OWN: OWN,
    Asked.ANY: "https://0a1b2c3d4e5f.example",
    Asked.NULL: "null",
    Asked.PREFIX: "https://evilclub.example",
    Asked.SUFFIX: "https://club.example.0a1b2c3d4e5f.example",
    Asked.PLAIN: "http://club.example",
    Asked.SUBDOMAIN: "https://x.club.example",
}


def said(asked: Asked, allow: str | None = "same", method: str = "GET", **more) -> CorsReply:
    """One answer; "same" sends the origin back."""
    return CorsReply(
        asked=asked,
        method=method,
        origin=SENT[asked],
        allow_origin=SENT[asked] if allow == "same" else allow,
        **{"status": 200, **more},
    )


def silent(*methods: str) -> tuple[CorsReply, ...]:
    """An address that says nothing about origins."""
    return tuple(
        said(asked, None, method) for method in methods or ("GET", "OPTIONS") for asked in (Asked.OWN, Asked.ANY)
    )


def cors(*replies: CorsReply, url: str = f"{OWN}/", endpoint: Endpoint = Endpoint.LANDING, **more) -> Cors:
    there = _url(url)
    return Cors(
        subject=Subject.host(there.host),
        url=url,
        path=there.path,
        endpoint=endpoint,
        own_origin=OWN,
        cross_origin=there.origin != OWN,
        replies=replies,
        **more,
    )


def call(url: str, status: int = 200, failed: str = "", method: str = "GET") -> Call:
    there = _url(url)
    return Call(
        url=url, scheme=there.scheme, host=there.host, path=there.path, method=method, status=status, failed=failed
    )


def page(*calls: Call, rendered: bool = True, **more) -> Page:
    return Page(
        subject=Subject.host("club.example"),
        url=f"{OWN}/",
        path="/",
        role=PageRole.LANDING,
        rendered=rendered,
        calls=calls,
        headers=PageHeaders(),
        **{
            "status": 200,
            "content_type": "text/html",
            "shell": False,
            "words": 90,
            "bytes": 4000,
            "meta": Meta(),
            **more,
        },
    )


def script(*hosts: str) -> Asset:
    return Asset(
        subject=Subject.site("club.example"),
        url=f"{OWN}/assets/app.js",
        host="club.example",
        path="/assets/app.js",
        kind=AssetKind.SCRIPT,
        status=200,
        own_host=True,
        hosts=hosts,
    )


def _url(text: str) -> Url:
    url = parse(text)
    assert isinstance(url, Url), text
    return url
