"""The columns of health: what each says of an account, drawn and copied."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from kam.analysis.health.churn import ChurnRisk
from kam.analysis.reason_words import ReasonTeller
from kam.services.health.rows import HealthBook, HealthRow
from kam.services.portfolio.ordering import PortfolioColumn
from kam.services.portfolio.rows import PortfolioRow
from kam.ui.health.pieces import NOTHING, change_of, risk_glyph, score_line, trend_glyph, trend_words
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.pieces import Line, Mark, Run, said

_TONES: Final = {ChurnRisk.HIGH: "red", ChurnRisk.MEDIUM: "amber"}
_MOST_REASONS: Final = 4
_NOT_KNOWN: Final = "?"

_Texts: TypeAlias = Callable[[PortfolioRow], str]
_Lines: TypeAlias = Callable[[PortfolioRow], Line]


class HealthCells:
    """Makes the cells of one look. Until the health of everybody was read they stay empty."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._words = look.words
        self._formats = look.formats
        self._teller = ReasonTeller(look.words, look.formats)
        self.book: HealthBook | None = None

    def cell(self, column: PortfolioColumn) -> tuple[_Texts, _Lines, _Texts | None, int, bool]:
        """Text, drawing, plain value, width, whether it stands at the right."""
        if column is PortfolioColumn.HEALTH:
            plain = self._of(lambda row: "" if row.score is None else str(row.score))
            return (self._of(self._said), self._drawn(self.score_line), plain, 100, False)
        if column is PortfolioColumn.HEALTH_TREND:
            return (self._of(self._course), self._drawn(_trend), self._of(_scores), 112, False)
        if column is PortfolioColumn.HEALTH_CHANGE:
            plain = self._of(lambda row: "" if row.change is None else str(row.change))
            return (self._of(self._change), self._drawn(self._change_line), plain, 128, True)
        return (self._of(self._risk), self._drawn(self._risk_line), None, 132, False)

    def tip(self, column: PortfolioColumn) -> _Texts | None:
        """What the mouse is told over a cell."""
        tips = {
            PortfolioColumn.HEALTH: lambda _: self._words.say("Why?"),
            PortfolioColumn.HEALTH_TREND: self._course,
            PortfolioColumn.CHURN_RISK: self._reasons,
        }
        return self._of(tips[column]) if column in tips else None

    def of(self, row: PortfolioRow) -> HealthRow | None:
        """What is known of the health of an account."""
        return None if self.book is None else self.book.rows.get(row.id)

    def score_line(self, row: HealthRow) -> Line:
        """◆ 72 ▼ 6."""
        return score_line(self._formats, row.score, row.band, row.change, asks_why=False)

    # Inside

    def _of(self, tell: Callable[[HealthRow], str]) -> _Texts:
        def text(row: PortfolioRow) -> str:
            health = self.of(row)
            return "" if health is None else tell(health)

        return text

    def _drawn(self, draw: Callable[[HealthRow], Line]) -> _Lines:
        def line(row: PortfolioRow) -> Line:
            health = self.of(row)
            return () if health is None else draw(health)

        return line

    def _said(self, row: HealthRow) -> str:
        return said(self.score_line(row), self._words)

    def _course(self, row: HealthRow) -> str:
        return trend_words(self._words, self._formats, row.trend)

    def _change(self, row: HealthRow) -> str:
        return NOTHING if row.change is None else said(change_of(self._formats, row.change), self._words)

    def _change_line(self, row: HealthRow) -> Line:
        return change_of(self._formats, row.change, Type.BODY) or (Run(NOTHING, Type.BODY, "text3"),)

    def _risk(self, row: HealthRow) -> str:
        risk = self._words.of(row.churn.risk.label)
        return self._words.say("{risk}, inertia", risk=risk) if row.is_inertia else risk

    def _risk_line(self, row: HealthRow) -> Line:
        tone = _TONES.get(row.churn.risk)
        if tone is None:
            return (Run(self._risk(row), Type.BODY, "text2"),)
        return (Mark(risk_glyph(row.churn.risk, small=True)), Run(self._risk(row), Type.STRONG, tone, gap=5))

    def _reasons(self, row: HealthRow) -> str:
        return "\n".join(self._teller.sentence(each.reason) for each in row.churn.signs[:_MOST_REASONS])


def _trend(row: HealthRow) -> Line:
    return (trend_glyph(row.trend),)


def _scores(row: HealthRow) -> str:
    """The scores of the months in a cell of the clipboard; a month of which nothing was known has a mark."""
    return " ".join(_NOT_KNOWN if each.score is None else str(each.score) for each in row.trend)
