import gzip
import io
import json
import tarfile
import zipfile

import pytest

from launchready.facts.exposed import Shape
from launchready.formats.exposed import SHAPES, recognise
from launchready.formats.exposed_archives import members

PAGE = (
    b"<!doctype html><html><head><title>Calm Club</title></head><body>[core] ref: refs/heads/main A=1 services: image:"
)
LATE_PAGE = b"DB_PASSWORD=1\nA=2\n<html><body>503 Service Unavailable"
KEY = b"-----BEGIN OPENSSH PRIVATE KEY-----\n" + b"b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAA\n" * 3
GIT = b'[core]\n\tbare = false\n[remote "origin"]\n\turl = https://github.example/club/app.git\n'
MYSQL = (
    b"-- MySQL dump 10.13\nCREATE TABLE `members` (\n  `id` int\n);\nINSERT INTO `members` VALUES (1,'Member 17');\n"
)
POSTGRES = b"--\n-- PostgreSQL database dump\n--\nCREATE TABLE public.members (\n id integer\n);\nCOPY public.members (id) FROM stdin;\n"
COMPOSE = b"services:\n  web:\n    build: .\n    environment:\n      - SECRET_KEY=h7Gs9sQpLL\n      POSTGRES_PASSWORD: ${PW}\n"
ACCOUNT = json.dumps(
    {"type": "service_account", "project_id": "club", "private_key": "-----BEGIN PRIVATE KEY-----\nMIIE"}
).encode()
AGENT = json.dumps(
    {"permissions": {"allow": ["Bash(ls)"]}, "mcpServers": {"db": {"env": {"DB_PASSWORD": "h7Gs9sQp", "N": 1}}, "x": 3}}
).encode()


def zipped(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, b"content")
    return target.getvalue()


def tarred(name: str) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        info = tarfile.TarInfo(name)
        archive.addfile(info, io.BytesIO(b""))
    return target.getvalue()


@pytest.mark.parametrize("shape", sorted(SHAPES))
@pytest.mark.parametrize(
    "body", [PAGE, LATE_PAGE, b"", b"  \n", b"{}", b"[]", b"not found", b"\x00\x01\x02\x03", b"{" * 5000]
)
def test_pages_and_nothing_are_no_files(shape, body):
    assert recognise(shape, body) is None


@pytest.mark.parametrize(
    ("shape", "body", "names", "secret"),
    [
        (Shape.ENV, b"SECRET_KEY=h7Gs9sQpLL\nPORT=3000\n", ("SECRET_KEY", "PORT"), ("SECRET_KEY",)),
        (Shape.GIT_HEAD, b"ref: refs/heads/main\n", (), ()),
        (Shape.GIT_HEAD, b"0123456789abcdef0123456789abcdef01234567", (), ()),
        (Shape.GIT_CONFIG, GIT, ("core", 'remote "origin"'), ()),
        (Shape.GIT_CONFIG, GIT.replace(b"//", b"//club:t0ken@"), ("core", 'remote "origin"'), ("url",)),
        (Shape.SQL_DUMP, MYSQL, ("members",), ()),
        (Shape.SQL_DUMP, POSTGRES, ("members",), ()),
        (Shape.SQL_DUMP, b"PGDMP\x01\x0e\x00", (), ()),
        (Shape.SQL_DUMP, b"CREATE TABLE a (id int);\nINSERT INTO a VALUES (1);", ("a",), ()),
        (Shape.SQLITE, b"SQLite format 3\x00" + b"\x00" * 80 + b"CREATE TABLE IF NOT EXISTS members (id)", ("members",), ()),
        (Shape.PRIVATE_KEY, KEY, (), ()),
        (Shape.AWS, b"[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLA\naws_secret_access_key = h7Gs9sQpLLh7Gs9sQpLL\n", ("aws_access_key_id", "aws_secret_access_key"), ("aws_access_key_id", "aws_secret_access_key")),
        (Shape.PHP_SETTINGS, b"<?php define('DB_NAME', 'club'); define( 'DB_PASSWORD', 'h7Gs9sQp' );", ("DB_NAME", "DB_PASSWORD"), ("DB_PASSWORD",)),
        (Shape.NPMRC, b"registry=https://npm.example/\n//npm.example/:_authToken=h7Gs9sQpLL\n", ("_authToken",), ("_authToken",)),
        (Shape.NPMRC, b"//npm.example/:_auth=h7Gs9sQpLL\n", ("_auth",), ("_auth",)),
        (Shape.COMPOSE, COMPOSE, ("SECRET_KEY", "POSTGRES_PASSWORD"), ("SECRET_KEY",)),
        (Shape.SERVICE_ACCOUNT, ACCOUNT, ("type", "project_id", "private_key"), ("private_key",)),
        (Shape.AGENT_SETTINGS, AGENT, ("permissions", "mcpServers"), ("DB_PASSWORD",)),
        (Shape.VENV, b"home = /usr/bin\nversion = 3.11.7\n", (), ()),
        (Shape.DS_STORE, b"\x00\x00\x00\x01Bud1\x00\x00", (), ()),
        (Shape.ARCHIVE, zipped("app.py", "logo.svg"), ("app.py", "logo.svg"), ()),
    ],
)  # fmt: skip
def test_files_of_the_workshop(shape, body, names, secret):
    found = recognise(shape, body)
    assert found is not None
    assert (found.names, found.secret_names) == (names, secret)


