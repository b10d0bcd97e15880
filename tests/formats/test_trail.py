import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.formats.trail import secret_names, trail

NODE = """<pre>TypeError: Cannot read properties of undefined<br> &nbsp; &nbsp;at /app/routes/index.js:12:9<br>
&nbsp; &nbsp;at Layer.handle [as handle_request] (/app/node_modules/express/lib/router/layer.js:95:5)</pre>"""
SLASHES = "/" * 3
PYTHON = 'Traceback (most recent call last):\n  File "/srv/app/main.py", line 12, in <module>\n    run()\nKeyError: 1'
JAVA = """java.lang.NullPointerException
\tat com.club.web.Home.index(Home.java:42)
\tat org.springframework.web.Foo.bar(Foo.java:7)"""
PHP = "<br />\n<b>Warning</b>:  Undefined variable $x in <b>/var/www/html/index.php</b> on line <b>12</b><br />"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "<title>KeyError at /</title> You're seeing this error because you have <code>DEBUG = True</code> in Django",
            "debug:django",
        ),
        ("Werkzeug Debugger <h2>Traceback</h2> <script>EVALEX</script>", "debug:werkzeug"),
        ("<h1>Action Controller: Exception caught</h1>", "debug:rails"),
        ("<a>Application Trace</a> | <a>Framework Trace</a> | <a>Full Trace</a>", "debug:rails"),
        ("<script>window.ignite</script> Ignition Laravel Stack", "debug:laravel"),
        ("Laravel Internal Server Error. Stack trace. 12 vendor frames", "debug:laravel"),
        ('<div x-data="{ includeVendorFrames: false }"> <span>Expand</span> vendor frames', "debug:laravel"),
        ('<script>window.data = {"report":{"notifier":"Laravel Client","stacktrace":[]}}', "debug:laravel"),
        ("<title>Whoops! There was an error.</title> Stack frames (12)", "debug:whoops"),
        ("<title>No route found (404) - Symfony Exception</title>", "debug:symfony"),
        ("Whitelabel Error Page at org.springframework.boot", "debug:spring"),
        ("Server Error in '/' Application. Stack Trace: x Version Information: 4.8", "debug:aspnet"),
        ("An unhandled exception occurred while processing the request. Stack Query Cookies", "debug:aspnet"),
        (NODE, "trace:node"),
        (f"Error: x\n    at run (file:{SLASHES}app/a.mjs:1:2)\n    at /app/b.js:3:4", "trace:node"),
        (PYTHON, "trace:python"),
        (PYTHON.replace('"', "&quot;"), "trace:python"),
        (JAVA, "trace:java"),
        ("   at Club.Home.Index(Int32 id) in C:\\app\\Home.cs:line 42", "trace:dotnet"),
        ("/app/models/user.rb:12:in `find'\n/app/x.rb:3:in `call'", "trace:ruby"),
        ("goroutine 1 [running]:\nmain.main()\n\t/app/main.go:12 +0x1d", "trace:go"),
        ("#0 /var/www/index.php(12): run()\n#1 /var/www/lib/a.php(3): go()", "trace:php"),
        (PHP, "trace:php"),
    ],
)
def test_error_pages_that_say_too_much(text: str, kinds: str):
    assert trail(text, status=500, is_page=True) == (kinds,)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('<script type="module" src="/@vite/client"></script>', "debug:vite"),
        ('<script src="/_next/static/development/_buildManifest.js">', "debug:nextjs"),
        ('<script src="/_next/static/chunks/main-app.js?v=1764000000000" async="">', "debug:nextjs"),
        ('<div id="djDebug" class="djdt">', "debug:django-toolbar"),
        ('<div id="flDebug">', "debug:flask-toolbar"),
        ('<div id="sfwdt1a2b3c" class="sf-toolbar sf-display-none">', "debug:symfony"),
        ('<title>PHP 8.2.1 - phpinfo()</title><td class="e">System </td>', "debug:phpinfo"),
        (PHP, "trace:php"),
    ],
)
def test_development_tools_show_on_pages_that_work(text: str, kind: str):
    assert trail(text, status=200, is_page=True) == (kind,)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        # An article, a manual, a forum: they quote what they talk about.
        (f"<h1>How to read a traceback</h1><pre>{PYTHON}</pre><code>{JAVA}</code>{NODE}", 200),
        (f"<article>We saw this: <pre>{PHP}</pre></article>", 200),
        ("<p>Set DEBUG = True in your Django settings.</p>", 200),
        ('<pre>&lt;script type="module" src="/@vite/client"&gt; &lt;div id="djDebug"</pre> phpinfo() explained', 200),
        ("<h1>Werkzeug Debugger explained</h1> A traceback appears.", 200),
        ("Whitelabel Error Page. There was an unexpected error (type=Not Found, status=404).", 404),
        ("<h1>Server Error (500)</h1>", 500),
        ("at home (see page 12:30:10) Warning: in <b>bold</b>", 500),
        ("Traceback (most recent call last) is what Python prints", 500),
        ("an error at /app/x.js:1:2", 500),
        ("goroutine 1 [running]", 500),
        ("<b>Warning</b>: this product in <b>blue</b>", 200),
        ("", 500),
    ],
)
def test_what_only_talks_about_it(text: str, status: int):
    assert trail(text, status=status, is_page=True) == ()


def test_an_api_that_answers_with_a_trace():
    assert trail('{"stack":"Error\\n at f (/app/a.js:1:2)\\n at g (/app/b.js:3:4)"}', status=200, is_page=False) == (
        "trace:node",
    )


def test_names_of_settings_that_are_shown():
    page = """
    <tr><td class="e">DB_PASSWORD </td><td class="v">hunter2 </td></tr>
    <tr><td class="e">STRIPE_SECRET_KEY </td><td class="v"><i>no value</i></td></tr>
    <tr><td>SECRET_KEY</td><td class="code"><pre>'********************'</pre></td></tr>
    <tr><td>DATABASE_URL</td>\n<td class="code"><pre>postgres://u:p@h/db</pre></td></tr>
    <tr><td class="e">$_ENV['OPENAI_API_KEY']</td><td class="v">sk-1</td></tr>
    <tr><td>SESSION_COOKIE_NAME</td><td>sessionid</td></tr>
    "APP_KEY" => "base64:abc", MAIL_PASSWORD='pw1', "NEXT_PUBLIC_KEY": "y", "JWT_TOKEN": "[redacted]", HOME="/root"
    """
    assert secret_names(page) == ("APP_KEY", "DATABASE_URL", "DB_PASSWORD", "MAIL_PASSWORD", "OPENAI_API_KEY")
    assert "hunter2" not in str(secret_names(page))
    assert len(secret_names("".join(f"K{n}_SECRET='pw1'," for n in range(99)))) == 30
    assert secret_names("nothing here") == ()


@given(st.text(alphabet="at /a.js:1()<b>Warn\n:\"SECRET_KEY='", max_size=200), st.sampled_from([200, 500]))
def test_anything_is_read(text: str, status: int):
    trail(text, status=status, is_page=True)
    secret_names(text)
