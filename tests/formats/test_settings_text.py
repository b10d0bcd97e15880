import pytest

from launchready.formats.settings_text import is_placeholder, is_secret, is_settings, pairs, read, unquoted

ENV = """# the app
export NODE_ENV=production
DATABASE_URL="postgres://club:h7Gs9sQp@db.club.example:5432/club" # the real one
STRIPE_SECRET_KEY='sk_live_51H8xYzAbCdEf'
VITE_API_URL=https://api.club.example
EMPTY=

not a setting
"""


def test_names_are_kept_and_values_are_not():
    found = read(pairs(ENV))
    assert found.names == ("NODE_ENV", "DATABASE_URL", "STRIPE_SECRET_KEY", "VITE_API_URL", "EMPTY")
    assert found.secret_names == ("DATABASE_URL", "STRIPE_SECRET_KEY")
    assert found.filled


def test_what_is_public_by_design_fills_nothing():
    found = read(
        pairs(
            "VITE_SUPABASE_URL=https://sample.supabase.co\nNEXT_PUBLIC_KEY=pk_live_123456\nSUPABASE_ANON_KEY=eyJhbGciOi"
        )
    )
    assert (found.secret_names, found.filled) == ((), False)


def test_a_secret_by_its_form_is_one_whatever_it_is_called():
    assert read([("VITE_PAY", "sk_live_51H8xYzAbCdEf")]).secret_names == ("VITE_PAY",)
    assert is_secret("ANYTHING", "postgres://club:h7Gs9sQp@db.club.example/club")
    assert is_secret("MAIL_PASSWORD", "h7Gs9sQp")
    assert not is_secret("MAIL_PASSWORD", "abc")
    assert not is_secret("PORT", "3000")


@pytest.mark.parametrize(
    "value",
    [
        *(
            "",
            "...",
            "your-api-key",
            "<your key>",
            "${API_KEY}",
            "{{ api_key }}",
            "changeme",
            "please_change_me",
            "xxxx",
            "sk_test_your_key",
        ),
        *(
            "TODO",
            "secret",
            "password",
            "postgres://user:password@localhost/db",
            "postgres://postgres:postgres@localhost/db",
            "insert key",
        ),
        *("redis://:@localhost", "put_it_here", "paste-here", "%API_KEY%", "null"),
    ],
)
def test_placeholders(value):
    assert is_placeholder(value)


@pytest.mark.parametrize("value", ["h7Gs9sQp", "3000", "production", "postgres://club:h7Gs9sQp@db/club", "x" * 5000])
def test_no_placeholders(value):
    assert not is_placeholder(value)


def test_what_a_file_of_settings_looks_like():
    assert is_settings("A=1\n# remark\nB=2\nrest")
    assert not is_settings("A=1\nthis is\na story\nof words")
    assert not is_settings("")


def test_quotes_and_remarks():
    assert unquoted('"a # b" # c') == "a # b"
    assert unquoted("a # b") == "a"
    assert unquoted("'a") == "a"


def test_a_long_line_costs_little():
    assert list(pairs(" " * 100_000)) == []
    assert not is_settings("A" * 100_000)
