"""Wrong launchready.toml files: each is answered with file, line, key, what was found, and what to write."""

import pytest

from launchready.config.errors import ConfigError, listed, nearest, shown
from launchready.config.file import parse, read
from launchready.config.lines import line_of

EXCEPTION = "[[exceptions]]\nfingerprint = 'a'\ncheck = '{check}'\nreason = 'r'\nuntil = {until}\n"

WRONG = [
    # keys
    ("[target]\nurll = 'x'", 2, "`urll` is not a key in [target]. Did you mean `url`?"),
    ("zzzz = 1", 1, "`zzzz` is not a key here. Known here: target, demo,"),
    ("\n\n[targets]\nurl = 'x'", 3, "`targets` is not a key here. Did you mean `target`?"),
    ("[DEMO]\nguests = 3", 1, "Did you mean `demo`?"),
    ("guests = 20", 1, "`guests` is not a key here. It belongs under [demo]."),
    ("authorised = true", 1, "It belongs under [acting]."),
    ("[target]\nrole = 'app'", 2, "It belongs under [[hosts]]."),
    ("[demo]\nguest = 20", 2, "Did you mean `guests`? Known here: guests, one_room, live, at."),
    ("[[hosts]]\nrole = 'app'", 1, "`name` is missing in [[hosts]]. Add a line: name = "),
    (
        "[[acting.members]]\nname = 'A'\nuser_env = 'U'\npassword = 'hunter2'",
        4,
        "`password` is not a key in [[acting.members]]. Did you mean `password_env`?",
    ),
    ("x" * 300 + " = 1", 1, "is not a key here."),
    # kinds of values
    ("[target]\nurl = 3", 2, '`target.url` is 3. Write a text between quotes: url = "…"'),
    ("[target]\nlive_demo = 'yes'", 2, '`target.live_demo` is "yes". Write true or false, without quotes.'),
    ("[demo]\nguests = '20'", 2, '`demo.guests` is "20". Write a whole number from 0 to 100000, without quotes.'),
    ("[demo]\nguests = -1", 2, "`demo.guests` is -1."),
    ("[demo]\nguests = 1.5", 2, "`demo.guests` is 1.5."),
    ("[demo]\nguests = true", 2, "`demo.guests` is true."),
    ("[demo]\nat = 2026-11-25", 2, "`demo.at` is 2026-11-25."),
    ("target = 'https://x.example'", 1, "must be a table. Write [target] on a line of its own, and below it url = …"),
    ("[hosts]\nname = 'a.x.example'", 1, "Write [[hosts]], with two brackets, once for each"),
    ("levels = 3", 1, "`levels` is 3. Write it as a table: [levels]"),
    ("[acting]\nresolver = '9.9.9.9'", 2, 'Write resolver = ["…"]'),
    ("[acting]\nresolver = [9]", 2, '`acting.resolver` is 9. Write a text between quotes: "…"'),
    ("[acting]\nlogin = 'hunter2'", 2, "`acting.login` is a text, and must be a table."),
    ("[acting]\nlimit_tries = 1000", 2, "Write a whole number from 0 to 101"),
    ("[acting.login]\nurl = '/x'\n[acting.login.headers]\nA = 3", 4, "`acting.login.headers.A` is 3."),
    # words
    ("[target]\nprofile = 'paid'", 2, 'It takes demo, paid-launch or growing. Did you mean "paid-launch"?'),
    ("[target]\nprofile = 'xyz'", 2, '`target.profile` is "xyz". It takes demo, paid-launch or growing.'),
    ("[levels]\n'dns/caa-missing' = 'HUGE'", 2, 'is "HUGE". It takes BLOCKER, IMPORTANT or OPTIONAL.'),
    ("[levels]\n'dns/caa-missing' = 'important'", 2, 'Did you mean "IMPORTANT"?'),
    ("[levels]\n'dns/caa-misssing' = 'OPTIONAL'", 2, 'is no check. Did you mean "dns/caa-missing"?'),
    ("[[hosts]]\nname = 'a.x.example'\n\n[[hosts]]\nname = 'b.x.example'\nrole = 'apps'", 6, 'Did you mean "app"?'),
    ("[acting.login]\nurl = '/x'\nencoding = 'xml'", 3, '`acting.login.encoding` is "xml". It takes form or json.'),
    # what cannot be meant
    ("[target]\ncanonical = 'not a host'", 2, "which is no host name."),
    ("[[hosts]]\nname = 'https://a.x.example/'", 2, 'which is no host name. Did you mean "a.x.example"?'),
    ("[target]\npreview = 'lovable'", 2, "which is no address."),
    ("[demo]\nat = 'tomorrow'", 2, "which is no time with its offset"),
    (EXCEPTION.format(check="dns/caa-missing", until="'soon'"), 5, '`until` is "soon", which is no date.'),
    (EXCEPTION.format(check="dns/caa-mising", until="2026-12-01"), 3, 'Did you mean "dns/caa-missing"?'),
    ("[acting]\nlimit_tries = 3", 2, "`acting.limit_tries` is 3. Write 12 (the usual number) to 101."),
    # what is no TOML
    ("[target\nurl = 'x'", 1, "a closing bracket ] is missing"),
    ("[target]\nurl = https://x.example", 2, "the value of `url` cannot be read. A text stands between quotes: url = "),
    ('[target]\nurl = "https://x.example\n', 2, "a text is not closed on this line."),
    ("[target]\nlive_demo = Yes", 2, "Write: live_demo = true"),
    ("[target]\nlive_demo = off", 2, "Write: live_demo = false"),
    ("[target]\nurl =", 2, "`url` has no value."),
    ("[target]\nurl", 2, "this is no line of TOML."),
    ("[target]\nurl = “https://x.example”", 2, "there are curly quotes on this line."),
    ("[target]\nurl = 'a' canonical = 'b'", 2, "something stands behind the value."),
    ("[target]\nurl = 'a'\nurl = 'b'", 3, "this stands twice in the file."),
    ("[target]\nurl = 'a'\n[target]\nprofile = 'demo'", 3, "this table stands twice in the file."),
    ("[acting]\nresolver = ['1.1.1.1'", 2, "a list begins here or above and never ends."),
    ('[target]\nurl = "C:\\dir"', 2, "a \\ in a text has a meaning of its own."),
    ("url: https://x.example", 1, "this is no line of TOML."),
    ('{"target": 1}', 1, "this is no line of TOML."),
    ("a = " + "[" * 100_000, 1, "cannot be read"),
]


