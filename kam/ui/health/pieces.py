"""Health as it stands in a line, a table cell or a figure: band by shape, score, change, the year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from kam.analysis.health.churn import ChurnRisk
from kam.analysis.health.score import HealthBand
from kam.core.formats import Formats
from kam.core.words import Words
from kam.services.health.rows import HealthMoment, HealthRow
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Type
from kam.ui.widgets.glyphs import ChangeGlyph, IconGlyph, SparklineGlyph, State, StateGlyph
from kam.ui.widgets.labels import LineLabel, WhyLabel
from kam.ui.widgets.pieces import Line, Run, said

NOTHING: Final = "—"
BAND_STATES: Final[Mapping[HealthBand, State]] = MappingProxyType(
    {HealthBand.RED: State.POOR, HealthBand.AMBER: State.ATTENTION, HealthBand.GREEN: State.GOOD}
)
RISK_STATES: Final[Mapping[ChurnRisk, State]] = MappingProxyType(
    {ChurnRisk.HIGH: State.POOR, ChurnRisk.MEDIUM: State.ATTENTION, ChurnRisk.LOW: State.GOOD}
)
_LEAST_SPAN: Final = 10
"""Points: a year that moves by less is drawn nearly level."""


def band_glyph(band: HealthBand | None, *, silent: bool = False, small: bool = False) -> StateGlyph:
    """Circle good, diamond attention, square poor; a dashed ring where nothing is known."""
    state = State.UNKNOWN if band is None else BAND_STATES[band]
    return StateGlyph(state, silent=silent, small=small)


def risk_glyph(risk: ChurnRisk, *, small: bool = False) -> StateGlyph:
    """The same shapes for the risk of leaving, whose word stands beside it."""
    return StateGlyph(RISK_STATES[risk], silent=True, small=small)


def score_line(  # the parts of one number
    formats: Formats,
    score: int | None,
    band: HealthBand | None,
    change: int | None = None,
    *,
    type_: Type = Type.STRONG,
    asks_why: bool = True,
) -> Line:
    """◆ 72 ▼ 6; dotted where a click answers «why?», a dash where nothing is known."""
    if score is None:
        return (band_glyph(None), Run(NOTHING, type_, "text3", dotted=asks_why))
    return (band_glyph(band), Run(formats.number(score), type_, dotted=asks_why), *change_of(formats, change))


def change_of(formats: Formats, change: int | None, type_: Type = Type.SECONDARY) -> Line:
    """▼ 6, ▲ 4, or a dash where nothing moved; nothing where it is not known."""
    if change is None:
        return ()
    glyph = ChangeGlyph((change > 0) - (change < 0))
    return (glyph, *((Run(formats.number(abs(change)), type_, glyph.tone, gap=4),) if change else ()))


def health_line(formats: Formats, row: HealthRow, *, type_: Type = Type.STRONG) -> Line:
    """The score of an account with its band and its change since a month ago."""
    return score_line(formats, row.score, row.band, row.change, type_=type_)


def known_words(words: Words, formats: Formats, known: Decimal) -> str:
    """«на 80 % факторов»; nothing where all of them are known."""
    if known >= 1:
        return ""
    return words.say("on {share} of the factors", share=formats.percent(known))


def trend_glyph(trend: Sequence[HealthMoment], *, width: int = 88, height: int = 18) -> SparklineGlyph:
    """The scores of a year, the last one marked; months of which nothing was known break the line."""
    values = tuple(None if each.score is None else float(each.score) for each in trend)
    return SparklineGlyph(values, width, height, least=_LEAST_SPAN)


def paint_trend(painter: QPainter, box: QRectF, trend: Sequence[HealthMoment], theme: Theme) -> None:
    """Draw a year of scores into a box of any size."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    trend_glyph(trend, width=round(box.width()), height=round(box.height())).paint(painter, box, theme)
    painter.restore()


def trend_words(words: Words, formats: Formats, trend: Sequence[HealthMoment]) -> str:
    """«за год: от 78 до 72, ниже всего 70»: the course for whoever does not see it."""
    scores = [each.score for each in trend if each.score is not None]
    if len(scores) < 2:  # noqa: PLR2004 - one point has no course
        return words.say("The course of the year is not known yet")
    return words.say(
        "Health of twelve months: from {first} to {last}, lowest {low}, highest {high}",
        first=formats.number(scores[0]),
        last=formats.number(scores[-1]),
        low=formats.number(min(scores)),
        high=formats.number(max(scores)),
    )


class HealthTrend(LineLabel):
    """The line of a year of scores; its tooltip and its name say the course in words."""

    def __init__(self, look: Look, *, width: int = 88, height: int = 18) -> None:
        self._size = (width, height)
        super().__init__(look, height=height)

    def show_trend(self, trend: Sequence[HealthMoment]) -> None:
        """Show another year."""
        width, height = self._size
        self.show_line((trend_glyph(trend, width=width, height=height),) if trend else ())
        told = trend_words(self._look.words, self._look.formats, trend)
        self.setAccessibleName(told)
        self.setToolTip(told)


class HealthLabel(WhyLabel):
    """Band, score and change of an account; answers «why?» to mouse and keyboard."""

    def __init__(self, look: Look, type_: Type = Type.STRONG, *, named: bool = False) -> None:
        """With ``named`` the word «Health» stands before it."""
        self._formats = look.formats
        self._is_named = named
        super().__init__(look, NOTHING, type_)

    def show_row(self, row: HealthRow) -> None:
        """Show the health of another account."""
        words = self._look.words
        name = (Run(words.say_in("health", "Health"), Type.SECONDARY, "text2"),) if self._is_named else ()
        text = NOTHING if row.score is None else self._formats.number(row.score)
        before = (*name, band_glyph(row.band))
        self.show_text(text, before=before, after=change_of(self._formats, row.change))
        if not self._is_named:
            self.setAccessibleName(words.say("Health {value}: why?", value=said(self._line(), words)))


def inertia_line(words: Words) -> Line:
    """The warning that stands wherever an account holds by habit alone."""
    return (
        IconGlyph("triangle-alert", "amber", 14),
        Run(words.say_in("health", "Inertia"), Type.SECONDARY, "amber", gap=4),
    )
