"""What goes to a client about a complaint carries nothing internal: markers stand in every text column."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from kam.core.clock import FixedClock
from kam.models import metadata
from kam.services.complaints.paper_files import ComplaintDocument, complaint_file
from kam.store.workspace import Workspace
from tests.builders import NOW
from tests.e2e.test_brief_leaks import SINGLE, everything_in
from tests.planting import Marker, Planting, identity_of

COMPLAINT = identity_of("client", "complaint")
SHOWN = {
    "account.name",
    "business_unit.name",
    "colleague.job_title",
    "colleague.name",
    "commitment.text",
    "complaint.client_status",
    "complaint.number",
    "complaint.summary",
    "person.family_name",
    "product_line.name",
    "stakeholder.job_title",
    "workspace.company",
}
"""What the client does see, so that an empty document proves nothing."""
NOT_IN = {
    ComplaintDocument.CUSTOMER_EIGHT_D: {"colleague.job_title"},
    ComplaintDocument.ANSWER: {"product_line.name", "person.family_name"},
}
"""A letter greets by first name; an 8D report tells no titles of ours."""


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, list[Marker]]]:
    """A client's complaint with promised measures of every kind, hidden ones, and another client's."""
    workspace = Workspace.create(tmp_path_factory.mktemp("complaint") / "planted.kam", FixedClock(NOW))
    commitments = metadata.tables["commitment"]
    with workspace.writer_engine.begin() as connection:
        planting = Planting(connection)
        planting.everything("client")
        planting.everything("other", besides=SINGLE | {"colleague", "setting"})
        planting.row("other", metadata.tables["colleague"], is_me=False)
        for kind in ("containment", "corrective", "preventive"):
            planting.row(f"client {kind}", commitments, at="client", kind=kind)
            planting.row(f"hidden {kind}", commitments, at="client", kind=kind, promised_to_client=False)
        planting.row("hidden theirs", commitments, at="client", side="theirs")
        # A document's identity tells when it was kept, which planted ones do not know.
        connection.execute(metadata.tables["document"].update().values(complaint_id=None))
    yield workspace, planting.markers
    workspace.close()


def written(workspace: Workspace, document: ComplaintDocument, language: str) -> str:
    """Everything that is in a paper."""
    made = complaint_file(
        workspace,
        COMPLAINT,
        document,
        as_of=NOW,
        printed_at=NOW + timedelta(hours=1),
        language=language,
    )
    return everything_in(made.data)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("document", list(NOT_IN))
def test_the_client_reads_no_internal_word(
    planted: tuple[Workspace, list[Marker]], document: ComplaintDocument, language: str
) -> None:
    workspace, markers = planted

    text = written(workspace, document, language)

    found = [one for one in markers if one.word in text]
    leaked = {str(one.column) for one in found if one.is_internal}
    strangers = {f"{one.group}: {one.column}" for one in found if not one.group.startswith("client")}
    assert (leaked, strangers) == (set(), set())
    shown = {str(one.column) for one in found}
    assert shown >= SHOWN - NOT_IN[document]
    promised = {one.group for one in found if str(one.column) == "commitment.text"}
    assert promised == {"client", "client containment", "client corrective", "client preventive"}


@pytest.mark.parametrize("document", [ComplaintDocument.RECORD, ComplaintDocument.EIGHT_D])
def test_our_own_papers_do_show_the_internal_words(
    planted: tuple[Workspace, list[Marker]], document: ComplaintDocument
) -> None:
    """The search finds what is there: otherwise finding nothing would prove nothing."""
    workspace, markers = planted

    text = written(workspace, document, "ru")

    shown = {str(one.column) for one in markers if one.word in text and one.is_internal}
    assert {"complaint.root_cause", "why.answer", "is_is_not.holds", "compensation.note"} <= shown
    strangers = {one.group for one in markers if one.word in text and one.group.startswith("other")}
    assert strangers <= ({"other"} if document is ComplaintDocument.RECORD else set())  # similar complaints
