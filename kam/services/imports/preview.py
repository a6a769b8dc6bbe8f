"""What a chosen file looks like and how it would be read: the first thing that is shown of an import."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.exchange.amounts import DecimalMark
from kam.exchange.calendars import DateOrder
from kam.exchange.cells import Bad, squeezed
from kam.exchange.fields import Field, FieldType
from kam.exchange.guessing import months_of, recognise_gently
from kam.exchange.mapping import Formats
from kam.exchange.parse import Progress, Question, Survey, survey
from kam.exchange.planning import Form, required_fields
from kam.exchange.recognition import field_of_heading, month_columns
from kam.exchange.sketch import Sketch, sketch
from kam.exchange.tables import Table
from kam.models import WorkspaceProfile
from kam.services.imports.answers import Answer, Way
from kam.services.imports.choice import MONTH_COLUMN, ImportChoice, Settled
from kam.services.imports.likely import certain_names
from kam.services.imports.preview_rows import ColumnPreview, FieldChoice, How, SavedName, SourcePreview
from kam.services.imports.registers import read_accounts, read_product_lines
from kam.services.imports.saved import SavedMapping, read_saved
from kam.services.imports.source import SourceFile, source_row
from kam.store.workspace import Workspace

FIRST_ROWS: Final = 12
_NUMBERS: Final = frozenset({FieldType.AMOUNT, FieldType.WHOLE})


def preview_source(
    workspace: Workspace, source: SourceFile, choice: ImportChoice, progress: Progress | None = None
) -> SourcePreview:
    """Look through a file: what it brings, which column is which, and how sure that is.

    Raises:
        UserError: ``exchange.*`` where no rows can be made out in the way that was stated.

    """
    with workspace.reading() as session:
        saved = read_saved(session)
        applied = _applied(source, choice, saved)
        formats = choice.formats if applied is None else _merged(choice.formats, applied.formats)
        guessed, sheet = source.guess(formats, choice.form or (applied.form if applied else None))
        formats = replace(formats, sheet=sheet) if sheet is not None else formats
        header_row = formats.header_row or guessed.header_row
        if applied is not None and formats.header_row is None:
            header_row = source.row_with(applied.headings, formats) or header_row
        table = source.table(formats, header_row)
        columns = choice.columns
        if columns is None:
            columns = _recognised(table, guessed.form, applied)
        settled = Settled(guessed.form, formats, header_row, columns)
        full = replace(choice, columns=columns)
        look = _Look(session, source, table, settled, choice=full, applied=applied, progress=progress)
        known_as = choice.form is not None or applied is not None or guessed.sure
        return look.preview(form_is_sure=known_as, saved=saved)


class _Look:
    """One look through the rows, and everything that follows from it."""

    def __init__(  # everything that a preview is made of
        self,
        session: Session,
        source: SourceFile,
        table: Table,
        settled: Settled,
        *,
        choice: ImportChoice,
        applied: SavedMapping | None,
        progress: Progress | None,
    ) -> None:
        self._session = session
        self._source = source
        self._table = table
        self._settled = settled
        self._choice = choice
        self._applied = applied
        self._index_of = {name: at for at, name in settled.columns.items() if name}
        named = [at for name in ("account", "product_line") if (at := self._index_of.get(name)) is not None]
        self._sketch: Sketch = sketch(table, first=FIRST_ROWS, gathered=named, progress=progress)
        self._plan = settled.plan(table, complete=False)
        self._survey: Survey = survey(table, self._plan, progress)
        self._asks_vat = self._must_ask_vat()
        months = month_columns(table.header, range(len(table.header)), gently=True)
        self._months = frozenset(each.index for each in months) if settled.allows_months else frozenset()
        self._unknown: list[str] = []
        self._found = dict(self._names_found())

    def preview(self, *, form_is_sure: bool, saved: tuple[SavedMapping, ...]) -> SourcePreview:
        """All of it."""
        source, table = self._source, self._table
        fields = self._fields()
        given = set(self._index_of)
        wide = MONTH_COLUMN in given
        required = required_fields(self._settled.form, self._plan.key, given, wide=wide)
        width = len(table.header)
        return SourcePreview(
            name=source.name,
            kind=source.kind,
            size=source.size,
            rows=self._sketch.rows,
            encoding=table.encoding,
            encoding_is_sure=source.grid(self._settled.formats)[1],
            delimiter=table.delimiter,
            sheets=source.sheets,
            sheet=table.sheet,
            form_is_sure=form_is_sure,
            settled=self._settled,
            choice=self._choice,
            columns=tuple(self._column(at) for at in range(width) if self._is_there(at)),
            first=tuple(source_row(number, cells, width) for number, cells in self._sketch.first),
            fields=fields,
            missing=tuple(each for each in fields if each.name in required and each.name not in given),
            questions=self._survey.questions,
            asks_vat=self._asks_vat,
            saved=tuple(SavedName(each.id, each.name, each.form) for each in saved),
            applied=self._applied,
            suggested=MappingProxyType(self._suggested()),
        )

    def _is_there(self, at: int) -> bool:
        """A column with neither heading nor content is none."""
        return bool(self._table.header[at] or self._sketch.columns[at].example)

    def _fields(self) -> tuple[FieldChoice, ...]:
        keys = _KEY_PARTS.get(self._settled.form, (self._plan.key,))
        required = required_fields(self._settled.form, self._plan.key, set(self._index_of))
        return tuple(
            FieldChoice(name, each.label, name in required, name in keys)
            for name, each in self._settled.fields().items()
        )

    def _column(self, at: int) -> ColumnPreview:
        name, look = self._settled.columns.get(at, ""), self._sketch.columns[at]
        found, total = self._found.get(at, (0, 0))
        return ColumnPreview(
            index=at,
            heading=self._table.header[at],
            example=look.example,
            field=name,
            how=self._how(at, name),
            blank=look.blank * 100 // self._sketch.rows,
            found=found,
            total=total,
            writing=self._writing(at, name),
            is_number=self._is_number(name),
            may_be_month=at in self._months,
        )

    def _how(self, at: int, name: str) -> How:
        """The most telling of what is known of a column."""
        told: list[tuple[bool, How]] = [
            (not name, self._why_left(at)),
            (any(at == self._at(question) for question in self._survey.questions), How.WRITING),
            (name == "revenue" and self._asks_vat, How.VAT),
            (name == MONTH_COLUMN, How.MONTH),
            (at in self._found, How.NAMES),
            (name == "cost" and self._sketch.columns[at].blank > 0, How.EMPTY_IS_UNKNOWN),
            (at in self._choice.by_hand, How.BY_HAND),
            (self._is_from_last_time(at, name), How.LAST_TIME),
            (self._writing(at, name) is not None or self._is_number(name), How.HEADING_AND_KIND),
        ]
        return next((how for is_so, how in told if is_so), How.HEADING)

    def _why_left(self, at: int) -> How:
        if at in self._choice.by_hand:
            return How.LEFT
        meant = field_of_heading(self._table.header[at], self._settled.form.kind)
        return How.NO_FIELD if meant is None or meant[0] not in self._index_of else How.SPARE

    def _at(self, question: Question) -> int:
        return self._table.header.index(question.heading)

    def _is_from_last_time(self, at: int, name: str) -> bool:
        if self._applied is None:
            return False
        wanted = squeezed(self._table.header[at])
        return any(
            squeezed(heading) == wanted and field == name for heading, field in self._applied.columns.items()
        )

    def _field(self, name: str) -> Field | None:
        return self._settled.fields().get(name)

    def _is_number(self, name: str) -> bool:
        known = self._field(name)
        return name == MONTH_COLUMN or (known is not None and known.holds in _NUMBERS)

    def _writing(self, at: int, name: str) -> DecimalMark | DateOrder | None:
        """In which order the dates of a column are written, where they are text."""
        known = self._field(name)
        is_date = known is not None and known.holds is FieldType.DATE
        if not is_date or not self._survey.texts.get(at):
            return None
        year_first = self._sketch.columns[at].example[:4].isdecimal()
        return DateOrder.YEAR_FIRST if year_first else self._survey.dates.get(at)

    def _must_ask_vat(self) -> bool:
        """Revenue is kept net of VAT; where neither the heading nor anybody says that it is, it is asked."""
        at = self._index_of.get("revenue")
        if at is None or self._settled.formats.vat is not None:
            return False
        meant = field_of_heading(self._table.header[at], self._settled.form.kind)
        if meant == ("revenue", 0):  # the first rank of its headings says «без НДС»
            return False
        return not self._session.scalars(select(WorkspaceProfile.revenue_is_gross)).one_or_none()

    def _names_found(self) -> Iterator[tuple[int, tuple[int, int]]]:
        """How many of the different names in columns of names are known here; the others are kept."""
        registers: dict[str, Callable[[str], object]] = {}
        if "account" in self._index_of:
            registers["account"] = read_accounts(self._session).find
        if "product_line" in self._index_of:
            registers["product_line"] = read_product_lines(self._session).find
        for name, find in registers.items():
            at = self._index_of[name]
            texts = self._sketch.columns[at].texts
            unknown = [text for text in texts if (found := find(text)) is None or isinstance(found, Bad)]
            if name == "account":
                self._unknown = unknown
            yield at, (len(texts) - len(unknown), len(texts))

    def _suggested(self) -> dict[tuple[str, str], Answer]:
        """What was decided about names last time, and what names that are only written otherwise mean."""
        answers = {
            ("account", text): Answer(Way.USE, one.id)
            for text, one in certain_names(self._session, self._unknown).items()
        }
        if self._applied is not None:
            answers |= {key: Answer(Way.USE, record) for key, record in self._applied.names.items()}
        return answers


_KEY_PARTS: Final[dict[Form, tuple[str, ...]]] = {
    Form.ORDER_LINES: ("order_number", "line_number"),
    Form.MONTHLY_TOTALS: ("account", "month", "product_line", "unit"),
    Form.TARGETS: ("account", "month", "product_line", "measure"),
    Form.RECEIVABLES: ("account", "document", "due_on"),
}
"""The fields that together make the key of a record, where it is not one field alone."""


def _applied(
    source: SourceFile, choice: ImportChoice, saved: tuple[SavedMapping, ...]
) -> SavedMapping | None:
    """The remembered mapping to read by: the one that was chosen, else the last whose headings are there."""
    if choice.saved is not None:
        return next((each for each in saved if each.id == choice.saved), None)
    for each in saved:
        if choice.form not in (None, each.form) or not each.headings:
            continue
        if source.row_with(each.headings, _merged(choice.formats, each.formats)) is not None:
            return each
    return None


def _merged(stated: Formats, remembered: Formats) -> Formats:
    """What is stated now before what was stated last time; a sheet and a row belong to their file."""
    names = ("encoding", "delimiter", "decimal", "date_order", "sheet", "header_row", "currency", "vat")
    return Formats(
        **{
            name: getattr(remembered, name) if getattr(stated, name) is None else getattr(stated, name)
            for name in names
        }
    )


def _recognised(table: Table, form: Form, applied: SavedMapping | None) -> dict[int, str]:
    """Index → field: as last time where the heading was there, else by the usual headings."""
    kind, header = form.kind, table.header
    remembered: dict[int, str] = {}
    if applied is not None:
        known = {squeezed(heading): name for heading, name in applied.columns.items()}
        for at, heading in enumerate(header):
            name = known.get(squeezed(heading))
            if name is not None and (name not in remembered.values() or name in {"", MONTH_COLUMN}):
                remembered[at] = name
    found = recognise_gently(header, kind, taken=remembered)
    spoken_for = set(remembered.values())
    columns = dict(remembered)
    columns |= {at: names[0] for at, names in found.fields.items() if names[0] not in spoken_for}
    wide = months_of(header, kind, found) if form is not Form.ORDER_LINES else ()
    columns |= {at: MONTH_COLUMN for at in wide if at not in columns}
    return {at: columns.get(at, "") for at in range(len(header))}
