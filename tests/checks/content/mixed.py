"""content/mixed-blockable and content/mixed-upgradable."""

from launchready.facts.page import Page, PageRole, ResourceKind
from launchready.model.fact import Fact
from launchready.model.subject import Subject
from launchready.model.words import GapReason, Level
from tests.checks.cases import CLUB, Case, Kind, gap
from tests.checks.content._site import ABOUT, HOME, LOGIN, call, file, form, link, page, part, seen_by_browser, twin

BLOCKED, UPGRADED = "content/mixed-blockable", "content/mixed-upgradable"
B, I, O = Level.BLOCKER, Level.IMPORTANT, Level.OPTIONAL
CDN = "http://cdn.other.example"
PHOTO = f"{CDN}/photo.jpg"
SHELL = page(shell=True, words=0)
HOST = Subject.host(CLUB.host)


def case(check: str, name: str, kind: Kind, *facts: Fact, **more) -> Case:
    return Case(check=check, name=name, kind=kind, facts=facts, **more)


def blocked(name: str, *facts: Fact, level: Level = B, text: str = "", host: str = "cdn.other.example", **more) -> Case:
    return case(
        BLOCKED, name, Kind.FAILING, *facts, levels=(level,), cases=(text,), groups=(f"content/mixed:{host}",), **more
    )


def trap(name: str, *facts: Fact, check: str = BLOCKED, **more) -> Case:
    return case(check, name, Kind.TRAP, *facts, **more)


def loads(url: str, kind: ResourceKind = ResourceKind.SCRIPT, **more) -> Page:
    return page(resources=(part(url, kind, **more),))


