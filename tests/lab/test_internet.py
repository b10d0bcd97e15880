"""The lab itself, proved by other people's tools: dig, curl, openssl. Nothing here runs the audit."""

import re

import pytest

from lab import addresses
from lab.scenario import Scenario, load_all
from lab.up import Lab

pytestmark = [pytest.mark.lab, pytest.mark.timeout(120)]

BY_NAME = {scenario.name: scenario for scenario in load_all()}


def scenario(name: str) -> Scenario:
    return BY_NAME[name]


def dig(lab: Lab, *words: str) -> str:
    return lab.run(["dig", "+tries=1", "+time=15", *words]).stdout


def status(text: str) -> str:
    found = re.search(r"status: (\w+)", text)
    return found[1] if found else "none"


def curl(lab: Lab, *words: str) -> str:
    return lab.run(["curl", "-s", "--max-time", "20", "--cacert", str(lab.ca), *words]).stdout


def handshake(lab: Lab, name: str, *words: str) -> str:
    host = scenario(name)
    ask = [
        "openssl",
        "s_client",
        "-connect",
        f"{host.places['web']}:443",
        "-servername",
        host.zone,
        "-CAfile",
        str(lab.ca),
    ]
    return lab.run([*ask, "-verify_hostname", host.zone, *words]).stdout


def test_both_resolvers_validate_the_golden_zone(lab: Lab) -> None:
    for resolver in addresses.RESOLVERS:
        answer = dig(lab, f"@{resolver}", "golden.example", "A")
        assert status(answer) == "NOERROR"
        assert " ad;" in answer


def test_a_broken_chain_of_trust_is_servfail_and_answers_unchecked(lab: Lab) -> None:
    assert status(dig(lab, "servfail-bogus.example")) == "SERVFAIL"
    assert "EDE:" in dig(lab, "servfail-bogus.example")
    assert status(dig(lab, "+cd", "servfail-bogus.example")) == "NOERROR"


def test_an_alias_loop_stays_servfail_unchecked(lab: Lab) -> None:
    assert status(dig(lab, "+cd", "www.servfail-cname-loop.example")) == "SERVFAIL"


def test_servers_without_their_zone_are_servfail(lab: Lab) -> None:
    assert status(dig(lab, "servfail-dead-servers.example")) == "SERVFAIL"
    assert status(dig(lab, "lame-all.example")) == "SERVFAIL"


def test_a_missing_apex_is_nodata_and_a_missing_name_nxdomain(lab: Lab) -> None:
    assert status(dig(lab, "apex-missing.example")) == "NOERROR"
    assert dig(lab, "+short", "apex-missing.example") == ""
    assert status(dig(lab, "members.canonical-nxdomain.example")) == "NXDOMAIN"


def test_a_resolver_hides_the_dead_server_that_the_parent_names(lab: Lab) -> None:
    assert status(dig(lab, "lame-dead-one.example")) == "NOERROR"
    parent = dig(lab, f"@{addresses.TLD_SERVER}", "+norec", "lame-dead-one.example", "NS")
    assert addresses.NOBODY in parent


def test_zone_transfers_are_refused_unless_asked_for(lab: Lab) -> None:
    assert "Transfer failed" in dig(lab, f"@{addresses.NS1}", "golden.example", "AXFR")
    assert "SOA" in dig(lab, f"@{addresses.NS1}", "zone-transfer-open.example", "AXFR")


def test_slow_and_lossy_servers_answer_in_the_end(lab: Lab) -> None:
    assert status(dig(lab, "slow-nameservers.example")) == "NOERROR"
    assert status(dig(lab, "lossy-nameserver.example")) == "NOERROR"


def test_a_wildcard_answers_for_any_label_and_is_signed(lab: Lab) -> None:
    answer = dig(lab, "some-label.wildcard.example")
    assert status(answer) == "NOERROR"
    assert " ad;" in answer


def test_liars_lie(lab: Lab) -> None:
    assert (
        "mismatch" in dig(lab, f"@{scenario('dns-wrong-id').places['ns-a']}", "dns-wrong-id.example", "+time=2").lower()
    )
    flood = dig(
        lab, f"@{scenario('dns-many-addresses').places['ns-a']}", "dns-many-addresses.example", "+tcp", "+short"
    )
    assert flood.count("\n") >= 4000


