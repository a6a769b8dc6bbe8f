"""A card tells all there is of a complaint, also in the narrow lanes of a small screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from kam.core.money import Money
from kam.core.vocabulary import Severity
from kam.services.complaints.rows import ComplaintCard
from kam.ui.complaints import card as cards
from kam.ui.complaints.card import CARD, paint_card
from kam.ui.complaints.page import ComplaintsPage
from kam.ui.complaints.saying import foot_text, sum_text
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.pieces import Line, Run, line_width
from tests.ui.complaints.conftest import Filled

_NARROW = 121
"""What is left in a card of eight lanes on 1280 pixels, beside a scroll bar."""


@pytest.fixture
def wire(page: ComplaintsPage, filled: Filled) -> ComplaintCard:
    return next(each for each in page.board.board.cards() if each.id == filled.wire)


@pytest.mark.parametrize("severity", list(Severity))
def test_a_narrow_card_says_how_grave_it_is_in_words(
    wire: ComplaintCard, look: Look, severity: Severity
) -> None:
    number, grave = cards._head(wire._replace(severity=severity), look, _NARROW)

    assert [each.text for each in number if isinstance(each, Run)] == ["0001"]
    assert [each.text for each in grave if isinstance(each, Run)] == [look.words.of(severity.label)]


def test_sum_and_owner_share_a_line_of_their_own(wire: ComplaintCard, look: Look) -> None:
    dear = wire._replace(amount=Money(99_940_000, "RUB"), account="Лугинский молочный комбинат имени Орлова")

    worth: Line = (Run(sum_text(look, dear.amount), Type.SECONDARY),)
    assert line_width(worth, look.theme) + 24 <= _NARROW
    assert line_width((Run(foot_text(look, dear), Type.CAPTION),), look.theme) <= _NARROW
    drawn = [
        picture(dear, look),
        picture(dear._replace(owner=""), look),
        picture(dear._replace(amount=None), look),
    ]
    assert len({bytes(each.constBits()) for each in drawn}) == 3


def test_a_decided_complaint_says_that_its_clocks_have_stopped(wire: ComplaintCard, look: Look) -> None:
    (said,) = cards._clock(wire._replace(clock=None), look)
    assert isinstance(said, Run)
    assert said.text == "часы остановлены"


def picture(card: ComplaintCard, look: Look) -> QImage:
    image = QImage(_NARROW + 12, CARD, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    with QPainter(image) as painter:
        paint_card(painter, QRectF(0, 0, image.width(), CARD), card, look, chosen=False)
    return image
