"""content/share-preview."""

from dataclasses import replace

from launchready.facts.asset import SharePicture
from launchready.facts.page import FormPurpose, Meta, Page
from launchready.model.fact import Fact
from launchready.model.subject import Subject
from launchready.model.words import Confidence, GapReason, Level, Status
from tests.checks.cases import CLUB, LOCALHOST, PREVIEW, Case, Kind, declared, gap
from tests.checks.content._site import GOOD, HOME, form, page, picture, seen_by_browser

ID = "content/share-preview"
B, I = Level.BLOCKER, Level.IMPORTANT
HOST = Subject.host(CLUB.host)
EMPTY = page(meta=Meta())
VITE = page(meta=Meta(title="Vite + React", icon="https://club.example/favicon.ico"), shell=True)
LOVABLE = "https://lovable.dev/opengraph-image.png"
CARD = "content/share-preview:card"
STAGING = replace(CLUB, url="https://staging.club.example/", host="staging.club.example")
BOLT = replace(CLUB, url="https://bolt.example/", host="bolt.example", apex="bolt.example")


def case(name: str, kind: Kind, *facts: Fact, **more) -> Case:
    return Case(check=ID, name=name, kind=kind, facts=facts, **more)


def shows(name: str, *facts: Fact, text: str = "", group: str = CARD, level: Level = I, **more) -> Case:
    return case(name, Kind.FAILING, *facts, levels=(level,), cases=(text,), groups=(group,), **more)


def lives(name: str, host: str, text: str, level: Level, **meta: str) -> Case:
    return shows(
        name, page(meta=replace(GOOD, **meta)), picture(), text=text, group=f"content/share-preview:{host}", level=level
    )


def broken(name: str, fact: SharePicture, sure: Confidence = Confidence.CONFIRMED) -> Case:
    return shows(name, page(), fact, text="broken", sure=(sure,))


def fine(name: str, *facts: Fact, **more) -> Case:
    return case(name, Kind.TRAP, *facts, **more)


def silent(name: str, *facts: Fact, **more) -> Case:
    return case(name, Kind.TRAP, *facts, status=Status.NOT_APPLICABLE, **more)


