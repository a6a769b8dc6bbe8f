"""A returned table of answers: who said what, as the file writes it.

It may be the table we sent, one that a form on the web made (its headings are the questions), or a list of
anybody's making. A score is a whole number, also as «8 из 10»; an empty one is no answer yet, and a word or a
dash for it says that there will be none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice
from typing import Final

from kam.analysis.satisfaction_words import COMMENT_QUESTION, DRIVER_QUESTION, DRIVERS, QUESTIONS
from kam.core.errors import UserError
from kam.core.vocabulary import SatisfactionDriver
from kam.core.words import LANGUAGES, Label, label, words_for
from kam.exchange.amounts import is_dash
from kam.exchange.calendars import DateOrder, date_of, decide_dates, read_date
from kam.exchange.cells import Bad, Cell, is_blank, line_of, note_of, shown, squeezed, text_of, trimmed
from kam.exchange.tables import Grid, table_of
from kam.exchange.tables_out import as_typed

COLUMNS: Final[Mapping[str, Label]] = {
    "account": label("survey column", "Client"),
    "name": label("survey column", "Person"),
    "email": label("survey column", "E-mail"),
    "score": label("survey column", "Score"),
    "driver": label("survey column", "What decided it"),
    "comment": label("survey column", "Comment"),
    "on": label("survey column", "Answered on"),
}
"""The headings of the table that we send."""
_HEADINGS: Final = {
    "account": "account, customer, company, organisation, organization, клиент, компания, организация, "
    "контрагент",
    "name": "name, full name, contact, contact name, respondent, your name, имя, фио, ф. и. о., контакт, "
    "контактное лицо, сотрудник, ваше имя, кто ответил",
    "email": "email, e-mail, email address, mail, почта, электронная почта, эл. почта, адрес почты, "
    "адрес электронной почты",
    "score": "score, rating, answer, mark, nps, csat, ces, оценка, балл, баллы, ответ, ваша оценка",
    "driver": "driver, reason, main reason, причина, главная причина, что повлияло, фактор",
    "comment": "comment, comments, remark, feedback, комментарий, комментарии, пояснение, пожелания, отзыв",
    "on": "date, timestamp, answered, дата, дата ответа, отметка времени, когда",
}
_HEADER_ROWS: Final = 20
_SCORE: Final = re.compile(r"([0-9]{1,2})(?:[.,]0+)?(?:\s*(?:/|из|of)\s*([0-9]{1,2}))?\Z", re.IGNORECASE)
_SILENT: Final = "нет ответа, без ответа, не ответил, не ответила, no answer, silent, refused, отказ"
_LONGEST: Final = 20_000
_UNSEEN: Final = {**dict.fromkeys(range(0x80, 0xA0), " "), 0x85: "\n"}
"""Control characters that forms let in, and so our own table may hold; U+0085 ends a line."""


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row of the file. ``score`` None is no answer yet; ``fault`` says what of it cannot be understood.

    ``out_of`` is the whole that the file names beside the score: 10 of «8 из 10».
    """

    row: int
    name: str
    email: str
    account: str
    score: int | None = None
    silent: bool = False
    driver: SatisfactionDriver | None = None
    comment: str | None = None
    on: date | None = None
    fault: Bad | None = None
    out_of: int | None = None

    @property
    def who(self) -> str:
        """Whom the file names."""
        return self.name or self.email


def read_answers(grid: Grid, source: str = "") -> list[ReturnedRow]:
    """The rows of a returned table.

    Raises:
        UserError: ``survey.table_without_columns`` without a column of scores, or of whose they are.

    """
    header_row, fields = _find_header(grid)
    rows = list(table_of(grid, header_row, source).rows())
    order = _order(cells[fields["on"]] for _, cells in rows if fields.get("on", len(cells)) < len(cells))
    return [_row(number, cells, fields, order) for number, cells in rows]


def _order(cells: Iterable[Cell]) -> DateOrder:
    """How the column writes its days; one that does not tell has the day first."""
    found = decide_dates([_without_hour(cell) for cell in cells if isinstance(cell, str)])
    return found if isinstance(found, DateOrder) else DateOrder.DAY_FIRST


def _find_header(grid: Grid) -> tuple[int, dict[str, int]]:
    """The row with the most known headings near the top, and which column is which."""
    best: tuple[int, dict[str, int]] = (0, {})
    for number, cells in islice(grid, _HEADER_ROWS):
        fields = _recognised(cells)
        if len(fields) > len(best[1]):
            best = (number, fields)
    if "score" not in best[1] or not best[1].keys() & {"name", "email"}:
        raise UserError("survey.table_without_columns")
    return best


