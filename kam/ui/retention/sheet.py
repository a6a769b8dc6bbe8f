"""The sheet of a retention case: what is known and assumed at the left, the answer at the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kam.core.errors import UserError
from kam.core.field_errors import FieldErrors
from kam.services.health.retention import list_cases, remove_case, retention_basis, save_case
from kam.services.health.retention_rows import (
    RetentionBasis,
    RetentionDraft,
    RetentionRow,
    faults_of,
    in_currency,
)
from kam.ui.desk import Desk
from kam.ui.paper_out import Paper, PaperOut
from kam.ui.places import account_place
from kam.ui.retention.history import CaseHistory
from kam.ui.retention.verdict import VerdictPanel, churn_words
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.dialogs import Sheet, foot_button
from kam.ui.widgets.fields import CountEditor, Form, LongTextEditor, MoneyEditor, PercentEditor
from kam.ui.widgets.labels import label
from kam.ui.widgets.scrolled import Yielding

if TYPE_CHECKING:
    from kam.reports.result import PaperResult

_WIDTH: Final = 1000
_LABELS: Final = 156
_LEFT: Final = 408


class RetentionSheet(Sheet):
    """Live: every key is judged; kept with the account by the primary button."""

    def __init__(self, desk: Desk, over: QWidget, account_id: UUID) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            over.window(),
            words.say("Retention case"),
            words.say("What the client's leaving would cost in twelve months, against a concession."),
            primary=words.say("Keep the case"),
            width=_WIDTH,
        )
        self._desk = desk
        self._account_id = account_id
        self._basis: RetentionBasis | None = None
        self.form = Form(desk.look, label_width=_LABELS, new=True)
        self.verdict = VerdictPanel(desk.look)
        self.risk = label("", Type.SECONDARY, "text2", wraps=True)
        self.history = CaseHistory(desk.look)
        self.paper = PaperOut(desk, self, self._paper)
        self._fill_known()
        self._fill_offer()
        self._lay_out()
        foot_button(desk.look, self, words.say_in("menu", "Print…"), self.print)
        foot_button(desk.look, self, words.say_in("menu", "Save as PDF…"), self.save_paper)
        self.keep_draft(
            desk.draft("retention.case", account_id, at=account_place(account_id)), {"case": self.form}
        )
        self.form.changed.connect(self._judge)
        self.history.chosen.connect(self.show_kept)
        self.history.deleted.connect(self.delete)
        self.wished.connect(self.keep)
        work = partial(retention_basis, desk.workspace, account_id, as_of=desk.now())
        desk.read(self, work, self._begin, otherwise=self.take)
        self._read_history()

    def is_changed(self) -> bool:
        """Whether anything was typed."""
        return self.form.is_changed()

    def take(self, error: Exception) -> bool:
        """Say beside the fields what was refused."""
        if not isinstance(error, FieldErrors):
            return super().take(error)
        self.set_busy(busy=False)
        return self.form.take(error)

    # Building

    def _fill_known(self) -> None:
        look, words, form = self.look, self.look.words, self.form
        currency = self._desk.currency
        form.add_widget(label(words.say("Twelve months"), Type.STRONG))
        form.add("revenue", words.say("Revenue"), MoneyEditor(look, currency))
        form.add("margin", words.say("Margin"), MoneyEditor(look, currency))
        form.add("leaving", words.say("They leave without it"), PercentEditor(look, places=0))
        form.add("leaving_then", words.say("They leave in spite of it"), PercentEditor(look, places=0))

    def _fill_offer(self) -> None:
        look, words, form = self.look, self.look.words, self.form
        currency = self._desk.currency
        form.add_widget(label(words.say("Concession"), Type.STRONG))
        form.add("discount", words.say("Discount"), PercentEditor(look, places=0))
        days = CountEditor(look, words.say_in("unit", "days"))
        form.add("terms_days", words.say("Pay later by"), days)
        form.add("service", words.say("Service in a year"), MoneyEditor(look, currency))
        form.add("capital", words.say("Price of money a year"), PercentEditor(look, places=0))
        form.add("note", words.say("Note"), LongTextEditor(look, lines=2))

    def _lay_out(self) -> None:
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Size.PAGE_MARGIN)
        self.form.setFixedWidth(_LEFT)
        right = QVBoxLayout()
        right.setSpacing(Size.GRID)
        right.addWidget(self.verdict, 1)
        right.addWidget(self.risk)
        right.addWidget(self.history)
        right.addStretch()
        row.addWidget(self.form)
        row.addLayout(right, 1)
        area = Yielding(held)
        held.setProperty("ground", "page")
        self.add(area)

    # What is shown

    def _begin(self, basis: RetentionBasis) -> None:
        self._basis = basis
        words = self.look.words
        self.setWindowTitle(words.say("Retention case: {account}", account=basis.account))
        self.heading.setText(words.say("Retention case: {account}", account=basis.account))
        self._show(basis.draft)
        hint = words.say(
            "Suggested by the risk of leaving: {risk}. Correct it by what you know.",
            risk=words.of(basis.churn.risk.label),
        )
        self.form.fields["leaving"].set_hint(hint)
        if basis.margin is None:
            self.form.fields["margin"].set_hint(
                words.say("Not known: the cost of some sales is missing. Type what they bring.")
            )
        self.risk.setText(churn_words(self.look, basis.churn))
        self._judge()

    def _show(self, draft: RetentionDraft) -> None:
        names = [name for name in self.form if hasattr(draft, name)]
        self.form.set_values({name: getattr(draft, name) for name in names})
        self._judge()

    def show_kept(self, row: RetentionRow) -> None:
        """A kept case stands in the fields again; keeping it makes another one."""
        self._show(in_currency(row.draft, self._desk.currency))

    def typed(self) -> RetentionDraft | None:
        """What stands in the fields; None where something cannot be understood."""
        values: dict[str, Any] = {}
        for name, field in self.form.fields.items():
            try:
                values[name] = field.editor.value()
            except UserError:
                return None
        return RetentionDraft(**values)

    def _judge(self) -> None:
        self.verdict.show_draft(self.typed(), self._desk.currency)

    def _read_history(self) -> None:
        work = partial(list_cases, self._desk.workspace, self._account_id)
        self._desk.read(self, work, self.history.show_rows, key="history")

    # What is done

    def keep(self) -> None:
        """Keep the case with the account."""
        draft = self._checked()
        if draft is None:
            return
        self._desk.save(
            self,
            partial(save_case, self._desk.workspace, self._account_id, draft),
            notice=self.look.words.say("The retention case is kept with the client"),
            undoable=True,
        )

    def delete(self, case_id: UUID) -> None:
        """Delete a kept case; the status line offers to take it back."""
        self._desk.change(
            self,
            partial(remove_case, self._desk.workspace, case_id),
            lambda _: self._read_history(),
            otherwise=self.take,
            notice=self.look.words.say("Retention case deleted"),
            undoable=True,
        )

    def print(self) -> None:
        """Print what stands in the fields on a page."""
        if self._checked() is not None:
            self.paper.print()

    def save_paper(self) -> None:
        """The same as a file."""
        if self._checked() is not None:
            self.paper.save()

    def _checked(self) -> RetentionDraft | None:
        """What stands in the fields, judged; else each wrong field says why."""
        if self.form.values() is None:
            return None
        draft = self.typed()
        if draft is None:
            return None
        if faults := faults_of(draft, self._desk.currency):
            self.form.take(FieldErrors(faults))
            return None
        return draft

    def _paper(self) -> Paper:
        account = self._basis.account if self._basis is not None else ""
        title = self.look.words.say("Retention case: {account}", account=account)
        draft = self.typed() or RetentionDraft()
        return Paper(title, f"{title} {self._desk.today().isoformat()}", partial(self._drawn, draft))

    def _drawn(self, draft: RetentionDraft) -> PaperResult:
        from kam.services.health.retention_paper import retention_page
        from kam.services.profile import paper_language

        workspace = self._desk.workspace
        return retention_page(
            workspace,
            self._account_id,
            draft,
            as_of=self._desk.now(),
            language=paper_language(workspace),
        )
