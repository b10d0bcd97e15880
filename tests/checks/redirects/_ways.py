"""Short ways to say how an entry was followed, for the tables beside this file."""

from collections.abc import Mapping

from launchready.facts.http import End, Hop, HostAnswer, RedirectChain
from launchready.formats.url import PROBE, Url, parse
from launchready.model.subject import Subject
from tests.checks.cases import CLUB
from tests.checks.dns._pages import page

DEEP = f"launchready-1a2b3c4d/page?{PROBE}"
HTTP, HTTPS = "http://club.example/", "https://club.example/"
WWW_HTTP, WWW = "http://www.club.example/", "https://www.club.example/"
FLARE = {"cf_ray": True, "server": "cloudflare"}


def way(
    entry: str,
    *steps: str,
    end: End | None = None,
    on: Mapping[str, Mapping[str, object]] | None = None,
    site: str = CLUB.host,
    **more,
) -> RedirectChain:
    """An entry and what each request was answered with: "301 https://…" or a bare status at the end.

    `on` gives more about the hops whose address begins with its key. It is the target's own entry where it is CLUB's.
    """
    at, hops = entry, []
    for step in steps:
        status, _, location = step.partition(" ")
        hops.append(_hop(at, int(status), location, on or {}))
        at = location or at
    first, final = _url(entry), _url(at)
    deep = "/launchready-" in entry
    ended = end or (End.ANSWER if not steps[-1].partition(" ")[2] else End.LOOP)
    kept = final.path == first.path and final.query == first.query
    return RedirectChain(
        subject=Subject.site(site),
        entry=entry,
        entry_scheme=first.scheme,
        entry_host=first.host,
        hops=tuple(hops),
        end=ended,
        final_origin=final.origin,
        **{
            "final_url": at,
            "deep": deep,
            "with_cookies": False,
            "path_kept": kept if deep and ended is End.ANSWER else None,
            "is_target": entry == CLUB.url,
            **more,
        },
    )


def sound(*left_out: str) -> tuple[RedirectChain, ...]:
    """All entries of a sound site at club.example, but those that begin with one of these."""
    ways = []
    for path, status in (("", "200"), (DEEP, "404")):
        ways += [
            way(HTTPS + path, status),
            way(HTTP + path, f"301 {HTTPS}{path}", status),
            way(WWW + path, f"301 {HTTPS}{path}", status),
            way(WWW_HTTP + path, f"301 {WWW}{path}", f"301 {HTTPS}{path}", status),
        ]
    return tuple(one for one in ways if not one.entry.startswith(left_out))


def with_cookies(chain: RedirectChain, *steps: str, **more) -> RedirectChain:
    """The same entry, followed with a cookie jar."""
    return way(chain.entry, *steps, with_cookies=True, **more)


def answer(url: str, status: int = 200, **more) -> HostAnswer:
    """What a host serves at `/`; what is not about the answer is about its page."""
    about = {key: more.pop(key) for key in ("sign_in", "leads_to", "sign_in_path", "sign_in_password") if key in more}
    there = _url(url)
    return HostAnswer(
        subject=Subject.host(there.host), scheme=there.scheme, reached=True, page=page(status=status, **more), **about
    )


def dead(url: str, detail: str = "refused") -> HostAnswer:
    """A host that does not answer by this scheme."""
    there = _url(url)
    return HostAnswer(subject=Subject.host(there.host), scheme=there.scheme, reached=False, detail=detail)


def _hop(at: str, status: int, location: str, on: Mapping[str, Mapping[str, object]]) -> Hop:
    url = _url(at)
    more = {key: value for prefix, given in on.items() if at.startswith(prefix) for key, value in given.items()}
    return Hop(
        url=at,
        scheme=url.scheme,
        host=url.host,
        port=url.port,
        path=url.path,
        status=status,
        location=location,
        **more,
    )


def _url(text: str) -> Url:
    url = parse(text)
    assert isinstance(url, Url), text
    return url
