"""The club's pages for members: feed, profiles, sessions to book, the till. And the host's desk."""

from launchready.tour.community.frame import avatar, card_of, hidden, notice, page, pager
from launchready.tour.community.html import Html, fill, join
from launchready.tour.community.store import A_PAGE, Meeting, Post, Store
from launchready.tour.community.visit import Visit
from launchready.tour.message import Response, redirect

WRITE = """<form class="card write" method="post" action="/feed">{csrf}
<label for="words">How did it go?</label><textarea id="words" name="words" rows="2" maxlength="400" required></textarea>
<button class="button small">Post</button></form>"""
POST = """<article class="card post"><a class="by" href="/members/{member}">{avatar}<strong>{author}</strong></a>
<p>{words}</p></article>"""
EMPTY = Html('<p class="card empty">That was all. Come back tomorrow.</p>')

MEETING = """<article class="card meeting"><div><h2>{title}</h2><p class="dim">{when} · {left} of {seats} seats left</p>
<p>{about}</p></div>{action}</article>"""
BOOK = """<form method="post" action="/sessions/{id}/book">{csrf}
<button class="button small">Book a seat</button></form>"""
BOOKED = Html('<span class="pill good">You have a seat</span>')
FULL = Html('<span class="pill">No seat left</span>')

PROFILE = """<section class="card profile">{avatar}<div><h1>{name}</h1>
<p class="dim">{field} · {plan}</p><p>{about}</p></div></section>
{edit}<h2>What {name} wrote</h2><div class="list">{posts}</div>"""
EDIT = """<form class="card write" method="post" action="/me">{csrf}<label for="about">Say who you are</label>
<textarea id="about" name="about" rows="2" maxlength="300" required>{about}</textarea>
<button class="button small">Keep</button></form>"""

CHECKOUT = """<section class="card form"><span class="pill test">Test mode: no card is asked for</span>
<h1>Become a supporter</h1>{notice}<table><tr><td>Supporter, first month</td><td>€ 19.00</td></tr>
<tr><td>Sample discount</td><td>− € 19.00</td></tr><tr class="total"><td>To pay</td><td>€ 0.00</td></tr></table>
<form method="post" action="/checkout">{csrf}<button class="button">Confirm the sample purchase</button></form>
<p class="dim">Nothing is bought here. The page stands where a real club has its till.</p></section>"""

DESK = (
    """<h1>Host’s desk</h1><div class="counts">{counts}</div><h2>Newest members</h2><div class="list">{members}</div>"""
)
COUNT = """<div class="card count"><strong>{number}</strong><span class="dim">{word}</span></div>"""
WORDS = {
    "member": "members",
    "post": "posts",
    "booking": "seats booked",
    "purchase": "sample purchases",
    "login": "signed in now",
}
NEWEST = 5


def number(text: str) -> int:
    """A page number from the address; 1 for anything that is none."""
    return max(1, min(int(text), 10_000)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _post(post: Post) -> Html:
    return fill(POST, member=post.member, avatar=avatar(post.member), author=post.author, words=post.words)


def feed(visit: Visit, store: Store) -> Response:
    query = visit.request.query
    at = number(query.get("page", "1"))
    posts = store.posts(at)
    hello = notice("Welcome to the club. Say one line about your week.") if "new" in query else Html("")
    body = join(
        [
            Html("<h1>Feed</h1>"),
            hello,
            fill(WRITE, csrf=hidden(visit)),
            Html(f'<div class="list">{join(map(_post, posts)) or EMPTY}</div>'),
            pager("/feed", at, more=len(posts) == A_PAGE),
        ]
    )
    return page(visit, "Feed", body)


def write(visit: Visit, store: Store) -> Response:
    words = visit.request.form.get("words", "").strip()[:400]
    if visit.member and words:
        store.write(visit.member.id, words)
    return redirect(303, "/feed")


def members(visit: Visit, store: Store) -> Response:
    at = number(visit.request.query.get("page", "1"))
    found = store.members(at)
    body = join(
        [
            Html("<h1>Members</h1>"),
            Html(f'<div class="people">{join(map(card_of, found)) or EMPTY}</div>'),
            pager("/members", at, more=len(found) == A_PAGE),
        ]
    )
    return page(visit, "Members", body)


def profile(visit: Visit, store: Store, who: str) -> Response:
    member = store.member(number(who))
    if member is None:
        return page(visit, "Nobody", Html("<h1>Nobody has this number</h1>"), status=404)
    mine = visit.member is not None and visit.member.id == member.id
    body = fill(
        PROFILE,
        avatar=avatar(member.id),
        name=member.name,
        field=member.field,
        plan=member.plan,
        about=member.about,
        edit=fill(EDIT, csrf=hidden(visit), about=member.about) if mine else "",
        posts=join(map(_post, store.posts(1, member.id))) or Html('<p class="card empty">Nothing yet.</p>'),
    )
    return page(visit, member.name, body)


def me(visit: Visit, store: Store) -> Response:
    return profile(visit, store, str(visit.member.id) if visit.member else "0")


def describe(visit: Visit, store: Store) -> Response:
    about = visit.request.form.get("about", "").strip()[:300]
    if visit.member and about:
        store.describe(visit.member.id, about)
    return redirect(303, "/me")


def _meeting(visit: Visit, meeting: Meeting) -> Html:
    free = fill(BOOK, id=meeting.id, csrf=hidden(visit)) if meeting.left > 0 else FULL
    return fill(
        MEETING,
        title=meeting.title,
        when=meeting.when,
        left=meeting.left,
        seats=meeting.seats,
        about=meeting.about,
        action=BOOKED if meeting.booked else free,
    )


def sessions(visit: Visit, store: Store) -> Response:
    said = {"yes": "Your seat is booked.", "full": "The last seat was just taken."}.get(
        visit.request.query.get("booked", ""), ""
    )
    meetings = store.meetings(visit.member.id if visit.member else None)
    body = join([Html("<h1>Sessions</h1>"), notice(said), *(_meeting(visit, meeting) for meeting in meetings)])
    return page(visit, "Sessions", body)


def book(visit: Visit, store: Store, meeting: str) -> Response:
    got = visit.member is not None and store.book(visit.member.id, number(meeting))
    return redirect(303, f"/sessions?booked={'yes' if got else 'full'}")


def checkout(visit: Visit, _store: Store) -> Response:
    said = "Done: you are a sample supporter now." if "done" in visit.request.query else ""
    return page(visit, "Checkout", fill(CHECKOUT, csrf=hidden(visit), notice=notice(said)), kind="small")


def buy(visit: Visit, store: Store) -> Response:
    # Sent twice by a double click it is one purchase: who is a supporter already buys nothing.
    if visit.member and visit.member.plan != "Supporter":
        store.buy(visit.member.id, "Supporter")
    return redirect(303, "/checkout?done=1")


def desk(visit: Visit, store: Store) -> Response:
    if visit.member is None or not visit.member.host:
        return page(visit, "Host only", Html("<h1>This desk is the host’s</h1>"), status=403)
    counts = store.counts()
    last = counts["member"]
    newest = filter(None, (store.member(n) for n in range(last, last - NEWEST, -1)))
    body = fill(
        DESK,
        members=join(card_of(member) for member in newest),
        counts=join(fill(COUNT, number=counts[table], word=word) for table, word in WORDS.items()),
    )
    return page(visit, "Host’s desk", body)
