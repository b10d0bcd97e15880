from hypothesis import given
from hypothesis import strategies as st

from launchready.model.policy import Policy, Profile
from launchready.model.words import Answer, Area, Confidence, Level, Source, Status, Who
from launchready.verdict.asks import asks
from launchready.verdict.bar import BAR, minimum_bar
from launchready.verdict.decide import Known, decide
from launchready.verdict.hours import forty_eight_hours
from launchready.verdict.levels import effective
from launchready.verdict.profiles import PROFILES
from launchready.verdict.rank import causes, top
from tests.verdict.build import a_check, a_finding, judged

FACE = a_check("dns/canonical-missing", if_unknown=Level.BLOCKER)
SPLIT = a_check("redirects/split", if_unknown=Level.IMPORTANT)
MINOR = a_check("dns/caa-missing")
MEMBERS = a_check("access/open-to-strangers", Area.MEMBERS_DATA)
PROFILE = Profile(name="demo", required={Area.PUBLIC_FACE: ("dns/canonical-missing",), Area.MEMBERS_DATA: ()})
POLICY = Policy(profile=PROFILE)


def verdict(judged_ones, catalogue=(FACE, SPLIT, MINOR)):
    return decide(
        Known(catalogue=catalogue, judged=judged_ones, times={Area.PUBLIC_FACE: "2026-01-01T00:00:00Z"}), POLICY
    )


def fine(*checks):
    return [judged(check, Status.PASS) for check in checks]


def test_all_seen_and_fine_is_ready_with_its_scope():
    told = verdict(fine(FACE, SPLIT, MINOR))
    assert told.answer is Answer.READY
    assert told.scope == "seen from outside: 3 of 3 checks"
    assert told.areas["public-face"].answer is Answer.READY
    assert told.areas["public-face"].looked_at == "2026-01-01T00:00:00Z"
    assert not told.areas["members-data"].known
    assert not told.areas["members-data"].required


def test_a_required_area_without_a_source_is_ready_if_naming_it():
    told = verdict(fine(FACE, SPLIT, MINOR), (FACE, SPLIT, MINOR, MEMBERS))
    assert told.answer is Answer.READY_IF
    assert told.conditions == ("look at: members' data",)
    assert told.areas["members-data"].answer is Answer.NOT_LOOKED_AT
    assert told.forty_eight_hours.answer == "YES_IF"


def test_a_confirmed_blocker_outranks_every_unknown():
    told = verdict([judged(SPLIT, Status.FAIL, [a_finding(Level.BLOCKER)]), judged(FACE, Status.UNKNOWN)])
    assert told.answer is Answer.NOT_YET
    assert told.blockers == 1
    assert told.unknown == 1
    assert told.areas["public-face"].answer is Answer.NOT_YET


def test_a_blind_spot_that_would_block_cannot_tell():
    told = verdict([judged(FACE, Status.UNKNOWN), *fine(SPLIT, MINOR)])
    assert told.answer is Answer.CANNOT_TELL
    assert told.cannot_tell == ("dns/canonical-missing is fine",)
    assert told.areas["public-face"].answer is Answer.CANNOT_TELL


def test_our_own_crash_is_never_a_pass():
    told = verdict([judged(MINOR, Status.ERROR), *fine(FACE, SPLIT)])
    assert told.answer is Answer.CANNOT_TELL


def test_an_important_unknown_is_a_condition():
    told = verdict([*fine(FACE, MINOR), judged(SPLIT, Status.UNKNOWN)])
    assert told.answer is Answer.READY_IF
    assert told.conditions == ("settle: redirects/split is fine",)
    assert told.areas["public-face"].answer is Answer.READY_IF


def test_an_unknown_about_a_host_merely_found_decides_nothing():
    told = verdict(
        [*fine(SPLIT, MINOR), judged(FACE, Status.PASS), judged(FACE, Status.UNKNOWN, if_unknown=Level.OPTIONAL)]
    )
    assert told.answer is Answer.READY


