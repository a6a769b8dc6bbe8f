"""What was typed and not saved yet: neither a crash nor a closed window loses it."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from kam.models.base import Base
from kam.models.columns import SHORT, audience_info, plain, written
from kam.models.types import BoundedText

LONGEST = 200_000
"""Characters of a draft: a form with several long texts."""


class Draft(Base):
    """The contents of a form as JSON, by the form and its record; outside the journal and the search."""

    __tablename__ = "draft"
    __table_args__ = ({"sqlite_strict": True},)

    key: Mapped[str] = mapped_column(BoundedText(SHORT), primary_key=True, info=audience_info())
    content: Mapped[str] = written(LONGEST)
    saved_at: Mapped[datetime] = plain()
