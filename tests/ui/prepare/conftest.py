"""The page of a meeting that is prepared."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import AskOrOfferKind, BuyingRole
from kam.models import AgendaItem, AskOrOffer, Interaction, Question
from kam.ui.desk import Desk
from kam.ui.places import prepare_place
from kam.ui.prepare.page import PreparePage
from tests.builders import Office


@pytest.fixture
def meeting(office: Office) -> Interaction:
    """A meeting with somebody at the table."""
    account = office.account()
    head = office.stakeholder(account, roles=(BuyingRole.DECIDER,), influence=5)
    return office.meeting(account, None, head, subject="Рамка 2027", minutes=60)


@pytest.fixture
def page(desk: Desk, meeting: Interaction, qtbot: QtBot) -> Iterator[PreparePage]:
    """The page of the meeting, drawn."""
    made = PreparePage(desk)
    qtbot.addWidget(made)
    made.resize(1180, 720)
    desk.hub.changed.connect(lambda _: made.refresh())
    made.show()
    made.go_to(prepare_place(meeting.account_id, meeting.id))
    yield made
    made.keeper.flush()


@pytest.fixture
def prepared(office: Office, meeting: Interaction) -> Interaction:
    """With something internal and something for the client in every part."""
    office.change(meeting, purpose="Дожать до восьми процентов", client_purpose="Согласовать объём")
    office.add_all(
        AskOrOffer(
            interaction_id=meeting.id,
            kind=AskOrOfferKind.OFFER,
            what="Отсрочка тайная",
            limit="60 дней",
            client_title="Отсрочка 45 дней",
        ),
        Question(interaction_id=meeting.id, text="Кто подписывает?", sayable=True),
        Question(interaction_id=meeting.id, text="Сколько он получает?", sayable=False),
        AgendaItem(interaction_id=meeting.id, title="Итоги", client_wording="Итоги года", minutes=10),
    )
    return meeting
