"""Lines that stand inside a section that is a form: addresses under identity, special terms under terms."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kam.core.short_names import family_of
from kam.services.dossier.rows import AddressLine, SpecialTermLine
from kam.ui.account.dossier.facts import NAME_WIDTH
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.labels import ElidedLabel, rule
from kam.ui.widgets.panels import sized
from kam.ui.widgets.part_list import PartList, SubHead
from kam.ui.widgets.tips import plain_tip


class PartLines(QWidget):
    """A small head and its rows; without rows the head alone, so that one can be added."""

    add_wished = Signal()
    opened = Signal(object)
    """The line that is to be changed."""
    removed = Signal(object)
    """The line that is to be deleted."""

    def __init__(self, look: Look, title: str, add: str) -> None:
        super().__init__()
        self.look = look
        self._shown: tuple[object, ...] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule())
        self.head = SubHead(look, title, add)
        self.head.add_wished.connect(self.add_wished)
        column.addWidget(self.head)
        self.lines = PartList(look, row_height=Size.CONTROL_COMPACT)
        self.lines.opened.connect(self.opened)
        self.lines.removed.connect(self.removed)
        column.addWidget(self.lines)

    def show_lines(self, lines: Sequence[object]) -> None:
        """Show other lines."""
        if tuple(lines) == self._shown:
            return
        self._shown = tuple(lines)
        self.head.show_count(len(lines))
        self.lines.clear()
        for line in lines:
            self._add(line)
        self.lines.setVisible(bool(lines))

    def _add(self, line: object) -> None:
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC


class AddressLines(PartLines):
    """What an address is for, and where it is."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.words.say("Addresses"), look.words.say("Add an address"))

    def _add(self, line: object) -> None:
        if not isinstance(line, AddressLine):
            return
        kind = self.look.words.of(line.kind.label)
        whole = ", ".join(
            part for part in (line.city, line.line, line.region, line.postal_code, line.country) if part
        )
        name = sized(ElidedLabel(kind, Type.SECONDARY, "text2"), NAME_WIDTH)
        row = self.lines.add_part(line, f"{kind}: {whole}", name, ElidedLabel(whole), stretch=1)
        row.setToolTip(plain_tip(f"{kind}\n{whole}"))


class TermLines(PartLines):
    """What was agreed, until when, and who of us approved it; what does not hold any more is faded."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.words.say("Special terms"), look.words.say("Add a special term"))

    def _add(self, line: object) -> None:
        if not isinstance(line, SpecialTermLine):
            return
        words, formats = self.look.words, self.look.formats
        what = " ".join(line.what.split())
        until = words.say_in("term", "until {date}", date=formats.full_date(line.until)) if line.until else ""
        since = words.say_in("term", "from {date}", date=formats.full_date(line.since)) if line.since else ""
        approved = words.say("approved by {name}", name=line.approved_by) if line.approved_by else ""
        over = "" if line.holds else words.say("does not hold now")
        beside = ", ".join(filter(None, (until, family_of(line.approved_by or ""))))
        told = "; ".join(filter(None, (what, since, until, approved, over)))
        row = self.lines.add_part(
            line,
            told,
            ElidedLabel(what, Type.BODY, "text" if line.holds else "text3"),
            ElidedLabel(beside, Type.SECONDARY, "text2" if line.holds else "text3"),
        )
        row.setToolTip(plain_tip(told.replace("; ", "\n")))
