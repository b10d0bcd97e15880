"""config/platform-change-due: the real calendar, at the days on which it bites."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from launchready.facts.asset import Asset
from launchready.facts.http import Platform
from launchready.facts.page import Page
from launchready.facts.tls import Certificate, Handshake, TlsEndpoint
from launchready.model.change import PlatformChange
from launchready.model.fact import Fact
from launchready.model.subject import Subject
from launchready.model.words import GapReason, Level
from launchready.reference.changes import changes
from tests.checks.cases import CLUB, Case, Kind, SampleData, gap
from tests.checks.content._site import BUNDLE, HOME, SITE, call, file, page, seen_by_browser

ID = "config/platform-change-due"
DATA = SampleData(calendar=changes())
DB = "abcdefgh.supabase.co"
NOW = datetime(2026, 11, 24, tzinfo=UTC)
HOST = Subject.host(CLUB.host)
OLD_KEY = file(supabase_key="legacy", hosts=(DB,))
OTHER_FILE = "https://club.example/assets/other.js"
SIGNLESS = PlatformChange(id="signless", on=NOW.date(), sources=("sample",), read_on=NOW.date())
NEW_KEY = file("https://club.example/assets/client.js", supabase_key="publishable", hosts=(DB,))


def day(year: int, month: int, number: int) -> datetime:
    return datetime(year, month, number, tzinfo=UTC)


def case(name: str, kind: Kind, *facts: Fact, as_of: datetime = NOW, **more) -> Case:
    return Case(check=ID, name=name, kind=kind, facts=(page(), *facts), as_of=as_of, reference=DATA, **more)


def hit(name: str, text: str, *facts: Fact, as_of: datetime = NOW, **more) -> Case:
    return case(
        name,
        Kind.FAILING,
        *facts,
        as_of=as_of,
        levels=(Level.IMPORTANT,),
        cases=(text,),
        groups=(f"{ID}:{text}",),
        **more,
    )


def by(host: str = "", cdn: str = "", builder: str = "") -> Platform:
    return Platform(subject=SITE, dns_host="", cdn=cdn, host=host, builder=builder)


def certified(days: int, org: str = "Sample CA", host: str = CLUB.host, *, trusted: bool = True) -> TlsEndpoint:
    leaf = Certificate(
        subject_cn=host,
        names=(host,),
        issuer_org=org,
        issuer_cn="R1",
        not_before=NOW,
        not_after=NOW + timedelta(days=days),
        self_signed=False,
        chain_length=2,
        has_aia=True,
        sha256="00",
    )
    return TlsEndpoint(
        subject=Subject.address(host, "192.0.2.1"),
        port=443,
        handshake=Handshake.DONE,
        certificate=leaf,
        trusted=trusted,
    )


def asks(path: str, status: int, host: str = DB) -> Page:
    return seen_by_browser(page(), calls=(call(f"https://{host}{path}", status),))


CASES = (
    case("a site without any of it", Kind.PASSING, file(), by("hetzner"), certified(90)),
    hit(
        "the old key before its end",
        "supabase-legacy-keys",
        OLD_KEY,
        notes=1,
        values={"when": "from", "found": DB},
        places=(BUNDLE,),
    ),
    hit("the old key after its end", "supabase-legacy-keys", OLD_KEY, as_of=day(2027, 3, 1), values={"when": "since"}),
    hit("the old key beside a file without one", "supabase-legacy-keys", OLD_KEY, file(OTHER_FILE), places=(BUNDLE,)),
    hit(
        "a call to a new table is refused",
        "supabase-grants-refused",
        file(hosts=(DB,)),
        asks("/rest/v1/events", 401),
        notes=0,
    ),
    hit(
        "a call is refused, and no file names the host",
        "supabase-grants-refused",
        asks("/rest/v1/events", 403),
        places=(f"https://{DB}/rest/v1/events",),
    ),
    hit("a call finds nothing", "supabase-grants-refused", asks("/rest/v1/events", 404)),
    hit("the list of tables is refused", "supabase-openapi", asks("/rest/v1/", 401), as_of=day(2026, 5, 1)),
    hit(
        "a bought certificate",
        "certificates-100-days",
        by(),
        certified(199),
        as_of=day(2027, 2, 1),
        values={"found": CLUB.host},
        places=(HOME,),
    ),
    hit(
        "two certificates",
        "certificates-100-days",
        by(),
        certified(150),
        certified(199),
        as_of=day(2027, 2, 1),
        values={"days": 199},
    ),
    hit("a bought certificate in spring 2026", "certificates-200-days", by(), certified(397), as_of=day(2026, 3, 1)),
    hit("a bought certificate in 2029", "certificates-47-days", by(), certified(99), as_of=day(2029, 4, 1)),
    Case(
        check=ID,
        name="nothing was seen",
        kind=Kind.UNKNOWN,
        gaps=(gap(Page, HOST),),
        reasons=(GapReason.TIMED_OUT,),
        reference=DATA,
    ),
    case("the files could not be fetched", Kind.UNKNOWN, gaps=(gap(Asset),), reasons=(GapReason.TIMED_OUT,)),
    hit("ninety days before", "supabase-legacy-keys", OLD_KEY, as_of=day(2026, 10, 2), notes=1),
    case(
        "a call is refused by another company, and the files name the database",
        Kind.TRAP,
        file(hosts=(DB,)),
        asks("/rest/v1/events", 401, "api.other.example"),
        notes=1,
    ),
    case("another issuer on a server of one's own", Kind.TRAP, by(), certified(90), as_of=day(2027, 1, 10), notes=0),
    case("a certificate as short as it will be", Kind.TRAP, by(), certified(100), as_of=day(2027, 4, 1), notes=0),
    case(
        "a builder that renews by itself",
        Kind.TRAP,
        by(builder="lovable"),
        certified(199),
        as_of=day(2027, 2, 1),
        notes=0,
    ),
    case("a linked page was not seen", Kind.TRAP, gaps=(gap(Page, HOST),)),
    Case(
        check=ID,
        name="a change that names no sign hits nobody",
        kind=Kind.TRAP,
        facts=(page(),),
        as_of=NOW,
        reference=SampleData(calendar=(SIGNLESS,)),
    ),
    case("long before", Kind.TRAP, OLD_KEY, as_of=day(2026, 9, 1), notes=1),
    hit("the old key long after its end", "supabase-legacy-keys", OLD_KEY, as_of=day(2028, 4, 15)),
    case("a certificate long after", Kind.TRAP, by(), certified(199), as_of=day(2027, 6, 14), notes=0),
    hit("a certificate ninety days after", "certificates-100-days", by(), certified(199), as_of=day(2027, 6, 13)),
    case("the app has moved on", Kind.TRAP, NEW_KEY, notes=1),
    case("the app is on its way over", Kind.TRAP, OLD_KEY, NEW_KEY, notes=1),
    case("a token of somebody else", Kind.TRAP, file(supabase_key="legacy", hosts=("api.other.example",)), notes=0),
    case("a call that works", Kind.TRAP, asks("/rest/v1/events", 200), notes=1),
    case("a refusal by another company", Kind.TRAP, asks("/rest/v1/events", 401, "api.other.example"), notes=0),
    case("a refusal of another part", Kind.TRAP, asks("/auth/v1/token", 401), notes=1),
    case(
        "Let's Encrypt on a server of one's own",
        Kind.TRAP,
        by(),
        certified(90, "Let's Encrypt"),
        as_of=day(2027, 1, 10),
        notes=1,
    ),
    case("a host that renews by itself", Kind.TRAP, by("vercel"), certified(199), as_of=day(2027, 2, 1), notes=0),
    case(
        "a CDN that renews by itself", Kind.TRAP, by(cdn="cloudflare"), certified(199), as_of=day(2027, 2, 1), notes=0
    ),
    case("who serves it is not known", Kind.TRAP, certified(199), as_of=day(2027, 2, 1), notes=0),
    case(
        "a certificate that is not trusted, and one of another host",
        Kind.TRAP,
        by(),
        certified(800, trusted=False),
        certified(199, host="mail.club.example"),
        replace(certified(1), certificate=None),
        as_of=day(2027, 2, 1),
        notes=0,
    ),
    case("Node.js 20 cannot be seen from outside", Kind.TRAP, by("vercel"), notes=1),
    case(
        "Firebase without a sign of an extension",
        Kind.TRAP,
        file(hosts=("club.firebaseapp.com",)),
        as_of=day(2027, 1, 15),
        notes=1,
    ),
)
