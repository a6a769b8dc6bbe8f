"""The map of a client's people as a PDF, from the workspace."""

from __future__ import annotations

import pypdfium2
import pytest

from kam.core.errors import NotFoundError
from kam.core.ids import new_id
from kam.core.vocabulary import Attitude, BuyingRole, LineKind
from kam.core.words import words_for
from kam.models import PersonLine
from kam.reports.stakeholder_maps.content import MapPaper
from kam.services.people.paper import map_content, map_paper
from tests.builders import NOW, Office


@pytest.mark.parametrize("kind", MapPaper)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_map_of_an_account_is_drawn(office: Office, kind: MapPaper, language: str) -> None:
    account = office.account("Волгометиз")
    office.stakeholder(
        account, "Ирина", "Соболева", roles=(BuyingRole.DECIDER,), attitude=Attitude.SUPPORTER, influence=5
    )
    paper = map_paper(office.workspace, account.id, kind, language, NOW)
    document = pypdfium2.PdfDocument(paper.pdf)
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert "Соболева И." in text
    assert "Вереск Упаковка" in text


def test_the_content_is_what_the_window_shows(office: Office) -> None:
    account = office.account()
    boss = office.stakeholder(account, "Андрей", "Зимин", attitude=Attitude.NEUTRAL, influence=5)
    place = office.stakeholder(account, "Виктор", "Мальцев", reports_to_id=boss.id)
    office.add(PersonLine(from_id=place.id, to_id=boss.id, kind=LineKind.INFLUENCES))
    found = map_content(office.workspace, account.id, as_of=NOW, words=words_for("ru"))
    assert [(each.name, each.initials, each.boss) for each in found.people] == [
        ("Зимин А.", "АЗ", None),
        ("Мальцев В.", "ВМ", boss.id),
    ]
    assert [(tie.from_id, tie.to_id) for tie in found.ties] == [(place.id, boss.id)]
    assert len(found.checks) == 7


def test_an_account_that_is_gone_is_said(office: Office) -> None:
    with pytest.raises(NotFoundError, match=r"account\.gone"):
        map_paper(office.workspace, new_id(), MapPaper.GRID, "ru", NOW)
