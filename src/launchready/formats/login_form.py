"""The form by which members sign in, or ask for a new password: found in a page, filled in, encoded (sans-I/O)."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from selectolax.lexbor import LexborNode

from launchready.formats.html import parsed
from launchready.formats.url import Url, parse

_MOST_FORMS = 20
_MOST_FIELDS = 100
_MOST_LINKS = 500
_MOST_TEXT = 20_000
_LONGEST_VALUE = 8192  # a token; sealed ones run to some thousand characters

# Types of an <input> that a visitor writes into (HTML, the input element); a type that nobody knows is text.
_NOT_WRITTEN = frozenset(
    "hidden submit button image reset checkbox radio file color range date datetime-local month week time number"  # noqa: SIM905 - a table of words
    " search password".split()
)
_USER = re.compile(r"e[-_]?mail|user|login|account|identifier|name|benutzer|utilisateur|usuario", re.IGNORECASE)
_NEW = re.compile(r"new[-_]?password|confirm|repeat|password[-_]?(2|again)", re.IGNORECASE)
_SIGN_IN = re.compile(
    r"\b(log|sign)[-_ ]?in\b|\banmelden\b|\beinloggen\b|\bconnexion\b|\bse connecter\b|\biniciar sesi|\baccedi\b",
    re.IGNORECASE,
)
_RESET = re.compile(
    r"reset|forgot|forgotten|recover|lost[-_ ]?password|magic[-_ ]?link|passwort[-_ ]?vergessen", re.IGNORECASE
)
# A form whose one field is an address signs in by mail where it says so: "Mail me a link", "Send code".
_LINK = re.compile(
    r"\b(e-?mail|mail|send|get|request|text)\b.{0,30}\b(link|code)\b"
    r"|\b(link|code)\b.{0,30}\b(e-?mail|log ?in|sign ?in)\b"
    r"|passwordless|without (a )?password|magic[-_ ]?(link|code)|(anmelde|login)-?(link|code)"
    r"|(link|code)\b.{0,20}\b(senden|schicken|zusenden|anfordern)|(recevoir|envoyer).{0,20}\blien\b"
    r"|(enviar|recibir).{0,20}\benlace\b",
    re.IGNORECASE,
)
_MAIL_HINT = re.compile(r"e[-_]?mail|\bmail|correo|courriel", re.IGNORECASE)
# What a page says once a mail is on its way. "You are on the list" is no mail.
_MAILED = re.compile(
    r"\b(check|look in(to)?|open|see) your (e-?mails?|in-?box|mail(box)?)\b"
    r"|\b(we|we've|we have|has been|have been|was|just)\b.{0,20}\b(sent|e-?mailed|mailed)\b"
    r"|\b(confirm|verify) your (e-?mail|subscription|address)"
    r"|\b(e-?mail|link|code|instructions) (is )?(sent|on (its|the) way)"
    r"|\b(postfach|posteingang)\b|\b(e-?mail|link|code)\b.{0,30}\b(geschickt|gesendet|verschickt)\b|\b(boîte|bandeja)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInForm:
    """A form with its own fields kept, CSRF tokens among them. Values are never recorded.

    `password_field` is empty for a form that asks for a mail: a new password, a link to sign in.
    """

    action: Url
    method: str
    user_field: str
    password_field: str
    fields: tuple[tuple[str, str], ...] = ()

    def body(self, user: str, password: str) -> bytes:
        """Fill it in as a browser does (application/x-www-form-urlencoded)."""
        own = {self.user_field: user, self.password_field: password}
        own.pop("", None)
        pairs = [(name, value) for name, value in self.fields if name not in own]
        return urlencode([*pairs, *own.items()]).encode("ascii")

    def with_fields_of(self, other: "SignInForm") -> "SignInForm":
        """Take over the fresh tokens of the same form on a later page."""
        return replace(self, fields=other.fields, action=other.action)


def login_form(html: str, url: Url) -> SignInForm | None:
    """The form of a page by which one signs in: the first with exactly one password that is not a new one."""
    for form in _forms(html):
        passwords = [field for field in form.inputs if field.type == "password"]
        if len(passwords) != 1 or not passwords[0].name or _is_new(passwords[0]):
            continue
        user = _user_field(form)
        made = _made(form, url, user, passwords[0].name) if user else None
        if made is not None:
            return made
    return None


def mail_form(html: str, url: Url) -> SignInForm | None:
    """The form of a page by which one has a mail sent: one address, no password, and words that say so."""
    return _mailing(html, url, lambda form: _names_a_password(form, url) or _says_link(form))


def link_form(html: str, url: Url) -> SignInForm | None:
    """The form of a page by which one signs in without a password: it says that a link or a code comes by mail."""
    return _mailing(
        html, url, lambda form: _says_link(form) and _SIGN_IN.search(f"{url.path} {form.words}") is not None
    )


def address_form(html: str, url: Url) -> SignInForm | None:
    """A form whose one field is an e-mail address. Only its answer tells whether it sends mail: see `says_mailed`."""
    return _mailing(html, url, _asks_an_address)


def says_mailed(html: str) -> bool:
    """Whether a page says that a mail is on its way."""
    tree = parsed(html)
    if tree is None:
        return False
    tree.strip_tags(["script", "style", "template", "head"])
    return _MAILED.search(tree.text(separator=" ")[:_MOST_TEXT]) is not None


def mail_links(html: str, url: Url) -> tuple[Url, ...]:
    """Where a page says that a new password can be asked for, on the same host."""
    return tuple(link for link in _links(html, url, _RESET) if link.host == url.host)[:3]


def _links(html: str, url: Url, words: re.Pattern[str]) -> tuple[Url, ...]:
    """The links whose path or text holds the words; formatting elements are renamed by the parser's guard."""
    tree = parsed(html)
    found = []
    for node in tree.css("x-a[href]")[:_MOST_LINKS] if tree else []:
        href = node.attributes["href"] or ""
        target = parse(href, url)
        if isinstance(target, Url) and (words.search(target.path) or words.search(node.text()[:100])):
            found.append(target)
    return tuple(dict.fromkeys(found))


