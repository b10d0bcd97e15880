"""What a check says to be drawn reaches the report, and nothing else does."""

from launchready.checks.content.sharing import share_preview
from launchready.engine.words import Place, Writer
from launchready.model.finding import Finding
from launchready.model.result import Result
from launchready.model.subject import Subject
from launchready.model.words import Level, Status
from launchready.reference import load


def test_the_card_of_a_chat_can_be_drawn():
    card = {"card_title": "Vite\x1b + React", "card_description": "", "card_picture": "", "card_host": "club.example"}
    values = {**card, "url": "https://club.example/", "builder": "Vite", "host": "club.example"}
    result = Result(
        check=share_preview,
        subject=Subject.site("club.example"),
        status=Status.FAIL,
        findings=(Finding(level=Level.IMPORTANT, values=values),),
    )
    line = Writer(place=Place(), reference=load(), accepted={}).line(result)
    assert line.findings[0].sight == {**card, "card_title": "Vite + React"}
