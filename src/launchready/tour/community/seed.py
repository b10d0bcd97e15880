"""The sample's people and their words: 240 members with a number for a name, and lines that say they are samples."""

from dataclasses import dataclass

MEMBERS = 240
# One word for all sample members. It opens nothing but a sample on loopback that lives for minutes.
PASSWORD = "only-a-sample"  # noqa: S105 - shown on the sample's own sign-in page
HOST_NUMBER = 1

FIELDS = ("Coaching", "Nutrition", "Running", "Career change", "Writing", "Leadership", "Sleep", "Money habits")

POSTS = (
    "My week in one line: three walks, two early nights, one hard talk that went well.",
    "What helped me most: write the first sentence before you read any mail.",
    "Question for Thursday: how do you start when the first step is dull?",
    "I tried the ten-minute rule from last session. It held for six days out of seven.",
    "Looking for someone to practise a short talk with. Twenty minutes, any evening.",
    "Small win: I said no to one thing and finished another.",
    "The worksheet of session two is in the library. Page three is the useful one.",
    "Reminder to myself: a plan that fits on one card is a plan I follow.",
)


@dataclass(frozen=True)
class Meeting:
    """A session that members can book."""

    title: str
    when: str
    seats: int
    about: str


MEETINGS = (
    Meeting("Demo on Thursday", "Thursday, 19:00", 60, "Twenty guests, one hour: what the club is and who is in it."),
    Meeting("First steps", "Monday, 18:00", 12, "For everybody who joined this month. Bring one question."),
    Meeting("Hot seat", "Tuesday, 12:30", 6, "One member, one problem, six people who think along."),
    Meeting("Quiet hour", "Friday, 08:00", 30, "Cameras on, microphones off, everybody works on their own thing."),
)


def name(number: int) -> str:
    return f"Member {number}"


def email(number: int) -> str:
    """Under a name that can have no mailbox (RFC 2606)."""
    return f"member{number}@members.invalid"


def about(number: int) -> str:
    return f"Sample member number {number}. Here for {FIELDS[number % len(FIELDS)].lower()}."


def field(number: int) -> str:
    return FIELDS[number % len(FIELDS)]


def post(index: int) -> tuple[int, str]:
    """The author's number and the words of one sample post."""
    return 2 + (index * 37) % (MEMBERS - 1), POSTS[index % len(POSTS)]
