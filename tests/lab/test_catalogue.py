"""The scenario files as a whole: every check of the edge is tripped, every scenario can be meant. Needs no namespace."""

import tomllib
from pathlib import Path

import pytest

from lab import nginx, zones
from lab.run import judge
from lab.scenario import SCENARIOS, BadScenario, load, load_all
from lab.up import Done

EDGE = {
    *(f"dns/{p}" for p in ["canonical-missing", "apex-missing", "www-missing", "doubled-name", "servfail", "lame-delegation", "delegation-mismatch", "single-nameserver", "address-disagreement", "ipv6-broken", "private-address", "zone-transfer-open", "dnssec-unsigned", "caa-excludes-issuer", "caa-missing"]),
    *(f"hosts/{p}" for p in ["required-down", "dangling", "wildcard", "staging-public", "login-wall", "asleep"]),
    *(f"redirects/{p}" for p in ["loop", "split", "http-served", "downgrade", "foreign-host", "path-lost", "long", "temporary"]),
    *(f"tls/{p}" for p in ["untrusted", "wrong-host", "expired", "incomplete-chain", "expiring", "obsolete-versions", "https-missing"]),
    *(f"headers/{p}" for p in ["hsts-missing", "hsts-breaks-subdomain", "framing-open", "hardening", "debug-leak"]),
    *(f"content/{p}" for p in ["mixed-blockable", "mixed-upgradable", "localhost", "deep-link-missing", "not-indexable", "share-preview", "blank"]),
    *(f"cors/{p}" for p in ["credentialed-reflection", "vary-missing", "own-frontend-refused"]),
    *(f"cache/{p}" for p in ["personal-shared", "deception", "session-cacheable", "static-uncached", "shared-uncached"]),
    *(f"limits/{p}" for p in ["login-unlimited", "one-room", "mail-unlimited"]),
    *(f"cdn/{p}" for p in ["flexible-tls", "origin-open", "unproxied", "stacked", "absent"]),
    *("cookies/session-insecure", "exposed/secrets", "exposed/debug", "dns/registration-expiring", "config/payment-test-mode"),
    *("config/platform-change-due", "monitoring/health-missing", "deploy/behind"),
    *(f"drift/{p}" for p in ["dns", "redirects", "certificate"]),
}  # fmt: skip


def test_every_check_is_tripped_by_some_scenario() -> None:
    tripped = set()
    for scenario in load_all():
        for expectation in (scenario.expected, scenario.expected_second):
            tripped |= {entry.split()[0] for entry in expectation.expect} if expectation else set()
    assert tripped >= EDGE


def test_every_expected_id_is_one_of_the_catalogue() -> None:
    for scenario in load_all():
        expected = scenario.expected
        named = {
            entry.split()[0] for entry in (*expected.expect, *expected.also, *expected.forbid, *expected.expect_unknown)
        }
        assert named <= EDGE, scenario.name


def test_golden_sites_expect_nothing() -> None:
    golden = [scenario for scenario in load_all() if scenario.topic == "golden"]
    assert golden
    assert all(not s.expected.expect and not s.expected.also and s.expected.exits == (0,) for s in golden)


def test_no_two_virtual_hosts_and_no_hostile_server_share_a_place() -> None:
    for scenario in load_all():
        for site in filter(None, (scenario.site, scenario.second)):
            hosts = nginx.hosts(scenario, site)
            assert len({(h.role, h.port, h.name) for h in hosts}) == len(hosts), scenario.name
            hostile = {(h.role, h.port) for h in hosts if h.hostile}
            assert not hostile & {(h.role, h.port) for h in hosts if not h.hostile}, scenario.name


def test_no_scenario_leaves_a_name_unfilled() -> None:
    for scenario in load_all():
        text = " ".join((scenario.target, scenario.config, *scenario.args, *scenario.resolvers))
        records = " ".join(map(scenario.fill, (*scenario.site.dns.records, *scenario.site.dns.parent)))
        assert "%" not in text + records, scenario.name


def test_a_field_that_is_not_known_is_named(tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    path.write_text('why = "x"\nexit = 0\nexpcet = []\n')
    with pytest.raises(BadScenario, match="expcet"):
        load(path, 0)


def test_every_file_says_why() -> None:
    for path in SCENARIOS.glob("*/*.toml"):
        assert tomllib.loads(path.read_text())["why"].endswith("."), path.name


def test_left_out_records_match_owner_or_owner_and_type() -> None:
    kept = [r for r in zones.GOLDEN if not zones._left_out(r, ("www", "@ A"))]
    assert [record.split()[:2] for record in kept] == [["@", "CAA"], ["@", "MX"], ["@", "TXT"]]


def done(stdout: str, code: int = 0, **changed: float) -> Done:
    return Done(
        code=code,
        timed_out=False,
        stdout=stdout,
        stderr="",
        **{"seconds": 1.0, "cpu_seconds": 1.0, "rss_mb": 50.0, **changed},
    )


def report(*findings: tuple[str, str], answer: str = "READY") -> str:
    results = ", ".join(
        f'{{"check": "{c}", "status": "FAIL", "findings": [{{"level": "{lv}"}}]}}' for c, lv in findings
    )
    return f'{{"verdict": {{"answer": "{answer}"}}, "results": [{results}]}}'


def test_the_judge_sees_a_missed_a_false_and_a_wrongly_levelled_finding() -> None:
    scenario = next(s for s in load_all() if s.name == "www-missing")
    right = judge(scenario, 1, done(report(("dns/www-missing", "IMPORTANT"), answer="READY_IF")))
    assert right.problems == ()
    assert judge(scenario, 1, done(report(answer="READY_IF"))).problems == ("missed: dns/www-missing",)
    wrong = judge(
        scenario, 1, done(report(("dns/www-missing", "OPTIONAL"), ("redirects/split", "BLOCKER"), answer="READY_IF"))
    )
    assert wrong.problems == (
        "wrong level: dns/www-missing is OPTIONAL, not IMPORTANT",
        "forbidden: redirects/split BLOCKER",
    )


def test_the_judge_sees_broken_bounds_and_ends() -> None:
    scenario = next(s for s in load_all() if s.name == "golden")
    problems = judge(scenario, 1, done(report(answer="READY_IF"), code=4, seconds=61, rss_mb=151)).problems
    assert problems == ("took 61 s, over 60 s", "took 151 MB, over 150 MB", "exit 4, not 0")
    assert "no JSON on stdout: " in judge(scenario, 1, done("Traceback")).problems
