"""Which build of the app is live, as far as that can be told from outside; and what the repository holds."""

from dataclasses import dataclass
from datetime import datetime

from launchready.model.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """The build that one address serves.

    `files` are its own scripts and styles that the page names, as `path digest`, sorted (the digest is the
    first 16 hex digits of SHA-256 over the decoded body; of names with a content hash long pieces are cut);
    `hashed` counts those whose name carries a content hash. `markers` are what names the build itself (build
    id, version, deployment), as `name value`, sorted; `commit` the commit that it says it was built from.
    `gone` are the files that the page names and that are not there, seen twice; `entry_gone`: the script that
    builds the page is one of them. `blank`: the page holds hardly a word of its own. `markup` is a similarity
    hash of the page. `page` is the digest of a page that is served as a file (it has a validator), else
    empty. `modified` is Last-Modified of the page, as sent.
    """

    url: str
    host: str
    files: tuple[str, ...] = ()
    hashed: int = 0
    markers: tuple[str, ...] = ()
    commit: str = ""
    modified: str = ""
    gone: tuple[str, ...] = ()
    entry_gone: bool = False
    blank: bool = False
    markup: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(Fact):
    """The live build, and that of the builder's or host's own address when the founder named it (subject: SITE).

    `preview` is None when no such address is declared or it could not be seen.
    """

    live: Build
    preview: Build | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RepoHead(Fact):
    """The newest commit of the repository that the founder named (subject: SITE).

    `dirty`: there are changes that no commit holds; None: it could not be told. `branch` is empty when none
    is checked out. `known` are the full ids of the newest 500 commits, newest first.
    """

    commit: str
    committed_at: datetime
    branch: str
    dirty: bool | None
    known: tuple[str, ...] = ()
