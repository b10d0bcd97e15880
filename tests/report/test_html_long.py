"""Long addresses and lines to type, as they stand on the page."""

import dataclasses

from launchready.model.run import Ask
from launchready.model.words import Level, Who
from launchready.report.html.page import to_html
from launchready.report.letter import letter
from tests.report.samples import RESULTS, finding, result, run


def test_a_very_long_address_is_cut_in_the_middle_and_in_the_letter_too():
    long = f"https://club.example/{'a' * 400}/end"
    one = dataclasses.replace(
        run(),
        results=(result("redirects/loop", finding(1, Level.BLOCKER, title=f"{long} fails", message=f"See `{long}`.")),),
        asks=(Ask(text=f"Open {long} and say yes.", who=Who.FOUNDER, minutes=1, settles=("redirects/loop",)),),
    )
    one = dataclasses.replace(
        one, verdict=dataclasses.replace(one.verdict, top=(one.results[0].findings[0].fingerprint,))
    )
    said = to_html(one).decode()
    assert said.count("a/end") >= 3
    assert "a" * 121 not in said
    assert "a" * 121 not in letter(one)
    assert "a/end and say yes." in letter(one)


def test_what_is_typed_has_its_shape_and_a_long_word_of_it_may_break():
    step = f"Do:\nDjango: A = True, B = 1\n add_header X;\nname={'x' * 90}\nfirst\nsecond\nName = www"
    fix = dataclasses.replace(finding(1, Level.BLOCKER).fix, steps=(step,))
    text = to_html(run(results=(result("redirects/loop", finding(1, Level.BLOCKER, fix=fix)), *RESULTS[1:]))).decode()
    assert (
        "<p><b>Django</b><code>"
        '<span class="pair"><span>A</span> <span>=</span> <span>True,</span></span> '
        '<span class="pair"><span>B</span> <span>=</span> <span>1</span></span></code></p>'
        "<p><code><span></span> <span>add_header</span> <span>X;</span></code></p>"
        f"<p><code>name={'x' * 90}</code></p>"
    ) in text
    assert "<br>first<br>second" in text
    assert '<dl class="form"><dt>Name</dt><dd>www</dd></dl>' in text
