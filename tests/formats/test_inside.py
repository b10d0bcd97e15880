import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.formats.inside import inside
from launchready.formats.trail import trail

FRAME = """<span class="text-gray-900">Illuminate\\Routing\\Router</span>
   <span class="font-mono text-xs">:808</span>"""
RELATIVE = '<span data-tippy-content="x">app/Http/Controllers/Events.php<span class="n">:41</span></span>'


@pytest.mark.parametrize("status", [404, 500])
@pytest.mark.parametrize(
    "text",
    [
        "Error: no such member in /var/www/circle/routes/web.php:41",
        "<p>Error</p><p>/var/www/circle/routes/web.php<span>:41</span></p>",
        "in /var/www/circle/app/Home.php on line 41",
        "/app/members.py&quot;, line 3",
        '/app/members.py", line 3, in show',
        "/ho" + "me/circle/releases/9/lib/club.rb:12",
        "/usr/src/app/server/index.js:12:9",
        "/opt/circle/main.go:7",
        "C:\\inetpub\\circle\\Home.cs:line 42",
        "C:\\laragon\\www\\circle\\app\\Home.php</span><span>:16",
        FRAME,
        RELATIVE,
        'in <a href="#">vendor/symfony/http-kernel/HttpKernel.php</a> (line 76)',
        '{"message":"No query results","file":"\\/var\\/www\\/circle\\/Home.php","line":41}',
        '{"line_number":829,"method":"run","file":"/data/circle/Connection.php"}',
    ],
)
def test_files_of_the_server_with_their_lines(text: str, status: int):
    assert inside(text, status) == ("trace:server",)
    assert trail(text, status=status, is_page=True) == ("trace:server",)
    assert trail(text, status=200, is_page=True) == ()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("<title>Error</title><h1>SQLSTATE[HY000] [2002] Connection refused</h1>", ("trace:database",)),
        ("<h1>psycopg.errors.UndefinedTable</h1>", ("trace:database",)),
        ("/srv/vendor/symfony/http-kernel/HttpKernel.php", ("trace:server",)),
        ("/venv/lib/python3.11/site-packages/flask/app.py", ("trace:server",)),
        ("/usr/local/bundle/gems/rack-3.0.8/lib/rack/body.rb", ("trace:server",)),
        ("<pre>SQLSTATE[42S02] in /var/www/a.php:3</pre>", ("trace:server", "trace:database")),
    ],
)
def test_what_only_a_failing_server_says(text: str, kinds: tuple[str, ...]):
    assert inside(text, 500) == kinds
    assert inside(text, 404) == ()


@pytest.mark.parametrize("status", [404, 500])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "<h1>Server Error (500)</h1> Reference 12:41",
        "an error at /app/x.js:1:2",
        '<script src="/app/main.js"></script> <script src="https://club.example/var/www/main.js?v=41">',
        '<a href="/web/index.php?id=41">Home</a> <a href="/app/index.php">App</a>',
        "Symfony\\Component is a library",
        '{"file":"photo.png","line":3}',
        "Read vendor/README.md:3 and src/main.ts:4",
    ],
)
def test_what_says_nothing(text: str, status: int):
    assert inside(text, status) == ()


def test_an_article_that_a_missing_page_offers():
    text = "<h1>Not found</h1><h2>How I mended SQLSTATE[HY000]</h2><pre>/var/www/circle/a.php:41</pre><code>/srv/a.py:3</code>"
    assert inside(text, 404) == ()


@given(st.text(alphabet='/var/www.php:1 <span>\\"file":line(C', max_size=300), st.sampled_from([404, 500]))
def test_anything_is_read(text: str, status: int):
    inside(text, status)


@pytest.mark.parametrize(
    "text", ["/var/www/" * 30_000, "<a " * 90_000, "C:\\a " * 60_000, '"file":"' * 30_000, "Doctrine\\" * 30_000]
)
def test_floods_end(text: str):
    assert inside(text, 500) == ()
