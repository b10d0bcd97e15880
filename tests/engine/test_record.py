import subprocess
import sys
import textwrap
from datetime import timedelta
from pathlib import Path

import pytest

from launchready.engine.bundle import Bundle, BundleError, read_bundle
from launchready.engine.journal import Journal
from launchready.engine.record import RUNS_KEPT, Mark, Record, RecordError, new_run
from launchready.engine.wire import Acceptance, End, FactLine, StartLine, encode, fact_line
from launchready.facts.dns import Caa, Rcode, ZoneRecords
from launchready.facts.drift import Part
from launchready.model.fact import Gap
from launchready.model.run import Accepted, Effort
from launchready.model.subject import Subject
from launchready.model.words import GapReason
from tests.engine.build import AS_OF, a_start

FULL = Path("/dev/full")  # a file on a disk without room
HOST = Subject.host("club.example")
CAA = Caa(subject=HOST, rcode=Rcode.NOERROR, found_at="club.example", records=((0, "issue", "ca.example"),))
GAP = Gap(fact="Resolution", subject=HOST, reason=GapReason.BLOCKED, detail="a wall", ask="let me in")
ZONE = ZoneRecords(subject=Subject.zone("club.example"), soa_serial=1, mx=("mx",), spf=(), txt_count=0)


def write(path, **changes):
    bundle = Bundle(start=a_start(**changes))
    journal = Journal.open(bundle, path)
    journal.saw(CAA)
    journal.saw(GAP)
    journal.again([Caa])
    journal.look = 2
    journal.saw(CAA)
    journal.close(End(effort=Effort(seconds=1.5, requests=3), interrupted=""))
    return bundle


def _cut_off(journal):
    """End as a killed run ends: the file closes, no last line is written."""
    assert journal.file is not None
    journal.file.close()


def test_what_was_written_is_read_again(tmp_path):
    write(tmp_path / "runs" / "a.jsonl")
    read = read_bundle((tmp_path / "runs" / "a.jsonl").read_bytes(), name="a")
    assert read.start == a_start()
    assert (read.world.facts, read.world.gaps) == ([CAA], [GAP])
    assert read.second is not None
    assert (read.second.kinds, read.second.facts) == ((Caa,), (CAA,))
    assert read.end is not None
    assert read.end.effort.requests == 3


def test_baseline_and_inherited_facts_keep_their_age(tmp_path):
    bundle = Bundle(start=a_start())
    bundle.baseline[Part.DNS] = ("2026-05-01T00:00:00Z", [ZONE])
    bundle.world.facts.append(CAA)
    bundle.inherited["Caa"] = "2026-05-02T00:00:00Z"
    _cut_off(Journal.open(bundle, tmp_path / "a.jsonl"))
    read = read_bundle((tmp_path / "a.jsonl").read_bytes(), name="a")
    assert read.baseline == bundle.baseline
    assert read.inherited == bundle.inherited
    assert read.world.facts == [CAA]
    assert read.end is None


def test_a_bundle_cut_anywhere_is_read_as_far_as_it_goes(tmp_path):
    write(tmp_path / "a.jsonl")
    data = (tmp_path / "a.jsonl").read_bytes()
    first_line = data.index(b"\n") + 1
    for cut in range(first_line, len(data), 7):
        read = read_bundle(data[:cut], name="cut")
        assert read.start == a_start()
    whole_lines = data.split(b"\n")
    assert read_bundle(b"\n".join([*whole_lines[:2], whole_lines[2][:20]]), name="cut").world.facts == [CAA]


@pytest.mark.parametrize("data", [b"", b"hello\n", b"{}\n", b'{"line":"end","end":{"effort":{}}}\n', b"\x00\xff\n" * 9])
def test_what_is_no_bundle_is_said_so(data):
    with pytest.raises(BundleError, match="no launchready record"):
        read_bundle(data, name="thing")


def test_a_huge_file_is_refused_before_it_is_read():
    with pytest.raises(BundleError, match="larger than"):
        read_bundle(b"x" * (20 * 1024 * 1024 + 1), name="thing")


def test_a_fact_of_another_version_is_a_gap_and_not_a_crash():
    lines = [encode(StartLine(start=a_start())), encode(fact_line(CAA))]
    alien = encode(FactLine(kind="Unheard", fact=fact_line(CAA).fact))
    bent = encode(FactLine(kind="ZoneRecords", fact=fact_line(CAA).fact))
    read = read_bundle(b"".join([*lines, alien, bent]), name="a")
    assert read.world.facts == [CAA]
    assert {(g.fact, g.reason) for g in read.world.gaps} == {
        ("Unheard", GapReason.NOT_RECORDED),
        ("ZoneRecords", GapReason.NOT_RECORDED),
    }


def test_a_fact_too_large_to_keep_is_a_gap_here_and_in_the_answer(tmp_path):
    journal = Journal.open(Bundle(start=a_start()), tmp_path / "a.jsonl")
    huge = ZoneRecords(subject=HOST, soa_serial=None, mx=("x" * 300_000,), spf=(), txt_count=0)
    kept = journal.saw(huge)
    _cut_off(journal)
    assert isinstance(kept, Gap)
    assert read_bundle((tmp_path / "a.jsonl").read_bytes(), name="a").world.gaps == [kept]


