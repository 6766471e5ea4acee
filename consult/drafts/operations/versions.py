"""A draft on the editor's desk: import it, mend how it was cut, send it for approval, publish it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.consultations.models import Consultation
from consult.drafts.access import can_publish, has_prepared
from consult.drafts.comparing.carrying import carry_along
from consult.drafts.models import Draft, DraftUnit, DraftVersion
from consult.drafts.operations.record import record, with_author
from consult.drafts.queries import as_unit, find_preparing, find_version, list_units
from consult.drafts.rules.units import Unit, named
from consult.files.models import StoredFile
from consult.orm import Texts


class NotInPreparation(Exception):
    """There is no version in preparation: what was published never changes."""


class ChangedMeanwhile(Exception):
    """Somebody else changed this version after the page was opened."""


class KeptAsGiven(Exception):
    """The words of what was given as a file stay as they are; a version written on the page takes others."""


class NotReady(Exception):
    """There is nothing to publish: the version has no units, or a later one no reason."""


class NotYours(Exception):
    """Another person must publish this: its author may not approve it."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a draft is called, and what its senders are asked for: nothing, unless the office wants it."""

    title: str
    asks_name: bool = False
    asks_contact: bool = False


def import_draft(
    session: Session,
    consultation: Consultation,
    units: Sequence[Unit],
    stored_file: StoredFile,
    *,
    asked: Asked,
    actor: Actor,
    now: datetime,
) -> Draft:
    """Take in a draft that was cut into units; the consultation must be held."""
    last = session.scalar(select(func.max(Draft.number)).where(Draft.consultation_id == consultation.id)) or 0
    draft = Draft(
        consultation=consultation,
        number=last + 1,
        title=asked.title,
        asks_name=asked.asks_name,
        asks_contact=asked.asks_contact,
        created_at=now,
    )
    session.add(draft)
    session.flush()
    version = _begin(session, draft, 1, units, stored_file, {}, actor, now)
    record(session, "imported", draft, actor=actor, now=now, details={"version": version.number, "units": len(units)})
    return draft


def import_version(
    session: Session,
    draft: Draft,
    units: Sequence[Unit],
    stored_file: StoredFile | None,
    *,
    reason: Texts,
    actor: Actor,
    now: datetime,
) -> DraftVersion:
    """Take in another text: in the place of the version in preparation or, where all are public, as a new one.

    The units of a later version say which of the public ones they were (`rules.alignment.inherited`): to find that
    out takes long, so it is done before. Raises `ChangedMeanwhile` where another version is public by now.
    """
    preparing = find_preparing(session, draft.id, for_update=True)
    if preparing is None:
        version = _begin(session, draft, _last_number(draft) + 1, units, stored_file, reason, actor, now)
    else:
        version = preparing
        before = version.stored_file
        version.stored_file = stored_file
        version.reason = dict(reason)
        _put_units(session, version, units)
        touch(version, actor, now)
        session.flush()
        if before is not None:
            session.delete(before)
            session.flush()
    record(session, "imported", draft, actor=actor, now=now, details={"version": version.number, "units": len(units)})
    return version


def write_version(session: Session, draft: Draft, *, reason: Texts, actor: Actor, now: datetime) -> DraftVersion:
    """Begin a new version with the words of the public one, to be changed on the page."""
    public = find_version(session, draft.id, draft.published_number)
    if public is None or find_preparing(session, draft.id, for_update=True) is not None:
        raise NotInPreparation
    units = [replace(as_unit(row), came_from=(row.key,)) for row in list_units(session, public.id)]
    return import_version(session, draft, units, None, reason=reason, actor=actor, now=now)


def edit_units(
    session: Session,
    draft: Draft,
    edit: Callable[[Sequence[Unit]], tuple[Unit, ...]],
    *,
    edit_count: int,
    changes_words: bool = False,
    actor: Actor,
    now: datetime,
) -> None:
    """Change how the version in preparation is cut; `edit_count` is that of the page on which it was chosen.

    Only a version that is written on the page takes other words. Raises `ChangedMeanwhile`, `KeptAsGiven`.
    """
    version = in_preparation(session, draft)
    if version.edit_count != edit_count:
        raise ChangedMeanwhile
    if changes_words and version.stored_file_id is not None:
        raise KeptAsGiven
    _put_units(session, version, edit([as_unit(row) for row in list_units(session, version.id)]))
    touch(version, actor, now)
    session.flush()


