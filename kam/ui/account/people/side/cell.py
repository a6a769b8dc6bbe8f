"""A cell of the coverage and the gaps below it; the gaps alone while no cell is chosen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from kam.core.vocabulary import RelationshipLevel
from kam.services.people.rows import ColleagueRow, LevelRow, PlaceRow, StakeholderMap
from kam.ui.account.people.coverage.levels import Kind, RelationGlyph
from kam.ui.account.people.persons import PersonWords
from kam.ui.account.people.side.checks import gap_row
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import icon_button, link
from kam.ui.widgets.facts import Facts
from kam.ui.widgets.glyphs import AvatarGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label, rule
from kam.ui.widgets.pieces import Line, Run
from kam.ui.widgets.segmented import Choice, SegmentedControl
from kam.ui.widgets.side_frame import SideFrame


class CellSide(SideFrame):
    """What one of us is to somebody, what it shall become, and where the coverage is thin."""

    closed = Signal()
    """No cell shall be shown any more."""
    level_wished = Signal(object)
    """A ``RelationshipLevel`` was pressed: it wants evidence."""
    aim_wished = Signal()
    """Another target is wished."""
    gap_wished = Signal(object)
    """Do what a ``CoverageGap`` asks."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._persons = PersonWords(look)
        self.levels: SegmentedControl | None = None

    def show_gaps(self, found: StakeholderMap) -> None:
        """The gaps alone."""
        self.begin()
        self.levels = None
        words = self.look.words
        self.head.addWidget(label(words.say("Gaps"), Type.LEAD))
        self.head.addWidget(label(self._short(found), tone="text2"))
        self._add_gaps(found)

    def show_cell(
        self, row: PlaceRow, colleague: ColleagueRow, level: LevelRow | None, found: StakeholderMap
    ) -> None:
        """A cell, then the gaps."""
        self.begin()
        self._show_head(row, colleague)
        self.body.addWidget(self._facts(row, level))
        self.body.addLayout(self._scale(level))
        self.body.addSpacing(Size.GRID)
        self.body.addWidget(rule())
        head = QHBoxLayout()
        head.setContentsMargins(0, 8, 0, 0)
        head.setSpacing(Size.GRID)
        words = self.look.words
        head.addWidget(label(words.say("Gaps"), Type.STRONG))
        count = self.look.formats.number(len(found.coverage.gaps))
        head.addWidget(label(count, Type.SECONDARY, "text3"))
        head.addStretch(1)
        head.addWidget(label(self._short(found), Type.SECONDARY, "text2"))
        self.body.addLayout(head)
        self._add_gaps(found)

    # Inside

    def _show_head(self, row: PlaceRow, colleague: ColleagueRow) -> None:
        words = self.look.words
        top = QHBoxLayout()
        top.setSpacing(Size.GRID)
        theirs = AvatarGlyph(self._persons.initials(row), 28, unknown=row.is_placeholder)
        ours = AvatarGlyph(_letters(colleague.name), 28)
        faces = (theirs, Run("×", tone="text2"), ours)
        face = LineLabel(self.look, faces)
        face.setFixedWidth(face.sizeHint().width())
        top.addWidget(face)
        names = QVBoxLayout()
        names.setSpacing(0)
        pair = words.say("{theirs} and {ours}", theirs=self._persons.family(row), ours=colleague.short)
        names.addWidget(ElidedLabel(pair, Type.STRONG))
        part = words.of(colleague.roles[0].label) if colleague.roles else colleague.job_title or ""
        under = ", ".join(each for each in (row.job_title, part) if each)
        names.addWidget(ElidedLabel(under, Type.SECONDARY, "text2"))
        top.addLayout(names, 1)
        self.close_button = icon_button(self.look, "x", words.say("Close"), small=True, run=self.closed.emit)
        top.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.head.addLayout(top)

    def _facts(self, row: PlaceRow, level: LevelRow | None) -> Facts:
        words, formats = self.look.words, self.look.formats
        facts = Facts(self.look)
        facts.add_line(words.say("Now"), self._now(level))
        if level is not None and level.target is not None:
            target: list[Run | RelationGlyph] = [
                RelationGlyph(level.target, Kind.TARGET, silent=True),
                Run(f"{int(level.target)} {words.of(level.target.label)}"),
            ]
            if level.target_on is not None:
                by = words.say("by {date}", date=formats.day_month(level.target_on))
                target.append(Run(by, tone="text2"))
            facts.add_line(words.say_in("fact", "Target"), target)
        if level is not None:
            facts.add_text(
                words.say("As of"), formats.full_date(level.on), "text3" if level.stale else "text"
            )
            facts.add_text(words.say("Why"), level.evidence or "")
        facts.add_text(
            words.say("Answers"), row.owner or words.say("nobody"), "text" if row.owner else "amber"
        )
        return facts

    def _now(self, level: LevelRow | None) -> Line:
        words = self.look.words
        if level is None:
            return (Run(words.say("not known"), tone="text3"),)
        kind = Kind.STALE if level.stale else Kind.FACT
        word = f"{int(level.level)} {words.of(level.level.label)}"
        return (RelationGlyph(level.level, kind, silent=True), Run(word))

    def _scale(self, level: LevelRow | None) -> QVBoxLayout:
        words = self.look.words
        column = QVBoxLayout()
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(Size.GRID)
        choices = [Choice(str(int(each)), str(int(each))) for each in RelationshipLevel]
        self.levels = SegmentedControl(self.look, choices, words.say("Rate the level"))
        self._mark(level)
        for each in RelationshipLevel:
            self.levels.button_of(str(int(each))).setToolTip(words.of(each.label))
        self.levels.chosen.connect(partial(self._wish, level))
        row.addWidget(self.levels)
        row.addWidget(label(words.say("wants evidence"), Type.SECONDARY, "text2"))
        row.addStretch(1)
        column.addLayout(row)
        aim = QHBoxLayout()
        aim.addWidget(link(self.look, words.say("Set a target…"), run=self.aim_wished.emit))
        aim.addStretch(1)
        column.addLayout(aim)
        return column

    def _wish(self, level: LevelRow | None, code: str) -> None:
        """Ask for the rating; the scale shows what is, not what is wished."""
        self._mark(level)
        self.level_wished.emit(RelationshipLevel.of(int(code)))

    def _mark(self, level: LevelRow | None) -> None:
        if self.levels is not None:
            self.levels.choose(str(0 if level is None else int(level.level)))

    def _short(self, found: StakeholderMap) -> str:
        words, coverage = self.look.words, found.coverage
        return words.say("{short} of {aims} short of the target", short=coverage.short, aims=coverage.aims)

    def _add_gaps(self, found: StakeholderMap) -> None:
        words = self.look.words
        gaps = found.coverage.gaps
        if not gaps:
            self.body.addSpacing(Size.GRID)
            self.body.addWidget(label(words.say("Nothing is thin: everybody is looked after."), wraps=True))
        for number, gap in enumerate(gaps):
            if number:
                self.body.addWidget(rule())
            text = words.of(gap.action.label)
            self.body.addWidget(
                gap_row(self.look, gap, link(self.look, text, run=partial(self.gap_wished.emit, gap)))
            )
        self.body.addStretch(1)


def _letters(name: str) -> str:
    parts = name.split()
    return "".join(part[0] for part in parts[:2]).upper()
