from launchready.engine.drift import compare, healthy, unseen
from launchready.facts.dns import Delegation, NameRole, Rcode, Resolution, View, ViewKind, ZoneRecords
from launchready.facts.drift import Part
from launchready.facts.http import End, Hop, RedirectChain
from launchready.facts.tls import Handshake, TlsEndpoint
from launchready.model.fact import Gap
from launchready.model.finding import Finding
from launchready.model.result import Result
from launchready.model.subject import Subject
from launchready.model.words import GapReason, Level, Status
from tests.verdict.build import a_check

SITE = Subject.site("club.example")


def resolution(*addresses, role=NameRole.APEX, cnames=()):
    view = View(kind=ViewKind.RECURSIVE, server="r", rcode=Rcode.NOERROR, addresses=addresses, cnames=cnames)
    return Resolution(subject=Subject.host("club.example"), roles=(role,), views=(view,))


def chain(*statuses, end=End.ANSWER):
    hops = tuple(
        Hop(url=f"https://club.example/{n}", scheme="https", host="club.example", port=443, path=f"/{n}", status=s)
        for n, s in enumerate(statuses)
    )
    return RedirectChain(
        subject=SITE,
        entry="http://club.example/",
        entry_scheme="http",
        entry_host="club.example",
        deep=False,
        with_cookies=False,
        hops=hops,
        end=end,
    )


def drift(part, before, now, is_cdn=lambda _ip: False):
    return compare(part, SITE, "2026-05-01T00:00:00Z", before, now, is_cdn).changes


def test_the_same_is_no_change_and_another_address_is():
    assert drift(Part.DNS, [resolution("203.0.113.1")], [resolution("203.0.113.1")]) == ()
    (change,) = drift(Part.DNS, [resolution("203.0.113.1")], [resolution("203.0.113.2")])
    assert (change.kind, change.what, change.before, change.now) == (
        "Resolution",
        "club.example",
        ("203.0.113.1",),
        ("203.0.113.2",),
    )


def test_addresses_of_a_content_delivery_network_count_as_one():
    assert (
        drift(Part.DNS, [resolution("104.16.0.1")], [resolution("104.16.9.9")], lambda ip: ip.startswith("104.")) == ()
    )


def test_hosts_that_a_word_list_found_are_not_watched():
    assert (
        drift(
            Part.DNS, [resolution("203.0.113.1", role=NameRole.FOUND)], [resolution("203.0.113.2", role=NameRole.FOUND)]
        )
        == ()
    )


def test_what_is_missing_in_one_look_is_no_change():
    assert drift(Part.DNS, [resolution("203.0.113.1")], []) == ()
    assert drift(Part.DNS, [], [resolution("203.0.113.1")]) == ()


def test_name_servers_and_mail_exchangers_are_watched():
    zone = Subject.zone("club.example")

    def delegation(*names):
        return Delegation(
            subject=zone, parent="example", parent_answered=True, parent_ns=names, child_ns=names, servers=()
        )

    def mx(*names):
        return ZoneRecords(subject=zone, soa_serial=1, mx=names, spf=(), txt_count=0)

    changes = drift(Part.DNS, [delegation("a", "b"), mx("m")], [delegation("b", "c"), mx("n")])
    assert [c.kind for c in changes] == ["Delegation", "ZoneRecords"]


def test_a_changed_hop_or_end_is_a_change():
    assert drift(Part.REDIRECTS, [chain(301, 200)], [chain(301, 200)]) == ()
    assert len(drift(Part.REDIRECTS, [chain(301, 200)], [chain(302, 200)])) == 1
    assert len(drift(Part.REDIRECTS, [chain(301, 200)], [chain(301, 200, end=End.LOOP)])) == 1


def test_a_certificate_that_was_not_seen_is_not_compared():
    blind = TlsEndpoint(subject=Subject.address("club.example", "203.0.113.1"), port=443, handshake=Handshake.TIMED_OUT)
    assert drift(Part.CERTIFICATE, [blind], [blind]) == ()


def result(name, status, level=None):
    findings = (Finding(level=level),) if level else ()
    return Result(check=a_check(name), subject=SITE, status=status, findings=findings)


def test_a_state_with_a_fault_in_it_is_no_baseline():
    assert healthy(Part.DNS, [result("dns/a", Status.PASS), result("redirects/loop", Status.FAIL, Level.BLOCKER)])
    assert not healthy(Part.REDIRECTS, [result("redirects/loop", Status.FAIL, Level.BLOCKER)])
    assert healthy(Part.DNS, [result("dns/caa-missing", Status.FAIL, Level.OPTIONAL)])
    assert not healthy(Part.DNS, [result("hosts/dangling", Status.FAIL, Level.IMPORTANT)])


def test_a_part_that_was_not_seen_cannot_drift():
    gap = Gap(fact="RedirectChain", subject=SITE, reason=GapReason.BLOCKED, detail="wall", ask="let me in")
    told = unseen(Part.REDIRECTS, [gap], SITE)
    assert told is not None
    assert (told.fact, told.reason, told.ask) == ("Drift", GapReason.BLOCKED, "let me in")
    assert unseen(Part.DNS, [gap], SITE) is None
