"""Health: how much each factor weighs, where bands end, what speaks for leaving; and what that means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from kam.analysis.health.scale import FULL
from kam.analysis.health.score import HealthBand, HealthFactor
from kam.analysis.ratios import ratio
from kam.core.errors import UserError
from kam.core.words import Label, label
from kam.services.health.preview import Basis, preview_of, read_basis
from kam.services.settings.health import (
    MOST_DAYS,
    MOST_SIGNS,
    MOST_WEIGHT,
    HealthPage,
    faults_of_health,
    read_health_page,
    save_health_page,
)
from kam.ui.desk import Desk
from kam.ui.health.pieces import band_glyph
from kam.ui.look import Look
from kam.ui.places import health_place
from kam.ui.settings.binding import Source
from kam.ui.settings.health_preview import HealthPreviewPanel
from kam.ui.settings.item import Item
from kam.ui.settings.rows import SettingRow, fill, list_row
from kam.ui.settings.section import Section
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets import labels
from kam.ui.widgets.fields import DecimalEditor, Editor, SpinEditor
from kam.ui.widgets.fields.sliders import SliderEditor
from kam.ui.widgets.labels import LineLabel
from kam.ui.widgets.panels import Panel

_WEIGHTS: Final[Mapping[HealthFactor, Label]] = {
    HealthFactor.REVENUE: label("setting", "Weight of the revenue trend"),
    HealthFactor.RHYTHM: label("setting", "Weight of the order rhythm"),
    HealthFactor.WALLET: label("setting", "Weight of the share of wallet"),
    HealthFactor.PEOPLE: label("setting", "Weight of people"),
    HealthFactor.CONTACT: label("setting", "Weight of contact"),
    HealthFactor.COMPLAINTS: label("setting", "Weight of complaints"),
    HealthFactor.SATISFACTION: label("setting", "Weight of satisfaction"),
    HealthFactor.PROMISES: label("setting", "Weight of our promises kept"),
}
_RED_TO: Final = label("setting", "Health: “poor” reaches up to")
_AMBER_TO: Final = label("setting", "Health: “attention” reaches up to")
_LEAST_KNOWN: Final = label("setting", "“Good” takes so much known of the weights, %")
_SIGNAL: Final = label("setting", "A fall of health within a month is a signal, points from")
_RATIO: Final = label("setting", "An order is overdue: times the usual interval")
_QUIET: Final = label("setting", "Three months without an order are a sign when likely from, %")
_ONCE: Final = label("setting", "Too few orders for a rhythm: silence is a sign, days from")
_FALL: Final = label("setting", "Health fell in three months, points from")
_LOST: Final = label("setting", "Who stood for us counts as lost, days")
_CONTRACT: Final = label("setting", "A contract ends within, days")
_MEDIUM: Final = label("setting", "Medium risk of leaving, weight of the signs from")
_HIGH: Final = label("setting", "High risk of leaving, weight of the signs from")
_PAUSE_MS: Final = 150
"""So long after the last key the preview is asked for."""
_SLIDER: Final = 190
_SHARE: Final = 52
_SPIN: Final = 72


class WeightEditor(SliderEditor):
    """A weight on a line, with its share of the sum beside it."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, 0, MOST_WEIGHT, look.formats.number, width=_SLIDER)
        self.share = labels.label("", Type.SECONDARY, "text2")
        self.share.setFixedWidth(_SHARE)
        self.share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.row.addWidget(self.share)

    def show_share(self, share: Decimal | None) -> None:
        """Say which share of the sum it is; None where all weights are nothing."""
        text = "" if share is None else self.look.formats.percent(share)
        self.share.setText(text)
        figure = self.look.formats.number(self.value())
        self.slider.setAccessibleDescription(f"{figure}, {text}" if text else figure)


class RatioEditor(DecimalEditor):
    """How many times; it cannot be left empty."""

    def value(self) -> Decimal:
        """The number."""
        found: Decimal | None = super().value()
        if found is None:
            raise UserError("field.required")
        return found


