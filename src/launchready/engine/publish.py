"""A fix that was made and is not live yet: the same build is still served, or old answers of the DNS still live.

Pure. A recheck that sees the problem again asks here first; what is not live cannot be judged, so the answer is
UNKNOWN (NOT_PUBLISHED), never FAIL.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from launchready.engine.judge import World, judge_one, levelled
from launchready.engine.wire import Awaited
from launchready.facts.dns import Resolution, View, ViewKind
from launchready.facts.release import Build, Release, RepoHead
from launchready.formats.release import same_build, same_source
from launchready.model.check import Check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.policy import Policy
from launchready.model.result import Result
from launchready.model.words import GapReason, Status

IN_THE_APP = "code"
IN_THE_DNS = frozenset({"dns", "registrar"})
SOMEWHERE = "Publish the change where you build your app."
NO_EFFECT = "If you have published since then, the change did not reach this."


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """What is needed to tell whether a fix is live. `clicks` are those by which her builder or host publishes."""

    awaited: Awaited
    where: str
    clicks: tuple[str, ...]
    world: World
    ctx: Context
    policy: Policy

    def withheld(self, result: Result) -> Result:
        """Give the result; one that fails because the fix is not live yet becomes UNKNOWN."""
        if result.check.id != self.awaited.check or result.status is not Status.FAIL:
            return result
        gap = self._build_gap(result) if self.where == IN_THE_APP else self._dns_gap(result)
        return result if gap is None else replace(result, status=Status.UNKNOWN, findings=(), gaps=(gap,))

    def _build_gap(self, result: Result) -> Gap | None:
        release = next((fact for fact in self.world.facts if isinstance(fact, Release)), None)
        if release is None or self.awaited.build is None or self._all_is_live(release):
            return None
        if same_build(self.awaited.build, release.live) is not True:
            return None
        when, name = _time(self.awaited.since, self.ctx.as_of), build_name(release.live)
        publish = f"{' > '.join(self.clicks)}." if self.clicks else SOMEWHERE
        return _gap(result, f"Your live site still serves the files of {when} ({name}).", f"{publish} {NO_EFFECT}")

    def _all_is_live(self, release: Release) -> bool:
        """Whether nothing waits to be published: the preview or the newest commit is what visitors get."""
        head = next((fact for fact in self.world.facts if isinstance(fact, RepoHead)), None)
        newest = head is not None and bool(release.live.commit) and head.commit.startswith(release.live.commit)
        shown = release.preview is not None and same_source(release.live, release.preview) is True
        return shown or (newest and head is not None and head.dirty is False)

    def _dns_gap(self, result: Result) -> Gap | None:
        """The zone's own servers hold the change; resolvers still give the old answer until its time is over."""
        if self.where not in IN_THE_DNS:
            return None
        told = [_by_authority(fact) if isinstance(fact, Resolution) else fact for fact in self.world.facts]
        later = [new for new, old in zip(told, self.world.facts, strict=True) if new is not old]
        if not later:
            return None
        world = World(told, list(self.world.gaps))
        again = levelled(judge_one(result.check, result.subject, world, self.ctx), self.policy)
        if again.status is Status.FAIL:
            return None
        left = seconds_left(self.world, result.check)
        until = f"for up to {_span(left)}" if left else "for a while"
        detail = f"Your DNS holds the change. Some networks still give the old answer, {until}."
        return _gap(result, detail, "There is nothing to do but wait.")


def seconds_left(world: World, check: Check) -> int:
    """Give how long old answers live that were measured; 0 when the check rests on none."""
    if Resolution not in (*check.needs, *check.uses):
        return 0
    found = [fact for fact in world.facts if isinstance(fact, Resolution) and _by_authority(fact) is not fact]
    return max((view.ttl or 0 for fact in found for view in _old(fact)), default=0)


def build_name(build: Build) -> str:
    """Give the name by which people know a build: its main file, its commit, or its id."""
    scripts = [file.rpartition(" ")[0].rpartition("/")[2] for file in build.files]
    main = next((name for name in scripts if name.endswith((".js", ".mjs"))), scripts[0] if scripts else "")
    if main:
        return main
    return build.commit[:7] or (build.markers[0] if build.markers else build.host)


def _by_authority(fact: Resolution) -> Resolution:
    """Give the answers as every resolver will give them once the old ones are over; the same where none is old."""
    if not _old(fact):
        return fact
    own = _authority(fact)
    # What stands behind an alias that leaves the zone is not known here, and such a view says so.
    later = (replace(view, kind=ViewKind.RECURSIVE) for view in own if view.answered)
    return replace(fact, views=(*later, *own))


def _old(fact: Resolution) -> tuple[View, ...]:
    """The answers of resolvers that are not what the zone's own servers say."""
    own = _authority(fact)
    now = {_said(view) for view in own}
    return tuple(view for view in fact.views if view.kind is ViewKind.RECURSIVE and own and _said(view) not in now)


def _authority(fact: Resolution) -> tuple[View, ...]:
    """What the zone's own servers said, an alias that leaves the zone included."""
    own = (view for view in fact.views if view.kind is ViewKind.AUTHORITATIVE)
    return tuple(view for view in own if view.answered or view.cnames)


def _said(view: View) -> tuple[object, ...]:
    return (view.rcode, view.cnames[:1], () if view.cnames else tuple(sorted(view.addresses)))


def _gap(result: Result, detail: str, ask: str) -> Gap:
    kind = result.check.needs[0].__name__
    return Gap(fact=kind, subject=result.subject, reason=GapReason.NOT_PUBLISHED, detail=detail, ask=ask)


def _time(stamp: str, now: datetime) -> str:
    """Give a time of the record (RFC 3339, UTC) as people say it: the hour, and the day when it is another one."""
    hour = f"{stamp[11:16]} UTC"
    return hour if now.strftime("%Y-%m-%d") == stamp[:10] else f"{stamp[:10]}, {hour}"


def _span(seconds: int) -> str:
    minutes = -(-seconds // 60)
    if minutes < 2:
        return "a minute"
    return f"{minutes} minutes" if minutes < 120 else f"{-(-minutes // 60)} hours"
