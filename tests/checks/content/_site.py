"""Short ways to write down pages and files as they were seen."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from launchready.facts.asset import Asset, AssetKind, SharePicture, Twin
from launchready.facts.page import (
    AddressKind,
    Call,
    Form,
    FormPurpose,
    Link,
    Meta,
    Page,
    PageHeaders,
    PageRole,
    PaymentKey,
    Resource,
    ResourceKind,
    Where,
    WrittenAddress,
)
from launchready.model.subject import Subject
from tests.checks.cases import CLUB

SITE = Subject.site(CLUB.host)
HOME = "https://club.example/"
LOGIN = "https://club.example/login"
ABOUT = "https://club.example/about"
BUNDLE = "https://club.example/assets/index-4f3a.js"
GOOD = Meta(title="Calm Club", description="A community for calm people.", og_image="https://club.example/card.png")


def page(url: str = HOME, role: PageRole = PageRole.LANDING, **more: Any) -> Page:
    """A page as it was sent; `rendered=True` for a browser's view."""
    parts = urlsplit(url)
    words = {
        "subject": Subject.host(parts.hostname or ""),
        "url": url,
        "path": parts.path,
        "role": role,
        "rendered": False,
        "status": 200,
        "content_type": "text/html",
        "shell": False,
        "words": 200,
        "bytes": 4000,
        "meta": GOOD,
        "headers": PageHeaders(),
    }
    return Page(**{**words, **more})


def seen_by_browser(of: Page, **more: Any) -> Page:
    return replace(of, rendered=True, shell=False, **more)


def part(url: str, kind: ResourceKind = ResourceKind.SCRIPT, **more: Any) -> Resource:
    parts = urlsplit(url)
    return Resource(
        **{"url": url, "scheme": parts.scheme, "host": parts.hostname or "", "kind": kind, "in_markup": True, **more}
    )


def link(url: str) -> Link:
    parts = urlsplit(url)
    return Link(url=url, scheme=parts.scheme, host=parts.hostname or "", path=parts.path)


def form(action: str, purpose: FormPurpose = FormPurpose.CONTACT) -> Form:
    parts = urlsplit(action)
    return Form(
        action=action,
        action_scheme=parts.scheme,
        action_host=parts.hostname or "",
        method="POST",
        purpose=purpose,
        fields=("text",),
    )


def call(url: str, status: int = 0, failed: str = "") -> Call:
    parts = urlsplit(url)
    return Call(
        url=url,
        scheme=parts.scheme,
        host=parts.hostname or "",
        path=parts.path,
        method="GET",
        status=status,
        failed=failed,
    )


def written(
    url: str, *, where: Where = Where.FILE, kind: AddressKind = AddressKind.LOCALHOST, place: str = BUNDLE, **more: Any
) -> WrittenAddress:
    return WrittenAddress(
        **{
            "url": url,
            "host": urlsplit(url).hostname or "",
            "kind": kind,
            "where": where,
            "place": place,
            "used": False,
            **more,
        }
    )


def file(url: str = BUNDLE, **more: Any) -> Asset:
    parts = urlsplit(url)
    own = (parts.hostname or "").endswith(CLUB.apex)
    return Asset(
        **{
            "subject": SITE,
            "url": url,
            "host": parts.hostname or "",
            "path": parts.path,
            "kind": AssetKind.SCRIPT,
            "status": 200,
            "own_host": own,
            **more,
        }
    )


def twin(url: str, *, answers: bool, kind: ResourceKind = ResourceKind.IMAGE) -> Twin:
    return Twin(subject=SITE, url=url, kind=kind, answers=answers)


def picture(
    status: int = 200, content_type: str = "image/png", width: int = 1200, height: int = 630, purpose: str = "og"
) -> SharePicture:
    return SharePicture(
        subject=SITE,
        purpose=purpose,
        url="https://club.example/card.png",
        status=status,
        content_type=content_type,
        bytes=9000,
        width=width,
        height=height,
    )


def key(place: str, *, test: bool, provider: str = "stripe") -> PaymentKey:
    return PaymentKey(provider=provider, form="pk_test_51Ab…9x" if test else "pk_live_51Ab…9x", test=test, place=place)
