"""What a recheck says while a fix is not live: by the build, and by the answers of the DNS."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from launchready.engine import catalog
from launchready.engine.judge import World, judge_one
from launchready.engine.publish import NO_EFFECT, SOMEWHERE, Live, build_name, seconds_left
from launchready.engine.wire import Awaited
from launchready.facts.dns import NameRole, Rcode, Resolution, View, ViewKind
from launchready.facts.release import Build, Release, RepoHead
from launchready.model.check import Check
from launchready.model.context import Context
from launchready.model.finding import Finding
from launchready.model.policy import Policy
from launchready.model.result import Result
from launchready.model.subject import Subject
from launchready.model.words import GapReason, Level, Status
from launchready.reference import load
from launchready.verdict.profiles import PROFILES
from tests.checks.cases import CLUB

NOW = datetime(2026, 6, 1, 14, 30, tzinfo=UTC)
SITE = Subject.site("club.example")
BUILD = Build(
    url="https://club.example/",
    host="club.example",
    files=("/assets/index-4f3a.css d0", "/assets/index-4f3a.js d1"),
    hashed=2,
)
OTHER = replace(BUILD, files=("/assets/index-9b8c.js d2",))
CLICKS = ("In Lovable, open the project", "Publish (top right)", "Update")
DEMO = Policy(profile=PROFILES["demo"])


def the(name: str) -> Check:
    return next(check for check in catalog.checks() if check.id == name)


def failing(name: str = "deploy/behind") -> Result:
    return Result(check=the(name), subject=SITE, status=Status.FAIL, findings=(Finding(level=Level.IMPORTANT),))


def live(
    *facts,
    check: str = "deploy/behind",
    where: str = "code",
    build: Build | None = BUILD,
    since: str = "2026-06-01T14:02:00Z",
    clicks=CLICKS,
) -> Live:
    return Live(
        awaited=Awaited(check=check, build=build, since=since),
        where=where,
        clicks=clicks,
        world=World(list(facts), []),
        ctx=Context(as_of=NOW, target=CLUB, reference=load()),
        policy=DEMO,
    )


def release(build: Build = BUILD, preview: Build | None = None) -> Release:
    return Release(subject=SITE, live=build, preview=preview)


def test_the_same_build_is_not_published_yet():
    told = live(release()).withheld(failing())
    (gap,) = told.gaps
    assert (told.status, told.findings, gap.reason) == (Status.UNKNOWN, (), GapReason.NOT_PUBLISHED)
    assert gap.detail == "Your live site still serves the files of 14:02 UTC (index-4f3a.js)."
    assert gap.ask == f"In Lovable, open the project > Publish (top right) > Update. {NO_EFFECT}"


def test_another_day_is_named_and_an_unknown_builder_is_asked_in_general():
    (gap,) = live(release(), since="2026-05-30T09:00:00Z", clicks=()).withheld(failing()).gaps
    assert gap.detail == "Your live site still serves the files of 2026-05-30, 09:00 UTC (index-4f3a.js)."
    assert gap.ask == f"{SOMEWHERE} {NO_EFFECT}"


HEAD = RepoHead(subject=SITE, commit="0123456789", committed_at=NOW, branch="main", dirty=False)
COMMITTED = replace(BUILD, commit="0123456")


@pytest.mark.parametrize(
    ("facts", "build"),
    [
        ((release(OTHER),), BUILD),
        ((), BUILD),
        ((release(),), None),
        ((release(replace(BUILD, files=(), hashed=0)),), BUILD),
        ((release(BUILD, replace(BUILD, host="preview")),), BUILD),
        ((release(COMMITTED), HEAD), COMMITTED),
    ],
    ids=[
        "another build",
        "no release seen",
        "no earlier one",
        "nothing names it",
        "the preview is the same",
        "it is the newest commit",
    ],
)
def test_what_is_live_is_judged(facts, build):
    assert live(*facts, build=build).withheld(failing()) == failing()


@pytest.mark.parametrize(
    "facts",
    [
        (release(BUILD, replace(OTHER, host="preview")),),
        (release(COMMITTED), replace(HEAD, commit="9876543210")),
        (release(COMMITTED), replace(HEAD, dirty=True)),
        (release(), HEAD),
    ],
    ids=["the preview has more", "a newer commit", "changes in no commit", "the site names no commit"],
)
def test_what_waits_to_be_published_is_not_judged(facts):
    told = live(*facts, build=facts[0].live).withheld(failing())
    assert told.status is Status.UNKNOWN


def test_only_what_was_asked_for_and_fails_is_withheld():
    fine = replace(failing(), status=Status.PASS, findings=())
    assert live(release()).withheld(fine) is fine
    other = failing("dns/www-missing")
    assert live(release()).withheld(other) is other
    assert live(release(), where="edge").withheld(failing()) == failing()


@pytest.mark.parametrize(
    ("build", "name"),
    [
        (BUILD, "index-4f3a.js"),
        (replace(BUILD, files=("/a.css d",)), "a.css"),
        (replace(COMMITTED, files=()), "0123456"),
        (replace(BUILD, files=(), markers=("next 1", "x 2")), "next 1"),
        (replace(BUILD, files=()), "club.example"),
    ],
)
def test_a_build_has_a_name_that_people_know(build, name):
    assert build_name(build) == name


WWW = Subject.host("www.club.example")
APEX = Subject.host("club.example")


def view(kind: ViewKind, *addresses: str, rcode: Rcode = Rcode.NOERROR, **more) -> View:
    return View(kind=kind, server="192.0.2.53", rcode=rcode, addresses=addresses, **more)


def asked(subject: Subject, role: NameRole, *views: View) -> Resolution:
    return Resolution(subject=subject, roles=(role,), views=views)


THERE = asked(
    APEX,
    NameRole.CANONICAL,
    view(ViewKind.RECURSIVE, "203.0.113.10", ttl=300),
    view(ViewKind.AUTHORITATIVE, "203.0.113.10", ttl=300),
)
NOWHERE = view(ViewKind.RECURSIVE, rcode=Rcode.NXDOMAIN)
OLD = view(ViewKind.RECURSIVE, "198.51.100.9", ttl=1500)


def www(*views: View) -> Resolution:
    return asked(WWW, NameRole.WWW, *views)


def missing(*facts) -> tuple[Result, Live]:
    check = the("dns/www-missing")
    asking = live(*facts, check=check.id, where="dns", build=None, since="")
    subject = Subject.zone("club.example") if check.over.value == "zone" else SITE
    return judge_one(check, subject, asking.world, asking.ctx), asking


def test_a_record_that_the_zone_holds_and_some_networks_do_not_know_yet():
    result, asking = missing(THERE, www(NOWHERE, view(ViewKind.AUTHORITATIVE, "203.0.113.10", ttl=300)))
    if result.status is not Status.FAIL:
        result = replace(result, status=Status.FAIL, findings=(Finding(level=Level.IMPORTANT),))
    told = asking.withheld(result)
    (gap,) = told.gaps
    assert (told.status, gap.reason) == (Status.UNKNOWN, GapReason.NOT_PUBLISHED)
    assert gap.detail == "Your DNS holds the change. Some networks still give the old answer, for a while."


def test_an_alias_that_leaves_the_zone_counts_as_the_change():
    alias = view(ViewKind.AUTHORITATIVE, cnames=("club.host.example",), ttl=300)
    _, asking = missing(THERE, www(NOWHERE, alias))
    failed = replace(failing("dns/www-missing"), subject=SITE)
    assert asking.withheld(failed).status is Status.UNKNOWN


def test_a_record_that_the_zone_does_not_hold_is_not_mended():
    result, asking = missing(THERE, www(NOWHERE, view(ViewKind.AUTHORITATIVE, rcode=Rcode.NXDOMAIN)))
    assert result.status is Status.FAIL
    assert asking.withheld(result) is result


def test_the_zones_own_servers_that_did_not_answer_tell_nothing():
    result, asking = missing(THERE, www(NOWHERE))
    assert asking.withheld(result) is result


def test_the_time_left_is_the_longest_that_was_measured():
    check = the("dns/www-missing")
    world = World([THERE, www(OLD, replace(OLD, ttl=90), view(ViewKind.AUTHORITATIVE, "203.0.113.10", ttl=300))], [])
    assert seconds_left(world, check) == 1500
    assert seconds_left(World([THERE], []), check) == 0
    assert seconds_left(world, the("deploy/behind")) == 0


@pytest.mark.parametrize(("ttl", "span"), [(30, "a minute"), (1500, "25 minutes"), (7300, "3 hours")])
def test_the_time_left_is_said(ttl, span):
    _, asking = missing(THERE, www(replace(OLD, ttl=ttl), view(ViewKind.AUTHORITATIVE, "203.0.113.10")))
    (gap,) = asking.withheld(failing("dns/www-missing")).gaps
    assert f"for up to {span}." in gap.detail
