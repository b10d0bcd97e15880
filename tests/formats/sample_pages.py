"""Pages as frameworks really make them: nonces, CSRF tokens, hashes, dates and members differ from visit to visit."""

import random

MEMBERS = [f"Member {n}" for n in range(1, 241)]
POSTS = [
    "Finding the courage to raise your prices",
    "Weekly accountability thread",
    "How I signed three clients in a quiet month",
    "Burnout is a boundary problem",
    "Recording of the hot seat session",
    "What to say when somebody asks for a discount",
    "Notes from the morning breathwork call",
    "Celebrate a win, however small",
    "Which booking tool do you love",
    "A gentle plan for the new quarter",
]


def _hex(dice: random.Random, n: int) -> str:
    return "".join(dice.choice("0123456789abcdef") for _ in range(n))


def rails_feed(seed: int, club: str = "Calm Founders Club") -> bytes:
    """A server-rendered landing page with a feed: everything that moves, moves."""
    dice = random.Random(seed)
    cards = "".join(
        f'<article class="card card-{_hex(dice, 6)}" id="post-{dice.randrange(9999)}"><h3>{dice.choice(POSTS)}</h3>'
        f'<p>by {dice.choice(MEMBERS)}, {dice.randrange(2, 59)} minutes ago</p><a href="/posts/{_hex(dice, 12)}">Read</a>'
        f"<span>{dice.randrange(99)} likes</span></article>"
        for _ in range(dice.randrange(4, 7))
    )
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{club} – coaching that lasts</title>
<meta name="csrf-param" content="authenticity_token"><meta name="csrf-token" content="{_hex(dice, 64)}">
<meta name="description" content="A warm community for coaches who grow a practice without burning out.">
<meta property="og:title" content="{club}"><link rel="canonical" href="https://club.example/">
<link rel="stylesheet" href="/assets/application-{_hex(dice, 20)}.css">
<script nonce="{_hex(dice, 32)}" src="/assets/application-{_hex(dice, 20)}.js"></script></head>
<body><header><nav><a href="/">Home</a><a href="/about">About</a><a href="/pricing">Pricing</a><a href="/login">Log in</a></nav></header>
<main><section><h1>Grow your coaching practice without burning out</h1><p>Live sessions every Thursday, an honest feed,
and {dice.randrange(230, 245)} members who answer. Join us today.</p><a class="button" href="/join">Join the circle</a></section>
<section><h2>What members talk about</h2>{cards}</section>
<section><h2>Sessions</h2><table><tr><th>Day</th><th>Topic</th></tr><tr><td>Thursday</td><td>Pricing clinic</td></tr></table></section>
<form action="/newsletter" method="post"><input type="hidden" name="authenticity_token" value="{_hex(dice, 88)}">
<input type="email" name="email"><button>Send me the letter</button></form></main>
<footer><p>© 2026 {club}. Imprint. Privacy. Rendered in {dice.randrange(9, 99)} ms by web.{dice.randrange(1, 4)}</p></footer>
<script nonce="{_hex(dice, 32)}">window.__t = {dice.random()}</script></body></html>""".encode()


def vite(seed: int, title: str = "Calm Founders Club", description: str = "A warm community for coaches") -> bytes:
    """The empty frame that Vite, Lovable and Bolt publish; only head and asset names tell apps apart."""
    dice = random.Random(seed)
    return f"""<!doctype html><html lang="en"><head><meta charset="UTF-8" /><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1.0" /><meta name="description" content="{description}" />
<meta name="author" content="Lovable" /><meta property="og:title" content="{title}" />
<meta property="og:description" content="{description}" /><meta property="og:type" content="website" />
<meta property="og:image" content="https://lovable.dev/opengraph-image-p98pqg.png" />
<script type="module" crossorigin src="/assets/index-{_hex(dice, 8)}.js"></script>
<link rel="stylesheet" crossorigin href="/assets/index-{_hex(dice, 8)}.css"></head>
<body><noscript>You need JavaScript.</noscript><div id="root"></div></body></html>""".encode()


def next_app(seed: int, brand: str, words: list[str]) -> bytes:
    """A Next.js page: streamed chunks, hashed classes, a build id."""
    dice = random.Random(seed)
    body = "".join(
        f'<div class="css-{_hex(dice, 6)}"><h2>{" ".join(words[i : i + 3])}</h2><p>{" ".join(words[i : i + 9])}</p></div>'
        for i in range(0, len(words), 9)
    )
    return f"""<!DOCTYPE html><html><head><meta charSet="utf-8"/><title>{brand}</title>
<meta name="next-head-count" content="{dice.randrange(9)}"/><script src="/_next/static/chunks/main-{_hex(dice, 16)}.js" async=""></script>
</head><body><div id="__next"><header><a href="/">{brand}</a></header><main>{body}</main><footer>All rights reserved</footer></div>
<script id="__NEXT_DATA__" type="application/json">{{"buildId":"{_hex(dice, 21)}"}}</script></body></html>""".encode()


NGINX = b"""<!DOCTYPE html><html><head><title>Welcome to nginx!</title><style>body{width:35em}</style></head><body>
<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working. Further
configuration is required.</p><p>For online documentation and support please refer to <a href="http://nginx.org/">nginx.org</a>.
</p><p><em>Thank you for using nginx.</em></p></body></html>"""
PARKED = b"""<html><head><title>club.example is for sale</title></head><body><h1>club.example</h1><p>This domain may be for
sale. Buy this domain now at a fixed price, or make an offer. Related searches: coaching courses, life coach, mentoring,
business advice, community software.</p><a href="/buy">Buy now</a></body></html>"""
HELLO = b"<h1>It works!</h1>"
CABIN_TEXT = (
    "rent wooden cabins lakeside quiet mornings sauna firewood delivered dogs welcome canoe included breakfast basket seasonal"
    " prices calendar availability hosts family owned since grandparents forest trails maps weather snow parking charging"
)
LEDGER_TEXT = (
    "invoices payroll bookkeeping freelancers automatic receipts scanner tax filing quarterly accountant access dashboards exports"
    " currencies reminders overdue clients bank feeds reconcile ledger journal audit trail permissions compliance support"
)
CABIN_WORDS = CABIN_TEXT.split()
LEDGER_WORDS = LEDGER_TEXT.split()
