"""The printed form of a survey: a page for each person, or blank ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from kam.analysis.satisfaction import answer_by
from kam.core.vocabulary import SurveyMeasure
from kam.core.words import words_for
from kam.reports.content.people import PersonName
from kam.reports.content.survey import Respondent, SurveyFormPaper
from kam.services.complaints.paper import paper_head
from kam.services.profile import paper_language, read_profile
from kam.services.surveys.records import round_of
from kam.services.surveys.texts import read_asked, read_sender
from kam.store.workspace import Workspace

if TYPE_CHECKING:
    from kam.reports.result import PaperResult


def collect_form(
    workspace: Workspace,
    measure: SurveyMeasure,
    answers: Sequence[UUID] = (),
    *,
    round_id: UUID | None = None,
    as_of: datetime,
    printed_at: datetime | None = None,
) -> SurveyFormPaper:
    """A form for each of some answers whose person is known; without any one blank form.

    It asks for an answer by a day as long as that day is not over.

    Raises:
        NotFoundError: ``survey.answer_gone``, ``survey.gone``.
        UserError: ``survey.asked_too_far``.

    """
    head = paper_head(workspace, as_of=as_of, printed_at=printed_at)
    with workspace.reading() as session:
        sender = read_sender(session)
        found = [asked for each in answers if (asked := read_asked(session, each)) is not None]
        reply_by = None if not found else found[0].reply_by
        if round_id is not None:
            reply_by = answer_by(round_of(session, round_id).asked_on)
        if reply_by is not None and reply_by < read_profile(session).today(as_of):
            reply_by = None
    respondents = tuple(
        Respondent(
            PersonName(each.name.family, each.name.given, each.name.patronymic),
            each.post,
            each.account,
            each.language,
        )
        for each in found
    )
    return SurveyFormPaper(
        head=head,
        measure=measure,
        respondents=respondents or (Respondent(),),
        asked_by=sender.name,
        asked_by_post=sender.job_title,
        phone=sender.phone,
        email=sender.email,
        reply_by=reply_by,
    )


def form_file(
    workspace: Workspace,
    measure: SurveyMeasure,
    answers: Sequence[UUID] = (),
    *,
    round_id: UUID | None = None,
    as_of: datetime,
    printed_at: datetime | None = None,
    language: str | None = None,
) -> PaperResult:
    """The forms as a PDF: each in the language of its person, or all in one; raises as ``collect_form``."""
    from kam.reports.survey.form import draw_survey_form

    paper = collect_form(workspace, measure, answers, round_id=round_id, as_of=as_of, printed_at=printed_at)
    if language is not None:
        whose = tuple(replace(each, language=language) for each in paper.respondents)
        paper = replace(paper, respondents=whose)
    return draw_survey_form(paper, words=words_for(language or paper_language(workspace)))
