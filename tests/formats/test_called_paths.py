import pytest

from launchready.formats.called_paths import MOST, called
from launchready.formats.url import Url

OWN = Url("https", "club.example", 443, "/")
HOSTS = ("api.club.example",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('fetch("https://api.club.example/v1/me")', ["https://api.club.example/v1/me"]),
        ("fetch('/api/me')", ["https://club.example/api/me"]),
        ("fetch(`${base}/api/me?x=${y}`)", ["https://club.example/api/me"]),
        ('axios.post("/v2/api/login")', ["https://club.example/v2/api/login"]),
        ('x="https://api.club.example"', ["https://api.club.example/"]),
        ('fetch("/graphql"),fetch("/graphql")', ["https://club.example/graphql"]),
        ('"/api/b";"https://api.club.example/a";', ["https://club.example/api/b", "https://api.club.example/a"]),
        ('fetch("https://stats.example/collect")', []),
        ('href="https://club.example/about"', []),
        ('src="/api/logo.png"', []),
        ('"/apiary/bees"', []),
        ("no address", []),
        ('"https://api.club.example:99999/"', []),
    ],
)
def test_what_is_spelt_out(text, found):
    assert [url.text for url in called(text, OWN, HOSTS)] == found


def test_it_is_bounded():
    many = "".join(f'"/api/a{n}"' for n in range(200))
    assert len(called(many, OWN, ())) == MOST
    assert called('"' * 900_000, OWN, ()) == ()
    assert len(called('"/api/' * 150_000, OWN, ())) == 1
