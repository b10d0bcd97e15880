import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.facts.page import Form, FormPurpose
from launchready.formats.html import parsed
from launchready.formats.markup.forms import MOST, forms
from launchready.formats.url import Url

MAIL, PASSWORD, TEXT = "<input type=email name=email>", "<input type=password name=password>", "<input name=user>"


def read(html: str, path: str = "/") -> list[Form]:
    tree = parsed(html)
    assert tree is not None
    return [form for form, _ in forms(tree, Url("https", "club.example", 443, path))]


def purpose(html: str, path: str = "/") -> FormPurpose:
    found = read(html, path)
    assert len(found) == 1
    return found[0].purpose


@pytest.mark.parametrize(
    ("html", "path", "expected"),
    [
        (f"<form>{MAIL}{PASSWORD}<button>Log in</button><a href=/signup>Sign up</a></form>", "/", FormPurpose.LOGIN),
        (f"<form>{TEXT}{PASSWORD}<button>Weiter</button></form>", "/anmelden", FormPurpose.LOGIN),
        (f"<form>{TEXT}{PASSWORD}<button>Go</button></form>", "/", FormPurpose.LOGIN),
        (f"<form>{PASSWORD}<button>Unlock</button></form>", "/", FormPurpose.LOGIN),
        (
            f"<form>{MAIL}{PASSWORD}<a>Forgot your password?</a><button>Se connecter</button></form>",
            "/",
            FormPurpose.LOGIN,
        ),
        (f"<form>{MAIL}<button>Send me a magic link</button></form>", "/", FormPurpose.LOGIN),
        (f"<form>{MAIL}<input type=submit value='Iniciar sesión'></form>", "/", FormPurpose.LOGIN),
        (f"<form>{MAIL}{PASSWORD}{PASSWORD}<button>OK</button></form>", "/", FormPurpose.SIGN_UP),
        (f"<form>{MAIL}<input type=password autocomplete=new-password></form>", "/", FormPurpose.SIGN_UP),
        (f"<form>{MAIL}{PASSWORD}<button>Join the club</button></form>", "/", FormPurpose.SIGN_UP),
        (f"<form>{MAIL}{PASSWORD}<button>Go</button> Already here? Log in</form>", "/register", FormPurpose.SIGN_UP),
        (f"<form action=/users/sign_up>{MAIL}<button>Mitglied werden</button></form>", "/", FormPurpose.SIGN_UP),
        (f"<form>{PASSWORD}{PASSWORD}<button>Save</button></form>", "/", FormPurpose.RESET),
        (f"<form>{MAIL}<button>Passwort vergessen</button></form>", "/", FormPurpose.RESET),
        (f"<form action=/password/reset>{MAIL}<button>Send</button></form>", "/", FormPurpose.RESET),
        ("<form><input type=search name=x></form>", "/", FormPurpose.SEARCH),
        ("<form><input name=q><input type=hidden name=l></form>", "/", FormPurpose.SEARCH),
        ("<form role=search><input name=term></form>", "/", FormPurpose.SEARCH),
        (f"<form>{TEXT}{MAIL}<textarea name=m></textarea></form>", "/", FormPurpose.CONTACT),
        (f"<form>{MAIL}<select></select><button>Kontakt</button></form>", "/", FormPurpose.CONTACT),
        ("<form><input type=tel><button>Send message</button></form>", "/", FormPurpose.CONTACT),
        ("<form><input autocomplete=cc-number><input name=cvc></form>", "/", FormPurpose.PAYMENT),
        ("<form action=https://checkout.stripe.com/x><button>Pay</button></form>", "/", FormPurpose.PAYMENT),
        (f"<form>{MAIL}<button>Get the letter</button></form>", "/", FormPurpose.OTHER),
        (f"<form>{MAIL}<button>Book a session</button></form>", "/", FormPurpose.OTHER),
        ("<form><input type=checkbox><button>Like</button></form>", "/", FormPurpose.OTHER),
        ("<form></form>", "/", FormPurpose.OTHER),
    ],
)
def test_what_a_form_is_for(html: str, path: str, expected: FormPurpose):
    assert purpose(html, path) is expected


def test_a_form_as_it_is_recorded():
    html = f"<form method=POST action='http://other.example/login?token=abc'>{MAIL}{PASSWORD}<select></select><input type=submit><input type='<b>'></form>"
    assert read(html) == [
        Form(
            action="http://other.example/login?token=…",
            action_scheme="http",
            action_host="other.example",
            method="post",
            purpose=FormPurpose.LOGIN,
            fields=("email", "password", "select", "text"),
        )
    ]


def test_a_form_without_an_address_sends_to_its_page():
    for action in ("", "action=''", "action='javascript:void(0)'"):
        (form,) = read(f"<form {action} method=put>{MAIL}</form>", "/here")
        assert (form.action, form.method) == ("https://club.example/here", "get")
    assert read("<form method=dialog></form>")[0].method == "dialog"


def test_a_password_outside_any_form_is_a_form_of_a_script():
    html = f"<h1>Welcome back</h1><div>{MAIL}{PASSWORD}<button>Sign in</button></div><input type=password form=f><form id=f>{TEXT}</form>"
    both = read(html)
    assert [(form.method, form.purpose) for form in both] == [("get", FormPurpose.OTHER), ("", FormPurpose.LOGIN)]
    assert both[1].fields == ("email", "password")
    assert read(f"<div><p>{PASSWORD}</p></div>")[0].purpose is FormPurpose.LOGIN
    assert len(read(f"<form><p>{PASSWORD}</p></form>")) == 1


def test_floods_end():
    assert len(read("<form></form>" * 99)) == MOST
    assert len(read("<form></form>" * 99 + PASSWORD)) == MOST
    assert len(read(f"<form>{TEXT * 99}</form>")[0].fields) == 30


@given(st.text(alphabet="<>form inputypaswd=email", max_size=200))
def test_anything_is_read(text: str):
    read(text + PASSWORD)
