"""What sign-in services let one address do, as they document it."""

from datetime import date

import pytest

from launchready.reference import load
from launchready.reference.auth_limits import read_on, service_of, services, smallest_mail_quota


@pytest.mark.parametrize(
    ("host", "slug"),
    [
        ("abcdefgh.supabase.co", "supabase"),
        ("calm-club-7.clerk.accounts.dev", "clerk"),
        ("club.eu.auth0.com", "auth0"),
        ("identitytoolkit.googleapis.com", "firebase"),
        ("club.firebaseapp.com", "firebase"),
    ],
)
def test_a_service_is_known_by_its_hosts(host: str, slug: str):
    service = load().sign_in_service_of(["club.example", host])
    assert service
    assert service.slug == slug


@pytest.mark.parametrize(
    "hosts", [[], ["club.example"], ["notsupabase.co"], ["supabase.co.evil.example"], ["fonts.googleapis.com"]]
)
def test_other_hosts_are_nobodys(hosts: list[str]):
    assert service_of(hosts) is None


def test_the_table_is_dated_and_has_its_sources():
    assert read_on() >= date(2026, 11, 1)
    assert len({one.slug for one in services()}) == len(services()) == 4
    for one in services():
        assert all(source.startswith("https://") for source in one.sources)
        assert one.sign_in or one.sign_up
        assert (one.mails is None) is (one.mails_where == "")
        assert one.change
    assert smallest_mail_quota().number == 100
