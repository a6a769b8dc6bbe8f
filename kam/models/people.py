"""People and their places at accounts (domain.md §3)."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, validates

from kam.core.errors import RuleError
from kam.core.text import sort_key
from kam.core.vocabulary import (
    Attitude,
    BuyingRole,
    Circle,
    ContactKind,
    ContactLevel,
    DecisionLens,
    LineKind,
    RatingKind,
    RelationshipLevel,
)
from kam.models.base import Record
from kam.models.columns import (
    LINE,
    NOTE,
    SHORT,
    cleared,
    kept,
    one_where_set,
    owned,
    plain,
    scale,
    term,
    whole,
    written,
)

INFLUENCE = (1, 5)
SPAN_OF = {
    RatingKind.ATTITUDE: (int(min(Attitude)), int(max(Attitude))),
    RatingKind.INFLUENCE: INFLUENCE,
    RatingKind.CONTACT_LEVEL: (int(min(ContactLevel)), int(max(ContactLevel))),
    RatingKind.RELATIONSHIP_LEVEL: (int(min(RelationshipLevel)), int(max(RelationshipLevel))),
}


class Person(Record):
    """A human being, once, however many accounts they serve or move between.

    A birthday whose year is not known stands in the leap year 1904. A person who had themselves erased
    stays as a nameless record, so that what refers to them holds (architecture, decision 12).
    """

    __tablename__ = "person"
    __table_args__ = (
        one_where_set("person", "external_id"),
        Index("ix_person_name_key", "name_key"),
    )

    external_id: Mapped[str | None] = written(SHORT, search=True)
    family_name: Mapped[str] = written(200, client=True, search=True, default="")
    given_name: Mapped[str | None] = written(200, client=True, search=True)
    patronymic: Mapped[str | None] = written(200, client=True, search=True)
    name_key: Mapped[str] = written(900, client=True, default="")
    birthday: Mapped[date | None] = plain()
    birthday_year_known: Mapped[bool] = plain(default=True)
    languages: Mapped[str | None] = written(200, search=True)
    interests: Mapped[str | None] = written(NOTE, search=True)
    preferred_channel: Mapped[ContactKind | None] = term(ContactKind)
    gifts_policy: Mapped[str | None] = written(LINE, search=True)
    consent_on: Mapped[date | None] = plain()
    consent_basis: Mapped[str | None] = written(LINE)
    erased_on: Mapped[date | None] = plain()
    notes: Mapped[str | None] = written(NOTE, search=True)

    @validates("family_name", "given_name", "patronymic")
    def _keep_key(self, key: str, value: str | None) -> str | None:
        parts = {name: getattr(self, name) for name in ("family_name", "given_name", "patronymic")} | {
            key: value
        }
        self.name_key = sort_key(" ".join(part for part in parts.values() if part))
        return value

    @property
    def full_name(self) -> str:
        """Given name, patronymic, family name: as one addresses a person."""
        return " ".join(part for part in (self.given_name, self.patronymic, self.family_name) if part)


class ContactPoint(Record):
    """A phone, address or name by which a person is reached."""

    __tablename__ = "contact_point"

    person_id: Mapped[UUID] = owned("person")
    kind: Mapped[ContactKind] = term(ContactKind)
    value: Mapped[str] = written(254, search=True)
    label: Mapped[str | None] = written(SHORT, search=True)
    preferred: Mapped[bool] = plain(default=False)


class Stakeholder(Record):
    """A person's place at one account. Without a person it is a placeholder with a description."""

    __tablename__ = "stakeholder"
    __table_args__ = (
        CheckConstraint("person_id IS NOT NULL OR placeholder IS NOT NULL", name="person_or_placeholder"),
        CheckConstraint("reports_to_id IS NULL OR reports_to_id <> id", name="not_own_superior"),
        CheckConstraint("left_on IS NULL OR since IS NULL OR since <= left_on", name="dates"),
        Index("ix_stakeholder_since", "since"),
        Index("ix_stakeholder_left", "left_on"),
    )

    account_id: Mapped[UUID] = owned("account")
    person_id: Mapped[UUID | None] = owned("person")
    placeholder: Mapped[str | None] = written(300, search=True)
    placeholder_since: Mapped[date | None] = plain()
    job_title: Mapped[str | None] = written(300, client=True, search=True)
    department: Mapped[str | None] = written(300, client=True, search=True)
    unit_id: Mapped[UUID | None] = cleared("business_unit")
    reports_to_id: Mapped[UUID | None] = cleared("stakeholder")
    since: Mapped[date | None] = plain()
    left_on: Mapped[date | None] = plain()
    successor_id: Mapped[UUID | None] = cleared("stakeholder")
    owner_id: Mapped[UUID | None] = cleared("colleague")
    circle: Mapped[Circle | None] = scale(Circle)
    lens: Mapped[DecisionLens | None] = term(DecisionLens)
    cadence_days: Mapped[int | None] = whole(1, 3650)
    cares_about: Mapped[str | None] = written(LINE, search=True)
    avoid: Mapped[str | None] = written(LINE, search=True)
    business_win: Mapped[str | None] = written(LINE, search=True)
    personal_win: Mapped[str | None] = written(LINE, search=True)
    concerns: Mapped[str | None] = written(LINE, search=True)
    notes: Mapped[str | None] = written(NOTE, search=True)

    def is_placeholder(self) -> bool:
        """Whether the place is known but the name is not."""
        return self.person_id is None


