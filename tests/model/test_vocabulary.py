import pytest

from launchready.facts.dns import Resolution, ZoneRecords
from launchready.model.check import check
from launchready.model.fact import Fact, Gap
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.target import Target
from launchready.model.words import Area, GapReason, Level

HOST = Subject.host("club.example")
RECORDS = ZoneRecords(subject=Subject.zone("club.example"), soa_serial=1, mx=("b", "a"), spf=(), txt_count=0)
GAP = Gap(fact="Resolution", subject=HOST, reason=GapReason.TIMED_OUT, detail="slow")


def target(host: str, scheme: str = "https", port: int = 443) -> Target:
    return Target(url="", scheme=scheme, host=host, port=port, apex=host)


def test_a_subject_knows_its_host_and_address():
    six = Subject.address("club.example", "2001:db8::1")
    assert (six.kind, six.host_name, six.ip) == (SubjectKind.ADDRESS, "club.example", "2001:db8::1")
    assert Subject.site("club.example").ip == ""


def test_seen_hands_out_what_was_declared_and_no_more():
    seen = Seen([RECORDS], [GAP], (ZoneRecords, Resolution))
    assert seen.all(ZoneRecords) == (RECORDS,)
    assert seen.first(ZoneRecords) == RECORDS
    assert seen.first(Resolution) is None
    assert seen.of(ZoneRecords, RECORDS.subject) == RECORDS
    assert seen.of(ZoneRecords, HOST) is None
    assert seen.gaps() == seen.gaps(Resolution) == (GAP,)
    assert seen.gaps(ZoneRecords) == ()


def test_reading_what_was_not_declared_is_our_bug():
    seen = Seen([RECORDS], [GAP], ())
    with pytest.raises(LookupError, match="not declared"):
        seen.all(ZoneRecords)
    with pytest.raises(LookupError):
        seen.gaps(Resolution)
    assert seen.gaps() == ()


def test_a_check_knows_its_topic_and_problem():
    @check("dns/www-missing", area=Area.PUBLIC_FACE, stage=2, over=SubjectKind.SITE, needs=(), levels={Level.OPTIONAL})
    def judge(subject, seen, ctx):
        yield from ()

    assert (judge.topic, judge.problem, judge.if_unknown) == ("dns", "www-missing", Level.OPTIONAL)


def test_places_name_themselves():
    assert Place.url("https://a/").name == "https://a/"
    assert Place.record("a.example", "CNAME").name == "a.example CNAME"


@pytest.mark.parametrize(
    ("host", "literal"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("app.localhost", True), ("club.example", False)],
)
def test_a_target_without_dns_of_its_own_is_known(host, literal):
    assert target(host).is_literal is literal


def test_an_origin_leaves_the_usual_port_out():
    assert target("a.example").origin == "https://a.example"
    assert target("a.example", "http", 3000).origin == "http://a.example:3000"


def test_levels_sort_worst_first():
    assert sorted(Level, key=lambda level: level.rank) == [Level.BLOCKER, Level.IMPORTANT, Level.OPTIONAL]


def test_a_plain_fact_has_no_identity():
    assert Fact(subject=HOST).identity() == ()
    assert RECORDS.identity() == ("a", "b")
