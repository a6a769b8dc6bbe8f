"""The dossier tab: what is missing, and ten cards of what is known."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout

from kam.core.changes import Area
from kam.core.vocabulary import DossierSection
from kam.services.accounts.holdings import HoldingNode, holding_of
from kam.services.dossier import Check, verify_section
from kam.services.dossier.rows import Missing
from kam.services.drafts import read_drafts
from kam.ui.account.dossier import part_sheets
from kam.ui.account.dossier.card import Card
from kam.ui.account.dossier.choices import Reading, read_all
from kam.ui.account.dossier.columns import CardColumns
from kam.ui.account.dossier.competitors import CompetitorsCard
from kam.ui.account.dossier.completeness import CompletenessPanel
from kam.ui.account.dossier.contracts import ContractsCard
from kam.ui.account.dossier.holding import HoldingCard
from kam.ui.account.dossier.list_card import ListCard
from kam.ui.account.dossier.part_editing import PartEditing
from kam.ui.account.dossier.part_sheets import PartKind
from kam.ui.account.dossier.people_cards import TeamCard, UnitsCard
from kam.ui.account.dossier.section_card import SectionCard
from kam.ui.account.dossier.section_editor import key_of
from kam.ui.account.dossier.section_parts import AddressLines, PartLines, TermLines
from kam.ui.account.dossier.whitespace import WhitespaceCard
from kam.ui.account.tab import AccountTab
from kam.ui.account.whitespace.setting import CellSetting
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.places import Place, account_place


class DossierTab(AccountTab):
    """Shows the dossier of one account. An editor left open waits with what was typed into it."""

    areas: ClassVar[Area] = Area.EVERYTHING

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words, look = desk.look.words, desk.look
        self._account_id: UUID | None = None
        self._reading: Reading | None = None
        self._kept: dict[str, dict[str, Any]] = {}
        """What waits in editors of accounts that are not shown, by the key of the draft."""
        self._asked: set[UUID] = set()
        """The accounts whose drafts were read since the window opened."""
        self._wished: DossierSection | None = None
        self.completeness = CompletenessPanel(look)
        self.identity = SectionCard(desk, DossierSection.IDENTITY, words.say("Company details"))
        self.portrait = SectionCard(desk, DossierSection.PORTRAIT, words.say("Portrait"))
        self.terms = SectionCard(desk, DossierSection.TERMS, words.say("Terms"))
        self.addresses = AddressLines(look)
        self.special = TermLines(look)
        self.contracts = ContractsCard(look)
        self.competitors = CompetitorsCard(look)
        self.whitespace = WhitespaceCard(look)
        self.team = TeamCard(look)
        self.units = UnitsCard(look)
        self.holding = HoldingCard(look)
        self.identity.below.addWidget(self.addresses)
        self.terms.below.addWidget(self.special)
        self.parts = PartEditing(desk, self)
        self.cells = CellSetting(desk, self)
        self.columns = CardColumns(
            wide=(
                (self.completeness, self.team, self.holding),
                (self.identity, self.portrait, self.terms, self.units),
                (self.contracts, self.competitors, self.whitespace),
            ),
            narrow=(
                (self.completeness, self.identity, self.portrait, self.terms),
                (self.contracts, self.competitors, self.whitespace, self.team, self.units, self.holding),
            ),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.columns)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(0)
        self._settling.timeout.connect(self.columns.settle)
        self._connect()

    # What is shown

    def show_account(self, account_id: UUID, item_id: UUID | None = None, view: str | None = None) -> None:
        """Show an account's dossier; ``view`` is the section to begin with, ``item_id`` a line of it."""
        del item_id
        if account_id != self._account_id:
            self._leave()
            self._account_id = account_id
            self._reading = None
            self.columns.setVisible(False)
            self.columns.verticalScrollBar().setValue(0)
        self._wished = next((each for each in DossierSection if each.value == view), None)
        self.refresh()

    def refresh(self) -> None:
        """Read the dossier anew; what was typed stays."""
        if self._account_id is None:
            return
        work = partial(read_all, self.desk, self._account_id)
        self.desk.read(self, work, self._show, key="dossier")

    def keep(self) -> None:
        """Put away what was typed in the last moment."""
        for card in self._forms():
            if card.editor is not None:
                card.editor.keeper.flush()

    def commands(self) -> list[Command]:
        """Editing, verifying and adding, for the palette."""
        words = self.look.words
        found = []
        for card in self._forms():
            text = words.say("Edit: {section}", section=card.title.text())
            code = f"dossier.edit.{card.section.value}"
            found.append(Command(code, text, card.open_editor, "pencil"))
        for each in self._cards():
            text = words.say("Verify: {section}", section=each.title.text())
            verify = partial(self._verify, each.section)
            found.append(Command(f"dossier.verify.{each.section.value}", text, verify, "badge-check"))
        for kind, _ in self._lists():
            text = words.of(kind.added)
            found.append(Command(f"dossier.add.{kind.code}", text, partial(self.parts.add, kind), "plus"))
        return found

    def _show(self, reading: Reading) -> None:
        if reading.dossier.account_id != self._account_id:
            return
        first = self._reading is None
        self._reading = reading
        dossier = reading.dossier
        self.parts.show_reading(reading)
        self.completeness.show_row(dossier.completeness)
        for card in self._forms():
            card.show_reading(reading)
        self.addresses.show_lines(dossier.identity.addresses)
        self.special.show_lines(dossier.terms.special)
        for shown in (self.contracts, self.competitors, self.whitespace, self.team, self.units):
            shown.show_dossier(dossier)
        self.cells.show_matrix(dossier.account_id, dossier.whitespace)
        self.columns.setVisible(True)
        self.counted.emit(self.look.formats.points(dossier.completeness.percent))
        self._read_holding(reading)
        if first:
            self._bring_back()
        self._settling.start()
        if self._wished is not None:
            wished = next((each for each in self._cards() if each.section is self._wished), None)
            self._wished = None
            if wished is not None:
                QTimer.singleShot(0, self, partial(self.columns.reveal, wished))

    def _read_holding(self, reading: Reading) -> None:
        """The tree with its sums; only where there is one."""
        if not reading.dossier.identity.holding:
            self.holding.show_tree(None)
            return
        account_id = reading.dossier.account_id
        work = partial(holding_of, self.desk.workspace, account_id, as_of=self.desk.now())
        self.desk.read(self, work, partial(self._show_holding, account_id), key="holding")

    def _show_holding(self, account_id: UUID, top: HoldingNode) -> None:
        if account_id == self._account_id:
            self.holding.show_tree(top, account_id)
            self._settling.start()

    # What was typed

    def _leave(self) -> None:
        """Another account comes: open editors wait in memory, their drafts in the workspace."""
        for card in self._forms():
            if card.editor is None or self._account_id is None:
                continue
            contents = card.editor.contents()
            card.editor.keeper.flush()
            if contents is not None:
                self._kept[key_of(self._account_id, card.section)] = contents
            card.close_editor()

    def _bring_back(self) -> None:
        """Open again the editors that wait for this account; at its first visit also those of another run."""
        if self._account_id is None:
            return
        keys = [key_of(self._account_id, card.section) for card in self._forms()]
        waiting = {key: self._kept.pop(key) for key in keys if key in self._kept}
        if self._account_id in self._asked:
            self._reopen(self._account_id, waiting)
            return
        self._asked.add(self._account_id)
        work = partial(read_drafts, self.desk.workspace, keys)
        then = partial(self._reopen_drafts, self._account_id, waiting)
        self.desk.read(self, work, then, key="drafts")

    def _reopen_drafts(
        self, account_id: UUID, waiting: dict[str, dict[str, Any]], drafts: dict[str, dict[str, Any]]
    ) -> None:
        self._reopen(account_id, drafts | waiting)

    def _reopen(self, account_id: UUID, waiting: dict[str, dict[str, Any]]) -> None:
        if account_id != self._account_id:
            self._kept |= waiting
            return
        for card in self._forms():
            contents = waiting.get(key_of(account_id, card.section))
            if contents is not None and not card.is_editing:
                card.open_editor(contents=contents)

    # What is wished

    def _verify(self, section: DossierSection) -> None:
        if self._account_id is None:
            return
        check = Check(self.desk.today())
        work = partial(verify_section, self.desk.workspace, self._account_id, section, check)
        notice = self.look.words.say("Verified today.")
        self.desk.change(self, work, notice=notice, undoable=True)

    def _fill(self, missing: Missing) -> None:
        """Open where something missing is filled in."""
        if self._reading is None or self._account_id is None:
            return
        dossier = self._reading.dossier
        if missing.section is DossierSection.PEOPLE:
            self.went.emit(account_place(self._account_id, "people"))
            return
        form = next((card for card in self._forms() if card.section is missing.section), None)
        if missing.field == "addresses":
            self.parts.add(part_sheets.ADDRESS)
        elif form is not None:
            form.open_editor(missing.field)
            QTimer.singleShot(0, self, partial(self.columns.reveal, form))
        elif missing.field == "contracts":
            undated = [line for line in dossier.contracts if line.starts_on is None or line.ends_on is None]
            self._change_or_add(part_sheets.CONTRACT, undated)
        elif missing.field == "competitors":
            unknown = [line for line in dossier.competitors if line.share_percent is None]
            self._change_or_add(part_sheets.COMPETITOR, unknown)
        else:
            adding: dict[str, Callable[[], None]] = {
                "units": partial(self.parts.add, part_sheets.UNIT),
                "team": partial(self.parts.add, part_sheets.MEMBER),
            }
            adding.get(missing.field, lambda: None)()

    def _change_or_add(self, kind: PartKind, incomplete: list[Any]) -> None:
        if incomplete:
            self.parts.change(incomplete[0])
        else:
            self.parts.add(kind)

    def _edit_parent(self) -> None:
        self.identity.open_editor("parent_id")
        QTimer.singleShot(0, self, partial(self.columns.reveal, self.identity))

    # Inside

    def _forms(self) -> tuple[SectionCard, ...]:
        return (self.identity, self.portrait, self.terms)

    def _cards(self) -> tuple[Card, ...]:
        rest = (self.contracts, self.competitors, self.whitespace, self.team, self.units)
        return (*self._forms(), *rest)

    def _lists(self) -> tuple[tuple[PartKind, ListCard | PartLines], ...]:
        return (
            (part_sheets.CONTRACT, self.contracts),
            (part_sheets.COMPETITOR, self.competitors),
            (part_sheets.MEMBER, self.team),
            (part_sheets.UNIT, self.units),
            (part_sheets.ADDRESS, self.addresses),
            (part_sheets.TERM, self.special),
        )

    def _connect(self) -> None:
        self.completeness.fill_wished.connect(self._fill)
        self.completeness.fold_changed.connect(self._settling.start)
        self.parts.reading_wished.connect(self.refresh)
        for card in self._cards():
            card.verify_wished.connect(self._verify)
        for form in self._forms():
            form.turned.connect(self._settling.start)
            form.reading_wished.connect(self.refresh)
        for kind, lines in self._lists():
            lines.add_wished.connect(partial(self.parts.add, kind))
            lines.opened.connect(self.parts.change)
            lines.removed.connect(self.parts.remove)
        self.whitespace.pane.set_wished.connect(self.cells.set)
        self.cells.expected.connect(self.whitespace.pane.expect)
        self.cells.reading_wished.connect(self.refresh)
        self.whitespace.pane.details_wished.connect(self.parts.edit_cell)
        self.holding.parent_wished.connect(self._edit_parent)
        self.holding.opened.connect(self._go)

    def _go(self, account_id: UUID) -> None:
        self.went.emit(Place("account", account_id, "dossier"))