CASES = (
    case("title, description and picture", Kind.PASSING, page(), picture()),
    shows("a builder's title", VITE),
    shows("a builder's title as og:title", page(meta=replace(GOOD, og_title="Vite + React")), picture()),
    shows("a builder's title that a script replaces", VITE, seen_by_browser(VITE, meta=GOOD), text="title-scripts"),
    shows("a builder's title that stays in the browser", VITE, seen_by_browser(VITE)),
    shows(
        "a builder's description",
        page(meta=replace(GOOD, description="Lovable Generated Project")),
        picture(),
        text="description",
    ),
    shows("nothing at all", EMPTY, text="none"),
    shows(
        "a builder's title for one network", page(meta=Meta(twitter_title="Vite + React", title="Calm Club")), picture()
    ),
    shows(
        "nothing at all, and a script sets it",
        replace(EMPTY, shell=True),
        seen_by_browser(EMPTY, meta=GOOD),
        text="scripts",
    ),
    shows("a title alone", page(meta=Meta(title="Calm Club")), text="bare"),
    shows("a builder's picture", page(meta=replace(GOOD, og_image=LOVABLE)), picture(), text="picture"),
    shows(
        "a builder's picture for one network",
        page(meta=replace(GOOD, og_image="", twitter_image=LOVABLE)),
        text="picture",
    ),
    shows("a builder's icon", page(meta=replace(GOOD, icon="https://club.example/vite.svg")), picture(), text="icon"),
    broken("the picture is not there", picture(404)),
    broken("the picture is gone for good", picture(410)),
    broken("the picture's server fails", picture(502), Confidence.LIKELY),
    broken("a page comes in place of the picture", picture(content_type="text/html")),
    broken("a drawing", picture(content_type="image/svg+xml", width=0, height=0)),
    broken("a stamp", picture(width=64, height=64)),
    broken("a line", picture(width=1200, height=1)),
    case(
        "title and picture of a builder",
        Kind.FAILING,
        page(meta=Meta(title="Vite + React", og_image=LOVABLE)),
        levels=(I, I),
        cases=("", "picture"),
        groups=(CARD, CARD),
    ),
    lives("og:url at a preview", "club.lovable.app", "preview", B, og_url="https://club.lovable.app/"),
    lives(
        "canonical and og:url at one preview",
        "club.lovable.app",
        "preview",
        B,
        og_url="https://club.lovable.app/",
        canonical="https://club.lovable.app/",
    ),
    lives(
        "canonical at the test copy", "staging.club.example", "staging", B, canonical="https://staging.club.example/"
    ),
    lives("og:url on a developer's computer", "localhost", "local", B, og_url="http://localhost:3000/"),
    lives("og:url at a stranger's", "other.example", "foreign", I, og_url="https://other.example/"),
    lives(
        "canonical at a stranger's is a question", "other.example", "foreign", I, canonical="https://other.example/post"
    ),
    shows(
        "og:url at the declared preview",
        page(meta=replace(GOOD, og_url="https://new.host.example/")),
        picture(),
        text="preview",
        group="content/share-preview:new.host.example",
        level=B,
        target=replace(CLUB, preview="https://new.host.example/"),
    ),
    case("nothing was seen", Kind.UNKNOWN, gaps=(gap(Page, HOST),), reasons=(GapReason.TIMED_OUT,)),
    case("only a browser saw the front page", Kind.UNKNOWN, seen_by_browser(page()), reasons=(GapReason.NOT_RECORDED,)),
    case(
        "the picture could not be fetched",
        Kind.UNKNOWN,
        page(),
        gaps=(gap(SharePicture, reason=GapReason.BLOCKED),),
        reasons=(GapReason.BLOCKED,),
    ),
    broken("the picture's server says no more than that", picture(500), Confidence.LIKELY),
    fine("a picture as small as can be", page(), picture(width=200, height=200)),
    fine("an icon comes before the picture", page(), picture(width=16, height=16, purpose="icon"), picture()),
    fine(
        "the page says one thing to crawlers, another to chats",
        page(meta=replace(GOOD, og_description="A community.", description="Lovable Generated Project")),
        picture(),
    ),
    fine("a title and a description", page(meta=replace(GOOD, og_image=""))),
    fine("a description without a title", page(meta=Meta(description="A community."))),
    fine("a picture without a title", page(meta=Meta(og_image="https://club.example/card.png")), picture()),
    fine(
        "a declared preview, and another host of the domain",
        page(meta=replace(GOOD, og_url="https://app.club.example/")),
        picture(),
        target=replace(CLUB, preview="https://new.host.example/"),
    ),
    fine("the picture was not looked at", page()),
    fine(
        "a title alone, of a sign-in",
        page(meta=Meta(title="Calm Club"), forms=(form(HOME, FormPurpose.LOGIN),), words=9),
        notes=1,
    ),
    fine(
        "a name that is a template's too",
        page("https://bolt.example/", meta=replace(GOOD, title="Bolt")),
        picture(),
        target=BOLT,
    ),
    fine(
        "the tab says one thing, the chat another",
        page(meta=replace(GOOD, title="Vite + React", og_title="Calm Club")),
        picture(),
    ),
    fine("the picture is refused to us", page(), picture(403)),
    fine(
        "a picture without a type, or as a plain file",
        page(),
        picture(content_type=""),
        picture(content_type="application/octet-stream"),
    ),
    fine("an icon may be small", page(), picture(), picture(width=32, height=32, purpose="icon")),
    fine("no picture, so none can be broken", page(meta=replace(GOOD, og_image="")), picture(404)),
    fine("canonical at www", page(meta=replace(GOOD, canonical="https://www.club.example/", og_url=HOME)), picture()),
    fine(
        "canonical at a declared host",
        page(meta=replace(GOOD, canonical="https://app.other.example/")),
        picture(),
        target=declared("app.other.example"),
    ),
    fine("what stands there is no address", page(meta=replace(GOOD, canonical="…")), picture()),
    fine(
        "a preview names the live site",
        page("https://club.vercel.app/", meta=replace(GOOD, canonical=HOME)),
        picture(),
        target=PREVIEW,
    ),
    fine(
        "a test copy names the live site",
        page("https://staging.club.example/", meta=replace(GOOD, og_url="https://other.example/")),
        picture(),
        target=STAGING,
    ),
    silent("on this machine", page("http://localhost:5173/", meta=Meta(title="Vite + React")), target=LOCALHOST),
    silent("an error page", page(status=500, meta=Meta())),
)
