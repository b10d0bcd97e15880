"""`report --pack`: one zip with what belongs to the record, merged with a pack of the same site and nothing else."""

import zipfile

URL = "https://club.example"


def test_packs_of_one_target_merge(command, flags, clean, home):
    pack = home / "club.zip"
    command("audit", URL, *flags)
    assert ": 1 run. It" in command("report", URL, "--pack", pack, *flags).out
    command("audit", URL, *flags)
    assert "2 runs" in command("report", URL, "--pack", pack, *flags).out
    ran = command("report", "--replay", pack, "--json")
    assert (ran.code, ran.json["verdict"]["answer"]) == (0, "READY_IF")
    (home / "other.zip").write_text("no zip")
    assert command("report", URL, "--pack", home / "other.zip", *flags).code == 2
    assert (home / "other.zip").read_text() == "no zip"


def test_a_pack_holds_runs_and_what_belongs_to_them_and_nothing_else(command, flags, clean, home, runs):
    pack = home / "club.zip"
    command("audit", URL, *flags)
    (runs / "20990101T000000Z-cut.jsonl").write_text("no run\n")
    (runs.parent / "notes.json").write_text("{}")
    (runs.parent / "old").mkdir()
    (runs.parent / "old" / "20990101T000000Z-old.jsonl").write_text("{}")
    command("report", URL, "--pack", pack, *flags)
    with zipfile.ZipFile(pack) as held:
        names = held.namelist()
    assert [name for name in names if name[0].isdigit()] == [min(path.name for path in runs.glob("*.jsonl"))]
    assert set(names[1:]) <= {"acceptances.jsonl", "baseline.json"}
    for name, inside in (("photos.zip", {"a.jpg": b"1"}), ("empty.zip", {})):
        with zipfile.ZipFile(home / name, "w") as other:
            for file, content in inside.items():
                other.writestr(file, content)
        before = (home / name).read_bytes()
        ran = command("report", URL, "--pack", home / name, *flags)
        assert (ran.code, "no launchready pack" in ran.err) == (2, True)
        assert (home / name).read_bytes() == before


def test_merged_packs_keep_what_was_accepted_on_both_sides(command, flags, clean, home, runs):
    pack, accepted = home / "club.zip", runs.parent / "acceptances.jsonl"
    command("audit", URL, *flags)
    accepted.write_bytes(b'{"one": 1}\n{"both": 1}\n')
    command("report", URL, "--pack", pack, *flags)
    accepted.write_bytes(b'{"both": 1}\n{"two": 2}\n')
    command("report", URL, "--pack", pack, *flags)
    with zipfile.ZipFile(pack) as held:
        assert held.read("acceptances.jsonl") == b'{"one": 1}\n{"both": 1}\n{"two": 2}\n'
