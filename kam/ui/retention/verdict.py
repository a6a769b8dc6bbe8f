"""The right half of the sheet: the answer as it stands with what is typed, and what it hangs on."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kam.analysis.health.churn import Churn
from kam.analysis.health.retention import judge
from kam.analysis.health.retention_words import RetentionTeller
from kam.analysis.reason_words import ReasonTeller
from kam.core.errors import UserError
from kam.core.telling import Teller
from kam.core.text import with_capital
from kam.services.health.retention_rows import RetentionDraft, case_of, faults_of
from kam.ui.look import Look
from kam.ui.retention.curve import GainCurve
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.figures import Figure, FigureStrip
from kam.ui.widgets.labels import dress, label, restyle


class VerdictPanel(QWidget):
    """Says whether the concession is worth it, follows every key."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Size.GRID)
        self.answer = label("", Type.LEAD)
        self.result = label("", tone="text2", wraps=True)
        self.figures = FigureStrip(look, compact=True)
        self.curve = GainCurve(look)
        self.worth = label("", Type.SECONDARY, wraps=True)
        self.decides = label("", Type.SECONDARY, wraps=True)
        for widget in (self.answer, self.result, self.figures):
            column.addWidget(widget)
        column.addWidget(self.curve, 1)
        for widget in (self.worth, self.decides):
            column.addWidget(widget)
        self.show_draft(None, "")

    def show_draft(self, draft: RetentionDraft | None, currency: str) -> None:
        """Judge what is typed; as long as something is missing, say what."""
        words = self._look.words
        missing = words.say("Fill in the margin and the chances, and the answer stands here.")
        if draft is not None and (faults := faults_of(draft, currency)):
            wrong = [each for each in faults if each.code != "field.required"]
            if wrong:
                error = UserError(wrong[0].code, **dict(wrong[0].details))
                missing = Teller(words, self._look.formats).sentence(error)
            draft = None
        told = None
        if draft is not None:
            case = case_of(draft, currency)
            told = RetentionTeller(words, self._look.formats, currency, case, judge(case))
        for widget in (self.figures, self.curve):
            widget.setVisible(told is not None)
        for words_ in (self.worth, self.decides):
            words_.setVisible(False)
        self.curve.show_case(told)
        if told is None:
            self._answer(words.say("Not enough is known yet"), "text2")
            self.result.setText(missing)
        else:
            self._show(told)

    def _show(self, told: RetentionTeller) -> None:
        gain = told.verdict.gain if told.verdict.cost else 0
        self._answer(told.answer, "green" if gain > 0 else "red" if gain < 0 else "text")
        self.result.setText(told.result)
        words, verdict = self._look.words, told.verdict
        self.figures.show_figures(
            [
                Figure("at_stake", words.say("Margin at stake"), told.money(verdict.at_stake)),
                Figure("cost", words.say("Cost"), told.money(verdict.cost)),
                Figure("gain", words.say("On balance"), told.money(verdict.gain) if verdict.cost else "—"),
            ]
        )
        worth = " ".join(part for part in (told.worth_from, told.worth_while) if part)
        for widget, text in ((self.worth, worth), (self.decides, told.decides)):
            widget.setText(text)
            widget.setVisible(bool(text))

    def _answer(self, text: str, tone: str) -> None:
        self.answer.setText(text)
        dress(self.answer, Type.LEAD, tone)
        restyle(self.answer)


def churn_words(look: Look, churn: Churn) -> str:
    """The risk of leaving and what speaks for it, as one text."""
    words = look.words
    risk = words.say("Risk of leaving within three months: {risk}", risk=words.of(churn.risk.label))
    teller = ReasonTeller(words, look.formats)
    signs = [with_capital(teller.sentence(sign.reason)) for sign in churn.signs]
    return "\n".join([risk, *(f"– {sign}" for sign in signs)])
