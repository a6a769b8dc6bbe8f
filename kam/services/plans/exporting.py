"""A plan as a file: PDF, Word document, workbook or slides, ours or the client's copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import select

from kam.core.errors import NotFoundError, UserError
from kam.core.vocabulary import PlanStatus
from kam.core.words import words_for
from kam.models import Account, Plan
from kam.services.plans.customer import collect_customer_plan
from kam.services.plans.paper import collect_plan
from kam.services.profile import read_profile
from kam.store.workspace import Workspace

if TYPE_CHECKING:
    from kam.reports.content.plan import CustomerPlanPaper, PlanPaper
    from kam.reports.office.package import Template

_LARGEST: Final = 64 * 2**20
"""Bytes of a template; a document of styles has a few hundred thousand."""


class PlanFormat(StrEnum):
    """What kind of file."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"

    @property
    def takes_template(self) -> bool:
        """Whether a company's own template can be given for it."""
        return self in {PlanFormat.DOCX, PlanFormat.PPTX}


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A finished file; ``pages`` is known of a PDF alone."""

    data: bytes
    pages: int | None = None


def plan_of_account(workspace: Workspace, account_id: UUID, *, as_of: datetime) -> UUID:
    """The plan meant by its client: the one that runs, else the next, else the latest.

    Raises:
        NotFoundError: ``account.gone``, ``plan.none``.

    """
    with workspace.reading() as session:
        account = session.get(Account, account_id)
        if account is None:
            raise NotFoundError("account.gone")
        today = read_profile(session).today(as_of)
        plans = session.scalars(select(Plan).where(Plan.account_id == account_id)).all()
        if not plans:
            raise NotFoundError("plan.none", name=account.name)
        return min(plans, key=lambda plan: _nearness(plan, today)).id


def _nearness(plan: Plan, today: date) -> tuple[int, bool, int, int]:
    """Running plans first, then those ahead, the next first, then those behind, the last first."""
    if plan.starts_on <= today <= plan.ends_on:
        return (0, plan.status is PlanStatus.CLOSED, -plan.starts_on.toordinal(), plan.id.int)
    if plan.starts_on > today:
        return (1, plan.status is PlanStatus.CLOSED, plan.starts_on.toordinal(), plan.id.int)
    return (2, False, -plan.ends_on.toordinal(), plan.id.int)


def read_template(path: Path) -> Template:
    """A company's template from a file.

    Raises:
        UserError: ``paper.template_unreadable``.

    """
    from kam.reports.office.package import Template

    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            raise UserError("paper.template_unreadable", name=path)
        return Template(str(path), path.read_bytes())
    except OSError as error:
        raise UserError("paper.template_unreadable", name=path) from error


def plan_file(
    workspace: Workspace,
    plan_id: UUID,
    form: PlanFormat,
    *,
    as_of: datetime,
    printed_at: datetime | None = None,
    language: str,
    version: int | None = None,
    customer_safe: bool = False,
    template: Template | None = None,
) -> PlanFile:
    """A plan, or a version of it, as a file. ``printed_at`` is ``as_of`` unless it is given.

    Raises:
        NotFoundError: ``plan.gone``, ``plan.version_gone``.
        RuleError: ``plan.version_damaged``, ``plan.version_newer``.
        UserError: ``paper.template_unreadable``, ``paper.no_template`` for a format without templates.

    """
    if template is not None and not form.takes_template:
        raise UserError("paper.no_template")
    printed_at = printed_at or as_of
    if customer_safe:
        customer = collect_customer_plan(
            workspace, plan_id, as_of=as_of, printed_at=printed_at, language=language, version=version
        )
        return customer_plan_as(customer, form, language, template)
    paper = collect_plan(
        workspace, plan_id, as_of=as_of, printed_at=printed_at, language=language, version=version
    )
    return plan_as(paper, form, language, template)


def plan_as(paper: PlanPaper, form: PlanFormat, language: str, template: Template | None = None) -> PlanFile:
    """What was collected, as a file."""
    words = words_for(language)
    match form:
        case PlanFormat.PDF:
            from kam.reports.plan.pdf import draw_plan

            drawn = draw_plan(paper, words=words)
            return PlanFile(drawn.pdf, drawn.pages)
        case PlanFormat.DOCX:
            from kam.reports.plan.docx import plan_document

            return PlanFile(plan_document(paper, words=words, template=template))
        case PlanFormat.XLSX:
            from kam.reports.plan.xlsx import plan_workbook

            return PlanFile(plan_workbook(paper, words=words))
        case PlanFormat.PPTX:
            from kam.reports.plan.pptx import plan_deck

            return PlanFile(plan_deck(paper, words=words, template=template))


def customer_plan_as(
    paper: CustomerPlanPaper, form: PlanFormat, language: str, template: Template | None = None
) -> PlanFile:
    """What was collected for the client, as a file."""
    words = words_for(language)
    match form:
        case PlanFormat.PDF:
            from kam.reports.plan.customer_pdf import draw_customer_plan

            drawn = draw_customer_plan(paper, words=words)
            return PlanFile(drawn.pdf, drawn.pages)
        case PlanFormat.DOCX:
            from kam.reports.plan.customer_docx import customer_plan_document

            return PlanFile(customer_plan_document(paper, words=words, template=template))
        case PlanFormat.XLSX:
            from kam.reports.plan.xlsx import customer_plan_workbook

            return PlanFile(customer_plan_workbook(paper, words=words))
        case PlanFormat.PPTX:
            from kam.reports.plan.customer_pptx import customer_plan_deck

            return PlanFile(customer_plan_deck(paper, words=words, template=template))
