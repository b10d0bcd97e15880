"""What builders and templates put into a page's head until somebody replaces it."""

from dataclasses import dataclass
from datetime import date

from launchready.reference.read import table, value


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftovers:
    """Whole titles and descriptions, and parts of the addresses of pictures and icons; each names whose it is."""

    read_on: date
    sources: tuple[str, ...]
    title: dict[str, str]
    description: dict[str, str]
    picture: dict[str, str]
    icon: dict[str, str]

    def of(self, part: str, text: str) -> str:
        """Name the builder whose word or picture this is; empty: nobody's that is known."""
        low = text.strip().lower()
        if part in {"title", "description"}:
            return {"title": self.title, "description": self.description}[part].get(low, "")
        known = {"picture": self.picture, "icon": self.icon}[part]
        return next((builder for piece, builder in known.items() if piece in low), "")


def leftovers() -> Leftovers:
    """Read the table."""
    return value(table("leftovers.toml"), Leftovers, "leftovers")
