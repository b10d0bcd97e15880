import pytest

from launchready.formats.file_name import is_hashed
from launchready.formats.url import Url, parse


def hashed(path: str) -> bool:
    url = parse(f"https://club.example{path}")
    assert isinstance(url, Url)
    return is_hashed(url)


@pytest.mark.parametrize(
    "path",
    [
        "/assets/index-4f3a9c1b.js",  # Vite 4
        "/assets/index-DiwrgTda.js",  # Vite 5, Rollup 4
        "/assets/index--1jjaIi2.js",
        "/assets/Login-DVq0VH9Z.css",
        "/static/js/main.a1b2c3d4.js",  # CRA
        "/static/js/453.0f2d1c3b.chunk.js",
        "/_next/static/chunks/main-app.js",  # named by the folder of the build
        "/_next/static/chunks/webpack-5adebf9f62dc3001.js",
        "/_next/static/Zk3jX1aB/_buildManifest.js",
        "/_nuxt/DxV3kQ0a.js",
        "/_app/immutable/entry/start.B2c3D4e5.js",
        "/_astro/page.DxV3kQ0a.css",
        "/main.8f7e6d5c4b3a2f1e.js",  # Angular by webpack
        "/main-QWERTYUI.js",  # Angular by esbuild
        "/chunk-XYZ2ABCD.mjs",
        "/assets/application-0f343b0931126a20f133d67c2b018a3b5b4d6c7e8f9a0b1c2d3e4f5a6b7c8d9e.js",  # Rails
        "/static/css/base.5f8a1c2d3e4b.css",  # Django
        "/wp-includes/js/jquery/jquery.min.js?ver=3.7.1",
        "/app.1764000000.js",
        "/app.js?id=9c5b1b1f2a&v=2",
    ],
)
def test_names_that_change_with_the_content(path: str):
    assert hashed(path)


@pytest.mark.parametrize(
    "path",
    [
        "/app.js",
        "/main-elements.js",
        "/js/user-settings.js",
        "/js/user-Settings.js",
        "/index-landing1.js",
        "/logo-20260101.png",  # a date
        "/jquery-3.7.1.min.js",
        "/_next/static/development/_buildManifest.js",
        "/fonts/inter-semibold.woff2",
        "/page?utm=1",
        "/decade.defacade.js",  # a word of hex letters
        "/",
    ],
)
def test_names_that_stay(path: str):
    assert not hashed(path)