@pytest.mark.parametrize(("text", "line", "said"), WRONG, ids=range(len(WRONG)))
def test_a_mistake_is_told_with_its_place(text, line, said):
    with pytest.raises(ConfigError) as caught:
        parse(text, "c.toml")
    told = str(caught.value)
    assert told.startswith(f"c.toml:{line}: ")
    assert said in told
    assert len(told) < 300
    assert "hunter2" not in told
    assert not [word for word in ("Expected", "Invalid", "enum", "`str`", "`int`", "$.") if word in told]


def test_lines_are_found_in_any_way_of_writing():
    text = """salt = "s"
target.url = "https://x.example"

[demo] # the showing
at = '''
[hosts]
name = "in a text"
'''
[[hosts]]
name = "a.x.example"

[[hosts]]
name = "b.x.example"
role = "other"

[acting]
resolver = [
  "9.9.9.9",
]
[acting.login]
"url" = "/x"
headers = { "X-Key" = "v" }
"""
    places = {
        ("salt",): 1,
        ("target",): 2,
        ("target", "url"): 2,
        ("demo",): 4,
        ("hosts", 0, "name"): 10,
        ("hosts", 1): 12,
        ("hosts", 1, "role"): 14,
        ("acting", "resolver", 0): 17,
        ("acting", "login", "url"): 21,
        ("acting", "login", "headers", "X-Key"): 22,
        ("nothing",): 1,
    }
    assert {path: line_of(text, path) for path in places} == places


def test_a_date_and_a_time_may_stand_without_quotes():
    text = EXCEPTION.format(check="dns/caa-missing", until="2026-12-01") + "[demo]\nat = 2026-11-25T19:00:00+01:00"
    config = parse(text, "c.toml")
    assert (config.exceptions[0].until, config.demo.at) == ("2026-12-01", "2026-11-25T19:00:00+01:00")


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path):
    path = tmp_path / "launchready.toml"
    path.write_bytes(b"\xef\xbb\xbf[target]\r\nurl = 'x.example'\r\n")
    assert parse(read(path), "c.toml").target.url == "x.example"


def test_words():
    assert nearest("PAID", ["demo", "paid-launch"]) == "paid-launch"
    assert nearest("zz", ["demo"]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b or c"
    assert shown({"a": 1}) == "a table"
    assert shown([1]) == "a list"
    assert len(shown("x" * 500)) < 70
