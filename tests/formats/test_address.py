import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.facts.page import AddressKind
from launchready.formats.address import LONGEST, Address, Home, cut, read
from launchready.formats.url import Url, parse

L, P, W = AddressKind.LOCALHOST, AddressKind.PRIVATE, AddressKind.PREVIEW
HERE = Url("https", "club.example", 443, "/a/page")
HOME = Home(frozenset({"club.example", "api.club.example"}), lambda host: host.endswith(".tunnel.example"))


def url(text: str) -> Url:
    found = parse(text)
    assert isinstance(found, Url)
    return found


@pytest.mark.parametrize(
    ("written", "scheme", "shown"),
    [
        ("/x?token=abc", "https", "https://club.example/x?token=…"),
        ("//cdn.example/x", "https", "https://cdn.example/x"),
        ("../y", "https", "https://club.example/y"),
        ("http://other.example", "http", "http://other.example/"),
        ("ws://club.example/live", "ws", "ws://club.example/live"),
        (" WSS://club.example:8443/live", "wss", "wss://club.example:8443/live"),
    ],
)
def test_an_address_is_read_as_a_browser_reads_it(written: str, scheme: str, shown: str):
    found = read(written, HERE)
    assert found is not None
    assert (found.scheme, found.shown) == (scheme, shown)


@pytest.mark.parametrize(
    "written", ["data:image/png;base64,AA", "mailto:x@club.example", "javascript:void(0)", "", "ws://"]
)
def test_what_leads_to_no_server_is_none(written: str):
    assert read(written, HERE) is None


def test_long_addresses_are_cut():
    found = Address("https", url("https://club.example/" + "word/" * 90))
    assert len(found.shown) == len(found.path) == LONGEST
    assert found.shown.endswith("…")
    assert found.host == "club.example"
    assert cut("short") == "short"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *(
            (one, L)
            for one in (
                "http://localhost:3000/api",
                "http://app.localhost",
                "http://127.0.0.1:8000",
                "http://127.9.9.9/",
            )
        ),
        *(
            (one, L)
            for one in ("http://0.0.0.0:5000", "http://[::1]:3000", "http://[::]:3000", "http://[::ffff:127.0.0.1]/")
        ),
        *(
            (one, P)
            for one in ("http://10.0.0.8", "http://172.20.1.1", "http://192.168.178.20:8080", "http://100.64.0.1")
        ),
        *(
            (one, P)
            for one in ("http://169.254.1.1", "http://[fd12::1]/", "http://[fe80::1]/", "http://backend:8000/api")
        ),
        *(
            (one, P)
            for one in ("http://nas.local", "http://host.docker.internal:3000", "http://wiki.lan", "http://hr.intranet")
        ),
        ("https://abc.tunnel.example/x", W),
        *(
            (one, None)
            for one in (
                "https://club.example",
                "https://api.club.example:9000",
                "https://other.example",
                "http://8.8.8.8",
            )
        ),
        # How libraries resolve relative paths, and a top-level name that is sold.
        *(
            (one, None)
            for one in ("http://a/", "http://n", "https://local", "http://[2001:db8::1]/", "http://172.32.0.1")
        ),
    ],
)
def test_where_an_address_leads(text: str, kind: AddressKind | None):
    assert HOME.kind_of(url(text)) is kind


def test_on_a_local_site_local_addresses_are_right():
    for host in ("127.0.0.1", "localhost", "192.168.0.4", "[::1]"):
        home = Home(frozenset({host}), lambda _: True)
        assert home.kind_of(url("http://localhost:5000/api")) is None
        assert home.kind_of(url("http://10.0.0.1/")) is None
        assert home.kind_of(url("https://else.example/")) is W


def test_the_sites_own_host_is_no_preview():
    home = Home(frozenset({"club.tunnel.example"}), lambda host: host.endswith(".tunnel.example"))
    assert home.kind_of(url("https://club.tunnel.example/x")) is None
    assert home.kind_of(url("https://other.tunnel.example/x")) is W


@given(st.text(max_size=80))
def test_reading_never_raises(text: str):
    found = read(text, HERE)
    if found is not None:
        assert len(found.shown) <= LONGEST
        HOME.kind_of(found.url)