def _recognised(cells: Sequence[Cell]) -> dict[str, int]:
    """Which column is which; the first of two that mean the same."""
    known, found = _known(), dict[str, int]()
    for index, cell in enumerate(cells):
        name = known.get(squeezed(text_of(cell)[:300]))
        if name is not None:
            found.setdefault(name, index)
    return found


@cache
def _known() -> dict[str, str]:
    """Every heading that we know, squeezed."""
    questions = {"score": QUESTIONS.values(), "driver": (DRIVER_QUESTION,), "comment": (COMMENT_QUESTION,)}
    known: dict[str, str] = {}
    for name, listed in _HEADINGS.items():
        known |= {squeezed(each): name for each in listed.split(",")}
        for text in (COLUMNS[name], *questions.get(name, ())):
            known |= {squeezed(words_for(language).of(text)): name for language in LANGUAGES}
    return known


def _row(number: int, cells: Sequence[Cell], fields: Mapping[str, int], order: DateOrder) -> ReturnedRow:
    def cell(name: str) -> Cell:
        index = fields.get(name)
        return "" if index is None or index >= len(cells) else cells[index]

    faults: list[Bad] = []

    def line(name: str) -> str:
        text = line_of(text_of(cell(name)).translate(_UNSEEN))
        if isinstance(text, Bad):
            faults.append(text)
            return ""
        return shown(as_typed(text), 300)

    name, email, account = line("name"), line("email"), line("account")
    score, out_of, silent = _score(cell("score"), faults)
    return ReturnedRow(
        row=number,
        name=name,
        email=email,
        account=account,
        score=score,
        silent=silent,
        driver=_driver(cell("driver"), faults),
        comment=_comment(cell("comment"), faults),
        on=_day(cell("on"), order, faults),
        fault=next(iter(faults), None),
        out_of=out_of,
    )


def _score(cell: Cell, faults: list[Bad]) -> tuple[int | None, int | None, bool]:
    """The score, the whole that it is of where that is named, and whether there will be none."""
    text = trimmed(text_of(cell))
    if not text:
        return None, None, False
    if is_dash(text) or squeezed(text) in {squeezed(each) for each in _SILENT.split(",")}:
        return None, None, True
    found = _SCORE.match(text)
    if found is None:
        faults.append(Bad("survey.not_a_score", {"value": shown(cell)}))
        return None, None, False
    return int(found[1]), int(found[2]) if found[2] else None, False


def _driver(cell: Cell, faults: list[Bad]) -> SatisfactionDriver | None:
    if is_blank(cell):
        return None
    found = _drivers().get(squeezed(text_of(cell)))
    if found is None:
        faults.append(Bad("survey.not_a_driver", {"value": shown(cell)}))
    return found


@cache
def _drivers() -> dict[str, SatisfactionDriver]:
    """What a driver may be called: its code, its name, or the words of the form."""
    return {
        squeezed(text): driver
        for driver in SatisfactionDriver
        for text in (
            driver.value,
            *(words_for(language).of(each) for language in LANGUAGES for each in _names(driver)),
        )
    }


def _names(driver: SatisfactionDriver) -> Iterable[Label]:
    return driver.label, DRIVERS[driver]


def comment_of(cell: Cell) -> str | Bad:
    """A comment as a table says it; what we wrote in one comes back as it was typed."""
    text = note_of(text_of(cell).translate(_UNSEEN))
    return text if isinstance(text, Bad) else as_typed(text)


def _comment(cell: Cell, faults: list[Bad]) -> str | None:
    text = comment_of(cell)
    if isinstance(text, Bad):
        faults.append(text)
        return None
    if len(text) > _LONGEST:
        faults.append(Bad("exchange.too_long", {"length": len(text), "limit": _LONGEST}))
        return None
    return text or None


def _day(cell: Cell, order: DateOrder, faults: list[Bad]) -> date | None:
    """The day; of a moment, as forms on the web stamp it, its day."""
    if is_blank(cell):
        return None
    found = date_of(_without_hour(cell) if isinstance(cell, str) else cell, order)
    if isinstance(found, Bad):
        faults.append(Bad(found.code, {**found.details, "value": shown(cell)}))
        return None
    return found


def _without_hour(text: str) -> str:
    """The text, or what stands before its hour: forms on the web stamp hours and zones in many ways."""
    whole = trimmed(text)
    if read_date(whole, DateOrder.DAY_FIRST) or read_date(whole, DateOrder.MONTH_FIRST):
        return whole
    return whole.partition(" ")[0].partition("T")[0]
