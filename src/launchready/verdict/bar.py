"""The minimum bar: fourteen lines, each yes, no, or not looked at."""

from collections.abc import Sequence

from launchready.model.check import Check
from launchready.model.run import BarLine
from launchready.model.words import Level
from launchready.verdict.judged import Judged

BAR: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Your domain resolves cleanly",
        (
            "dns/canonical-missing",
            "dns/apex-missing",
            "dns/www-missing",
            "dns/doubled-name",
            "dns/servfail",
            "dns/lame-delegation",
            "dns/address-disagreement",
        ),
    ),
    (
        "Every visitor ends at one address",
        ("redirects/loop", "redirects/split", "redirects/foreign-host", "redirects/path-lost"),
    ),
    ("Your subdomains work", ("hosts/required-down", "hosts/dangling")),
    (
        "HTTPS everywhere, nothing insecure mixed in",
        (
            "tls/https-missing",
            "tls/untrusted",
            "tls/wrong-host",
            "tls/expired",
            "redirects/http-served",
            "redirects/downgrade",
            "content/mixed-blockable",
        ),
    ),
    ("Protected by a CDN or your host where that fits", ("cdn/absent", "cdn/origin-open")),
    ("Mail is signed: SPF, DKIM and DMARC", ("mail/spf-missing", "mail/dkim-missing", "mail/dmarc-missing")),
    (
        "Settings come from the environment, no secrets in code",
        ("secrets/in-tree", "secrets/in-history", "secrets/in-bundle", "config/local-only"),
    ),
    ("Somebody is told when it is down", ("monitoring/uptime-missing", "monitoring/nobody-alerted")),
    ("Errors are seen within minutes", ("monitoring/errors-untracked",)),
    ("Files and safe pages are cached", ("cache/static-uncached", "cache/shared-uncached")),
    ("A handover page exists", ("handover/unowned-account", "handover/rotation-unwritten")),
    (
        "Strangers cannot read members' data",
        ("access/open-to-strangers", "access/endpoint-unauthenticated", "access/member-sees-member"),
    ),
    ("The demo path works", ("journey/step-failed", "journey/login-loop")),
    ("It holds the people who will come", ("latency/degrades-under-load", "latency/errors")),
)


def minimum_bar(catalogue: Sequence[Check], judged: Sequence[Judged]) -> tuple[BarLine, ...]:
    """Answer each line. A line that names a check which has not answered is never a yes."""
    known = {check.id for check in catalogue}
    return tuple(BarLine(line=line, answer=_answer(ids, known, judged)) for line, ids in BAR)


def _answer(ids: tuple[str, ...], known: set[str], judged: Sequence[Judged]) -> str:
    mine = [j for j in judged if j.check.id in ids]
    if any(f.level is not Level.OPTIONAL for j in mine for f in j.open_findings):
        return "no"
    silent = {j.check.id for j in mine if not j.answered and j.if_unknown is j.check.if_unknown}
    answered = {j.check.id for j in mine} - silent
    return "yes" if set(ids) <= answered & known else "not_looked_at"
