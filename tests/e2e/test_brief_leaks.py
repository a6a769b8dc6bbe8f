"""The customer's copy carries nothing internal: a marker stands in every text column of every model."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from kam.core.clock import FixedClock
from kam.models import Interaction, Question, metadata
from kam.services.briefs import brief_pdf
from kam.services.briefs.released import for_client
from kam.store.workspace import Workspace
from tests.builders import NOW
from tests.planting import PLANTED, Marker, Planting, identity_of, text_columns

SINGLE = frozenset(
    {"workspace", "calendar", "calendar_exception", "step", "change", "blob_piece", "currency_rate"}
)
"""Tables of which there is one row only, or whose rows belong to no account."""

SHOWN = {
    "account.name",
    "agenda_item.client_wording",
    "ask_or_offer.client_title",
    "ask_or_offer.client_wording",
    "colleague.name",
    "commitment.text",
    "complaint.client_status",
    "complaint.number",
    "complaint.summary",
    "interaction.client_purpose",
    "interaction.place",
    "interaction.subject",
    "participant.guest",
    "person.family_name",
    "person.given_name",
    "person.patronymic",
    "product_line.name",
    "question.client_wording",
    "stakeholder.job_title",
    "workspace.company",
}
"""What the client does see, so that an empty page proves nothing."""


@pytest.fixture
def planted(tmp_path: Path) -> Iterator[tuple[Workspace, list[Marker]]]:
    """Our client, rows of theirs that are not for them, and another client; all of it marked."""
    workspace = Workspace.create(tmp_path / "planted.kam", FixedClock(NOW))
    tables = metadata.tables
    with workspace.writer_engine.begin() as connection:
        planting = Planting(connection)
        planting.everything("client")
        planting.row(
            "client ours",
            tables["participant"],
            at="client",
            stakeholder_id=None,
            colleague_id=identity_of("client", "colleague"),
        )
        participant = tables["participant"]
        planting.row("client guest", participant, at="client", stakeholder_id=None, guest=PLANTED)
        planting.everything("other", besides=SINGLE | {"colleague", "setting"})
        planting.row("other", tables["colleague"], is_me=False)
        planting.row("hidden task", tables["commitment"], at="client", promised_to_client=False)
        planting.row("hidden question", tables["question"], at="client", sayable=False)
        planting.row("hidden point", tables["agenda_item"], at="client", client_wording=None)
        planting.row(
            "hidden offer", tables["ask_or_offer"], at="client", client_title=None, client_wording=None
        )
    yield workspace, planting.markers
    workspace.close()


def everything_in(pdf: bytes) -> str:
    """All text of a PDF: its pages, its bookmarks, what it says of itself, and every stream, decompressed."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
        said = [*document.get_metadata_dict().values(), *(item.get_title() for item in document.get_toc())]
    finally:
        document.close()
    streams = [_opened(stream) for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)]
    raw = b"\n".join([pdf, *streams])
    wide = (raw[start:].decode("utf-16-be", "ignore") for start in (0, 1))
    spellings = [raw.decode("latin-1"), *wide]
    return "\n".join("".join(text.split()) for text in [*pages, *said, *spellings])


def _opened(stream: bytes) -> bytes:
    body = stream.strip()
    if body.endswith(b"~>"):
        body = base64.a85decode(body[:-2])
    try:
        return zlib.decompress(body)
    except zlib.error:
        return body


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_clients_copy_carries_no_internal_word(
    planted: tuple[Workspace, list[Marker]], language: str
) -> None:
    workspace, markers = planted
    meeting_id = identity_of("client", "interaction")

    paper = brief_pdf(workspace, meeting_id=meeting_id, as_of=NOW, language=language, customer_safe=True)
    text = everything_in(paper.pdf)

    leaked = {str(one.column) for one in markers if one.word in text and one.is_internal}
    strangers = {
        str(one.column) for one in markers if one.word in text and not one.group.startswith("client")
    }
    assert (leaked, strangers) == (set(), set())
    shown = {str(one.column) for one in markers if one.word in text}
    assert shown >= SHOWN


def test_a_marker_stands_in_every_text_column_of_every_model(
    planted: tuple[Workspace, list[Marker]],
) -> None:
    _, markers = planted

    assert {one.column for one in markers} == set(text_columns())
    assert sum(one.is_internal for one in markers) > 150


def test_the_internal_brief_does_show_the_internal_words(
    planted: tuple[Workspace, list[Marker]],
) -> None:
    """The search finds what is there: otherwise finding nothing would prove nothing."""
    workspace, markers = planted
    meeting_id = identity_of("client", "interaction")

    paper = brief_pdf(workspace, meeting_id=meeting_id, as_of=NOW, language="ru", pages="all")
    text = everything_in(paper.pdf)

    shown = {str(one.column) for one in markers if one.word in text and one.is_internal}
    assert {"interaction.purpose", "ask_or_offer.limit", "competitor.name", "risk.title"} <= shown


def test_the_gate_lets_no_internal_column_through() -> None:
    with pytest.raises(PermissionError, match="purpose"):
        for_client(Interaction.subject, Interaction.purpose)


def test_a_question_goes_in_its_own_words_only_if_it_may_be_said() -> None:
    assert "question.sayable = " in str(for_client(Question.text))