@pytest.mark.parametrize(
    ("shape", "body"),
    [
        (Shape.ENV, b"error=notfound\n"),
        (Shape.ENV, b"The page that you look for\nis not here.\nA=1"),
        (Shape.GIT_HEAD, b"heads up"),
        (Shape.GIT_CONFIG, b"[user]\nname = x"),
        (Shape.SQL_DUMP, b"-- a remark\nSELECT 1;"),
        (Shape.SQL_DUMP, b"\x00\x01"),
        (Shape.PRIVATE_KEY, b"ssh-rsa AAAAB3NzaC1yc2E member-17"),
        (Shape.PRIVATE_KEY, b"-----BEGIN PUBLIC KEY-----\n" + b"A" * 60),
        (Shape.AWS, b"aws_access_key_id"),
        (Shape.PHP_SETTINGS, b"<?php echo 1;"),
        (Shape.NPMRC, b"registry=https://npm.example/\n"),
        (Shape.COMPOSE, b"services:\n  nothing: here\n"),
        (Shape.SERVICE_ACCOUNT, b'{"apiKey": "AIza", "authDomain": "club.example"}'),
        (Shape.AGENT_SETTINGS, b'{"theme": "dark"}'),
        (Shape.AGENT_SETTINGS, b"[1]"),
        (Shape.VENV, b"home = /usr/bin\n"),
        (Shape.SQLITE, b"SQLite"),
        (Shape.DS_STORE, b"Bud1"),
    ],
)
def test_what_only_resembles_them(shape, body):
    assert recognise(shape, body) is None


def test_placeholders_are_seen_as_such():
    for shape, body in (
        (Shape.ENV, b"API_KEY=your-key\nSECRET_KEY=changeme\n"),
        (Shape.NPMRC, b"//npm.example/:_authToken=${NPM_TOKEN}\n"),
        (Shape.AWS, b"[default]\naws_access_key_id=\naws_secret_access_key=\n"),
        (Shape.AGENT_SETTINGS, b'{"env": {"API_KEY": "${API_KEY}"}}'),
    ):
        found = recognise(shape, body)
        assert found is not None
        assert not found.filled
        assert not found.secret_names


def test_archives_and_what_they_hold():
    assert members(zipped("a.pdf", "img/", "img/b.png")) is not None
    assert not members(zipped("a.pdf", "img/b.png")).of_a_program
    assert members(zipped("img/")).of_a_program
    assert members(gzip.compress(tarred("app/settings.py"))).names == ("app/settings.py",)
    assert members(tarred("logo.png")) == members(gzip.compress(tarred("logo.png")))
    assert members(gzip.compress(MYSQL)).of_a_program
    assert members(b"Rar!\x1a\x07\x01").of_a_program
    assert members(b"7z\xbc\xaf\x27\x1c").of_a_program
    assert members(gzip.compress(b"  <html>")) is None
    assert members(b"\x1f\x8b\x08broken") is None
    assert members(b"nothing") is None
    assert members(b"x" * 600) is None


def test_an_archive_that_is_cut_in_a_name():
    whole = zipped("one.py", "two.py")
    cut = whole[: 30 + 3]
    assert members(cut).names == ()
    assert members(zipped(*(f"{n}.py" for n in range(60)))).names[-1] == "39.py"
    assert recognise(Shape.ARCHIVE, b"PK\x05\x06") is None
