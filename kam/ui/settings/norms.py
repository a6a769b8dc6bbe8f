"""Norms and deadlines: answering complaints, deciding them, how long what we know stays fresh."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from kam.core.text import with_capital
from kam.core.vocabulary import Channel, Severity
from kam.core.words import Label, label
from kam.services.settings import (
    USUAL_PATTERN,
    FreshnessPage,
    NormDraft,
    NormsPage,
    read_freshness,
    read_norms,
    read_workspace_page,
    save_freshness,
    save_norms,
    save_workspace_page,
)
from kam.services.settings.calendar import CalendarPage, read_calendar_page
from kam.services.settings.consequences import Consequence
from kam.ui.desk import Desk
from kam.ui.settings.binding import Binding, Source
from kam.ui.settings.item import Item
from kam.ui.settings.norm_editor import AMOUNT, RUNS, UNIT, NormEditor
from kam.ui.settings.pattern import PatternEditor
from kam.ui.settings.rows import GAP, LEAD_WIDTH, TABLE_ROW, fill, form_row, list_row, table_head, table_row
from kam.ui.settings.section import Section, opener
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets import labels
from kam.ui.widgets.buttons import link
from kam.ui.widgets.fields import SpinEditor
from kam.ui.widgets.fields.times import WeekdaysEditor
from kam.ui.widgets.glyphs import IconGlyph, SeverityGlyph
from kam.ui.widgets.panels import Panel, QuietRow
from kam.ui.widgets.pieces import Run

_CHANNELS: Final[Mapping[Channel, tuple[str, Label]]] = {
    Channel.PHONE: ("phone", label("setting", "First response by phone")),
    Channel.MESSENGER: ("message-circle", label("setting", "First response in a messenger")),
    Channel.SOCIAL: ("share-2", label("setting", "First response in social media")),
    Channel.EMAIL: ("mail", label("setting", "First response by e-mail")),
    Channel.PORTAL: ("globe", label("setting", "First response on a portal")),
    Channel.LETTER: ("file-text", label("setting", "First response to a letter")),
}
_SEVERITIES: Final[Mapping[Severity, tuple[int, Label]]] = {
    Severity.CRITICAL: (4, label("setting", "Decision of a critical complaint")),
    Severity.HIGH: (3, label("setting", "Decision of a grave complaint")),
    Severity.NORMAL: (2, label("setting", "Decision of a normal complaint")),
    Severity.LOW: (1, label("setting", "Decision of a minor complaint")),
}
_GRAVE: Final = 3
_ACKNOWLEDGEMENT: Final = label("setting", "Acknowledgement of a complaint")
_AT_RISK: Final = label("setting", "Warn when so much of the time has passed, %")
_PATTERN: Final = label("setting", "Numbers of complaints")
_DAYS: Final[Mapping[str, Label]] = {
    "section_days": label("setting", "A section of a dossier goes stale, days"),
    "rating_days": label("setting", "A rating of a person fades, days"),
    "core_days": label("setting", "Contact, circle 1, days"),
    "support_days": label("setting", "Contact, circle 2, days"),
    "outer_days": label("setting", "Contact, circle 3, days"),
    "satisfaction_days": label("setting", "A satisfaction survey holds, days"),
    "detractor_days": label("setting", "Somebody unhappy hears from us within, working days"),
}
_CONTRACTS: Final[Mapping[str, Label]] = {
    "days_before_end": label("setting", "Before a contract ends, days"),
    "days_before_notice": label("setting", "Before the last day of notice, days"),
}
_LONGEST: Final = 3650
_SPIN: Final = 72
_WHOLE: Final = 100


class NormsSection(Section):
    """The clocks of complaints at the left, freshness and rhythm at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.norms = self.bind(Source(read_norms, save_norms, lambda _: NormsPage(), judged=True))
        self.freshness = self.bind(
            Source(read_freshness, save_freshness, lambda _: FreshnessPage(), judged=True)
        )
        self.profile = self.bind(Source(read_workspace_page, save_workspace_page, _usual_pattern))
        self._week = WeekdaysEditor(desk.look)
        self.add_left(self._responses(), self._decisions())
        self.add_right(self._days(), self._contracts(), self._warning(), self._numbers())

    def load(self) -> None:
        """The hours that norms count in are of the calendar."""
        super().load()
        self._read_calendar()

    def refresh(self) -> None:
        """They may have changed."""
        super().refresh()
        self._read_calendar()

    # Panels

    def _responses(self) -> Panel:
        words = self.look.words
        panel = Panel(
            self.look,
            words.say("First response to a complaint"),
            secondary=words.say("by the channel it came through"),
        )
        panel.body.addWidget(table_head(self._heads(words.say("Channel"))))
        rows = []
        for channel, (icon, text) in _CHANNELS.items():
            item = self._norm(f"first_response.{channel}", text, with_capital(words.of(channel.label)))
            rows.append(table_row(self.look, self.norms.add(item), IconGlyph(icon)))
        item = self._norm("acknowledgement", _ACKNOWLEDGEMENT, words.say_in("norm", "Receipt"))
        item.editor.runs.setVisible(False)  # type: ignore[attr-defined]
        rows.append(table_row(self.look, self.norms.add(item), IconGlyph("check")))
        fill(panel, [*rows, self._in_a_meeting()], padded=False)
        self.note(panel, self.norms, Consequence.RESPONSE)
        return panel

    def _in_a_meeting(self) -> QuietRow:
        words = self.look.words
        row = QuietRow(height=TABLE_ROW)
        lead = labels.LineLabel(
            self.look,
            (IconGlyph("users"), Run(with_capital(words.of(Channel.MEETING.label)), gap=8)),
        )
        lead.setFixedWidth(LEAD_WIDTH)
        row.cells.setSpacing(GAP)
        row.cells.addWidget(lead)
        row.cells.addWidget(
            labels.label(words.say("we answer at once, and confirm the same day"), Type.SECONDARY, "text2")
        )
        row.cells.addStretch(1)
        row.set_last(last=True)
        return row

    def _decisions(self) -> Panel:
        words = self.look.words
        panel = self._decisions_panel = Panel(self.look, words.say("Decision by severity"))
        panel.add_action(link(self.look, words.say("Open the calendar"), run=opener(self, "calendar")))
        panel.body.addWidget(table_head(self._heads(words.say("Severity"))))
        rows = []
        for severity, (bars, text) in _SEVERITIES.items():
            item = self._norm(f"resolution.{severity}", text, with_capital(words.of(severity.label)))
            glyph = SeverityGlyph(bars, grave=bars >= _GRAVE)
            last = severity is Severity.LOW
            rows.append(table_row(self.look, self.norms.add(item), glyph, last=last))
        fill(panel, rows, padded=False)
        self.note(panel, self.norms, Consequence.RESOLUTION)
        return panel

    def _days(self) -> Panel:
        panel = Panel(self.look, self.look.words.say("Freshness and rhythm"))
        fill(panel, [list_row(self._spin(self.freshness, *each)) for each in _DAYS.items()])
        self.note(panel, self.freshness, Consequence.SECTIONS, Consequence.RATINGS)
        return panel

    def _contracts(self) -> Panel:
        panel = Panel(self.look, self.look.words.say("Remind of contracts"))
        return fill(panel, [list_row(self._spin(self.freshness, *each)) for each in _CONTRACTS.items()])

    def _warning(self) -> Panel:
        panel = Panel(self.look, self.look.words.say("Clocks of complaints"))
        item = self._spin(self.norms, "at_risk_percent", _AT_RISK, _WHOLE)
        return fill(panel, [list_row(item)])

    def _numbers(self) -> Panel:
        words = self.look.words
        panel = Panel(self.look, words.of(_PATTERN))
        name = "complaint_number_pattern"
        editor = PatternEditor(self.look, self.desk.today)
        item = Item(self.look, name, _PATTERN, editor, said=words.say("Pattern"))
        return fill(panel, [form_row(self.profile.add(item), width=64)])

    # Items

    def _norm(self, name: str, text: Label, said: str) -> Item:
        def get(page: NormsPage) -> NormDraft:
            return _norm_of(page, name)

        def put(page: NormsPage, draft: NormDraft) -> NormsPage:
            return _with_norm(page, name, draft)

        return Item(self.look, name, text, NormEditor(self.look), get=get, put=put, said=said)

    def _spin(self, binding: Binding, name: str, text: Label, high: int = _LONGEST) -> Item:
        editor = SpinEditor(self.look, 1, high, width=_SPIN)
        editor.spin.setFixedHeight(Size.CONTROL_COMPACT)
        editor.set_compact(compact=True)
        return binding.add(Item(self.look, name, text, editor))

    def _heads(self, first: str) -> list[tuple[str, int]]:
        words = self.look.words
        return [
            (first, LEAD_WIDTH),
            (words.say_in("column", "Norm"), AMOUNT),
            (words.say_in("column", "Unit"), UNIT),
            (words.say("Time runs"), RUNS),
        ]

    # Calendar

    def _read_calendar(self) -> None:
        workspace = self.desk.workspace
        self.desk.read(self, lambda: read_calendar_page(workspace), self._show_calendar, key="calendar")

    def _show_calendar(self, page: CalendarPage) -> None:
        words, formats = self.look.words, self.look.formats
        hours = f"{formats.clock(page.starts)}{formats.range_dash}{formats.clock(page.ends)}"
        text = words.say("working days {days}, {hours}", days=self._week.said(page.weekdays), hours=hours)
        self._decisions_panel.set_secondary(text)


def _norm_of(page: NormsPage, name: str) -> NormDraft:
    group, _, code = name.partition(".")
    found = getattr(page, group)
    if isinstance(found, NormDraft):
        return found
    draft: NormDraft = found[Channel.of(code) if group == "first_response" else Severity.of(code)]
    return draft


def _with_norm(page: NormsPage, name: str, draft: NormDraft) -> NormsPage:
    group, _, code = name.partition(".")
    if group == "first_response":
        return replace(page, first_response={**page.first_response, Channel.of(code): draft})
    if group == "resolution":
        return replace(page, resolution={**page.resolution, Severity.of(code): draft})
    return replace(page, acknowledgement=draft)


def _usual_pattern(page: Any) -> Any:
    return replace(page, complaint_number_pattern=USUAL_PATTERN)
