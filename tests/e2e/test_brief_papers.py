"""The brief as a file: the same content gives the same bytes, and nothing tells of the computer."""

from __future__ import annotations

import getpass
import platform
from collections.abc import Callable
from datetime import timedelta

import pypdfium2
import pytest

from kam.core.errors import AmbiguousError, NotFoundError, UserError
from kam.core.vocabulary import AskOrOfferKind, Attitude, BuyingRole, Side
from kam.models import AgendaItem, AskOrOffer, Interaction, Participant, Question
from kam.services.briefs import brief_pdf
from tests.builders import NOW, Office

Print = Callable[..., bytes]


@pytest.fixture
def meeting(office: Office) -> Interaction:
    """A meeting with something in each of its parts."""
    account = office.account()
    head = office.stakeholder(
        account, roles=(BuyingRole.DECIDER,), attitude=Attitude.NEUTRAL, influence=5, cares_about="бюджет"
    )
    made = office.meeting(
        account, None, head, purpose="Рамка", client_purpose="Согласовать объём", minutes=60
    )
    office.promise(account, "Протокол испытаний", due=office.today - timedelta(days=3))
    office.promise(account, "Прогноз объёмов", side=Side.THEIRS)
    office.add_all(
        Participant(interaction_id=made.id, colleague_id=office.me, position=5),
        AgendaItem(interaction_id=made.id, title="Итоги", client_wording="Итоги года", minutes=10),
        AskOrOffer(
            interaction_id=made.id,
            kind=AskOrOfferKind.OFFER,
            what="Отсрочка",
            limit="60 дней",
            client_title="Отсрочка 45 дней",
        ),
        Question(interaction_id=made.id, text="Кто подписывает?", sayable=True),
    )
    return made


@pytest.fixture
def printed(office: Office, meeting: Interaction) -> Print:
    def draw(**values: object) -> bytes:
        options = {"meeting_id": meeting.id, "as_of": NOW, "language": "ru"} | values
        return brief_pdf(office.workspace, **options).pdf  # type: ignore[arg-type]

    return draw


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    finally:
        document.close()


@pytest.mark.parametrize("customer_safe", [False, True])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_same_content_gives_the_same_bytes(printed: Print, language: str, customer_safe: bool) -> None:
    def draw(**values: object) -> bytes:
        return printed(language=language, customer_safe=customer_safe, **values)

    assert draw() == draw(printed_at=NOW)
    assert draw() != draw(printed_at=NOW + timedelta(minutes=1))


@pytest.mark.parametrize("customer_safe", [False, True])
def test_nothing_tells_of_the_computer(printed: Print, customer_safe: bool) -> None:
    pdf = printed(customer_safe=customer_safe)
    document = pypdfium2.PdfDocument(pdf)
    said = " ".join(document.get_metadata_dict().values())
    document.close()

    for word in (platform.node(), getpass.getuser(), "anonymous", "unspecified"):
        assert word not in said
    for path in (b"/root/", b"/home/", b"/tmp", b"\\Users"):
        assert path not in pdf


def test_both_papers_say_what_the_meeting_is_about(printed: Print) -> None:
    internal, customers = text_of(printed()), text_of(printed(customer_safe=True))

    assert "Северогорский метизный завод" in internal
    assert "Протокол испытаний" in internal
    assert "60 дней" in internal
    assert "Согласовать объём" in customers
    assert "Отсрочка 45 дней" in customers
    assert "Кто подписывает?" in customers
    assert "60 дней" not in customers
    assert "kam" not in customers.casefold()


def test_a_name_leads_to_the_next_meeting(office: Office, printed: Print, meeting: Interaction) -> None:
    by_name = brief_pdf(office.workspace, account="северогорский", as_of=NOW, language="ru").pdf
    anybodys = brief_pdf(office.workspace, as_of=NOW, language="ru").pdf

    assert by_name == anybodys == printed()


def test_a_name_that_fits_two_or_none_or_no_meeting_is_refused(office: Office, meeting: Interaction) -> None:
    office.account("Северный завод")

    with pytest.raises(AmbiguousError):
        brief_pdf(office.workspace, account="север", as_of=NOW, language="ru")
    with pytest.raises(NotFoundError):
        brief_pdf(office.workspace, account="южный", as_of=NOW, language="ru")
    with pytest.raises(UserError, match=r"brief\.no_meeting"):
        brief_pdf(office.workspace, account="северный завод", as_of=NOW, language="ru")


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("customer_safe", [False, True])
def test_a_client_of_whom_nothing_is_known_has_an_honest_brief(
    office: Office, language: str, customer_safe: bool
) -> None:
    office.meeting(office.account("Новый клиент"), subject="Знакомство")

    paper = brief_pdf(
        office.workspace, account="новый", as_of=NOW, language=language, customer_safe=customer_safe
    )

    assert paper.pages == 1
    assert "Новый клиент" in text_of(paper.pdf)


HOSTILE = "<b>x</b> & <img src=/etc/passwd> {0} %s \\ «ё» 😀 " + "ю" * 300


def test_hostile_text_prints_as_it_was_typed(office: Office) -> None:
    account = office.account(HOSTILE[:300])
    place = office.stakeholder(
        account, "<i>", "&amp;", roles=(BuyingRole.DECIDER,), cares_about=HOSTILE[:300]
    )
    made = office.meeting(
        account, None, place, subject=HOSTILE, purpose=HOSTILE, best_outcome="**", place="x" * 400
    )
    office.promise(account, HOSTILE)

    for customer_safe in (False, True):
        paper = brief_pdf(
            office.workspace, meeting_id=made.id, as_of=NOW, language="ru", customer_safe=customer_safe
        )
        assert "<img" in text_of(paper.pdf)
