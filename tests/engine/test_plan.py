"""What is looked at first, and what comes last of all."""

from launchready.engine import catalog
from launchready.engine.plan import Plan
from launchready.facts.dns import Alias, Caa, Resolution, ZoneRecords
from launchready.model.words import Effect
from launchready.observe.gatherer import gatherer
from launchready.observe.limits import login_tries


@gatherer(makes=(Resolution,))
async def looks(scope):
    yield scope


@gatherer(makes=(Caa,), needs=(Resolution,), effect=Effect.STRESS)
async def strains(scope):
    yield scope


@gatherer(makes=(ZoneRecords,), needs=(Caa,))
async def waits(scope):
    yield scope


@gatherer(makes=(Alias,), needs=(ZoneRecords,))
async def waits_longer(scope):
    yield scope


def test_what_strains_a_door_and_who_waits_for_it_come_last():
    plan = Plan(checks=(), gatherers=(waits_longer, strains, waits, looks), left_out=())
    gentle, straining = plan.parted()
    assert gentle.gatherers == (looks,)
    assert straining.gatherers == (waits_longer, strains, waits)
    assert straining.waits_for(strains) == ()


def test_nothing_strains():
    plan = Plan(checks=(), gatherers=(looks,), left_out=())
    assert [part.gatherers for part in plan.parted()] == [(looks,), ()]


def test_of_all_that_there_is_only_the_tries_at_the_sign_in_come_last():
    whole = Plan(checks=(), gatherers=tuple(catalog.gatherers()), left_out=())
    assert whole.parted()[1].gatherers == (login_tries,)
