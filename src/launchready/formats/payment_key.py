"""Public keys and links of payment providers in what a browser downloads, and whether they belong to the test mode.

The forms are those that the providers document for use in pages; a secret key is no matter of this module.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

_MOST = 20
_MOST_HITS = 2000


@dataclass(frozen=True, slots=True)
class Key:
    """One key or link. `form` is masked: its first and last characters."""

    provider: str
    form: str
    test: bool


# Provider, mode (None: the first group tells), form. Each stands alone: not inside a longer word.
_FORMS: tuple[tuple[str, bool | None, str], ...] = (
    ("paystack", None, r"pk_(test|live)_[0-9a-f]{40}(?![0-9A-Za-z])"),
    # Old keys hold 24 characters, today's about a hundred; nobody promises a length, so only placeholders are left out.
    ("stripe", None, r"pk_(test|live)_(?!(.)\2{7})[0-9A-Za-z]{16,250}(?![0-9A-Za-z])"),
    ("stripe", None, r"cs_(test|live)_[0-9A-Za-z]{20,90}"),
    ("stripe", True, r"buy\.stripe\.com/test_[0-9A-Za-z]{6,40}"),
    ("stripe", False, r"buy\.stripe\.com/(?!test_)[0-9A-Za-z]{8,40}"),
    ("paddle", None, r"(test|live)_[0-9a-f]{27}(?![0-9A-Za-z])"),
    ("paddle", True, r"sandbox-(?:buy|checkout)\.paddle\.com"),
    ("razorpay", None, r"rzp_(test|live)_[0-9A-Za-z]{10,20}"),
    ("braintree", None, r"(sandbox|production)_[0-9a-z]{8}_[0-9a-z]{16}(?![0-9A-Za-z])"),
    ("square", True, r"sandbox-sq0idb-[\w-]{20,30}"),
    ("square", False, r"sq0idp-[\w-]{20,30}"),
    ("square", True, r"sandbox\.web\.squarecdn\.com"),
    ("paypal", True, r"www\.sandbox\.paypal\.com"),
    ("paypal", True, r"paypal\.com/sdk/js\?(?:[\w=&;%-]{0,200}[&;])?client-id=sb(?![\w-])"),
    ("adyen", None, r"(test|live)_[0-9A-Z]{32}(?![0-9A-Za-z])"),
    ("adyen", True, r"checkoutshopper-test\.adyen\.com"),
    ("mercado-pago", True, r"TEST-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
    ("mercado-pago", False, r"APP_USR-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
    ("flutterwave", True, r"FLWPUBK_TEST-[0-9a-zA-Z]{16,40}-X"),
    ("flutterwave", False, r"FLWPUBK-[0-9a-zA-Z]{16,40}-X"),
)
# One word of each form: the dear expressions run only where it stands.
_HINT = re.compile(
    r"(?<![\w-])(?:pk_(?:test|live)_|cs_(?:test|live)_|(?:test|live)_|rzp_|sandbox[_-]|production_|sq0idp-|TEST-|APP_USR-"
    r"|FLWPUBK)|buy\.stripe\.com/|sandbox\.(?:web\.squarecdn|paypal)\.|paypal\.com/sdk/js|checkoutshopper-test\."
)
_COMPILED = tuple((provider, test, re.compile(form)) for provider, test, form in _FORMS)
_TEST_WORDS = frozenset({"test", "sandbox"})
_WINDOW = 320
_WWW = "www."


def payment_keys(text: str) -> tuple[Key, ...]:
    """Every key and link in a page or script, each once, in order; at most twenty."""
    return tuple(dict.fromkeys(_found(text)))[:_MOST]


def _found(text: str) -> Iterator[Key]:
    for count, hint in enumerate(_HINT.finditer(text)):
        if count == _MOST_HITS:
            return
        front = max(hint.start() - len(_WWW), 0)
        start = front if hint[0].startswith("sandbox.") and text.startswith(_WWW, front) else hint.start()
        window = text[start : start + _WINDOW]
        for provider, test, form in _COMPILED:
            match = form.match(window)
            if match is not None and not _is_clerk(match[0]):
                yield Key(provider, _masked(match[0]), match[1] in _TEST_WORDS if test is None else test)
                break


def _masked(form: str) -> str:
    """A host is whole; of a link and a key the start, which names its kind, and four characters."""
    if "." in form:
        host, slash, rest = form.partition("/")
        return f"{host}{slash}{'test_' if rest.startswith('test_') else ''}{'…' + rest[-4:] if rest else ''}"
    return f"{form[:8]}…{form[-4:]}"


def _is_clerk(form: str) -> bool:
    """Clerk's keys for signing in have the same start; the rest is a host name and `$` in base64."""
    text = form.rpartition("_")[2]
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4)).endswith(b"$")
    except (binascii.Error, ValueError):
        return False
