"""Joins the sample community with the same audit and recheck that a real site gets."""

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from launchready.app.consent import settle
from launchready.app.control import VARIABLE
from launchready.app.look import Looked, Progress, look_at
from launchready.app.recheck import Rechecked, recheck
from launchready.app.request import Request, UsageError
from launchready.app.settings import make_settings
from launchready.model.target import HostRole
from launchready.model.words import Status
from launchready.observe.browser.program import SWITCH
from launchready.tour import faults as tour_faults
from launchready.tour import serve as tour_serve
from launchready.tour import story
from launchready.tour.community import seed
from launchready.tour.sample import Sample, Session

POLITE = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
MENDED = frozenset({Status.PASS, Status.NOT_APPLICABLE})
MEMBERS = (17, 18)
GUESTS = 20
TRIES = 25
"""Failed sign-ins at most: more than the club allows one account, which is as many as there are guests in the room."""

CONFIG = """[target]
url = "{url}"

[demo]
guests = {guests}
one_room = {deep}

{hosts}
[acting]
authorised = true
deep = {deep}
"""
HOST = """[[hosts]]
name = "{name}"
role = "{role}"
"""
TRIED = """member_pages = ["/me"]
limit_tries = {tries}
"""
MEMBER = """
[[acting.members]]
name = "{name}"
user_env = "{env}_EMAIL"
password_env = "{env}_PASSWORD"
marker = "{marker}"
"""


class Nobody:
    """Nobody is asked about the sample: it is ours, it is on loopback, and it is gone in a minute."""

    there = False

    def tell(self, line: str) -> None:
        """Say nothing."""

    def yes(self, question: str) -> bool:  # noqa: ARG002 - the shape of a Person
        """Agree to nothing: what may be done stands in the sample's own config."""
        return False


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
    with _kill_tidies():
        try:
            with _unbroken():
                sample.start()
            yield sample
        finally:
            with _unbroken():
                sample.stop()


@contextmanager
def _kill_tidies() -> Iterator[None]:
    """Let a polite kill, and a terminal that is closed, leave by the same door as everybody: it tidies."""

    def leave(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = {}
    try:
        for name in POLITE:
            if signal.getsignal(name) is signal.SIG_DFL:
                before[name] = signal.signal(name, leave)
    except ValueError:  # not the main thread: nothing can be heard here
        before.clear()
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


@contextmanager
def _unbroken() -> Iterator[None]:
    """Let a Ctrl-C wait while the sample is made or taken down: half of it would stay behind."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, *POLITE})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def request_for(session: Session, *, deep: bool = False) -> Request:
    """Give the flags that lead to the sample; its record lies in the sample's own folder."""
    config = session.ca.parent / "launchready.toml"
    config.write_text(_config(session, deep=deep), encoding="utf-8")
    return Request(
        folder=config.parent,
        config=config,
        resolvers=session.resolvers,
        pins=session.pins,
        ca=session.ca,
    )


def _config(session: Session, *, deep: bool) -> str:
    """What the sample's owner hands over: leave to knock, and where things are tried out, two test members."""
    roles = {role.value for role in HostRole}
    labels = ((name, name.partition(".")[0]) for name in session.declared)
    hosts = "\n".join(
        HOST.format(name=name, role=label if label in roles else HostRole.OTHER) for name, label in labels
    )
    text = CONFIG.format(url=session.url, guests=GUESTS, hosts=hosts, deep=str(deep).lower())
    if not deep:
        return text
    members = (MEMBER.format(name=seed.name(n), env=_variable(n), marker=seed.about(n)) for n in MEMBERS)
    return text + TRIED.format(tries=TRIES) + "".join(members)


def _variable(number: int) -> str:
    return f"LAUNCHREADY_TOUR_MEMBER_{number}"


def audit_sample(session: Session, progress: Progress, *, deep: bool = False, browser: bool = True) -> Looked:
    """Audit the running sample like any other site.

    `deep`: as one whose owner handed everything over. `browser`: pages are rendered, where a browser is here.
    """
    with _lent(_environment(session, browser=browser)):
        settings = make_settings(session.url, request_for(session, deep=deep))
        return look_at(settle(settings, Nobody()), progress)


def _environment(session: Session, *, browser: bool) -> dict[str, str]:
    """What the sample's owner has in the environment: the account's secret, and the test members' passwords."""
    values = {VARIABLE: session.account_secret}
    for number in MEMBERS:
        values |= {f"{_variable(number)}_EMAIL": seed.email(number), f"{_variable(number)}_PASSWORD": seed.PASSWORD}
    return values if browser else {**values, SWITCH: "off"}


@contextmanager
def _lent(values: Mapping[str, str]) -> Iterator[None]:
    """Set these in the environment for one look. The user's own secret is neither used nor made."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def tell(telling: Telling) -> bool:
    """Tell the whole story; whether the fix was seen to work."""
    with sample_of(tour_faults.STORY) as sample:

        def audit(session: Session) -> None:
            # Without a browser: it would double the time in which somebody waits for the first answer.
            telling.show_audit(_whole(audit_sample(session, telling.progress, browser=False)))

        def again(session: Session, check: str) -> bool:
            with _lent(_environment(session, browser=False)):
                done = recheck(check, session.url, request_for(session), telling.progress, person=Nobody())
            _whole(done.looked)
            telling.show_recheck(done)
            mine = [line for line in done.looked.answer.run.results if line.check == check]
            return bool(mine) and all(line.status in MENDED for line in mine)

        around = story.Surroundings(audit=audit, recheck=again, ask_enter=telling.ask_enter, pictures=telling.pictures)
        return story.tell(sample, telling.teller, around)


def _whole(looked: Looked) -> Looked:
    """Give back a look that went to its end; one that somebody stopped ends the story too."""
    if looked.answer.run.interrupted:
        raise KeyboardInterrupt
    return looked


def serve(ids: Iterable[str], lines: tour_serve.Lines, wait: Callable[[], None]) -> None:
    """Start the sample, say how to reach it, stay."""
    with sample_of(ids) as sample:
        tour_serve.serve(sample, lines, wait)


def needs_trying(ids: Iterable[str]) -> bool:
    """Whether these faults show only where things are tried out, or nothing is broken and all is to be seen."""
    chosen = tuple(ids)
    return not chosen or tour_faults.needs_trying(chosen)


def listing() -> list[tuple[str, str, bool]]:
    """Every fault of the sample: id, what people notice, whether the story has it."""
    return tour_serve.listing()


def story_faults() -> tuple[str, ...]:
    """The faults that the story has."""
    return tour_faults.STORY