SCRIPT = f"{CDN}/a.js"
LINKED = {"url": ABOUT, "role": PageRole.LINKED}
BLOCKABLE = (
    case(
        BLOCKED,
        "everything by https",
        Kind.PASSING,
        page(resources=(part("https://cdn.other.example/a.js"),), forms=(form(LOGIN),)),
    ),
    blocked("a script", loads(SCRIPT)),
    blocked(
        "a style sheet on the sign-in",
        page(),
        page(LOGIN, PageRole.LOGIN, resources=(part(f"{CDN}/a.css", ResourceKind.STYLE),)),
    ),
    blocked("an embedded page", loads(f"{CDN}/film", ResourceKind.FRAME)),
    blocked(
        "a live connection that the browser stopped",
        seen_by_browser(
            page(), resources=(part("ws://cdn.other.example/live", ResourceKind.SOCKET, failed="mixed-content"),)
        ),
    ),
    blocked(
        "a live connection of an inline script, without a browser",
        loads("ws://cdn.other.example/live", ResourceKind.SOCKET),
        level=I,
    ),
    blocked("a call of an inline script, without a browser", loads(f"{CDN}/api", ResourceKind.OTHER), level=I),
    blocked(
        "a setting in a file",
        page(),
        file(insecure=(part(f"{CDN}/api", ResourceKind.OTHER, in_markup=False),)),
        text="setting",
        level=I,
    ),
    blocked(
        "a live connection in a file of the domain",
        page(),
        file("https://static.club.example/a.js", insecure=(part("ws://cdn.other.example/live", ResourceKind.SOCKET),)),
        text="setting",
        level=I,
    ),
    blocked(
        "a file's call that the browser stopped",
        SHELL,
        seen_by_browser(SHELL, calls=(call(f"{CDN}/api", failed="mixed-content"),)),
        file(insecure=(part(f"{CDN}/api", ResourceKind.OTHER),)),
        text="call",
    ),
    blocked("a font spoils no demo", loads(f"{CDN}/a.woff2", ResourceKind.FONT), level=I),
    blocked("on a page further inside", page(), page(**LINKED, resources=(part(SCRIPT),)), level=I),
    blocked(
        "on the page that is shared",
        page("https://www.club.example/"),
        page(HOME, PageRole.LINKED, resources=(part(SCRIPT),)),
    ),
    blocked("a form to another host", page(forms=(form("http://cdn.other.example/send"),)), text="form"),
    blocked(
        "one cause on two pages, the worst level",
        page(resources=(part(SCRIPT),)),
        page(**LINKED, resources=(part(SCRIPT),)),
    ),
    blocked(
        "a call that the browser stopped",
        SHELL,
        seen_by_browser(SHELL, calls=(call("http://cdn.other.example/api", failed="mixed-content"),)),
        text="call",
    ),
    blocked(
        "a script that the browser stopped, asked for by another",
        SHELL,
        seen_by_browser(SHELL, resources=(part(SCRIPT, in_markup=False, failed="mixed-content"),)),
    ),
    blocked(
        "a file of any kind that the browser stopped",
        loads(f"{CDN}/a.json", ResourceKind.OTHER, failed="mixed-content"),
        level=I,
    ),
    blocked("a script of the markup that a script took away again", loads(SCRIPT), seen_by_browser(page())),
    blocked("a script in a page that is a shell without a browser", page(shell=True, resources=(part(SCRIPT),))),
    case(
        BLOCKED,
        "a form and a script of two causes",
        Kind.FAILING,
        page(resources=(part(SCRIPT),), forms=(form("http://club.example/send"),)),
        levels=(B, B),
        cases=("", "form"),
        groups=("content/mixed:cdn.other.example", "content/mixed:club.example"),
    ),
    case(
        BLOCKED,
        "nothing was seen",
        Kind.UNKNOWN,
        gaps=(gap(Page, HOST, GapReason.BLOCKED),),
        reasons=(GapReason.BLOCKED,),
    ),
    case(
        BLOCKED,
        "only a linked page was seen",
        Kind.UNKNOWN,
        page(**LINKED),
        gaps=(gap(Page, HOST),),
        reasons=(GapReason.TIMED_OUT,),
    ),
    case(BLOCKED, "a shell without a browser", Kind.UNKNOWN, SHELL, reasons=(GapReason.NO_ACCESS,)),
    case(
        BLOCKED,
        "a shell, and the browser failed",
        Kind.UNKNOWN,
        SHELL,
        gaps=(gap(Page, HOST, GapReason.FAILED),),
        reasons=(GapReason.FAILED,),
    ),
    trap("a linked page could not be seen", page(), gaps=(gap(Page, HOST),)),
    trap(
        "a shell that moved on by itself was rendered elsewhere",
        SHELL,
        page("https://club.example/home", rendered=True),
    ),
    trap(
        "linked pages of an app are shells, and no browser opens them",
        SHELL,
        seen_by_browser(SHELL),
        page(**LINKED, shell=True),
    ),
    trap(
        "the policy upgrades insecure requests, forms included",
        page(upgrade_insecure=True, resources=(part(SCRIPT),), forms=(form("http://other.example/send"),)),
    ),
    trap("links may lead anywhere", page(links=(link("http://other.example/"),))),
    trap("pictures are upgraded", loads(PHOTO, ResourceKind.IMAGE)),
    trap("the page itself came by http", page("http://club.example/", resources=(part("http://club.example/a.js"),))),
    trap(
        "the visitor's own computer is judged by itself",
        page(
            resources=(part("http://localhost:5173/a.js"),),
            forms=(form("http://127.0.0.1:8000/"),),
            calls=(call("http://192.168.1.9/", failed="mixed-content"),),
        ),
    ),
    trap("the browser got it after all", loads(SCRIPT), seen_by_browser(page(), resources=(part(SCRIPT, status=200),))),
    trap(
        "the page's own policy forbids it anyway", seen_by_browser(page(), resources=(part(SCRIPT, failed="policy"),))
    ),
    trap(
        "a call that failed otherwise",
        seen_by_browser(
            page(), calls=(call("http://other.example/api", failed="refused"), call("https://other.example/api", 200))
        ),
    ),
    trap(
        "a call of an inline script that the browser did not see",
        page(),
        seen_by_browser(page(), resources=(part(f"{CDN}/api", ResourceKind.OTHER),)),
    ),
    trap(
        "a file that somebody else's script names",
        page(),
        file("https://widget.other.example/a.js", insecure=(part(f"{CDN}/api", ResourceKind.OTHER),)),
    ),
    trap(
        "a file that names the developer's computer is judged by itself",
        page(),
        file(insecure=(part("http://localhost:3000/api", ResourceKind.OTHER),)),
    ),
    trap(
        "a file's call, on a page that upgrades insecure requests",
        page(upgrade_insecure=True),
        file(insecure=(part(f"{CDN}/api", ResourceKind.OTHER),)),
    ),
    trap(
        "a file's call, on a page by http",
        page("http://club.example/"),
        file(insecure=(part(f"{CDN}/api", ResourceKind.OTHER),)),
    ),
    trap("a script that another asked for, and nobody knows what came", loads(SCRIPT, in_markup=False)),
)


