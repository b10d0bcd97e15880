"""What a visitor sees at an address that does not exist."""

from dataclasses import dataclass

from launchready.model.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage(Fact):
    """The answer to an address that no site has, redirects followed (subject: SITE); `url` is masked.

    `trail`: kinds of stack trace or debug page recognised in it (`debug:django`, `trace:node` ...).
    `secret_names`: names of settings whose values it shows. `versions`: headers that name software with its
    version, as `name: value`.
    """

    url: str
    host: str
    status: int
    content_type: str
    trail: tuple[str, ...] = ()
    secret_names: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
