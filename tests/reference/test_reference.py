"""The tables are whole, and the look-ups find in them what they should."""

import tomllib
from dataclasses import fields
from datetime import date
from ipaddress import ip_network
from pathlib import Path

import pytest

import launchready.reference
from launchready.model.context import Data
from launchready.model.limit import SignInService
from launchready.reference import (
    CaIssuer,
    DnsHost,
    FormField,
    HostWord,
    Platform,
    PlatformKind,
    Reference,
    SignInRule,
    Sleep,
    Takeover,
    WallRule,
    WantedAt,
    WordRole,
    load,
)
from launchready.reference.read import value

FOLDER = Path(launchready.reference.__file__).parent
TABLES = sorted(FOLDER.rglob("*.toml"))
SHAPES = {
    "service": Takeover,
    "issuer": CaIssuer,
    "wall": WallRule,
    "sign_in": SignInRule,
    "word": HostWord,
    "form": FormField,
    "wants": WantedAt,
    "sign_in_service": SignInService,
}


def names(shape):
    return {each.name for each in fields(shape)}


@pytest.mark.parametrize("file", TABLES, ids=lambda file: str(file.relative_to(FOLDER)))
def test_each_table_has_a_date_and_sources_and_only_known_keys(file):
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    assert isinstance(raw["read_on"], date)
    assert raw["sources"]
    top = {"dns_hosts": DnsHost, "platforms": Platform}.get(file.parent.name)
    if top:
        assert raw.keys() <= names(top) - {"slug"}
    for key, shape in SHAPES.items():
        for row in raw.get(key, []):
            assert row.keys() <= names(shape), row
    if "sleep" in raw:
        assert raw["sleep"].keys() == names(Sleep)


def test_what_is_compared_without_case_stands_in_lower_case():
    book = load()
    for rule in (*book.walls, *book.sign_ins, *book.platforms, *book.takeovers):
        assert all(mark == mark.lower() for mark in rule.marks)
    for platform in book.platforms:
        for name, part in platform.headers:
            assert (name, part) == (name.lower(), part.lower())
        assert all(suffix == suffix.lower().strip(".") for suffix in (*platform.cnames, *platform.previews))


def test_entries_that_point_at_each_other_meet():
    book = load()
    slugs = {platform.slug for platform in book.platforms}
    for platform in book.platforms:
        assert set(platform.rides_on) <= slugs, platform.slug
        assert platform.own_edge == bool(platform.edge_note), platform.slug
        assert platform.publish or platform.kind is PlatformKind.CDN, platform.slug
    assert {entry.platform for entry in book.takeovers} - {""} <= slugs
    assert {host.needs_platform for host in book.dns_hosts} - {""} <= slugs


def test_every_form_asks_for_type_name_and_value_once():
    for host in load().dns_hosts:
        for kind in ("A", "CNAME", "TXT", "MX"):
            holds = [each.holds.value for each in host.form if not each.only or kind in each.only]
            assert {"type", "name", "value"} <= set(holds), host.slug
            assert len(holds) == len(set(holds)), host.slug
        assert host.clicks, host.slug


def test_no_network_belongs_to_two_platforms():
    networks = load().networks
    for number, (network, platform) in enumerate(networks):
        for other, owner in networks[number + 1 :]:
            same_kind = network.version == other.version
            assert not (same_kind and network == other), (platform.slug, owner.slug, str(network))


def test_the_reference_is_what_checks_are_promised():
    promised: Data = load()
    assert promised.is_cdn_address("104.16.0.1")


@pytest.mark.parametrize(
    ("names", "slug"),
    [
        (["ns65.domaincontrol.com.", "NS66.DOMAINCONTROL.COM"], "godaddy"),
        (["dns1.registrar-servers.com"], "namecheap"),
        (["ns1045.ui-dns.de", "ns1045.ui-dns.org"], "ionos"),
        (["ada.ns.cloudflare.com"], "cloudflare"),
        (["ns-cloud-e1.googledomains.com"], "squarespace-domains"),
        (["ns1.hover.com"], "hover"),
        (["ns-12-a.gandi.net"], "gandi"),
        (["dns103.ovh.net"], "ovhcloud"),
        (["ns1.dns-parking.com"], "hostinger"),
        (["curitiba.ns.porkbun.com"], "porkbun"),
        (["ns-1536.awsdns-00.co.uk", "ns-0.awsdns-00.com"], "route53"),
        (["ns1.digitalocean.com"], "digitalocean-dns"),
        (["ns1.vercel-dns.com"], "vercel-dns"),
        (["docks05.rzone.de"], "strato"),
        (["ns1.example.com", "ns2.example.com", "ns1.domaincontrol.com"], "godaddy"),
        (["ada.ns.cloudflare.com", "ns1.domaincontrol.com", "ns2.domaincontrol.com"], "godaddy"),
        (["ada.ns.cloudflare.com", "bob.ns.cloudflare.com", "ns1.domaincontrol.com"], "cloudflare"),
    ],
)
def test_dns_hosts_by_their_name_servers(names, slug):
    host = load().dns_host_of(names)
    assert host is not None
    assert host.slug == slug


def test_unknown_name_servers_are_nobody_and_give_the_general_form():
    assert load().dns_host_of(["ns1.club.example", "domaincontrol.com.evil.example"]) is None
    assert load().dns_host_of([]) is None
    assert load().dns_host("nobody").slug == "any"
    assert load().dns_host("ionos").name == "IONOS"


def test_shared_name_servers_count_with_their_platform_only():
    assert load().dns_host_of(["dns2.p03.nsone.net"]) is None
    assert load().dns_host_of(["dns2.p03.nsone.net"], ["netlify"]).slug == "netlify-dns"


