"""What a page's forms are for, by their fields and their words."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from launchready.facts.page import Form, FormPurpose
from launchready.formats.address import Address, read
from launchready.formats.url import Url

MOST = 30
_MOST_FIELDS = 30
_MOST_TEXT = 3000
_FIELDS = "input, select, textarea"
# Types of inputs that nobody fills in.
_UNSEEN = frozenset({"submit", "button", "reset", "image"})
_TYPE = re.compile(r"[a-z-]{1,20}")

_LOGIN = re.compile(
    r"log[ -]?in|sign[ -]?in|log on|anmeld|einlogg|connexion|connecter|iniciar sesi|acceder|entrar|accedi|inlogg"
    r"|logga in|logg inn|zaloguj|magic[ -]?link|войти|ログイン|登录|로그인",
    re.IGNORECASE,
)
_SIGN_UP = re.compile(
    r"sign[ -]?up|regist|create (?:an? |your )?account|join (?:now|us|the|free|for)|get started"
    r"|konto (?:anlegen|erstellen)|mitglied werden|s.inscrire|inscription|cr[ée]er (?:un|mon) compte"
    r"|crear (?:una )?cuenta|reg[ií]strate|registrarse|iscriviti|crea (?:un )?account|criar conta"
    r"|cadastr|account aanmaken|za[lł][oó][zż] konto|skapa konto|opprett konto",
    re.IGNORECASE,
)
_RESET = re.compile(
    r"reset|forgot|recover|new password|vergessen|zur[üu]cksetzen|mot de passe oubli|r[ée]initialis|restablecer|olvid"
    r"|recuperar|reimposta|dimenticat|wachtwoord vergeten|redefinir|gl[öo]mt",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"contact|message|kontakt|nachricht|anfrage|enquir|inquir|contato|contacto|contatt|mensaje|mensagem|messaggio|bericht",
    re.IGNORECASE,
)
_PAYMENT = re.compile(
    r"card.?num|cc-?(?:num|exp|csc)|cvc|cvv|iban|kartennummer|num[ée]ro de carte|tarjeta", re.IGNORECASE
)
_PAYS_AT = re.compile(
    r"(?:^|\.)(?:checkout\.stripe\.com|buy\.stripe\.com|paypal\.com|paddle\.com|lemonsqueezy\.com|mollie\.com|razorpay\.com)$"
)
_SEARCH = re.compile(
    r"\b(?:search|suchen?|suche|rechercher?|buscar|b[uú]squeda|zoeken|cerca|pesquisar|szukaj|query)\b", re.IGNORECASE
)


def forms(tree: LexborHTMLParser, base: Url) -> tuple[tuple[Form, Address], ...]:
    """Every form with the address that it sends to; at most `MOST`.

    Fields for a password outside any form are one form that a script sends: its method is empty.
    """
    made = [_form(node, base) for node in tree.css("form")[:MOST]]
    loose = [node for node in tree.css("input[type=password i]")[:20] if not _in_form(node)]
    if loose:
        made.append(_loose_form(tree, base))
    return tuple(made)[:MOST]


def _form(node: LexborNode, base: Url) -> tuple[Form, Address]:
    inputs = node.css(_FIELDS)[: _MOST_FIELDS * 4]
    written = node.attributes.get("action") or ""
    address = read(written, base) or Address(base.scheme, base)
    method = (node.attributes.get("method") or "get").strip().lower()
    said = " ".join(
        (
            *(node.attributes.get(name) or "" for name in ("id", "class", "name", "action", "aria-label", "role")),
            node.text()[:_MOST_TEXT],
            *_said_by(inputs),
        )
    )
    return _made(address, method if method in {"post", "dialog"} else "get", inputs, said, base), address


def _loose_form(tree: LexborHTMLParser, base: Url) -> tuple[Form, Address]:
    inputs = [node for node in tree.css(_FIELDS)[:200] if not _in_form(node)]
    buttons = " ".join(node.text()[:80] for node in tree.css("button, h1, h2")[:40])
    address = Address(base.scheme, base)
    return _made(address, "", inputs, " ".join((buttons, *_said_by(inputs))), base), address


def _made(address: Address, method: str, inputs: list[LexborNode], said: str, base: Url) -> Form:
    fields = tuple(kind for node in inputs if (kind := _kind(node)) not in _UNSEEN)[:_MOST_FIELDS]
    return Form(
        action=address.shown,
        action_scheme=address.scheme,
        action_host=address.host,
        method=method,
        purpose=_purpose(fields, said, address.url, base),
        fields=fields,
    )


def _kind(node: LexborNode) -> str:
    if node.tag != "input":
        return node.tag or ""
    kind = (node.attributes.get("type") or "text").strip().lower()
    return kind if _TYPE.fullmatch(kind) else "text"


def _said_by(inputs: list[LexborNode]) -> Iterator[str]:
    """What inputs are called and what they ask for, and the words of buttons that are inputs."""
    for node in inputs[:_MOST_FIELDS]:
        for name in ("name", "id", "placeholder", "autocomplete", "aria-label"):
            yield (node.attributes.get(name) or "")[:80]
        if (node.attributes.get("name") or "") in {"q", "s"}:
            yield "search"
        if _kind(node) == "submit":
            yield (node.attributes.get("value") or "")[:80]


def _purpose(fields: tuple[str, ...], said: str, action: Url, base: Url) -> FormPurpose:
    if _PAYMENT.search(said) or _PAYS_AT.search(action.host):
        return FormPurpose.PAYMENT
    passwords = fields.count("password")
    where = f"{action.path} {base.path}"
    if passwords:
        return _with_password(passwords, fields, said, where)
    if "search" in fields or (_visible(fields) == 1 and "email" not in fields and _SEARCH.search(said)):
        return FormPurpose.SEARCH
    if "textarea" in fields:
        return FormPurpose.CONTACT
    if "email" in fields or "tel" in fields:
        return _with_address(f"{said} {where}")
    return FormPurpose.OTHER


def _with_password(passwords: int, fields: tuple[str, ...], said: str, where: str) -> FormPurpose:
    asks_who = "email" in fields or "text" in fields or "tel" in fields
    if passwords > 1 and not asks_who:
        return FormPurpose.RESET
    if passwords > 1 or "new-password" in said:
        return FormPurpose.SIGN_UP
    # A sign-in names signing up beside it, and a sign-up signing in: the address decides, then what comes with it.
    if _SIGN_UP.search(where) and not _LOGIN.search(where):
        return FormPurpose.SIGN_UP
    if _LOGIN.search(said) or _LOGIN.search(where) or not _SIGN_UP.search(said):
        return FormPurpose.LOGIN
    return FormPurpose.SIGN_UP


def _with_address(said: str) -> FormPurpose:
    if _RESET.search(said):
        return FormPurpose.RESET
    if _LOGIN.search(said):
        return FormPurpose.LOGIN
    if _SIGN_UP.search(said):
        return FormPurpose.SIGN_UP
    return FormPurpose.CONTACT if _CONTACT.search(said) else FormPurpose.OTHER


def _visible(fields: tuple[str, ...]) -> int:
    return sum(kind not in {"hidden", "checkbox", "radio"} for kind in fields)


def _in_form(node: LexborNode) -> bool:
    if node.attributes.get("form"):
        return True
    above = node.parent
    while above is not None:
        if above.tag == "form":
            return True
        above = above.parent
    return False
