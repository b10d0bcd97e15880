"""The form by which members sign in, found and filled in."""

import pytest

from launchready.formats.login_form import (
    address_form,
    asks_to_sign_in,
    has_password_field,
    link_form,
    login_form,
    mail_form,
    mail_links,
    says_mailed,
    sign_in_links,
)
from launchready.formats.url import Url

HERE = Url("https", "club.example", 443, "/login", "next=/members")
DJANGO = """<form method="post" action="/accounts/login/"><input type="hidden" name="csrfmiddlewaretoken" value="t0ken">
<input type="text" name="username" autocomplete="username" required><input type="password" name="password">
<input type="checkbox" name="remember" checked><input type="checkbox" name="trap"><input type="radio" name="as" value="member">
<select name="lang"><option value=en>English</select><input name="nickname" disabled value="x"><input type=file name=f>
<button type="submit" name="do" value="login">Log in</button><button name="do" value="else">Else</button></form>"""
TOWER = "<div>" * 20_000


def test_a_form_keeps_its_own_fields():
    form = login_form(DJANGO, HERE)
    assert form is not None
    assert form.action == Url("https", "club.example", 443, "/accounts/login/")
    assert (form.user_field, form.password_field, form.method) == ("username", "password", "POST")
    body = form.body("member@club.example", "pass word&1").decode()
    assert body == (
        "csrfmiddlewaretoken=t0ken&remember=on&lang=&do=login&username=member%40club.example&password=pass+word%261"
    )


def test_fresh_tokens_are_taken_over():
    form = login_form(DJANGO, HERE)
    later = login_form(DJANGO.replace("t0ken", "fresh"), HERE)
    assert form is not None
    assert later is not None
    assert "csrfmiddlewaretoken=fresh" in form.with_fields_of(later).body("a", "b").decode()


def a_form(inside: str, attributes: str = "method=post") -> str:
    return f"<form {attributes}>{inside}</form>"


PASSWORD = "<input type=PASSWORD name=pw>"
MAIL = "<input type=email name=mail>"


@pytest.mark.parametrize(
    ("html", "user"),
    [
        (a_form(f"{MAIL}{PASSWORD}"), "mail"),
        (a_form(f"<input name=csrf2><input name=login>{PASSWORD}"), "login"),
        (a_form(f"<input name=q1>{PASSWORD}"), "q1"),
        (a_form(f"<input name=who placeholder='Your e-mail'><input name=code>{PASSWORD}"), "who"),
        (a_form(f"{MAIL}<input type=password>") + a_form(f"<input type=tel name=user_phone>{PASSWORD}"), "user_phone"),
        (a_form(f"{MAIL}{PASSWORD}", "method=POST action=https://api.club.example/in"), "mail"),
    ],
)
def test_the_field_for_the_name(html: str, user: str):
    form = login_form(html, HERE)
    assert form is not None
    assert (form.user_field, form.password_field) == (user, "pw")


@pytest.mark.parametrize(
    "html",
    [
        "",
        a_form(MAIL),
        a_form(f"{MAIL}{PASSWORD}<input type=password name=again>"),
        a_form(f"{MAIL}<input type=password name=pw autocomplete=new-password>"),
        a_form(f"{MAIL}{PASSWORD}", "method=get"),
        a_form(f"{MAIL}{PASSWORD}", ""),
        a_form(f"{MAIL}{PASSWORD}", "method=post action='mailto:x@club.example'"),
        a_form(f"<input name=a><input name=b>{PASSWORD}"),
        a_form(f"<textarea name=login></textarea><select name=user></select>{PASSWORD}"),
        a_form(PASSWORD),
        TOWER,
    ],
)
def test_what_is_no_sign_in(html: str):
    assert login_form(html, HERE) is None


RESET = Url("https", "club.example", 443, "/account/forgot-password")


@pytest.mark.parametrize(
    ("html", "url", "user"),
    [
        (a_form(MAIL), RESET, "mail"),
        (a_form(f"{MAIL}<button>Reset password</button>"), HERE, "mail"),
        (a_form(MAIL, "method=post action=/password/reset"), HERE, "mail"),
        (a_form(MAIL, "method=post id=magic-link"), HERE, "mail"),
        (a_form(f"{MAIL}<button>Join the newsletter</button>"), HERE, None),
        (a_form(f"{MAIL}{PASSWORD}<p>Forgot password?"), HERE, None),
        (a_form("<input name=a><input name=b>"), RESET, None),
        (a_form(MAIL, "method=get"), RESET, None),
    ],
)
def test_the_form_that_sends_a_mail(html: str, url: Url, user: str | None):
    form = mail_form(html, url)
    assert (form.user_field if form else None) == user
    if form:
        assert form.password_field == ""
        assert form.body("member@club.example", "never sent").decode().endswith("mail=member%40club.example")


