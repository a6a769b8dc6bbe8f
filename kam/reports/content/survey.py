"""What the printed form of a survey shows: plain data that the client may see."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kam.core.vocabulary import SurveyMeasure
from kam.reports.content.complaints import PaperHead
from kam.reports.content.people import PersonName


@dataclass(frozen=True, slots=True)
class Respondent:
    """Whose form it is. Without a name there are lines to write on."""

    name: PersonName = field(default_factory=PersonName)
    post: str = ""
    client: str = ""
    language: str = ""
    """The language of this form; empty is that of the document."""


@dataclass(frozen=True, slots=True)
class SurveyFormPaper:
    """A form a respondent; ``reply_by`` None asks for no date."""

    head: PaperHead
    measure: SurveyMeasure
    respondents: tuple[Respondent, ...]
    asked_by: str = ""
    asked_by_post: str = ""
    phone: str = ""
    email: str = ""
    reply_by: date | None = None
