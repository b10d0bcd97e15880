"""Which build of the app is live, as far as that can be told from outside; and what the repository holds."""

from dataclasses import dataclass
from datetime import datetime

from launchready.model.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """The build that one address serves.

    `files` are the names of its scripts and styles that carry a content hash or whose content was
    hashed, as `path digest`, sorted; `markers` what names the build itself (build id, commit, version),
    as `name value`; `gone` the files that its page names and that are not there. `markup` is a
    similarity hash of the page. `modified` is Last-Modified of the page, as sent.
    """

    url: str
    host: str
    files: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    commit: str = ""
    modified: str = ""
    gone: tuple[str, ...] = ()
    markup: str = ""

    @property
    def told(self) -> bool:
        """Whether anything names the build, so that another build would look different."""
        return bool(self.files or self.markers or self.commit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(Fact):
    """The live build, and that of the builder's or host's own address when the founder named it (subject: SITE).

    `preview` is None when no such address is declared or it could not be seen.
    """

    live: Build
    preview: Build | None = None

    def identity(self) -> tuple[str, ...]:
        """The names and hashes of the build's files and its markers: drift does not watch them."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RepoHead(Fact):
    """The newest commit of the repository that the founder named (subject: SITE).

    `dirty`: there are changes that no commit holds. `branch` is empty when none is checked out.
    `known` are the full ids of the newest 500 commits, newest first.
    """

    commit: str
    committed_at: datetime
    branch: str
    dirty: bool
    known: tuple[str, ...] = ()
