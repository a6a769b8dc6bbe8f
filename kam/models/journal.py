"""The journal: who changed which record when (architecture, decision 2)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kam.core.ids import new_id
from kam.models.base import Base
from kam.models.columns import SHORT, audience_info
from kam.models.types import BoundedText, Identifier, Moment


class Step(Base):
    """One labelled use case in one transaction. The label is a code, never words.

    ``kind``: user · import · undo (reverses another step) · automatic · record (of something sent,
    printed or erased). The last two are not undoable.
    """

    __tablename__ = "step"
    __table_args__ = (
        CheckConstraint("kind IN ('user', 'import', 'undo', 'automatic', 'record')", name="kind"),
        CheckConstraint("(kind = 'undo') = (reverses IS NOT NULL)", name="undo_reverses"),
        Index("ix_step_reverses", "reverses"),
        {"sqlite_strict": True},
    )

    seq: Mapped[int] = mapped_column(primary_key=True, info=audience_info())
    id: Mapped[UUID] = mapped_column(default=new_id, unique=True, info=audience_info())
    at: Mapped[datetime] = mapped_column(Moment, info=audience_info())
    label: Mapped[str] = mapped_column(BoundedText(SHORT), info=audience_info())
    kind: Mapped[str] = mapped_column(BoundedText(20), info=audience_info())
    by_id: Mapped[UUID | None] = mapped_column(Identifier, info=audience_info())
    reverses: Mapped[int | None] = mapped_column(info=audience_info())
    details: Mapped[bytes | None] = mapped_column(LargeBinary, info=audience_info())


class Change(Base):
    """What a step did to one record: created (no image), updated (changed fields), deleted (whole image)."""

    __tablename__ = "change"
    __table_args__ = (
        PrimaryKeyConstraint("step_seq", "record_id"),
        CheckConstraint("kind IN ('created', 'updated', 'deleted')", name="kind"),
        Index("ix_change_record", "record_id", "step_seq"),
        {"sqlite_strict": True, "sqlite_with_rowid": False},
    )

    step_seq: Mapped[int] = mapped_column(info=audience_info())
    record_id: Mapped[UUID] = mapped_column(Identifier, info=audience_info())
    table_name: Mapped[str] = mapped_column(BoundedText(SHORT), info=audience_info())
    kind: Mapped[str] = mapped_column(BoundedText(8), info=audience_info())
    image: Mapped[bytes | None] = mapped_column(LargeBinary, info=audience_info())
