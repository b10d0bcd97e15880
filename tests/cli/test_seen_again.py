"""A site that cannot be looked at again has mended nothing: neither `recheck` nor an audit nor `--since` says so."""

import socket
import threading
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import pytest

from tests.cli.test_not_published import serving
from tests.observe.site import authority, go, onward, page

URL, WWW = "https://club.example", "https://www.club.example"
HOSTS = ("club.example", "www.club.example", "staging.club.example")
SESSION = "Set-Cookie: sessionid=q8Zt0vXw3LkPz7YbMn2; Path=/"
ROUND = {URL: onward(WWW), WWW: onward(URL), "http://club.example": onward(URL), "http://www.club.example": onward(WWW)}
SOUND = {**ROUND, URL: page("not here", status="404 Not Found"), f"{URL}/": page("<title>Club</title><h1>Welcome")}
FAULTS = {
    "redirects/loop": ROUND,
    "redirects/path-lost": {**SOUND, WWW: go(f"{URL}/")},
    "redirects/split": {
        **SOUND,
        URL: page("<title>Club</title><h1>Welcome<form><input type=password></form>"),
        WWW: page("<title>Club</title><h1>Welcome<form><input type=password></form>"),
        f"{URL}/": page("<title>Club</title><h1>Welcome<form><input type=password></form>"),
    },
    "cookies/session-insecure": {**SOUND, f"{URL}/": page("<title>Club</title><h1>Welcome", SESSION)},
}
MENDED = {**SOUND, WWW: onward(URL)}


def reset(request):
    raise ConnectionResetError


@pytest.fixture
def live():
    with serving(dict(SOUND)) as running:
        yield running


def words(ports):
    pins = [f"{host}:{port}:127.0.0.1:{ports[s]}" for host in HOSTS[:2] for s, port in (("http", 80), ("https", 443))]
    return ["--resolver", "127.0.0.1:1", "--ca", str(authority()[1]), *(w for pin in pins for w in ("--resolve", pin))]


@pytest.fixture
def flags(live, monkeypatch):
    monkeypatch.setenv("LAUNCHREADY_BROWSER", "off")
    return words(live.ports)


def serve(live, answers):
    live.answers.clear()
    live.answers.update(answers)


def silence(live, how):
    """Make the site silent; gives the flags that lead to it then."""
    if how == "resets":
        serve(live, dict.fromkeys(live.answers, reset))
        return words(live.ports)
    return words({"http": 9, "https": 9})


@pytest.fixture(params=FAULTS)
def broken(request, command, flags, live):
    """The check that found something, on record."""
    serve(live, FAULTS[request.param])
    ran = command("audit", URL, "--json", *flags)
    assert request.param in ran.failing(), ran.err
    return request.param


@pytest.mark.parametrize("how", ["resets", "nobody"])
def test_silence_is_not_mended(command, broken, live, how):
    ran = command("recheck", broken, URL, *silence(live, how))
    assert ran.code == 3, ran.out + ran.err
    assert "Mended" not in ran.out
    assert "Does not apply" not in ran.out
    said = " ".join(ran.out.split())
    assert "Could not be seen again: " in said
    assert "It still counts as open." in said


@pytest.mark.parametrize("how", ["resets", "nobody"])
def test_an_audit_counts_nothing_as_fixed_that_it_could_not_see(command, broken, live, how):
    blind = silence(live, how)
    ran = command("audit", URL, *blind)
    assert " 0 fixed" in " ".join(ran.out.split()), ran.out
    assert "could not be seen again" in " ".join(ran.out.split())
    since = command("report", URL, "--since", "2020-01-01", *blind).out
    assert "Mended: nothing." in since
    assert "Could not be seen again, so still open: " in since


def test_it_counts_as_open_until_it_was_seen_to_be_gone(command, broken, flags, live):
    blind = silence(live, "resets")
    command("audit", URL, *blind)
    again = command("audit", URL, "--json", *blind).json["changes"]
    assert broken in {one["check"] for one in again["unseen"]}
    serve(live, MENDED)
    seen = command("audit", URL, "--json", *flags).json["changes"]
    assert broken not in {one["check"] for one in seen["unseen"]}
    assert seen["fixed"]
    assert "Mended: nothing" not in command("report", URL, "--since", "2020-01-01", *flags).out


def test_what_was_really_mended_is_mended(command, broken, flags, live):
    serve(live, MENDED)
    ran = command("recheck", broken, URL, *flags)
    assert (ran.code, ran.out.startswith("Mended")) == (0, True), ran.out + ran.err


def test_the_number_of_what_could_not_be_seen_again_still_means_it(command, flags, live):
    serve(live, FAULTS["redirects/path-lost"])
    command("audit", URL, *flags)
    blind = silence(live, "resets")
    assert command("recheck", "1", URL, *blind).code == 3
    assert command("recheck", "1", URL, *blind).code == 3
    ran = command("fix", "1", URL, *blind)
    assert (ran.code, "redirects/path-lost could not be seen (" in ran.err) == (2, True)
    serve(live, MENDED)
    assert command("recheck", "1", URL, *flags).code == 0


@contextmanager
def no_such_name():
    """A name server that knows no name at all."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as heard:
        heard.bind(("127.0.0.1", 0))

        def answer():
            while data := heard.recvfrom(4096):
                if not data[0]:
                    return
                told = dns.message.make_response(dns.message.from_wire(data[0]))
                told.flags |= dns.flags.RA
                told.set_rcode(dns.rcode.NXDOMAIN)
                heard.sendto(told.to_wire(), data[1])

        thread = threading.Thread(target=answer)
        thread.start()
        try:
            yield heard.getsockname()[1]
        finally:
            heard.sendto(b"", heard.getsockname())
            thread.join(5)


@pytest.mark.parametrize(
    "check",
    ["redirects/path-lost", "hosts/staging-public", "cookies/session-insecure", "dns/doubled-name", "dns/www-missing"],
)
def test_a_domain_that_is_gone_has_mended_nothing(command, clean, monkeypatch, tmp_path, check):
    monkeypatch.setenv("LAUNCHREADY_BROWSER", "off")
    sample = clean.session.flags()
    clean.switch_on(check)
    assert check in command("audit", URL, "--json", *sample).failing()
    with no_such_name() as port:
        ran = command("recheck", check, URL, "--resolver", f"127.0.0.1:{port}")
    assert ran.code == 3, ran.out + ran.err
    assert "Mended" not in ran.out
    assert "Could not be seen again: " in ran.out


def test_a_name_that_was_taken_away_is_mended(command, clean, monkeypatch, flags):
    """The copy for testing is gone from the DNS, and the site answers: that is how it is mended."""
    monkeypatch.setenv("LAUNCHREADY_BROWSER", "off")
    sample = clean.session.flags()
    clean.switch_on("hosts/staging-public")
    assert "hosts/staging-public" in command("audit", URL, "--json", *sample).failing()
    clean.switch_off("hosts/staging-public")
    ran = command("recheck", "hosts/staging-public", URL, *sample)
    assert (ran.code, ran.out.startswith("Mended")) == (0, True), ran.out + ran.err
