"""A record as the form of the owner's DNS host."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.formats.record_form import record_steps, relative_name
from launchready.model.finding import WantedRecord
from launchready.reference import load

SEND = WantedRecord("CNAME", "send.club.example", "mail.provider.example", "club.example")
APEX = WantedRecord("A", "club.example", "192.0.2.10", "club.example")
APEX_ALIAS = WantedRecord("CNAME", "club.example", "cname.vercel-dns.com", "club.example")
MAIL = WantedRecord("MX", "club.example", "10 mx.provider.example", "club.example")
CAA = WantedRecord("CAA", "club.example", '0 issue "letsencrypt.org"', "club.example")
TEXT = WantedRecord("TXT", "_dmarc.club.example", "v=DMARC1; p=none", "club.example")


def fields(record, slug):
    """The lines of the form, without the sentence before and the warnings after."""
    step = record_steps([record], load().dns_host(slug))[1]
    return [line for line in step.split("\n") if " = " in line]


@pytest.mark.parametrize(
    ("slug", "record", "lines"),
    [
        ("godaddy", SEND, ["Type = CNAME", "Name = send", "Value = mail.provider.example", "TTL = 1 Hour"]),
        ("godaddy", APEX, ["Type = A", "Name = @", "Value = 192.0.2.10", "TTL = 1 Hour"]),
        ("godaddy", MAIL, ["Type = MX", "Name = @", "Priority = 10", "Value = mx.provider.example", "TTL = 1 Hour"]),
        (
            "godaddy",
            CAA,
            ["Type = CAA", "Name = @", "Flags = 0", "Tag = issue", "Value = letsencrypt.org", "TTL = 1 Hour"],
        ),
        (
            "namecheap",
            SEND,
            [
                "Type = CNAME Record",
                "Host = send",
                "Value (shown as Target) = mail.provider.example",
                "TTL = Automatic",
            ],
        ),
        (
            "namecheap",
            APEX_ALIAS,
            ["Type = ALIAS Record", "Host = @", "Value = cname.vercel-dns.com", "TTL = Automatic"],
        ),
        ("ionos", SEND, ["Type = CNAME", "Host name = send", "Points to = mail.provider.example", "TTL = 1 hour"]),
        ("ionos", TEXT, ["Type = TXT", "Host name = _dmarc", "Value = v=DMARC1; p=none", "TTL = 1 hour"]),
        (
            "cloudflare",
            APEX,
            [
                "Type = A",
                "Name = @",
                "IPv4 address = 192.0.2.10",
                "Proxy status = DNS only (grey cloud) while the host issues its certificate",
                "TTL = Auto",
            ],
        ),
        (
            "cloudflare",
            SEND,
            [
                "Type = CNAME",
                "Name = send",
                "Target = mail.provider.example",
                "Proxy status = DNS only (grey cloud) while the host issues its certificate",
                "TTL = Auto",
            ],
        ),
        (
            "cloudflare",
            APEX_ALIAS,
            [
                "Type = CNAME",
                "Name = @",
                "Target = cname.vercel-dns.com",
                "Proxy status = DNS only (grey cloud) while the host issues its certificate",
                "TTL = Auto",
            ],
        ),
        ("porkbun", APEX, ["Type = A", "Host = (leave empty)", "Answer / Value = 192.0.2.10", "TTL = 600"]),
        (
            "porkbun",
            CAA,
            ["Type = CAA", "Host = (leave empty)", 'Answer / Value = 0 issue "letsencrypt.org"', "TTL = 600"],
        ),
        (
            "route53",
            MAIL,
            [
                "Record name = (leave empty)",
                "Record type = MX",
                "Value = 10 mx.provider.example",
                "TTL (seconds) = 300",
                "Routing policy = Simple routing",
            ],
        ),
        ("gandi", SEND, ["Type = CNAME", "TTL = 10800", "Name = send", "Hostname = mail.provider.example."]),
        ("strato", SEND, ["Typ = CNAME", "Präfix = send", "Wert = mail.provider.example."]),
    ],
)
def test_each_field_under_its_own_label(slug, record, lines):
    assert fields(record, slug) == lines


def test_the_way_to_the_form_comes_first():
    steps = record_steps([SEND, APEX], load().dns_host("godaddy"))
    assert len(steps) == 3
    assert steps[0].startswith(
        "At GoDaddy: Log in at godaddy.com > Domain Portfolio > club.example > DNS > Add New Record."
    )


def test_a_full_name_would_be_doubled_and_that_is_said():
    step = record_steps([SEND], load().dns_host("godaddy"))[1]
    assert step.endswith(
        "Type only send: GoDaddy adds .club.example by itself, and send.club.example would become send.club.example.club.example."
    )


def test_the_domain_itself_is_an_at_sign_or_an_empty_field():
    assert record_steps([APEX], load().dns_host("godaddy"))[1].endswith(
        "Type only @: GoDaddy adds club.example by itself."
    )
    assert record_steps([APEX], load().dns_host("porkbun"))[1].endswith(
        "Leave the name empty: Porkbun adds club.example by itself."
    )


def test_an_alias_at_the_domain_itself_is_said_to_be_impossible():
    assert (
        "GoDaddy lets no CNAME stand at the domain itself" in record_steps([APEX_ALIAS], load().dns_host("godaddy"))[1]
    )


def test_a_form_that_appends_nothing_needs_no_warning():
    class Form:
        name, clicks, apex_name, default_ttl, apex_alias, note = "Own server", ("zone file",), "@", "300", "", ""
        form = load().dns_host("any").form
        appends_zone = absolute_dot = False

    steps = record_steps([SEND], Form())
    assert steps[0] == "At Own server: zone file."
    assert "by itself" not in steps[1]


def test_no_records_no_steps():
    assert record_steps([], load().dns_host("any")) == ()


def test_what_a_record_says_is_made_harmless():
    record = WantedRecord("TXT", "a.club.example", "v=\x1b[31m1\u202e", "club.example")
    assert "\x1b" not in "".join(record_steps([record], load().dns_host("any")))


def test_a_name_outside_its_zone_is_our_mistake():
    with pytest.raises(ValueError, match="does not stand in the zone"):
        relative_name("send.clubexample", "example")


labels = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?", fullmatch=True)


@given(labels, labels)
def test_the_form_gives_back_the_name(relative, zone):
    assert f"{relative_name(f'{relative}.{zone}.', zone)}.{zone}" == f"{relative}.{zone}"


@given(
    labels,
    st.sampled_from(["A", "AAAA", "CNAME", "TXT", "NS"]),
    st.text(min_size=1, max_size=60),
    st.sampled_from(load().dns_hosts),
)
def test_every_form_takes_every_record(relative, kind, value, host):
    step = record_steps([WantedRecord(kind, f"{relative}.club.example", value, "club.example")], host)[1]
    assert f" = {relative}\n" in step
