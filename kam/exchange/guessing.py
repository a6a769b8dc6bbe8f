"""What a table brings, guessed from its headings and its name, where nobody has said it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from kam.core.text import fold
from kam.exchange.cells import Cell, is_blank, line_of
from kam.exchange.fields import MONTH_FIELDS, Kind
from kam.exchange.mapping import Mapping
from kam.exchange.planning import Form, key_and_form, required_fields
from kam.exchange.recognition import HEADER_ROWS, Recognised, field_of_heading, month_columns

_TELLING: Final[dict[Kind, frozenset[str]]] = {
    kind: frozenset(names.split())
    for kind, names in {
        Kind.ACCOUNTS: (
            "legal_name tax_number registration_number status business_type industry address city region"
            " postal_code potential credit_limit deferral_days parent owner"
        ),
        Kind.PEOPLE: (
            "full_name family_name given_name patronymic job_title department mobile birthday buying_roles"
            " circle influence attitude"
        ),
        Kind.SALES: "order_number line_number product product_line quantity revenue cost",
        Kind.TARGETS: "amount",
        Kind.RECEIVABLES: "document due_on amount",
        Kind.CONTRACTS: "number starts_on ends_on renews_itself notice_days",
    }.items()
}
"""The fields whose usual headings hardly any other kind of file has."""
_NAMES: Final[dict[Kind, tuple[str, ...]]] = {
    kind: tuple(words.split())
    for kind, words in {
        Kind.ACCOUNTS: "клиент контрагент customer client account",
        Kind.PEOPLE: "контакт люди people contact person",
        Kind.SALES: "заказ продаж реализац отгруз sales order",
        Kind.TARGETS: "план цели целей target plan budget бюджет",
        Kind.RECEIVABLES: "дебитор долг задолж receivab debt overdue",
        Kind.CONTRACTS: "договор контракт contract agreement",
    }.items()
}
"""Parts of words that files and sheets of a kind are called by."""
_TELLING_COUNTS, _NAME_COUNTS, _MISSING_COSTS = 2, 2, 6
_SURE_BY: Final = 3


@dataclass(frozen=True, slots=True)
class Guess:
    """The row of headings and the form of the rows below it; ``sure`` where no other form comes near."""

    header_row: int
    form: Form
    sure: bool
    points: int = 0


def guess(
    rows: Iterable[tuple[int, Sequence[Cell]]], name: str, forms: Sequence[Form] = tuple(Form)
) -> Guess:
    """Of the first twenty rows and of some forms those that fit each other best.

    Where no row looks like headings, the first with two cells is taken.
    """
    best: tuple[tuple[int, bool], int, Form] | None = None
    second = 0
    for number, cells in islice(rows, HEADER_ROWS):
        if all(map(is_blank, cells)):
            continue
        scores = sorted(((score(headings_of(cells), form, name), form) for form in forms), key=_by_score)
        (points, form), runner_up = scores[-1], scores[-2][0] if len(scores) > 1 else 0
        rank = points, sum(not is_blank(cell) for cell in cells) > 1
        if best is None or rank > best[0]:
            best, second = (rank, number, form), runner_up
    if best is None:
        return Guess(1, forms[0], sure=False)
    (points, _), number, form = best
    sure = len(forms) == 1 or (points > 0 and points - second >= _SURE_BY)
    return Guess(number, form, sure=sure, points=points)


def score(header: Sequence[str], form: Form, name: str) -> int:
    """How much a row of headings looks like those of a form; below zero, not at all."""
    kind = form.kind
    found = recognise_gently(header, kind)
    months = months_of(header, kind, found)
    present = {name for names in found.fields.values() for name in names}
    key, _ = key_and_form(Mapping(kind, form.key), present)
    points = -_SURE_BY if form is Form.MONTHLY_TOTALS and "order_number" in present else 0
    for index, names in found.fields.items():
        meant = field_of_heading(header[index], kind)
        first_rank = meant is not None and meant[1] == 0
        points += sum(_TELLING_COUNTS if first_rank and each in _TELLING[kind] else 1 for each in names)
    missing = required_fields(form, key, present, wide=bool(months)) - present
    words = fold(name)
    points += _NAME_COUNTS * any(word in words for word in _NAMES[kind])
    return points + len(months) - _MISSING_COSTS * len(missing)


def recognise_gently(header: Sequence[str], kind: Kind, taken: Iterable[int] = ()) -> Recognised:
    """As ``recognise``; but where two headings of one rank mean the same field, the first is taken."""
    best: dict[str, tuple[int, int]] = {}
    busy = set(taken)
    for index, heading in enumerate(header):
        found = None if index in busy else field_of_heading(heading, kind)
        if found is not None and (found[0] not in best or found[1] < best[found[0]][0]):
            best[found[0]] = (found[1], index)
    fields = {index: (field,) for field, (_, index) in best.items()}
    unused = tuple(i for i, heading in enumerate(header) if heading and i not in fields)
    return Recognised(dict(sorted(fields.items())), unused)


def months_of(header: Sequence[str], kind: Kind, found: Recognised) -> tuple[int, ...]:
    """The columns whose headings are months, where no other column holds the sums or their time."""
    present = {name for names in found.fields.values() for name in names}
    if kind not in MONTH_FIELDS or present & {"month", "date", "order_number", MONTH_FIELDS[kind][0]}:
        return ()
    return tuple(column.index for column in month_columns(header, found.unused, gently=True))


def headings_of(cells: Sequence[Cell]) -> tuple[str, ...]:
    """The cells of a row as headings; what no line can be made of is none."""
    lines = (line_of(cell) for cell in cells)
    return tuple(line if isinstance(line, str) else "" for line in lines)


def _by_score(scored: tuple[int, Form]) -> tuple[int, int]:
    """The best last; of equals the form that comes first among all."""
    points, form = scored
    return points, -list(Form).index(form)
