"""The cache before the sample keeps what it may, and hands nobody what is another's."""

from dataclasses import replace

from launchready.tour import names
from launchready.tour.cache import MOST_KEPT, Cache, Rules
from launchready.tour.community import assets, seed
from launchready.tour.message import Request, Response
from launchready.tour.sample import Sample
from launchready.tour.visitor import Visitor
from tests.tour.visits import HOME, member

PUBLIC = ("Cache-Control", "public, max-age=60")


class App:
    """An app that counts how often it is asked."""

    def __init__(self, *headers: tuple[str, str], status: int = 200) -> None:
        self.response = Response(status, headers, b"words")
        self.asked = 0

    def __call__(self, request: Request) -> Response:
        self.asked += 1
        return self.response


def get(target: str = "/", method: str = "GET", **headers: str) -> Request:
    return Request(method, "https", names.ZONE, target, headers)


def states(app: App, *requests: Request, rules: Rules = Rules()) -> list[str | None]:  # noqa: B008 - a frozen value
    cache = Cache(rules)
    return [cache.respond(request, app).header("X-Cache") for request in requests]


def test_what_is_public_is_kept_and_the_rest_is_not() -> None:
    assert states(App(PUBLIC), get(), get()) == ["MISS", "HIT"]
    assert states(App(("Cache-Control", "s-maxage=9")), get(), get()) == ["MISS", "HIT"]
    for said in ("private, max-age=60", "no-store", "no-cache"):
        assert states(App(("Cache-Control", said)), get(), get()) == ["BYPASS", "BYPASS"]
    for app in (
        App(),
        App(("Cache-Control", "max-age=60")),
        App(PUBLIC, status=404),
        App(PUBLIC, ("Set-Cookie", "a=b")),
    ):
        assert states(app, get(), get()) == ["MISS", "MISS"]
        assert app.asked == 2


def test_addresses_encodings_and_hosts_are_told_apart_and_cookies_are_not() -> None:
    other = replace(get(), host=names.API)
    asked = [get("/a"), get("/a?b"), get("/a", **{"accept-encoding": "gzip"}), other, get("/a", cookie="a=b")]
    assert states(App(PUBLIC), *asked) == ["MISS", "MISS", "MISS", "MISS", "HIT"]


def test_a_form_that_is_sent_goes_to_the_app_and_a_head_is_not_kept() -> None:
    app = App(PUBLIC)
    assert states(app, get(method="POST"), get(method="POST")) == [None, None]
    assert states(app, get(method="HEAD"), get()) == ["MISS", "MISS"]
    assert app.asked == 4


def test_the_owners_rules_outrank_what_the_app_says_and_strip_the_cookie() -> None:
    app = App(("Cache-Control", "private"), ("Set-Cookie", "a=b"))
    app.response = replace(app.response, wait=3.0)
    cache = Cache(Rules(everything=("/me",), by_ending=True))
    for path in ("/me", "/feed/new.css"):
        cache.respond(get(path), app)
        again = cache.respond(get(path), app)
        assert (again.header("X-Cache"), again.header("Age"), again.header("Set-Cookie")) == ("HIT", "0", None)
        assert again.wait == 0
    assert cache.respond(get("/feed"), app).header("X-Cache") == "BYPASS"


def test_it_keeps_no_more_than_so_many() -> None:
    app, cache = App(PUBLIC), Cache(Rules())
    for number in range(MOST_KEPT + 1):
        cache.respond(get(f"/{number}"), app)
    assert cache.respond(get(f"/{MOST_KEPT}"), app).header("X-Cache") == "HIT"
    assert cache.respond(get("/0"), app).header("X-Cache") == "MISS"


def test_files_of_the_club_are_kept_and_members_pages_are_not(sample: Sample, visitor: Visitor) -> None:
    sample.switch_off()
    seen = [visitor.ask(HOME + assets.style()).headers for _ in range(2)]
    assert [headers["x-cache"] for headers in seen] == ["MISS", "HIT"]
    assert "age" in seen[1]
    known = member(sample)
    for path in ("/", "/login", "/feed", "/me", "/api/me"):
        assert [known.ask(HOME + path).headers["x-cache"] for _ in range(2)] == ["BYPASS", "BYPASS"], path
    assert sample.cache.holds(b"--paper")
    assert not sample.cache.holds(seed.name(17).encode())


def test_a_switch_purges(sample: Sample, visitor: Visitor) -> None:
    visitor.ask(HOME + assets.style())
    sample.switch_on("dns/caa-missing")
    assert not sample.cache.holds(b"--paper")
