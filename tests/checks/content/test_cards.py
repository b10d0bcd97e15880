import pytest

from launchready.facts.page import Meta
from tests.checks.cases import Case, Kind, answer
from tests.checks.content._site import page


@pytest.mark.parametrize(
    ("meta", "card"),
    [
        (Meta(title="Vite + React"), ("Vite + React", "", "")),
        (Meta(), ("club.example", "", "")),
        (
            Meta(title="Vite + React", description="Lovable Generated Project", og_image="https://club.example/a.png"),
            ("Vite + React", "Lovable Generated Project", "https://club.example/a.png"),
        ),
    ],
)
def test_a_finding_holds_the_card_that_a_chat_draws(meta: Meta, card: tuple[str, str, str]):
    case = Case(check="content/share-preview", name="a card", kind=Kind.FAILING, facts=(page(meta=meta),))
    values = answer(case).findings[0].values
    assert (values["card_title"], values["card_description"], values["card_picture"]) == card
    assert values["card_host"] == "club.example"