def test_a_record_that_cannot_be_written_does_not_end_the_run(tmp_path):
    (tmp_path / "runs").write_text("a file stands where the folder should be")
    journal = Journal.open(Bundle(start=a_start()), tmp_path / "runs" / "a.jsonl")
    assert journal.saw(CAA) == CAA
    assert "could not be started" in journal.lost


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_said_and_the_answer_is_whole():
    journal = Journal(bundle=Bundle(start=a_start()), file=FULL.open("wb", buffering=0))
    assert journal.saw(CAA) == CAA
    assert "cut off" in journal.lost
    journal.close(End(effort=Effort()))
    assert journal.bundle.end is not None


def test_a_killed_process_leaves_a_record_that_replays(tmp_path):
    code = textwrap.dedent(
        f"""
        import os, signal
        from tests.engine.test_record import *
        journal = Journal.open(Bundle(start=a_start()), Path({str(tmp_path / "a.jsonl")!r}))
        journal.saw(CAA)
        os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=30)
    assert done.returncode == -9
    read = read_bundle((tmp_path / "a.jsonl").read_bytes(), name="a")
    assert (read.world.facts, read.end) == ([CAA], None)


def test_runs_come_in_the_order_of_time(tmp_path):
    record = Record(tmp_path / "club.example")
    for hours in (2, 0, 1):
        moment = AS_OF + timedelta(hours=hours)
        write(record.path_of(new_run(moment)), as_of=moment)
    first, newest = record.first(), record.newest()
    assert first is not None
    assert newest is not None
    assert (first.start.as_of, newest.start.as_of) == (AS_OF, AS_OF + timedelta(hours=2))
    between = record.newest_before(AS_OF + timedelta(hours=1, minutes=30))
    assert between is not None
    assert between.start.as_of == AS_OF + timedelta(hours=1)
    earlier = record.newest_before(AS_OF - timedelta(days=1))
    assert earlier is not None
    assert earlier.start.as_of == AS_OF


def test_a_broken_run_is_passed_over(tmp_path):
    record = Record(tmp_path / "club.example")
    write(record.path_of(new_run(AS_OF)))
    record.path_of(new_run(AS_OF + timedelta(hours=1))).write_text("rubbish")
    newest = record.newest()
    assert newest is not None
    assert newest.start.as_of == AS_OF
    assert Record(tmp_path / "nothing").newest() is None


def test_the_last_word_on_a_finding_counts(tmp_path):
    record = Record(tmp_path / "club.example")
    for reason in ("first", "second"):
        record.accept(
            Acceptance(fingerprint="f", check="dns/x", accepted=Accepted(reason=reason, until="2027-01-01", at=""))
        )
    with (record.folder / "acceptances.jsonl").open("a") as file:
        file.write("half a li")
    assert [a.accepted.reason for a in record.acceptances()] == ["second"]


def test_marks_are_replaced_whole(tmp_path):
    record = Record(tmp_path / "club.example")
    assert record.marks() == {}
    record.set_marks({Part.DNS: Mark(run="r", at="t")})
    assert record.marks() == {Part.DNS: Mark(run="r", at="t")}
    (record.folder / "baseline.json").write_text("{")
    assert record.marks() == {}


def test_pruning_keeps_the_first_the_baseline_and_the_newest(tmp_path):
    record = Record(tmp_path / "club.example")
    runs = [new_run(AS_OF + timedelta(minutes=n)) for n in range(RUNS_KEPT + 5)]
    record.runs_folder.mkdir(parents=True)
    for run in runs:
        record.path_of(run).write_text("x")
    record.set_marks({Part.DNS: Mark(run=runs[2], at="t")})
    record.prune()
    assert record.runs() == [runs[0], runs[2], *runs[-RUNS_KEPT:]]


@pytest.mark.parametrize("which", ["folder", "parent"])
def test_a_planted_link_is_not_followed(tmp_path, which):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    home = tmp_path / ".launchready"
    if which == "parent":
        home.symlink_to(elsewhere)
    else:
        home.mkdir()
        (home / "club.example").symlink_to(elsewhere)
    with pytest.raises(RecordError, match="link"):
        Record(home / "club.example")


def test_journal_keeps_our_own_bugs(tmp_path):
    journal = Journal.open(Bundle(start=a_start()), tmp_path / "a.jsonl")

    class Broken:
        name = "zone.zone"

    journal.broke(Broken, "Traceback")
    _cut_off(journal)
    assert read_bundle((tmp_path / "a.jsonl").read_bytes(), name="a").bugs == [("zone.zone", "Traceback")]


def test_an_acceptance_that_cannot_be_kept_is_said(tmp_path):
    record = Record(tmp_path / "club.example")
    record.folder.mkdir()
    (record.folder / "acceptances.jsonl").symlink_to(tmp_path / "elsewhere")
    accepted = Accepted(reason="r", until="2999-01-01", at="")
    with pytest.raises(RecordError, match="cannot be written"):
        record.accept(Acceptance(fingerprint="f", check="dns/x", accepted=accepted))
