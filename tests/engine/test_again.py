"""When a problem of before is gone, and when it merely was not met again."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from launchready.engine import catalog
from launchready.engine.again import Memory, before, door_of, not_seen_again
from launchready.engine.bundle import Bundle
from launchready.engine.judge import World
from launchready.engine.wire import Before
from launchready.facts.dns import Delegation, Rcode, Resolution, View, ViewKind
from launchready.facts.exposed import ExposedFiles
from launchready.facts.http import End, Hop, HostAnswer, RedirectChain
from launchready.facts.release import Build, Release
from launchready.facts.tls import Certificate, Handshake, TlsEndpoint
from launchready.model.fact import Gap
from launchready.model.finding import Finding
from launchready.model.result import Result
from launchready.model.run import FindingLine, Fix, PlaceLine, ResultLine, SubjectLine
from launchready.model.subject import Subject
from launchready.model.words import Confidence, GapReason, Level, Status
from tests.engine.build import a_start

HOST, STAGING = Subject.host("club.example"), Subject.host("staging.club.example")
SITE = Subject.site("club.example")
HTTPS, HTTP = "https://club.example", "http://club.example"
CHECKS = {check.id: check for check in catalog.checks()}


def old(check, *doors, subject="club.example", level=Level.BLOCKER, name="f"):
    return Before(fingerprint=name, group=name, check=check, subject=subject, level=level, title="t", doors=doors)


def memory(previous, *facts, gaps=(), inherited=(), accepted=()):
    start = a_start(previous=tuple(previous), previous_at="2026-05-01T00:00:00Z")
    bundle = Bundle(start=start, world=World(list(facts), list(gaps)))
    bundle.inherited = dict.fromkeys(inherited, "2026-05-01T00:00:00Z")
    return Memory.of(bundle, accepted)


def asked(check, status=Status.PASS, subject=SITE, **more):
    return Result(check=CHECKS[check], subject=subject, status=status, **more)


def unseen(one, result, *facts, **more):
    """The result as it is told, and whether the problem still counts as open."""
    told, left = memory([one], *facts, **more).settled([result], ())
    assert len(told) == 1
    return told[0], bool(left)


def answer(subject=HOST, scheme="https", *, reached=True):
    return HostAnswer(subject=subject, scheme=scheme, reached=reached)


def chain(entry, *urls, end=End.ANSWER):
    hops = tuple(Hop(url=u, scheme=u.partition(":")[0], host="", port=443, path="/", status=301) for u in urls)
    scheme = entry.partition(":")[0]
    return RedirectChain(
        subject=SITE,
        entry=entry,
        entry_scheme=scheme,
        entry_host="",
        deep=False,
        with_cookies=False,
        hops=hops,
        end=end,
    )


def name(subject=HOST, *addresses, rcode=Rcode.NOERROR):
    view = View(kind=ViewKind.RECURSIVE, server="s", rcode=rcode, addresses=addresses)
    return Resolution(subject=subject, roles=(), views=(view,))


def shown(address, *, certificate):
    leaf = Certificate(
        subject_cn="", names=(), issuer_org="", issuer_cn="", not_before=datetime(2026, 1, 1, tzinfo=UTC),
        not_after=datetime(2027, 1, 1, tzinfo=UTC), self_signed=False, chain_length=1, has_aia=False, sha256="",
    )  # fmt: skip
    return TlsEndpoint(
        subject=Subject.address("club.example", address),
        port=443,
        handshake=Handshake.DONE if certificate else Handshake.RESET,
        certificate=leaf if certificate else None,
    )


LOOP, LOST, STAGED = "redirects/loop", "redirects/path-lost", "hosts/staging-public"
EXPIRED = "tls/expired"


@pytest.mark.parametrize(
    ("one", "facts"),
    [
        (old(LOOP, HTTPS), [chain(HTTPS, HTTPS)]),
        (old(LOOP, HTTPS), [chain(HTTPS, HTTPS, end=End.LOOP)]),
        (old(LOOP), [chain(HTTPS, HTTPS)]),
        (old(LOST, HTTP), [chain(HTTP, end=End.REFUSED), chain(HTTPS, HTTPS)]),
        (old(STAGED, "https://staging.club.example"), [answer(), answer(STAGING)]),
        (old(STAGED, "https://staging.club.example"), [answer()]),
        (
            old(STAGED, "https://staging.club.example"),
            [answer(), answer(STAGING, reached=False), name(STAGING, rcode=Rcode.NXDOMAIN)],
        ),
        (old("exposed/secrets", HTTPS), [ExposedFiles(subject=HOST, asked=("/.env",))]),
        (old("deploy/behind", HTTPS), [Release(subject=SITE, live=Build(url=f"{HTTPS}/", host="club.example"))]),
        (old("dns/www-missing"), [name(HOST, "203.0.113.1")]),
        (old("dns/www-missing"), []),
        (old(EXPIRED, "club.example@203.0.113.1"), [shown("203.0.113.1", certificate=True)]),
        (old(EXPIRED, "club.example@203.0.113.9"), [shown("203.0.113.1", certificate=True)]),
    ],
)
def test_what_was_met_again_and_is_fine_is_gone(one, facts):
    told, left = unseen(one, asked(one.check), *facts)
    assert (told.status, left) == (Status.PASS, False)


@pytest.mark.parametrize(
    ("one", "facts", "why"),
    [
        (old(LOOP, HTTPS), [], "club.example did not answer"),
        (old(LOOP, HTTPS), [chain(HTTPS, end=End.BROKEN)], "club.example did not answer"),
        (old(LOOP, HTTPS), [shown("203.0.113.1", certificate=True)], "club.example did not answer"),
        (old(LOST, HTTP), [chain(HTTP, HTTP, end=End.BROKEN), chain(HTTPS, HTTPS)], "club.example did not answer"),
        (
            old(STAGED, "https://staging.club.example"),
            [answer(), answer(STAGING, reached=False)],
            "staging.club.example did not answer",
        ),
        (old("exposed/secrets", HTTPS), [ExposedFiles(subject=HOST, asked=())], "club.example did not answer"),
        (old("dns/www-missing"), [name(HOST, rcode=Rcode.NXDOMAIN)], "club.example was not found"),
        (
            old(EXPIRED, "club.example@203.0.113.1"),
            [shown("203.0.113.1", certificate=False), shown("203.0.113.2", certificate=True)],
            "club.example did not answer",
        ),
    ],
)
def test_silence_proves_nothing(one, facts, why):
    told, left = unseen(one, asked(one.check), *facts)
    assert (told.status, left) == (Status.UNKNOWN, True)
    assert told.gaps[-1].detail == why
    assert bool(told.gaps[-1].ask) is ("answer" in why)


def test_a_gap_about_the_place_is_silence_too():
    gap = Gap(fact="HostAnswer", subject=STAGING, reason=GapReason.TIMED_OUT, detail="slow")
    one = old(STAGED, "https://staging.club.example")
    assert unseen(one, asked(STAGED), answer(), gaps=[gap])[1]
    assert not unseen(one, asked(STAGED), answer(), gaps=[replace(gap, fact="Caa")])[1]


def test_what_an_earlier_run_saw_was_not_met_again():
    assert unseen(old(LOOP, HTTPS), asked(LOOP), chain(HTTPS, HTTPS), inherited=["RedirectChain"])[1]


def test_not_applicable_needs_the_ground_to_be_seen():
    one, result = old("dns/lame-delegation"), asked("dns/lame-delegation", Status.NOT_APPLICABLE, why="not delegated")
    delegation = Delegation(
        subject=Subject.zone("club.example"),
        parent="example",
        parent_answered=True,
        parent_ns=(),
        child_ns=(),
        servers=(),
    )
    assert unseen(one, result, delegation)[1]
    assert not unseen(one, result, replace(delegation, parent_ns=("ns1.club.example",)))[1]


@pytest.mark.parametrize("status", [Status.UNKNOWN, Status.ERROR])
def test_a_check_that_could_not_answer_mends_nothing_and_keeps_its_own_words(status):
    result = asked(LOOP, status)
    assert unseen(old(LOOP, HTTPS), result, chain(HTTPS, HTTPS)) == (result, True)


def test_what_was_not_asked_is_not_mended_and_what_is_no_check_any_more_is_forgotten():
    told, left = memory([old("exposed/secrets"), old("dns/of-old")]).settled([asked(LOOP)], ())
    assert [one.check for one in left] == ["exposed/secrets"]
    assert told == [asked(LOOP)]


def test_what_stands_now_is_neither():
    assert memory([old(LOOP, HTTPS)]).settled([asked(LOOP)], ["f"])[1] == ()


def test_beside_another_finding_the_check_still_fails():
    result = asked(LOST, Status.FAIL, findings=(Finding(level=Level.IMPORTANT),))
    told, left = unseen(
        old(LOST, "https://www.club.example"),
        result,
        chain(HTTPS, HTTPS),
        chain("https://www.club.example", end=End.REFUSED),
    )
    assert (told, left) == (result, True)


def test_it_weighs_what_it_weighed_unless_it_is_on_purpose():
    one, light = old(LOOP, HTTPS), old(LOOP, HTTPS, level=Level.OPTIONAL, name="g")
    held = memory([one, light])
    assert held.weight(asked(LOOP), [light, one]) is Level.BLOCKER
    assert memory([one], accepted=["f"]).weight(asked(LOOP), [one]) is None
    assert held.weight(asked(LOST), [one]) is None
    assert [told.fingerprint for told in not_seen_again([light, one])] == ["f", "g"]


@pytest.mark.parametrize(
    ("url", "door"),
    [
        ("https://Club.example:443/a?b", "https://club.example"),
        ("http://[2001:db8::1]:8080/", "http://2001:db8::1"),
        ("ftp://x", ""),
        ("", ""),
    ],
)
def test_the_door_of_an_address(url, door):
    assert door_of(url) == door


def test_what_is_kept_of_a_finding():
    finding = FindingLine(
        level=Level.IMPORTANT,
        confidence=Confidence.CONFIRMED,
        message="m",
        fingerprint="f",
        group="g",
        title="t",
        places=(
            PlaceLine(kind="url", name=f"{HTTPS}/a"),
            PlaceLine(kind="url", name=f"{HTTPS}/b"),
            PlaceLine(kind="record", name="x A"),
        ),
        fix=Fix(steps=()),
    )
    line = ResultLine(
        check=EXPIRED,
        title="",
        area="",
        subject=SubjectLine(kind="address", name="club.example@203.0.113.1"),
        status=Status.FAIL,
    )
    kept = before(line, finding)
    assert (kept.level, kept.title, kept.doors) == (Level.IMPORTANT, "t", (HTTPS, "club.example@203.0.113.1"))
