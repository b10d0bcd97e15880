"""content/blank."""

from dataclasses import replace
from typing import Any

from launchready.checks.content.views import BROWSER_ASK
from launchready.facts.asset import Asset
from launchready.facts.page import CallFailure, ConsoleKind, ConsoleLine, Page, PageRole
from launchready.facts.sight import Body, Sight
from launchready.model.fact import Fact
from launchready.model.subject import Subject
from launchready.model.target import HostRole, Target
from launchready.model.words import Confidence, GapReason, Level, Status
from tests.checks.cases import CLUB, Case, Kind, declared, gap
from tests.checks.content._site import ABOUT, BUNDLE, HOME, file, page, part

ID = "content/blank"
HOST = Subject.host(CLUB.host)
API = Target(url="https://api.club.example/", scheme="https", host="api.club.example", port=443, apex="club.example")
INSIDE = replace(CLUB, url="https://club.example/v1/events", path="/v1/events")


def stands(**more: Any) -> Sight:
    return Sight(**{"body": Body.PAGE, "letters": 0, "things": 0, "later": False, **more})


def sent(url: str = HOME, **more: Any) -> Page:
    seen = stands(**{name: more.pop(name) for name in Sight.__slots__ if name in more})
    return page(url, **{"sight": seen, "words": 0, **more})


def shown(**more: Any) -> Page:
    """What a browser shows of an app that stays empty, and what is different."""
    return sent(**{"rendered": True, "later": True, "one_colour": True, **more})


def thrown(text: str, kind: ConsoleKind = ConsoleKind.UNCAUGHT) -> ConsoleLine:
    return ConsoleLine(kind=kind, text=text)


SHELL = sent(later=True, shell=True)
ERROR = (thrown("TypeError: x is undefined"),)
SURE, LIKELY = (Confidence.CONFIRMED,), (Confidence.LIKELY,)


def case(name: str, kind: Kind, *facts: Fact, **more: Any) -> Case:
    return Case(check=ID, name=name, kind=kind, facts=facts, **more)


def fails(name: str, text: str, *facts: Fact, **more: Any) -> Case:
    words = {"sure": SURE, "groups": ("content/blank:club.example",), "places": (HOME,), **more}
    return case(name, Kind.FAILING, *facts, levels=(Level.BLOCKER,), cases=(text,), **words)


def trap(name: str, *facts: Fact, **more: Any) -> Case:
    return case(name, Kind.TRAP, *facts, **more)


def unsure(name: str, reason: GapReason, *facts: Fact, **more: Any) -> Case:
    return case(name, Kind.UNKNOWN, *facts, reasons=(reason,), **more)


def none(name: str, *facts: Fact, **more: Any) -> Case:
    return trap(name, *facts, status=Status.NOT_APPLICABLE, **more)


def asset(**more: Any) -> Asset:
    return file(html_instead=True, **more)


