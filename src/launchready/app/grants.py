"""What the owner handed us for one run: test members, a way to sign in, code, a browser, and the sources these open."""

import os
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec

from launchready.app.request import Request, UsageError
from launchready.config.structs import ActingEntry, Config, LoginEntry, MemberEntry
from launchready.formats.url import Url, parse
from launchready.model.target import Target
from launchready.model.words import Source
from launchready.observe.grants import Grants, LoginRecipe, Member

MOST_PAGES = 3
BROWSER = "launchready.observe.browser.program"
NEEDED_MEMBERS = 2
"""One alone cannot show that he sees what is another's."""


def grants_of(target: Target, request: Request, config: Config, environ: Mapping[str, str] = os.environ) -> Grants:
    """Gather what was handed over. Raises `UsageError` for what is named and not there."""
    acting = config.acting
    if len(acting.member_pages) > MOST_PAGES:
        msg = f"launchready.toml, acting.member_pages: {len(acting.member_pages)} pages; name at most {MOST_PAGES}."
        raise UsageError(msg)
    return Grants(
        members=tuple(_member(entry, environ) for entry in acting.members),
        login=_recipe(acting.login, target) if acting.login else None,
        member_pages=tuple(_page(page, target) for page in acting.member_pages),
        browser=_browser(),
        repo=_repo(request),
        tries=_tries(acting),
        no_cache=acting.no_cache,
    )


def sources_of(target: Target, grants: Grants) -> tuple[Source, ...]:
    """Name what can be reached with these grants."""
    there = {
        Source.OUTSIDE: True,
        Source.BROWSER: bool(grants.browser),
        Source.REPO: bool(grants.repo),
        Source.ACCOUNTS: len(grants.members) >= NEEDED_MEMBERS,
        Source.ANSWERS: target.guests > 0,
    }
    return tuple(source for source, here in there.items() if here)


def _member(entry: MemberEntry, environ: Mapping[str, str]) -> Member:
    return Member(
        name=entry.name,
        user=_from(environ, entry.user_env, entry.name),
        password=_from(environ, entry.password_env, entry.name),
        marker=entry.marker,
    )


def _from(environ: Mapping[str, str], name: str, member: str) -> str:
    value = environ.get(name, "")
    if not value:
        msg = f"The test member {member!r} signs in with the environment variable {name}, which is not set here."
        raise UsageError(msg)
    return value


def _recipe(entry: LoginEntry, target: Target) -> LoginRecipe:
    return LoginRecipe(
        url=_inside(entry.url, target, "acting.login.url").text,
        encoding=entry.encoding,
        user_field=entry.user_field,
        password_field=entry.password_field,
        token_field=entry.token_field,
        headers=tuple(entry.headers.items()),
    )


def _page(text: str, target: Target) -> str:
    url = _inside(text, target, "acting.member_pages")
    if url.query:
        msg = f"launchready.toml, acting.member_pages: {text!r} has a query; name the path alone."
        raise UsageError(msg)
    return url.text


def _inside(text: str, target: Target, key: str) -> Url:
    """Read an address, relative to the site's own."""
    base = parse(target.url)
    url = parse(text, base if isinstance(base, Url) else None)
    if not isinstance(url, Url):
        msg = f"launchready.toml, {key}: {text!r} is no address. Write a path like /login, or a whole address."
        raise UsageError(msg)
    return url


def _repo(request: Request) -> str:
    if request.repo is None:
        return ""
    folder = request.folder / request.repo
    if not folder.is_dir():
        msg = f"--repo: there is no folder {request.repo}. Name the folder that holds the app's code."
        raise UsageError(msg)
    return str(folder)


def _tries(acting: ActingEntry) -> int:
    """Give how many failed sign-ins may be made; that a number is not too small was asked when the config was read."""
    return acting.limit_tries or Grants().tries


def _browser() -> str:
    """Find the browser, where this build can drive one."""
    if find_spec(BROWSER.rpartition(".")[0]) is None or find_spec(BROWSER) is None:
        return ""
    return str(import_module(BROWSER).find_program() or "")
