"""content/localhost."""

from dataclasses import replace

from launchready.facts.page import AddressKind, Page, PageRole, ResourceKind, Where
from launchready.model.fact import Fact
from launchready.model.subject import Subject
from launchready.model.words import Confidence, GapReason, Level, Status
from tests.checks.cases import CLUB, LITERAL, LOCALHOST, PREVIEW, Case, Kind, declared, gap
from tests.checks.content._site import ABOUT, BUNDLE, HOME, call, file, form, link, page, part, seen_by_browser, written

ID = "content/localhost"
B, I = Level.BLOCKER, Level.IMPORTANT
API = "http://localhost:3000/api"
TUNNEL = "https://calm.ngrok.app/api"
COPY = "https://club.vercel.app/"
WITH_PREVIEW = replace(CLUB, preview="https://calm-garden.netlify.app/")
HOST = Subject.host(CLUB.host)
SHELL = page(shell=True, words=0)


def case(name: str, kind: Kind, *facts: Fact, **more) -> Case:
    return Case(check=ID, name=name, kind=kind, facts=facts, **more)


def found(name: str, *facts: Fact, text: str, level: Level = B, host: str = "localhost", **more) -> Case:
    return case(
        name, Kind.FAILING, *facts, levels=(level,), cases=(text,), groups=(f"content/localhost:{host}",), **more
    )


def trap(name: str, *facts: Fact, **more) -> Case:
    return case(name, Kind.TRAP, *facts, **more)


