"""deploy/behind."""

from dataclasses import replace
from datetime import timedelta

from launchready.facts.release import Build, Release, RepoHead
from launchready.model.subject import Subject
from launchready.model.words import Confidence, GapReason, Level
from tests.checks.cases import AS_OF, CLUB, Case, Kind, gap

CHECK = "deploy/behind"
SITE = Subject.site(CLUB.host)
COMMITS = tuple(f"{number:02x}" * 20 for number in range(1, 9))
MONDAY, TUESDAY = "Mon, 01 Jun 2026 09:00:00 GMT", "Tue, 02 Jun 2026 09:00:00 GMT"

LIVE = Build(
    url="https://club.example/",
    host="club.example",
    files=("/assets/index-BfQ2x9Zk.js 0123456789abcdef", "/assets/index-D1e2F3g4.css fedcba9876543210"),
    hashed=2,
    markup="00000000ffffffff",
)
OTHER = replace(
    LIVE,
    url="https://preview.club.example/",
    host="preview.club.example",
    files=("/assets/index-Zz91xYab.js 1111222233334444", LIVE.files[1]),
)
GONE = ("https://club.example/assets/index-BfQ2x9Zk.js",)


def release(live: Build = LIVE, preview: Build | None = None, **more) -> Release:
    return Release(subject=SITE, live=replace(live, **more), preview=preview)


def head(**more) -> RepoHead:
    words = {"commit": COMMITS[0], "committed_at": AS_OF - timedelta(hours=5), "branch": "main", "dirty": False}
    return RepoHead(subject=SITE, known=COMMITS, **{**words, **more})


def case(name: str, kind: Kind, *facts, **more) -> Case:
    return Case(check=CHECK, name=name, kind=kind, facts=facts, **more)


def behind(name: str, *facts, case: str, level: Level = Level.IMPORTANT, **more) -> Case:
    group = ("content/blank:club.example" if case == "white" else "deploy/behind:club.example",)
    return Case(
        check=CHECK, name=name, kind=Kind.FAILING, facts=facts, levels=(level,), cases=(case,), groups=group, **more
    )


def silent(name: str, *facts, **more) -> Case:
    return case(name, Kind.TRAP, *facts, **more)


def waited(**ago: int) -> RepoHead:
    return head(committed_at=AS_OF - timedelta(**ago))


BUILT_FROM_OLD = release(commit=COMMITS[3][:10])

CASES = (
    case("a whole build", Kind.PASSING, release()),
    case("the newest commit", Kind.PASSING, release(commit=COMMITS[0]), head(), notes=0),
    case("preview and site serve the same", Kind.PASSING, release(preview=replace(OTHER, files=LIVE.files))),
    behind("files of another build", release(gone=GONE), case="half"),
    behind("a page with words whose main script is gone", release(gone=GONE, entry_gone=True), case="half"),
    behind("an empty page whose style is gone", release(gone=GONE, blank=True), case="half"),
    behind("an empty page whose script is gone", release(gone=GONE, entry_gone=True, blank=True), case="white", level=Level.BLOCKER),
    behind("half published and behind: one cause, said once", release(gone=GONE, commit=COMMITS[2], preview=OTHER), head(), case="half"),
    behind("the preview has something else", release(preview=OTHER), case="preview", sure=(Confidence.LIKELY,)),
    behind("the preview is newer", release(modified=MONDAY, preview=replace(OTHER, modified=TUESDAY)), case="preview"),
    behind("no date at the preview", release(modified=MONDAY, preview=OTHER), case="preview"),
    behind("both name their commit", release(commit=COMMITS[2], preview=replace(OTHER, commit=COMMITS[0])), case="preview"),
    behind("three commits behind", BUILT_FROM_OLD, head(), case="commit", sure=(Confidence.LIKELY,), values={"count": 3}),
    behind("the shortest name of a commit", release(commit=COMMITS[3][:7]), head(), case="commit"),
    behind("a commit stands alone", BUILT_FROM_OLD, head(branch=""), case="commit"),
    behind("for less than an hour", BUILT_FROM_OLD, waited(minutes=45), case="commit", values={"age": "less than an hour"}),
    behind("for half an hour", BUILT_FROM_OLD, waited(minutes=30), case="commit"),
    behind("for an hour", BUILT_FROM_OLD, waited(minutes=80), case="commit", values={"age": "an hour"}),
    behind("for two hours", BUILT_FROM_OLD, waited(hours=2), case="commit", values={"age": "2 hours"}),
    behind("for a day", BUILT_FROM_OLD, waited(hours=30), case="commit", values={"age": "one day"}),
    behind("for a week", BUILT_FROM_OLD, waited(days=7), case="commit", values={"age": "7 days"}),
    case("nothing was seen", Kind.UNKNOWN, gaps=(gap(Release),)),
    case("a wall stands before the site", Kind.UNKNOWN, gaps=(gap(Release, reason=GapReason.BLOCKED),), reasons=(GapReason.BLOCKED,)),
    case("the preview asks for a login", Kind.UNKNOWN, release(), gaps=(gap(Release, reason=GapReason.NO_ACCESS),), reasons=(GapReason.NO_ACCESS,)),
    case("the site names its commit and the repository cannot be read", Kind.UNKNOWN, release(commit=COMMITS[0]), gaps=(gap(RepoHead, reason=GapReason.NO_ACCESS),), reasons=(GapReason.NO_ACCESS,)),
    silent("the repository cannot be read, and the site names no commit", release(), gaps=(gap(RepoHead),)),
    silent("no commit is named", release(), head()),
    silent("too short for a commit", release(commit=COMMITS[3][:6]), head(), notes=0),
    silent("a commit of somewhere else", release(commit="ab" * 20), head(), notes=1),
    silent("work on a branch", BUILT_FROM_OLD, head(branch="new-login"), notes=1),
    silent("it is being built", BUILT_FROM_OLD, waited(minutes=29)),
    silent("it is being built, and work goes on", BUILT_FROM_OLD, replace(waited(minutes=10), dirty=True), notes=0),
    silent("the newest commit of a branch is live", release(commit=COMMITS[0]), head(branch="new-login"), notes=0),
    silent("changes that no commit holds", release(commit=COMMITS[0]), head(dirty=True), notes=1),
    silent("it could not be told whether there are changes", release(commit=COMMITS[0]), head(dirty=None), notes=0),
    silent("both of the same moment", release(modified=MONDAY, preview=replace(OTHER, modified=MONDAY))),
    silent("the site is newer than the preview", release(modified=TUESDAY, preview=replace(OTHER, modified=MONDAY))),
    silent("the preview was named by the site's own address", release(preview=replace(OTHER, host=LIVE.host))),
    silent("the preview is a development server without hashes", release(preview=replace(OTHER, hashed=0, files=("/src/main.tsx 1111222233334444",)))),
    silent("the preview stands under another base path", release(preview=replace(OTHER, files=("/preview/assets/index-Zz91xYab.js 1111222233334444",)))),
    silent("a login page answers in place of the preview", release(preview=replace(OTHER, markup="ffffffff00000000"))),
    silent("ids and dates of another deployment of the same source", release(markers=("deployment dpl_1",), preview=replace(OTHER, files=LIVE.files, markers=("deployment dpl_2",), modified=TUESDAY))),
    silent("a short commit and the same in full", release(commit=COMMITS[2], preview=replace(OTHER, commit=COMMITS[2][:8]))),
)  # fmt: skip
