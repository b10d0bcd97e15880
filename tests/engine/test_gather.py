import asyncio
from dataclasses import replace

import pytest

from launchready.engine.confirm import blocked, look_again, narrowing, settle
from launchready.engine.gather import Look, gather
from launchready.engine.judge import World, judge_all
from launchready.engine.plan import Plan, make_plan
from launchready.facts.dns import Caa, Rcode, ZoneRecords
from launchready.facts.http import FirstByte
from launchready.model.check import check
from launchready.model.context import Context
from launchready.model.finding import Finding
from launchready.model.policy import Policy
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Effect, GapReason, Level, Source, Status
from launchready.observe.dial import Dial, DialSettings, Server
from launchready.observe.gatherer import gatherer
from launchready.reference import load
from launchready.verdict.profiles import PROFILES
from tests.engine.build import AS_OF, CLUB, Notebook

DEMO = Policy(profile=PROFILES["demo"])
HOST = Subject.host("club.example")
SETTINGS = DialSettings(resolvers=(Server("127.0.0.1", 1), Server("127.0.0.2", 1)))


def a_look(notebook=None):
    return Look(target=CLUB, dial=Dial(SETTINGS), reference=load(), as_of=AS_OF, watcher=notebook or Notebook())


def caa(rcode=Rcode.NOERROR, subject=HOST):
    return Caa(subject=subject, rcode=rcode, found_at="", records=())


def plan_of(*gatherers):
    return Plan(checks=(), gatherers=gatherers, left_out=())


@gatherer(makes=(Caa,))
async def first(scope):
    await asyncio.sleep(0.01)
    yield caa()


@gatherer(makes=(ZoneRecords,), needs=(Caa,))
async def second(scope):
    assert scope.seen.first(Caa) == caa()
    yield ZoneRecords(subject=Subject.zone("club.example"), soa_serial=1, mx=(), spf=(), txt_count=0)


async def test_a_gatherer_starts_when_what_it_needs_is_there():
    notebook = Notebook()
    look = a_look(notebook)
    await gather(plan_of(second, first), look, seconds=5)
    assert notebook.order == [
        "start test_gather.first",
        "end test_gather.first",
        "start test_gather.second",
        "end test_gather.second",
    ]
    assert [type(f) for f in look.world.facts] == [Caa, ZoneRecords]
    assert look.world.gaps == []


@gatherer(makes=(FirstByte, Caa))
async def crashes(scope):
    yield FirstByte(subject=HOST, first_seconds=1.0, later_seconds=None)
    raise ZeroDivisionError


async def test_a_crash_leaves_gaps_for_all_it_makes_and_the_others_go_on():
    notebook = Notebook()
    look = a_look(notebook)
    await gather(plan_of(crashes), look, seconds=5)
    assert {(g.fact, g.reason) for g in look.world.gaps} == {("Caa", GapReason.FAILED), ("FirstByte", GapReason.FAILED)}
    assert "ZeroDivisionError" in notebook.bugs[0][1]


@gatherer(makes=(Caa,))
async def hangs(scope):
    yield caa()
    await asyncio.Event().wait()


@pytest.mark.parametrize("own_time", [True, False])
async def test_what_hangs_is_cut_off_and_half_seen_is_not_seen(own_time):
    look = a_look()
    await gather(
        plan_of(replace(hangs, seconds=0.05 if own_time else 9), replace(second, name="second")), look, seconds=0.3
    )
    assert ("Caa", GapReason.TIMED_OUT) in {(g.fact, g.reason) for g in look.world.gaps}
    if not own_time:
        assert ("ZoneRecords", GapReason.TIMED_OUT) in {(g.fact, g.reason) for g in look.world.gaps}


async def test_a_stop_ends_the_look_at_once_and_says_who_stopped_it():
    look = replace(a_look(), stopped_by="you stopped it")
    asyncio.get_running_loop().call_later(0.05, look.stop.set)
    await gather(plan_of(hangs), look, seconds=60)
    assert [(g.reason, g.detail) for g in look.world.gaps] == [(GapReason.NOT_RUN, "you stopped it")]
    assert len(look.world.facts) == 1


def a_check(name="dns/x", *, over=SubjectKind.HOST, source=Source.OUTSIDE, effect=Effect.LOOK):
    @check(
        name, area=Area.PUBLIC_FACE, stage=2, over=over, needs=(Caa,), levels=set(Level), source=source, effect=effect
    )
    def judge(subject, seen, ctx):
        rcodes = [f.rcode for f in seen.all(Caa)]
        if Rcode.SERVFAIL in rcodes:
            yield Finding(level=Level.BLOCKER)
        elif Rcode.REFUSED in rcodes:
            yield Finding(level=Level.OPTIONAL)

    return judge