def test_an_important_finding_is_a_condition_and_an_optional_one_is_not():
    one = judged(SPLIT, Status.FAIL, [a_finding(Level.IMPORTANT)])
    assert verdict([*fine(FACE, MINOR), one]).conditions == ("mend: title of f",)
    other = judged(MINOR, Status.FAIL, [a_finding(Level.OPTIONAL)])
    told = verdict([*fine(FACE, SPLIT), other])
    assert (told.answer, told.optional, told.top) == (Answer.READY, 1, ())


def test_a_cause_is_one_condition_in_the_words_of_the_one_that_speaks_for_it():
    group = f"{SPLIT.id}:www"
    rows = [
        judged(FACE, Status.FAIL, [a_finding(Level.IMPORTANT, "a", group=group)]),
        judged(SPLIT, Status.FAIL, [a_finding(Level.IMPORTANT, "b", group=group), a_finding(Level.IMPORTANT, "c")]),
    ]
    assert verdict([*rows, *fine(MINOR)]).conditions == ("mend: title of b", "mend: title of c")
    unsure = a_finding(Level.BLOCKER, "d", group=group, confidence=Confidence.POSSIBLE)
    told = verdict([rows[0], judged(SPLIT, Status.FAIL, [unsure]), *fine(MINOR)])
    assert told.conditions == ("mend: title of a",)


def test_only_sure_findings_block():
    likely = a_finding(Level.BLOCKER, confidence=Confidence.LIKELY)
    assert verdict([judged(SPLIT, Status.FAIL, [likely]), *fine(FACE)]).answer is Answer.READY_IF
    repo = a_check("secrets/in-tree", source=Source.REPO)
    assert verdict([judged(repo, Status.FAIL, [likely]), *fine(FACE)]).answer is Answer.NOT_YET
    possible = a_finding(Level.BLOCKER, confidence=Confidence.POSSIBLE)
    told = verdict([judged(SPLIT, Status.FAIL, [possible]), *fine(FACE)])
    assert (told.answer, told.blockers) == (Answer.READY, 0)


def test_an_accepted_finding_no_longer_counts():
    told = verdict([judged(SPLIT, Status.FAIL, [a_finding(Level.BLOCKER)], accepted=True), *fine(FACE, MINOR)])
    assert (told.answer, told.blockers) == (Answer.READY, 0)


def test_nothing_seen_at_all_is_never_ready():
    told = verdict([])
    assert told.answer is Answer.READY_IF
    assert told.scope == "seen from nowhere: 0 of 3 checks"


@given(
    st.lists(
        st.tuples(
            st.sampled_from([FACE, SPLIT, MINOR, MEMBERS]),
            st.sampled_from([Status.PASS, Status.UNKNOWN, Status.NOT_APPLICABLE, Status.ERROR]),
        ),
        max_size=6,
    )
)
def test_never_ready_with_a_required_area_not_looked_at(rows):
    told = verdict([judged(check, status) for check, status in rows], (FACE, SPLIT, MINOR, MEMBERS))
    unseen = [a for a, answer in told.areas.items() if answer.required and answer.answer is Answer.NOT_LOOKED_AT]
    if told.answer is Answer.READY:
        assert not unseen
        assert {check.id for check, status in rows if status is Status.PASS or status is Status.NOT_APPLICABLE} >= {
            FACE.id,
            MEMBERS.id,
        }


def test_ranking_puts_blockers_first_one_line_a_cause_and_seven_at_most():
    rows = [
        judged(MINOR, Status.FAIL, [a_finding(Level.OPTIONAL, "o")]),
        judged(SPLIT, Status.FAIL, [a_finding(Level.IMPORTANT, f"i{n}") for n in range(9)]),
        judged(FACE, Status.FAIL, [a_finding(Level.BLOCKER, "b")]),
        judged(SPLIT, Status.FAIL, [a_finding(Level.BLOCKER, "b2", group="redirects/split:www")]),
        judged(FACE, Status.FAIL, [a_finding(Level.BLOCKER, "b3", group="redirects/split:www")]),
    ]
    ranked = causes(rows)
    best = top(ranked)
    assert [cause.lead.fingerprint for cause in best][:2] == ["b2", "b"]
    assert [f.fingerprint for f in best[0].others] == ["b3"]
    assert len(best) == 7
    assert ranked[-1].lead.fingerprint == "o"


