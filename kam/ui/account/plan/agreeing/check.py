"""The plan looked through by the program: what was found, and how complete each section is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kam.analysis.plans.completeness import PlanCompleteness, PlanGap, SectionPercent
from kam.analysis.plans.findings import Finding, FindingCode, Severity
from kam.analysis.plans.review_words import finding_words
from kam.analysis.plans.sections import PlanSection
from kam.core.text import with_capital
from kam.core.words import Label, label
from kam.services.plans.checking import PlanCheck, check_plan
from kam.ui.account.plan.reading import Shown
from kam.ui.account.plan.two_columns import TwoColumns
from kam.ui.desk import Desk
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.focus import tab_in_reading_order
from kam.ui.widgets.glyphs import State, StateGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel
from kam.ui.widgets.labels import label as text_label
from kam.ui.widgets.panels import Panel, PanelList, Row, clear, sized

STATES: Final = {
    Severity.SERIOUS: State.POOR,
    Severity.WARNING: State.ATTENTION,
    Severity.NOTE: State.UNKNOWN,
}
GROUPS: Final[Mapping[Severity, Label]] = {
    Severity.SERIOUS: label("plan check", "Contradicts itself"),
    Severity.WARNING: label("plan check", "Will go wrong"),
    Severity.NOTE: label("plan check", "Worth a thought"),
}
_MENDED_IN: Final = {
    FindingCode.OBJECTIVE_WITHOUT_ACTIONS: PlanSection.ACTIONS,
    FindingCode.OBJECTIVE_WITHOUT_NEXT_STEP: PlanSection.ACTIONS,
    FindingCode.OBJECTIVE_NOT_MEASURED: PlanSection.MEASUREMENTS,
}
"""What is said of an objective and mended elsewhere."""
_TWO_LINES: Final = 48
_PERCENT: Final = 54


class FindingsPanel(Panel):
    """The worst first; a row leads to the line it is about."""

    led = Signal(object)
    """The finding that was chosen."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.words.say("What the program found"))
        self.rows: list[Row] = []
        self._nothing = text_label(
            look.words.say("Nothing contradicts itself, and nothing is overdue."), tone="text2", wraps=True
        )
        self._nothing.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.body.addWidget(self._nothing)
        self.body.addLayout(self._column)

    def show_check(self, check: PlanCheck) -> None:
        """Show what was found."""
        words, formats = self.look.words, self.look.formats
        count = len(check.findings)
        self.set_title(words.say("What the program found"), formats.number(count) if count else "")
        self._nothing.setVisible(not count)
        clear(self._column)
        self.rows = []
        for severity in Severity:
            found = [each for each in check.findings if each.severity is severity]
            if found:
                self._add_group(severity, found, check.names)

    def _add_group(self, severity: Severity, found: list[Finding], names: Mapping[UUID, str]) -> None:
        words = self.look.words
        heading = text_label(words.of(GROUPS[severity]), Type.COLUMN, "text2")
        heading.setContentsMargins(Size.PANEL_PADDING, 10, Size.PANEL_PADDING, 2)
        self._column.addWidget(heading)
        lines = PanelList(self.look, row_height=_TWO_LINES)
        for each in found:
            title, sentence = finding_words(each, words, self.look.formats, names)
            glyph = sized(LineLabel(self.look, (StateGlyph(STATES[severity], silent=True),)), 16)
            held = QWidget()
            column = QVBoxLayout(held)
            column.setContentsMargins(0, 5, 0, 5)
            column.setSpacing(0)
            column.addWidget(text_label(title, Type.STRONG, wraps=True))
            column.addWidget(text_label(sentence, Type.SECONDARY, "text2", wraps=True))
            row = lines.add_opening_row(f"{title}: {sentence}", glyph, held, stretch=1)
            row.let_grow()
            for cell in (glyph, held):
                cell.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.opened.connect(partial(self.led.emit, each))
            self.rows.append(row)
        self._column.addWidget(lines)


class CompletenessPanel(Panel):
    """A section a row with its percentage; under it what is missing and why it matters."""

    led = Signal(object)
    """The section that was chosen."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.words.say("How complete it is"))
        self.rows: list[Row] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.body.addLayout(self._column)

    def show_check(self, found: PlanCompleteness) -> None:
        """Show how complete each section is."""
        self.set_secondary(self.look.formats.points(found.percent))
        clear(self._column)
        self.rows = []
        for each in found.sections:
            self._add_section(each, found.gaps_of(each.section))
        if self.rows:
            self.rows[-1].set_last(last=True)

    def _add_section(self, section: SectionPercent, gaps: tuple[PlanGap, ...]) -> None:
        words, formats = self.look.words, self.look.formats
        name = words.of(section.section.label)
        missing = [self._gap(each) for each in gaps]
        percent = "—" if section.percent is None else formats.points(section.percent)
        whole = section.percent is None or not gaps
        said = words.say("{section}, {percent}", section=name, percent=percent)
        row = Row(self.look, ". ".join([said, *missing]))
        row.cells.setContentsMargins(Size.PANEL_PADDING, 6, Size.PANEL_PADDING, 6)
        row.cells.addWidget(self._held(name, percent, missing, whole=whole))
        row.let_grow()
        row.opened.connect(partial(self.led.emit, section.section))
        self.rows.append(row)
        self._column.addWidget(row)

    def _held(self, name: str, percent: str, missing: list[str], *, whole: bool) -> QWidget:
        held = QWidget()
        held.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(ElidedLabel(name, Type.BODY if whole else Type.STRONG), 1)
        figure = text_label(percent, Type.BODY if whole else Type.STRONG, "text2" if whole else "amber")
        head.addWidget(sized(figure, _PERCENT, right=True))
        column.addLayout(head)
        for each in missing:
            column.addWidget(text_label(each, Type.SECONDARY, "text2", wraps=True))
        return held

    def _gap(self, gap: PlanGap) -> str:
        words = self.look.words
        return words.say_in(
            "gap",
            "{missing}: {why}",
            missing=with_capital(words.of(gap.item.label)),
            why=words.of(gap.why),
        )


class CheckView(TwoColumns):
    """Findings at the left, completeness at the right; read when it is seen."""

    led = Signal(object, object)
    """To a section, and to the line of it that is meant or None."""
    complaint_wished = Signal(object)
    """To the record of a complaint."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.findings = FindingsPanel(desk.look)
        self.completeness = CompletenessPanel(desk.look)
        self.check: PlanCheck | None = None
        super().__init__([self.findings], [self.completeness], (8, 5))
        self.findings.led.connect(self._lead)
        self.completeness.led.connect(lambda section: self.led.emit(section, None))

    def show_plan(self, shown: Shown) -> None:
        """Look the plan through."""
        work = partial(check_plan, self._desk.workspace, shown.plan.content.id, as_of=self._desk.now())
        self._desk.read(self, work, self._show, key="plan check")

    def _show(self, check: PlanCheck) -> None:
        self.check = check
        self.findings.show_check(check)
        self.completeness.show_check(check.completeness)
        tab_in_reading_order(self)

    def _lead(self, finding: Finding) -> None:
        if finding.code is FindingCode.COMPLAINT_OVERDUE:
            self.complaint_wished.emit(finding.item_id)
            return
        self.led.emit(_MENDED_IN.get(finding.code, finding.section), finding.item_id)
