"""A barrier is told from the site's own answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.formats.wall import recognise, sign_in_wall
from launchready.reference import load

HTML = ("Content-Type", "text/html")
JSON = ("Content-Type", "application/json; charset=utf-8")
CLOUDFLARE = (("Server", "cloudflare"), ("CF-RAY", "8f1-FRA"))


@pytest.mark.parametrize(
    ("status", "headers", "body", "kind", "who"),
    [
        (403, [*CLOUDFLARE, ("cf-mitigated", "challenge")], "", "challenge", "cloudflare"),
        (429, [*CLOUDFLARE, ("Cf-Mitigated", "Challenge")], "", "challenge", "cloudflare"),
        (503, CLOUDFLARE, "<html><TITLE>Just a moment...</TITLE>", "challenge", "cloudflare"),
        (403, CLOUDFLARE, "error code: 1020", "forbidden", "cloudflare"),
        (403, [("x-vercel-mitigated", "challenge")], "", "challenge", "vercel"),
        (429, [("x-vercel-challenge-token", "2.17")], "", "challenge", "vercel"),
        (403, [("server", "Vercel")], "<title>Vercel Security Checkpoint</title>", "challenge", "vercel"),
        (403, [("x-vercel-mitigated", "deny")], "", "forbidden", "vercel"),
        (202, [("x-amzn-waf-action", "challenge")], "", "challenge", "aws"),
        (405, [("x-amzn-waf-action", "captcha")], "", "challenge", "aws"),
        (
            403,
            [("Server", "CloudFront")],
            "<h2>The request could not be satisfied.</h2> Request blocked.",
            "forbidden",
            "aws",
        ),
        (403, [("Server", "AkamaiGHost")], "<H1>Access Denied</H1>", "forbidden", "akamai"),
        (403, [HTML], "https://errors.edgesuite.net/18.9", "forbidden", "akamai"),
        (403, [("X-DataDome", "protected")], "", "challenge", "datadome"),
        (403, [HTML], "<div id='px-captcha'>", "challenge", "perimeterx"),
        (200, [HTML], "Request unsuccessful. Incapsula incident ID: 1-2", "challenge", "imperva"),
        (403, [("X-Sucuri-Block", "x")], "", "forbidden", "sucuri"),
        (200, [HTML], "Making sure you&#39;re not a bot!", "challenge", "anubis"),
        (429, [JSON], "{}", "rate-limit", "unknown"),
        (503, [("Retry-After", "120")], "back soon", "rate-limit", "unknown"),
        (403, [HTML], "<h1>403 Forbidden</h1>", "forbidden", "unknown"),
    ],
)
def test_walls(status, headers, body, kind, who):
    wall = recognise(status, headers, body, load().walls)
    assert wall is not None
    assert (wall.kind, wall.who) == (kind, who)
    assert wall.name
    assert wall.how_to_let_us_in.endswith(".")


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (200, [*CLOUDFLARE, HTML], "<title>Club</title>"),
        (200, [HTML], "<title>Just a moment...</title> how our club began"),
        (403, [*CLOUDFLARE, JSON], '{"error": "forbidden"}'),
        (403, [HTML], "<h1>Forbidden</h1><p>CSRF verification failed. Request aborted.</p>"),
        (403, [("content-type", "application/xml")], "<Error><Code>AccessDenied</Code></Error>"),
        (401, [("cf-mitigated", "challenge")], "who are you"),
        (404, [*CLOUDFLARE], "not here"),
        (500, [], "Traceback (most recent call last)"),
        (503, [HTML], "Application error"),
        (200, [("X-DataDome", "protected")], "<title>Club</title>"),
        (200, [HTML], "x" * 20_000 + "incapsula incident id"),
    ],
)
def test_the_sites_own_answers_are_no_walls(status, headers, body):
    assert recognise(status, headers, body, load().walls) is None


@pytest.mark.parametrize(
    ("status", "headers", "location", "body", "who"),
    [
        (302, [], "https://vercel.com/sso-api?url=https%3A%2F%2Fclub.vercel.app", "", "vercel"),
        (
            401,
            [("Set-Cookie", "_vercel_sso_nonce=abc; Path=/")],
            "",
            "<title>Authentication Required</title>",
            "vercel",
        ),
        (401, [("Server", "Vercel")], "", "window.location='https://vercel.com/sso-api?x'", "vercel"),
        (401, [("Server", "Netlify"), HTML], "", "<form>", "netlify"),
        (302, [], "https://club.cloudflareaccess.com/cdn-cgi/access/login/club.example", "", "cloudflare"),
        (302, [], "https://lovable.dev/login?redirect=x", "", "lovable"),
        (302, [], "https://replit.com/__replshield?redirect=x", "", "replit"),
        (302, [("powered-by", "Shopify")], "https://club.example/password", "", "shopify"),
        (200, [("ngrok-error-code", "ERR_NGROK_6024")], "", "", "ngrok"),
        (200, [HTML], "", "You are about to visit: ERR_NGROK_6024", "ngrok"),
        (401, [("WWW-Authenticate", 'Basic realm="staging"')], "", "", "basic-auth"),
    ],
)
def test_sign_in_walls(status, headers, location, body, who):
    wall = sign_in_wall(status, headers, location, body, load().sign_ins)
    assert wall is not None
    assert (wall.who, wall.certain) == (who, True)
    assert wall.how_to_open.endswith(".")


@pytest.mark.parametrize(
    ("status", "headers", "location", "body"),
    [
        (302, [], "https://club.example/login", ""),
        (302, [], "https://notvercel.com/sso-api", ""),
        (302, [], "https://[broken", ""),
        (307, [("powered-by", "Shopify")], "https://club.example/pages", ""),
        (401, [JSON, ("server", "Netlify")], "", '{"error": "sign in"}'),
        (200, [("server", "Vercel"), HTML], "", "<title>Club</title>"),
    ],
)
def test_the_apps_own_login_is_none(status, headers, location, body):
    assert sign_in_wall(status, headers, location, body, load().sign_ins) is None


def test_a_bare_401_is_only_a_candidate():
    wall = sign_in_wall(401, [HTML], "", "<h1>Unauthorized</h1>", load().sign_ins)
    assert wall is not None
    assert not wall.certain


@given(st.integers(100, 599), st.lists(st.tuples(st.text(), st.text()), max_size=4), st.text(), st.text())
def test_anything_may_come_in(status, headers, location, body):
    recognise(status, headers, body, load().walls)
    sign_in_wall(status, headers, location, body, load().sign_ins)
    if status == 401:
        assert recognise(status, headers, body, load().walls) is None
