"""What a plan says in sentences, as a panel; where a sentence is missing, the question that leads to it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from kam.core.words import Label, label
from kam.ui.account.plan.reading import Shown
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import icon_button
from kam.ui.widgets.labels import label as text_label
from kam.ui.widgets.labels import rule
from kam.ui.widgets.panels import Panel

_NAMES: Final = 150
GROUPS: Final[tuple[tuple[Label | None, tuple[tuple[str, Label], ...]], ...]] = (
    (None, (("ambition", label("plan text", "Ambition")),)),
    (
        label("plan text", "The client"),
        (
            ("client_goals", label("plan text", "Goals")),
            ("client_pressures", label("plan text", "What presses them")),
            ("client_initiatives", label("plan text", "Their initiatives")),
        ),
    ),
    (
        label("plan text", "We"),
        (
            ("field_of_play", label("plan text", "Field of play")),
            ("value_we_bring", label("plan text", "Value we bring")),
            ("how_client_gains", label("plan text", "How the client gains it")),
            ("what_we_gain", label("plan text", "What we gain")),
        ),
    ),
)


class TextsPanel(Panel):
    """The ambition first, then the client, then we."""

    write_wished = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.words.say("Ambition and charter"))
        self.set_icon("target")
        text = look.words.say("Write ambition and charter")
        self.write = icon_button(look, "pencil", text, small=True, run=self.write_wished.emit)
        self.add_action(self.write)
        self._held = QWidget()
        self.body.addWidget(self._held)
        self.body.addStretch(1)

    def show_plan(self, shown: Shown) -> None:
        """Show a plan's sentences."""
        self.write.setVisible(shown.plan.can_be_written)
        held = QWidget()
        grid = QGridLayout(held)
        grid.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        grid.setHorizontalSpacing(Size.GRID)
        grid.setVerticalSpacing(Size.GRID)
        grid.setColumnStretch(1, 1)
        row = 0
        for heading, fields in GROUPS:
            if heading is not None:
                grid.addWidget(rule(), row, 0, 1, 2)
                grid.addWidget(
                    text_label(self.look.words.of(heading), Type.COLUMN, "text2"), row + 1, 0, 1, 2
                )
                row += 2
            for name, told in fields:
                self._add(grid, row, shown, name, self.look.words.of(told))
                row += 1
        self.body.replaceWidget(self._held, held)
        self._held.hide()
        self._held.deleteLater()
        self._held = held

    def _add(self, grid: QGridLayout, row: int, shown: Shown, name: str, told: str) -> None:
        text = getattr(shown.plan.content.text, name)
        heading = text_label(told, Type.SECONDARY, "text2", wraps=True)
        heading.setFixedWidth(_NAMES)
        heading.setContentsMargins(0, 1, 0, 0)
        grid.addWidget(heading, row, 0, Qt.AlignmentFlag.AlignTop)
        if text:
            role = Type.STRONG if name == "ambition" else Type.BODY
            value = text_label(text, role, wraps=True, selectable=True)
        else:
            value = text_label(self._question(shown, name), Type.BODY, "text3", wraps=True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        value.setSizePolicy(policy)  # as high as its lines at the width it gets, no higher
        value.setAccessibleName(f"{told}: {value.text()}")
        grid.addWidget(value, row, 1)

    def _question(self, shown: Shown, name: str) -> str:
        """What the template asks; a dash where nobody can write it any more, or nothing is asked."""
        template = shown.beside.template
        if template is None or not shown.plan.can_be_written:
            return "—"
        return template.prompts.get(name, "—")
