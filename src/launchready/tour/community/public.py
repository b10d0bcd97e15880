"""The club's pages for everybody: front page, joining, signing in and out, a new password."""

import re
import time

from launchready.tour import names
from launchready.tour.community import assets, seed
from launchready.tour.community.frame import hidden, notice, page
from launchready.tour.community.habits import A_QUARTER, AN_HOUR
from launchready.tour.community.html import Html, fill, join
from launchready.tour.community.store import Store
from launchready.tour.community.visit import Visit, keep, sign_in, sign_out
from launchready.tour.message import Request, Response, redirect

FRONT = """<section class="hero">
<p class="eyebrow">240 members · one hour a week</p>
<h1>Keep what you set out to do.</h1>
<p class="lead">A small club of people who write down one plan a week, tell each other how it went, and meet in
sessions that are short on purpose.</p>
<p class="actions"><a class="button" href="{action}">{word}</a>
<a class="button plain" href="#sessions">See the sessions</a></p>
</section>
<section class="three">
<div class="card"><h2>A feed that ends</h2>
<p>Twenty lines a day, from people with the same plan. Then it says: that was all.</p></div>
<div class="card"><h2>Sessions with few seats</h2>
<p>Six to sixty people, never more. You book a seat, and the seat is yours.</p></div>
<div class="card"><h2>One host who answers</h2>
<p>No forum to search. You ask on Monday and have an answer on Tuesday.</p></div>
</section>
<section id="sessions"><h2>This week</h2><div class="list">{meetings}</div></section>
<section class="card price"><div><h2>Supporter</h2><p class="dim">All sessions, the library, the host’s notes.</p></div>
<p class="sum"><strong>€ 19</strong><span class="dim"> a month</span></p>
<a class="button" href="/checkout">Become one</a></section>
<script src="{script}" defer></script>
"""
MEETING = """<div class="card row"><div><strong>{title}</strong><span class="dim">{when}</span></div>
<span class="pill" data-meeting="{id}" data-seats="{seats}">{left} of {seats} seats left</span></div>"""

FORM = """<section class="card form"><h1>{title}</h1>{notice}
<form method="post" action="{action}">{csrf}{fields}<button class="button">{word}</button></form>
<p class="dim">{below}</p></section>"""
FIELD = """<label>{label}<input name="{name}" type="{kind}" value="{value}"
autocomplete="{complete}" required{more}></label>"""

BELOW_LOGIN = """This is a sample: sign in as <code>{email}</code> with <code>{word}</code>.
New here? <a href="/signup">Join</a>. <a href="/forgot">Forgot your password?</a>"""
BELOW_FORGOT = """This is a sample: mails are counted and none is sent. <a href="/login">Back to the sign-in</a>"""

# RFC 5321 4.5.3.1.3 allows 254; the rest of an address is for the mail server to judge.
ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
SHORTEST = 10


def front(visit: Visit, store: Store) -> Response:
    action, word = ("/feed", "To the feed") if visit.member else ("/signup", "Join the club")
    meetings = join(
        fill(MEETING, id=m.id, title=m.title, when=m.when, left=m.left, seats=m.seats) for m in store.meetings(None)
    )
    body = fill(FRONT, action=action, word=word, meetings=meetings, script=assets.script())
    return page(visit, "Keep what you set out to do", body, kind="wide")


def _field(label: str, name: str, kind: str, complete: str, value: str = "", more: str = "") -> Html:
    return fill(FIELD, label=label, name=name, kind=kind, complete=complete, value=value, more=Html(more))


def _form(
    visit: Visit,
    title: str,
    action: str,
    fields: list[Html],
    below: Html,
    *,
    message: str,
    status: int,
    kind: str = "bad",
) -> Response:
    body = fill(
        FORM,
        title=title,
        notice=notice(message, kind),
        action=action,
        csrf=hidden(visit),
        fields=join(fields),
        word=title,
        below=below,
    )
    # The cookie must be there before the form comes back, or the form's word cannot be checked.
    return keep(page(visit, title, body, status=status, kind="small"), visit.token)


def login_form(visit: Visit, message: str = "", status: int = 200) -> Response:
    fields = [
        _field("Email", "email", "email", "username", visit.request.form.get("email", "")),
        _field("Password", "password", "password", "current-password"),
    ]
    below = fill(
        BELOW_LOGIN,
        email=seed.email(17),
        word=seed.PASSWORD,
    )
    query = visit.request.target.partition("?")[2]
    action = f"/login?{query}" if query else "/login"
    return _form(visit, "Sign in", action, fields, below, message=message, status=status)


