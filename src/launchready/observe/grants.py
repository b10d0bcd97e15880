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
    """How to sign in by HTTP when the form cannot be found: where, how, and the names of the two fields.

    `token_field`: where in a JSON answer the bearer token stands (`session.access_token`); empty: cookies
    keep the member signed in. `headers` are sent along, such as a provider's public key.
    """

    url: str
    encoding: Encoding = Encoding.FORM
    user_field: str = "email"
    password_field: str = "password"  # noqa: S105 - the name of a field
    token_field: str = ""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grants:
    """Everything beside the address. Credentials come from the environment that a trusted config names.

    `member_pages` are paths that only members see. `browser` is the Chromium to run; empty: none.
    `repo` is the folder of the app's code; empty: none. `proven` are the hosts whose control was proven at
    this run: what changes or strains something goes to no other. `tries` is how many failed sign-ins may be made.
    `no_cache`: the owner says that nothing before the app keeps pages.
    """

    members: tuple[Member, ...] = ()
    login: LoginRecipe | None = None
    member_pages: tuple[str, ...] = ()
    browser: str = ""
    repo: str = ""
    proven: tuple[str, ...] = ()
    tries: int = 12
    no_cache: bool = False
