"""What stands in the cells of the coverage matrix."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from kam.core.vocabulary import ClockState
from kam.services.people.rows import ColleagueRow, LevelRow, PlaceRow
from kam.ui.account.people.coverage.levels import Kind, RelationGlyph
from kam.ui.account.people.persons import PersonWords
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.glyphs import (
    AttitudeGlyph,
    AvatarGlyph,
    ClockGlyph,
    IconGlyph,
    InfluenceGlyph,
    State,
    StateGlyph,
)
from kam.ui.widgets.people_words import short_role
from kam.ui.widgets.pieces import Glyph, Line, Mark, Run, colour_of, line_width, paint_line

_MARGIN: Final = 24.0
_GAP: Final = 2.0


class CellPainter:
    """Draws cells in the words of a look."""

    def __init__(self, look: Look, *, targets: bool) -> None:
        self._look = look
        self._words = look.words
        self._targets = targets
        self._persons = PersonWords(look)

    def paint_name(self, painter: QPainter, box: QRectF, row: PlaceRow, theme: Theme) -> None:
        """Face, name, role, whether nobody of ours answers; attitude and influence at the right."""
        standing = self.standing(row)
        wide = line_width(standing, theme)
        right = QRectF(box.right() - 8 - wide, box.top(), wide, box.height())
        paint_line(painter, right, standing, theme)
        room = QRectF(box.left() + _MARGIN, box.top(), right.left() - 8 - box.left() - _MARGIN, box.height())
        paint_line(painter, room, self.name(row), theme)

    def name(self, row: PlaceRow) -> Line:
        """Face, name, role, and a sign where nobody answers."""
        face = AvatarGlyph(self._persons.initials(row), 24, unknown=row.is_placeholder)
        tone = "text2" if row.is_placeholder else "text"
        pieces: list[Run | Mark | Glyph] = [face, Run(self._persons.family(row), Type.NAME, tone, gap=8)]
        if row.roles and not row.is_placeholder:
            pieces.append(Run(short_role(row.roles[0], self._words), Type.CAPTION, "text2"))
        if row.owner_id is None:
            sign = ClockGlyph(ClockState.BREACHED, meaning=self._words.say("nobody of ours answers"))
            pieces.append(sign)
        return pieces

    def standing(self, row: PlaceRow) -> Line:
        """Attitude and influence as signs."""
        pieces: list[Glyph] = []
        if row.attitude.value is not None:
            pieces.append(AttitudeGlyph(row.attitude.value, faded=row.attitude.stale))
        if row.influence.value is not None:
            pieces.append(InfluenceGlyph(row.influence.value))
        return pieces

    def paint_colleague(self, painter: QPainter, box: QRectF, colleague: ColleagueRow, theme: Theme) -> None:
        """Family name, and under it the part in the account."""
        upper = QRectF(box.left() + 4, box.top() + 7, box.width() - 8, 20)
        lower = QRectF(box.left() + 4, box.top() + 27, box.width() - 8, 18)
        middle = Qt.AlignmentFlag.AlignHCenter
        paint_line(painter, upper, (Run(colleague.short, Type.STRONG),), theme, middle)
        paint_line(painter, lower, (Run(self.part(colleague), Type.CAPTION, "text2"),), theme, middle)

    def part(self, colleague: ColleagueRow) -> str:
        """«ведёт клиента», «спонсор»; the job title of who is not in the team."""
        if colleague.leads:
            return self._words.say_in("part in the account", "leads")
        if colleague.roles:
            return self._words.of(colleague.roles[0].label)
        return colleague.job_title or ""

    def paint_level(  # a cell, what is in it, who answers, whether it is chosen
        self,
        painter: QPainter,
        box: QRectF,
        level: LevelRow | None,
        theme: Theme,
        *,
        answers: bool,
        selected: bool,
    ) -> None:
        """The level and, beyond an arrow, the target; a frame around who answers."""
        frame = box.adjusted(3, 4.5, -4, -5.5)
        if selected:
            painter.setPen(QPen(colour_of(theme, "accent"), Size.FOCUS))
            painter.setBrush(colour_of(theme, "sel"))
            painter.drawRoundedRect(frame, Size.RADIUS_TAG, Size.RADIUS_TAG)
        elif answers:
            painter.setPen(QPen(colour_of(theme, "text"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, Size.RADIUS_TAG, Size.RADIUS_TAG)
        line: Line = (Run("·", Type.BODY, "text3"),) if level is None else self.level(level)
        paint_line(painter, box.adjusted(2, 0, -2, 0), line, theme, Qt.AlignmentFlag.AlignHCenter)

    def level(self, level: LevelRow) -> Line:
        """A level, and the target where it is ahead."""
        kind = Kind.STALE if level.stale else Kind.FACT
        tone = "text3" if level.stale else "text"
        pieces: list[Run | Mark | Glyph] = [
            RelationGlyph(level.level, kind),
            Run(str(int(level.level)), Type.NAME, tone, gap=_GAP),
        ]
        if self._targets and level.target is not None and level.target > level.level:
            arrow = IconGlyph("arrow-right", "accent_text", 10, self._words.say_in("rating", "target"))
            pieces += [
                Mark(arrow, gap=_GAP),
                Mark(RelationGlyph(level.target, Kind.TARGET), gap=_GAP),
                Run(str(int(level.target)), Type.NAME, "accent_text", gap=_GAP),
            ]
        return pieces

    def paint_contact(self, painter: QPainter, box: QRectF, row: PlaceRow, theme: Theme) -> None:
        """Days since the last contact, of how many agreed."""
        paint_line(painter, box, self.contact(row), theme, Qt.AlignmentFlag.AlignRight)

    def contact(self, row: PlaceRow) -> Line:
        """«12 из 21», «нет», «неизв.»."""
        words = self._words
        if row.is_placeholder:
            return (Run(words.say_in("contact", "unknown"), Type.SECONDARY, "text3"),)
        if row.contact_days is None:
            text = words.say_in("contact", "none")
        elif row.contact_norm is None:
            text = str(row.contact_days)
        else:
            text = words.say("{days} of {norm}", days=row.contact_days, norm=row.contact_norm)
        if row.overdue:
            return (StateGlyph(State.ATTENTION, small=True), Run(text, Type.NAME, "amber", gap=4))
        return (Run(text, Type.SECONDARY, "text2"),)

    def paint_sum(self, painter: QPainter, box: QRectF, known: int, short: int, theme: Theme) -> None:
        """How many are known, and how many are short of the target."""
        pieces: list[Run] = [Run(str(known), Type.STRONG)]
        if short:
            pieces.append(Run(f"· {short}", Type.BODY, "text2", gap=_GAP))
        paint_line(painter, box, pieces, theme, Qt.AlignmentFlag.AlignHCenter)
