from hypothesis import given
from hypothesis import strategies as st

from launchready.facts.page import ResourceKind
from launchready.formats.style import loaded
from launchready.formats.url import Url

HERE = Url("https", "club.example", 443, "/css/app.css")


def named(text: str) -> list[tuple[str, ResourceKind]]:
    return [(address.shown, kind) for address, kind in loaded(text, HERE)]


def test_what_a_style_sheet_loads():
    text = """
    @import url("http://a.example/x.css"); @import 'http://b.example/y.css'; @import "z.css" screen;
    .a{background:url(http://c.example/i.png)} @font-face{src:url(../f.woff2) format("woff2"),url('g.ttf')}
    b{background: URL( 'q (1).png' )} c{background:image-set(url(n.png) 1x)} .d{behavior:url()}
    .e{background:url(data:image/png;base64,AAAA)}
    """
    assert named(text) == [
        ("http://a.example/x.css", ResourceKind.STYLE),
        ("http://b.example/y.css", ResourceKind.STYLE),
        ("https://club.example/css/z.css", ResourceKind.STYLE),
        ("http://c.example/i.png", ResourceKind.IMAGE),
        ("https://club.example/f.woff2", ResourceKind.FONT),
        ("https://club.example/css/g.ttf", ResourceKind.FONT),
        ("https://club.example/css/q%20(1).png", ResourceKind.IMAGE),
        ("https://club.example/css/n.png", ResourceKind.IMAGE),
    ]


def test_comments_and_names_that_end_alike_load_nothing():
    assert named("/* url(http://a.example/x) @import 'y.css' */ .x{my-url(z.png)} /* url(open.png)") == []


def test_a_flood_ends():
    assert len(named("url(a)" * 5000)) == 2000


@given(st.text(alphabet="@import url()\"'/*;\n:ab.png", max_size=200))
def test_anything_is_read(text: str):
    named(text)
