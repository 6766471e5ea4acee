"""The programme of the demonstration's two offices, and recommendations in every state that a visitor should meet."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Account
from consult.authorities.models import Authority
from consult.consultations.models import Consultation
from consult.consultations.queries import find_in_force, get_consultation
from consult.organisations.models import Organisation
from consult.programmes import operations as programmes
from consult.programmes.models import Programme
from consult.programmes.queries import find_member, get_programme
from consult.recommendations import operations
from consult.recommendations.models import Recommendation
from consult.recommendations.operations.answer import Said
from consult.recommendations.operations.prepare import EDITABLE
from consult.recommendations.rules import Outcome, Verdict
from consult.texts.calendar_words import WARSAW

DATA = Path(__file__).with_name("cooperation.toml")
Told = Mapping[str, Any]


def add_cooperation(
    session: Session,
    offices: Mapping[str, Authority],
    people: Iterable[Account],
    consultations: Iterable[Consultation],
    *,
    base_url: str,
    now: datetime,
) -> None:
    """Add the programme with these consultations, and what was recommended to Kielce; where it is there, do nothing."""
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    if session.scalar(select(Programme.id).where(Programme.title == data["programme"]["title"])) is not None:
        return
    known, joined = list(people), list(consultations)
    _programme(session, data["programme"], offices, known, joined, base_url, now)
    kielce = offices["kielce"]
    came_from = next((one for one in joined if one.authority_id == kielce.id), None)
    for told in data["recommendations"]:
        _recommendation(session, told, kielce, known, came_from, base_url, now)


def _programme(  # one for each thing that makes it
    session: Session,
    told: Told,
    offices: Mapping[str, Authority],
    people: list[Account],
    joined: list[Consultation],
    base_url: str,
    now: datetime,
) -> None:
    kielce, powiat = offices["kielce"], offices["powiat"]
    admin = _holder(people, "admin", kielce)
    made = programmes.begin(session, kielce, told["title"], actor=admin, now=now)
    values = {name: told[name].strip() for name in ("summary", "description", "controller", "contact")}
    values["organisation_id"] = _organisation(session, told["organiser"]).id
    programmes.change(session, made, values, edit_count=0, actor=admin, now=now)
    programmes.invite(session, made, powiat, base_url=base_url, actor=admin, now=now)
    member = find_member(session, made.id, powiat.slug)
    if member is not None:
        programmes.decide(session, made, member, agrees=True, actor=_holder(people, "admin", powiat), now=now)
    held = get_programme(session, made.id)
    for consultation in joined:
        editor = _holder(people, "editor", consultation.authority)
        programmes.join(session, held, get_consultation(session, consultation.id), actor=editor, now=now)
    programmes.publish(session, held, actor=admin, now=now)


def _recommendation(  # one for each thing that makes it
    session: Session,
    told: Told,
    office: Authority,
    people: list[Account],
    came_from: Consultation | None,
    base_url: str,
    now: datetime,
) -> None:
    editor, approver = _holder(people, "editor", office), _holder(people, "approver", office)
    at, today = now + timedelta(days=told["day"]), now.astimezone(WARSAW).date()
    consultation_id = came_from.id if came_from else None
    made = operations.prepare(session, office.id, told["title"], consultation_id=consultation_id, actor=editor, now=at)
    values = {name: told[name] for name in EDITABLE if name in told}
    values["answer_due_on"] = today + timedelta(days=told["due"])
    if "organisation" in told:
        values["organisation_id"] = _organisation(session, told["organisation"]).id
    version = operations.change(session, made, values, edit_count=0, actor=editor, now=at)
    if came_from is not None:
        operations.add_evidence(session, made, _evidence(session, came_from), actor=editor, now=at)
    operations.send_for_approval(session, made, actor=editor, now=at)
    edit_count = version.edit_count
    operations.publish(session, made, edit_count=edit_count, base_url=base_url, actor=approver, now=at)
    if "verdict" in told:
        _answer(session, made, told, approver, now)


def _evidence(session: Session, came_from: Consultation) -> dict[str, str]:
    """Point to the consultation as to evidence, as its pasted address would."""
    version = find_in_force(session, came_from)
    title = version.title["pl"] if version else ""
    return {"kind": "consultation", "id": str(came_from.id), "title": title, "url": f"/k/{came_from.slug}"}


def _answer(session: Session, made: Recommendation, told: Told, approver: Account, now: datetime) -> None:
    deadline = now.astimezone(WARSAW).date() + timedelta(days=told["deadline"])
    said = Said(Verdict(told["verdict"]), told["reasons"], told["owner"], deadline)
    at = now + timedelta(days=told["answered"])
    operations.answer(session, made, said, spoken_for=(), actor=approver, now=at)
    if "progress" in told:
        at = now + timedelta(days=told["progress_day"])
        words, stands = told["progress"], Outcome.UNDER_WAY
        operations.report(session, made, words, stands, spoken_for=(), actor=approver, now=at)


def _organisation(session: Session, name: str) -> Organisation:
    return session.scalars(select(Organisation).where(Organisation.name == name)).one()


def _holder(people: Iterable[Account], role: str, office: Authority) -> Account:
    return next(person for person in people if person.holds(role, authority_id=office.id))
