"""The tools that people have their apps mended by, and what each can take (2026-11).

None of them publishes how long a message may be. The lengths are ours: a builder's chat does one thing at a
time and loses the end of a long message, an agent in the code reads a page.
"""

from dataclasses import dataclass

CHAT_CHARACTERS = 2400
AGENT_CHARACTERS = 6000


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """`runs_commands`: it has a shell of its owner's, so it can prove its own work.

    `longest` counts characters of one message. `publish` is how its work goes live, where it has a button for that.
    """

    slug: str
    name: str
    runs_commands: bool = False
    publish: str = ""

    @property
    def longest(self) -> int:
        """How long one message to it may be."""
        return AGENT_CHARACTERS if self.runs_commands else CHAT_CHARACTERS


TOOLS = (
    Tool(slug="lovable", name="Lovable", publish="In Lovable, open the project > Publish (top right) > Update"),
    Tool(slug="cursor", name="Cursor", runs_commands=True),
    Tool(slug="claude", name="Claude", runs_commands=True),
    Tool(slug="bolt", name="Bolt", publish="In Bolt, open the project > Publish (top right) > Update"),
    Tool(slug="base44", name="Base44", publish="In Base44, open the app > Publish > Publish changes"),
    Tool(slug="v0", name="v0", publish="In v0, open the chat > Publish (top right) > Publish Changes"),
    Tool(slug="replit", name="Replit", publish="In Replit, open the app > Publishing > Republish"),
)
SLUGS = tuple(tool.slug for tool in TOOLS)
_BY_SLUG = {tool.slug: tool for tool in TOOLS}

NOT_IN_THE_APP = frozenset({"dns", "registrar"})
"""What is mended there is no part of the app: a builder's chat cannot reach it."""


def tool_of(slug: str) -> Tool:
    """Give the tool of that slug. Raises `KeyError` for one that is not in `SLUGS`."""
    return _BY_SLUG[slug]


def can_mend(tool: Tool, where: str) -> bool:
    """Whether the tool can do something about a problem that is mended at `where`."""
    return tool.runs_commands or where not in NOT_IN_THE_APP
