"""Whether the live site takes real money, or plays with the test mode of its payment provider."""

from collections.abc import Iterator

from launchready.checks.content.indexing import A_COPY
from launchready.checks.content.views import unseen
from launchready.checks.redirects.foreign import is_test_copy
from launchready.facts.asset import Asset
from launchready.facts.page import Page, PaymentKey
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.finding import Finding, NotApplicable
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Confidence, Level

ON_THIS_MACHINE = NotApplicable("On a local address the test mode is the right one.")
NO_PAYMENTS = NotApplicable("No payment provider shows in what the pages load.")


@check(
    "config/payment-test-mode",
    area=Area.SECRETS,
    stage=3,
    over=SubjectKind.SITE,
    needs=(Page,),
    uses=(Asset,),
    levels={Level.BLOCKER, Level.IMPORTANT},
)
def payment_test_mode(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The live domain takes payments with the test key of a provider: nobody is charged."""
    host = ctx.target.host
    if ctx.target.is_literal:
        yield ON_THIS_MACHINE
        return
    if ctx.reference.preview_suffix_of(host) is not None or is_test_copy(host, ctx.target.apex):
        yield A_COPY
        return
    keys = [key for page in seen.all(Page) for key in page.payment_keys]
    keys += [key for asset in seen.all(Asset) for key in asset.payment_keys]
    for provider in dict.fromkeys(key.provider for key in keys if key.test):
        yield _finding(provider, [key for key in keys if key.provider == provider], host)
    if any(key.test for key in keys):
        return
    gaps = [*unseen(seen), *seen.gaps(Asset)]
    if keys or gaps or not seen.all(Page):
        yield from gaps
    else:
        yield NO_PAYMENTS


def _finding(provider: str, keys: list[PaymentKey], host: str) -> Finding:
    """Judge one provider. Where one file holds both keys, it may choose the right one when it runs."""
    test, live = ([key for key in keys if key.test is wanted] for wanted in (True, False))
    test_at, live_at = (list(dict.fromkeys(key.place for key in some)) for some in (test, live))
    switch = set(test_at) <= set(live_at)
    return Finding(
        level=Level.IMPORTANT if switch else Level.BLOCKER,
        confidence=Confidence.POSSIBLE if switch else Confidence.CONFIRMED,
        values={
            "provider": provider.replace("-", " ").title().replace("Paypal", "PayPal"),
            "form": test[0].form,
            "place": test_at[0],
            "test_places": test_at,
            "live_places": live_at,
            "host": host,
        },
        places=tuple(Place.url(place) for place in dict.fromkeys((*test_at, *live_at))),
        case="switch" if switch else "both" if live else "",
        group=f"config/payment-test-mode:{provider}",
    )
