"""The signs of a platform, put together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.formats.platform import Evidence, Guess, PlatformGuess, Sign, fingerprint, variants
from launchready.reference import load

CLOUDFLARE_NS = ("ada.ns.cloudflare.com", "bob.ns.cloudflare.com.")
CLOUDFLARE = [("CF-Ray", "8f-FRA"), ("Server", "cloudflare")]


@pytest.mark.parametrize(
    ("cnames", "addresses", "headers", "marks", "ns", "slugs"),
    [
        # one sign after the other
        (
            ["cname.vercel-dns.com"],
            ["76.76.21.21"],
            [("X-Vercel-Id", "fra1::x")],
            [],
            ["ns1.domaincontrol.com"],
            ("godaddy", "", "vercel", ""),
        ),
        (["d1d4fc829fe7bc7c.vercel-dns-017.com."], [], [], [], [], ("", "", "vercel", "")),
        (
            ["x.netlify.app"],
            ["75.2.60.5"],
            [("server", "Netlify")],
            [],
            ["dns1.p01.nsone.net"],
            ("netlify-dns", "", "netlify", ""),
        ),
        ([], ["99.83.190.102"], [("x-wf-region", "eu")], ["data-wf-page="], [], ("", "", "webflow", "")),
        (
            [],
            ["185.158.133.1"],
            CLOUDFLARE,
            [],
            ["dns1.registrar-servers.com"],
            ("namecheap", "", "lovable", "lovable"),
        ),
        (
            [],
            ["185.199.108.153"],
            [("Server", "GitHub.com"), ("X-Served-By", "cache-fra-1")],
            [],
            [],
            ("", "", "github-pages", ""),
        ),
        # where the DNS leads outweighs a header that came along
        (["x.vercel.app"], [], [("x-nf-request-id", "1")], [], [], ("", "", "vercel", "")),
        # the builder's mark stays in the page when the app has moved to another host
        (["cname.vercel-dns.com"], [], [], ["gptengineer"], [], ("", "", "vercel", "lovable")),
        ([], ["203.0.113.9"], [], ["gptengineer"], [], ("", "", "", "lovable")),
        # a host that runs behind Cloudflare is no Cloudflare of the owner
        (
            ["x.onrender.com"],
            ["216.24.57.1"],
            [*CLOUDFLARE, ("x-render-origin-server", "uvicorn")],
            [],
            ["ns1.domaincontrol.com"],
            ("godaddy", "", "render", ""),
        ),
        (["x.onrender.com"], [], [*CLOUDFLARE, ("rndr-id", "1")], [], CLOUDFLARE_NS, ("cloudflare", "", "render", "")),
        # hidden by the owner's orange cloud: the zone is there and no alias shows
        (
            [],
            ["104.16.1.1"],
            [*CLOUDFLARE, ("x-render-origin-server", "x")],
            [],
            CLOUDFLARE_NS,
            ("cloudflare", "cloudflare", "render", ""),
        ),
        (
            [],
            ["104.16.1.1"],
            [*CLOUDFLARE, ("x-nf-request-id", "1")],
            [],
            ["ns1.domaincontrol.com"],
            ("godaddy", "cloudflare", "netlify", ""),
        ),
        ([], ["104.16.1.1"], CLOUDFLARE, [], CLOUDFLARE_NS, ("cloudflare", "cloudflare", "", "")),
        # hosted community, seen by its alias; an embedded widget is no host
        (["club.circle.so"], [], CLOUDFLARE, [], [], ("", "", "circle", "")),
        ([], ["203.0.113.9"], [], ["app.circle.so"], [], ("", "", "", "")),
        # base44 stands on Render: the longer name decides
        (["base44.onrender.com"], [], [], [], [], ("", "", "base44", "base44")),
        # NS1 without Netlify is nobody that we know
        ([], [], [], [], ["dns1.p01.nsone.net"], ("", "", "", "")),
        ([], ["not an address"], [("server", "nginx")], ["unknown"], [], ("", "", "", "")),
    ],
)
def test_who_runs_what(cnames, addresses, headers, marks, ns, slugs):
    guess = fingerprint(cnames, addresses, headers, marks, ns, load())
    assert guess.slugs == slugs


def test_the_evidence_says_what_gave_it_away():
    guess = fingerprint(
        ["x.netlify.app"],
        ["75.2.60.5"],
        [("X-NF-Request-ID", "01J"), ("Server", "Netlify")],
        [],
        ["ns1.domaincontrol.com"],
        load(),
    )
    assert guess.evidence == (
        "godaddy: nameserver ns1.domaincontrol.com",
        "netlify: cname x.netlify.app",
        "netlify: address 75.2.60.5",
        "netlify: header x-nf-request-id",
        "netlify: header server: netlify",
    )


def test_the_same_sign_counts_once():
    guess = fingerprint(["x.netlify.app"] * 3, [], [], [], [], load())
    assert guess.host == Guess("netlify", (Evidence(Sign.CNAME, "x.netlify.app"),))


def test_nothing_seen_is_nothing_guessed():
    assert fingerprint([], [], [], [], [], load()) == PlatformGuess()
    assert PlatformGuess().slugs == ("", "", "", "")
    assert PlatformGuess().evidence == ()


@pytest.mark.parametrize(
    ("where", "order"),
    [
        ("dns", ("godaddy", "cloudflare", "vercel", "lovable")),
        ("registrar", ("godaddy", "cloudflare", "vercel", "lovable")),
        ("edge", ("cloudflare", "vercel", "lovable", "godaddy")),
        ("host", ("lovable", "vercel", "cloudflare", "godaddy")),
        ("code", ("lovable", "vercel", "cloudflare", "godaddy")),
    ],
)
def test_text_variants_follow_the_place_of_the_fix(where, order):
    assert variants(where, "godaddy", "cloudflare", "vercel", "lovable") == order


def test_variants_leave_out_what_is_not_known_and_repeat_nothing():
    assert variants("dns", "cloudflare", "cloudflare", "", "lovable") == ("cloudflare", "lovable")


texts = st.lists(st.text(max_size=20), max_size=3)


@given(texts, texts, st.lists(st.tuples(st.text(), st.text()), max_size=3), texts, texts)
def test_anything_may_come_in(cnames, addresses, headers, marks, ns):
    fingerprint(cnames, addresses, headers, marks, ns, load())
