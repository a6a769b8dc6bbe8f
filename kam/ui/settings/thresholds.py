"""Segments and thresholds: where classes end, which potential makes a segment, when a share is a warning."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from kam.analysis.segments import POTENTIAL_SCALE
from kam.core.words import Label, label
from kam.services.settings import ThresholdSettings, read_thresholds, save_thresholds
from kam.services.settings.consequences import Consequence
from kam.ui.desk import Desk
from kam.ui.settings.binding import Source
from kam.ui.settings.item import Item
from kam.ui.settings.rows import fill, list_row
from kam.ui.settings.section import Section
from kam.ui.theme.tokens import Size
from kam.ui.widgets.fields import Editor, ScaleEditor, SpinEditor
from kam.ui.widgets.fields.sliders import SliderEditor
from kam.ui.widgets.panels import Panel

_A: Final = label("setting", "ABC: class A reaches up to, % of revenue")
_B: Final = label("setting", "ABC: class B reaches up to, % of revenue")
_X: Final = label("setting", "XYZ: class X reaches up to, % of variation")
_Y: Final = label("setting", "XYZ: class Y reaches up to, % of variation")
_VIP: Final = label("setting", "VIP: class A with a potential from")
_STRATEGIC: Final = label("setting", "Strategic: the rest with a potential from")
_TAIL: Final = label("setting", "Tail: class C with a potential up to")
_BREADWINNER: Final = label("setting", "A breadwinner brings from, % of revenue")
_CONCENTRATION: Final = label("setting", "Share of one account, warn from, %")
_WHOLE: Final = 100
_WIDEST: Final = 1000
"""A variation may be many times the mean."""
_SLIDER: Final = 220
_SPIN: Final = 72


class ThresholdsSection(Section):
    """Classes at the left, segments and groups at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.thresholds = self.bind(
            Source(read_thresholds, save_thresholds, lambda _: ThresholdSettings(), judged=True)
        )
        self.add_left(self._segments(), self._abc())
        self.add_right(self._xyz(), self._shares())

    def _abc(self) -> Panel:
        words = self.look.words
        panel = Panel(
            self.look,
            words.say("ABC by revenue"),
            secondary=words.say("the largest first, revenue summed up"),
        )
        first = self._percent("a_percent", _A, words.say("Class A reaches up to"))
        second = self._percent("b_percent", _B, words.say("Class B reaches up to"))
        fill(panel, [list_row(first), list_row(second)])
        self.note(panel, self.thresholds, Consequence.CLASSES)
        return panel

    def _xyz(self) -> Panel:
        words = self.look.words
        panel = Panel(self.look, words.say("XYZ by steadiness"))
        rows = [
            list_row(
                self._spin("x_percent", _X, _WIDEST, words.say("Class X reaches up to, %")),
                hint=words.say("Variation: how much revenue swings from month to month."),
            ),
            list_row(self._spin("y_percent", _Y, _WIDEST, words.say("Class Y reaches up to, %"))),
        ]
        fill(panel, rows)
        self.note(panel, self.thresholds, Consequence.XYZ)
        return panel

    def _segments(self) -> Panel:
        words = self.look.words
        panel = Panel(
            self.look, words.say("Segments"), secondary=words.say("class by revenue, potential 1 to 5")
        )
        fill(
            panel,
            [
                list_row(self._potential("vip_potential", _VIP)),
                list_row(self._potential("strategic_potential", _STRATEGIC)),
                list_row(
                    self._potential("tail_potential", _TAIL),
                    hint=words.say("And at most one purchase in six months. All others are typical."),
                ),
            ],
        )
        self.note(panel, self.thresholds, Consequence.SEGMENTS)
        return panel

    def _shares(self) -> Panel:
        panel = Panel(self.look, self.look.words.say("Key groups and concentration"))
        fill(
            panel,
            [
                list_row(self._spin("breadwinner_percent", _BREADWINNER, _WHOLE)),
                list_row(self._spin("concentration_percent", _CONCENTRATION, _WHOLE)),
            ],
        )
        self.note(panel, self.thresholds, Consequence.GROUPS)
        return panel

    def _percent(self, name: str, text: Label, said: str) -> Item:
        formats = self.look.formats
        editor = SliderEditor(
            self.look, 1, _WHOLE, lambda percent: formats.percent(Decimal(percent) / 100), width=_SLIDER
        )
        return self._item(name, text, editor, said)

    def _spin(self, name: str, text: Label, highest: int, said: str = "") -> Item:
        editor = SpinEditor(self.look, 1, highest, width=_SPIN)
        editor.spin.setFixedHeight(Size.CONTROL_COMPACT)
        editor.set_compact(compact=True)
        return self._item(name, text, editor, said)

    def _potential(self, name: str, text: Label) -> Item:
        editor = ScaleEditor(self.look, list(POTENTIAL_SCALE))
        editor.word.hide()
        return self._item(name, text, editor)

    def _item(self, name: str, text: Label, editor: Editor, said: str = "") -> Item:
        return self.thresholds.add(Item(self.look, name, text, editor, said=said))
