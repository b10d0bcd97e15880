"""The club's SQLite file: members, posts, sessions to book, bookings, orders, and who is signed in."""

import hashlib
import secrets
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from launchready.tour.community import seed

SCHEMA = """
CREATE TABLE member (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE, secret BLOB NOT NULL,
  salt BLOB NOT NULL, field TEXT NOT NULL, about TEXT NOT NULL, plan TEXT NOT NULL DEFAULT 'Free',
  host INTEGER NOT NULL DEFAULT 0);
CREATE TABLE login (token BLOB PRIMARY KEY, member INTEGER NOT NULL REFERENCES member) WITHOUT ROWID;
CREATE TABLE tried (email TEXT NOT NULL, client TEXT NOT NULL, at REAL NOT NULL, failed INTEGER NOT NULL);
CREATE INDEX tried_email ON tried (email, at);
CREATE TABLE mail (email TEXT NOT NULL, at REAL NOT NULL);
CREATE INDEX mail_email ON mail (email, at);
CREATE TABLE post (id INTEGER PRIMARY KEY, member INTEGER NOT NULL REFERENCES member, words TEXT NOT NULL);
CREATE TABLE meeting (id INTEGER PRIMARY KEY, title TEXT NOT NULL, time TEXT NOT NULL, seats INTEGER NOT NULL,
  about TEXT NOT NULL);
CREATE TABLE booking (member INTEGER NOT NULL REFERENCES member, meeting INTEGER NOT NULL REFERENCES meeting,
  PRIMARY KEY (member, meeting)) WITHOUT ROWID;
CREATE INDEX booking_meeting ON booking (meeting);
CREATE TABLE purchase (id INTEGER PRIMARY KEY, member INTEGER NOT NULL REFERENCES member, plan TEXT NOT NULL);
"""

# OWASP's setting for scrypt where 16 MiB are to spare: about 40 ms a try.
SCRYPT = {"n": 2**14, "r": 8, "p": 1}
MEMBER = "SELECT id, name, email, field, about, plan, host FROM member "
A_PAGE = 20


@dataclass(frozen=True)
class Member:
    """A member as the pages show one."""

    id: int
    name: str
    email: str
    field: str
    about: str
    plan: str
    host: bool


@dataclass(frozen=True)
class Post:
    """One line in the feed."""

    id: int
    member: int
    author: str
    words: str


@dataclass(frozen=True)
class Meeting:
    """A session with the seats that are left, and whether the reader has one."""

    id: int
    title: str
    when: str
    about: str
    seats: int
    left: int
    booked: bool


def _scramble(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=SCRYPT["n"], r=SCRYPT["r"], p=SCRYPT["p"])


def _member(row: tuple[int, str, str, str, str, str, int] | None) -> Member | None:
    return Member(*row[:6], host=bool(row[6])) if row else None


def _meeting(row: tuple[int, str, str, str, int, int, int]) -> Meeting:
    return Meeting(*row[:6], booked=bool(row[6]))


