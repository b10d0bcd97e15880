import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.formats.supabase_key import supabase_key


def jwt(claims: object) -> str:
    head, body = (
        base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
        for part in ({"alg": "HS256", "typ": "JWT"}, claims)
    )
    return f"{head}.{body}.sIgnatUre_0123456789"


ANON = {"iss": "supabase", "ref": "abcdefghijklmnopqrst", "role": "anon", "iat": 1700000000, "exp": 2000000000}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f'createClient(u,"{jwt(ANON)}")', "legacy"),
        ('createClient(u,"sb_publishable_AbCdEf0123456789")', "publishable"),
        (f'"{jwt(ANON | {"role": "service_role"})}"', ""),
        (f'"{jwt(ANON | {"iss": "else"})}"', ""),
        (f'"{jwt(["supabase", "anon", "x" * 20])}"', ""),
        ('"eyJhbGciOiJIUzI1NiJ9.eyJ_not_json_at_all_.abcdefghijkl"', ""),
        ('"eyJhbGciOiJIUzI1NiJ9.eyJ\u00e9"', ""),
        ("sb_publishable_ sb_publishable_short", ""),
        ("", ""),
    ],
)
def test_the_kind_of_key(text: str, kind: str):
    assert supabase_key(text) == kind


@given(st.text(alphabet="eyJ.abcdefghijklmnop_-0123", max_size=200))
def test_anything_is_read(text: str):
    assert supabase_key("eyJhbGciOiJI.eyJ" + text + ".abcdefghijklm") in {"", "legacy", "publishable"}
