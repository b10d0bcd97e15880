"""What names the build of an app, and whether two looks saw the same one."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.facts.release import Build
from launchready.formats.release import digest, file_name, has_content_hash, same_build, same_source, signs, written
from launchready.formats.url import Url, parse

HERE = Url("https", "club.example", 443, "/")
HTML = ("content-type", "text/html; charset=utf-8")
COMMIT = "0123456789abcdef0123456789abcdef01234567"


def read(markup: str, *headers: tuple[str, str], here: Url = HERE):
    return signs((HTML, *headers), markup.encode(), here)


def url(path: str) -> Url:
    found = parse(path, HERE)
    assert isinstance(found, Url)
    return found


@pytest.mark.parametrize(
    ("markup", "marker"),
    [
        (
            '<script id="__NEXT_DATA__" type="application/json">{"buildId":"Ab3_x-9","props":{}}</script>',
            "next Ab3_x-9",
        ),
        ('<script src="/_next/static/Qw3rty9/_buildManifest.js"></script>', "next Qw3rty9"),
        ('<script src="/_next/static/chunks/main.js?dpl=dpl_9AbCdEfGhIjK"></script>', "deployment dpl_9AbCdEfGhIjK"),
        ('<html data-dpl-id="dpl_123456789"><p>Hello', "deployment dpl_123456789"),
        (
            '<link rel="preload" href="/_nuxt/builds/meta/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f.json">',
            "nuxt 0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f",
        ),
        ("<script>{__sveltekit_1a2b3c4 = {}}</script>", "sveltekit 1a2b3c4"),
        ('<script>window.___webpackCompilationHash="0a1b2c3d4e5f"</script>', "gatsby 0a1b2c3d4e5f"),
        ('<meta name="baggage" content="sentry-environment=live,sentry-release=app@2.1.0">', "sentry app"),
        ('<meta name="baggage" content="sentry-environment=live,sentry-release=2.1.0,x=y">', "sentry 2.1.0"),
        ('<meta name="version" content="2.1.0">', "version 2.1.0"),
        ('<meta name="App_Version" content="2.1.0">', "app-version 2.1.0"),
        ('<meta name="x-build" content="77">', "build 77"),
        ('<meta name="generator" content="WordPress 6.4">', ""),
        ('<meta name="version" content="two words">', ""),
        ('<html data-dpl-id="two words"><p>Hello', ""),
        ("<p>Hello", ""),
    ],
)
def test_a_page_names_its_build(markup, marker):
    assert read(markup).markers == ((marker,) if marker else ())


@pytest.mark.parametrize(
    ("header", "marker"),
    [
        (("X-Version", "2.1.0"), "version 2.1.0"),
        (("x-vercel-deployment-url", "club-9x.vercel.app"), "deployment-url club-9x.vercel.app"),
        (("x-amz-version-id", "3HL4kqtJ"), "object-version 3HL4kqtJ"),
        (("x-vercel-id", "fra1::abc"), None),
        (("x-version", "two words"), None),
    ],
)
def test_a_header_names_the_build_and_not_the_visit(header, marker):
    assert read("<p>Hello", header).markers == ((marker,) if marker else ())


@pytest.mark.parametrize(
    ("said", "commit"),
    [
        (f'<meta name="git-commit" content="{COMMIT.upper()}">', COMMIT),
        ('<meta name="commit" content="0123456">', "0123456"),
        (f'<meta name="version" content="{COMMIT}">', COMMIT),
        ('<meta name="commit" content="unknown">', ""),
        ('<meta name="version" content="0123456">', ""),
    ],
)
def test_a_commit_is_told_by_its_name_or_its_length(said, commit):
    assert read(said).commit == commit


def test_a_commit_in_a_header():
    found = read("<p>Hello", ("x-git-commit", COMMIT))
    assert (found.commit, found.markers) == (COMMIT, ())


def test_the_files_that_a_browser_loads_at_once():
    found = read(
        """
        <base href="/app/"><link rel="stylesheet" href="main.css"><link rel="alternate stylesheet" href="x.css">
        <link rel="icon" href="/icon.png"><link rel="modulepreload" href="/lazy.js"><link rel="stylesheet" href="">
        <script type="module" src="/assets/index.js"></script><script src="/assets/index.js"></script>
        <script nomodule src="/legacy.js"></script><script type="text/template" src="/t.js"></script>
        <script src="mailto:x"></script><script>inline()</script><script type="text/javascript" src="//cdn.example/a.js"></script>
        """
    )
    assert [(one.url.text, one.style, one.entry) for one in found.files] == [
        ("https://club.example/app/main.css", True, False),
        ("https://club.example/assets/index.js", False, True),
        ("https://cdn.example/a.js", False, False),
    ]


def test_a_base_that_is_no_address_counts_for_nothing():
    found = read('<base href="mailto:x"><script src="a.js"></script>')
    assert [one.url.text for one in found.files] == ["https://club.example/a.js"]


def test_what_is_no_page_names_nothing():
    found = signs((("content-type", "application/json"), ("etag", '"a"')), b'{"buildId":"abc"}', HERE)
    assert (found.files, found.markers, found.page) == ((), (), digest(b'{"buildId":"abc"}'))


def test_a_page_built_to_break_parsers_names_nothing():
    assert read("<i>" * 5000 + '<script src="/a.js">').files == ()


MONDAY = "Mon, 01 Jun 2026 09:00:00 GMT"


@pytest.mark.parametrize(
    ("modified", "date", "kept"),
    [
        (MONDAY, "Tue, 02 Jun 2026 09:00:00 GMT", MONDAY),
        (MONDAY, "", MONDAY),
        (MONDAY, "nonsense", MONDAY),
        (MONDAY, "Mon, 01 Jun 2026 09:00:01 GMT", ""),
        ("Mon, 01 Jun 2026 09:00:00 -0000", "Tue, 02 Jun 2026 09:00:00 GMT", "Mon, 01 Jun 2026 09:00:00 -0000"),
        ("yesterday", "", ""),
        ("Mon, 01 Jun 99999999999 09:00:00 GMT", "", ""),
    ],
)
def test_last_modified_counts_where_it_is_not_the_time_of_the_visit(modified, date, kept):
    found = read("<p>Hello", ("last-modified", modified), ("date", date))
    assert found.modified == kept
    assert bool(found.page) is bool(kept)


@pytest.mark.parametrize(
    ("path", "hashed"),
    [
        ("/assets/index-BfQ2x9Zk.js", True),
        ("/static/js/main.3f2a1b4c.js", True),
        ("/app.js?v=1.2", False),
        ("/app.js", False),
    ],
)
def test_a_name_follows_the_content_or_does_not(path, hashed):
    assert has_content_hash(url(path)) is hashed


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/assets/index-BfQ2x9Zk.js", "/assets/index-BfQ2x9Zk.js"),
        ("/static/main.0123456789abcdef0123.css", "/static/main.01234567….css"),
        ("/app.js?token=secret", "/app.js"),
        ("/x/somebody@club.example.js", "/x/…"),
        ("/0123456789abcdef01/app.js", "/…/app.js"),
    ],
)
def test_a_file_is_recorded_by_a_name_that_people_know(path, shown):
    assert file_name(url(path)) == shown


A = Build(url="u", host="h", files=("/assets/a-1.js d1", "/assets/a.css d2"), hashed=1)
B = replace(A, files=("/assets/a-2.js d3", "/assets/a.css d2"))
STATIC = Build(url="u", host="h", files=("/app.js d1",), page="p1")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (A, A, True),
        (A, B, False),
        (replace(A, markers=("next 1",)), replace(A, markers=("next 2",)), False),
        (replace(A, commit="1"), replace(A, commit="1"), True),
        (replace(A, commit="1"), replace(A, commit="2"), False),
        (replace(A, modified=MONDAY), replace(A, modified="Tue, 02 Jun 2026 09:00:00 GMT"), False),
        (replace(A, modified=MONDAY), A, True),
        (STATIC, STATIC, True),
        (STATIC, replace(STATIC, page="p2"), False),
        (STATIC, replace(STATIC, files=("/app.js d2",)), False),
        (replace(STATIC, page=""), replace(STATIC, page=""), None),
        (A, replace(A, files=(), hashed=0), None),
        (Build(url="u", host="h"), Build(url="u", host="h"), None),
        (replace(A, page="p1"), replace(A, page="p2"), True),
    ],
)
def test_the_same_build(one, other, same):
    assert same_build(one, other) is same
    assert same_build(other, one) is same


PREVIEW = replace(A, host="preview")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (A, PREVIEW, True),
        (A, replace(PREVIEW, files=B.files), False),
        (A, replace(PREVIEW, files=("/x/a-2.js d3",)), None),
        (A, replace(PREVIEW, hashed=0), None),
        (replace(A, commit="abcdef1"), replace(PREVIEW, commit="abcdef1234"), True),
        (replace(A, commit="abcdef1234"), replace(PREVIEW, commit="abcdef1"), True),
        (replace(A, commit="abcdef1"), replace(PREVIEW, commit="1234567"), False),
        (replace(A, markup="0" * 16), replace(PREVIEW, files=B.files, markup="f" * 16), None),
        (replace(A, markup="0" * 16), replace(PREVIEW, files=B.files, markup="0" * 16), False),
        (replace(A, markup="=aa"), replace(PREVIEW, files=B.files, markup="=bb"), False),
    ],
)
def test_the_same_source_at_two_addresses(one, other, same):
    assert same_source(one, other) is same


def test_when_a_page_was_written():
    assert written(replace(A, modified=MONDAY)) == datetime(2026, 6, 1, 9, tzinfo=UTC)
    assert written(A) is None


@given(st.text(max_size=300), st.text(max_size=60))
def test_no_page_breaks_it(markup, value):
    found = signs((HTML, ("last-modified", value), ("x-version", value)), markup.encode("utf-8", "replace"), HERE)
    assert all(len(marker) < 100 for marker in found.markers)
