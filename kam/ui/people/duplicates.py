"""Who seems to stand there twice: pair by pair, with what speaks for it, until somebody decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from kam.analysis.same_people import SameBecause
from kam.core.text import with_capital
from kam.services.people.apart import Duplicates
from kam.services.people.identity import DuplicateRow, LikelyPerson
from kam.ui.desk import Desk
from kam.ui.look import Look
from kam.ui.people.deeds import PeopleDeeds
from kam.ui.people.face import Face
from kam.ui.persons.columns import NOTHING
from kam.ui.theme.tokens import Type
from kam.ui.widgets.deeds import Deed
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.glyphs import AvatarGlyph
from kam.ui.widgets.pieces import Line, Run
from kam.ui.widgets.table.column import Column, Group
from kam.ui.widgets.table.table import Table

_APART: Final = "apart"


class DuplicatesFace(Face):
    """Pairs that wait, under what speaks for them; last, folded, those that were told apart."""

    def __init__(self, desk: Desk, deeds: PeopleDeeds) -> None:
        table = Table(
            desk.look,
            _columns(desk.look),
            name=desk.look.words.say("People who may be one"),
            boxes=True,
            local=desk.local,
            kept_as="people duplicates",
        )
        self._apart: frozenset[Any] = frozenset()
        super().__init__(desk.look, table, deeds, [self._fitting(deed) for deed in deeds.of_pairs])
        table.rows_model.fold(_APART, folded=True)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._delete)

    def name(self, row: DuplicateRow) -> str:
        """The two; one name where both are called alike."""
        if row.one.name.short == row.other.name.short:
            return row.one.name.short
        return self.look.words.say("{one} and {other}", one=row.one.name.short, other=row.other.name.short)

    def show_duplicates(self, found: Duplicates) -> None:
        """Show what waits and what is decided."""
        words = self.look.words
        self._apart = frozenset(row.id for row in found.apart)
        groups = [
            (self._group(because.value, _heading(self.look, because), rows), rows)
            for because, rows in ((why, list(rows)) for why, rows in groupby(found.waiting, _why))
        ]
        if found.apart:
            rows = list(found.apart)
            groups.append((self._group(_APART, words.say("Told apart: two people"), rows), rows))
        self.table.show_groups(groups) if groups else self.table.show_rows([])
        pairs = words.say_many("{count} pair to look at", "{count} pairs to look at", len(found.waiting))
        self.foot.show_sums((Run(pairs, Type.STRONG),))
        self.set_empty(None if groups else self._nobody())

    # Inside

    def _fitting(self, deed: Deed[DuplicateRow]) -> Deed[DuplicateRow]:
        """Telling apart fits pairs that wait, doubting those that were told apart."""
        if deed.code == "pair.apart":
            return replace(deed, fits=lambda rows: bool(rows) and not self._any_apart(rows))
        if deed.code == "pair.doubt":
            return replace(deed, fits=lambda rows: bool(rows) and self._all_apart(rows))
        return deed

    def _any_apart(self, rows: Sequence[DuplicateRow]) -> bool:
        return any(row.id in self._apart for row in rows)

    def _all_apart(self, rows: Sequence[DuplicateRow]) -> bool:
        return all(row.id in self._apart for row in rows)

    def _delete(self) -> None:
        rows = self.chosen()
        deed = next(deed for deed in self.offered if deed.code == "pair.apart")
        deed.run_where_fit(rows)

    def _wish_person(self, rows: list[Any]) -> None:
        """A pair has no card of its own: comparing shows both."""

    def _group(self, code: str, title: str, rows: list[DuplicateRow]) -> Group:
        count = self.look.formats.number(len(rows))
        line = (Run(title, Type.STRONG), Run(count, Type.SECONDARY, "text3"))
        return Group(code, line, f"{title} {count}")

    def _nobody(self) -> EmptyState:
        words = self.look.words
        return EmptyState(
            self.look,
            "user-check",
            words.say("Nobody stands here twice"),
            words.say(
                "Whoever has the same e-mail, phone or full name is offered here to be made one person."
            ),
        )


def _why(row: DuplicateRow) -> SameBecause:
    return row.because


def _heading(look: Look, because: SameBecause) -> str:
    text = look.words.of(because.label)
    return with_capital(text)


def _columns(look: Look) -> list[Column[DuplicateRow]]:
    say = look.words.say

    def name(person: LikelyPerson) -> str:
        return " ".join(part for part in (person.name.listed, person.name.patronymic) if part)

    def line(person: LikelyPerson) -> Line:
        return (AvatarGlyph(person.name.initials or "?", 24), Run(name(person), Type.NAME))

    def where(person: LikelyPerson) -> str:
        return ", ".join(dict.fromkeys(person.places)) or NOTHING

    def why(row: DuplicateRow) -> str:
        told = [look.words.of(each.label) for each in row.reasons or (row.because,)]
        return ", ".join((*told, *row.shared))

    def why_line(row: DuplicateRow) -> Line:
        told = ", ".join(look.words.of(each.label) for each in row.reasons or (row.because,))
        shared = (Run(", ".join(row.shared), Type.SECONDARY, "text2", gap=8),) if row.shared else ()
        return (Run(told), *shared)

    return [
        Column(
            "one",
            say("One record"),
            lambda row: name(row.one),
            width=264,
            line=lambda row: line(row.one),
            type=Type.NAME,
            stretch=True,
            least=150,
            chosen=False,
        ),
        Column("one_at", say("Client"), lambda row: where(row.one), width=168, tone="text2", stretch=True),
        Column(
            "other",
            say("Other record"),
            lambda row: name(row.other),
            width=232,
            line=lambda row: line(row.other),
            type=Type.NAME,
            stretch=True,
            least=150,
            chosen=False,
        ),
        Column(
            "other_at", say("Client"), lambda row: where(row.other), width=168, tone="text2", stretch=True
        ),
        Column("why", say("Why one person"), why, width=300, line=why_line, stretch=True, least=200),
    ]
