"""What the owner handed us for this run: test members, how to sign in, a repository, a browser."""

from dataclasses import dataclass, field
from enum import StrEnum


class Encoding(StrEnum):
    """How a sign-in is sent."""

    FORM = "form"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A test member. `marker` is text that only this member's own pages show; empty: found by comparing."""

    name: str
    user: str = field(repr=False)
    password: str = field(repr=False)
    marker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginRecipe:
    """How to sign in by HTTP when the form cannot be found: where, how, and the names of the two fields."""

    url: str
    encoding: Encoding = Encoding.FORM
    user_field: str = "email"
    password_field: str = "password"  # noqa: S105 - the name of a field


@dataclass(frozen=True, slots=True, kw_only=True)
class Grants:
    """Everything beside the address. Credentials come from the environment that a trusted config names.

    `member_pages` are paths that only members see. `browser` is the Chromium to run; empty: none.
    `repo` is the folder of the app's code; empty: none.
    """

    members: tuple[Member, ...] = ()
    login: LoginRecipe | None = None
    member_pages: tuple[str, ...] = ()
    browser: str = ""
    repo: str = ""
