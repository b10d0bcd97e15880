"""Ready-made pages, as they come from their makers, and pages that only speak of them."""

import re

import pytest

from launchready.formats.address import Home
from launchready.formats.markup.whole import read_markup
from launchready.formats.stock import stock
from launchready.formats.url import Url
from launchready.reference import load

PAGES = load().stock.pages
HERE = Url("https", "club.example", 443, "/")
NOBODY = Home(frozenset(), lambda _: False)

MADE = {
    "nginx": "<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is "
    "successfully installed and working. Further configuration is required.</p><p>For online documentation and support "
    "please refer to <a href='http://nginx.org/'>nginx.org</a>.</p><p><em>Thank you for using nginx.</em></p>",
    "nginx-packaged": "<title>Test Page for the HTTP Server</title><h1>Welcome to <strong>nginx</strong> on Fedora!</h1><p>This "
    "page is used to test the proper operation of the <strong>nginx</strong> HTTP server after it has been installed.</p>",
    "apache": "<html><body><h1>It works!</h1></body></html>",
    "apache-debian": "<title>Apache2 Debian Default Page: It works</title><p>This is the default welcome page used to test the "
    "correct operation of the Apache2 server after installation on Debian systems.</p>",
    "caddy": "<title>Caddy works!</title><h1>Congratulations!</h1><p>Your web server is working. Now make it work for you. 💪</p>",
    "iis": "<title>IIS Windows Server</title><a href='http://go.microsoft.com/'><img src=iisstart.png alt=IIS></a>",
    "firebase": "<title>Welcome to Firebase Hosting</title><h2>Welcome</h2><h1>Firebase Hosting Setup Complete</h1><p>You're "
    "seeing this because you've successfully setup Firebase Hosting. Now it's time to go build something extraordinary!</p>",
    "tomcat": "<title>Apache Tomcat/10.1.7</title><h2>If you\u2019re seeing this, you\u2019ve successfully installed Tomcat. "
    "Congratulations!</h2>",
    "lovable-blank": "<title>My app</title><h1>Welcome to Your Blank App</h1><p>Start building your amazing project here!</p>",
    "lovable-picture": "<div><img src='/placeholder.svg' alt='Your app will live here!'></div>",
    "bolt": "<title>Bolt</title><p>Start prompting (or editing) to see magic happen :)</p>",
    "vite": "<title>Vite + React</title><h1>Vite + React</h1><button>count is 0</button><p>Edit <code>src/App.tsx</code> and save to "
    "test HMR</p><p>Click on the Vite and React logos to learn more</p>",
    "listing": "<title>Index of /</title><h1>Index of /</h1><hr><pre><a href='../'>../</a>\n<a href='a.php'>a.php</a> 3 kB</pre>",
    "listing-python": "<title>Directory listing for /</title><h1>Directory listing for /</h1><ul><li><a href='a.py'>a.py</a></ul>",
    "php": "<br />\n<b>Fatal error</b>:  Uncaught Error: Call to undefined function club() in /var/www/html/index.php:3\nStack "
    "trace:\n#0 {main}\n  thrown in <b>/var/www/html/index.php</b> on line <b>3</b><br />",
    "wordpress": "<p>There has been a critical error on this website.</p><p><a href='/'>Learn more.</a></p>",
    "nextjs": "<h2>Application error: a client-side exception has occurred while loading club.example (see the browser console "
    "for more information).</h2>",
    "python": "<pre>Traceback (most recent call last):\n  File &quot;app.py&quot;, line 3</pre>",
    "express-route": "<title>Error</title><pre>Cannot GET /</pre>",
    "server-titled": "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr>"
    "<center>nginx</center></body></html>",
    "server": "Internal Server Error",
}  # fmt: skip
OWN = {
    "an article about nginx": "<title>Welcome to nginx! What now?</title><p>If you see this page, the nginx web server is "
    "successfully installed and working.</p>",
    "a founder's own three words": "<title>It works!</title><p>It works! Come in.</p>",
    "a club called Index of": "<title>Index of /</title><h1>Our club</h1><p>Index of / all meetings",
    "an article about PHP": "<title>Club</title><h1>How to read errors</h1><p>Fatal error: x in a.php on line 3",
    "soon": "<title>Club</title><h1>Coming soon</h1>",
    "a club called Not Found": "<title>404 Not Found, a band</title><h1>We play on Thursdays</h1>",
    "left over from the builder": "<img alt='Your app will live here!'><h1>Calm Club</h1><p>We are two hundred calm people who "
    "meet on Thursdays, and you may come too.</p>",
    "a long page that begins so": "<h1>Internal Server Error</h1><p>is the name of our band. We play on Thursdays.",
}  # fmt: skip


def found(markup: str) -> str:
    page = read_markup(markup, HERE, NOBODY)
    assert page.shown is not None
    return stock(page.meta.title, page.shown.text, page.words, PAGES, pictured=page.shown.pictured)


@pytest.mark.parametrize("slug", sorted(MADE))
def test_a_ready_made_page_is_recognised(slug: str):
    markup = MADE[slug]
    assert found(markup) == slug


@pytest.mark.parametrize("name", sorted(OWN))
def test_a_page_of_somebodys_own_is_none(name: str):
    assert found(OWN[name]) == ""


@pytest.mark.parametrize("slug", sorted(MADE))
def test_an_article_that_shows_the_page_is_none(slug: str):
    about = "<title>Club</title><h1>What our members ask</h1>" + "<p>We explain what we saw on our server.</p>" * 900
    assert found(about + re.sub(r"<title>.*?</title>", "", MADE[slug])) == ""


def test_entries_are_lower_case_with_slugs_of_their_own():
    assert len({page.slug for page in PAGES}) == len(PAGES)
    for page in PAGES:
        for text in (*page.titles, *page.starts, *page.marks):
            assert text == text.lower(), page.slug
        assert page.titles or page.starts or page.marks, page.slug


def test_the_book_knows_what_a_slug_is():
    assert load().stock_page_of("nginx") == ("welcome", "nginx")
    assert load().stock_page_of("") == ("", "")
