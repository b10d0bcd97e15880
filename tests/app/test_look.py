"""The order of a look: what strains a door comes after the second look, which it could shut out."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from launchready.app import look as module
from launchready.app.look import Looked, look
from launchready.app.request import Request
from launchready.app.settings import Settings, make_settings
from launchready.engine.plan import Plan
from launchready.facts.dns import Caa, Rcode
from launchready.facts.limits import LoginTries, TriesEnd
from launchready.model.fact import Fact
from launchready.model.subject import Subject
from launchready.model.words import Effect
from launchready.observe.gatherer import Gatherer, Observation, Scope, gatherer


class Silent:
    def doing(self, what: str) -> None: ...


def settings_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return make_settings("https://club.example", Request(folder=folder))


def made(order: list[str]) -> tuple[Gatherer, Gatherer]:
    """One that looks and one that strains; each writes down when it was asked."""

    @gatherer(makes=(Caa,))
    async def looks(scope: Scope) -> AsyncIterator[Observation]:
        order.append("look")
        yield Caa(subject=Subject.host("club.example"), rcode=Rcode.NOERROR, found_at="", records=())

    @gatherer(makes=(LoginTries,), effect=Effect.STRESS)
    async def strains(scope: Scope) -> AsyncIterator[Observation]:
        order.append("strain")
        yield LoginTries(
            subject=Subject.site("club.example"),
            url="https://club.example/login",
            wanted=12,
            made=12,
            statuses=(401,) * 12,
            ended=TriesEnd.ALL_MADE,
            seconds=1.0,
        )

    return looks, strains


async def looked(settings: Settings, monkeypatch: pytest.MonkeyPatch, order: list[str]) -> Looked:
    gatherers = made(order)
    monkeypatch.setattr(module, "plan_of", lambda _bundle: Plan(checks=(), gatherers=gatherers, left_out=()))
    monkeypatch.setattr(module, "blocked", lambda _results, available: [Suspect()] if available else [])
    return await look(settings, Silent(), asyncio.Event(), verb="audit")


class Suspect:
    """A result whose blocker rests on the fact of the one that looks."""

    subject = Subject.site("club.example")

    class check:  # noqa: N801 - stands for an attribute
        needs: tuple[type[Fact], ...] = (Caa,)


async def test_what_strains_a_door_comes_after_the_second_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    order: list[str] = []
    seen = await looked(settings_of(tmp_path, monkeypatch), monkeypatch, order)
    assert order == ["look", "look", "strain"]
    assert [type(fact) for fact in seen.bundle.world.facts] == [Caa, LoginTries]
    assert seen.bundle.second is not None
    assert [type(fact) for fact in seen.bundle.second.facts] == [Caa]


async def test_the_record_tells_the_looks_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    settings = settings_of(tmp_path, monkeypatch)
    seen = await looked(settings, monkeypatch, [])
    assert settings.record is not None
    again = settings.record.read(seen.bundle.start.run)
    assert again.world.facts == seen.bundle.world.facts
    assert again.second == seen.bundle.second


async def test_no_time_is_left_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    settings = settings_of(tmp_path, monkeypatch)
    order: list[str] = []
    seen = await looked(replace(settings, dial=replace(settings.dial, deadline=0.0)), monkeypatch, order)
    assert order == ["look", "look"]
    assert {gap.fact for gap in seen.bundle.world.gaps} == {"LoginTries"}
