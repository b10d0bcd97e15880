"""What stands under a step: a field of a form, a line to type, or words."""

import pytest

from launchready.formats.record_form import record_steps
from launchready.model.finding import WantedRecord
from launchready.reference import load
from launchready.report.steps import Field, Typed, blocks, under


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("Host name = www", Field("Host name", "www")),
        ("Priorität =", Field("Priorität", "")),
        ("Name (also called Host) = @", Field("Name (also called Host)", "@")),
        ("SESSION_COOKIE_SECURE = True", Typed("SESSION_COOKIE_SECURE = True")),
        ('path = "/*"', Typed('path = "/*"')),
        ("Django: DEBUG = False", Typed("DEBUG = False", "Django")),
        (' { "key": "x" } ] }', Typed(' { "key": "x" } ] }')),
        (" X-Frame-Options: SAMEORIGIN", Typed(" X-Frame-Options: SAMEORIGIN")),
        ("/*", Typed("/*")),
        ("  Type only www: Namecheap adds the rest.", "Type only www: Namecheap adds the rest."),
    ],
)
def test_each_line_is_what_it_looks_like(line, part):
    assert under(f"Do this:\n{line}\n\n") == ("Do this:", (part,))


def test_a_step_may_be_a_sentence_or_nothing():
    assert under("Press it.") == ("Press it.", ())
    assert under("") == ("", ())


def test_lines_of_one_kind_stand_together():
    _, parts = under("Do:\nType = A\nName = www\na = b\nwords\nc = d")
    assert [(kind, len(members)) for kind, members in blocks(parts)] == [(Field, 2), (Typed, 1), (str, 1), (Typed, 1)]


@pytest.mark.parametrize("form", load().dns_hosts, ids=lambda form: form.slug)
@pytest.mark.parametrize("kind", ["A", "CNAME", "TXT", "CAA", "MX"])
def test_every_form_of_a_dns_company_is_read_as_a_form(form, kind):
    value = {"CAA": '0 issue "letsencrypt.org"', "MX": "10 mail.example"}.get(kind, "host.example")
    record = WantedRecord(type=kind, name="www.club.example", value=value, zone="club.example")
    for step in record_steps([record], form)[1:]:
        lines = [line for line in step.splitlines()[1:] if " =" in line]
        assert lines
        assert [part for part in under(step)[1] if isinstance(part, Field)] == [
            Field(name, value) for name, _, value in (line.partition(" = ") for line in lines)
        ]