def test_the_surest_and_worst_finding_speaks_for_its_cause():
    likely, possible = Confidence.LIKELY, Confidence.POSSIBLE
    rows = [
        judged(MINOR, Status.FAIL, [a_finding(Level.IMPORTANT, "a", group=f"{SPLIT.id}:www")]),
        judged(SPLIT, Status.FAIL, [a_finding(Level.OPTIONAL, "b", group=f"{SPLIT.id}:www")]),
        judged(SPLIT, Status.FAIL, [a_finding(Level.IMPORTANT, "c", group=f"{SPLIT.id}:www")]),
        judged(FACE, Status.FAIL, [a_finding(Level.IMPORTANT, "d", group="x", confidence=possible)]),
        judged(FACE, Status.FAIL, [a_finding(Level.IMPORTANT, "e", group="x", confidence=likely)]),
    ]
    told = {cause.lead.group: (cause.lead.fingerprint, len(cause.others)) for cause in causes(rows)}
    assert told == {f"{SPLIT.id}:www": ("c", 2), "x": ("e", 1)}


def test_the_surer_of_two_causes_comes_first_and_what_is_only_possible_is_not_in_the_list():
    sure = {"z": Confidence.CONFIRMED, "y": Confidence.LIKELY, "x": Confidence.POSSIBLE}
    found = [a_finding(Level.IMPORTANT, name, confidence=one) for name, one in sure.items()]
    ranked = causes([judged(SPLIT, Status.FAIL, found[::-1])])
    assert [cause.lead.fingerprint for cause in ranked] == ["z", "y", "x"]
    assert [cause.lead.fingerprint for cause in top(ranked)] == ["z", "y"]


def test_what_every_visitor_meets_first_goes_before_the_rest():
    rows = [
        judged(
            SPLIT, Status.FAIL, [a_finding(Level.BLOCKER, "a", group="x"), a_finding(Level.BLOCKER, "a2", group="x")]
        ),
        judged(FACE, Status.FAIL, [a_finding(Level.BLOCKER, "z")]),
    ]
    assert [cause.lead.fingerprint for cause in causes(rows)] == ["z", "a"]


def test_hours_sum_work_and_let_waits_run_beside_each_other():
    told = forty_eight_hours(
        causes(
            [
                judged(FACE, Status.FAIL, [a_finding(Level.BLOCKER, "a", wait=1.0)]),
                judged(SPLIT, Status.FAIL, [a_finding(Level.BLOCKER, "b", wait=24.0)]),
                judged(MINOR, Status.FAIL, [a_finding(Level.OPTIONAL, "c", wait=90.0)]),
            ]
        ),
        blind=[],
    )
    assert (told.answer, told.wait_hours, told.start_with) == ("YES", 24.0, "redirects/split")
    assert told.work_hours_p90 == 6.0, "two things, each by its longer estimate"


def test_what_is_important_is_work_only_when_nothing_blocks():
    important = judged(SPLIT, Status.FAIL, [a_finding(Level.IMPORTANT, "b", wait=24.0)])
    blocker = judged(FACE, Status.FAIL, [a_finding(Level.BLOCKER, "a", wait=1.0)])
    assert forty_eight_hours(causes([important, blocker]), blind=[]).start_with == "dns/canonical-missing"
    assert forty_eight_hours(causes([important]), blind=[]).start_with == "redirects/split"


def test_the_whole_is_the_sum_of_its_parts_and_one_cause_counts_once():
    alike = [a_finding(Level.BLOCKER, name, group=name[0], effort=(0.5, 1.0)) for name in ("a", "b", "b2", "c")]
    rows = [judged(FACE, Status.FAIL, alike)]
    assert forty_eight_hours(causes(rows), blind=[]).work_hours_p90 == 3.0
    mended = [judged(FACE, Status.FAIL, alike[1:])]
    assert forty_eight_hours(causes(mended), blind=[]).work_hours_p90 == 2.0


def test_the_hours_are_about_everything_that_blocks_not_about_seven_lines():
    many = [a_finding(Level.BLOCKER, f"f{number}", effort=(0.5, 1.0)) for number in range(9)]
    assert verdict([judged(FACE, Status.FAIL, many)]).forty_eight_hours.work_hours_p90 == 9.0


