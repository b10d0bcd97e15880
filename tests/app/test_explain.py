"""What a check means, told to somebody who has no finding of it: words where a value would stand."""

import re

import pytest

from launchready.app.unnamed import CASES, VALUES, general, heading
from launchready.engine import catalog
from launchready.reference import load

REFERENCE = load()
CHECKS = tuple(check.id for check in catalog.checks())


@pytest.mark.parametrize("check", CHECKS)
def test_every_heading_and_step_is_words(check):
    text = catalog.text_of(check)
    for variant, steps in text.fixes.items():
        said = [heading(variant, text, {}, REFERENCE), *(general(step, {}) for step in steps)]
        assert said[0].startswith("How to mend it")
        assert not re.search(r"\bany\b.*:|<[a-z ]+>", said[0])
        assert not [words for words in said if re.search(r"(?<![{$])\{[a-z_]+\}", words)]
    general(text.why, {})


@pytest.mark.parametrize("check", CHECKS)
def test_no_two_variants_have_one_heading(check):
    text = catalog.text_of(check)
    headings = [heading(variant, text, {}, REFERENCE) for variant in text.fixes]
    assert len(headings) == len(set(headings))


def test_every_value_and_case_has_words_of_its_own():
    """One without would be said by its name, which is no sentence for a founder."""
    texts = [catalog.text_of(check) for check in CHECKS]
    shown = [
        template
        for text in texts
        for template in (text.why, *(step for steps in text.fixes.values() for step in steps))
    ]
    asked = {name for template in shown for name in re.findall(r"(?<!\{)\{([a-z][a-z0-9_]*)\}(?!\})", template)}
    assert asked <= set(VALUES)
    bare = {
        case
        for text in texts
        for case in (name.partition(": ")[2] for name in text.fixes)
        if case and not (case in text.front.cases and text.front.cases[case].title)
    }
    assert bare <= set(CASES)


def test_a_check_that_brings_no_words_along_is_explained_all_the_same():
    assert general("Look at {new_thing}.", {}) == "Look at new thing."
    loop = catalog.text_of("redirects/loop")
    assert heading("any: brand-new", loop, {}, REFERENCE) == "How to mend it if this is the case: brand new"


def test_no_words_are_kept_for_what_no_text_asks():
    texts = [catalog.text_of(check) for check in CHECKS]
    assert set(VALUES) <= {"subject"}.union(*(text.names() for text in texts))
    cases = {name.partition(": ")[2] for text in texts for name in text.fixes}
    assert set(CASES) <= cases


@pytest.mark.parametrize(
    ("template", "known", "shown"),
    [
        ("{host} of {zone}. {host} {{tag}}", {}, "Your address of your domain. Your address {tag}"),
        ('Say: "{paths} fail": {zone}', {}, 'Say: "Some of your pages fail": your domain'),
        ("https://{host} www.{zone} *.{zone}", {}, "https:// and then your address www. and then your domain every name below your domain"),
        ("{host} is at https://{host}", {"host": "club.example"}, "club.example is at https://club.example"),
    ],
)  # fmt: skip
def test_what_is_known_is_named_and_the_rest_is_said(template, known, shown):
    assert general(template, known) == shown


def test_how_a_variant_is_headed():
    loop, registration = catalog.text_of("redirects/loop"), catalog.text_of("dns/registration-expiring")
    assert heading("any", loop, {}, REFERENCE) == "How to mend it"
    assert heading("lovable-cloud", loop, {}, REFERENCE) == "How to mend it with Lovable Cloud"
    assert heading("namecheap", loop, {}, REFERENCE) == "How to mend it with Namecheap"
    assert heading("any: itself", loop, {}, REFERENCE) == "How to mend it if an address leads to itself"
    said = heading("any: lost", registration, {"zone": "club.example"}, REFERENCE)
    assert said == "How to mend it if I say: Your domain club.example is being deleted"