def test_checks_are_selected_by_source_and_consent():
    mine = a_check()
    repo = a_check("dns/repo", source=Source.REPO)
    asking = a_check("dns/ask", effect=Effect.ASK)
    plan = make_plan([mine, repo, asking], [first, second, crashes], [Source.OUTSIDE], [Effect.LOOK])
    assert plan.checks == (mine,)
    assert plan.gatherers == tuple(sorted((first, crashes), key=lambda g: g.name))
    assert plan.left_out == ((repo, (Source.REPO,)), (asking, ()))
    assert asking in make_plan([asking], [first], [Source.OUTSIDE], [Effect.LOOK, Effect.ASK]).checks


def test_gatherers_that_wait_for_each_other_are_our_bug():
    @gatherer(makes=(Caa,), needs=(ZoneRecords,))
    async def circle(scope):
        yield caa()

    with pytest.raises(LookupError, match="wait for each other"):
        make_plan([a_check()], [circle, second], [Source.OUTSIDE], [Effect.LOOK])


def answering(rcode):
    @gatherer(makes=(Caa,))
    async def again(scope):
        answering.only = scope.only
        answering.resolver = scope.dial.resolvers[0]
        yield caa(rcode)

    return again


@pytest.mark.parametrize(
    ("rcode", "status"),
    [(Rcode.SERVFAIL, Status.FAIL), (Rcode.NOERROR, Status.UNKNOWN), (Rcode.REFUSED, Status.UNKNOWN)],
)
async def test_a_blocker_is_looked_at_again_by_another_resolver(rcode, status):
    mine = a_check()
    look = a_look()
    look.world.facts.append(caa(Rcode.SERVFAIL))
    ctx = Context(as_of=AS_OF, target=CLUB, reference=look.reference)
    maker = answering(rcode)
    results = judge_all([mine], look.world, ctx, DEMO)
    suspects = blocked(results, [maker])
    assert suspects == results
    seen_again = await look_again(suspects, plan_of(maker), look, Notebook(), seconds=5)
    assert answering.only == frozenset({HOST})
    assert answering.resolver == SETTINGS.resolvers[1]
    settled = settle(results[0], seen_again, look.world, ctx, DEMO)
    assert settled.status is status
    assert (status is Status.UNKNOWN) == any(g.reason is GapReason.UNSTABLE for g in settled.gaps)


async def test_nothing_is_started_after_a_stop():
    notebook = Notebook()
    look = a_look(notebook)
    look.stop.set()
    look.stopped_by = "you stopped it"
    await gather(plan_of(first), look, seconds=5)
    assert notebook.order == []
    assert [(gap.fact, gap.reason, gap.detail) for gap in look.world.gaps] == [
        ("Caa", GapReason.NOT_RUN, "you stopped it")
    ]


def test_what_no_gatherer_can_see_again_stands_as_it_is():
    mine = a_check()
    world = World([caa(Rcode.SERVFAIL)], [])
    ctx = Context(as_of=AS_OF, target=CLUB, reference=load())
    results = judge_all([mine, a_check("dns/r", source=Source.REPO)], world, ctx, DEMO)
    assert blocked(results, []) == []
    assert [r.check.id for r in blocked(results, [first])] == ["dns/x"]
    twice_already = judge_all([replace(mine, second_look=False)], world, ctx, DEMO)
    assert blocked(twice_already, [first]) == []


def test_a_second_look_is_narrow_for_hosts_and_whole_for_sites():
    world = World([caa(Rcode.SERVFAIL)], [])
    ctx = Context(as_of=AS_OF, target=CLUB, reference=load())
    host, site = (judge_all([a_check(over=over)], world, ctx, DEMO)[0] for over in (SubjectKind.HOST, SubjectKind.SITE))
    assert narrowing(first, [host]) == frozenset({HOST})
    assert narrowing(first, [host, site]) is None
    assert narrowing(second, [host]) is None


async def test_a_blocker_that_the_policy_makes_is_looked_at_again_too():
    strict = Policy(profile=PROFILES["demo"], levels={"dns/x": Level.BLOCKER})
    look = a_look()
    look.world.facts.append(caa(Rcode.REFUSED))
    ctx = Context(as_of=AS_OF, target=CLUB, reference=look.reference)
    maker = answering(Rcode.NOERROR)
    results = judge_all([a_check()], look.world, ctx, strict)
    assert blocked(results, [maker]) == results
    seen_again = await look_again(results, plan_of(maker), look, Notebook(), seconds=5)
    assert settle(results[0], seen_again, look.world, ctx, strict).status is Status.UNKNOWN