def upgraded(name: str, *facts: Fact, level: Level, **more) -> Case:
    text = "works" if level is O else ""
    return case(
        UPGRADED,
        name,
        Kind.FAILING,
        *facts,
        levels=(level,),
        cases=(text,),
        groups=("content/mixed:cdn.other.example",),
        **more,
    )


IMAGE = loads(PHOTO, ResourceKind.IMAGE)
BROWSER_IMAGE = {"kind": ResourceKind.IMAGE}
UPGRADABLE = (
    case(UPGRADED, "everything by https", Kind.PASSING, loads("https://club.example/a.png", ResourceKind.IMAGE)),
    upgraded("the picture is not there over https", IMAGE, twin(PHOTO, answers=False), level=I),
    upgraded("the picture is there over https", IMAGE, twin(PHOTO, answers=True), level=O),
    upgraded("a film", loads(PHOTO, ResourceKind.MEDIA), twin(PHOTO, answers=False, kind=ResourceKind.MEDIA), level=I),
    upgraded(
        "the browser showed it",
        IMAGE,
        seen_by_browser(IMAGE, resources=(part(PHOTO, ResourceKind.IMAGE, status=200),)),
        level=O,
    ),
    upgraded(
        "the browser got an error",
        IMAGE,
        seen_by_browser(IMAGE, resources=(part(PHOTO, ResourceKind.IMAGE, status=400),)),
        level=I,
    ),
    upgraded(
        "the browser got nothing",
        IMAGE,
        seen_by_browser(IMAGE, resources=(part(PHOTO, ResourceKind.IMAGE, failed="failed"),)),
        level=I,
    ),
    upgraded(
        "a policy that upgrades makes no picture appear",
        page(upgrade_insecure=True, resources=(part(PHOTO, ResourceKind.IMAGE),)),
        twin(PHOTO, answers=False),
        level=I,
    ),
    trap(
        "the page's policy upgrades the picture",
        page(upgrade_insecure=True, resources=(part(PHOTO, ResourceKind.IMAGE),)),
        twin(PHOTO, answers=True),
        check=UPGRADED,
    ),
    trap(
        "the page's policy upgrades the picture, and the browser showed it",
        page(upgrade_insecure=True),
        seen_by_browser(
            page(upgrade_insecure=True, resources=(part(PHOTO, ResourceKind.IMAGE),)),
            resources=(part(PHOTO, ResourceKind.IMAGE, status=200),),
        ),
        check=UPGRADED,
    ),
    case(UPGRADED, "whether the twin answers was not seen", Kind.UNKNOWN, IMAGE, reasons=(GapReason.NOT_RUN,)),
    case(
        UPGRADED,
        "the policy forbids it, so no browser tried",
        Kind.UNKNOWN,
        seen_by_browser(page(), resources=(part(PHOTO, ResourceKind.IMAGE, failed="policy"),)),
        reasons=(GapReason.NOT_RUN,),
    ),
    case(UPGRADED, "a shell without a browser", Kind.UNKNOWN, SHELL, reasons=(GapReason.NO_ACCESS,)),
    trap("a script is another matter", loads(SCRIPT), check=UPGRADED),
    trap(
        "a picture at the visitor's own computer is judged by itself",
        loads("http://localhost/a.png", ResourceKind.IMAGE),
        check=UPGRADED,
    ),
    trap(
        "the page itself came by http",
        page("http://club.example/", resources=(part(PHOTO, ResourceKind.IMAGE),)),
        check=UPGRADED,
    ),
)

CASES = (*BLOCKABLE, *UPGRADABLE)
