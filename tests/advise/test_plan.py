"""The order of what to do, and the two days."""

from launchready.advise.plan import tasks, two_days, urgent
from launchready.model.words import Confidence, Who
from tests.advise.build import ON_PURPOSE, B, I, O, finding, line, run


def names(listed):
    return [task.fingerprint for task in listed]


def test_the_verdicts_numbers_come_first_then_the_worst_and_surest():
    told = run(
        line(finding("later", O)),
        line(finding("maybe", I, confidence=Confidence.POSSIBLE)),
        line(finding("small", I, effort_hours=(0.1, 0.2))),
        line(finding("large", I, effort_hours=(1.0, 4.0))),
        line(finding("second", I)),
        line(finding("first", B)),
        top=("first", "second"),
    )
    every = tasks(told)
    assert names(every) == ["first", "second", "small", "large", "maybe", "later"]
    assert [task.number for task in every] == [1, 2, None, None, None, None]
    assert [task.command for task in every[1:3]] == ["launchready fix 2", "launchready fix small"]
    assert names(urgent(every)) == ["first", "second"]
    assert [task.sure for task in every] == [True, True, True, True, False, True]


def test_the_verdicts_last_number_comes_before_what_has_none():
    told = run(line(finding("d", B)), *(line(finding(name, O)) for name in "abc"), top=("a", "b", "c"))
    assert names(tasks(told)) == ["a", "b", "c", "d"]


def test_the_surer_comes_first():
    sure = {"x": Confidence.POSSIBLE, "y": Confidence.LIKELY, "z": Confidence.CONFIRMED}
    told = run(*(line(finding(name, confidence=one)) for name, one in sure.items()))
    assert names(tasks(told)) == ["z", "y", "x"]


def test_one_cause_is_one_task_that_names_all_it_mends():
    both = [finding("a", O, group="cause"), finding("b", I, group="cause"), finding("c", I, group="cause")]
    (task,) = tasks(run(line(*both), top=("c",)))
    assert (task.fingerprint, task.mends) == ("c", ("c", "b", "a"))
    (task,) = tasks(run(line(*both)))
    assert task.fingerprint == "b"


def test_more_findings_of_one_cause_come_first():
    told = run(line(finding("a", I)), line(finding("b", I, group="x"), finding("c", I, group="x")))
    assert names(tasks(told)) == ["b", "a"]


def test_what_stands_on_purpose_is_no_task():
    told = run(line(finding("a", accepted=ON_PURPOSE)), line(finding("b"), accepted=ON_PURPOSE), line(finding("c")))
    assert names(tasks(told)) == ["c"]


def test_what_waits_longest_is_begun_first_where_there_is_a_choice():
    waits = finding("dns", I, wait_hours=4.0)
    told = run(line(finding("a", I)), line(waits), start_with="topic/dns")
    assert [(task.fingerprint, task.first) for task in tasks(told)] == [("a", False), ("dns", True)]
    assert not tasks(run(line(waits), start_with="topic/dns"))[0].first
    least = run(line(finding("a", wait_hours=9.0)), line(finding("dns", wait_hours=0.1)), start_with="topic/dns")
    assert [task.fingerprint for task in tasks(least) if task.first] == ["dns"]
    still = run(line(finding("a")), line(finding("dns", wait_hours=0.05)), start_with="topic/dns")
    assert not any(task.first for task in tasks(still))


def test_a_task_says_who_where_and_how_long():
    (task,) = tasks(run(line(finding("a", who=Who.ENGINEER, at="Cloudflare", effort_hours=(1.0, 3.0), wait_hours=2.0))))
    assert (task.who, task.at, task.effort_hours, task.wait_hours) == (Who.ENGINEER, "Cloudflare", (1.0, 3.0), 2.0)
    assert (task.check, task.title, task.level) == ("topic/a", "a is broken", I)


def test_two_days_do_blockers_first_and_start_what_waits():
    told = run(
        line(finding("quick", B, effort_hours=(0.1, 0.5))),
        line(finding("waits", B, effort_hours=(0.5, 1.0), wait_hours=24.0)),
        line(finding("week", I, effort_hours=(1.0, 2.0), wait_hours=1.0)),
        line(finding("later", O)),
        line(finding("maybe", I, confidence=Confidence.POSSIBLE)),
    )
    plan = two_days(tasks(told))
    assert [(t.fingerprint, t.starts_at, t.worked_at, t.done_at) for t in plan] == [
        ("waits", 0.0, 1.0, 25.0),
        ("quick", 1.0, 1.5, 1.5),
        ("week", 1.5, 3.5, 4.5),
    ]


def test_two_days_leave_out_what_does_not_fit_unless_it_blocks():
    told = run(
        line(finding("huge", B, effort_hours=(10.0, 20.0))),
        line(finding("long", I, effort_hours=(0.1, 0.5), wait_hours=72.0)),
        line(finding("more", I, effort_hours=(0.1, 0.5))),
    )
    assert names(two_days(tasks(told))) == ["huge"]
    short = run(line(finding("long", I, effort_hours=(0.1, 0.5), wait_hours=72.0)), line(finding("more", I)))
    assert names(two_days(tasks(short))) == ["more"]
    assert two_days(()) == ()


def test_two_days_are_sixteen_hours_of_work_and_forty_eight_of_waiting():
    work = [line(finding(name, effort_hours=(1.0, 8.0))) for name in "ab"]
    assert names(two_days(tasks(run(*work)))) == ["a", "b"]
    assert names(two_days(tasks(run(*work, line(finding("c", effort_hours=(0.1, 0.5))))))) == ["c", "a"]
    waits = finding("dns", effort_hours=(0.5, 1.0), wait_hours=47.0)
    assert names(two_days(tasks(run(line(waits))))) == ["dns"]
    assert two_days(tasks(run(line(finding("dns", effort_hours=(0.5, 1.0), wait_hours=48.0))))) == ()
