"""Printed forms: blank ones of any scale, and those of a round's people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from kam.core.vocabulary import SurveyMeasure
from kam.core.words import LANGUAGES
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.paper_out import Paper, PaperOut
from kam.ui.satisfaction.saying import measure_text

if TYPE_CHECKING:
    from kam.reports.result import PaperResult


class BlankForms(QObject):
    """A blank form a scale, in each of our languages."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self.outs = {
            (measure, language): PaperOut(desk, page, partial(self._paper, measure, language))
            for measure in SurveyMeasure
            for language in LANGUAGES
        }

    def fill(self, menu: QMenu) -> None:
        """Each form, to be printed or saved."""
        look = self._desk.look
        for measure in SurveyMeasure:
            menu.addSection(measure_text(look, measure))
            for language in LANGUAGES:
                out = self.outs[measure, language]
                name = language.upper()
                text = look.words.say("Print, {language}…", language=name)
                menu.addAction(look.theme.icon("printer"), text).triggered.connect(partial(_run, out.print))
                text = look.words.say("Save as PDF, {language}…", language=name)
                menu.addAction(look.theme.icon("download"), text).triggered.connect(partial(_run, out.save))

    def commands(self) -> list[Command]:
        """The same by name, in the language of the window."""
        look = self._desk.look
        language = look.words.language
        return [
            Command(
                f"surveys.blank.{measure.value}",
                look.words.say("Print a blank form: {scale}", scale=measure_text(look, measure)),
                self.outs[measure, language].print,
                "printer",
            )
            for measure in SurveyMeasure
        ]

    def _paper(self, measure: SurveyMeasure, language: str) -> Paper:
        title = self._desk.look.words.say(
            "Survey form, {scale}", scale=measure_text(self._desk.look, measure)
        )
        return Paper(title, title, partial(draw_forms, self._desk, measure, (), None, language))


class RoundForms(QObject):
    """The forms of the people of a round, each in its person's language."""

    def __init__(
        self,
        desk: Desk,
        page: QWidget,
        whose: Callable[[], tuple[SurveyMeasure, UUID | None, Sequence[UUID]]],
    ) -> None:
        super().__init__(page)
        self._desk = desk
        self._whose = whose
        self.out = PaperOut(desk, page, self._paper)

    def _paper(self) -> Paper:
        measure, round_id, answers = self._whose()
        title = self._desk.look.words.say("Survey forms")
        return Paper(title, title, partial(draw_forms, self._desk, measure, tuple(answers), round_id, None))


def draw_forms(
    desk: Desk, measure: SurveyMeasure, answers: Sequence[UUID], round_id: UUID | None, language: str | None
) -> PaperResult:
    """Draw forms; off the interface thread."""
    from kam.services.surveys.paper import form_file

    return form_file(desk.workspace, measure, answers, round_id=round_id, as_of=desk.now(), language=language)


def _run(run: Callable[[], object], _checked: object = None) -> None:
    run()
