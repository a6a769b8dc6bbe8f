"""What the day keeps about itself: signals put off, papers printed, how a brief is arranged, phrases."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kam.core.vocabulary import InteractionKind, PaperKind, PhraseKind
from kam.models.base import Record
from kam.models.columns import LINE, NOTE, SHORT, audience_info, owned, plain, term, whole, written
from kam.models.types import Identifier


class SignalState(Record):
    """A line of Today put off until a moment, or explained away with a reason (then without an end).

    ``code`` says what kind of line it is and ``about`` which record it is about; the record may be gone.
    """

    __tablename__ = "signal_state"
    __table_args__ = (
        UniqueConstraint("code", "about"),
        CheckConstraint("until IS NOT NULL OR reason IS NOT NULL", name="until_or_reason"),
    )

    account_id: Mapped[UUID | None] = owned("account")
    code: Mapped[str] = written(SHORT)
    about: Mapped[UUID] = mapped_column(Identifier, info=audience_info())
    until: Mapped[datetime | None] = plain()
    reason: Mapped[str | None] = written(LINE)
    noted_on: Mapped[date] = plain()


class PrintedDocument(Record):
    """A paper as it was printed or saved: its bytes are kept, ``as_of`` says what was known then."""

    __tablename__ = "printed_document"
    __table_args__ = (CheckConstraint("length(sha256) = 32", name="digest"),)

    account_id: Mapped[UUID | None] = owned("account")
    interaction_id: Mapped[UUID | None] = owned("interaction")
    kind: Mapped[PaperKind] = term(PaperKind)
    language: Mapped[str] = written(8)
    as_of: Mapped[datetime] = plain()
    printed_at: Mapped[datetime] = plain()
    pages: Mapped[int] = whole(1, 10_000)
    sha256: Mapped[bytes] = mapped_column(LargeBinary, info=audience_info(), index=True)
    size: Mapped[int] = whole(0, 2**53)


class BriefLayout(Record):
    """Order and visibility of the sections of one meeting's brief, as JSON; the usual one is a setting."""

    __tablename__ = "brief_layout"
    __table_args__ = (UniqueConstraint("interaction_id"),)

    interaction_id: Mapped[UUID] = owned("interaction", index=False)
    content: Mapped[str] = written(NOTE)


class Phrase(Record):
    """A question or an objection worth asking again, for a kind of meeting (none: for any)."""

    __tablename__ = "phrase"

    kind: Mapped[PhraseKind] = term(PhraseKind)
    meeting_kind: Mapped[InteractionKind | None] = term(InteractionKind)
    text: Mapped[str] = written(LINE)
    answer: Mapped[str | None] = written(LINE)
