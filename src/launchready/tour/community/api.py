"""The club's JSON API: what an app on a phone reads. No answer of it is kept by anybody in between."""

import json

from launchready.tour.community.inside import number
from launchready.tour.community.store import Store
from launchready.tour.community.visit import Visit
from launchready.tour.message import JSON, Response


def say(status: int, value: object) -> Response:
    headers = (("Content-Type", JSON), ("Cache-Control", "no-store"))
    return Response(status, headers, json.dumps(value, ensure_ascii=False).encode() + b"\n")


def answer(visit: Visit, store: Store) -> Response:
    """Any address below /api/."""
    if visit.request.method not in ("GET", "HEAD", "OPTIONS"):
        return say(405, {"problem": "this API is read only"}).plus(("Allow", "GET, HEAD, OPTIONS"))
    match visit.request.path.rstrip("/"):
        case "/api":
            return say(
                200,
                {"name": "Demo Club", "sample": True, "read": ["/api/health", "/api/me", "/api/feed", "/api/sessions"]},
            )
        case "/api/health" if visit.habits.says_health:
            return _health(store)
        case "/api/sessions":
            meetings = store.meetings(visit.member.id if visit.member else None)
            return say(200, [{"id": m.id, "title": m.title, "when": m.when, "left": m.left} for m in meetings])
        case "/api/me" | "/api/feed" if visit.member is None:
            # RFC 9110 15.5.2: who says 401 says how to sign in.
            return say(401, {"problem": "sign in first"}).plus(("WWW-Authenticate", 'Cookie realm="Demo Club"'))
        case "/api/me":
            return say(200, _me(visit))
        case "/api/feed":
            posts = store.posts(number(visit.request.query.get("page", "1")))
            return say(200, [{"id": p.id, "author": p.author, "words": p.words} for p in posts])
    return say(404, {"problem": "no such address"})


def _health(store: Store) -> Response:
    """What a monitor asks every minute: one question to the database, and a status that tells."""
    sound = bool(store.counts()["member"])
    return say(200 if sound else 503, {"status": "ok" if sound else "down", "database": "ok" if sound else "empty"})


def _me(visit: Visit) -> dict[str, object]:
    member = visit.member
    return {"id": member.id, "name": member.name, "plan": member.plan} if member else {}
