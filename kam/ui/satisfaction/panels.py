"""The panels of satisfaction: drivers, rounds, clients, whom to talk to, answers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from kam.analysis.satisfaction import DriverShare, Figure
from kam.core.short_names import short_account
from kam.core.text import with_capital
from kam.core.vocabulary import SurveyMeasure
from kam.services.surveys.rows import AccountRow, AnswerRow, RoundRow
from kam.ui.look import Look
from kam.ui.satisfaction.saying import (
    change_text,
    driver_text,
    figure_text,
    name_text,
    score_run,
    silence_text,
)
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import button, link
from kam.ui.widgets.glyphs import ChangeGlyph
from kam.ui.widgets.labels import LineLabel, label
from kam.ui.widgets.panels import Panel, PanelList, Row, sized
from kam.ui.widgets.pieces import Line, Run, Spring, line_width, said
from kam.ui.widgets.tips import plain_tip

_MOST: Final = 12
_MOST_UNHAPPY: Final = 8
_APART: Final = 9


class _ListPanel(Panel):
    """A panel of rows, or a sentence where there are none."""

    def __init__(self, look: Look, title: str, nothing: str) -> None:
        super().__init__(look, title)
        self.rows = PanelList(look)
        self.nothing = label(nothing, tone="text2", wraps=True)
        self.nothing.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        self.more = label("", Type.SECONDARY, "text2")
        self.more.setContentsMargins(Size.PANEL_PADDING, 6, Size.PANEL_PADDING, 6)
        self.body.addWidget(self.rows)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.more)
        self.body.addStretch(1)

    def _show_count(self, count: int, shown: int) -> None:
        self.count.setText(self.look.formats.number(count) if count else "")
        self.count.setVisible(count > 0)
        self.nothing.setVisible(not count)
        self.rows.setVisible(count > 0)
        self.more.setVisible(count > shown)
        words = self.look.words
        rest = self.look.formats.number(max(count - shown, 0))
        self.more.setText(words.say("and {count} more", count=rest))

    def _add(self, name: str, line: Line, *widgets: QWidget) -> Row:
        row = self.rows.add_opening_row(name, LineLabel(self.look, line), *widgets, stretch=0)
        row.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        return row


class DriversPanel(_ListPanel):
    """What decides the answers: what the unhappy name stands first."""

    def __init__(self, look: Look) -> None:
        words = look.words
        super().__init__(look, words.say("What decides the answers"), words.say("Nobody named a reason yet."))

    def show_drivers(self, shares: Sequence[DriverShare]) -> None:
        """Show them."""
        look, words = self.look, self.look.words
        self.rows.clear()
        for share in shares:
            text = words.say_in("driver", "not named")
            if share.driver is not None:
                text = with_capital(driver_text(look, share.driver))
            said_ = words.say_many("{count} answer", "{count} answers", share.count)
            line: list[Run | Spring] = [
                Run(text, Type.NAME if share.driver is not None else Type.BODY, "text"),
                Spring(),
            ]
            if share.detractors:
                unhappy = words.say_many("{count} detractor", "{count} detractors", share.detractors)
                line.append(Run(unhappy, Type.SECONDARY, "red"))
            line.append(Run(said_, Type.SECONDARY, "text2", gap=10))
            self.rows.add_row(LineLabel(look, tuple(line)), stretch=0)
        self._show_count(len(shares), len(shares))
        self.count.hide()


class RoundsPanel(_ListPanel):
    """Rounds, the latest first."""

    asked = Signal(object)
    """The identity of a round."""

    def __init__(self, look: Look) -> None:
        words = look.words
        super().__init__(look, words.say("Surveys"), words.say("No survey was made yet."))

    def show_rounds(self, rows: Sequence[RoundRow], *, changes: bool) -> None:
        """Show them; against the one before where all of each is shown."""
        look = self.look
        self.rows.clear()
        for each in rows[:_MOST]:
            figure = each.figure
            value: list[Run | ChangeGlyph] = [Run(figure_text(look, figure), Type.NAME)]
            if changes and each.change is not None and (text := change_text(look, each.measure, each.change)):
                rose = each.change > 0
                glyph = ChangeGlyph(1 if rose else -1, good=rose)
                value += [glyph, Run(text, Type.SECONDARY, glyph.tone, gap=3)]
            date = look.formats.full_date(each.asked_on)
            line: Line = (
                Run(each.title, Type.NAME),
                Run(date, Type.SECONDARY, "text3", gap=8),
                Spring(),
                *value,
            )
            silent = silence_text(look, figure) or look.words.say("all answered")
            row = self._add(f"{said(line, look.words)}, {silent}", line)
            row.setToolTip(plain_tip(silent))
            row.opened.connect(partial(self.asked.emit, each.id))
        self._show_count(len(rows), min(len(rows), _MOST))


class AccountsPanel(_ListPanel):
    """Clients: those with unhappy people first, then those that are silent."""

    asked = Signal(object)
    """The identity of a client."""

    def __init__(self, look: Look) -> None:
        words = look.words
        super().__init__(look, words.say("Clients"), words.say("Nobody was asked yet"))

    def show_accounts(self, rows: Sequence[AccountRow]) -> None:
        """Show them."""
        look, words, shown = self.look, self.look.words, rows[:_MOST]
        self.rows.clear()
        measures = [each for each in SurveyMeasure if any(each in row.figures for row in shown)]
        cells = [
            (self._silence(each), *(self._figure(each.figures.get(measure)) for measure in measures))
            for each in shown
        ]
        widths = [
            max(line_width(line, look.theme) for line in column) + _APART
            for column in zip(*cells, strict=True)
        ]
        for each, lines in zip(shown, cells, strict=True):
            name = Run(short_account(each.name), Type.NAME)
            told = " ".join(filter(None, (said(line, words) for line in ((name,), *lines))))
            right = Qt.AlignmentFlag.AlignRight
            figures = [
                sized(LineLabel(look, line, align=right), width)
                for line, width in zip(lines, widths, strict=True)
            ]
            row = self._add(told, (name,), *figures)
            row.opened.connect(partial(self.asked.emit, each.id))
        self._show_count(len(rows), len(shown))

    def _silence(self, row: AccountRow) -> Line:
        """«молчат 2 из 8»; nothing where everybody answered."""
        if not row.without_answer:
            return ()
        number = self.look.formats.number
        count, asked = number(row.without_answer), number(row.asked)
        silent = self.look.words.say("{count} of {asked} silent", count=count, asked=asked)
        return (Run(silent, Type.SECONDARY, "text2"),)

    def _figure(self, figure: Figure | None) -> Line:
        """«NPS +24»: those of a measure stand under each other."""
        if figure is None:
            return ()
        tone = "red" if figure.detractors else "text"
        return (Run(figure_text(self.look, figure), Type.NAME, tone),)


class UnhappyPanel(_ListPanel):
    """Whom to talk to: detractors of whom nobody has taken care yet."""

    promise_wished = Signal(object)
    all_wished = Signal()
    menu_wished = Signal(object, object)
    """An answer, and where on the screen."""

    def __init__(self, look: Look) -> None:
        words = look.words
        super().__init__(
            look, words.say("Unhappy, and no promise yet"), words.say("Everybody unhappy is taken care of.")
        )
        self.all = link(look, words.say("Promises to all"), icon="handshake", run=self.all_wished.emit)
        self.add_action(self.all)

    def show_answers(self, rows: Sequence[AnswerRow]) -> None:
        """Show them, the worst first."""
        look, words = self.look, self.look.words
        self.rows.clear()
        for each in rows[:_MOST_UNHAPPY]:
            line = self._line(each)
            name = said(line, words)
            made = button(look, words.say_in("button", "Promise…"), compact=True)
            made.setAccessibleName(words.say("Make a promise: {name}", name=name_text(look, each)))
            made.clicked.connect(partial(_emit, self.promise_wished, each))
            row = self._add(name, line, made)
            row.setToolTip(plain_tip(each.comment))
            row.opened.connect(partial(self.promise_wished.emit, each))
            row.customContextMenuRequested.connect(partial(_menu, self.menu_wished, each, row))
        self._show_count(len(rows), min(len(rows), _MOST_UNHAPPY))
        self.all.setVisible(len(rows) > 1)

    def _line(self, row: AnswerRow) -> Line:
        look = self.look
        score = look.words.say_in(
            "score", "{measure} {score}", measure=look.words.of(row.measure.label), score=row.score
        )
        about = row.comment or driver_text(look, row.driver)
        return (
            Run(score, Type.NAME, "red"),
            Run(name_text(look, row), Type.NAME, gap=8),
            Run(short_account(row.account), Type.SECONDARY, "text2", gap=8),
            Run(about, Type.SECONDARY, "text3", gap=8),
        )


class AnswersPanel(_ListPanel):
    """What was answered, the latest first."""

    menu_wished = Signal(object, object)

    def __init__(self, look: Look) -> None:
        words = look.words
        super().__init__(look, words.say_in("survey", "Answers"), words.say("Nobody was asked yet"))

    def show_answers(self, rows: Sequence[AnswerRow], *, with_account: bool, with_name: bool) -> None:
        """Show them."""
        look, words = self.look, self.look.words
        self.rows.clear()
        tails = [value_of(look, each) for each in rows[:_MOST]]
        widest = max((line_width(tail, look.theme) for tail in tails), default=0)
        for each, tail in zip(rows, tails, strict=False):
            line = self._line(each, with_account=with_account, with_name=with_name)
            score = sized(LineLabel(look, tail), widest)
            row = self._add(f"{said(line, words)}, {said(tail, words)}", line, score)
            row.setToolTip(plain_tip("\n".join(part for part in (each.round, each.comment) if part)))
            row.opened.connect(partial(_menu, self.menu_wished, each, row, QPoint(0, row.height())))
            row.customContextMenuRequested.connect(partial(_menu, self.menu_wished, each, row))
        self._show_count(len(rows), min(len(rows), _MOST))

    def _line(self, row: AnswerRow, *, with_account: bool, with_name: bool) -> Line:
        look = self.look
        parts: list[Run] = [Run(look.formats.full_date(row.on), Type.SECONDARY, "text2")]
        if with_name:
            parts.append(Run(name_text(look, row), Type.NAME, gap=8))
        if with_account:
            parts.append(Run(short_account(row.account), Type.SECONDARY, "text2", gap=8))
        about = row.comment or driver_text(look, row.driver)
        if about:
            parts.append(Run(about, Type.SECONDARY, "text3", gap=8))
        return tuple(parts)


def value_of(look: Look, row: AnswerRow) -> Line:
    """«NPS 6 ▼»: the score, and whether it rose."""
    measure = Run(look.words.of(row.measure.label), Type.SECONDARY, "text2")
    line: Line = (measure, score_run(look, row, gap=5))
    if row.score is not None and row.before is not None and row.before != row.score:
        rose = row.score > row.before
        return (*line, ChangeGlyph(1 if rose else -1, good=rose))
    return line


def _emit(signal: object, row: AnswerRow, _checked: object = None) -> None:
    signal.emit(row)  # type: ignore[attr-defined]


def _menu(signal: object, row: AnswerRow, at: QWidget, place: QPoint | None = None) -> None:
    """Tell where on the screen a menu about a row is wished for."""
    signal.emit(row, at.mapToGlobal(place or QPoint(0, at.height())))  # type: ignore[attr-defined]
