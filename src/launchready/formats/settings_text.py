"""Settings as they stand in files: their names, and whether a value is real, a placeholder, or public (sans-I/O)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MOST_NAMES = 40

_LINE = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_.]{0,79})\s*=(.*)")
_SECRET_NAME = re.compile(
    r"""secret | token | passw | (^|_)(pwd|pass|psw)($|_) | credential | (^|_)(dsn|salt)($|_) | service_role | (^|_)key$
    | (api|access|private|signing|encryption|master|service|auth|app)_?key | webhook
    | (database|db|postgres|mongo|mongodb|mysql|redis|amqp|smtp|mail)_?(url|uri)""",
    re.VERBOSE | re.IGNORECASE,
)
# What a bundler puts into the page by the name's first part, and what its owner calls public.
_PUBLIC_NAME = re.compile(
    r"""^(vite|next_public|react_app|public|expo_public|nuxt_public|gatsby|vue_app)_ | publishable | anon_key
    | public_key | sentry_dsn""",
    re.VERBOSE | re.IGNORECASE,
)
# Credentials that their own form gives away, whatever the setting is called.
_SECRET_VALUE = re.compile(
    r"""(sk|rk)_(live|test)_\w{8} | sk-(proj-|ant-)?[\w-]{16} | AKIA[0-9A-Z]{16} | gh[pousr]_\w{20} | github_pat_\w{20}
    | xox[abp]- | SG\.[\w-]{16} | re_\w{16} | -----BEGIN\ [A-Z ]*PRIVATE\ KEY | \w+://[^/\s:@]*:[^/\s:@]+@""",
    re.VERBOSE,
)
_PLACEHOLDER = re.compile(
    r"""\W* | <.*> | \$\{.*\} | \{\{.*\}\} | %.*% | (your|my|insert|enter|put|replace|add)[\s_-].* | .*[_-]here
    | .*(change|replace)[\s_-]?(me|this|it).* | .*placeholder.* | .*(x{4}|\*{3}|\.\.\.).*
    | (sk|pk|rk)_(live|test)_your.* | todo | tbd | fixme | none | null | undefined | true | false | example | secret
    | password | dummy | sample | xxx""",
    re.VERBOSE | re.IGNORECASE,
)
_USERINFO = re.compile(r"\w+://([^/\s:@]*):([^/\s@]*)@")


@dataclass(frozen=True, slots=True)
class Settings:
    """The names of settings in a text, those that hold a secret, and whether any is filled in at all."""

    names: tuple[str, ...]
    secret_names: tuple[str, ...]
    filled: bool


def pairs(text: str) -> Iterator[tuple[str, str]]:
    """Each `NAME=value` line; the value without its quotes and without a remark behind it."""
    for line in text.splitlines():
        found = _LINE.fullmatch(line.strip())
        if found:
            yield found[1], unquoted(found[2].strip())


def unquoted(value: str) -> str:
    """A value without the quotes around it, or without the remark behind it where it has none."""
    if value[:1] in {'"', "'"}:
        return value[1:].partition(value[0])[0]
    return value.partition(" #")[0].strip()


def is_settings(text: str) -> bool:
    """Whether the text is `NAME=value` lines and remarks, and little else."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    fitting = [line for line in lines if _LINE.fullmatch(line)]
    return bool(fitting) and len(fitting) * 10 >= len(lines) * 6


def read(settings: Iterable[tuple[str, str]]) -> Settings:
    """Sort names out by what stands behind them. Values are looked at and forgotten."""
    names: dict[str, None] = {}
    secret: dict[str, None] = {}
    filled = False
    for name, value in settings:
        names[name] = None
        if is_placeholder(value):
            continue
        if is_secret(name, value):
            secret[name] = None
        filled = filled or name in secret or not _PUBLIC_NAME.search(name)
    return Settings(tuple(names)[:MOST_NAMES], tuple(secret)[:MOST_NAMES], filled)


def is_secret(name: str, value: str) -> bool:
    """Whether a value that is no placeholder is a secret, by its own form or by what its name says."""
    if _SECRET_VALUE.search(value):
        return True
    return _SECRET_NAME.search(name) is not None and _PUBLIC_NAME.search(name) is None and len(value) >= 4


def is_placeholder(value: str) -> bool:
    """Whether a value stands for one that somebody has yet to fill in, or opens nothing."""
    if len(value) > 300:
        return False
    inside = _USERINFO.search(value)
    if inside is not None:
        user, password = inside[1], inside[2]
        return password in {"", user} or _PLACEHOLDER.fullmatch(password) is not None
    return _PLACEHOLDER.fullmatch(value) is not None
