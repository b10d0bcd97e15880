import pytest

from launchready.engine.judge import World, judge_one, subjects
from launchready.facts.dns import Caa, Rcode, ZoneRecords
from launchready.facts.http import FirstByte
from launchready.model.check import check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding, NotApplicable, Note
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, GapReason, Level, Status
from launchready.reference import load
from tests.engine.build import AS_OF, CLUB

CTX = Context(as_of=AS_OF, target=CLUB, reference=load())
SITE = Subject.site("club.example")
HOST = Subject.host("club.example")
OTHER = Subject.host("app.club.example")
CAA = Caa(subject=HOST, rcode=Rcode.NOERROR, found_at="", records=())
FAILURE = Finding(level=Level.OPTIONAL)


def gap(subject=SITE, fact="Caa"):
    return Gap(fact=fact, subject=subject, reason=GapReason.TIMED_OUT, detail="slow")


def asked(*outcomes, over=SubjectKind.SITE, needs=(Caa,), uses=()):
    @check("dns/x", area=Area.PUBLIC_FACE, stage=2, over=over, needs=needs, uses=uses, levels={Level.OPTIONAL})
    def judge(subject, seen, ctx):
        yield from outcomes

    return judge


@pytest.mark.parametrize(
    ("outcomes", "facts", "gaps", "status"),
    [
        ((), [CAA], [], Status.PASS),
        ((), [], [], Status.UNKNOWN),
        ((), [CAA], [gap()], Status.UNKNOWN),
        ((), [CAA], [gap(OTHER)], Status.PASS),
        ((gap(OTHER),), [CAA], [], Status.UNKNOWN),
        ((FAILURE,), [CAA], [gap()], Status.FAIL),
        ((NotApplicable("because"),), [], [gap()], Status.NOT_APPLICABLE),
        ((NotApplicable("because"), FAILURE), [CAA], [], Status.FAIL),
        ((Note("harmless"),), [CAA], [], Status.PASS),
    ],
)
def test_what_was_seen_decides_the_status(outcomes, facts, gaps, status):
    result = judge_one(asked(*outcomes), SITE, World(facts, gaps), CTX)
    assert result.status is status
    assert (status is Status.UNKNOWN) <= bool(result.gaps)


def test_gaps_stay_beside_a_finding_and_notes_beside_a_pass():
    assert judge_one(asked(FAILURE), SITE, World([CAA], [gap()]), CTX).gaps == (gap(),)
    assert judge_one(asked(Note("n")), SITE, World([CAA], []), CTX).notes == ("n",)


def test_a_crash_is_an_error_and_takes_nobody_along():
    @check("dns/x", area=Area.PUBLIC_FACE, stage=2, over=SubjectKind.SITE, needs=(Caa,), levels={Level.OPTIONAL})
    def judge(subject, seen, ctx):
        yield FAILURE
        raise ZeroDivisionError

    result = judge_one(judge, SITE, World([CAA], []), CTX)
    assert result.status is Status.ERROR
    assert "ZeroDivisionError" in result.why
    assert result.findings == ()


def test_a_host_check_is_asked_about_each_host_that_was_seen_or_missed():
    world = World([CAA], [gap(OTHER)])
    assert subjects(asked(over=SubjectKind.HOST), world, CLUB) == [OTHER, HOST]
    assert subjects(asked(over=SubjectKind.ADDRESS), world, CLUB) == [SITE]
    assert subjects(asked(over=SubjectKind.ZONE), world, CLUB) == [Subject.zone("club.example")]


def test_a_host_check_sees_its_host_its_addresses_and_the_site_only():
    at = Subject.address("club.example", "203.0.113.9")
    facts = [
        CAA,
        Caa(subject=OTHER, rcode=Rcode.NOERROR, found_at="", records=()),
        ZoneRecords(subject=Subject.zone("club.example"), soa_serial=None, mx=(), spf=(), txt_count=0),
        FirstByte(subject=at, first_seconds=1.0, later_seconds=None),
        FirstByte(subject=Subject.address("club.example", "203.0.113.10"), first_seconds=1.0, later_seconds=None),
    ]
    seen_about = {}

    def watching(over):
        @check(
            "dns/x",
            area=Area.PUBLIC_FACE,
            stage=2,
            over=over,
            needs=(Caa, ZoneRecords, FirstByte),
            levels={Level.OPTIONAL},
        )
        def judge(subject, seen, ctx):
            seen_about[over] = [f.subject for kind in (Caa, ZoneRecords, FirstByte) for f in seen.all(kind)]
            yield from ()

        return judge

    judge_one(watching(SubjectKind.HOST), HOST, World(facts, []), CTX)
    judge_one(watching(SubjectKind.ADDRESS), at, World(facts, []), CTX)
    assert OTHER not in seen_about[SubjectKind.HOST]
    assert len(seen_about[SubjectKind.HOST]) == 4
    assert [s.kind.value for s in seen_about[SubjectKind.ADDRESS]] == ["host", "zone", "address"]
    assert seen_about[SubjectKind.ADDRESS][2] == at


def test_a_second_world_replaces_only_the_kinds_that_were_seen_again():
    first = World([CAA, FirstByte(subject=HOST, first_seconds=1.0, later_seconds=None)], [gap(), gap(fact="FirstByte")])
    new = Caa(subject=HOST, rcode=Rcode.SERVFAIL, found_at="", records=())
    extra = FirstByte(subject=HOST, first_seconds=9.0, later_seconds=None)
    again = first.replaced((Caa,), [new, extra], [gap(OTHER), gap(OTHER, "FirstByte")])
    assert again.facts == [first.facts[1], new]
    assert again.gaps == [gap(fact="FirstByte"), gap(OTHER)]