class StakeholderRole(Record):
    """One of the buying roles a stakeholder plays."""

    __tablename__ = "stakeholder_role"
    __table_args__ = (UniqueConstraint("stakeholder_id", "role"),)

    stakeholder_id: Mapped[UUID] = owned("stakeholder")
    role: Mapped[BuyingRole] = term(BuyingRole)


class Rating(Record):
    """What we thought of a stakeholder on a date, and why: a fact of its own, never overwritten.

    ``value`` is a step of the scale of ``kind``; a relationship level is per colleague. What we aim at is set
    on the latest rating, with a date of its own: a new aim is no new look at the person. Of two ratings of
    one date the later made holds.
    """

    __tablename__ = "rating"
    __table_args__ = (
        CheckConstraint(
            "CASE kind WHEN 'attitude' THEN value BETWEEN -2 AND 2"
            " WHEN 'influence' THEN value BETWEEN 1 AND 5 ELSE value BETWEEN 0 AND 4 END",
            name="value_on_scale",
        ),
        CheckConstraint(
            "target IS NULL OR CASE kind WHEN 'attitude' THEN target BETWEEN -2 AND 2"
            " WHEN 'influence' THEN target BETWEEN 1 AND 5 ELSE target BETWEEN 0 AND 4 END",
            name="target_on_scale",
        ),
        CheckConstraint("kind <> 'relationship_level' OR colleague_id IS NOT NULL", name="per_colleague"),
        Index("ix_rating_latest", "stakeholder_id", "kind", "on"),
        Index("ix_rating_when", "on"),
    )

    stakeholder_id: Mapped[UUID] = owned("stakeholder")
    kind: Mapped[RatingKind] = term(RatingKind)
    value: Mapped[int] = whole(-2, 5)
    target: Mapped[int | None] = whole(-2, 5)
    target_on: Mapped[date | None] = plain()
    colleague_id: Mapped[UUID | None] = kept("colleague", index=False)
    on: Mapped[date] = plain()
    evidence: Mapped[str | None] = written(LINE, search=True)
    interaction_id: Mapped[UUID | None] = cleared("interaction")

    def check(self) -> None:
        """Refuse a value outside the scale of its kind."""
        low, high = SPAN_OF[self.kind]
        for value in (self.value, self.target):
            if value is not None and not low <= value <= high:
                raise RuleError("domain.off_scale", kind=self.kind.label, value=value, low=low, high=high)


class PersonLine(Record):
    """A tie between two stakeholders beside the reporting line (that is ``Stakeholder.reports_to_id``)."""

    __tablename__ = "person_line"
    __table_args__ = (
        UniqueConstraint("from_id", "to_id", "kind"),
        CheckConstraint("from_id <> to_id", name="two_people"),
        CheckConstraint("kind <> 'reports_to'", name="beside_reporting"),
    )

    from_id: Mapped[UUID] = owned("stakeholder")
    to_id: Mapped[UUID] = owned("stakeholder")
    kind: Mapped[LineKind] = term(LineKind)
    note: Mapped[str | None] = written(LINE, search=True)
