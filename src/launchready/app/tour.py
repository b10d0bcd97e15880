"""Joins the sample community with the same audit and recheck that a real site gets."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from launchready.app.look import Looked, Progress, look_at
from launchready.app.recheck import Rechecked, recheck
from launchready.app.request import Request, UsageError
from launchready.app.settings import make_settings
from launchready.model.words import Status
from launchready.tour import faults as tour_faults
from launchready.tour import serve as tour_serve
from launchready.tour import story
from launchready.tour.sample import Sample, Session

CONFIG = """[target]
url = "{url}"

{hosts}
"""
MENDED = frozenset({Status.PASS, Status.NOT_APPLICABLE})
HOST = """[[hosts]]
name = "{name}"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What the story needs from the command line: how answers are printed, who presses Enter."""

    teller: story.Teller
    progress: Progress
    show_audit: Callable[[Looked], None]
    show_recheck: Callable[[Rechecked], None]
    ask_enter: Callable[[str], bool]
    pictures: Path


@contextmanager
def sample_of(ids: Iterable[str]) -> Iterator[Sample]:
    """Run the sample with these faults. Raises `UsageError` for a fault that it does not have."""
    try:
        sample = Sample(ids)
    except tour_faults.UnknownFault as problem:
        raise UsageError(f"{problem}.") from None
    with sample:
        yield sample


def request_for(session: Session) -> Request:
    """Give the flags that lead to the sample; its record lies in the sample's own folder."""
    config = session.ca.parent / "launchready.toml"
    hosts = "\n".join(HOST.format(name=name) for name in session.declared)
    config.write_text(CONFIG.format(url=session.url, hosts=hosts), encoding="utf-8")
    return Request(
        folder=config.parent,
        config=config,
        resolvers=session.resolvers,
        pins=session.pins,
        ca=session.ca,
    )


def audit_sample(session: Session, progress: Progress) -> Looked:
    """Audit the running sample like any other site."""
    return look_at(make_settings(session.url, request_for(session)), progress)


def tell(telling: Telling) -> bool:
    """Tell the whole story; whether the fix was seen to work."""
    with sample_of(tour_faults.STORY) as sample:

        def audit(session: Session) -> None:
            telling.show_audit(audit_sample(session, telling.progress))

        def again(session: Session, check: str) -> bool:
            done = recheck(check, session.url, request_for(session), telling.progress)
            telling.show_recheck(done)
            mine = [line for line in done.looked.answer.run.results if line.check == check]
            return bool(mine) and all(line.status in MENDED for line in mine)

        around = story.Surroundings(audit=audit, recheck=again, ask_enter=telling.ask_enter, pictures=telling.pictures)
        return story.tell(sample, telling.teller, around)


def serve(ids: Iterable[str], lines: tour_serve.Lines, wait: Callable[[], None]) -> None:
    """Start the sample, say how to reach it, stay."""
    with sample_of(ids) as sample:
        tour_serve.serve(sample, lines, wait)


def listing() -> list[tuple[str, str, bool]]:
    """Every fault of the sample: id, what people notice, whether the story has it."""
    return tour_serve.listing()


def story_faults() -> tuple[str, ...]:
    """The faults that the story has."""
    return tour_faults.STORY
