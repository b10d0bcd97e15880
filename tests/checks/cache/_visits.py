"""Pages that strangers opened twice, for the cases about caches."""

from launchready.facts.revisit import Revisit, Visit
from launchready.formats.cookies import looks_like_session
from launchready.formats.url import Url, parse
from launchready.model.subject import Subject
from tests.checks.cases import CLUB

HOME = "https://club.example/"


def visit(control: str | None = None, cookies: tuple[str, ...] = (), seconds: float = 0.05, **more) -> Visit:
    """One answer. `cache` is written as `name: value`, several parted by `|`."""
    said = more.pop("cache", "")
    cache = tuple((name, value) for name, _, value in (line.partition(": ") for line in said.split("|") if line))
    words = {"status": 200, "bytes": 9000, "whole": True}
    return Visit(
        first_byte_seconds=seconds,
        cache_control=control,
        cookies=cookies,
        session_cookies=tuple(name for name in cookies if looks_like_session(name)),
        cache=cache,
        **{**words, **more},
    )


def twice(first: Visit, second: Visit | None = None, url: str = HOME, **more) -> Revisit:
    read = parse(url)
    assert isinstance(read, Url)
    words = {"same_body": True, "same_session": False, "apart_seconds": 1.1, "content_type": "text/html"}
    return Revisit(
        subject=Subject.site(CLUB.host),
        url=url,
        host=read.host,
        first=first,
        second=second or first,
        **{**words, **more},
    )