def test_no_when_a_blocker_needs_a_redesign_or_the_time_is_short():
    redesign = causes([judged(FACE, Status.FAIL, [a_finding(Level.BLOCKER, redesign=True)])])
    assert forty_eight_hours(redesign, blind=[]).because == ("dns/canonical-missing needs a redesign",)
    long_wait = causes([judged(FACE, Status.FAIL, [a_finding(Level.BLOCKER, wait=72.0)])])
    told = forty_eight_hours(long_wait, blind=["mail"])
    assert (told.answer, told.because) == ("NO", ("dns/canonical-missing waits longer than two days",))
    much = causes([judged(FACE, Status.FAIL, [a_finding(Level.BLOCKER, effort=(10.0, 30.0))])])
    assert forty_eight_hours(much, blind=[]).answer == "NO"


def test_an_engineer_is_a_condition():
    rows = causes([judged(FACE, Status.FAIL, [a_finding(Level.BLOCKER, who=Who.ENGINEER)])])
    told = forty_eight_hours(rows, blind=[])
    assert (told.answer, told.needs_engineer, told.because) == ("YES_IF", 1, ("one of them needs an engineer",))


def test_nothing_to_do_starts_with_nothing():
    told = forty_eight_hours([], blind=[])
    assert (told.answer, told.start_with, told.work_hours_p90) == ("YES", None, 0.0)


def test_a_bar_line_is_a_yes_only_when_all_it_names_was_seen():
    catalogue = [a_check(name) for name in BAR[0][1]]
    lines = minimum_bar(catalogue, [judged(c, Status.PASS) for c in catalogue])
    assert lines[0].answer == "yes"
    assert {line.answer for line in lines[1:]} == {"not_looked_at"}
    assert minimum_bar(catalogue, fine(*catalogue[:-1]))[0].answer == "not_looked_at"
    blind = [judged(catalogue[0], Status.UNKNOWN), *fine(*catalogue[1:])]
    assert minimum_bar(catalogue, blind)[0].answer == "not_looked_at"
    failing = [judged(catalogue[0], Status.FAIL, [a_finding(Level.IMPORTANT)]), *fine(*catalogue[1:])]
    assert minimum_bar(catalogue, failing)[0].answer == "no"
    slight = [judged(catalogue[0], Status.FAIL, [a_finding(Level.OPTIONAL)]), *fine(*catalogue[1:])]
    assert minimum_bar(catalogue, slight)[0].answer == "yes"


def test_the_bar_has_the_fourteen_lines():
    assert len(BAR) == 14


def test_asks_are_the_fewest_that_settle_the_most():
    rows = [
        judged(FACE, Status.UNKNOWN, ask="let me in"),
        judged(SPLIT, Status.UNKNOWN, ask="let me in"),
        judged(MINOR, Status.UNKNOWN, ask="wait"),
        judged(MINOR, Status.PASS, ask="never shown"),
        judged(MEMBERS, Status.UNKNOWN),
    ]
    told = asks(rows)
    assert [(a.text, a.settles) for a in told] == [
        ("let me in", ("dns/canonical-missing", "redirects/split")),
        ("wait", ("dns/caa-missing",)),
    ]


def test_at_most_four_asks():
    rows = [judged(a_check(f"dns/c{n}"), Status.UNKNOWN, ask=f"ask {n}") for n in range(6)]
    assert len(asks(rows)) == 4


def test_levels_move_by_the_targets_own_word_first():
    demo = Policy(profile=PROFILES["paid-launch"], levels={"dns/x": Level.BLOCKER})
    assert effective("dns/x", Level.OPTIONAL, demo) is Level.BLOCKER
    assert effective("hosts/asleep", Level.IMPORTANT, demo) is Level.BLOCKER
    assert effective("hosts/asleep", Level.OPTIONAL, demo) is Level.OPTIONAL
    assert effective("dns/y", Level.OPTIONAL, demo) is Level.OPTIONAL


def test_each_profile_asks_for_more_than_the_one_before():
    demo, paid, growing = (set(PROFILES[name].required) for name in ("demo", "paid-launch", "growing"))
    assert demo < paid < growing == set(Area)
