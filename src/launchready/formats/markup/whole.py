"""A page's markup, put together: what it says, loads, links, sends and holds. Never its text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

from launchready.facts.page import AddressKind, Form, Meta, PaymentKey, Resource, ResourceKind, Where, WrittenAddress
from launchready.formats.address import Address, Home, read
from launchready.formats.html import parsed
from launchready.formats.markup.forms import forms
from launchready.formats.markup.links import Found as FoundLink
from launchready.formats.markup.links import links
from launchready.formats.markup.loads import Load, loads
from launchready.formats.markup.meta import said
from launchready.formats.markup.shell import count_words, is_few, is_frame, readable
from launchready.formats.markup.source import attributes, source
from launchready.formats.payment_key import payment_keys
from launchready.formats.plain import plain
from launchready.formats.script import Script, script
from launchready.formats.sight import comes_later, letters, pictured, things
from launchready.formats.url import Url

_MOST_WRITTEN = 40
_MOST_KEYS = 20
_LONGEST_SCRIPTS = 400_000
_UPGRADES = re.compile(r"(?:^|[;,])\s*upgrade-insecure-requests\s*(?:[;,]|$)", re.IGNORECASE)
# Attributes in which a page hands settings to its scripts.
_SETTING = re.compile(r"data-[\w-]*(?:api|endpoint|backend|server|base|host|socket|graphql|ws)[\w-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """The parts of a page. What `links`, `loaded`, `picture`, `icon` and `shown` hold is for asking and never recorded.

    `shown` is None where the markup was not taken apart.
    """

    meta: Meta = field(default_factory=Meta)
    policy: str | None = None
    links: tuple[FoundLink, ...] = ()
    forms: tuple[Form, ...] = ()
    loaded: tuple[Load, ...] = ()
    resources: tuple[Resource, ...] = ()
    written: tuple[WrittenAddress, ...] = ()
    keys: tuple[PaymentKey, ...] = ()
    script: Script = field(default_factory=Script)
    words: int = 0
    shell: bool = False
    picture: Url | None = None
    icon: Url | None = None
    shown: "Shown | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a visitor may see: the readable text, what pictures say of themselves, and the rest as in `Sight`."""

    text: str
    pictured: str
    things: int
    later: bool

    @property
    def words(self) -> int:
        """How many words can be read."""
        return count_words(self.text)

    @property
    def letters(self) -> int:
        """How many characters can be read."""
        return letters(self.text)


def read_markup(text: str, url: Url, home: Home) -> Markup:
    """Reduce the markup of the page at `url`; an empty reduction where it is built to break parsers."""
    bare = source(text)
    tree = parsed(bare.text)
    if tree is None:
        return Markup()
    base = _base(tree, url)
    head = said(tree, base, _title(tree))
    found_links = links(tree, base)
    found_forms = forms(tree, base)
    loaded = loads(tree, base)
    inline = script(_inline(tree), home)
    frame = is_frame(tree, bare.without_script)
    place = Address(url.scheme, url).shown
    noted = tuple(attributes(bare.text))
    written = [
        *_of_loads((address for address, _ in loaded), home, place),
        *_of_loads((address for _, address in found_forms), home, place),
        *of_script(inline, Where.INLINE_SCRIPT, place),
        *_of_notes(noted, home, place),
        *_of_links(found_links, home, place),
    ]
    keys = dict.fromkeys((*payment_keys("\n".join(value for _, value in noted)), *inline.keys))
    shown = _shown(tree)
    return Markup(
        meta=head.meta,
        policy=head.policy,
        links=found_links,
        forms=tuple(form for form, _ in found_forms),
        loaded=loaded,
        resources=tuple(_resources(loaded, inline)),
        written=tuple(dict.fromkeys(written))[:_MOST_WRITTEN],
        keys=tuple(PaymentKey(provider=key.provider, form=key.form, test=key.test, place=place) for key in keys)[
            :_MOST_KEYS
        ],
        script=inline,
        words=shown.words,
        shell=frame and is_few(shown.words),
        picture=head.picture,
        icon=head.icon,
        shown=shown,
    )


