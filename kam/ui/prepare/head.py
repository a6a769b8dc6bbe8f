"""The head of the page: which meeting, for whom the paper is, its pages and language, print and save."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from kam.core.words import LANGUAGES
from kam.services.preparing import BriefWish, Preparation
from kam.ui.desk import Desk
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Kind, button
from kam.ui.widgets.labels import ElidedLabel
from kam.ui.widgets.moments import day_and_time, until
from kam.ui.widgets.page_head import PageHead
from kam.ui.widgets.segmented import Choice, SegmentedControl

_READERS: Final = ("ours", "clients")


class Head(PageHead):
    """What its buttons do is the page's."""

    wished = Signal(object)
    """A change of the wish: a function of nothing but keyword values."""
    print_wished = Signal()
    save_wished = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(height=Size.PAGE_HEAD, spacing=12)
        self._desk = desk
        look, words = desk.look, desk.look.words
        self._title = ElidedLabel("", Type.LEAD)
        self._about = ElidedLabel("", Type.SECONDARY, "text2")
        self._when = ""
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        texts.addWidget(self._title)
        texts.addWidget(self._about)
        self.row.addLayout(texts, 1)
        self.readers = SegmentedControl(
            look,
            [Choice("ours", words.say("Internal")), Choice("clients", words.say("For the client"))],
            words.say("For whom the paper is"),
        )
        self.pages = SegmentedControl(
            look,
            [
                Choice("auto", words.say_in("pages", "Auto")),
                Choice("1", words.say_in("pages", "1 p.")),
                Choice("2", words.say_in("pages", "2 p.")),
                Choice("all", words.say_in("pages", "All")),
            ],
            words.say("How many pages"),
        )
        self.languages = SegmentedControl(
            look, [Choice(code, code.upper()) for code in LANGUAGES], words.say("Language of the paper")
        )
        self.save = button(look, "PDF", icon="save", compact=True, run=self.save_wished.emit)
        self.save.setAccessibleName(words.say("Save as PDF"))
        self.save.setToolTip(words.say("Save as PDF"))
        self.print = button(
            look,
            words.say_in("button", "Print"),
            kind=Kind.PRIMARY,
            icon="printer",
            compact=True,
            keys="Ctrl+P",
            run=self.print_wished.emit,
        )
        self.put(self.readers, self.pages, self.languages, self.save, self.print)
        self.readers.chosen.connect(lambda code: self.wished.emit({"customer_safe": code == "clients"}))
        self.pages.chosen.connect(lambda code: self.wished.emit({"pages": code}))
        self.languages.chosen.connect(lambda code: self.wished.emit({"language": code}))
        self.can_print(on=False)

    def show_meeting(self, preparation: Preparation, wish: BriefWish) -> None:
        """Which meeting it is, and which paper."""
        look, words = self._desk.look, self._desk.look.words
        self._title.setText(
            words.say("Brief: {client}, “{subject}”", client=preparation.account, subject=preparation.subject)
        )
        now = self._desk.now().astimezone(preparation.starts_at.tzinfo)
        at = preparation.starts_at
        parts = [day_and_time(at, now, look), preparation.place]
        when = ", ".join(part for part in parts if part)
        self._when = f"{when} · {until(at, now, words)}" if at > now else when
        self.show_wish(wish)

    def show_readiness(self, done: int, of: int) -> None:
        """How much of the checklist is done."""
        words = self._desk.look.words
        said = words.say("{done} of {of} ready", done=done, of=of) if of else ""
        self._about.setText(" · ".join(part for part in (self._when, said) if part))

    def show_wish(self, wish: BriefWish) -> None:
        """Which paper it is."""
        self.readers.choose(_READERS[wish.customer_safe])
        self.pages.choose(wish.pages)
        self.languages.choose(wish.language)

    def can_print(self, *, on: bool) -> None:
        """Whether there is a paper."""
        self.print.setEnabled(on)
        self.save.setEnabled(on)
