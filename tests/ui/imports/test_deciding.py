"""What was decided about a file waits through the end of the program: mapping it is never done twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from kam.exchange.mapping import Formats
from kam.services.drafts import kept_drafts, read_draft
from kam.services.imports import (
    Answer,
    Answers,
    Form,
    ImportChoice,
    Missing,
    Way,
    decided_as_json,
    decided_from_json,
)
from kam.ui.desk import Desk
from kam.ui.imports.page import ImportsPage
from kam.ui.places import IMPORTS
from tests.builders import Office

ORDERS = (
    "Дата;Документ;Стр.;Контрагент;Сумма без НДС;Автор\n"
    "01.10.2026;РТ-1;1;Заря;1000;Жданова\n"
    "02.10.2026;РТ-2;1;Верфь;200;Жданова\n"
)


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    path = tmp_path / "Продажи_октябрь_2026.csv"
    path.write_text(ORDERS, "utf-8")
    return path


@pytest.fixture
def start(desk: Desk, office: Office, qtbot: QtBot) -> Callable[[], ImportsPage]:
    office.account("Заря")

    def started() -> ImportsPage:
        desk.__dict__.pop("drafts", None)  # another run of the program
        made = ImportsPage(desk)
        qtbot.addWidget(made)
        made.resize(1240, 760)
        made.show()
        made.go_to(IMPORTS)
        return made

    return started


def decide(page: ImportsPage) -> None:
    page.work.choose(page.work.choice.with_column(5, "product"))
    page.work.answer_names("account", {"Верфь": Answer(Way.CREATE)})
    page.remembering.name.setText("Реализация из учётной")
    page.deciding.keeper.flush()


def test_a_file_that_was_mapped_is_open_again_as_it_was(
    start: Callable[[], ImportsPage], orders: Path
) -> None:
    page = start()
    page.open(orders)
    decide(page)
    again = start()
    assert again.deciding.note.isVisible()
    assert again.work.name == orders.name
    assert again.columns.strips[5].field.value() == "product"
    assert again.work.answers == page.work.answers
    assert again.remembering.wished() == "Реализация из учётной"
    assert again.write.text() == page.write.text()


def test_a_file_that_was_only_looked_at_is_no_loss(
    start: Callable[[], ImportsPage], orders: Path, office: Office
) -> None:
    page = start()
    page.open(orders)
    page.deciding.keeper.flush()
    assert kept_drafts(office.workspace) == []


def test_what_was_written_is_no_draft_any_more(
    start: Callable[[], ImportsPage], orders: Path, office: Office
) -> None:
    page = start()
    page.open(orders)
    decide(page)
    assert [(each.key, each.title) for each in kept_drafts(office.workspace)] == [("import", "Импорт")]
    page.write_now()
    assert read_draft(office.workspace, "import") is None


@pytest.mark.parametrize("how", ["cancel", "discard"])
def test_a_file_that_is_put_away_takes_what_was_decided_with_it(
    how: str, start: Callable[[], ImportsPage], orders: Path, office: Office
) -> None:
    page = start()
    page.open(orders)
    decide(page)
    again = start()
    (again.cancel if how == "cancel" else again.deciding.note.discard).click()
    assert again.work.source is None
    assert not again.deciding.note.isVisible()
    assert read_draft(office.workspace, "import") is None


def test_a_file_that_is_away_is_told_of_and_its_draft_stays(
    start: Callable[[], ImportsPage], orders: Path, office: Office
) -> None:
    page = start()
    page.open(orders)
    decide(page)
    orders.rename(orders.with_name("elsewhere.csv"))
    again = start()
    assert again.work.source is None
    assert again.deciding.note.isVisible()
    assert read_draft(office.workspace, "import") is not None


def test_everything_that_can_be_decided_is_kept() -> None:
    choice = ImportChoice(
        form=Form.RECEIVABLES,
        formats=Formats(encoding="cp1251", header_row=3, vat=20),
        columns={0: "account", 2: ""},
        by_hand=frozenset({2}),
        saved="",
    )
    answers = Answers(
        names={("account", "Верфь"): Answer(Way.USE, UUID(int=5)), ("owner", "?"): Answer(Way.SKIP)},
        cells={("due_on", "скоро"): ""},
        last_of_repeats=True,
        replaces_source=True,
        missing=Missing.ALL,
    )
    stored = decided_as_json(choice, answers)
    assert decided_from_json(stored) == (choice, answers)
    assert decided_from_json(decided_as_json(ImportChoice(), Answers())) == (ImportChoice(), Answers())


@pytest.mark.parametrize("damage", [{"form": "nonsense"}, {"columns": 7}, {"names": [["account"]]}])
def test_what_another_version_decided_otherwise_is_nothing(damage: dict[str, object]) -> None:
    assert decided_from_json(decided_as_json(ImportChoice(), Answers()) | damage) is None
    assert decided_from_json({}) is None
