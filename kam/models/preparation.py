"""What a meeting prepares (domain.md §4, §11)."""

from uuid import UUID

from sqlalchemy.orm import Mapped

from kam.core.vocabulary import AskOrOfferKind, ChecklistCode
from kam.models.base import Record
from kam.models.columns import LINE, cleared, owned, plain, term, whole, written


class AgendaItem(Record):
    """A point of the agenda, its minutes, and how it is worded for the client."""

    __tablename__ = "agenda_item"

    interaction_id: Mapped[UUID] = owned("interaction")
    position: Mapped[int] = whole(0, 10_000, client=True, default=0)
    title: Mapped[str] = written(LINE, search=True)
    client_wording: Mapped[str | None] = written(LINE, client=True, search=True)
    minutes: Mapped[int | None] = whole(0, 1440, client=True)


class AskOrOffer(Record):
    """What we ask or give: where we open, our limit, in exchange for what, who decides beyond it."""

    __tablename__ = "ask_or_offer"

    interaction_id: Mapped[UUID] = owned("interaction")
    position: Mapped[int] = whole(0, 10_000, client=True, default=0)
    kind: Mapped[AskOrOfferKind] = term(AskOrOfferKind, client=True)
    what: Mapped[str] = written(LINE, search=True)
    opening: Mapped[str | None] = written(200, search=True)
    limit: Mapped[str | None] = written(200, search=True)
    in_exchange: Mapped[str | None] = written(LINE, search=True)
    decides_beyond: Mapped[str | None] = written(200, search=True)
    client_title: Mapped[str | None] = written(200, client=True, search=True)
    client_wording: Mapped[str | None] = written(LINE, client=True, search=True)


class Question(Record):
    """Something to find out: internal, or sayable before the client in the same words or its own."""

    __tablename__ = "question"

    interaction_id: Mapped[UUID] = owned("interaction")
    position: Mapped[int] = whole(0, 10_000, client=True, default=0)
    text: Mapped[str] = written(LINE, search=True)
    sayable: Mapped[bool] = plain(default=False)
    client_wording: Mapped[str | None] = written(LINE, client=True, search=True)
    ask_whom_id: Mapped[UUID | None] = cleared("stakeholder")


class Objection(Record):
    """What they may say against it, and our answer."""

    __tablename__ = "objection"

    interaction_id: Mapped[UUID] = owned("interaction")
    position: Mapped[int] = whole(0, 10_000, default=0)
    objection: Mapped[str] = written(LINE, search=True)
    answer: Mapped[str | None] = written(LINE, search=True)


class ChecklistItem(Record):
    """A step of the preparation, done or not."""

    __tablename__ = "checklist_item"

    interaction_id: Mapped[UUID] = owned("interaction")
    position: Mapped[int] = whole(0, 10_000, default=0)
    code: Mapped[ChecklistCode] = term(ChecklistCode)
    text: Mapped[str | None] = written(LINE, search=True)
    done: Mapped[bool] = plain(default=False)