HOME = Url("https", "club.example", 443, "/")


@pytest.mark.parametrize(
    ("words", "link"),
    [
        ("<button>Mail me a link</button>", True),
        ("<input type=submit value='Send login code'>", True),
        ("Log in without a password <button>Go</button>", True),
        ("<button>Anmeldelink anfordern</button>", True),
        ("<button>Recevoir le lien</button>", True),
        ("<button>Continue</button>", False),
        ("<input name=who><button>Mail me a link</button>", False),
        ("<textarea name=t></textarea><button>Mail me a link</button>", False),
    ],
)
def test_a_way_in_by_mail(words: str, link: bool):
    html = a_form(f"{MAIL}{words}")
    assert (link_form(html, HERE) is not None) is link
    assert (mail_form(html, HERE) is not None) is link


def test_a_mail_that_lets_nobody_in():
    html = a_form(f"{MAIL}<button>Send me the link to the brochure</button>")
    assert link_form(html, HOME) is None
    assert mail_form(html, HOME) is not None


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        (MAIL, True),
        ("<input name=who placeholder='Your e-mail'>", True),
        (f"{MAIL}<input type=hidden name=t value=1><input type=checkbox name=yes><button>Join</button>", True),
        ("<input name=q>", False),
        (f"{MAIL}{PASSWORD}", False),
        (f"{MAIL}<textarea name=message></textarea>", False),
        ("<input type=tel name=mail_phone>", False),
        ("<input type=hidden name=t>", False),
        ("<input type=email name=e disabled>", False),
    ],
)
def test_a_form_that_asks_for_an_address_alone(inside: str, found: bool):
    assert (address_form(a_form(inside), HOME) is not None) is found


@pytest.mark.parametrize(
    ("page", "mailed"),
    [
        ("<h1>Look into your mail</h1>", True),
        ("<p>We sent you a link.", True),
        ("<p>If there is an account, an e-mail has been sent.", True),
        ("<p>Please confirm your subscription", True),
        ("<p>Schau in dein Postfach", True),
        ("<p>You are on the list. Welcome!", False),
        ("<p>Your password?", False),
        ("<script>'check your inbox'</script>", False),
        (TOWER, False),
    ],
)
def test_what_says_that_a_mail_is_on_its_way(page: str, mailed: bool):
    assert says_mailed(page) is mailed


LINKS = """<a href="/reset">I forgot it</a><a href="/x">Passwort vergessen?</a><a href="https://other.example/reset">x</a>
<a href="javascript:void(0)">Reset</a><a href="/about">About us</a><a href=/reset>again</a><a>Reset</a>"""


def test_links_to_a_new_password_stay_on_the_host():
    assert [link.path for link in mail_links(LINKS, HERE)] == ["/reset", "/x"]
    assert mail_links(TOWER, HERE) == ()


def test_links_to_a_sign_in():
    html = '<a href="/blog">Blog</a><a href="/in">Sign in</a><a href="https://app.club.example/log-in?x=1">Go</a><a href="/catalogin">C</a>'
    assert [link.text for link in sign_in_links(html, HERE)] == [
        "https://club.example/in",
        "https://app.club.example/log-in?x=1",
    ]


@pytest.mark.parametrize(
    ("html", "asks"),
    [
        ("<input type=password>", True),
        ("<p>Please <a href=/in>log in</a> first", True),
        ("<p>Bitte anmelden", True),
        ("<script>login()</script><title>Log in</title><div id=root></div>", False),
        ("<p>Welcome, Member Seventeen", False),
        (TOWER, False),
    ],
)
def test_whether_a_page_asks_to_sign_in(html: str, asks: bool):
    assert asks_to_sign_in(html) is asks


def test_a_password_field():
    assert has_password_field("<input type=Password>")
    assert not has_password_field("<input type=text>")
    assert not has_password_field(TOWER)
