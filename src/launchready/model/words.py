"""Closed sets of words: the enums that appear in facts, findings and run/1."""

from enum import StrEnum


class Area(StrEnum):
    """What a founder must be able to trust; a check belongs to exactly one."""

    PUBLIC_FACE = "public-face"
    MAIL = "mail"
    SECRETS = "secrets-and-settings"
    MEMBERS_DATA = "members-data"
    DEMO_PATH = "demo-path"
    SPEED = "speed"
    WATCH = "watch"
    HANDOVER = "handover"


class Level(StrEnum):
    """How much a finding matters, in the order in which people act."""

    BLOCKER = "BLOCKER"
    IMPORTANT = "IMPORTANT"
    OPTIONAL = "OPTIONAL"

    @property
    def rank(self) -> int:
        """0 for the worst; used to sort."""
        return _LEVEL_RANK[self]


_LEVEL_RANK = {Level.BLOCKER: 0, Level.IMPORTANT: 1, Level.OPTIONAL: 2}


class Confidence(StrEnum):
    """How sure we are; only CONFIRMED may block (LIKELY in repository facts)."""

    CONFIRMED = "CONFIRMED"
    LIKELY = "LIKELY"
    POSSIBLE = "POSSIBLE"


class Status(StrEnum):
    """What a check answered for one subject."""

    PASS = "PASS"  # noqa: S105 - a status, not a password
    FAIL = "FAIL"
    UNKNOWN = "UNKNOWN"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    ERROR = "ERROR"


class Answer(StrEnum):
    """The verdict on an area or on the whole target."""

    READY = "READY"
    READY_IF = "READY_IF"
    NOT_YET = "NOT_YET"
    CANNOT_TELL = "CANNOT_TELL"
    NOT_LOOKED_AT = "NOT_LOOKED_AT"


class GapReason(StrEnum):
    """Why an observation is missing."""

    NO_CONSENT = "NO_CONSENT"
    NO_ACCESS = "NO_ACCESS"
    BLOCKED = "BLOCKED"
    FAILED = "FAILED"
    TIMED_OUT = "TIMED_OUT"
    NOT_RUN = "NOT_RUN"
    NOT_RECORDED = "NOT_RECORDED"
    NOT_PUBLISHED = "NOT_PUBLISHED"
    UNSTABLE = "UNSTABLE"


class Effect(StrEnum):
    """What a gatherer does to the world; everything above LOOK needs consent."""

    LOOK = "LOOK"
    ASK = "ASK"
    CHANGE = "CHANGE"
    STRESS = "STRESS"
    SPEND = "SPEND"


class Source(StrEnum):
    """Where a gatherer must be able to reach."""

    OUTSIDE = "outside"
    BROWSER = "browser"
    REPO = "repo"
    TOKEN = "token"  # noqa: S105 - the name of a source, not a token
    DB = "db"
    TELEMETRY = "telemetry"
    MAILBOX = "mailbox"
    ACCOUNTS = "accounts"
    ANSWERS = "answers"


class Who(StrEnum):
    """Who can carry out a fix."""

    FOUNDER = "founder"
    AGENT = "agent"
    ENGINEER = "engineer"
