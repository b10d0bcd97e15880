"""cache/personal-shared and cache/deception."""

from launchready.checks.cache.personal import UNCLEAR as SAY_SO
from launchready.facts.cache_trial import CacheTrial, QueryKey, Step
from launchready.model.words import GapReason, Level
from tests.checks.cache._trial import A, shared, suffix, trial
from tests.checks.cases import Case, Kind, gap

PERSONAL, DECEPTION = "cache/personal-shared", "cache/deception"
SOUND = trial(*shared(), *suffix())
STRANGERS_PAGE = (A, Step.PROBE, {"cache": "hit", "as_before": True, "asks_sign_in": True})
STOPPED = trial(STRANGERS_PAGE, whole=False, query=QueryKey.IGNORED)
UNSEEN = trial(whole=False, query=QueryKey.UNKNOWN)
UNCLEAR = gap(CacheTrial, reason=GapReason.NOT_RUN, detail="what the caches keep cannot be seen")
NOT_SIGNED_IN = gap(CacheTrial, reason=GapReason.NO_ACCESS, detail="the site did not let Member A in")


def case(check: str, name: str, kind: Kind, *facts: CacheTrial, **more) -> Case:
    return Case(check=check, name=name, kind=kind, facts=facts, **more)


def leak(name: str, *facts: CacheTrial, level: Level = Level.BLOCKER, words: str = "", **more) -> Case:
    return case(PERSONAL, name, Kind.FAILING, *facts, levels=(level,), cases=(words,), **more)


PERSONAL_CASES = (
    case(PERSONAL, "each gets his own", Kind.PASSING, SOUND),
    case(PERSONAL, "a cache that says it keeps nothing", Kind.PASSING, trial(*shared(cache="passed"), *suffix(), query=QueryKey.NOT_STORED)),
    leak("the other member got it", trial(*shared(b=True), *suffix())),
    leak("the stranger got it", trial(*shared(c=True), *suffix()), words="stranger"),
    leak("both got it", trial(*shared(b=True, c=True, cache_control="public, max-age=60"), *suffix()), words="both"),
    leak("one page of two", SOUND, trial(*shared(c=True), *suffix()), words="stranger"),
    leak("members see a cached logged-out page", STOPPED, level=Level.IMPORTANT, words="logged-out"),
    leak("a finding stands beside what was not seen", trial(*shared(c=True), *suffix()), words="stranger", gaps=(UNCLEAR,), reasons=(GapReason.NOT_RUN,)),
    case(PERSONAL, "nothing was tried", Kind.UNKNOWN),
    case(PERSONAL, "nobody could be signed in", Kind.UNKNOWN, gaps=(NOT_SIGNED_IN,), reasons=(GapReason.NO_ACCESS,)),
    case(PERSONAL, "the cache does not say what it keeps", Kind.UNKNOWN, gaps=(UNCLEAR,)),
    case(PERSONAL, "the trial ended before a member was sent", Kind.UNKNOWN, UNSEEN, reasons=(GapReason.NOT_RUN,)),
    case(PERSONAL, "the member got another page, which asks for nothing", Kind.TRAP, trial((A, Step.PROBE, {"as_before": True}), whole=False)),
    case(PERSONAL, "the member was asked to sign in anew, on a page of her own", Kind.TRAP, trial((A, Step.PROBE, {"asks_sign_in": True}), whole=False)),
    case(PERSONAL, "one page could not be tried", Kind.UNKNOWN, SOUND, gaps=(UNCLEAR,)),
    case(PERSONAL, "the member's page comes from the cache, for the member", Kind.TRAP, trial(*shared(cache="hit", age=7), *suffix())),
    case(PERSONAL, "both members are greeted in the same words", Kind.TRAP, trial(*shared(as_before=True), *suffix())),
    case(PERSONAL, "the cache told the member from the stranger at once", Kind.TRAP, trial((A, Step.PROBE, {"marker": True}), *shared(), *suffix(), query=QueryKey.IGNORED)),
    case(PERSONAL, "only an address like a file leaks, judged by itself", Kind.TRAP, trial(*shared(), *suffix(a=True, c=True))),
)  # fmt: skip

DECEPTION_CASES = (
    case(DECEPTION, "such addresses are not found", Kind.PASSING, SOUND),
    case(DECEPTION, "the page is kept", Kind.FAILING, trial(*shared(), *suffix(a=True, c=True)), levels=(Level.BLOCKER,)),
    case(DECEPTION, "nothing was tried", Kind.UNKNOWN),
    case(DECEPTION, "nobody could be signed in", Kind.UNKNOWN, gaps=(NOT_SIGNED_IN,)),
    case(DECEPTION, "the trial ended before", Kind.UNKNOWN, STOPPED, reasons=(GapReason.NOT_RUN,), asks=("",)),
    case(DECEPTION, "nothing can be told about the page, and what ends like a file is kept", Kind.FAILING, trial(*suffix(a=True, c=True), whole=False), levels=(Level.BLOCKER,)),
    case(DECEPTION, "no member was sent", Kind.UNKNOWN, UNSEEN, reasons=(GapReason.NOT_RUN,), asks=(SAY_SO,)),
    case(DECEPTION, "the member sees her page there, the stranger does not", Kind.TRAP, trial(*shared(), *suffix(a=True))),
    case(DECEPTION, "the page itself leaks, judged by itself", Kind.TRAP, trial(*shared(c=True), *suffix())),
)  # fmt: skip

CASES = (*PERSONAL_CASES, *DECEPTION_CASES)
