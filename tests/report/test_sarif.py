"""SARIF: held to its schema, findings where code scanning looks for them, what was not seen no result."""

import dataclasses
import json
from pathlib import Path

import jsonschema
import pytest

from launchready.model.run import PlaceLine
from launchready.model.words import Level
from launchready.report.sarif import MOST_RESULTS, to_sarif
from tests.report.hostile import SCRIPTS
from tests.report.samples import finding, poisoned, result, run, sound

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0.json").read_text())
READER = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def log(*runs, code: int = 1) -> dict:
    made = json.loads(to_sarif([(one, code) for one in runs]))
    READER.validate(made)
    return made


def by_rule(made: dict, rule: str) -> dict:
    (found,) = [one for one in made["runs"][0]["results"] if one["ruleId"] == rule]
    return found


def test_the_schema_refuses_what_is_wrong():
    made = log(run())
    made["runs"][0]["results"][0]["level"] = "BLOCKER"
    with pytest.raises(jsonschema.ValidationError):
        READER.validate(made)


def test_findings_are_results_with_levels_and_fingerprints():
    made = log(run())
    loop = by_rule(made, "redirects/loop")
    assert loop["level"] == "error"
    assert loop["partialFingerprints"] == {"launchready/v1": "0" * 15 + "1"}
    assert loop["message"]["text"].startswith("Thing 1 is wrong at club.example. https://club.example/1")
    assert by_rule(made, "dns/www-missing")["level"] == "warning"
    assert by_rule(made, "headers/hardening")["level"] == "note"
    guess = by_rule(made, "limits/login-unlimited")
    assert (guess["kind"], guess["level"]) == ("review", "none")
    assert len(made["runs"][0]["results"]) == 8


def test_rules_say_why_and_how():
    driver = log(run())["runs"][0]["tool"]["driver"]
    rules = {rule["id"]: rule for rule in driver["rules"]}
    assert driver["semanticVersion"] == "0.1.0"
    assert len(rules) == len(driver["rules"])
    help_text = rules["redirects/loop"]["help"]["text"]
    for words in ("Visitors leave.", "1. Open the page of domains", "launchready explain redirects/loop"):
        assert words in help_text
    assert rules["redirects/loop"]["shortDescription"]["text"] == "Thing is wrong at <subject>"
    assert rules["redirects/loop"]["defaultConfiguration"] == {"level": "error"}
    assert "help" not in rules["tls/expired"]
    for one in log(run())["runs"][0]["results"]:
        assert driver["rules"][one["ruleIndex"]]["id"] == one["ruleId"]


def test_places_are_locations():
    made = log(run())
    assert by_rule(made, "redirects/loop")["locations"] == [
        {
            "logicalLocations": [{"fullyQualifiedName": "https://club.example/1", "kind": "resource"}],
            "physicalLocation": {"artifactLocation": {"uri": "https://club.example/1"}},
        }
    ]
    (place,) = by_rule(made, "headers/hardening")["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "src/caf%C3%A9%20app.ts"},
        "region": {"startLine": 3},
    }
    many = finding(
        1,
        Level.IMPORTANT,
        places=(
            PlaceLine(kind="record", name="club.example MX"),
            PlaceLine(kind="step", name="sign in"),
            PlaceLine(kind="url", name="javascript:x"),
        ),
    )
    found = log(run(results=(result("redirects/loop", many), *run().results[1:])))
    one = by_rule(found, "redirects/loop")
    assert one["locations"] == [{"logicalLocations": [{"fullyQualifiedName": "club.example MX", "kind": "resource"}]}]
    assert [place["logicalLocations"][0]["kind"] for place in one["relatedLocations"]] == ["function", "resource"]
    assert "javascript" not in json.dumps([place.get("physicalLocation") for place in one["relatedLocations"]])
    bare = log(run(results=(result("redirects/loop", finding(1, Level.BLOCKER, places=())), *run().results[1:])))
    assert (
        by_rule(bare, "redirects/loop")["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "club.example"
    )


def test_what_is_on_purpose_is_suppressed():
    made = log(run())
    assert by_rule(made, "hosts/staging-public")["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "It is a museum. (until 2027-01-31)"}
    ]
    assert not [
        one for one in made["runs"][0]["results"] if one["ruleId"] != "hosts/staging-public" and "suppressions" in one
    ]


def test_what_was_not_seen_is_a_notification_and_no_result():
    (invocation,) = log(run(), code=1)["runs"][0]["invocations"]
    said = [(one["level"], one["associatedRule"]["id"]) for one in invocation["toolExecutionNotifications"]]
    assert said == [
        ("warning", "content/localhost"),
        ("error", "hosts/asleep"),
        ("warning", "access/open-to-strangers"),
    ]
    assert (
        "I have no access: the page is built by its scripts"
        in invocation["toolExecutionNotifications"][0]["message"]["text"]
    )
    assert (invocation["exitCode"], invocation["exitCodeDescription"], invocation["executionSuccessful"]) == (
        1,
        "Not yet",
        True,
    )


def test_a_run_that_was_not_whole_says_so():
    (invocation,) = log(dataclasses.replace(run(), interrupted="you stopped it"))["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "This run was not whole: you stopped it"
    (invocation,) = log(dataclasses.replace(sound(), our_bugs=("x.py:1",)), code=4)["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False


def test_several_targets_are_several_runs():
    made = log(run(), sound())
    assert [one["properties"]["answer"] for one in made["runs"]] == ["NOT_YET", "READY"]
    assert not made["runs"][1]["results"]


def test_the_number_of_results_is_bounded():
    many = tuple(finding(number, Level.OPTIONAL) for number in range(MOST_RESULTS + 10))
    made = log(run(results=(*run().results, result("a/b", *many))))
    assert len(made["runs"][0]["results"]) == MOST_RESULTS


@pytest.mark.parametrize("poison", SCRIPTS)
def test_hostile_text_fits_the_schema(poison):
    hostile = poisoned(run(), poison)
    log(dataclasses.replace(hostile, as_of=run().as_of, tool=run().tool))
