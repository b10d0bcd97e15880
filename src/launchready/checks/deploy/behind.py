"""Whether the live build is a whole one, and the newest that there is."""

from collections.abc import Iterator
from datetime import timedelta

from launchready.facts.release import Build, Release, RepoHead
from launchready.formats.release import same_source, written
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.finding import Finding, Note
from launchready.model.place import Place, PlaceKind
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Confidence, Level

PUBLISHED_FROM = frozenset({"main", "master", "production", "prod", "live", "trunk", "release"})
"""Branches that hosts publish from by default; work on another one is not meant to be live."""
BUILDING = timedelta(minutes=30)
"""A production build and its way to every edge take minutes; until then a newer commit is on its way."""
SHORTEST_COMMIT = 7


@check(
    "deploy/behind",
    area=Area.WATCH,
    stage=2,
    over=SubjectKind.SITE,
    needs=(Release,),
    uses=(RepoHead,),
    levels={Level.IMPORTANT, Level.BLOCKER},
)
def behind(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The live page names files that are gone, or something newer is there and not published."""
    release = seen.first(Release)
    if release is None:
        return
    group = f"deploy/behind:{ctx.target.host}"
    if release.live.gone:
        yield _half(release.live, group)
        return
    if release.preview is not None:
        yield from _preview(release.live, release.preview, group)
    yield from _commits(release.live, seen, ctx, group)


def _half(live: Build, group: str) -> Finding:
    """Page and files are of two builds.

    The catalogue keeps BLOCKER for a blocker's fix that waits to be published. It is used for one more thing:
    where the page is empty until its main script runs and that script is gone, every visitor sees a white page.
    What a browser says of that page (content/blank) has the same cause.
    """
    white = live.entry_gone and live.blank
    return Finding(
        level=Level.BLOCKER if white else Level.IMPORTANT,
        case="white" if white else "half",
        values={"url": live.url, "files": live.gone, "count": len(live.gone)},
        places=(Place.url(live.url),),
        group=f"content/blank:{live.host}" if white else group,
    )


def _preview(live: Build, preview: Build, group: str) -> Iterator[Outcome]:
    """The address at which unpublished work is shown serves other files than the site."""
    if preview.host == live.host or same_source(live, preview) is not False:
        return
    shown, made = written(live), written(preview)
    if shown is not None and made is not None and made <= shown:
        return  # the site is the newer one
    yield Finding(
        level=Level.IMPORTANT,
        confidence=Confidence.LIKELY,
        case="preview",
        values={"url": live.url, "preview": preview.url},
        places=(Place.url(preview.url),),
        group=group,
    )


def _commits(live: Build, seen: Seen, ctx: Context, group: str) -> Iterator[Outcome]:
    """The site says which commit it was built from, and the repository has newer ones."""
    head = seen.first(RepoHead)
    if len(live.commit) < SHORTEST_COMMIT:
        return
    if head is None:
        yield from seen.gaps(RepoHead)
        return
    newer = next((place for place, commit in enumerate(head.known) if commit.startswith(live.commit)), None)
    if newer is None:
        yield Note("The site names a commit that is not among the newest 500 of the repository you named.")
    elif newer and head.branch and head.branch not in PUBLISHED_FROM:
        yield Note("The repository has a branch checked out that hosts do not publish from; I compare none with it.")
    elif newer and ctx.as_of - head.committed_at >= BUILDING:
        yield Finding(
            level=Level.IMPORTANT,
            confidence=Confidence.LIKELY,
            case="commit",
            values={
                "url": live.url,
                "count": newer,
                "live": live.commit[:SHORTEST_COMMIT],
                "newest": head.commit[:SHORTEST_COMMIT],
                "age": _age(ctx.as_of - head.committed_at),
            },
            places=(Place(PlaceKind.STEP, "publish"),),
            group=group,
        )
    elif not newer and head.dirty:
        yield Note("The newest commit is live. Changes on your machine that no commit holds are not.")


def _age(waiting: timedelta) -> str:
    """Say how long something waits, as people say it."""
    if waiting.days:
        return "one day" if waiting.days == 1 else f"{waiting.days} days"
    hours = waiting // timedelta(hours=1)
    return "less than an hour" if not hours else "an hour" if hours == 1 else f"{hours} hours"