def login(visit: Visit, store: Store) -> Response:
    form = visit.request.form
    email = form.get("email", "").strip().lower()
    if not visit.genuine:
        return login_form(visit, "This form was open for too long. Please try once more.", 403)
    now = time.monotonic()
    if _too_often(visit, store, email, now - A_QUARTER):
        refused = login_form(visit, "Too many tries. Please wait a quarter of an hour.", 429)
        return refused.plus(("Retry-After", str(int(A_QUARTER))))
    member = store.check(email, form.get("password", ""))
    store.tried(email, visit.request.client, now, failed=member is None)
    if member is None:
        return login_form(visit, "That address and that password do not belong together.", 422)
    return sign_in(redirect(303, _next(visit.request)), store, member)


def _too_often(visit: Visit, store: Store, email: str, since: float) -> bool:
    """Few failures for one account, whoever makes them; many tries from one connection, which a room may share."""
    most = visit.habits.tries_per_account
    if most is not None and store.failures(email, since) >= most:
        return True
    return store.tries(visit.request.client, since) >= visit.habits.tries_per_client


def _next(request: Request) -> str:
    """Where the visitor wanted to go: a path of this site, never an address of another (open redirect)."""
    if request.host == names.ADMIN:
        return "/"
    wanted = request.query.get("next", "")
    return wanted if re.fullmatch(r"/[a-z0-9][\w/?=-]*", wanted) else "/feed"


def signup_form(visit: Visit, message: str = "", status: int = 200) -> Response:
    form = visit.request.form
    fields = [
        _field("Your name", "name", "text", "name", form.get("name", ""), ' maxlength="60"'),
        _field("Email", "email", "email", "email", form.get("email", "")),
        _field("Password", "password", "password", "new-password", more=f' minlength="{SHORTEST}"'),
    ]
    below = fill(
        "At least {n} characters. No mail is sent. <a href='/login'>Sign in</a> if you are in already.", n=SHORTEST
    )
    return _form(visit, "Join", "/signup", fields, below, message=message, status=status)


def signup(visit: Visit, store: Store) -> Response:
    form = visit.request.form
    name, email, password = (
        form.get("name", "").strip(),
        form.get("email", "").strip().lower(),
        form.get("password", ""),
    )
    if not visit.genuine:
        return signup_form(visit, "This form was open for too long. Please try once more.", 403)
    if not name or len(name) > 60 or not ADDRESS.fullmatch(email) or len(email) > 254:
        return signup_form(visit, "Please give a name and a whole email address.", 422)
    if not SHORTEST <= len(password) <= 200:
        return signup_form(visit, f"The password needs at least {SHORTEST} characters.", 422)
    member = store.join(name, email, password)
    if member is None:
        return signup_form(visit, "This address is taken. Is it yours? Then sign in.", 422)
    return sign_in(redirect(303, "/feed?new=1"), store, member)


def logout(visit: Visit, store: Store) -> Response:
    if not visit.genuine:
        return login_form(visit, "This form was open for too long. Please try once more.", 403)
    return sign_out(redirect(303, "/"), store, visit)


def forgot_form(visit: Visit, message: str = "", status: int = 200, kind: str = "bad") -> Response:
    fields = [_field("Email", "email", "email", "username", visit.request.form.get("email", ""))]
    below = Html(BELOW_FORGOT)
    return _form(visit, "New password", "/forgot", fields, below, message=message, status=status, kind=kind)


def forgot(visit: Visit, store: Store) -> Response:
    """The same answer for every address: nobody learns here who is a member."""
    email = visit.request.form.get("email", "").strip().lower()
    if not visit.genuine:
        return forgot_form(visit, "This form was open for too long. Please try once more.", 403)
    if not ADDRESS.fullmatch(email):
        return forgot_form(visit, "Please give a whole email address.", 422)
    now, most = time.monotonic(), visit.habits.mails_per_account
    if most is not None and store.mails(email, now - AN_HOUR) >= most:
        refused = forgot_form(visit, "Enough mails for this address. Please wait an hour.", 429)
        return refused.plus(("Retry-After", str(int(AN_HOUR))))
    store.mailed(email, now)
    return forgot_form(visit, "If this address is a member’s, a mail would be on its way now.", 200, "good")
