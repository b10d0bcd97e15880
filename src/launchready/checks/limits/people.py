"""Whether anybody signs in here: read from the pages as visitors see them."""

from collections.abc import Iterable, Sequence

from launchready.facts.page import FormPurpose, Page, best_views, unseen_by_markup

_ENTRANCES = frozenset({FormPurpose.LOGIN, FormPurpose.SIGN_UP})


def entrance_seen(pages: Iterable[Page]) -> bool:
    """Whether a form or a link by which people sign in or up was seen."""
    views = best_views(pages)
    return any(form.purpose in _ENTRANCES for page in views for form in page.forms) or any(
        link.sign_in for page in views for link in page.links
    )


def nobody_signs_in(pages: Sequence[Page]) -> bool:
    """Whether the pages were seen as visitors see them, and none has an entrance."""
    return bool(pages) and not unseen_by_markup(pages) and not entrance_seen(pages)
