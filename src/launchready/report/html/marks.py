"""Small drawings, ours alone: no scanned text in any of them."""

from launchready.report.html.markup import Markup, el

_BAR = {
    "yes": "M3 8.5l3.2 3.2L13 4.8",
    "no": "M4 4l8 8M12 4l-8 8",
    "not_looked_at": "M4.5 8h7",
}
_BIG = {
    # Two arrows that chase each other.
    "circle": "M12 38a21 21 0 0 1 36-19M52 26a21 21 0 0 1-36 19M48 8v12H36M16 56V44h12",
    "warning": "M32 9L57 53H7zM32 26v13M32 46v1",
    "unplugged": "M10 54l9-9M45 19l9-9M22 30l12 12-4 4a8.5 8.5 0 0 1-12-12zM42 34L30 22l4-4a8.5 8.5 0 0 1 12 12z",
    "lock": "M18 29h28v24H18zM24 29v-8a8 8 0 0 1 16 0v8M32 39v5",
    "broken": "M14 8h24l12 12v36H14zM38 8v12h12M22 44c4-6 16-6 20 0M25 31v1M39 31v1",
    "eye": "M6 32c8-14 44-14 52 0-8 14-44 14-52 0zM32 24a8 8 0 1 0 .1 0z",
}


def bar_mark(answer: str) -> Markup:
    """Give the mark of one line of the minimum bar; its word stands beside it."""
    return _svg(_BAR[answer], 16, 2)


def big(name: str) -> Markup:
    """Give a drawing for the inside of a browser window."""
    return _svg(_BIG[name], 64, 3)


def _svg(path: str, size: int, width: int) -> Markup:
    line = el("path", d=path, fill="none", stroke="currentColor", stroke_width=str(width), stroke_linecap="round")
    return el("svg", line, viewBox=f"0 0 {size} {size}", aria_hidden="true", focusable="false")