SEEN = (
    case("a page with words", Kind.PASSING, sent(letters=900, things=12)),
    case("an app with words", Kind.PASSING, SHELL, shown(letters=900, things=3, one_colour=None)),
    fails("no byte", "", sent(body=Body.NOTHING)),
    fails("a page without anything", "", sent()),
    fails("a page without anything, in a browser too", "", sent(), shown(later=False)),
    fails("an app that throws", "shell-error", SHELL, shown(console=ERROR), values={"cause": ERROR[0].text}),
    fails("an app of which a file is missing", "shell-file", SHELL, shown(resources=(part(BUNDLE, status=404),), console=ERROR)),
    fails("an app of which a file does not come", "shell-file", SHELL, shown(resources=(part(BUNDLE, failed=CallFailure.FAILED),))),
    fails("a page came for a file", "shell-file", SHELL, shown(resources=(part(BUNDLE, status=200),)), asset(), values={"cause": BUNDLE}),
    fails("an app that says nothing", "shell", SHELL, shown(), sure=LIKELY),
    fails("what others' files do says nothing", "shell", SHELL, shown(resources=(part("https://ads.example/a.js", status=404),)), sure=LIKELY),
    fails("a file of another page", "shell", SHELL, shown(), asset(), sure=LIKELY),
    fails("an app that only complains", "shell", SHELL, shown(console=(thrown("no", ConsoleKind.ERROR),)), sure=LIKELY),
    fails("a PHP error", "error", sent(letters=90, stock="php"), values={"by": "PHP"}),
    fails("a default page", "welcome", sent(letters=300, things=2, stock="nginx"), values={"by": "nginx"}),
    fails("a builder's first page", "template", SHELL, shown(letters=40, one_colour=None, stock="bolt")),
    fails("a list of files", "listing", sent(letters=90, things=4, stock="listing")),
    fails("an error as plain text", "error", sent(body=Body.TEXT, letters=60, stock="php", content_type="text/plain")),
    fails("data", "data", sent(body=Body.DATA, letters=30, content_type="application/json")),
    fails("code", "source", sent(body=Body.SOURCE, letters=30, content_type="text/plain")),
    fails("a download", "file", sent(body=Body.FILE, content_type="application/octet-stream")),
    fails("unreadable", "bytes", sent(body=Body.BYTES, letters=400)),
    fails("a default page at an interface", "welcome", sent("https://api.club.example/", stock="nginx"), target=API, groups=("content/blank:api.club.example",), places=("https://api.club.example/",)),
)  # fmt: skip
UNSEEN = (
    unsure("nothing was seen", GapReason.TIMED_OUT, gaps=(gap(Page, HOST),)),
    unsure("only a page inside was seen", GapReason.NOT_RECORDED, page(ABOUT, PageRole.LINKED)),
    unsure("a shell without a browser", GapReason.NO_ACCESS, SHELL, asks=(BROWSER_ASK,)),
    unsure("a loader without a browser", GapReason.NO_ACCESS, sent(letters=7, later=True, shell=True)),
    unsure("a style sheet may draw it", GapReason.NO_ACCESS, sent(later=True)),
    unsure("a shell, and the browser failed", GapReason.FAILED, SHELL, gaps=(gap(Page, HOST, GapReason.FAILED),)),
    unsure("an earlier record", GapReason.NOT_RECORDED, page()),
    unsure("we are refused", GapReason.BLOCKED, sent(status=406)),
    unsure("broken off", GapReason.FAILED, sent(body=Body.NOTHING, whole=False)),
    unsure("no picture was taken", GapReason.FAILED, SHELL, shown(one_colour=None)),
    unsure("not at rest", GapReason.TIMED_OUT, SHELL, shown(at_rest=False)),
    unsure("we held something back", GapReason.NOT_RUN, SHELL, shown(held_back=True, console=ERROR)),
)
TRAPS = (
    trap("one picture and no word", sent(things=1)),
    trap("a picture by itself", sent(body=Body.MEDIA, content_type="image/png")),
    trap("three words", sent(letters=14)),
    trap("plain text of the founder's", sent(body=Body.TEXT, letters=40, content_type="text/plain")),
    trap("a drawing of an app, which may still be empty", SHELL, shown(things=1, one_colour=None)),
    trap("only a style sheet draws", SHELL, shown(one_colour=False)),
    trap(
        "an error on a page that shows something", sent(letters=900), shown(letters=900, one_colour=None, console=ERROR)
    ),
    trap("broken off, with something there", sent(letters=900, whole=False)),
    trap("a list of files further inside", sent("https://club.example/files/", letters=90, stock="listing")),
    trap("a ready-made page that this version does not know", sent(letters=90, stock="from-the-future")),
    none("gone is reported by itself", sent(status=404)),
    none("an error is reported by itself", sent(status=500)),
    none("an interface by its name", sent("https://api.club.example/", body=Body.DATA), target=API),
    none(
        "an interface by its name says nothing at /", sent("https://api.club.example/", body=Body.NOTHING), target=API
    ),
    none("a declared interface", sent(body=Body.DATA), target=declared(CLUB.host, role=HostRole.API)),
    none("an address further inside", sent(INSIDE.url, body=Body.DATA), target=INSIDE),
)

CASES = (*SEEN, *UNSEEN, *TRAPS)
