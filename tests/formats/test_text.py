"""Texts of checks: read strictly, rendered for what was seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.formats.text import CheckText, UnknownValue, parse
from launchready.model.finding import WantedRecord
from launchready.model.words import Who
from launchready.reference import load

WHOLE = """+++
title = "Visitors are sent round in a circle"
passed = "{host} leads to its page."
message = "{url} comes back to itself after {hops} hops."
prevents = "downtime"
where = "edge"
effort_hours = [0.2, 0.5]
wait = "none"
who = "founder"
sources = ["RFC 9110 section 15.4"]

[cases.flexible]
title = "Cloudflare and your host send visitors back and forth"
message = "{url} loops behind Cloudflare."

[cases.rules]
message = "Two rules on {host} undo each other."
+++

## Why it matters

Nobody sees {host}: the browser gives up
after twenty tries.

Members think that you are gone.

## How to fix

### any
1. Open the settings of {host}.
2. Keep one rule, for example:

   ```
   # Keep this
   return 301 https://$host{{path}};
   ```

### cloudflare
1. Log in at Cloudflare.

### any: flexible
1. Ask for encryption on both sides.

### cloudflare: flexible
1. SSL/TLS > Overview > Full (strict).
2. Check {url}.

## How we tell

We follow {nothing} at most ten hops.
"""

VALUES = {"host": "club.example", "url": "https://club.example/", "hops": 10}
REFERENCE = load()


def variant(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


def rendered(text=WHOLE, values=VALUES, **more):
    return parse(text).render(values, reference=REFERENCE, **more)


def test_a_whole_text_is_read():
    text = parse(WHOLE)
    front = text.front
    assert (front.prevents, front.where, front.wait, front.who, front.redesign) == (
        "downtime",
        "edge",
        "none",
        Who.FOUNDER,
        False,
    )
    assert front.effort_hours == (0.2, 0.5)
    assert front.sources == ("RFC 9110 section 15.4",)
    assert text.names() == {"host", "url", "hops"}
    assert text.how_we_tell == "We follow {nothing} at most ten hops."
    assert text.passed(VALUES) == "club.example leads to its page."


def test_words_are_filled():
    words = rendered()
    assert words.title == "Visitors are sent round in a circle"
    assert words.message == "https://club.example/ comes back to itself after 10 hops."
    assert (
        words.why
        == "Nobody sees club.example: the browser gives up after twenty tries.\n\nMembers think that you are gone."
    )
    assert words.steps == (
        "Open the settings of club.example.",
        "Keep one rule, for example:\n\n```\n# Keep this\nreturn 301 https://$host{path};\n```",
    )
    assert words.publish == ""


@pytest.mark.parametrize(
    ("case", "platform", "first_step"),
    [
        ("", ["godaddy", "cloudflare"], "Log in at Cloudflare."),
        ("", ["vercel"], "Open the settings of club.example."),
        ("flexible", ["cloudflare"], "SSL/TLS > Overview > Full (strict)."),
        ("flexible", ["vercel"], "Ask for encryption on both sides."),
        ("rules", ["cloudflare"], "Log in at Cloudflare."),
        ("rules", [], "Open the settings of club.example."),
    ],
)
def test_the_best_variant_is_chosen(case, platform, first_step):
    assert rendered(case=case, platform=platform).steps[0] == first_step


def test_a_case_has_its_own_words_and_keeps_the_rest():
    assert rendered(case="flexible").title == "Cloudflare and your host send visitors back and forth"
    words = rendered(case="rules")
    assert words.title == "Visitors are sent round in a circle"
    assert words.message == "Two rules on club.example undo each other."


def test_a_case_may_differ_in_its_steps_alone():
    text = variant(WHOLE, "### any: flexible", "### any: stale")
    assert rendered(text, case="stale").steps == ("Ask for encryption on both sides.",)


def test_an_unknown_case_or_value_is_our_mistake():
    with pytest.raises(UnknownValue, match="no case 'loop'"):
        rendered(case="loop")
    with pytest.raises(UnknownValue, match=r"asks for \{hops\}"):
        rendered(values={"host": "x", "url": "y"})


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("a\x1b[2Jb\u202ec", "a [2Jb c"),
        ("x" * 400, "x" * 299 + "…"),
        (3, "3"),
        (2.50, "2.5"),
        (["a", "b"], "a, b"),
        (["a\n", "b", "c", "d", "e", "f", "g"], "a, b, c, d, e and 2 more"),
        ([], ""),
        ("{url}", "{url}"),
    ],
)
def test_values_come_from_the_site_and_are_made_harmless(value, said):
    words = rendered(variant(WHOLE, "comes back to itself after {hops} hops", "is {odd}"), {**VALUES, "odd": value})
    assert words.message == f"https://club.example/ is {said}."


def test_records_become_the_form_of_the_dns_host():
    text = variant(WHOLE, "1. Log in at Cloudflare.", "1. {records}\n2. Wait for {host}.")
    record = WantedRecord("CNAME", "send.club.example", "mail.provider.example", "club.example")
    for slug, line in (
        ("godaddy", "Name = send"),
        ("namecheap", "Host = send"),
        ("nobody", "Name (also called Host) = send"),
    ):
        steps = rendered(text, platform=["cloudflare"], dns_host=slug, records=[record]).steps
        assert len(steps) == 3
        assert line in steps[1]
        assert steps[2] == "Wait for club.example."
    assert parse(text).names() == {"host", "url", "hops", "records"}


def publishing(where, section=""):
    text = variant(WHOLE, 'where = "edge"', f'where = "{where}"')
    return variant(text, "## How we tell", section + "## How we tell")


@pytest.mark.parametrize(
    ("text", "platform", "publish"),
    [
        (publishing("code"), ["nobody", "lovable"], "In Lovable, open the project > Publish (top right) > Update"),
        (publishing("host"), ["nobody"], ""),
        (publishing("dns"), ["lovable"], ""),
        (publishing("dns", "## How to publish\nWait for {host}.\n\n"), ["lovable"], "Wait for club.example."),
        (
            publishing("code", "## How to publish\n### any\nPush it.\n### lovable\nAsk the chat.\n"),
            ["lovable"],
            "Ask the chat.",
        ),
        (
            publishing("code", "## How to publish\n### any\nPush it.\n### lovable\nAsk the chat.\n"),
            ["vercel"],
            "Push it.",
        ),
    ],
)
def test_how_to_publish(text, platform, publish):
    assert rendered(text, platform=platform).publish == publish


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (WHOLE, "", "line 1: a text begins with a line +++"),
        ("+++\ntitle", "title", "line 1: a text begins with a line +++"),
        ("\n+++\n\n## Why", "\n\n## Why", "the front matter ends with a line +++; there is none"),
        ("effort_hours = [0.2, 0.5]", "effort_hours = [0.2,, 0.5]", "line 7: Invalid value"),
        ('message = "Two rules on {host} undo each other."', 'message = """Two', "line 17: "),
        ('wait = "none"', 'wait = "none"\nwhy = "x"', "line 9: why is not a key of a text"),
        ('who = "founder"\n', "", "line 1: the front matter lacks who"),
        ('who = "founder"', 'who = "nobody"', "line 9: who is one of 'founder', 'agent', 'engineer'"),
        ('wait = "none"', "wait = 3", "line 8: wait is one of"),
        ('where = "edge"', 'where = "moon"', "line 6: where is one of"),
        ('prevents = "downtime"', 'prevents = "rain"', "line 5: prevents is one of"),
        ('title = "Visitors are sent round in a circle"', 'title = ""', "line 2: title is a sentence in quotes"),
        ('passed = "{host} leads to its page."', "passed = 1", "line 3: passed is a sentence in quotes"),
        ('who = "founder"', 'who = "founder"\nredesign = "no"', "line 10: redesign is true or false"),
        ("effort_hours = [0.2, 0.5]", "effort_hours = [0.5, 0.2]", "line 7: effort_hours is [likely, at most]"),
        ("effort_hours = [0.2, 0.5]", "effort_hours = [0.5]", "line 7: effort_hours is [likely, at most]"),
        ("effort_hours = [0.2, 0.5]", "effort_hours = 2", "line 7: effort_hours is [likely, at most]"),
        ("effort_hours = [0.2, 0.5]", "effort_hours = [true, 2]", "line 7: effort_hours is [likely, at most]"),
        ('sources = ["RFC 9110 section 15.4"]', "sources = []", "line 10: sources is a list"),
        ('sources = ["RFC 9110 section 15.4"]', 'sources = "RFC"', "line 10: sources is a list"),
        ('sources = ["RFC 9110 section 15.4"]', "sources = [1]", "line 10: sources is a list"),
        ("[cases.flexible]\n", "[cases.flexible]\nwho = 'agent'\n", "line 12: cases are tables"),
        (
            '[cases.rules]\nmessage = "Two rules on {host} undo each other."',
            "[cases.rules]",
            "line 12: cases are tables",
        ),
        (
            '[cases.rules]\nmessage = "Two rules on {host} undo each other."',
            "[cases.rules]\nmessage = 1",
            "line 12: cases are tables",
        ),
        ("## Why it matters", "stray\n## Why it matters", "line 20: text before the first heading"),
        ("## Why it matters", "## Why it hurts", "line 20: ## Why it hurts is no section"),
        ("## How we tell", "## Why it matters", "stands there twice"),
        ("## How we tell\n\nWe follow {nothing} at most ten hops.\n", "", "the section ## How we tell is missing"),
        ("We follow {nothing} at most ten hops.\n", "", "## How we tell is empty"),
        ("### any\n", "### render\n", "## How to fix needs a variant ### any"),
        ("### cloudflare\n", "### Cloudflare DNS\n", "line 38: ### Cloudflare DNS is no variant"),
        ("### cloudflare\n", "### any\n", "line 38: ### any stands there twice"),
        ("1. Log in at Cloudflare.", "2. Log in at Cloudflare.", "line 39: this step is number 1, not 2"),
        ("1. Log in at Cloudflare.", "Log in at Cloudflare.", "line 39: a fix is numbered steps"),
        ("1. Log in at Cloudflare.\n", "", "line 38: this variant has no steps"),
    ],
)
def test_mistakes_are_named_with_their_line(old, new, complaint):
    with pytest.raises(ValueError, match="line") as caught:
        parse(variant(WHOLE, old, new))
    assert complaint in str(caught.value)


