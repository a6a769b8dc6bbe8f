"""What differs between two states of a plan, side by side: what it was, what it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from kam.analysis.plans.compare import ChangeSort, FieldChange, LineChange, PlanChanges, SectionChange
from kam.analysis.plans.compare_words import LINE_LABELS, PlanTeller
from kam.core.text import with_capital
from kam.core.words import Label, label
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.labels import label as text_label
from kam.ui.widgets.labels import rule
from kam.ui.widgets.panels import clear
from kam.ui.widgets.tags import Tag, Tone

_SORTS: Final[Mapping[ChangeSort, tuple[Label, Tone]]] = {
    ChangeSort.ADDED: (label("plan change", "+ added"), Tone.GREEN),
    ChangeSort.REMOVED: (label("plan change", "− gone"), Tone.RED),
    ChangeSort.CHANGED: (label("plan change", "≠ changed"), Tone.ACCENT),
}
_TAG: Final = 96
_WHAT: Final = 200


class ChangesView(QScrollArea):
    """A section a heading; a line a word and its fields, before at the left, after at the right."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        held = QWidget()
        held.setProperty("ground", "page")
        self._column = QVBoxLayout(held)
        self._column.setContentsMargins(0, 0, Size.GRID, 0)
        self._column.setSpacing(Size.HALF)
        self.setWidget(held)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(look.words.say("What differs"))
        self.texts: list[str] = []
        """Every sentence that is shown, in order."""

    def show_changes(self, changes: PlanChanges, teller: PlanTeller, before: str, after: str) -> None:
        """Show what differs; ``before`` and ``after`` are what the two sides are called."""
        clear(self._column)
        self.texts = []
        if not changes:
            self._column.addWidget(self._said(self._look.words.say("Nothing differs."), tone="text2"))
        else:
            self._column.addWidget(self._row("", "", before, after, head=True))
        for section in changes.sections:
            self._add_section(section, teller)
        self._column.addStretch(1)

    def _add_section(self, section: SectionChange, teller: PlanTeller) -> None:
        self._column.addSpacing(Size.HALF)
        heading = self._said(self._look.words.of(section.section.label), Type.STRONG)
        self._column.addWidget(heading)
        self._column.addWidget(rule())
        for change in section.fields:
            self._add_field(change, teller)
        for line in section.lines:
            self._add_line(line, teller)

    def _add_line(self, line: LineChange, teller: PlanTeller) -> None:
        word, tone = _SORTS[line.sort]
        title, kind = teller.subject(line), with_capital(self._look.words.of(LINE_LABELS[line.section]))
        tag = Tag(self._look.words.of(word), tone)
        self.texts.append(tag.text())
        before = "" if line.sort is ChangeSort.ADDED else title
        after = title if line.sort is ChangeSort.ADDED else ""
        across = line.sort is ChangeSort.CHANGED
        self._column.addWidget(self._row(tag, kind, before, after, strong=True, across=across))
        for change in line.fields:
            self._add_field(change, teller)

    def _add_field(self, change: FieldChange, teller: PlanTeller) -> None:
        before, after = teller.value(change.before), teller.value(change.after)
        self._column.addWidget(self._row("", teller.field(change), before, after))

    def _row(
        self,
        tag: Tag | str,
        what: str,
        before: str,
        after: str,
        *,
        head: bool = False,
        strong: bool = False,
        across: bool = False,
    ) -> QWidget:
        """Cells of a line; ``across``: what stands before goes over both sides."""
        held = QWidget()
        grid = QGridLayout(held)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(Size.GAP)
        first = tag if isinstance(tag, Tag) else QLabel()
        grid.addWidget(first, 0, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        role = Type.COLUMN if head else Type.STRONG if strong else Type.BODY
        name = self._said(what, Type.SECONDARY, "text2")
        name.setMaximumWidth(_WHAT)
        grid.addWidget(name, 0, 1)
        old = self._said(before, role, "text" if across else "text2")
        grid.addWidget(old, 0, 2, 1, 2 if across else 1)
        if not across:
            grid.addWidget(self._said(after, role), 0, 3)
        grid.setColumnMinimumWidth(0, _TAG)
        grid.setColumnMinimumWidth(1, _WHAT)
        for column in (2, 3):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, 160)
        return held

    def _said(self, text: str, role: Type = Type.BODY, tone: str = "text") -> QLabel:
        if text:
            self.texts.append(text)
        return text_label(text, role, tone, wraps=True)