def send_for_approval(session: Session, draft: Draft, *, actor: Actor, now: datetime) -> None:
    """Hand the version in preparation to an approver."""
    version = in_preparation(session, draft)
    _refuse_unready(session, version)
    version.sent_at, version.sent_by_id = now, actor.id
    version.returned_because = ""
    session.flush()
    record(session, "sent_for_approval", draft, actor=actor, now=now, details={"version": version.number})


def return_to_editor(session: Session, draft: Draft, because: str, *, actor: Actor, now: datetime) -> None:
    """Give the version in preparation back, with what should be mended."""
    version = in_preparation(session, draft)
    version.sent_at = version.sent_by_id = None
    version.returned_because = because
    session.flush()
    record(session, "returned", draft, actor=actor, now=now, details={"version": version.number})


def publish(session: Session, draft: Draft, *, edit_count: int, actor: Actor, now: datetime) -> DraftVersion:
    """Publish the version in preparation, if it is still the one that was read: from now on it never changes."""
    version = in_preparation(session, draft)
    if version.edit_count != edit_count:
        raise ChangedMeanwhile
    _refuse_unready(session, version)
    if not can_publish(actor, version):
        raise NotYours
    if version.sent_at is None and draft.consultation.authority.requires_four_eyes:
        raise NotInPreparation
    version.published_at, version.published_by_id = now, actor.id
    version.is_single_handed = has_prepared(actor, version)
    before, draft.published_number = draft.published_number, version.number
    session.flush()
    if before is not None:
        carry_along(session, draft, before)
    record(session, "published", draft, actor=actor, now=now, details={"version": version.number})
    return version


def in_preparation(session: Session, draft: Draft) -> DraftVersion:
    """Get the version in preparation, and hold it; raises `NotInPreparation`."""
    version = find_preparing(session, draft.id, for_update=True)
    if version is None:
        raise NotInPreparation
    return version


def touch(version: DraftVersion, actor: Actor, now: datetime) -> None:
    """Note who edited; it is to be sent for approval anew."""
    version.edit_count += 1
    version.edited_at = now
    version.author_ids = with_author(version.author_ids, actor)
    version.sent_at = version.sent_by_id = None


def _begin(  # one line for each thing a version says
    session: Session,
    draft: Draft,
    number: int,
    units: Sequence[Unit],
    stored_file: StoredFile | None,
    reason: Texts,
    actor: Actor,
    now: datetime,
) -> DraftVersion:
    version = DraftVersion(
        number=number,
        stored_file=stored_file,
        reason=dict(reason),
        edited_at=now,
        author_ids=with_author((), actor),
    )
    draft.versions.append(version)
    session.flush()
    _put_units(session, version, units)
    return version


def _put_units(session: Session, version: DraftVersion, units: Sequence[Unit]) -> None:
    """Store the units in the place of those that were there, each under a key for life."""
    used, public = _keys_before(session, version)
    if any(key not in public for unit in units for key in unit.came_from):
        raise ChangedMeanwhile
    session.execute(delete(DraftUnit).where(DraftUnit.version_id == version.id))
    rows: list[dict[str, Any]] = [
        {
            "version_id": version.id,
            "position": position,
            "kind": unit.kind.value,
            "number": unit.number,
            "text": unit.text,
            "level": unit.level,
            "label": unit.label,
            "key": unit.key,
            "came_from": list(unit.came_from),
        }
        for position, unit in enumerate(named(units, used), start=1)
    ]
    if rows:
        session.execute(insert(DraftUnit), rows)


def _keys_before(session: Session, version: DraftVersion) -> tuple[set[str] | None, set[str]]:
    """Give the keys of all earlier versions (None in the first one), and those of the version before."""
    if version.number == 1:
        return None, set()
    rows = session.execute(
        select(DraftUnit.key, func.max(DraftVersion.number))
        .join(DraftVersion, DraftVersion.id == DraftUnit.version_id)
        .where(DraftVersion.draft_id == version.draft_id, DraftVersion.number < version.number)
        .group_by(DraftUnit.key)
    )
    last: dict[str, int] = dict(iter(rows))
    return set(last), {key for key, number in last.items() if number == version.number - 1}


def _last_number(draft: Draft) -> int:
    return max((version.number for version in draft.versions), default=0)


def _refuse_unready(session: Session, version: DraftVersion) -> None:
    has_units = session.scalar(select(DraftUnit.id).where(DraftUnit.version_id == version.id).limit(1)) is not None
    if not has_units or (version.number > 1 and not version.reason.get("pl")):
        raise NotReady
