"""Starting and stopping, and visitors who do not behave."""

import os
import socket
import ssl
import struct
import tempfile
import threading
import time
from pathlib import Path

import pytest

from launchready.tour import faults, names
from launchready.tour.sample import Sample
from launchready.tour.visitor import Visitor
from tests.tour.raw import pins


def threads() -> int:
    return threading.active_count()


def connects(to: tuple[str, int]) -> bool:
    try:
        socket.create_connection(to, 1).close()
    except OSError:
        return False
    return True


def descriptors() -> int:
    """How many files and sockets this process has open."""
    here = Path("/dev/fd")
    return len(list(here.iterdir()))


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where temporary folders are made here: nobody else makes any."""
    own = tmp_path / "temporary"
    own.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(own))
    return own


def test_a_stop_leaves_no_thread_no_port_no_folder(folder: Path) -> None:
    alone = threads()
    with Sample():
        pass  # what the first start loads stays loaded
    files = descriptors()
    with Sample(faults.STORY) as sample:
        open_ports = {real for real in pins(sample.session).values() if connects(real)}
        assert len(open_ports) >= 9
        assert threads() == alone + 1
        visitor = Visitor(sample.session)
        visitor.arrives(names.URL)
        # one visitor who stays connected must not hold the end
        idle = socket.create_connection(pins(sample.session)[names.WEB, 443], 2)
    assert threads() == alone
    assert not any(connects(real) for real in open_ports)
    assert list(folder.iterdir()) == []
    idle.close()
    assert descriptors() <= files
    assert sample.troubles == []


def test_a_second_start_works_and_a_second_stop_does_nothing() -> None:
    sample = Sample()
    for _ in range(2):
        sample.start()
        assert Visitor(sample.session).arrives(names.URL)
        sample.stop()
        sample.stop()
    with pytest.raises(RuntimeError):
        _ = sample.session


def test_faults_can_be_set_before_the_start() -> None:
    sample = Sample()
    sample.switch_on("redirects/split")
    with sample:
        assert Visitor(sample.session).ask("https://www.club.example/").status == 200


def test_a_start_that_fails_says_so_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    alone = threads()

    def broken(_: Path) -> None:
        raise OSError("no room on the disk")

    monkeypatch.setattr("launchready.tour.sample.Community", broken)
    with pytest.raises(OSError, match="no room"):
        Sample().start()
    assert list(folder.iterdir()) == []
    assert threads() == alone


@pytest.mark.parametrize("port", [80, 443])
def test_garbage_ends_the_connection_and_nothing_else(sample: Sample, visitor: Visitor, port: int) -> None:
    where = pins(sample.session)[names.WEB, port]
    for junk in (
        b"\x00" * 50,
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01" + os.urandom(80),
        b"x" * 200_000 + b"\r\n\r\n",
    ):
        with socket.create_connection(where, 5) as raw:
            try:
                raw.sendall(junk)
                raw.shutdown(socket.SHUT_WR)
                while raw.recv(65_536):
                    pass
            except OSError:
                pass
    assert visitor.arrives(names.URL)


def test_a_body_that_is_too_big_is_refused(sample: Sample) -> None:
    with socket.create_connection(pins(sample.session)[names.WEB, 80], 5) as raw:
        raw.sendall(b"POST / HTTP/1.1\r\nHost: club.example\r\nContent-Length: 9999999\r\n\r\n" + b"a" * 70_000)
        assert raw.recv(200).startswith(b"HTTP/1.1 413")


def test_methods_and_heads(visitor: Visitor) -> None:
    assert visitor.ask(names.URL, method="HEAD").body == b""
    assert visitor.ask(names.URL, method="HEAD").headers["content-length"] != "0"
    assert visitor.ask(names.URL, method="DELETE").status == 405
    assert visitor.ask(names.URL, method="TRACE").status == 405


def test_a_connection_is_kept_for_the_next_request(sample: Sample) -> None:
    context = ssl.create_default_context(cafile=str(sample.session.ca))
    with (
        socket.create_connection(pins(sample.session)[names.WEB, 443], 5) as raw,
        context.wrap_socket(raw, server_hostname=names.ZONE) as tls,
    ):
        for _ in range(3):
            tls.sendall(b"GET /api/health HTTP/1.1\r\nHost: club.example\r\n\r\n")
            answer = b""
            while b'"database": "ok"}\n' not in answer:
                answer += tls.recv(4096)
            assert answer.startswith(b"HTTP/1.1 200")


def test_dns_garbage_is_dropped(sample: Sample, visitor: Visitor) -> None:
    host, port = sample.session.resolver.split(":")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        for junk in (b"", b"\x00", os.urandom(40), b"\x00\x01\x80\x00" + b"\x00" * 8):
            udp.sendto(junk, (host, int(port)))
    with socket.create_connection((host, int(port)), 5) as tcp:
        tcp.sendall(struct.pack("!H", 12) + os.urandom(12))
        tcp.settimeout(3)
        tcp.recv(100)
    assert visitor.addresses(names.ZONE) == [names.WEB]


def test_two_samples_do_not_disturb_each_other() -> None:
    with Sample() as one, Sample(["hosts/login-wall"]) as other:
        assert Visitor(one.session).arrives(names.URL)
        assert not Visitor(other.session).arrives(names.URL)


def test_switching_while_visitors_come_never_mixes_two_states(sample: Sample) -> None:
    problems: list[str] = []
    until = time.monotonic() + 1.5

    def visit() -> None:
        while time.monotonic() < until:
            location = Visitor(sample.session).ask("http://club.example/a").location
            if location not in ("https://club.example/a", "https://club.example/"):
                problems.append(str(location))

    visitors = [threading.Thread(target=visit) for _ in range(3)]
    for one in visitors:
        one.start()
    while time.monotonic() < until:
        sample.switch_on("redirects/path-lost")
        sample.switch_off("redirects/path-lost")
    for one in visitors:
        one.join()
    assert problems == []
