"""Judge the lines of a table, and take the good ones as remarks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.consultations.models import Consultation
from consult.consultations.queries import find_in_force
from consult.drafts.bringing.models import BroughtTable
from consult.drafts.models import Decision, Draft, DraftUnit, DraftVersion, Remark
from consult.drafts.operations.record import record, with_author
from consult.drafts.operations.remarks import Given, Place, new_remark, next_number
from consult.drafts.register.rules import NoSuchPlace, find_place
from consult.drafts.rules.channels import Channel, SenderKind, is_late, last_day_of
from consult.drafts.rules.decisions import BY_OFFICIALS, State, Verdict, may_leave
from consult.drafts.rules.table_lines import Line, key_of
from consult.drafts.rules.units import WHOLE
from consult.organisations.access import is_public
from consult.organisations.models import Organisation
from consult.texts.calendar_words import WARSAW
from consult.texts.folding import fold

PROBLEMS = ("day", "channel", "place", "kind")
"""Why a line is not taken."""


class NotTaken(Exception):
    """The draft takes no remarks: it is not public, or its decisions are."""


class TakenAlready(Exception):
    """The lines of this table were taken before."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A line as it would be taken, or the problem for which it is not."""

    line: Line
    problem: str = ""
    known: int | None = None
    """The number of the remark that this line is already."""
    unit_key: str = WHOLE
    channel: str = ""
    kind: str = ""
    deletes: bool = False
    verdict: str = ""
    name: str = ""
    organisation_id: UUID | None = None
    key: str = ""


Meanings = Mapping[str, Mapping[str, list[str]]]


def judge(
    session: Session, draft: Draft, lines: Sequence[Line], meanings: Meanings, *, channel: str, names_unknown: bool
) -> list[Judged]:
    """Judge each line: where it belongs, who sent it, whether it is here already."""
    version_id = session.scalars(
        select(DraftVersion.id).where(DraftVersion.draft_id == draft.id, DraftVersion.number == draft.published_number)
    ).one()
    places = [
        (key, label)
        for key, label in session.execute(
            select(DraftUnit.key, DraftUnit.label)
            .where(DraftUnit.version_id == version_id)
            .order_by(DraftUnit.position)
        )
    ]
    judged = [_judge(one, places, meanings, channel, draft.id) for one in lines]
    judged = _with_senders(session, judged, names_unknown=names_unknown)
    numbers = dict(
        iter(
            session.execute(
                select(Remark.receipt_hash, Remark.number).where(
                    Remark.draft_id == draft.id, Remark.receipt_hash.in_([one.key for one in judged])
                )
            )
        )
    )
    return [replace(one, known=numbers.get(one.key)) for one in judged]


def take(
    session: Session,
    consultation: Consultation,
    draft: Draft,
    table: BroughtTable,
    judged: Sequence[Judged],
    *,
    actor: Actor,
    now: datetime,
) -> int:
    """Take the good lines as remarks, in the order of the table; tell how many. The consultation must be held."""
    if table.taken_at is not None:
        raise TakenAlready
    if draft.published_number is None or draft.decisions_published_at is not None:
        raise NotTaken
    version = session.scalars(
        select(DraftVersion).where(DraftVersion.draft_id == draft.id, DraftVersion.number == draft.published_number)
    ).one()
    units = {one.key: one for one in session.scalars(select(DraftUnit).where(DraftUnit.version_id == version.id))}
    in_force = find_in_force(session, consultation)
    procedures = in_force.procedures if in_force else []
    counter = _Numbers(session, consultation.id)
    report: list[dict[str, Any]] = []
    for one in judged:
        number = one.known
        if not one.problem and number is None:
            remark = _remark(consultation, Place(version, units.get(one.unit_key)), one, counter, now)
            _decide(remark, one, procedures, actor, now)
            session.add(remark)
            number = remark.number
        report.append(as_report(one, number=number))
    session.flush()
    table.lines, table.taken_at = report, now
    taken = sum(1 for one in judged if not one.problem and one.known is None)
    record(session, "table_taken", draft, actor=actor, now=now, details={"remarks": taken, "lines": len(judged)})
    return taken


def as_report(one: Judged, *, number: int | None = None) -> dict[str, Any]:
    """Say what becomes of a line."""
    says = one.line.justification or one.line.proposed
    return {
        "line": one.line.line,
        "unit": one.line.unit,
        "says": says[:160],
        "problem": one.problem,
        "known": one.known is not None,
        "number": number,
        "old": one.line.number,
    }