def _shown(tree: LexborHTMLParser) -> Shown:
    """Take the sight of a page; its text comes last, because that takes elements out of the tree."""
    things_of, later, said_by = things(tree), comes_later(tree), pictured(tree)
    return Shown(text=readable(tree), pictured=said_by, things=things_of, later=later)


def upgrades(*policies: str | None) -> bool:
    """Whether a policy makes the browser ask for http resources by https (CSP, upgrade-insecure-requests)."""
    return any(_UPGRADES.search(policy) for policy in policies if policy)


def _base(tree: LexborHTMLParser, url: Url) -> Url:
    """What relative addresses are relative to: the first `base` element that has an address."""
    element = tree.css_first("base[href]")
    address = read(element.attributes.get("href") or "", url) if element else None
    return address.url if address else url


def _title(tree: LexborHTMLParser) -> str:
    element = tree.css_first("head title")  # drawings in the body have titles of their own
    return plain(element.text(), 200) if element else ""


def _inline(tree: LexborHTMLParser) -> str:
    """The inline scripts, those that only hold data included: frameworks hand settings over in them."""
    bodies: list[str] = []
    length = 0
    for node in tree.css("script:not([src])")[:300]:
        kind = (node.attributes.get("type") or "").lower()
        if "ld+json" in kind or "template" in kind or kind in {"text/html", "text/plain"}:
            continue
        body = node.text()
        length += len(body)
        if length > _LONGEST_SCRIPTS:
            break
        bodies.append(body)
    return "\n".join(bodies)


def _resources(loaded: tuple[Load, ...], inline: Script) -> Iterator[Resource]:
    """What the page loads, and what its inline scripts call insecurely: those are part of the markup too."""
    for address, kind in loaded:
        yield Resource(url=address.shown, scheme=address.scheme, host=address.host, kind=kind, in_markup=True)
    yield from insecure(inline)


def insecure(made: Script) -> Iterator[Resource]:
    """What a script calls, or has set as the address of a program, without encryption.

    `in_markup` is false where it is only set: then something has yet to call it.
    """
    for address, use in made.insecure:
        kind = ResourceKind.SOCKET if address.scheme == "ws" else ResourceKind.OTHER
        yield Resource(url=address.shown, scheme=address.scheme, host=address.host, kind=kind, in_markup=use.called)


def of_script(made: Script, where: Where, place: str) -> Iterator[WrittenAddress]:
    """The wrong addresses of a script as facts; those that it uses come first."""
    for found in sorted(made.found, key=lambda one: (not one.use.called, not one.use.assigned)):
        yield WrittenAddress(
            url=found.address.shown,
            host=found.address.host,
            kind=found.kind,
            where=where,
            place=place,
            used=found.use.called,
            assigned=found.use.assigned,
        )


def _of_loads(loaded: Iterable[Address], home: Home, place: str) -> Iterator[WrittenAddress]:
    """What the page loads or sends to."""
    yield from (_written(address, kind, place, used=True) for address in loaded if (kind := home.kind_of(address.url)))


def _of_links(found: Iterable[FoundLink], home: Home, place: str) -> Iterator[WrittenAddress]:
    for link in found:
        kind = home.kind_of(link.address.url)
        if kind is not None:
            yield _written(link.address, kind, place, used=False)


def _of_notes(noted: Iterable[tuple[str, str]], home: Home, place: str) -> Iterator[WrittenAddress]:
    for name, value in noted:
        address = read(value) if _SETTING.fullmatch(name) else None
        kind = home.kind_of(address.url) if address else None
        if address is not None and kind is not None:
            yield _written(address, kind, place, used=False, assigned=True)


def _written(address: Address, kind: AddressKind, place: str, *, used: bool, assigned: bool = False) -> WrittenAddress:
    return WrittenAddress(
        url=address.shown,
        host=address.host,
        kind=kind,
        where=Where.MARKUP,
        place=place,
        used=used,
        assigned=assigned,
    )
