"""What of an answer there is to see for a visitor, in numbers and kinds: never its text."""

from dataclasses import dataclass
from enum import StrEnum


class Body(StrEnum):
    """What came where a page was asked for, as a browser takes it."""

    PAGE = "page"
    NOTHING = "nothing"
    """No byte, or white space alone."""
    DATA = "data"
    """JSON or XML that no style sheet turns into a page."""
    SOURCE = "source"
    """The text of a page or a program, which the browser shows as it is written."""
    TEXT = "text"
    MEDIA = "media"
    """A picture, film, sound or document that the browser shows by itself."""
    FILE = "file"
    """The browser saves it instead of showing it."""
    BYTES = "bytes"
    """Called a page or a text, and neither."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What stands there.

    `letters` counts the readable characters, spaces aside; `things` the pictures, drawings, films, frames, fields,
    buttons and links. In a browser only what takes room counts. `later`: scripts or style sheets may show what the
    markup does not hold. `stock`: the slug of a ready-made page of the reference data. `whole`: the answer came to
    its end. `one_colour`: all points of the browser's picture of it are alike (None: no picture was taken).
    `at_rest`: it was loaded, and nothing was under way any more. `held_back`: some of its requests were not let out
    by us.
    """

    body: Body
    letters: int
    things: int
    later: bool
    stock: str = ""
    whole: bool = True
    one_colour: bool | None = None
    at_rest: bool = True
    held_back: bool = False
