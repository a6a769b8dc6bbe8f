"""What can be chosen in the forms of a complaint."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kam.core.errors import NotFoundError
from kam.core.text import sort_key
from kam.core.vocabulary import Attitude, RatingKind
from kam.models import Account, BusinessUnit, Colleague, Complaint, ProductLine, Rating, Stakeholder
from kam.services.complaints.rows import ComplaintChoices, Named
from kam.services.lists.shared import stakeholder_names
from kam.services.profile import read_profile
from kam.store.workspace import Workspace

_MOST_DEPARTMENTS: Final = 30


def read_choices(workspace: Workspace, account_id: UUID | None, *, as_of: datetime) -> ComplaintChoices:
    """What can be chosen in the forms of a complaint of an account; raises NotFoundError ``account.gone``."""
    with workspace.reading() as session:
        profile = read_profile(session)
        today = profile.today(as_of)
        account = None
        if account_id is not None:
            account = session.get(Account, account_id)
            if account is None:
                raise NotFoundError("account.gone")
        return ComplaintChoices(
            account_id=account_id,
            account=account.name if account else "",
            currency=(account.currency if account else None) or profile.currency,
            people=_people(session, account_id, today) if account_id else (),
            units=_units(session, account_id) if account_id else (),
            product_lines=_lines(session, today),
            colleagues=_colleagues(session, today),
            me=profile.me,
            departments=_departments(session),
            now=as_of.astimezone(profile.zone).replace(tzinfo=None),
        )


def _people(session: Session, account_id: UUID, today: date) -> tuple[Named, ...]:
    there = (
        Stakeholder.account_id == account_id,
        Stakeholder.left_on.is_(None) | (Stakeholder.left_on >= today),
    )
    names = stakeholder_names(session, *there)
    places = session.execute(select(Stakeholder.id, Stakeholder.job_title).where(*there)).all()
    ratings = session.execute(
        select(Rating.stakeholder_id, Rating.value)
        .where(Rating.stakeholder_id.in_(list(names)), Rating.kind == RatingKind.ATTITUDE, Rating.on <= today)
        .order_by(Rating.on, Rating.id)
    )
    stand = {row.stakeholder_id: Attitude.of(row.value) for row in ratings}
    found = (Named(row.id, names[row.id], row.job_title or "", stand.get(row.id)) for row in places)
    return tuple(sorted(found, key=lambda each: sort_key(each.name)))


def _units(session: Session, account_id: UUID) -> tuple[Named, ...]:
    rows = session.execute(
        select(BusinessUnit.id, BusinessUnit.name).where(BusinessUnit.account_id == account_id)
    )
    return tuple(sorted((Named(*row) for row in rows), key=lambda each: sort_key(each.name)))


def _lines(session: Session, today: date) -> tuple[Named, ...]:
    rows = session.execute(
        select(ProductLine.id, ProductLine.name, ProductLine.parent_id, ProductLine.retired_on)
    ).all()
    names = {row.id: row.name for row in rows}
    found = (
        Named(row.id, row.name, names.get(row.parent_id, "") if row.parent_id else "")
        for row in rows
        if row.retired_on is None or row.retired_on > today
    )
    return tuple(sorted(found, key=lambda each: (sort_key(each.detail), sort_key(each.name))))


def _colleagues(session: Session, today: date) -> tuple[Named, ...]:
    there = Colleague.left_on.is_(None) | (Colleague.left_on >= today)
    rows = session.execute(select(Colleague.id, Colleague.name, Colleague.job_title).where(there))
    found = (Named(row.id, row.name, row.job_title or "") for row in rows)
    return tuple(sorted(found, key=lambda each: sort_key(each.name)))


def _departments(session: Session) -> tuple[str, ...]:
    query = (
        select(Complaint.department)
        .where(Complaint.department.is_not(None))
        .group_by(Complaint.department)
        .order_by(func.count().desc(), Complaint.department)
        .limit(_MOST_DEPARTMENTS)
    )
    return tuple(each for each in session.scalars(query) if each)
