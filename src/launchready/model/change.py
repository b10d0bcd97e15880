"""A dated change at a platform, as the calendar holds it."""

from dataclasses import dataclass
from datetime import date

from launchready.model.words import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformChange:
    """What changes at a platform on one day, and the signs by which it hits a site; every sign given must be there.

    `supabase_key`: the kind of key in the site's files. `host_below`: domains of which a host is named or called.
    `refused_path`: a shell pattern over the path of a call to such a host that was refused. `platforms`: slugs
    of which one serves the site. `own_server`: no known host or CDN serves it. `issuer`: how the organisation
    that issued the certificate is called, in lower case. `certificate_days_over`: the certificate lives longer.
    `note` is set when outside signs cannot tell whether anything must be done. `instead_of`: another change that
    need not be told then. `lasting`: it is told for as long as the signs are there.
    """

    id: str
    on: date
    sources: tuple[str, ...]
    read_on: date
    confidence: Confidence = Confidence.CONFIRMED
    supabase_key: str = ""
    host_below: tuple[str, ...] = ()
    refused_path: str = ""
    platforms: tuple[str, ...] = ()
    own_server: bool = False
    issuer: str = ""
    certificate_days_over: int = 0
    note: str = ""
    instead_of: str = ""
    lasting: bool = False
