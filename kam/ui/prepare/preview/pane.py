"""The preview: a bar of pages, search and zoom, what had no room, small pictures of the pages, the pages."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from kam.core.errors import UserError
from kam.core.telling import Teller
from kam.core.vocabulary import BriefSection
from kam.services.preparing import BriefWish, Collected
from kam.ui.desk import Desk
from kam.ui.prepare.preview.drawer import Drawer, Drawn, Typed
from kam.ui.prepare.preview.sheets import Sheets, Zoom
from kam.ui.prepare.preview.thumbnails import Thumbnails
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import icon_button, link, menu_button
from kam.ui.widgets.labels import ElidedLabel, label, rule
from kam.ui.widgets.search_field import SearchField

_PERCENTS: Final = (50, 75, 100, 125, 150, 200)
_SEARCH: Final = 196
_FIND_PAUSE: Final = 150


class PreviewPane(QWidget):
    """Shows the brief of a meeting as it will be printed."""

    drawn = Signal(object)
    """A ``Drawn`` is shown."""
    pointed = Signal(object)
    """A section was clicked on the paper."""
    more_pages_wished = Signal()
    """What was cut is to be shown too."""

    def __init__(self, desk: Desk, typed: Typed) -> None:
        super().__init__()
        self._desk = desk
        self._look = desk.look
        self._meeting_id: UUID | None = None
        self.sheets = Sheets(desk.look)
        self.drawer = Drawer(desk, typed, self._seen, self)
        self.thumbnails = Thumbnails(desk.look)
        self._all_wanted = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(rule())
        self.cut = self._cut_strip()
        column.addWidget(self.cut)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.thumbnails)
        body.addWidget(self.sheets, 1)
        column.addLayout(body, 1)
        self._connect()

    @property
    def shown(self) -> Drawn | None:
        """What is shown."""
        return self.sheets.drawn

    def show_brief(self, meeting_id: UUID, wish: BriefWish) -> None:
        """Draw a meeting's brief."""
        self._begin(meeting_id)
        self.drawer.show(meeting_id, wish)

    def take(self, meeting_id: UUID, wish: BriefWish, collected: Collected, as_of: datetime) -> None:
        """Draw a meeting's brief from what was just read."""
        self._begin(meeting_id)
        self.drawer.take(meeting_id, wish, collected, as_of)

    def _begin(self, meeting_id: UUID) -> None:
        if meeting_id != self._meeting_id:
            self._meeting_id = meeting_id
            self.sheets.forget()
            self.thumbnails.show_pages(0)

    def mark(self, section: BriefSection | None) -> None:
        """The section that is edited."""
        self.sheets.mark(section)

    def go_to_search(self) -> None:
        """Go to the search field."""
        self.search.setFocus()
        self.search.selectAll()

    # Building

    def _bar(self) -> QWidget:
        look, words = self._look, self._look.words
        bar = QFrame()
        bar.setProperty("ground", "page")
        bar.setFixedHeight(40)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(Size.HALF)
        self.back = icon_button(look, "chevron-up", words.say("Previous page"), small=True, run=self._back)
        self.on = icon_button(look, "chevron-down", words.say("Next page"), small=True, run=self._on)
        self.page = label("", Type.SECONDARY, "text2")
        self.fresh = ElidedLabel("", Type.SECONDARY, "text3")
        self.search = SearchField(look, words.say("Find on the paper"), compact=True)
        self.search.setFixedWidth(_SEARCH)
        self.hits = label("", Type.SECONDARY, "text2")
        self.out = icon_button(look, "zoom-out", words.say("Smaller"), small=True, run=self.sheets.smaller)
        self.zoom = menu_button(look, "", self._zoom_menu())
        self.into = icon_button(look, "zoom-in", words.say("Larger"), small=True, run=self.sheets.larger)
        row.addWidget(self.back)
        row.addWidget(self.on)
        row.addWidget(self.page)
        row.addSpacing(Size.GRID)
        row.addWidget(self.fresh, 1)
        for widget in (self.hits, self.search, self.out, self.zoom, self.into):
            row.addWidget(widget)
        return bar

    def _zoom_menu(self) -> QMenu:
        words, menu = self._look.words, QMenu(self)
        menu.addAction(words.say("Fit the width"), lambda: self.sheets.set_zoom(Zoom.WIDTH))
        menu.addAction(words.say("Whole page"), lambda: self.sheets.set_zoom(Zoom.PAGE))
        menu.addSeparator()
        for percent in _PERCENTS:
            text = self._percent(percent)
            menu.addAction(text, partial(self.sheets.set_zoom, Zoom.FREE, percent))
        return menu

    def _cut_strip(self) -> QWidget:
        strip = QFrame()
        strip.setProperty("ground", "amber")
        row = QHBoxLayout(strip)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(12)
        self.cut_text = label("", Type.SECONDARY, "amber", wraps=True)
        self.more = link(self._look, self._look.words.say("Show everything"), run=self.more_pages_wished.emit)
        self.cut_text.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.cut_text, 1)
        row.addWidget(self.more)
        strip.hide()
        return strip

    def _connect(self) -> None:
        self.drawer.drawn.connect(self._show)
        self.drawer.refused.connect(self._refused)
        self.drawer.working.connect(self._working)
        self.sheets.wanted.connect(self._render)
        self.sheets.scrolled.connect(self._scrolled)
        self.sheets.zoomed.connect(self._show_zoom)
        self.sheets.pointed.connect(self.pointed)
        self.thumbnails.chosen.connect(self.sheets.go_to_page)
        self._finding = QTimer(self)
        self._finding.setSingleShot(True)
        self._finding.setInterval(_FIND_PAUSE)
        self._finding.timeout.connect(self._find)
        self.search.textChanged.connect(lambda _text: self._finding.start())
        self.search.returnPressed.connect(self._next)
        self.search.went_down.connect(self._next)
        for keys, run in (
            ("Ctrl+F", self.go_to_search),
            ("Ctrl++", self.sheets.larger),
            ("Ctrl+=", self.sheets.larger),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(run)
        QShortcut(QKeySequence("Ctrl+-"), self).activated.connect(self.sheets.smaller)
        self._show_zoom()

    # Drawing

    def _seen(self) -> tuple[float, list[int]]:
        scale, pages = self.sheets.seen()
        return scale, [*pages, *(number for number in self.thumbnails.missing if number not in pages)]

    def _show(self, drawn: Drawn) -> None:
        self.sheets.show_drawn(drawn)
        self.thumbnails.show_pages(len(drawn.sizes))
        for number, image in drawn.pictures.items():
            self.thumbnails.show_image(number, image)
        self.thumbnails.setVisible(len(drawn.sizes) > 1)
        self._scrolled(self.sheets.current_page)
        self._show_cuts(drawn)
        self.drawn.emit(drawn)
        if self.thumbnails.missing:
            self._render()
        elif self.search.text().strip():
            self._find()

    def _render(self) -> None:
        if self.sheets.drawn is not None:
            scale, pages = self._seen()
            self.drawer.render(self.sheets.drawn, scale, pages)

    def _show_cuts(self, drawn: Drawn) -> None:
        words = self._look.words
        said = ", ".join(
            words.say("{title} {shown} of {total}", title=cut.title, shown=cut.shown, total=cut.total)
            for cut in drawn.cuts
        )
        self.cut_text.setText(words.say("Not everything has room: {cuts}.", cuts=said) if said else "")
        self.more.setVisible(bool(said))
        self.cut.setVisible(bool(said))

    def _refused(self, error: UserError) -> None:
        """It cannot be drawn as wished for: what was drawn stays, with the reason over it."""
        teller = Teller(self._look.words, self._look.formats, self._desk.zone)
        self.cut_text.setText(teller.sentence(error))
        self.more.setVisible(True)
        self.cut.setVisible(True)

    def _working(self, on: bool) -> None:  # noqa: FBT001 - a signal's value
        words = self._look.words
        self.fresh.setText(words.say("being drawn…") if on else words.say("up to date"))

    # Pages, zoom, search

    def _scrolled(self, number: int) -> None:
        count = len(self.sheets.drawn.sizes) if self.sheets.drawn else 0
        words = self._look.words
        text = words.say("Page {number} of {count}", number=number + 1, count=count) if count else ""
        self.page.setText(text)
        self.back.setEnabled(number > 0)
        self.on.setEnabled(number + 1 < count)
        self.thumbnails.mark(number)

    def _back(self) -> None:
        self.sheets.go_to_page(self.sheets.current_page - 1)

    def _on(self) -> None:
        self.sheets.go_to_page(self.sheets.current_page + 1)

    def _show_zoom(self) -> None:
        words = self._look.words
        named = {Zoom.WIDTH: words.say("Fit the width"), Zoom.PAGE: words.say("Whole page")}
        text = named.get(self.sheets.zoom) or self._percent(self.sheets.percent)
        self.zoom.setText(text)
        self.zoom.setAccessibleName(words.say("Zoom: {zoom}", zoom=text))

    def _percent(self, percent: int) -> str:
        return self._look.words.say("{percent} %", percent=percent)

    def _find(self) -> None:
        text = self.search.text().strip()
        drawn = self.sheets.drawn
        if not text or drawn is None:
            self.sheets.show_hits(())
            self.hits.setText("")
            return
        self.drawer.find(drawn, text, self._found)

    def _found(self, hits: list[tuple[int, QRectF]]) -> None:
        self.sheets.show_hits(hits)
        self._show_hit()

    def _next(self) -> None:
        self.sheets.next_hit()
        self._show_hit()

    def _show_hit(self) -> None:
        words = self._look.words
        which, of = self.sheets.hit
        self.hits.setText(
            words.say_in("found", "{which} of {of}", which=which, of=of) if of else words.say("not found")
        )
