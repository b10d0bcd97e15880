"""Dated data: what providers look like, what they call things, which words mean what.

Each table says when it was read and where from. Nothing is read before `load()` is called.
"""

from launchready.reference.book import Reference, load
from launchready.reference.values import (
    About,
    CaIssuer,
    Claimable,
    DnsHost,
    ExposedPath,
    FormField,
    Holds,
    HostWord,
    Platform,
    PlatformKind,
    ServerCompany,
    SignInRule,
    Sleep,
    Takeover,
    WallRule,
    WantedAt,
    WordRole,
)

__all__ = [
    "About",
    "CaIssuer",
    "Claimable",
    "DnsHost",
    "ExposedPath",
    "FormField",
    "Holds",
    "HostWord",
    "Platform",
    "PlatformKind",
    "Reference",
    "ServerCompany",
    "SignInRule",
    "Sleep",
    "Takeover",
    "WallRule",
    "WantedAt",
    "WordRole",
    "load",
]
