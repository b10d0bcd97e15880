"""What every page of the club has around it: head, banner, navigation, foot."""

from launchready.tour import names
from launchready.tour.community.assets import CARD, icon, style
from launchready.tour.community.html import Html, fill, join
from launchready.tour.community.store import Member
from launchready.tour.community.visit import Visit
from launchready.tour.message import HTML, Response

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · Demo Club</title>
<meta name="description" content="{description}">
<link rel="canonical" href="{here}">
<meta property="og:type" content="website">
<meta property="og:site_name" content="Demo Club">
<meta property="og:title" content="{title} · Demo Club">
<meta property="og:description" content="{description}">
<meta property="og:url" content="{here}">
<meta property="og:image" content="{card}">
<meta name="twitter:card" content="summary_large_image">
<meta name="theme-color" content="#0f766e">
<link rel="icon" href="{icon}" type="image/svg+xml">
<link rel="stylesheet" href="{style}">
</head>
<body>
<a class="skip" href="#main">To the content</a>
<p class="banner"><strong>Demo on Thursday</strong> <span>19:00 · a sample club</span></p>
<header class="top"><div class="wide">
<a class="brand" href="/"><span class="mark" aria-hidden="true"></span>Demo Club</a>
{account}
</div></header>
{tabs}
<main id="main" class="{kind}">
{body}
</main>
<footer class="foot"><div class="wide">
<p>A sample that <code>launchready tour</code> runs on this machine. All 240 members are samples.</p>
<p><a href="https://blog.club.example/">Notes</a> <a href="https://app.club.example/">App</a>
<a href="https://api.club.example/api/health">API</a> <a href="https://admin.club.example/">Host’s desk</a></p>
</div></footer>
</body>
</html>
"""

TABS = (("/feed", "Feed"), ("/sessions", "Sessions"), ("/members", "Members"), ("/me", "You"))
DESCRIPTION = "A small club for people who want to keep what they set out to do. A sample with 240 sample members."


def page(visit: Visit, title: str, body: Html, *, status: int = 200, kind: str = "narrow") -> Response:
    """A whole page. A member's page is kept by nobody but the member's own browser, and not even there."""
    here = f"https://{names.ZONE}{visit.request.path}"
    text = fill(
        PAGE,
        title=title,
        description=DESCRIPTION,
        here=here,
        card=f"https://{names.ZONE}{CARD}",
        icon=icon(),
        style=style(),
        account=_account(visit),
        tabs=_tabs(visit),
        kind=kind,
        body=body,
    )
    cache = "private, no-store" if visit.member else "no-cache"
    headers = (("Content-Type", HTML), ("Cache-Control", cache), ("Vary", "Cookie"))
    return Response(status, headers, text.encode())


def _account(visit: Visit) -> Html:
    if visit.member is None:
        return Html(
            '<nav class="account" aria-label="Account"><a href="/login">Sign in</a>'
            '<a class="button small" href="/signup">Join</a></nav>'
        )
    return fill(
        '<form class="account" method="post" action="/logout"><input type="hidden" name="csrf" value="{csrf}">'
        '<a href="/me">{avatar}<span class="who">{name}</span></a><button class="quiet small">Sign out</button></form>',
        csrf=visit.csrf,
        avatar=avatar(visit.member.id),
        name=visit.member.name,
    )


def _tabs(visit: Visit) -> Html:
    if visit.member is None:
        return Html("")
    links = (
        fill(
            '<a href="{href}"{here}>{word}</a>',
            href=href,
            word=word,
            here=Html(' aria-current="page"') if f"{visit.request.path}/".startswith(f"{href}/") else "",
        )
        for href, word in TABS
    )
    return Html(f'<nav class="tabs" aria-label="Club"><div class="wide">{join(links)}</div></nav>')


def avatar(number: int) -> Html:
    """A disc with the member's number, in one of eight colours."""
    return fill('<span class="disc c{colour}" aria-hidden="true">{number}</span>', colour=number % 8, number=number)


def hidden(visit: Visit) -> Html:
    """The field that ties a form to its visitor."""
    return fill('<input type="hidden" name="csrf" value="{csrf}">', csrf=visit.csrf)


def notice(words: str, kind: str = "good") -> Html:
    return fill('<p class="notice {kind}" role="status">{words}</p>', kind=kind, words=words) if words else Html("")


def card_of(member: Member) -> Html:
    return fill(
        '<a class="card person" href="/members/{id}">{avatar}<span><strong>{name}</strong>'
        '<span class="dim">{field} · {plan}</span></span></a>',
        id=member.id,
        avatar=avatar(member.id),
        name=member.name,
        field=member.field,
        plan=member.plan,
    )


def pager(path: str, number: int, *, more: bool) -> Html:
    back = fill('<a href="{path}?page={n}">Newer</a>', path=path, n=number - 1) if number > 1 else Html("<span></span>")
    on = fill('<a href="{path}?page={n}">Older</a>', path=path, n=number + 1) if more else Html("")
    return Html(f'<nav class="pager" aria-label="Pages">{back}{on}</nav>') if number > 1 or more else Html("")