@pytest.mark.parametrize(
    ("address", "slug", "cdn"),
    [
        ("104.16.1.1", "cloudflare", True),
        ("2606:4700::1", "cloudflare", True),
        ("151.101.1.1", "fastly", True),
        ("2606:50c0:8000::153", "github-pages", True),
        ("76.76.21.21", "vercel", True),
        ("75.2.60.5", "netlify", True),
        ("99.83.190.102", "webflow", True),
        ("185.158.133.1", "lovable", True),
        ("49.12.3.4", "hetzner", False),
        ("66.241.124.5", "fly", False),
        ("192.0.2.1", None, False),
        ("127.0.0.1", None, False),
        ("::1", None, False),
        ("no address", None, False),
    ],
)
def test_addresses(address, slug, cdn):
    platform = load().platform_of_address(address)
    assert (platform.slug if platform else None) == slug
    assert load().is_cdn_address(address) is cdn


def test_networks_can_be_declared():
    book = load().with_networks("cloudflare", ["127.53.104.0/24"])
    assert book.is_cdn_address("127.53.104.7")
    assert not load().is_cdn_address("127.53.104.7")
    with pytest.raises(ValueError, match="no platform"):
        load().with_networks("nobody", [])


@pytest.mark.parametrize(
    ("host", "suffix"),
    [
        ("club-git-main.vercel.app", "vercel.app"),
        ("id-preview--abc.lovable.app.", "lovable.app"),
        ("ABC.lovableproject.com", "lovableproject.com"),
        ("x.ngrok-free.app", "ngrok-free.app"),
        ("x.up.railway.app", "up.railway.app"),
        ("vercel.app", None),
        ("myvercel.app", None),
        ("club.circle.so", None),
        ("club.example", None),
    ],
)
def test_preview_suffixes(host, suffix):
    assert load().preview_suffix_of(host) == suffix
    assert bool(load().preview_owner_of(host)) == bool(suffix)


@pytest.mark.parametrize(
    ("organisation", "name", "domain"),
    [
        ("Let's Encrypt", "E7", "letsencrypt.org"),
        ("Google Trust Services", "WE1", "pki.goog"),
        ("Google Trust Services LLC", "GTS CA 1P5", "pki.goog"),
        ("ZeroSSL", "ZeroSSL RSA Domain Secure Site CA", "sectigo.com"),
        ("Sectigo Limited", "Sectigo Public Server Authentication CA DV R36", "sectigo.com"),
        ("Cloudflare, Inc.", "Cloudflare Inc ECC CA-3", "digicert.com"),
        ("SSL Corporation", "Cloudflare TLS Issuing ECC CA 3", "ssl.com"),
        ("Amazon", "Amazon RSA 2048 M02", "amazon.com"),
        ("GoDaddy.com, Inc.", "Go Daddy Secure Certificate Authority - G2", "godaddy.com"),
        ("DigiCert Inc", "Encryption Everywhere DV TLS CA - G2", "digicert.com"),
        ("Buypass AS-983163327", "Buypass Class 2 CA 5", "buypass.com"),
    ],
)
def test_issuers(organisation, name, domain):
    assert load().caa_domains_of(organisation, name)[0] == domain


def test_unknown_issuers_are_not_judged():
    assert load().caa_domains_of("", "") == ()
    assert load().caa_domains_of("Own Lab CA", "Own Lab Issuing CA") == ()


@pytest.mark.parametrize(
    ("target", "service", "claimable"),
    [
        ("club.github.io", "GitHub Pages", "yes"),
        ("Club.HerokuApp.com.", "Heroku", "yes"),
        ("x.herokudns.com", "Heroku DNS target", "no"),
        ("abc.vercel-dns-017.com", "Vercel", "verified"),
        ("bucket.s3.amazonaws.com", "Amazon S3", "yes"),
        ("bucket.s3-website-eu-west-1.amazonaws.com", "Amazon S3", "yes"),
        ("bucket.s3-website.eu-central-1.amazonaws.com", "Amazon S3", "yes"),
        ("base44.onrender.com", "Base44", "unknown"),
        ("club.example", None, "unknown"),
    ],
)
def test_takeovers(target, service, claimable):
    entry = load().takeover_of(target)
    assert (entry.service if entry else None) == service
    assert load().claimable(target) == claimable


def test_platforms_by_slug_name_and_publish_steps():
    book = load()
    assert book.platform("nobody") is None
    assert book.platform("render").sleep.after_minutes == 15
    assert book.platform_of_name("base44.onrender.com").slug == "base44"
    assert book.platform_of_name("x.onrender.com").slug == "render"
    assert book.platform_of_name("evilonrender.com") is None
    assert book.publish_steps("lovable")[-1] == "Update"
    assert book.publish_steps("nobody") == ()
    assert "gptengineer" in book.marks


def test_words_are_few_and_have_roles():
    words = load().words
    assert 30 <= len(words) <= 50
    assert len({word.label for word in words}) == len(words)
    roles = {word.label: word.role for word in words}
    assert roles["staging"] is WordRole.STAGING
    assert {roles[label] for label in ("app", "api", "admin", "members")} == {
        WordRole.APP,
        WordRole.API,
        WordRole.ADMIN,
        WordRole.MEMBERS,
    }


def test_it_is_read_once_and_knows_its_age():
    assert load() is load()
    assert isinstance(load(), Reference)
    assert load().read_on >= date(2026, 11, 1)


def test_a_malformed_entry_names_its_place():
    with pytest.raises(ValueError, match="reference data words word"):
        value({"label": "x", "role": "nonsense"}, HostWord, "words word[0]")


def test_declared_networks_are_networks():
    for platform in load().platforms:
        for text in platform.networks:
            ip_network(text)