class HealthSection(Section):
    """Weights, bands and signs at the left, what they mean for the clients at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.health = self.bind(Source(read_health_page, save_health_page, lambda _: HealthPage()))
        self.preview = HealthPreviewPanel(self.look, self._open)
        self._weights: dict[HealthFactor, WeightEditor] = {}
        self._basis: Basis | None = None
        self.add_left(self._weights_panel(), self._bands(), self._signs())
        self.add_right(self.preview)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.health.shown.connect(self._changed)

    def load(self) -> None:
        """What is known of the clients is read once; moving a weight then reads nothing."""
        super().load()
        self._read_basis()

    # Panels

    def _weights_panel(self) -> Panel:
        words = self.look.words
        self._weights_head = panel = Panel(self.look, words.say("Weights of health"))
        hint = words.say("A factor without data does not count; its weight is shared among the others.")
        rows = []
        for factor, text in _WEIGHTS.items():
            editor = self._weights[factor] = WeightEditor(self.look)
            item = self._weight(factor, text, editor)
            rows.append(list_row(item, hint=hint if factor is HealthFactor.PROMISES else ""))
        return fill(panel, rows)

    def _bands(self) -> Panel:
        words = self.look.words
        panel = Panel(self.look, words.say("Bands"), secondary=words.say("of a score from 0 to 100"))
        known = self._spin("least_known", _LEAST_KNOWN, 0, FULL, words.say("“Good” only if known from, %"))
        hint = words.say(
            "Where less of the weights is known, the band is “attention” at best: silence is no health."
        )
        rows: list[QWidget] = [
            self._band(self._spin("red_to", _RED_TO, 1, FULL - 2, words.say("Poor: up to")), HealthBand.RED),
            self._band(
                self._spin("amber_to", _AMBER_TO, 2, FULL - 1, words.say("Attention: up to")),
                HealthBand.AMBER,
            ),
            self._band(known, HealthBand.GREEN, hint),
        ]
        return fill(panel, rows)

    def _signs(self) -> Panel:
        words = self.look.words
        panel = Panel(
            self.look, words.say("Signals and risk of leaving"), secondary=words.say("within three months")
        )
        ratio_editor = RatioEditor(self.look)
        ratio_editor.line.setFixedWidth(_SPIN)
        ratio_editor.line.setFixedHeight(Size.CONTROL_COMPACT)
        ratio_editor.set_compact(compact=True)
        overdue = self.health.add(Item(self.look, "overdue_ratio", _RATIO, ratio_editor))
        high = self._spin("high", _HIGH, 1, MOST_SIGNS)
        quiet = words.say("Reckoned from the pace of the client's own orders.")
        signs = words.say("A sign weighs 2, a fall of health alone 1; several of one kind count once.")
        return fill(
            panel,
            [
                list_row(self._spin("signal_fall", _SIGNAL, 1, FULL)),
                list_row(overdue),
                list_row(self._spin("quiet_percent", _QUIET, 1, 100), hint=quiet),
                list_row(self._spin("once_days", _ONCE, 1, MOST_DAYS)),
                list_row(self._spin("fall", _FALL, 1, FULL)),
                list_row(self._spin("lost_days", _LOST, 1, MOST_DAYS)),
                list_row(self._spin("contract_days", _CONTRACT, 1, MOST_DAYS)),
                list_row(self._spin("medium", _MEDIUM, 1, MOST_SIGNS)),
                list_row(high, hint=signs),
            ],
        )

    # Items

    def _weight(self, factor: HealthFactor, text: Label, editor: Editor) -> Item:
        def get(page: HealthPage) -> int:
            return page.weights[factor]

        def put(page: HealthPage, weight: int) -> HealthPage:
            return replace(page, weights={**page.weights, factor: weight})

        said = self.look.words.of(factor.label)
        item = Item(self.look, f"weights.{factor.value}", text, editor, get=get, put=put, said=said)
        return self.health.add(item)

    def _spin(self, name: str, text: Label, low: int, high: int, said: str = "") -> Item:
        editor = SpinEditor(self.look, low, high, width=_SPIN)
        editor.spin.setFixedHeight(Size.CONTROL_COMPACT)
        editor.set_compact(compact=True)
        return self.health.add(Item(self.look, name, text, editor, said=said))

    def _band(self, item: Item, band: HealthBand, hint: str = "") -> SettingRow:
        row = list_row(item, hint=hint)
        row.cells.insertWidget(0, LineLabel(self.look, (band_glyph(band, silent=True),)))
        return row

    # What it means

    def _changed(self) -> None:
        """Something is typed, saved or taken back: shares at once, the clients at the next pause."""
        page: Any = self.health.page
        if page is None:
            return
        weights = {factor: editor.value() for factor, editor in self._weights.items()}
        whole = sum(weights.values())
        for factor, editor in self._weights.items():
            editor.show_share(ratio(weights[factor], whole))
        words, formats = self.look.words, self.look.formats
        self._weights_head.set_secondary(words.say("sum {sum}", sum=formats.number(whole)))
        if self._basis is not None and self._basis.lacks(page.health):
            self._read_basis()
        self._pause.start()

    def _read_basis(self) -> None:
        work = partial(read_basis, self.desk.workspace, as_of=self.desk.now(), earlier=self._basis)
        self.desk.read_later(self, work, self._take_basis, key="basis")

    def _take_basis(self, basis: Basis) -> None:
        self._basis = basis
        self._ask()

    def _ask(self) -> None:
        """What is typed against what stood here when the page was opened: saving it changes no answer."""
        before, draft = self.health.before, self.health.draft
        if self._basis is None or before is None or draft is None:
            return
        if any(faults_of_health(draft)):
            draft = before  # what cannot be means nothing
        work = partial(preview_of, self._basis, before.health, draft.health)
        self.desk.read(self, work, self.preview.show_preview, key="preview")

    def _open(self, account_id: UUID) -> None:
        self.went.emit(health_place(account_id))
