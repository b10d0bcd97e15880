"""exposed/debug."""

from launchready.facts.exposed import ExposedTools, Shape
from launchready.facts.page import Meta
from launchready.model.fact import Fact
from launchready.model.subject import Subject
from launchready.model.words import GapReason, Level
from tests.checks.cases import LOCALHOST, Case, Kind, gap
from tests.checks.cors._asked import page
from tests.checks.exposed._open import opened, tools

ID = "exposed/debug"
I, O = Level.IMPORTANT, Level.OPTIONAL


def case(name: str, kind: Kind, *facts: Fact, **more) -> Case:
    return Case(check=ID, name=name, kind=kind, facts=facts, **more)


def answers(name: str, path: str, shape: Shape, *, level: Level = I, words: str = "", **more) -> Case:
    facts = (tools(opened(path, shape, **more)),)
    group = f"exposed/debug:club.example:{words or 'debug'}"
    return case(name, Kind.FAILING, *facts, levels=(level,), cases=(words,), groups=(group,))


LISTING = opened("/uploads/", Shape.LISTING, names=("passport.pdf",))
CASES = (
    case("nothing answers", Kind.PASSING, tools()),
    answers("Spring tells its settings", "/actuator/env", Shape.ACTUATOR, names=("spring.datasource.url",)),
    answers("PHP tells all", "/phpinfo.php", Shape.PHPINFO),
    answers("the server tells who visits it", "/server-status", Shape.SERVER_STATUS),
    answers("a profiler", "/debug/pprof/", Shape.PPROF),
    answers("an office without a login", "/admin", Shape.ADMIN, words="office"),
    answers("a tool without a login", "/telescope", Shape.TOOL, words="office", names=("Laravel Telescope",)),
    answers("a tool that asks for a password", "/adminer.php", Shape.TOOL, level=O, words="tool-login", behind_login=True),
    answers("a list of what members sent", "/uploads/", Shape.LISTING, words="listing", names=("passport.pdf",)),
    answers("a list of the app's own files", "/assets/", Shape.LISTING, level=O, words="listing", names=("app.js", "app.js.map", "app.css", "img/")),
    answers("a list of the app's files and of others", "/assets/", Shape.LISTING, words="listing", names=("app.js", "passport.pdf")),
    answers("a page that tells all, and shows nothing now", "/phpinfo.php", Shape.PHPINFO, filled=False),
    case("PHP tells all on this machine", Kind.FAILING, tools(opened("/phpinfo.php", Shape.PHPINFO)), target=LOCALHOST, levels=(I,)),
    answers("the developers' server", "/@vite/client", Shape.DEV_SERVER, words="dev-server"),
    answers("the interface described", "/openapi.json", Shape.OPENAPI, level=O, words="description", names=("/members",)),
    answers("the interface describes itself", "/graphql", Shape.GRAPHQL, level=O, words="description"),
    answers("the source beside the app", "/assets/app.js.map", Shape.SOURCE_MAP, level=O, words="source", names=("src/App.tsx",)),
    case("the start page is a list of files", Kind.FAILING, tools(), page(meta=Meta(title="Index of /")), page(meta=Meta(title="Index of /"), rendered=False), levels=(I,), cases=("listing",)),
    case("two kinds", Kind.FAILING, tools(opened("/phpinfo.php", Shape.PHPINFO), LISTING), levels=(I, I), cases=("", "listing")),
    case("nothing was asked", Kind.UNKNOWN, gaps=(gap(ExposedTools),)),
    case("a limit stopped us", Kind.UNKNOWN, tools(), gaps=(gap(ExposedTools, Subject.host("club.example"), GapReason.BLOCKED),), reasons=(GapReason.BLOCKED,)),
    case("every path shows the same", Kind.TRAP, tools(decoys=("/admin",)), page(meta=Meta(title="Sample community"))),
    case("an empty folder", Kind.TRAP, tools(opened("/uploads/", Shape.LISTING, filled=False))),
    case("the developers' server on this machine", Kind.TRAP, tools(opened("/@vite/client", Shape.DEV_SERVER)), target=LOCALHOST),
)  # fmt: skip
