"""Which records search finds, and which texts belong to each: the registry.

The texts are the columns that the models mark with ``search``; a test holds that each of them is read here.
A record without a page of its own (a phone, an agenda point, a rating's evidence) is a *part*: its texts
belong to the document of the record that it hangs on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kam.models import metadata

ACCOUNTS_FIRST: Final = 3
PEOPLE_NEXT: Final = 2
CATALOGUES: Final = 1


@dataclass(frozen=True, slots=True)
class SearchPart:
    """Records whose texts belong to another's document.

    ``owner`` is the column that refers to the next record up; ``through`` names the tables on the way and
    their columns up, until the document's own table. ``account`` is a column with a further account in which
    the document is found.
    """

    table: str
    owner: str
    through: tuple[tuple[str, str], ...] = ()
    account: str | None = None


@dataclass(frozen=True, slots=True)
class SearchSource:
    """Records that are found: one kind of hit. Its kind is its table's name.

    Without a ``moment`` (or where it is empty) the time at which the record was made counts.
    """

    table: str
    title: tuple[str, ...]
    account: str | None = "account_id"
    moment: str | None = None
    rank: int = 0
    only: str | None = None
    parts: tuple[SearchPart, ...] = ()


SOURCES: Final = (
    SearchSource(
        "account",
        ("name",),
        account="id",
        rank=ACCOUNTS_FIRST,
        parts=(
            SearchPart("address", "account_id"),
            SearchPart("business_unit", "account_id"),
            SearchPart("special_term", "account_id"),
            SearchPart("override", "account_id"),
            SearchPart("competitor_presence", "account_id"),
            SearchPart("whitespace_cell", "account_id"),
            SearchPart("retention_case", "account_id"),
        ),
    ),
    SearchSource(
        "person",
        ("family_name", "given_name", "patronymic"),
        account=None,
        rank=PEOPLE_NEXT,
        parts=(
            SearchPart("contact_point", "person_id"),
            SearchPart("stakeholder", "person_id", account="account_id"),
            SearchPart("rating", "stakeholder_id", (("stakeholder", "person_id"),)),
            SearchPart("person_line", "from_id", (("stakeholder", "person_id"),)),
        ),
    ),
    SearchSource(
        "stakeholder",
        ("placeholder",),
        rank=PEOPLE_NEXT,
        only="person_id IS NULL",
        parts=(SearchPart("rating", "stakeholder_id"), SearchPart("person_line", "from_id")),
    ),
    SearchSource("competitor", ("name",), account=None, rank=CATALOGUES),
    SearchSource("colleague", ("name",), account=None, rank=CATALOGUES),
    SearchSource("product_line", ("name",), account=None, rank=CATALOGUES),
    SearchSource(
        "interaction",
        ("subject",),
        moment="starts_at",
        parts=(
            SearchPart("interaction_account", "interaction_id", account="account_id"),
            SearchPart("participant", "interaction_id"),
            SearchPart("agenda_item", "interaction_id"),
            SearchPart("ask_or_offer", "interaction_id"),
            SearchPart("question", "interaction_id"),
            SearchPart("objection", "interaction_id"),
            SearchPart("checklist_item", "interaction_id"),
        ),
    ),
    SearchSource(
        "commitment", ("text",), moment="made_on", parts=(SearchPart("commitment_shift", "commitment_id"),)
    ),
    SearchSource(
        "complaint",
        ("number", "summary"),
        moment="received_at",
        parts=(
            SearchPart("why", "complaint_id"),
            SearchPart("is_is_not", "complaint_id"),
            SearchPart("stage_change", "complaint_id"),
            SearchPart("clock_pause", "complaint_id"),
            SearchPart("compensation", "complaint_id"),
        ),
    ),
    SearchSource("opportunity", ("title",)),
    SearchSource(
        "plan",
        ("title",),
        moment="starts_on",
        parts=(
            SearchPart("objective", "plan_id"),
            SearchPart("initiative", "objective_id", (("objective", "plan_id"),)),
            SearchPart(
                "milestone", "initiative_id", (("initiative", "objective_id"), ("objective", "plan_id"))
            ),
            SearchPart("growth_source", "plan_id"),
            SearchPart("measurement", "objective_id", (("objective", "plan_id"),)),
            SearchPart("swot_item", "plan_id"),
            SearchPart("budget_line", "plan_id"),
            SearchPart("communication_line", "plan_id"),
            SearchPart("plan_version", "plan_id"),
            SearchPart("approval", "plan_version_id", (("plan_version", "plan_id"),)),
            SearchPart("plan_decision", "plan_id"),
            SearchPart("review", "plan_id"),
        ),
    ),
    SearchSource("risk", ("title",)),
    SearchSource("contract", ("number", "subject"), moment="starts_on"),
    SearchSource("document", ("name",), moment="on"),
    SearchSource("receivable", ("document",), moment="due_on"),
    SearchSource("survey_round", ("title",), account=None, moment="asked_on"),
    SearchSource("survey_answer", ("comment",), moment="on"),
)


def searched_columns(table: str) -> tuple[str, ...]:
    """The columns of a table whose text search reads."""
    return tuple(column.name for column in metadata.tables[table].columns if column.info.get("search"))