class Store:
    """All SQL of the club. One connection, used by one thread; every write is its own transaction."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        # The file dies with the sample: nothing is gained by waiting for the disk.
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute("PRAGMA foreign_keys = ON")
        self._db.executescript(SCHEMA)
        self._plant()

    def close(self) -> None:
        self._db.close()

    def _plant(self) -> None:
        salt = secrets.token_bytes(16)
        # One scrambled word for all of them: 240 separate ones would cost ten seconds at each start.
        secret = _scramble(seed.PASSWORD, salt)
        self._db.execute("BEGIN")
        self._db.executemany(
            "INSERT INTO member (id, name, email, secret, salt, field, about, plan, host) VALUES (?,?,?,?,?,?,?,?,?)",
            [
                (
                    n,
                    seed.name(n),
                    seed.email(n),
                    secret,
                    salt,
                    seed.field(n),
                    seed.about(n),
                    "Supporter" if n % 3 == 0 else "Free",
                    n == seed.HOST_NUMBER,
                )
                for n in range(1, seed.MEMBERS + 1)
            ],
        )
        self._db.executemany("INSERT INTO post (member, words) VALUES (?,?)", [seed.post(n) for n in range(96)])
        self._db.executemany(
            "INSERT INTO meeting (title, time, seats, about) VALUES (?,?,?,?)",
            [(m.title, m.when, m.seats, m.about) for m in seed.MEETINGS],
        )
        self._db.executemany(
            "INSERT INTO booking (member, meeting) VALUES (?,?)",
            [(n, 1) for n in range(20, 43)] + [(n, 2) for n in range(50, 57)] + [(n, 3) for n in range(60, 66)],
        )
        self._db.execute("COMMIT")

    # -- who is here
    def join(self, name: str, email: str, password: str) -> int | None:
        """The new member's number; None when the address is taken."""
        salt = secrets.token_bytes(16)
        try:
            row = self._db.execute(
                "INSERT INTO member (name, email, secret, salt, field, about) VALUES (?,?,?,?,?,?) RETURNING id",
                (name, email, _scramble(password, salt), salt, "New here", "Joined just now."),
            ).fetchone()
        except sqlite3.IntegrityError:
            return None
        return int(row[0])

    def check(self, email: str, password: str) -> int | None:
        """The member's number for the right word. An unknown address takes as long as a wrong word."""
        row = self._db.execute("SELECT id, secret, salt FROM member WHERE email = ?", (email,)).fetchone()
        number, secret, salt = row or (None, b"", b"no such member")
        return number if secrets.compare_digest(_scramble(password, salt), secret) else None

    def failures(self, email: str, since: float) -> int:
        """How often a sign-in with this address has failed."""
        return self._count("tried WHERE failed AND email = ? AND at >= ?", email, since)

    def tries(self, client: str, since: float) -> int:
        """How often somebody has tried to sign in from one connection, whether it went well or not."""
        return self._count("tried WHERE client = ? AND at >= ?", client, since)

    def tried(self, email: str, client: str, at: float, *, failed: bool) -> None:
        self._db.execute("INSERT INTO tried VALUES (?,?,?,?)", (email, client, at, failed))

    def mails(self, email: str, since: float) -> int:
        """How many mails about a new password were asked for."""
        return self._count("mail WHERE email = ? AND at >= ?", email, since)

    def mailed(self, email: str, at: float) -> None:
        """Note a mail. None is sent: the sample knows no mail server."""
        self._db.execute("INSERT INTO mail VALUES (?,?)", (email, at))

    def sign_in(self, token: str, member: int) -> None:
        self._db.execute("INSERT INTO login VALUES (?,?)", (_digest(token), member))

    def sign_out(self, token: str) -> None:
        self._db.execute("DELETE FROM login WHERE token = ?", (_digest(token),))

    def signed_in(self, token: str) -> Member | None:
        """Whose session that is. Only a hash of the token is kept: a copy of the file opens no session."""
        row = self._db.execute(MEMBER + "JOIN login ON login.member = member.id WHERE token = ?", (_digest(token),))
        return _member(row.fetchone())

    # -- members
    def member(self, number: int) -> Member | None:
        return _member(self._db.execute(MEMBER + "WHERE id = ?", (number,)).fetchone())

    def members(self, page: int) -> list[Member]:
        rows = self._db.execute(MEMBER + "ORDER BY id LIMIT ? OFFSET ?", (A_PAGE, A_PAGE * (page - 1)))
        return [member for row in rows if (member := _member(row))]

    def describe(self, number: int, about: str) -> None:
        self._db.execute("UPDATE member SET about = ? WHERE id = ?", (about, number))

    # -- the feed
    def posts(self, page: int, member: int | None = None) -> list[Post]:
        rows = self._db.execute(
            "SELECT post.id, member.id, member.name, words FROM post JOIN member ON member.id = post.member"
            " WHERE ?1 IS NULL OR member.id = ?1 ORDER BY post.id DESC LIMIT ?2 OFFSET ?3",
            (member, A_PAGE, A_PAGE * (page - 1)),
        )
        return [Post(*row) for row in rows]

    def write(self, member: int, words: str) -> None:
        self._db.execute("INSERT INTO post (member, words) VALUES (?,?)", (member, words))

    # -- sessions and the till
    def meetings(self, member: int | None) -> list[Meeting]:
        rows = self._db.execute(
            "SELECT id, title, time, about, seats, seats - (SELECT count(*) FROM booking WHERE meeting = meeting.id),"
            " EXISTS (SELECT 1 FROM booking WHERE meeting = meeting.id AND member = ?) FROM meeting ORDER BY id",
            (member,),
        )
        return [_meeting(row) for row in rows]

    def book(self, member: int, meeting: int) -> bool:
        """Take a seat; False when none is left. A second click changes nothing."""
        found = next((m for m in self.meetings(member) if m.id == meeting), None)
        if found is None or (found.left < 1 and not found.booked):
            return False
        self._db.execute("INSERT OR IGNORE INTO booking VALUES (?,?)", (member, meeting))
        return True

    def buy(self, member: int, plan: str) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        self._db.execute("INSERT INTO purchase (member, plan) VALUES (?,?)", (member, plan))
        self._db.execute("UPDATE member SET plan = ? WHERE id = ?", (plan, member))
        self._db.execute("COMMIT")

    def counts(self) -> dict[str, int]:
        """How many rows the admin page is about."""
        tables = ("member", "post", "booking", "purchase", "login")
        return {table: self._count(table) for table in tables}

    def _count(self, rows: str, *values: object) -> int:
        return int(self._db.execute(f"SELECT count(*) FROM {rows}", values).fetchone()[0])  # noqa: S608 - our own words


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
