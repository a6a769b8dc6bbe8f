"""Saving a capture: everything it brought, as one step that one undo takes back whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, time
from typing import Any, Final

from sqlalchemy import select

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError, RuleError
from kam.core.field_errors import FieldError, FieldErrors, refuse
from kam.core.vocabulary import InteractionStatus, RatingKind, Side
from kam.core.zones import moment_of
from kam.models import (
    Account,
    Colleague,
    Commitment,
    CompetitorPresence,
    Interaction,
    InteractionAccount,
    Participant,
    Rating,
    Stakeholder,
)
from kam.services.calendar.series import extend_series
from kam.services.capturing.files import KeptFile, keep_file, opened_files
from kam.services.capturing.rows import Capture, NewPromise, NewRating, NewStep, Saved
from kam.services.commitments.editing import NewCommitment, put_commitment
from kam.services.forms import FormField, fill
from kam.services.meetings import fresh_checklist
from kam.services.profile import Profile, read_profile
from kam.services.settings.documents import document_limit
from kam.services.settings.preparation import checklist_of
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_FIELDS: Final = tuple(
    FormField(name)
    for name in (
        "kind", "subject", "minutes", "place", "direction", "external_id", "mood", "notes", "learned",
        "competitor_mentions",
    )
)  # fmt: skip
_USUAL_MINUTES: Final = 60
_USUAL_START: Final = time(10)
_CHANGED: Final = Area.INTERACTIONS | Area.COMMITMENTS


def save_capture(workspace: Workspace, capture: Capture) -> Outcome[Saved]:
    """Write down what happened: one step, whatever it brought.

    A planned meeting is finished, else a contact that is done is added. Promises that stand open already get
    their new date, the others are added; next steps become tasks of ours or planned contacts. Confirmed
    attitudes become ratings of the day, files documents of the contact.

    Raises:
        FieldErrors: for ``account``, ``subject``, ``when`` (``field.in_future``), ``place``, ``people``,
            ``notes``, ``promises.N``, ``steps.N``, ``ratings.N``, ``files.N``.
        NotFoundError: ``account.gone``.
        RuleError: ``capture.recorded_already`` where the meeting was recorded meanwhile,
            ``capture.letter_is_here`` where the same letter is kept already.

    """
    with ExitStack() as stack:
        files = _files(workspace, stack, capture)
        with workspace.writing("interaction.captured") as unit, unit.no_autoflush:
            return _save(unit, capture, files)


def _files(workspace: Workspace, stack: ExitStack, capture: Capture) -> list[KeptFile]:
    if not capture.files:
        return []
    with workspace.reading() as session:
        limit = document_limit(session)
    return opened_files(stack, capture.files, limit)


def _save(unit: UnitOfWork, capture: Capture, files: list[KeptFile]) -> Outcome[Saved]:
    account = unit.get(Account, capture.account_id)
    if account is None:
        raise NotFoundError("account.gone")
    _must_be_new_letter(unit, capture)
    profile = read_profile(unit)
    asked_again = [account, *_of_us(unit, capture, profile)]  # the session lets go of what nobody holds
    interaction = _interaction(unit, capture)
    faults = _filled(unit, interaction, capture, profile)
    faults += list(_people_faults(unit, capture))
    refuse(faults)
    unit.add(interaction)
    unit.flush()
    _put_people(unit, interaction, capture)
    _put_accounts(unit, interaction, capture)
    faults = [
        *_each("promises", capture.promises, lambda each: _promise(unit, interaction, each, profile)),
        *_each("steps", capture.steps, lambda each: _step(unit, interaction, each, profile)),
        *_each("ratings", capture.ratings, lambda each: _rating(unit, interaction, each)),
        *_each("files", files, lambda each: keep_file(unit, interaction, each, profile)),
    ]
    refuse(faults)
    _see_competitors(unit, interaction, capture)
    unit.flush()
    extend_series(unit, interaction)
    asked_again.clear()
    changed = _CHANGED | (Area.PEOPLE if capture.ratings else Area.NONE)
    changed |= Area.ACCOUNTS if capture.competitors_seen or files else Area.NONE
    made = sum(each.open_id is None for each in capture.promises)
    return Outcome(Saved(interaction.id, capture.account_id, made, len(capture.steps)), changed)


def _of_us(unit: UnitOfWork, capture: Capture, profile: Profile) -> list[Any]:
    """Whoever of us answers for something, read at once."""
    ids = {each.owner_id for each in capture.promises} | {each.owner_id for each in capture.steps}
    ids.add(profile.me)
    return list(unit.scalars(select(Colleague).where(Colleague.id.in_([each for each in ids if each]))))


def _must_be_new_letter(unit: UnitOfWork, capture: Capture) -> None:
    if capture.external_id is None:
        return
    query = select(Interaction.subject).where(
        Interaction.external_id == capture.external_id, Interaction.id != capture.meeting_id
    )
    subject = unit.scalars(query).first()
    if subject is not None:
        raise RuleError("capture.letter_is_here", subject=subject)


def _interaction(unit: UnitOfWork, capture: Capture) -> Interaction:
    """The planned meeting that this finishes, or a new contact."""
    if capture.meeting_id is None:
        return Interaction(account_id=capture.account_id, kind=capture.kind, subject="")
    meeting = unit.get(Interaction, capture.meeting_id)
    if meeting is None:
        raise NotFoundError("brief.meeting_gone", id=capture.meeting_id)
    if meeting.status not in {InteractionStatus.PLANNED, InteractionStatus.MISSED}:
        raise RuleError("capture.recorded_already", subject=meeting.subject)
    if meeting.account_id != capture.account_id:
        refuse([FieldError("account", "capture.other_account")])
    return meeting


def _filled(
    unit: UnitOfWork, interaction: Interaction, capture: Capture, profile: Profile
) -> list[FieldError]:
    values: dict[str, Any] = {field.name: getattr(capture, field.name) for field in _FIELDS}
    if capture.external_id is None:
        del values["external_id"]
    faults = fill(interaction, _FIELDS, values, currency="")
    if not capture.subject.strip():
        faults.append(FieldError("subject", "field.required"))
    zone = interaction.zone or profile.zone.key
    local = capture.starts_local.replace(tzinfo=None)
    moment = moment_of(local, zone)
    if moment is None:
        return [*faults, FieldError("when", "domain.time_skipped", {"time": local, "zone": zone})]
    if moment > unit.now:
        return [*faults, FieldError("when", "field.in_future")]
    interaction.schedule(local, zone)
    interaction.finish(capture.outcome, now=unit.now)
    return faults


def _people_faults(unit: UnitOfWork, capture: Capture) -> Iterator[FieldError]:
    """Whoever is named must be there: one of the client's, of a further account's, or of us."""
    accounts = {capture.account_id, *capture.further_accounts}
    for stakeholder_id in capture.stakeholder_ids:
        place = unit.get(Stakeholder, stakeholder_id)
        if place is None:
            yield FieldError("people", "stakeholder.gone")
        elif place.account_id not in accounts:
            yield FieldError("people", "meeting.not_their_person")
    if any(unit.get(Colleague, each) is None for each in capture.colleague_ids):
        yield FieldError("people", "colleague.gone")
    if any(unit.get(Account, each) is None for each in capture.further_accounts):
        yield FieldError("account", "account.gone")
    if any(not each.strip() for each in capture.guests):
        yield FieldError("people", "meeting.empty_text")


def _put_people(unit: UnitOfWork, interaction: Interaction, capture: Capture) -> None:
    """Who took part, in order; of a planned meeting whoever stays keeps their task."""
    query = select(Participant).where(Participant.interaction_id == interaction.id)
    stored = unit.scalars(query).all() if capture.meeting_id is not None else ()
    before = {each.stakeholder_id or each.colleague_id or each.guest: each for each in stored}
    wanted: list[tuple[str, Any]] = [
        *(("stakeholder_id", each) for each in dict.fromkeys(capture.stakeholder_ids)),
        *(("guest", each.strip()) for each in dict.fromkeys(capture.guests)),
        *(("colleague_id", each) for each in dict.fromkeys(capture.colleague_ids)),
    ]
    for position, (name, value) in enumerate(wanted):
        known = before.pop(value, None)
        if known is None:
            known = Participant(interaction_id=interaction.id, position=position, **{name: value})
            unit.add(known)
        elif known.position != position:
            known.position = position
    if before:
        unit.remove(Participant, [each.id for each in before.values()])


def _put_accounts(unit: UnitOfWork, interaction: Interaction, capture: Capture) -> None:
    if not capture.further_accounts:
        return
    query = select(InteractionAccount.account_id).where(InteractionAccount.interaction_id == interaction.id)
    there = {*unit.scalars(query), interaction.account_id}
    for account_id in dict.fromkeys(capture.further_accounts):
        if account_id not in there:
            unit.add(InteractionAccount(interaction_id=interaction.id, account_id=account_id))


def _each(name: str, items: Iterable[Any], put: Any) -> Iterator[FieldError]:
    """Put one after the other; what is refused is told by the place of the item in its list."""
    for number, each in enumerate(items):
        try:
            put(each)
        except FieldErrors as error:
            for fault in error.errors:
                yield replace(fault, field=f"{name}.{number}.{fault.field}")
        except (RuleError, NotFoundError) as error:
            yield FieldError.of(f"{name}.{number}", error)


def _promise(unit: UnitOfWork, interaction: Interaction, new: NewPromise, profile: Profile) -> None:
    """A new promise; or the new date of one that stands open. One that stands as it is stays."""
    if new.open_id is not None:
        known = unit.get(Commitment, new.open_id)
        if known is None:
            raise NotFoundError("commitment.gone")
        if new.due_on is not None and new.due_on != known.due_on:
            if new.due_on < interaction.starts_local.date():
                refuse([FieldError("due_on", "commitment.shift_into_past")])
            on = profile.today(unit.now)
            unit.add(known.shift(new.due_on, agreed=new.agreed, on=on))
        return
    put_commitment(
        unit,
        NewCommitment(
            account_id=interaction.account_id,
            text=new.text,
            side=new.side,
            owner_id=new.owner_id or (profile.me if new.side is Side.OURS else None),
            due_on=new.due_on,
            due_at=new.due_at,
            made_on=interaction.starts_local.date(),
            interaction_id=interaction.id,
        ),
        profile.today(unit.now),
    )


def _step(unit: UnitOfWork, interaction: Interaction, new: NewStep, profile: Profile) -> None:
    if new.kind is not None and new.due_on is not None:
        _plan(unit, interaction, new, profile)
        return
    put_commitment(
        unit,
        NewCommitment(
            account_id=interaction.account_id,
            text=new.text,
            owner_id=new.owner_id or profile.me,
            due_on=new.due_on,
            due_at=new.due_at,
            promised_to_client=False,
            made_on=interaction.starts_local.date(),
            interaction_id=interaction.id,
        ),
        profile.today(unit.now),
    )


def _plan(unit: UnitOfWork, interaction: Interaction, new: NewStep, profile: Profile) -> None:
    """A planned contact, an hour long; at ten where no hour was named."""
    assert new.kind is not None  # noqa: S101 - the caller asked
    assert new.due_on is not None  # noqa: S101
    meeting = Interaction(
        account_id=interaction.account_id, kind=new.kind, subject="", minutes=_USUAL_MINUTES
    )
    refuse(fill(meeting, (FormField("subject"),), {"subject": new.text}, currency=""))
    meeting.schedule(datetime.combine(new.due_on, new.due_at or _USUAL_START), profile.zone.key)
    unit.add(meeting)
    unit.flush()
    ours = [new.owner_id or profile.me]
    people = [{"stakeholder_id": each} for each in dict.fromkeys(new.stakeholder_ids)]
    people += [{"colleague_id": each} for each in ours if each is not None]
    for position, person in enumerate(people):
        unit.add(Participant(interaction_id=meeting.id, position=position, **person))
    unit.add_all(fresh_checklist(checklist_of(unit), meeting, {}))


def _rating(unit: UnitOfWork, interaction: Interaction, new: NewRating) -> None:
    place = unit.get(Stakeholder, new.stakeholder_id)
    if place is None:
        raise NotFoundError("stakeholder.gone")
    rating = Rating(
        stakeholder_id=place.id,
        kind=RatingKind.ATTITUDE,
        value=int(new.attitude),
        on=interaction.starts_local.date(),
        interaction_id=interaction.id,
    )
    if not new.evidence.strip():
        refuse([FieldError("evidence", "people.without_evidence")])
    refuse(fill(rating, (FormField("evidence"),), {"evidence": new.evidence}, currency=""))
    unit.add(rating)


def _see_competitors(unit: UnitOfWork, interaction: Interaction, capture: Capture) -> None:
    """A competitor spoken of was seen at the client that day, where we know it is there."""
    day = interaction.starts_local.date()
    query = select(CompetitorPresence).where(
        CompetitorPresence.account_id == interaction.account_id,
        CompetitorPresence.competitor_id.in_(list(capture.competitors_seen)),
    )
    for each in unit.scalars(query) if capture.competitors_seen else ():
        if each.seen_on is None or each.seen_on < day:
            each.seen_on = day
