import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.formats.payment_key import Key, payment_keys

TWENTY_FOUR = "TYooMQauvdEDq54NiTphI7jx"
LONG = "51" + "aB3dE5" * 16
HEX40 = "0123456789" * 4


@pytest.mark.parametrize(
    ("text", "provider", "test", "form"),
    [
        (f'Stripe("pk_test_{TWENTY_FOUR}")', "stripe", True, "pk_test_…I7jx"),
        (f"k='pk_live_{LONG}'", "stripe", False, "pk_live_…3dE5"),
        (f"cs_test_{TWENTY_FOUR}", "stripe", True, "cs_test_…I7jx"),
        ("https://buy.stripe.com/test_28o9Bv7abc", "stripe", True, "buy.stripe.com/test_…7abc"),
        ("https://buy.stripe.com/28o9Bv7abc", "stripe", False, "buy.stripe.com/…7abc"),
        (f'"pk_test_{HEX40}"', "paystack", True, "pk_test_…6789"),
        ('Paddle.Initialize({token:"test_0123456789abcdef0123456789a"})', "paddle", True, "test_012…789a"),
        ('token:"live_0123456789abcdef0123456789a"', "paddle", False, "live_012…789a"),
        ("https://sandbox-buy.paddle.com/checkout", "paddle", True, "sandbox-buy.paddle.com"),
        ('key:"rzp_test_abcDEF123456"', "razorpay", True, "rzp_test…3456"),
        ('key:"rzp_live_abcDEF123456"', "razorpay", False, "rzp_live…3456"),
        ('"sandbox_g42y39zw_348pk9cgf3bgyw2b"', "braintree", True, "sandbox_…yw2b"),
        ('"production_g42y39zw_348pk9cgf3bgyw2b"', "braintree", False, "producti…yw2b"),
        ('"sandbox-sq0idb-abcdefghij0123456789"', "square", True, "sandbox-…6789"),
        ('"sq0idp-abcdefghij0123456789"', "square", False, "sq0idp-a…6789"),
        ("https://sandbox.web.squarecdn.com/v1/square.js", "square", True, "sandbox.web.squarecdn.com"),
        ("https://www.sandbox.paypal.com/checkoutnow", "paypal", True, "www.sandbox.paypal.com"),
        ("https://www.paypal.com/sdk/js?client-id=sb&currency=EUR", "paypal", True, "paypal.com/…d=sb"),
        ("https://www.paypal.com/sdk/js?currency=EUR&client-id=sb", "paypal", True, "paypal.com/…d=sb"),
        (f'"test_{"AB12CD34" * 4}"', "adyen", True, "test_AB1…CD34"),
        ("https://checkoutshopper-test.adyen.com/x", "adyen", True, "checkoutshopper-test.adyen.com"),
        ('"TEST-01234567-89ab-cdef-0123-456789abcdef"', "mercado-pago", True, "TEST-012…cdef"),
        ('"APP_USR-01234567-89ab-cdef-0123-456789abcdef"', "mercado-pago", False, "APP_USR-…cdef"),
        ('"FLWPUBK_TEST-0123456789abcdef0123-X"', "flutterwave", True, "FLWPUBK_…23-X"),
        ('"FLWPUBK-0123456789abcdef0123-X"', "flutterwave", False, "FLWPUBK-…23-X"),
    ],
)
def test_each_providers_form(text: str, provider: str, test: bool, form: str):
    assert payment_keys(f"a b {text} c") == (Key(provider, form, test),)


@pytest.mark.parametrize(
    "text",
    [
        # Clerk signs people in; its keys begin alike and end in a host name.
        'publishableKey:"pk_test_Y2xlcmsuY2x1Yi5leGFtcGxlJA"',
        'publishableKey:"pk_test_ZmluZS1vdHRlci0xMi5jbGVyay5hY2NvdW50cy5kZXYk"',
        'e.startsWith("pk_test_")',
        "if(/^pk_test/.test(k))",
        'my_pk_test_mode="on"',
        f"sk_test_{TWENTY_FOUR}",
        '"test_short"',
        "latest_0123456789abcdef0123456789a",
        "https://www.paypal.com/sdk/js?client-id=AbCdEf&currency=EUR",
        "https://www.paypal.com/sdk/js?client-id=sbx-live",
        "https://web.squarecdn.com/v1/square.js",
        "sandbox_mode_enabled production_build_hash",
        "",
    ],
)
def test_what_only_looks_like_one(text: str):
    assert payment_keys(text) == ()


def test_each_key_counts_once():
    text = f"pk_test_{TWENTY_FOUR} pk_test_{TWENTY_FOUR} pk_live_{TWENTY_FOUR}"
    assert [key.test for key in payment_keys(text)] == [True, False]
    many = " ".join(f"rzp_test_{n:012d}" for n in range(50))
    assert len(payment_keys(many)) == 20


def test_a_flood_of_beginnings_ends():
    assert payment_keys("pk_test_ " * 5000 + f"pk_test_{TWENTY_FOUR}") == ()


@given(st.text(alphabet="pk_testlivrzsandbox0123456789-./=?&AB", max_size=300))
def test_anything_is_read_without_showing_a_key(text: str):
    for key in payment_keys(text):
        assert len(key.form) <= 40
