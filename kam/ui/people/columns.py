"""The columns of the directory, and what the store sorts them by."""

from __future__ import annotations

from typing import Final

from kam.services.people.directory import PeopleSort
from kam.services.people.lines import PersonColumn

COLUMNS: Final = (
    PersonColumn.NAME,
    PersonColumn.ACCOUNT,
    PersonColumn.JOB_TITLE,
    PersonColumn.DEPARTMENT,
    PersonColumn.ROLE,
    PersonColumn.CIRCLE,
    PersonColumn.INFLUENCE,
    PersonColumn.ATTITUDE,
    PersonColumn.CONTACT,
    PersonColumn.NEXT,
    PersonColumn.OWNER,
    PersonColumn.PHONE,
    PersonColumn.EMAIL,
    PersonColumn.BIRTHDAY,
    PersonColumn.CONSENT,
)
SHOWN: Final = (
    PersonColumn.NAME,
    PersonColumn.JOB_TITLE,
    PersonColumn.ROLE,
    PersonColumn.CIRCLE,
    PersonColumn.INFLUENCE,
    PersonColumn.ATTITUDE,
    PersonColumn.CONTACT,
    PersonColumn.NEXT,
)
SORTS: Final = {
    PersonColumn.NAME: PeopleSort.NAME,
    PersonColumn.ACCOUNT: PeopleSort.ACCOUNT,
    PersonColumn.JOB_TITLE: PeopleSort.JOB_TITLE,
    PersonColumn.ROLE: PeopleSort.ROLE,
    PersonColumn.CIRCLE: PeopleSort.CIRCLE,
    PersonColumn.INFLUENCE: PeopleSort.INFLUENCE,
    PersonColumn.ATTITUDE: PeopleSort.ATTITUDE,
    PersonColumn.CONTACT: PeopleSort.CONTACT,
    PersonColumn.NEXT: PeopleSort.NEXT_CONTACT,
    PersonColumn.BIRTHDAY: PeopleSort.BIRTHDAY,
}
