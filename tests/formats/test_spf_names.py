"""The names and addresses in an SPF record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.formats.names import is_host_name
from launchready.formats.spf_names import SpfNames, is_spf, spf_names


@pytest.mark.parametrize(
    ("text", "spf"),
    [
        ("v=spf1", True),
        ("V=SPF1 -all", True),
        ("v=spf10 -all", False),
        ("v=spf1-all", False),
        ("spf1", False),
        ("", False),
    ],
)
def test_the_version_is_the_whole_first_word(text: str, spf: bool):
    assert is_spf(text) is spf


@pytest.mark.parametrize(
    ("record", "names"),
    [
        ("v=spf1 -all", SpfNames()),
        ("v=spf1 a mx ptr ~all", SpfNames()),
        (
            "v=spf1 a:Out.club.example/28 mx:mail.club.example//64 -a:no.club.example ?all",
            SpfNames(hosts=("out.club.example", "mail.club.example", "no.club.example")),
        ),
        (
            "v=spf1 include:_spf.hosting.example +include:two.example redirect=third.example",
            SpfNames(policies=("_spf.hosting.example", "two.example", "third.example")),
        ),
        (
            "v=spf1 ip4:192.0.2.7 ip4:198.51.100.0/24 ip6:2001:db8::/32 ip4:rubbish ip6: -all",
            SpfNames(addresses=("192.0.2.7", "198.51.100.0/24", "2001:db8::/32")),
        ),
        ("v=spf1 include:%{i}._spf.example exists:%{i}.example a:%{d} -all", SpfNames()),
        ("v=spf1 exists:fixed.example exp=why.example -all", SpfNames()),
        ("v=spf1 a:same.example a:same.example", SpfNames(hosts=("same.example",))),
    ],
)
def test_what_a_record_names(record: str, names: SpfNames):
    assert spf_names(record) == names


@given(st.text(max_size=200))
def test_any_text_gives_host_names_only(text: str):
    found = spf_names(text)
    assert all(map(is_host_name, (*found.hosts, *found.policies)))