class _Numbers:
    """Gives numbers: the one of the table where it is free, else the next."""

    def __init__(self, session: Session, consultation_id: UUID) -> None:
        taken = select(Remark.number).where(Remark.consultation_id == consultation_id)
        self.taken = set(session.scalars(taken))
        self.next = next_number(session, Remark.number, consultation_id)
        self.person = next_number(session, Remark.person_number, consultation_id)

    def give(self, wanted: int | None) -> int:
        number = wanted if wanted is not None and wanted not in self.taken else self.next
        self.taken.add(number)
        self.next = max(self.next, number + 1)
        return number

    def give_person(self) -> int:
        self.person += 1
        return self.person - 1


def _judge(line: Line, places: Sequence[tuple[str, str]], meanings: Meanings, channel: str, draft_id: UUID) -> Judged:
    way = key_of(line.channel.split(",", maxsplit=1)[0].split(";", maxsplit=1)[0], meanings["channel"])
    kind = key_of(line.kind, meanings["kind"])
    unit, is_known = _unit_of(line, places, meanings)
    checks = {
        "day": line.is_day_readable,
        "channel": bool(way) or not line.channel,
        "place": is_known,
        "kind": bool(kind) or not line.kind,
    }
    said = (str(draft_id), line.number, line.sender, unit, line.proposed, line.justification)
    return Judged(
        line=line,
        problem=next((name for name in PROBLEMS if not checks[name]), ""),
        unit_key=unit,
        channel=way or channel,
        kind=kind or ("change" if line.proposed else "opinion"),
        deletes=bool(key_of(line.proposed, {"delete": meanings["special"]["delete"]})),
        verdict=key_of(line.verdict, meanings["verdict"]),
        key=sha256(f"table {said!r}".encode()).hexdigest(),
    )


def _unit_of(line: Line, places: Sequence[tuple[str, str]], meanings: Meanings) -> tuple[str, bool]:
    if key_of(line.unit, {"whole": meanings["special"]["whole"]}):
        return WHOLE, True
    try:
        return find_place(line.unit, places), True
    except NoSuchPlace:
        return WHOLE, False


def _with_senders(session: Session, judged: Sequence[Judged], *, names_unknown: bool) -> list[Judged]:
    """Find the organisations of the register by their names; of others the name is kept only if they are bodies."""
    folded = {fold(one.line.sender.split(";", maxsplit=1)[0]) for one in judged if one.line.sender}
    known = select(Organisation.folded_name, Organisation.id).where(Organisation.folded_name.in_(folded), is_public())
    by_name: dict[str, UUID] = dict(iter(session.execute(known))) if folded else {}
    found: list[Judged] = []
    for one in judged:
        organisation_id = by_name.get(fold(one.line.sender.split(";", maxsplit=1)[0]))
        has_name = names_unknown and organisation_id is None and not any(sign.isdecimal() for sign in one.line.sender)
        found.append(replace(one, organisation_id=organisation_id, name=one.line.sender[:300] if has_name else ""))
    return found


def _remark(consultation: Consultation, place: Place, one: Judged, counter: _Numbers, now: datetime) -> Remark:
    received_on: date = one.line.received_on or now.astimezone(WARSAW).date()
    remark = new_remark(consultation, place, _given(one, place), one.key, received_on)
    remark.number = counter.give(one.line.number)
    remark.channel = one.channel
    closes = last_day_of(consultation.closes_at) if consultation.closes_at else None
    remark.is_late = is_late(Channel(one.channel), received_on, None, closes)
    remark.organisation_id = one.organisation_id
    remark.sender_kind = SenderKind.NGO if one.organisation_id else SenderKind.OTHER if one.name else SenderKind.PERSON
    remark.name, remark.is_name_public = one.name, bool(one.name)
    remark.person_number = None if one.organisation_id else counter.give_person()
    remark.state = State.REGISTERED
    return remark


def _given(one: Judged, place: Place) -> Given:
    is_out = one.deletes or (one.kind == "deletion" and not one.line.proposed)
    proposed = "" if is_out else one.line.proposed or place.wording
    return Given(kind=one.kind, proposed_wording=proposed, justification=one.line.justification)


def _decide(remark: Remark, one: Judged, procedures: Sequence[str], actor: Actor, now: datetime) -> None:
    """Propose the decision that stands beside the remark; somebody else approves it as any other."""
    verdict = one.verdict
    is_lawful = verdict != Verdict.LEFT_UNCONSIDERED or may_leave(procedures, is_late=remark.is_late)
    if verdict not in BY_OFFICIALS or not one.line.reason or not is_lawful:
        return
    remark.decision = Decision(
        verdict=verdict,
        reason=one.line.reason,
        proposed_by_id=actor.id,
        proposed_at=now,
        author_ids=with_author((), actor),
    )
    remark.state = State.PROPOSED
