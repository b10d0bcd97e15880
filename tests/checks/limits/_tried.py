"""What was tried, and the pages of a club where people sign in."""

from typing import Any

from launchready.facts.asset import Asset, AssetKind
from launchready.facts.limits import LoginTries, MailTries, TriesEnd
from launchready.facts.page import Form, FormPurpose, Link
from launchready.model.subject import Subject
from launchready.model.target import Target
from tests.checks.cases import CLUB
from tests.checks.content._site import page

SITE = Subject.site(CLUB.host)
LOGIN = "https://club.example/login"


def form(purpose: FormPurpose = FormPurpose.LOGIN, host: str = "club.example") -> Form:
    return Form(
        action=f"https://{host}/login", action_scheme="https", action_host=host, method="post", purpose=purpose, fields=("email", "password")
    )  # fmt: skip


SIGN_IN = page(forms=(form(),))
SHELL = page(shell=True, rendered=False)
LINKED = page(links=(Link(url=LOGIN, scheme="https", host="club.example", path="/login", sign_in=True),))
PUBLIC = page()


def script(*hosts: str) -> Asset:
    url = "https://club.example/app.js"
    return Asset(
        subject=SITE, url=url, host="club.example", path="/app.js", kind=AssetKind.SCRIPT, status=200, own_host=True, hosts=hosts
    )  # fmt: skip


def tried(made: int = 12, ended: TriesEnd = TriesEnd.ALL_MADE, **more: Any) -> LoginTries:
    words = {"url": LOGIN, "wanted": max(made, 12), "seconds": 10.5, "statuses": (401,) * made, **more}
    return LoginTries(subject=SITE, made=made, ended=ended, **words)


def mails(made: int = 5, ended: TriesEnd = TriesEnd.ALL_MADE, url: str = "https://club.example/reset") -> MailTries:
    return MailTries(subject=SITE, url=url, wanted=5, made=made, statuses=(200,) * made, ended=ended)


def room(guests: int, *, one_room: bool = True, live: bool = False) -> Target:
    return Target(
        url=CLUB.url, scheme="https", host=CLUB.host, port=443, apex=CLUB.apex, guests=guests, one_room=one_room, live_demo=live
    )  # fmt: skip
