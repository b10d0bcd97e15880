"""The tables of what is knocked for, and of plain servers."""

import pytest

from launchready.facts.exposed import Shape
from launchready.formats.exposed import SHAPES
from launchready.formats.url import Url, parse
from launchready.observe.exposed import _COOKIES, _PATHS, _VERSIONS
from launchready.reference import About, load


def test_every_path_is_an_address_and_is_asked_once():
    paths = [entry.path.replace("{name}", "club") for entry in load().exposed]
    assert len(set(paths)) == len(paths)
    assert all(isinstance(parse(f"https://club.example{path}"), Url) for path in paths)


def test_files_and_tools_have_shapes_of_their_own():
    for entry in load().exposed:
        assert (entry.shape in SHAPES) == (entry.about is About.FILES), entry.path


def test_every_shape_is_looked_for_somewhere():
    # A source map is asked for where a script names it.
    assert {entry.shape for entry in load().exposed} == set(Shape) - {Shape.SOURCE_MAP}


def test_every_condition_can_be_met():
    told = {*_COOKIES, *_VERSIONS.values(), *_PATHS.values(), "builder"}
    assert {sign for entry in load().exposed for sign in entry.when} <= told


@pytest.mark.parametrize(
    ("names", "ips", "company"),
    [
        (("static.9.8.7.6.clients.your-server.de",), (), "Hetzner"),
        (("ec2-198-51-100-9.eu-central-1.compute.amazonaws.com.",), (), "Amazon EC2"),
        (("clients.your-server.de.example",), (), ""),
        ((), ("65.21.0.9",), "Hetzner"),
        ((), ("64.227.1.1",), "DigitalOcean"),
        ((), ("192.0.2.9",), ""),
        ((), ("104.16.0.9",), ""),
        ((), (), ""),
    ],
)
def test_whose_plain_server_it_is(names, ips, company):
    assert load().server_of(names, ips) == company


@pytest.mark.parametrize(
    ("names", "ips", "slug"),
    [
        (("cname.vercel-dns.com",), (), "vercel"),
        ((), ("104.16.0.9",), "cloudflare"),
        ((), ("65.21.0.9",), ""),
        (("app.up.railway.app",), (), ""),
        (("nobody.example",), ("192.0.2.9",), ""),
    ],
)
def test_whose_edge_it_is(names, ips, slug):
    assert load().edge_of(names, ips) == slug


def test_notes_on_edges():
    book = load()
    assert "proxy" in book.edge_note_of("vercel")
    assert book.edge_note_of("cloudflare") == book.edge_note_of("hetzner") == book.edge_note_of("nobody") == ""
    assert (book.platform_name_of("vercel"), book.platform_name_of("nobody")) == ("Vercel", "nobody")


def test_no_server_company_is_a_cdn():
    book = load()
    for server, networks in book.servers:
        assert server.names or server.networks, server.who
        assert not any(book.is_cdn_address(str(network[1])) for network in networks), server.who
