"""Pages as they were seen, for the cases about headers, cookies and health."""

from launchready.facts.page import CookieSeen, Form, FormPurpose, Meta, Page, PageHeaders, PageRole
from launchready.formats.url import Url, parse
from launchready.model.subject import Subject

HOME = "https://club.example/"
LOGIN = "https://club.example/login"
SAFE = {
    "csp": "default-src 'self'; frame-ancestors 'self'",
    "frame_options": "SAMEORIGIN",
    "content_type_options": "nosniff",
    "referrer_policy": "strict-origin-when-cross-origin",
    "permissions_policy": "geolocation=()",
}


def page(url: str = HOME, status: int = 200, **more) -> Page:
    """A page; what begins like a header of `PageHeaders` goes there."""
    read = parse(url)
    assert isinstance(read, Url)
    headers = {name: more.pop(name) for name in tuple(more) if name in PageHeaders.__dataclass_fields__}
    words = {
        "role": PageRole.LOGIN if read.path == "/login" else PageRole.LANDING if read.path == "/" else PageRole.LINKED,
        "rendered": False,
        "content_type": "text/html",
        "shell": False,
        "words": 120,
        "bytes": 9000,
        "meta": Meta(title="Calm Club"),
        "headers": PageHeaders(**headers),
    }
    return Page(subject=Subject.host(read.host), url=url, path=read.path, status=status, **{**words, **more})


def form(purpose: FormPurpose, action: str = HOME, method: str = "post") -> Form:
    read = parse(action)
    assert isinstance(read, Url)
    return Form(
        action=action,
        action_scheme=read.scheme,
        action_host=read.host,
        method=method,
        purpose=purpose,
        fields=("email",),
    )


def cookie(name: str = "sessionid", flags: str = "", host: str = "club.example", **more) -> CookieSeen:
    """A cookie with these of `secure`, `http_only`, `lax`, `none`; sessions are told by the name."""
    said = flags.split()
    return CookieSeen(
        name=name,
        session=more.pop("session", True),
        secure="secure" in said,
        http_only="http_only" in said,
        same_site=next((word for word in said if word in {"lax", "strict", "none"}), ""),
        host=host,
        **more,
    )
