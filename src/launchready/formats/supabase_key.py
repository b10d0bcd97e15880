"""Which kind of Supabase's public key a file holds. The key is meant to be public; its kind tells how old it is."""

import base64
import binascii
import json
import re

_PUBLISHABLE = re.compile(r"\bsb_publishable_[\w-]{10,}")
_JWT = re.compile(r"\beyJ[\w-]{10,200}\.(eyJ[\w-]{10,600})\.[\w-]{10,}")


def supabase_key(text: str) -> str:
    """Give `publishable`, `legacy` (a JWT of the role anon), or nothing where there is no such key."""
    if _PUBLISHABLE.search(text):
        return "publishable"
    claims = (_claims(found[1]) for found, _ in zip(_JWT.finditer(text), range(50), strict=False))
    return "legacy" if any(one.get("iss") == "supabase" and one.get("role") == "anon" for one in claims) else ""


def _claims(part: str) -> dict[str, object]:
    try:
        claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        return {}
    return claims if isinstance(claims, dict) else {}