def test_cases_that_are_no_table():
    text = variant(WHOLE, 'sources = ["RFC 9110 section 15.4"]', 'sources = ["x"]\ncases = 3')
    head, _, rest = text.partition("\n[cases.flexible]")
    with pytest.raises(ValueError, match="line 11: cases are tables"):
        parse(head + "\n+++" + rest.partition("\n+++")[2])


def test_cases_and_redesign_are_optional():
    head, _, rest = WHOLE.partition("\n[cases.flexible]")
    text = parse(head + "\nredesign = true\n+++" + rest.partition("\n+++")[2])
    assert isinstance(text, CheckText)
    assert text.front.redesign
    assert text.front.cases == {}


def refused_with_a_line(text):
    """Whether the text is read, or the complaint begins with its line."""
    try:
        parse(text)
    except ValueError as error:
        return str(error).startswith("line ")
    return True


@given(st.text())
def test_anything_is_read_or_refused_with_a_line(text):
    assert refused_with_a_line(text)


@given(st.text())
def test_any_body_is_read_or_refused_with_a_line(body):
    assert refused_with_a_line(WHOLE.partition("## Why")[0] + body)


@given(st.text())
def test_hostile_values_cannot_bring_templates_of_their_own(value):
    words = rendered(values={**VALUES, "host": value})
    assert "\x1b" not in words.steps[0]