LINKED = {"url": ABOUT, "role": PageRole.LINKED}
SET = written(API, used=False, assigned=True)
CASES = (
    trap(
        "an address in a text, not set",
        page(written=(written(API, where=Where.MARKUP, place=HOME, used=True),)),
        notes=1,
    ),
    case("nothing of the kind", Kind.PASSING, page(links=(link(ABOUT),), resources=(part(BUNDLE),)), file()),
    found("a script is loaded from it", page(resources=(part("http://localhost:5173/@vite/client"),)), text=""),
    found(
        "a picture is loaded from it", page(resources=(part("http://localhost/a.png", ResourceKind.IMAGE),)), text=""
    ),
    found("a form posts to it", page(forms=(form("http://127.0.0.1:8000/join"),)), text="form", host="127.0.0.1"),
    found(
        "a link leads to it",
        page(links=(link("http://localhost:3000/login"),)),
        text="link",
        sure=(Confidence.CONFIRMED,),
    ),
    found("a link to a private network", page(links=(link("http://192.168.1.20/"),)), text="link", host="192.168.1.20"),
    found("the app calls it", SHELL, seen_by_browser(SHELL, calls=(call(API, failed="private"),)), text="call"),
    found(
        "the app calls a container's name",
        seen_by_browser(page(), calls=(call("http://backend:8000/", failed="failed"),)),
        text="call",
        host="backend",
    ),
    found(
        "a script loads a picture from it",
        seen_by_browser(page(), resources=(part("http://localhost:9/a.png", ResourceKind.IMAGE, in_markup=False),)),
        text="call",
    ),
    found("a link on a page further inside", page(), page(**LINKED, links=(link(API),)), text="link", level=I),
    found("a form on a page further inside", page(), page(**LINKED, forms=(form(API),)), text="form"),
    found("a setting in a file", page(), file(written=(SET,)), text="setting-unrun", level=I),
    found(
        "a call in a file that did not happen",
        page(),
        file(written=(written(API, used=True),)),
        text="script-call-unrun",
        level=I,
    ),
    found(
        "a call in a file that a browser ran, and that did not happen",
        page(),
        seen_by_browser(page(), resources=(part(BUNDLE),)),
        file(written=(written(API, used=True),)),
        text="script-call",
        level=I,
    ),
    found(
        "a call in a file that a browser did not run, because it belongs to another page",
        seen_by_browser(page()),
        page(**LINKED, resources=(part(BUNDLE),)),
        file(written=(written(API, used=True),)),
        text="script-call-unrun",
        level=I,
    ),
    found(
        "a call in the page's own script that a browser ran, and that did not happen",
        seen_by_browser(page(), written=(written(API, where=Where.INLINE_SCRIPT, place=HOME, used=True),)),
        text="script-call",
        level=I,
    ),
    found(
        "a setting in a file that a browser ran",
        page(),
        seen_by_browser(page(), resources=(part(BUNDLE),)),
        file(written=(SET,)),
        text="setting",
        level=I,
    ),
    found(
        "a setting in a file on another host of the domain",
        page(),
        file("https://static.club.example/a.js", written=(SET,)),
        text="setting-unrun",
        level=I,
    ),
    found(
        "a setting in the page's own script",
        page(written=(written(API, where=Where.INLINE_SCRIPT, place=HOME, assigned=True),)),
        text="setting-unrun",
        level=I,
    ),
    found(
        "a setting in an attribute",
        page(written=(written(API, where=Where.MARKUP, place=HOME, assigned=True),)),
        text="setting-unrun",
        level=I,
    ),
    found(
        "a call that the browser noted twice",
        seen_by_browser(page(), calls=(call(API),), written=(written(API, where=Where.CALL, place=HOME, used=True),)),
        text="call",
    ),
    found(
        "a setting, and the call that it leads to",
        SHELL,
        seen_by_browser(SHELL, calls=(call(API),)),
        file(written=(SET,)),
        text="call",
    ),
    found("a setting in a shell without a browser", SHELL, file(written=(SET,)), text="setting-unrun", level=I),
    found(
        "a tunnel is called", seen_by_browser(page(), calls=(call(TUNNEL, 200),)), text="preview", host="calm.ngrok.app"
    ),
    found(
        "a script comes from a sandbox",
        page(resources=(part("https://a.lovableproject.com/a.js"),)),
        text="preview",
        host="a.lovableproject.com",
    ),
    found(
        "a picture lies at a sandbox",
        page(resources=(part("https://a.lovableproject.com/a.png", ResourceKind.IMAGE),)),
        text="preview",
        level=I,
        host="a.lovableproject.com",
    ),
    found("a link to the copy of the same name", page(links=(link(COPY),)), text="preview", host="club.vercel.app"),
    found(
        "a form to a copy of a similar name",
        page(forms=(form("https://my-club-live.vercel.app/join"),)),
        text="preview",
        host="my-club-live.vercel.app",
    ),
    found(
        "a link to the declared preview",
        page(links=(link("https://calm-garden.netlify.app/"),)),
        text="preview",
        host="calm-garden.netlify.app",
        target=WITH_PREVIEW,
    ),
    found(
        "the declared preview is called",
        seen_by_browser(page(), calls=(call("https://calm-garden.netlify.app/api", 200),)),
        text="preview",
        host="calm-garden.netlify.app",
        target=WITH_PREVIEW,
    ),
    found(
        "a link to some app at a builder is a question",
        page(links=(link("https://other-thing.lovable.app/"),)),
        text="preview",
        level=I,
        host="other-thing.lovable.app",
    ),
    found(
        "a link to a builder's preview of one build",
        page(links=(link("https://id-preview--1.lovable.app/"),)),
        text="preview",
        host="id-preview--1.lovable.app",
    ),
    found(
        "a copy as a setting",
        page(),
        file(written=(written("https://club.lovable.app", kind=AddressKind.PREVIEW, assigned=True),)),
        text="preview-setting",
        level=I,
        host="club.lovable.app",
    ),
    case(
        "two computers",
        Kind.FAILING,
        page(links=(link(API),), forms=(form("http://10.0.0.7/"),)),
        levels=(B, B),
        cases=("form", "link"),
        groups=("content/localhost:10.0.0.7", "content/localhost:localhost"),
    ),
    found(
        "four doors are an app's",
        seen_by_browser(page(), calls=tuple(call(f"http://localhost:{port}/") for port in (1, 2, 3, 4))),
        text="call",
        notes=0,
    ),
    found(
        "a form to some app at a builder",
        page(forms=(form("https://other-thing.lovable.app/join"),)),
        text="preview",
        host="other-thing.lovable.app",
    ),
    found(
        "a link to the copy of a short name",
        page("https://me.example/", links=(link("https://me.vercel.app/"),)),
        text="preview",
        host="me.vercel.app",
        target=replace(CLUB, url="https://me.example/", host="me.example", apex="me.example"),
    ),
    found(
        "one address is used, another only stands there",
        page(links=(link(API),)),
        file(written=(written("http://10.0.0.9/"),)),
        text="link",
        notes=0,
    ),
    case("nothing was seen", Kind.UNKNOWN, gaps=(gap(Page, HOST),), reasons=(GapReason.TIMED_OUT,)),
    case("a shell without a browser", Kind.UNKNOWN, SHELL, file(), reasons=(GapReason.NO_ACCESS,)),
    trap(
        "the site itself is local",
        page("http://localhost:5173/", links=(link(API),)),
        target=LOCALHOST,
        status=Status.NOT_APPLICABLE,
    ),
    trap(
        "the site is looked at by its number",
        page("http://127.0.0.1:3000/", calls=(call(API),)),
        target=LITERAL,
        status=Status.NOT_APPLICABLE,
    ),
    trap("a link to another company whose name is alike", page(links=(link("https://club-shop.other.example/"),))),
    trap(
        "a picture at the copy of the same name",
        page(resources=(part("https://club.vercel.app/a.png", ResourceKind.IMAGE),)),
    ),
    trap(
        "a declared preview, and another company's call",
        seen_by_browser(page(), calls=(call("https://api.other.example/", 200),)),
        target=WITH_PREVIEW,
    ),
    trap("it only stands there", page(), file(written=(written(API),)), notes=1),
    trap(
        "it stands in an inline script, in a text",
        page(written=(written(API, where=Where.INLINE_SCRIPT, place=HOME),)),
        notes=1,
    ),
    trap(
        "somebody else's script has a setting",
        page(),
        file("https://widget.other.example/a.js", written=(SET,)),
        notes=1,
    ),
    trap(
        "a preview only stands there",
        page(),
        file(written=(written("https://a.ngrok.app", kind=AddressKind.PREVIEW),)),
        notes=0,
    ),
    trap(
        "a security script knocks at many doors",
        seen_by_browser(
            page(), calls=tuple(call(f"ws://127.0.0.1:{port}/") for port in (3389, 5900, 5939, 6039, 7070))
        ),
    ),
    trap(
        "the live backend stands at its host's own name",
        seen_by_browser(page(), calls=(call("https://club-api.vercel.app/v1", 200),)),
    ),
    trap(
        "a backend's address as a setting",
        page(),
        file(written=(written("https://club-api.vercel.app", kind=AddressKind.PREVIEW, assigned=True),)),
    ),
    trap("an agency shows other people's work", page(links=(link("https://bakery.vercel.app/"),))),
    trap(
        "a short name says nothing",
        page("https://me.example/", links=(link("https://home.vercel.app/"),)),
        target=replace(CLUB, url="https://me.example/", host="me.example", apex="me.example"),
    ),
    trap(
        "the preview is the address that is shared",
        page("https://club.vercel.app/", links=(link(COPY),)),
        target=PREVIEW,
    ),
    trap("a declared host", page(links=(link(COPY),)), target=declared("club.vercel.app")),
    trap(
        "links to mail and telephone",
        page(links=(replace(link("https://x.example/"), url="mailto:…", scheme="mailto", host=""),)),
    ),
)
