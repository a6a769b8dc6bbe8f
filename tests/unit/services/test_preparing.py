"""Preparing a meeting: what is saved, as which steps, how far each section is, what the preview shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kam.core.errors import NotFoundError
from kam.core.field_errors import FieldErrors
from kam.core.ids import new_id
from kam.core.vocabulary import (
    AskOrOfferKind,
    BriefSection,
    ChecklistCode,
    InteractionKind,
    PaperKind,
    PhraseKind,
)
from kam.models import Account, ChecklistItem, Interaction, PrintedDocument
from kam.reports.content import Arrangement, BriefContent
from kam.services.documents import sweep_documents
from kam.services.preparing import (
    BriefWish,
    LackKind,
    Paper,
    Preparation,
    Readiness,
    Way,
    arrange,
    arrange_as_usual,
    collect,
    delete_phrase,
    keep_paper,
    keep_phrase,
    make_usual,
    paper_bytes,
    phrase_book,
    read_preparation,
    save_part,
    section_states,
)
from kam.services.preparing.drawing import draw
from kam.services.preparing.parts import (
    AgendaLine,
    AgendaPart,
    AskLine,
    AsksPart,
    AttendeeLine,
    AttendeesPart,
    CheckLine,
    ChecklistPart,
    ObjectionLine,
    ObjectionsPart,
    Part,
    PurposePart,
    QuestionLine,
    QuestionsPart,
)
from kam.services.preparing.typed import with_typed, with_typed_for_client
from kam.store.journal import read_steps
from kam.store.undo import undo
from tests.briefs import brief, customer_brief
from tests.builders import Office

PURPOSE = PurposePart("Согласовать рамку", "Подписан протокол", "Продление на квартал")
QUESTIONS = QuestionsPart(
    (
        QuestionLine(text="Кто подписывает?", sayable=True),
        QuestionLine(text="Почему он молчит?", sayable=False),
    )
)
ASKS = AsksPart(
    (
        AskLine(
            what="Объём на год",
            opening="96 млн",
            limit="84 млн",
            in_exchange="запас",
            decides_beyond="Астахов",
        ),
        AskLine(kind=AskOrOfferKind.OFFER, what="Отсрочка", limit="60 дней", client_title="Отсрочка 45 дней"),
    )
)
OBJECTIONS = ObjectionsPart((ObjectionLine(objection="Дорого", answer="Зато без потерь"),))
AGENDA = AgendaPart(
    "Рамка 2027",
    (
        AgendaLine(title="Итоги года", minutes=15),
        AgendaLine(title="Давим на срок", for_client=False),
        AgendaLine(title="Рамка", client_wording="Условия 2027"),
    ),
)
CHECKS = ChecklistPart((CheckLine(text="взять пропуска"),), "выезд 08:40", 35)
PARTS: tuple[Part, ...] = (PURPOSE, QUESTIONS, ASKS, OBJECTIONS, AGENDA, CHECKS)


@pytest.fixture
def account(office: Office) -> Account:
    return office.account()


@pytest.fixture
def meeting(office: Office, account: Account) -> Interaction:
    return office.meeting(account)


def read(office: Office, meeting: Interaction) -> Preparation:
    return read_preparation(office.workspace, meeting.id, as_of=office.clock.now(), language="ru")


def steps(office: Office) -> Iterator[str]:
    with office.workspace.reading() as session:
        yield from [step.label for step in read_steps(session.connection())]


def test_what_is_saved_is_read_again_and_stands_in_the_brief(office: Office, meeting: Interaction) -> None:
    for part in PARTS:
        save_part(office.workspace, meeting.id, part)
    parts = read(office, meeting).parts
    assert (parts.purpose, parts.questions, parts.asks) == (PURPOSE, QUESTIONS, ASKS)
    assert (parts.objections, parts.agenda, parts.checklist) == (OBJECTIONS, AGENDA, CHECKS)
    content = brief(office, meeting)
    assert content.best_outcome == "Подписан протокол"
    assert [ask.limit for ask in content.asks] == ["84 млн", "60 дней"]
    assert [question.internal for question in content.questions] == [False, True]


def test_each_part_is_one_step_and_undo_takes_back_just_that(office: Office, meeting: Interaction) -> None:
    save_part(office.workspace, meeting.id, PURPOSE)
    save_part(office.workspace, meeting.id, QUESTIONS)
    assert next(steps(office)) == "preparation.questions"
    undo(office.workspace)
    parts = read(office, meeting).parts
    assert parts.questions.lines == ()
    assert parts.purpose == PURPOSE


def test_saving_what_is_there_already_is_no_step(office: Office, meeting: Interaction) -> None:
    save_part(office.workspace, meeting.id, ASKS)
    before = office.last_step()
    save_part(office.workspace, meeting.id, ASKS)
    assert office.last_step() == before


def test_lines_can_be_changed_moved_and_let_go(office: Office, meeting: Interaction) -> None:
    save_part(office.workspace, meeting.id, QUESTIONS)
    first, second = QUESTIONS.lines
    third = QuestionLine(text="Когда решат?")
    save_part(office.workspace, meeting.id, QuestionsPart((third, replace(first, text="Кто решает?"))))
    lines = read(office, meeting).parts.questions.lines
    assert [line.text for line in lines] == ["Когда решат?", "Кто решает?"]
    assert lines[1].id == first.id
    assert second.id not in {line.id for line in lines}


def test_a_line_without_words_is_none_and_one_without_its_subject_says_so(
    office: Office, meeting: Interaction
) -> None:
    save_part(office.workspace, meeting.id, AsksPart((AskLine(), AskLine(what="Объём"))))
    assert [line.what for line in read(office, meeting).parts.asks.lines] == ["Объём"]
    with pytest.raises(FieldErrors) as refused:
        save_part(office.workspace, meeting.id, AsksPart((AskLine(what="Объём"), AskLine(limit="5 %"))))
    assert [(each.field, each.code) for each in refused.value.errors] == [("1.what", "field.required")]
    assert [line.what for line in read(office, meeting).parts.asks.lines] == ["Объём"], "nothing was written"


def test_what_is_too_long_is_said_beside_its_field(office: Office, meeting: Interaction) -> None:
    with pytest.raises(FieldErrors) as refused:
        save_part(office.workspace, meeting.id, PurposePart(purpose="о" * 501))
    assert refused.value.of("purpose") is not None


def test_who_was_deleted_meanwhile_cannot_take_part(office: Office, meeting: Interaction) -> None:
    with pytest.raises(NotFoundError):
        save_part(office.workspace, meeting.id, AttendeesPart((AttendeeLine(stakeholder_id=new_id()),)))


def test_attendees_and_what_ours_answer_for_reach_the_brief(
    office: Office, account: Account, meeting: Interaction
) -> None:
    person = office.stakeholder(account)
    part = AttendeesPart(
        (
            AttendeeLine(stakeholder_id=person.id),
            AttendeeLine(guest="Консультант"),
            AttendeeLine(colleague_id=office.me, task="рамка и срок"),
        )
    )
    save_part(office.workspace, meeting.id, part)
    content = brief(office, meeting)
    assert [card.is_guest for card in content.attendees] == [False, True]
    assert content.ours[0].task == "рамка и срок"
    assert {each.id for each in read(office, meeting).people} == {person.id, office.me}


def test_the_checklist_follows_what_is_written(office: Office, meeting: Interaction) -> None:
    office.add_all(
        *(
            ChecklistItem(interaction_id=meeting.id, code=code, position=number)
            for number, code in enumerate(
                (ChecklistCode.PURPOSE, ChecklistCode.QUESTIONS, ChecklistCode.OFFER)
            )
        )
    )
    for part in (PURPOSE, QUESTIONS, ASKS):
        save_part(office.workspace, meeting.id, part)
    assert [line.done for line in read(office, meeting).parts.checklist.lines] == [True, True, True]
    save_part(office.workspace, meeting.id, AsksPart((AskLine(what="Объём"),)))
    assert [line.done for line in read(office, meeting).parts.checklist.lines] == [True, True, False]


def test_the_usual_checklist_keeps_its_items_between_readings(office: Office, meeting: Interaction) -> None:
    first, second = (read(office, meeting).parts.checklist for _ in range(2))
    assert first == second
    ticked = replace(first, lines=(replace(first.lines[0], done=True), *first.lines[1:]))
    save_part(office.workspace, meeting.id, ticked)
    assert read(office, meeting).parts.checklist == ticked


# What the preview shows before anything is saved


def test_what_is_typed_shows_as_it_will_once_it_is_saved(office: Office, meeting: Interaction) -> None:
    before = brief(office, meeting)
    shown = with_typed(before, PARTS)
    for part in PARTS:
        save_part(office.workspace, meeting.id, part)
    saved = brief(office, meeting)
    for name in (
        "purpose",
        "best_outcome",
        "minimum_outcome",
        "questions",
        "asks",
        "objections",
        "checklist",
    ):
        assert getattr(shown, name) == getattr(saved, name), name


def test_the_clients_copy_shows_what_is_typed_as_it_will_once_it_is_saved(
    office: Office, meeting: Interaction
) -> None:
    shown = with_typed_for_client(customer_brief(office, meeting), PARTS, Arrangement())
    for part in PARTS:
        save_part(office.workspace, meeting.id, part)
    saved = customer_brief(office, meeting)
    assert (shown.agenda, shown.proposals, shown.discussion) == (
        saved.agenda,
        saved.proposals,
        saved.discussion,
    )
    assert shown.head.purpose == saved.head.purpose == "Рамка 2027"


def test_nothing_internal_that_is_typed_reaches_the_clients_copy(
    office: Office, meeting: Interaction
) -> None:
    said = repr(with_typed_for_client(customer_brief(office, meeting), PARTS, Arrangement()))
    for secret in (
        "Согласовать",
        "молчит",
        "84 млн",
        "60 дней",
        "Астахов",
        "Дорого",
        "Давим",
        "пропуска",
        "08:40",
    ):
        assert secret not in said


# How far the sections are


def states_of(content: BriefContent) -> dict[BriefSection, Readiness]:
    states = section_states(content, AgendaPart(), today=content.head.as_of.date())
    return {section: state.readiness for section, state in states.items()}


def test_a_meeting_nobody_prepared_is_missing_what_the_paper_says_is_missing(
    office: Office, meeting: Interaction
) -> None:
    states = states_of(brief(office, meeting))
    missing = {section for section, readiness in states.items() if readiness is Readiness.MISSING}
    assert missing >= {
        BriefSection.PURPOSE,
        BriefSection.ATTENDEES,
        BriefSection.QUESTIONS,
        BriefSection.ASKS,
        BriefSection.OBJECTIONS,
        BriefSection.AGENDA,
        BriefSection.COMPETITORS,
    }


def test_a_section_is_thin_until_everything_is_said(office: Office, meeting: Interaction) -> None:
    content = brief(office, meeting)
    half = with_typed(content, (PurposePart("Согласовать рамку"), AsksPart((AskLine(what="Объём"),))))
    states = section_states(half, AgendaPart(), today=office.today)
    assert states[BriefSection.PURPOSE].readiness is Readiness.THIN
    assert [lack.kind for lack in states[BriefSection.PURPOSE].lacks] == [
        LackKind.BEST_OUTCOME,
        LackKind.MINIMUM,
    ]
    assert [(lack.kind, lack.subject) for lack in states[BriefSection.ASKS].lacks] == [
        (LackKind.LIMIT, "Объём")
    ]
    full = states_of(with_typed(content, PARTS))
    assert (
        full[BriefSection.PURPOSE]
        is full[BriefSection.ASKS]
        is full[BriefSection.OBJECTIONS]
        is Readiness.READY
    )


# Order and visibility


def test_a_hidden_section_is_neither_on_our_paper_nor_on_the_clients(
    office: Office, meeting: Interaction
) -> None:
    for part in PARTS:
        save_part(office.workspace, meeting.id, part)
    arrange(office.workspace, meeting.id, Arrangement().showing(BriefSection.QUESTIONS, on=False))
    assert brief(office, meeting).arrangement.hidden == (BriefSection.QUESTIONS,)
    assert customer_brief(office, meeting).discussion == ()
    assert customer_brief(office, meeting).agenda != ()
    undo(office.workspace)
    assert brief(office, meeting).arrangement == Arrangement()


def test_the_usual_arrangement_is_a_setting_that_a_meeting_may_leave(
    office: Office, meeting: Interaction
) -> None:
    usual = Arrangement().moved(BriefSection.MONEY, 1)
    make_usual(office.workspace, meeting.id, usual)
    assert brief(office, meeting).arrangement == usual
    assert customer_brief(office, meeting).order == usual.order
    arrange(office.workspace, meeting.id, Arrangement())
    assert brief(office, meeting).arrangement == Arrangement()
    assert customer_brief(office, meeting).order == ()
    assert read(office, meeting).has_own_arrangement
    arrange_as_usual(office.workspace, meeting.id)
    assert brief(office, meeting).arrangement == usual


# Papers that were printed


def keep(office: Office, meeting: Interaction, kind: PaperKind = PaperKind.BRIEF) -> Paper:
    now = office.clock.now()
    wish = BriefWish("ru", customer_safe=kind is PaperKind.CUSTOMER_BRIEF)
    drawn = draw(collect(office.workspace, meeting.id, wish, as_of=now), wish)
    paper = Paper(kind, "ru", now, drawn.pdf, drawn.pages)
    keep_paper(office.workspace, meeting.id, paper, Way.PRINTED)
    return paper


def test_a_printed_paper_is_kept_with_its_meeting_byte_for_byte(office: Office, meeting: Interaction) -> None:
    office.add(ChecklistItem(interaction_id=meeting.id, code=ChecklistCode.BRIEF_PRINTED))
    paper = keep(office, meeting)
    [row] = read(office, meeting).papers
    assert (row.kind, row.pages, row.size) == (PaperKind.BRIEF, paper.pages, len(paper.pdf))
    assert paper_bytes(office.workspace, row.id) == paper.pdf
    assert read(office, meeting).parts.checklist.lines[0].done


def test_the_bytes_of_a_printed_paper_are_not_swept_away(office: Office, meeting: Interaction) -> None:
    keep(office, meeting)
    assert sweep_documents(office.workspace) == 0
    [row] = read(office, meeting).papers
    assert paper_bytes(office.workspace, row.id).startswith(b"%PDF")
    with office.workspace.reading() as session:
        paper = session.get_one(PrintedDocument, row.id)
    office.remove(paper)
    assert sweep_documents(office.workspace) == 0, "what can be undone keeps its bytes"


def test_printing_is_not_what_undo_takes_back(office: Office, meeting: Interaction) -> None:
    save_part(office.workspace, meeting.id, PURPOSE)
    keep(office, meeting)
    undo(office.workspace)
    assert read(office, meeting).parts.purpose == PurposePart()
    assert len(read(office, meeting).papers) == 1


# The phrase book


def test_questions_suit_the_kind_of_meeting_and_ours_come_first(office: Office) -> None:
    workspace = office.workspace
    kept = keep_phrase(
        workspace, PhraseKind.QUESTION, "Что говорят смены?", meeting_kind=InteractionKind.SITE_VISIT
    )
    visit = phrase_book(workspace, PhraseKind.QUESTION, InteractionKind.SITE_VISIT, language="ru")
    call = phrase_book(workspace, PhraseKind.QUESTION, InteractionKind.CALL, language="ru")
    assert visit[0].text == "Что говорят смены?"
    assert "Что говорят смены?" not in {row.text for row in call}
    assert {row.text for row in visit} != {row.text for row in call}
    delete_phrase(workspace, kept.value)
    again = phrase_book(workspace, PhraseKind.QUESTION, InteractionKind.SITE_VISIT, language="ru")
    assert all(row.id is None for row in again)


def test_keeping_a_phrase_twice_keeps_one(office: Office) -> None:
    keep_phrase(office.workspace, PhraseKind.OBJECTION, "Дорого", "Считаем потери")
    keep_phrase(office.workspace, PhraseKind.OBJECTION, "дорого", "Считаем всё")
    book = phrase_book(office.workspace, PhraseKind.OBJECTION, InteractionKind.MEETING, language="ru")
    assert [(row.text, row.answer) for row in book if row.id] == [("дорого", "Считаем всё")]
    with pytest.raises(FieldErrors):
        keep_phrase(office.workspace, PhraseKind.OBJECTION, "  ")
