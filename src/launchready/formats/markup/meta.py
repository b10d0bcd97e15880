"""What a page says about itself to browsers, chats and crawlers."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from launchready.facts.page import Meta
from launchready.formats.address import cut, read
from launchready.formats.plain import plain
from launchready.formats.url import Url, masked_text

_LONGEST = 200
_FIRST = 300
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,3}")
_ICON = ("icon", "shortcut icon")


@dataclass(frozen=True, slots=True)
class Said:
    """What the page says, with the addresses of its pictures as they are asked for: never recorded."""

    meta: Meta
    picture: Url | None
    icon: Url | None
    policy: str | None


def said(tree: LexborHTMLParser, base: Url, title: str) -> Said:
    """Read the head; the first of each name counts, as for those who read it."""
    names = _names(tree)
    links = _links(tree)
    picture = names.get("og:image") or names.get("og:image:url") or names.get("og:image:secure_url") or ""
    twitter = names.get("twitter:image") or names.get("twitter:image:src") or ""
    icon = next((links[name] for name in _ICON if name in links), "")
    root = tree.css_first("html")
    language = (root.attributes.get("lang") or "") if root else ""
    meta = Meta(
        title=title,
        description=plain(names.get("description", ""), _LONGEST),
        og_title=plain(names.get("og:title", ""), _LONGEST),
        og_description=plain(names.get("og:description", ""), _LONGEST),
        og_image=_shown(picture, base),
        og_url=_shown(names.get("og:url", ""), base),
        twitter_title=plain(names.get("twitter:title", ""), _LONGEST),
        twitter_image=_shown(twitter, base),
        canonical=_shown(links.get("canonical", ""), base),
        icon=_shown(icon, base),
        generator=plain(names.get("generator", ""), _LONGEST),
        robots=plain(", ".join(names[name] for name in ("robots", "googlebot") if name in names), _LONGEST),
        viewport=plain(names.get("viewport", ""), _LONGEST),
        language=language if _LANGUAGE.fullmatch(language) else "",
    )
    return Said(meta, _url(picture or twitter, base), _url(icon, base), _policy(tree))


def _names(tree: LexborHTMLParser) -> dict[str, str]:
    """Content by name or property; chats take either attribute for either kind."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]")[:_FIRST]:
        content = (node.attributes.get("content") or "").strip()
        for attribute in ("property", "name"):
            name = (node.attributes.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _links(tree: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.css("link[rel][href]")[:_FIRST]:
        rel = " ".join((node.attributes.get("rel") or "").lower().split())
        if href := (node.attributes.get("href") or "").strip():
            found.setdefault(rel, href)
    return found


def _policy(tree: LexborHTMLParser) -> str | None:
    """The Content-Security-Policy of the markup; a browser takes it in the head only (CSP 3 section 3.3)."""
    elements = tree.css("head meta[http-equiv=content-security-policy i][content]")[:5]
    policies = [content for node in elements if (content := node.attributes.get("content"))]
    return ", ".join(policies) if policies else None


def _shown(written: str, base: Url) -> str:
    if not written:
        return ""
    address = read(written, base)
    return address.shown if address else cut(masked_text(written, base))


def _url(written: str, base: Url) -> Url | None:
    address = read(written, base) if written else None
    return address.url if address else None
