"""Files kept inside the workspace: a document names a blob, a blob is its bytes in pieces."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kam.core.vocabulary import DocumentKind
from kam.models.base import Base, Record
from kam.models.columns import LINE, SHORT, audience_info, cleared, owned, plain, term, whole, written

PIECE_BYTES = 1024 * 1024


class Document(Record):
    """A file about an account, found by its name, kind, date and tags."""

    __tablename__ = "document"
    __table_args__ = (CheckConstraint("length(sha256) = 32", name="digest"),)

    account_id: Mapped[UUID] = owned("account")
    interaction_id: Mapped[UUID | None] = cleared("interaction")
    complaint_id: Mapped[UUID | None] = cleared("complaint")
    contract_id: Mapped[UUID | None] = cleared("contract")
    name: Mapped[str] = written(300, search=True)
    kind: Mapped[DocumentKind] = term(DocumentKind, default=DocumentKind.OTHER)
    on: Mapped[date | None] = plain()
    tags: Mapped[str | None] = written(LINE, search=True)
    media_type: Mapped[str | None] = written(SHORT)
    sha256: Mapped[bytes] = mapped_column(LargeBinary, info=audience_info(), index=True)
    size: Mapped[int] = whole(0, 2**53)


class BlobPiece(Base):
    """One megabyte at most of a file's bytes, addressed by the SHA-256 of the whole; outside the journal."""

    __tablename__ = "blob_piece"
    __table_args__ = (UniqueConstraint("sha256", "number"), {"sqlite_strict": True})

    id: Mapped[int] = mapped_column(primary_key=True, info=audience_info())
    sha256: Mapped[bytes] = mapped_column(LargeBinary, info=audience_info())
    number: Mapped[int] = whole(0, 2**31)
    bytes: Mapped[bytes] = mapped_column(LargeBinary, info=audience_info())