def test_four_entries_end_on_one_origin_with_path_and_query(lab: Lab) -> None:
    for entry in (
        "http://golden.example",
        "http://www.golden.example",
        "https://www.golden.example",
        "https://golden.example",
    ):
        end = curl(lab, "-L", "-o", "/dev/null", "-w", "%{http_code} %{url_effective}", f"{entry}/about?x=1")
        assert end == "200 https://golden.example/about?x=1"


def test_the_golden_certificate_is_trusted_with_a_full_chain(lab: Lab) -> None:
    text = handshake(lab, "golden")
    assert "Verify return code: 0 (ok)" in text
    assert text.count(" i:") == 2
    assert "Strict-Transport-Security: max-age=31536000" in curl(lab, "-i", "--http1.1", "https://golden.example/")


@pytest.mark.parametrize(
    ("name", "code"),
    [("untrusted", 19), ("self-signed", 18), ("wrong-host", 62), ("expired", 10), ("incomplete-chain", 21)],
)
def test_each_certificate_fault_is_what_it_says(lab: Lab, name: str, code: int) -> None:
    codes = {
        int(found) for found in re.findall(r"(?:verify error:num=|Verify return code: )(\d+)", handshake(lab, name))
    }
    assert code in codes or (code == 19 and 20 in codes)


def test_protocol_versions_do_not_leak_between_scenarios(lab: Lab) -> None:
    old = ["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"]
    assert "Cipher is (NONE)" in handshake(lab, "golden", *old)
    assert "Cipher is (NONE)" not in handshake(lab, "old-versions-on", *old)
    assert "Cipher is (NONE)" in handshake(lab, "only-old-versions", "-tls1_2")


def test_ipv6_is_there_but_leads_nowhere_outside(lab: Lab) -> None:
    assert curl(lab, "-6", "-o", "/dev/null", "-w", "%{http_code}", "https://ipv6-healthy.example/") == "200"
    routes = lab.run(["ip", "-6", "route", "get", addresses.V6_NOWHERE])
    assert routes.code != 0


def test_nothing_leaves(lab: Lab) -> None:
    assert lab.run(["ip", "route", "get", "192.0.2.1"]).code != 0


def test_the_sleeping_host_wakes_once(lab: Lab) -> None:
    first, later = (
        float(curl(lab, "-o", "/dev/null", "-w", "%{time_starttransfer}", "https://asleep.example/")) for _ in range(2)
    )
    assert first > 10
    assert later < 1


def test_a_bad_line_is_slow_or_loses_packets(lab: Lab) -> None:
    slow = lab.run(["dig", "+stats", "golden.example"], delay_ms=100)
    found = re.search(r"Query time: (\d+)", slow.stdout)
    assert found
    assert int(found[1]) >= 200
    answers = [
        lab.run(["dig", "+tries=1", "+time=1", "+short", "golden.example"], loss_percent=40).stdout for _ in range(20)
    ]
    lost = sum("timed out" in answer for answer in answers)
    assert 0 < lost < 20


def test_the_gzip_bomb_is_small_on_the_wire(lab: Lab) -> None:
    taken = lab.run(
        [
            "bash",
            "-c",
            "curl -s --max-time 20 --cacert $LAB_CA https://gzip-bomb.example/ | gzip -dc 2>/dev/null | head -c 300000000 | wc -c",
        ],
        env={"PATH": "/usr/bin:/bin"},
    )
    assert taken.stdout.strip() == "300000000"


def test_after_the_change_the_second_state_is_served_and_still_validates() -> None:
    with Lab() as lab:
        lab.change()
        _second_state(lab)


def _second_state(lab: Lab) -> None:
    assert dig(lab, "+short", "dns-mail.example", "MX") == "10 mx2.provider.test.\n"
    for name in ("dns-mail.example", "no-such-name.dns-mail.example"):
        answer = dig(lab, name)
        assert status(answer) in {"NOERROR", "NXDOMAIN"}
        assert " ad;" in answer
    assert curl(lab, "-o", "/dev/null", "-w", "%{http_code}", "https://redirects-changed.example/") == "301"
    assert curl(lab, "-o", "/dev/null", "-w", "%{http_code}", "https://golden.example/") == "200"
