"""What visitors of the club do: open a form and send it, sign in."""

import re
from urllib.parse import urlencode

from launchready.tour import names
from launchready.tour.community import seed
from launchready.tour.sample import Sample
from launchready.tour.visitor import Hop, Visitor

HOME = f"https://{names.ZONE}"


def token(page: Hop) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', page.body.decode())
    assert found
    return found[1]


def send(visitor: Visitor, path: str, form_page: str, host: str = HOME, **fields: str) -> Hop:
    """Open the page with the form, then send the form with the word it holds."""
    csrf = token(visitor.ask(host + form_page))
    return visitor.ask(host + path, method="POST", form=urlencode({"csrf": csrf, **fields}))


def member(sample: Sample, number: int = 17, host: str = HOME) -> Visitor:
    visitor = Visitor(sample.session)
    hop = send(visitor, "/login", "/login", host, email=seed.email(number), password=seed.PASSWORD)
    assert hop.status == 303
    return visitor