def sign_in_links(html: str, url: Url) -> tuple[Url, ...]:
    """Where a page says that members sign in."""
    return _links(html, url, _SIGN_IN)[:3]


def asks_to_sign_in(html: str) -> bool:
    """Whether a page asks its visitor to sign in: a password field, or the words in what it shows."""
    tree = parsed(html)
    if tree is None:
        return False
    if tree.css_first("input[type=password i]") is not None:
        return True
    tree.strip_tags(["script", "style", "template", "head"])
    return _SIGN_IN.search(tree.text(separator=" ")[:_MOST_TEXT]) is not None


def has_password_field(html: str) -> bool:
    """Whether a page asks for a password."""
    tree = parsed(html)
    return tree is not None and tree.css_first("input[type=password i]") is not None


@dataclass(frozen=True, slots=True)
class _Input:
    name: str
    type: str
    value: str
    hints: str
    sent: bool


@dataclass(frozen=True, slots=True)
class _Form:
    action: str
    method: str
    words: str
    inputs: tuple[_Input, ...]


def _forms(html: str) -> Iterator[_Form]:
    tree = parsed(html)
    for node in tree.css("form")[:_MOST_FORMS] if tree else []:
        known = node.attributes
        yield _Form(
            action=(known.get("action") or "").strip(),
            method=(known.get("method") or "get").strip().lower(),
            words=f"{known.get('id') or ''} {known.get('class') or ''} {(node.text() or '')[:400]}",
            inputs=tuple(_input(one) for one in node.css("input, button, select, textarea")[:_MOST_FIELDS]),
        )


def _input(node: LexborNode) -> _Input:
    known: Mapping[str, str | None] = node.attributes
    tag = node.tag or ""
    kind = (known.get("type") or ("submit" if tag == "button" else "text")).lower()
    if tag in {"select", "textarea"}:
        kind = tag
    hints = " ".join(known.get(name) or "" for name in ("name", "id", "autocomplete", "placeholder", "aria-label"))
    checked = kind not in {"checkbox", "radio"} or "checked" in known
    # A browser sends the button that was pressed, and nothing of what is disabled, or has no name.
    sent = checked and "disabled" not in known and kind not in {"button", "reset", "image", "file"}
    usual = "on" if kind in {"checkbox", "radio"} else ""
    return _Input(known.get("name") or "", kind, (known.get("value") or usual)[:_LONGEST_VALUE], hints, sent)


def _mailing(html: str, url: Url, fits: Callable[[_Form], bool]) -> SignInForm | None:
    for form in _forms(html):
        if any(field.type == "password" for field in form.inputs) or not fits(form):
            continue
        user = _user_field(form)
        made = _made(form, url, user, "") if user else None
        if made is not None:
            return made
    return None


def _names_a_password(form: _Form, url: Url) -> bool:
    return any(_RESET.search(words) for words in (form.action, form.words, url.path))


def _says_link(form: _Form) -> bool:
    shown = " ".join((form.words, *(field.value for field in form.inputs if field.type == "submit")))
    return _asks_an_address(form) and _LINK.search(" ".join(shown.split())) is not None


def _asks_an_address(form: _Form) -> bool:
    written = [field for field in form.inputs if field.name and field.type not in _NOT_WRITTEN]
    if len(written) != 1:
        return False
    return written[0].type == "email" or (written[0].type == "text" and _MAIL_HINT.search(written[0].hints) is not None)


def _is_new(field: _Input) -> bool:
    return _NEW.search(field.hints) is not None


def _user_field(form: _Form) -> str:
    """The field for the name or the address: one that says so, else the only one that is written into."""
    written = [field for field in form.inputs if field.type not in _NOT_WRITTEN and field.name and field.sent]
    written = [field for field in written if field.type not in {"select", "textarea"}]
    by_type = [field for field in written if field.type == "email"]
    by_word = [field for field in written if _USER.search(field.hints)]
    best = by_type or by_word or (written if len(written) == 1 else [])
    return best[0].name if best else ""


def _made(form: _Form, url: Url, user: str, password: str) -> SignInForm | None:
    action = parse(form.action, url) if form.action else url
    if not isinstance(action, Url) or form.method != "post":
        return None
    return SignInForm(
        action=action, method="POST", user_field=user, password_field=password, fields=tuple(_fields(form))
    )


def _fields(form: _Form) -> Iterator[tuple[str, str]]:
    pressed = False
    for field in form.inputs:
        if not field.name or not field.sent:
            continue
        if field.type == "submit":
            # Of several buttons the first is the one that Enter presses.
            if not pressed:
                yield field.name, field.value
            pressed = True
        else:
            yield field.name, field.value
