"""Who moved within the month: down and up, each with its reason, its year and where it stands now."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kam.analysis.health.portfolio import Mover, PortfolioClient
from kam.analysis.health.portfolio_causes import CauseTeller
from kam.analysis.short_names import short_name
from kam.services.health.insight import Insight
from kam.ui.health.pieces import band_glyph, trend_glyph, trend_words
from kam.ui.insight.saying import health_words, sum_of
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.glyphs import ChangeGlyph, IconGlyph
from kam.ui.widgets.labels import LineLabel, label
from kam.ui.widgets.panels import Panel, Row, clear
from kam.ui.widgets.pieces import Line, Run, Spring, paint_line, text_width
from kam.ui.widgets.scrolled import scrolled
from kam.ui.widgets.tips import plain_tip

_FELL, _ROSE = "fell", "rose"
_SHOWN: Final = 5
"""Of each direction so many stand there at least, more of the first where the panel is high."""
_HIGH: Final = 640
_MOST: Final = 60
"""So many rows are made; the table of clients has everybody."""
_NAMED: Final = 3
_HEIGHT: Final = 46
_POINTS: Final = 36
_TREND: Final = 56
_SCORE: Final = 42
_LEFT: Final = Size.PANEL_PADDING + _POINTS + 4
"""Where names and reasons begin."""
_NAME_TOP: Final = 3
_NAME_HIGH: Final = 20
_REASON_TOP: Final = 24
_REASON_HIGH: Final = 18
_INERTIA: Final = 4
_INERTIA_HIGH: Final = 112


class MoverRow(Row):
    """A client that moved; opens it. The keyboard or the mouse on it shows it on the map."""

    pointed = Signal(object)
    """The account, None when nothing is pointed at."""

    def __init__(self, look: Look, mover: Mover, insight: Insight) -> None:
        client = mover.client
        self._mover = mover
        teller = CauseTeller(look.words, look.formats)
        self.reason = teller.brief(client.moved)
        same = [each for each in client.moved if each.points * mover.points > 0]
        self._shortest = teller.brief(same[:1])
        formats, words = look.formats, look.words
        row = insight.rows.get(client.id)
        self._trend = trend_glyph(row.trend if row else (), width=_TREND, height=18)
        told = [health_words(look, client), self.reason]
        super().__init__(
            look, words.say("{name}: {value}", name=client.name, value="; ".join(told)), height=_HEIGHT
        )
        whole = [teller.full(each) + f" {formats.signed(each.points)}" for each in client.moved]
        tip = [client.name, *whole]
        if row is not None:
            tip.append(trend_words(words, formats, row.trend))
        self.setToolTip(plain_tip("\n".join(tip)))

    @property
    def client(self) -> PortfolioClient:
        """Whose row it is."""
        return self._mover.client

    @property
    def told(self) -> str:
        """The reason as it stands in the row: of two causes that have no room together the first alone."""
        whole = text_width(self._look.theme.family, Type.SECONDARY, self.reason) <= self._right - _LEFT
        return self.reason if whole else self._shortest

    @property
    def _right(self) -> int:
        return self.width() - Size.PANEL_PADDING

    def sizeHint(self) -> QSize:
        """Points, name, year, score."""
        return QSize(300, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Names and reasons end in «…»."""
        return QSize(220, _HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show it on the map."""
        super().enterEvent(event)
        self.pointed.emit(self.client.id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show it on the map."""
        super().focusInEvent(event)
        self.pointed.emit(self.client.id)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No more."""
        super().focusOutEvent(event)
        self.pointed.emit(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """▼ 11 «Заречный» … ■ 48; under them the reason, which has the width of all of them."""
        super().paintEvent(event)
        theme, formats, client = self._look.theme, self._look.formats, self.client
        right = self._right
        glyph = ChangeGlyph(self._mover.points)
        points: Line = (glyph, Run(formats.number(abs(self._mover.points)), Type.STRONG, glyph.tone, gap=5))
        health = client.health
        now: Line = (
            band_glyph(health.band if health else None),
            Run(formats.number(health.score if health else 0), Type.STRONG),
        )
        trend = QRectF(right - _SCORE - _TREND - 4, _NAME_TOP, _TREND, _NAME_HIGH)
        room = trend.left() - 8 - _LEFT
        wide = text_width(theme.family, Type.NAME, client.name) > room
        name = (Run(short_name(client.name) if wide else client.name, Type.NAME),)
        reason = (Run(self.told, Type.SECONDARY, "text2"),)
        with QPainter(self) as painter:
            paint_line(painter, QRectF(Size.PANEL_PADDING, _NAME_TOP, _POINTS, _NAME_HIGH), points, theme)
            paint_line(painter, QRectF(_LEFT, _NAME_TOP, room, _NAME_HIGH), name, theme)
            score = QRectF(right - _SCORE, _NAME_TOP, _SCORE, _NAME_HIGH)
            paint_line(painter, score, now, theme, Qt.AlignmentFlag.AlignRight)
            paint_line(painter, QRectF(_LEFT, _REASON_TOP, right - _LEFT, _REASON_HIGH), reason, theme)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._trend.paint(painter, trend, theme)


class _Foot(QFrame):
    """As high as its words are at its width; the page is not asked for a height because of them."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self._wide = width
        self.setProperty("role", "panelfoot")

    def hasHeightForWidth(self) -> bool:
        """Words that wrap would make the page as high as it would like to be, and scroll."""
        return False

    def sizeHint(self) -> QSize:
        """The height of the words at the width there is."""
        wanted = super().sizeHint()
        inside = self.layout()
        return wanted if inside is None else QSize(wanted.width(), inside.totalHeightForWidth(self._wide))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the words elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != self._wide:
            self._wide = event.size().width()
            self.updateGeometry()


class Movers(Panel):
    """Down, then up; more of them on demand; at the foot who holds by habit alone."""

    opened = Signal(object)
    """The identity of an account."""
    pointed = Signal(object)

    def __init__(self, look: Look) -> None:
        words = look.words
        super().__init__(look, words.say("Movers of the month"), secondary=words.say("health, 12 months"))
        self._insight: Insight | None = None
        self._open: set[str] = set()
        self._fitted = 0, False
        self._made: list[MoverRow] = []
        held = QWidget()
        self._rows = QVBoxLayout(held)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.body.addWidget(scrolled(held), 1)
        self._habit = QVBoxLayout()
        self.body.addLayout(self._habit)

    @property
    def rows(self) -> list[MoverRow]:
        """The rows on view, from the top."""
        return list(self._made)

    def show_insight(self, insight: Insight) -> None:
        """Show another month."""
        self._insight = insight
        self._fitted = self._fitting(_FELL), self._is_high
        self._made = []
        clear(self._rows)
        clear(self._habit)
        words, health = self.look.words, insight.health
        self._add(_FELL, words.say_in("movers", "Down"), "red", health.fell)
        self._add(_ROSE, words.say_in("movers", "Up"), "green", health.rose)
        if not health.fell and not health.rose:
            nothing = label(words.say("Nobody moved within the month."), tone="text2", wraps=True)
            nothing.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
            self._rows.addWidget(nothing)
        self._add_inertia(insight)
        self._rows.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A high panel has room for more of them."""
        super().resizeEvent(event)
        if self._insight is not None and (self._fitting(_FELL), self._is_high) != self._fitted:
            self.show_insight(self._insight)

    @property
    def _is_high(self) -> bool:
        """Whether who holds by habit stands under the list, in sight, rather than at its end."""
        return self.height() >= _HIGH

    def _fitting(self, code: str) -> int:
        inertia = self._insight is not None and bool(self._insight.health.inertia)
        more = max(0, self.height() - _HIGH - (_INERTIA_HIGH if inertia else 0)) // _HEIGHT
        return _SHOWN + more if code == _FELL else _SHOWN

    def _add(self, code: str, title: str, tone: str, movers: Sequence[Mover]) -> None:
        if not movers or self._insight is None:
            return
        self._rows.addWidget(self._group(title, tone, movers))
        whole = code in self._open
        shown = movers[: _MOST if whole else self._fitting(code)]
        if len(movers) == len(shown) + 1 and not whole:
            shown = movers  # one more row costs no more than the words that there is one
        for mover in shown:
            row = MoverRow(self.look, mover, self._insight)
            row.opened.connect(partial(self.opened.emit, mover.client.id))
            row.pointed.connect(self.pointed)
            self._rows.addWidget(row)
            self._made.append(row)
        hidden = movers[len(shown) :]
        if hidden:
            self._rows.addWidget(self._more(code, hidden, whole=whole))

    def _group(self, title: str, tone: str, movers: Sequence[Mover]) -> QFrame:
        """«Вниз 8 … 164,7 млн ₽»."""
        bar = QFrame()
        bar.setProperty("ground", "sunk")
        bar.setFixedHeight(26)
        row = QHBoxLayout(bar)
        row.setContentsMargins(Size.PANEL_PADDING, 0, Size.PANEL_PADDING, 0)
        line: list[Run | Spring] = [
            Run(title, Type.STRONG, tone),
            Run(self.look.formats.number(len(movers)), Type.SECONDARY, "text3"),
        ]
        if self._insight is not None:
            revenue = sum_of(self.look, self._insight, sum(each.client.revenue for each in movers))
            line += [Spring(), Run(revenue, Type.SECONDARY, "text2")]
        row.addWidget(LineLabel(self.look, tuple(line)), 1)
        return bar

    def _more(self, code: str, hidden: Sequence[Mover], *, whole: bool) -> QWidget:
        """«ещё 3: Инструмент-Центр, «Белый Яр»»; of very many how many there are besides."""
        words, formats = self.look.words, self.look.formats
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(Size.PANEL_PADDING - 3, 3, Size.PANEL_PADDING, 3)
        if whole:
            text = words.say("and {count} more", count=formats.number(len(hidden)))
            row.addWidget(label(text, Type.SECONDARY, "text2"), 1)
            return held
        text = words.say("{count} more", count=formats.number(len(hidden)))
        made = link(self.look, text, run=partial(self._unfold, code))
        names = ", ".join(short_name(each.client.name) for each in hidden[:_NAMED])
        made.setToolTip(plain_tip(", ".join(each.client.name for each in hidden[:20])))
        row.addWidget(made)
        row.addWidget(LineLabel(self.look, (Run(names, Type.SECONDARY, "text2"),)), 1)
        return held

    def _unfold(self, code: str) -> None:
        """Show all of a group; the keyboard goes to the first that was hidden."""
        if self._insight is None:
            return
        movers = self._insight.health.fell if code == _FELL else self._insight.health.rose
        first = movers[min(self._fitting(code), len(movers) - 1)].client.id
        self._open.add(code)
        self.show_insight(self._insight)
        for row in self.rows:
            if row.client.id == first:
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_inertia(self, insight: Insight) -> None:
        clients = insight.health.inertia
        if not clients:
            return
        words = self.look.words
        held = _Foot(self.width())
        column = QVBoxLayout(held)
        column.setContentsMargins(Size.PANEL_PADDING, 10, Size.PANEL_PADDING, 10)
        column.setSpacing(Size.HALF)
        title = words.say_many("Inertia: {count} client", "Inertia: {count} clients", len(clients))
        line = (IconGlyph("triangle-alert", "amber", 14), Run(title, Type.STRONG, gap=5))
        column.addWidget(LineLabel(self.look, line))
        why = words.say("Revenue is steady while people and contact are poor: habit is no loyalty.")
        column.addWidget(label(why, Type.SECONDARY, "text2", wraps=True))
        for client in clients[:_INERTIA]:
            made = link(self.look, client.name, run=partial(self.opened.emit, client.id))
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        if len(clients) > _INERTIA:
            rest = words.say("and {count} more", count=self.look.formats.number(len(clients) - _INERTIA))
            column.addWidget(label(rest, Type.SECONDARY, "text2"))
        (self._habit if self._is_high else self._rows).addWidget(held)
