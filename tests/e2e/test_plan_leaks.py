"""The client's copy of a plan carries nothing internal in any format: markers stand in every text column."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from kam.core.clock import FixedClock
from kam.models import Objective, Plan, PlanVersion, metadata
from kam.services.plans.customer import released
from kam.services.plans.exporting import PlanFormat, plan_file
from kam.services.plans.freezing import freeze
from kam.services.plans.telling import content_of
from kam.store.workspace import Workspace
from tests.builders import NOW
from tests.e2e.test_brief_leaks import SINGLE
from tests.e2e.test_brief_leaks import everything_in as everything_in_pdf
from tests.office_files import everything_in
from tests.planting import Marker, Planting, identity_of

PLAN = identity_of("client", "plan")
VERSION = 1

SHOWN = {
    "account.name",
    "colleague.job_title",
    "colleague.name",
    "commitment.text",
    "complaint.number",
    "complaint.summary",
    "interaction.subject",
    "objective.client_wording",
    "person.family_name",
    "plan.client_goals",
    "plan.client_initiatives",
    "plan.field_of_play",
    "plan.how_client_gains",
    "plan.title",
    "plan.value_we_bring",
    "product_line.name",
    "stakeholder.job_title",
    "workspace.company",
}
"""What the client does see, so that an empty document proves nothing."""
ON_NO_SLIDE = {"colleague.job_title", "person.family_name", "stakeholder.job_title"}
"""Slides tell no job titles, and of theirs only who answers for a promise."""


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, list[Marker]]]:
    """Our client's plan with a version, rows of theirs that are not for them, and another client's."""
    workspace = Workspace.create(tmp_path_factory.mktemp("plan") / "planted.kam", FixedClock(NOW))
    tables = metadata.tables
    with workspace.writer_engine.begin() as connection:
        planting = Planting(connection)
        planting.everything("client")
        planting.everything("other", besides=SINGLE | {"colleague", "setting"})
        planting.row("other", tables["colleague"], is_me=False)
        planting.row("hidden task", tables["commitment"], at="client", promised_to_client=False)
        planting.row("hidden objective", tables["objective"], at="client", client_wording=None)
    _freeze(workspace)
    yield workspace, planting.markers
    workspace.close()


def _freeze(workspace: Workspace) -> None:
    """Make a version of the planted plan, as submitting it would."""
    with workspace.reading() as session:
        content = content_of(session, session.get_one(Plan, PLAN), date(2026, 11, 23))
        version = session.scalars(select(PlanVersion.id).where(PlanVersion.plan_id == PLAN)).one()
    table = metadata.tables["plan_version"]
    values = {
        "content": freeze(content),
        "number": VERSION,
        "submitted_at": datetime(2026, 11, 23, 12, tzinfo=UTC),
    }
    with workspace.writer_engine.begin() as connection:
        connection.execute(table.update().where(table.c.id == version).values(**values))


def written(
    workspace: Workspace, form: PlanFormat, language: str, *, customer_safe: bool, version: int | None = None
) -> str:
    """Everything that is in a plan's file."""
    made = plan_file(
        workspace,
        PLAN,
        form,
        as_of=NOW,
        printed_at=NOW + timedelta(hours=1),
        language=language,
        version=version,
        customer_safe=customer_safe,
    )
    return everything_in_pdf(made.data) if form is PlanFormat.PDF else everything_in(made.data)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("form", list(PlanFormat))
@pytest.mark.parametrize("version", [None, VERSION])
def test_the_clients_copy_carries_no_internal_word(
    planted: tuple[Workspace, list[Marker]], form: PlanFormat, language: str, version: int | None
) -> None:
    workspace, markers = planted

    text = written(workspace, form, language, customer_safe=True, version=version)

    found = [one for one in markers if one.word in text]
    leaked = {str(one.column) for one in found if one.is_internal}
    strangers = {str(one.column) for one in found if not one.group.startswith("client")}
    assert (leaked, strangers) == (set(), set())
    shown = {str(one.column) for one in found}
    assert shown >= SHOWN - (ON_NO_SLIDE if form is PlanFormat.PPTX else set())


@pytest.mark.parametrize("form", list(PlanFormat))
def test_our_own_copy_does_show_the_internal_words(
    planted: tuple[Workspace, list[Marker]], form: PlanFormat
) -> None:
    """The search finds what is there: otherwise finding nothing would prove nothing."""
    workspace, markers = planted

    text = written(workspace, form, "ru", customer_safe=False)

    shown = {str(one.column) for one in markers if one.word in text and one.is_internal}
    assert {"plan.ambition", "objective.title", "risk.title"} <= shown


@pytest.mark.parametrize("form", [PlanFormat.DOCX, PlanFormat.XLSX, PlanFormat.PPTX])
def test_nothing_of_this_computer_is_in_a_document(
    planted: tuple[Workspace, list[Marker]], form: PlanFormat
) -> None:
    workspace, _ = planted

    text = written(workspace, form, "en", customer_safe=True)

    for trace in ("python-docx", "python-pptx", "SteveCanny", "Macintosh", str(Path.home()), "planted.kam"):
        assert trace not in text, trace


def test_the_gate_lets_no_internal_column_of_a_plan_through() -> None:
    assert released(Objective.client_wording, " вместе ") == "вместе"
    with pytest.raises(PermissionError, match="ambition"):
        released(Plan.ambition, "первый поставщик")
