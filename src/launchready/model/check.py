"""A check: pure judgement over declared facts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from launchready.model.context import Context
from launchready.model.fact import Fact, Gap
from launchready.model.finding import Finding, NotApplicable, Note
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Effect, Level, Source

Outcome = Finding | Gap | NotApplicable | Note
Judge = Callable[[Subject, Seen, Context], Iterator[Outcome]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One question with an id, and the pure function that answers it for a subject.

    `needs`: a missing one makes the answer UNKNOWN. `uses`: read when there. `second_look` false:
    its facts hold two looks already, and a third would find the world changed by the first.
    """

    id: str
    area: Area
    stage: int
    over: SubjectKind
    needs: tuple[type[Fact], ...]
    judge: Judge
    uses: tuple[type[Fact], ...] = ()
    levels: frozenset[Level]
    if_unknown: Level = Level.OPTIONAL
    source: Source = Source.OUTSIDE
    effect: Effect = Effect.LOOK
    second_look: bool = True

    @property
    def topic(self) -> str:
        """The part before the slash: the module and the folder of its texts."""
        return self.id.partition("/")[0]

    @property
    def problem(self) -> str:
        """The part after the slash."""
        return self.id.partition("/")[2]


def check(  # noqa: PLR0913 - the declaration of a check is its documentation
    id: str,  # noqa: A002 - the word of the catalogue
    *,
    area: Area,
    stage: int,
    over: SubjectKind,
    needs: tuple[type[Fact], ...],
    levels: set[Level],
    uses: tuple[type[Fact], ...] = (),
    if_unknown: Level = Level.OPTIONAL,
    source: Source = Source.OUTSIDE,
    effect: Effect = Effect.LOOK,
    second_look: bool = True,
) -> Callable[[Judge], Check]:
    """Turn a judging function into a Check. Registers nothing: the catalogue collects."""

    def wrap(judge: Judge) -> Check:
        return Check(
            id=id,
            area=area,
            stage=stage,
            over=over,
            needs=needs,
            uses=uses,
            judge=judge,
            levels=frozenset(levels),
            if_unknown=if_unknown,
            source=source,
            effect=effect,
            second_look=second_look,
        )

    return wrap
