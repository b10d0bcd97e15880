"""Addresses as people type them: read where they are plainly right, never a wrong domain, else what was meant."""

import pytest

from launchready.app.address import did_you_mean, read_address
from launchready.app.request import UsageError


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("x.example", "https://x.example/"),
        ("x.example.", "https://x.example/"),
        ("  x.example \t", "https://x.example/"),
        ('"x.example"', "https://x.example/"),
        ("“https://x.example/a”", "https://x.example/a"),
        ("<https://x.example>", "https://x.example/"),
        ("https:/x.example", "https://x.example/"),
        ("https:x.example", "https://x.example/"),
        ("https:///x.example", "https://x.example/"),
        ("HTTPS:\\\\X.EXAMPLE", "https://x.example/"),
        ("http:/x.example:8080/a", "http://x.example:8080/a"),
        ("x.example:8443", "https://x.example:8443/"),
        ("x.example:", "https://x.example/"),
        ("x.example/go?to=https://y.example/", "https://x.example/go"),
        ("https://x.example/go/https://y.example/", "https://x.example/go/https://y.example/"),
        ("https.example", "https://https.example/"),
        ("httpbin.example", "https://httpbin.example/"),
        ("münchen.example", "https://xn--mnchen-3ya.example/"),
        ("http://localhost:3000", "http://localhost:3000/"),
        ("http://[::1]:80", "http://[::1]/"),
        ("http://10.0.0.1", "http://10.0.0.1/"),
        ("203.0.113.5", "https://203.0.113.5/"),
    ],
)
def test_what_is_plainly_right_is_read(typed, read):
    assert read_address(typed).text == read


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https//x.example", "https://x.example"),
        ("https/x.example", "https://x.example"),
        ("htps://x.example", "https://x.example"),
        ("ttps://x.example/a", "https://x.example/a"),
        ("hxxps://x.example", "https://x.example"),
        ("http;//x.example", "https://x.example"),
        ("http.//x.example", "https://x.example"),
        ("https:://x.example", "https://x.example"),
        ("https ://x.example", "https://x.example"),
        ("https://https://x.example", "https://x.example"),
        ("www.https://x.example", "https://x.example"),
        ("[My site](https://x.example)", "https://x.example"),
        ("view-source:https://x.example/", "https://x.example/"),
        ("//x.example", "https://x.example"),
        ("ftp://x.example", "https://x.example"),
        ("www,x.example", "https://www.x.example"),
        ("https://x..example", "https://x.example"),
        ("https://x.example,", "https://x.example"),
        ("me@x.example", "https://x.example"),
        ("mailto:me@x.example", "https://x.example"),
        ("htps://me:hunter2@x.example", "https://x.example"),
        ("localhost", "http://localhost:3000"),
        ("localhost:5173/a", "http://localhost:5173"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
    ],
)
def test_what_is_mistyped_is_answered_by_what_was_meant(typed, meant):
    with pytest.raises(UsageError) as caught:
        read_address(typed)
    assert str(caught.value).endswith(f"Did you mean {meant}?")
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "typed",
    [
        *("https", "http", "intranet", "https://intranet", "a b", "https://", "http://[::1", "https://x.example:99999"),
        *("javascript:alert(1)", "data:text/html,x", "tel:123", "x" * 5000, "https://\x1b[31m"),
    ],
)
def test_what_can_be_no_site_is_refused_with_an_example(typed):
    with pytest.raises(
        UsageError, match=r"Write the whole address: launchready audit https://your-site\.example"
    ) as caught:
        read_address(typed)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    "typed", ["/srv/site/index.html", "./dist", "..", "~/site", "C:\\site\\a.html", "file:a/b.html"]
)
def test_a_path_is_no_site(typed):
    with pytest.raises(UsageError, match="is a file or folder"):
        read_address(typed)


def test_a_file_here_is_no_site_but_a_folder_may_bear_its_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.example").write_text("x")
    (tmp_path / "club.example").mkdir()
    with pytest.raises(UsageError, match="is a file or folder"):
        read_address("notes.example")
    assert read_address("club.example").host == "club.example"
    with pytest.raises(UsageError, match="looks like the name of a file"):
        read_address("index.html")


@pytest.mark.parametrize("text", ["", "   ", "::::", "https//", "nothing", "index.html", "https//index.html"])
def test_nothing_is_guessed_where_nothing_can_be_meant(text):
    assert did_you_mean(text) == ""
