import pytest

from launchready.formats.called_paths import MOST, called, fetched
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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('const api="https://api.club.example";fetch(api+"/events")', ["/events"]),
        ('const e="https://api.club.example/v1/";fetch(`${e}/events`,{headers:t})', ["/v1/events"]),
        ("let a=b.env.API||'https://api.club.example',c=1;axios.get(a+'/me')", ["/me"]),
        ('x={apiUrl:"https://api.club.example"};fetch(x.apiUrl+"/me?full=1")', ["/me"]),
        ('x={apiUrl:"https://api.club.example"};fetch(`${x.apiUrl}/me/${id}`)', ["/me/"]),
        ('x={apiUrl:"https://api.club.example"};fetch(`${x.apiUrl}/me?id=${id}`)', ["/me"]),
        ('const a=X.create({baseURL:"https://api.club.example"});a.get("/events")', ["/events"]),
        ('const a="https://stats.example";fetch(a+"/collect")', []),
        ('fetch(a+"/events")', []),
        ('const a="https://api.club.example";fetch(b+"/events")', []),
        ('const a="https://api.club.example";img.src=a+"/logo.png"', []),
        ('x={baseURL:"https://api.club.example"};y={baseURL:"https://b.club.example"};a.get("/events")', []),
    ],
)
def test_what_is_put_together_from_a_constant_and_a_path(text, found):
    urls = [url for url in called(text, OWN, (*HOSTS, "b.club.example")) if url.path not in {"/", "/v1/"}]
    assert [url.text for url in urls] == [f"https://api.club.example{path}" for path in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('const api="https://api.club.example";fetch(api+"/events")', ["/events"]),
        ('const e="https://api.club.example";fetch(`${e}/events`)', ["/events"]),
        ('fetch("https://api.club.example/me")', ["/me"]),
        ('axios.post("https://api.club.example/me")', ["/me"]),
        ('const a="https://api.club.example";img.src=a+"/logo"', []),
        ('const a="https://api.club.example";link.href=`${a}/about`', []),
        ('const a="https://api.club.example";fetch(a+"/beacon",{mode:"no-cors"})', []),
        ('fetch("/api/me"),fetch("https://club.example/api/me")', []),
        ('"https://api.club.example/docs"', []),
    ],
)
def test_what_stands_in_a_call(text, found):
    assert [url.text for url in fetched(text, OWN, HOSTS)] == [f"https://api.club.example{path}" for path in found]


def test_it_is_bounded():
    many = "".join(f'"/api/a{n}"' for n in range(200))
    assert len(called(many, OWN, ())) == MOST
    assert called('"' * 900_000, OWN, ()) == ()
    assert len(called('"/api/' * 150_000, OWN, ())) == 1
    names = "".join(f'const a="https://api.club.example/{n}";a+"/x";' for n in range(2000))
    assert len(called(names, OWN, HOSTS)) == MOST
    assert fetched('a="https://api.club.example";' + "a +" * 300_000, OWN, HOSTS) == ()
