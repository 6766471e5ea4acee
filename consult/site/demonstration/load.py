"""Load the demonstration, and load again what ran out."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.accounts import operations as accounts
from consult.accounts.models import Account
from consult.accounts.queries import find_account_by_email
from consult.authorities import operations as authorities
from consult.authorities.models import Authority
from consult.authorities.queries import find_by_teryt
from consult.consultations import operations as consultations
from consult.consultations.models import Consultation, ConsultationVersion
from consult.consultations.operations.prepare import EDITABLE
from consult.files import operations as files
from consult.files.operations import Received
from consult.jobs.models import Job
from consult.site.demonstration.cooperation import add_cooperation
from consult.site.demonstration.drafts import KEYS as DRAFTS
from consult.site.demonstration.drafts import add_draft, has_draft, receive_draft
from consult.site.demonstration.initiatives import add_initiatives
from consult.site.demonstration.meetings import add_meetings
from consult.site.demonstration.organisations import add_organisation, missing_organisations
from consult.site.demonstration.questionnaire import add_questionnaire
from consult.texts.calendar_words import WARSAW

DATA = Path(__file__).with_name("texts.toml")
SUMMARY_NAME = "skrot-projektu.txt"
DECEMBER = 12
NOT_SETTINGS = frozenset({"teryt", "name"})

Data = Mapping[str, Any]


class NotADemonstration(Exception):
    """An office of the same unit is there for real: nothing invented may come into it."""


def texts() -> Data:
    """Read what the demonstration says."""
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


def receive_documents(session: Session, folder: Path, *, now: datetime) -> dict[str, Received]:
    """Put the documents of what is missing into their place, before the transaction that records them."""
    data = texts()
    received = {}
    for told in _complete(data["consultations"]):
        office = find_by_teryt(session, data["offices"][told["office"]]["teryt"])
        if "published" in told and not (office and _is_there(session, office, told, now)):
            words = told["summary"]["pl"].strip().encode()
            received[told["key"]] = files.receive(BytesIO(words), SUMMARY_NAME, folder)
        if told["key"] in DRAFTS and not (office and _with_draft(session, office, told, now)):
            received[f"draft {told['key']}"] = receive_draft(told["key"], folder)
    return received


def load(session: Session, documents: Mapping[str, Received], *, base_url: str, now: datetime) -> int:
    """Load what is missing; give the number of consultations added. What is there stays as it is."""
    data = texts()
    offices = {key: _office(session, told, now) for key, told in data["offices"].items()}
    people = [_person(session, told, offices, now) for told in data["people"]]
    _register_organisations(session, offices, people, base_url, now)
    added = 0
    for told in _complete(data["consultations"]):
        office = offices[told["office"]]
        if not _is_there(session, office, told, now):
            _consultation(session, office, told, people, documents, now)
            added += 1
        if told.get("has_questionnaire"):
            _ask(session, office, told, people, now)
        draft = documents.get(f"draft {told['key']}")
        if draft is not None and not _with_draft(session, office, told, now):
            _draft(session, office, told, draft, people, now)
    met = [_shown(session, offices[told["office"]], told, now) for told in _complete(data["consultations"])]
    public = [one for one in met if one is not None and one.published_number is not None]
    add_meetings(session, public, people, base_url=base_url, now=now)
    add_cooperation(session, offices, people, public, base_url=base_url, now=now)
    kielce = offices["kielce"]
    staff = _holder(people, "editor", kielce), _holder(people, "approver", kielce)
    add_initiatives(session, kielce, *staff, base_url=base_url, now=now)
    _leave_for_now(session, now)
    return added


def _register_organisations(
    session: Session, offices: Mapping[str, Authority], people: list[Account], base_url: str, now: datetime
) -> None:
    """Register the organisations that are not there, each by an account of its own."""
    editors = {key: (office, _holder(people, "editor", office)) for key, office in offices.items()}
    for told in missing_organisations(session):
        person = {"email": told["account"], "name": told["person"], "roles": []}
        account = _person(session, person, offices, now)
        add_organisation(session, told, account, editors, base_url=base_url, now=now)


def _leave_for_now(session: Session, now: datetime) -> None:
    """Let what the turned-back clock left for earlier be due now: nobody was late with it."""
    session.execute(update(Job).where(Job.due_at < now).values(due_at=now))


def _office(session: Session, told: Data, now: datetime) -> Authority:
    office = find_by_teryt(session, told["teryt"])
    if office is not None and not office.is_demonstration:
        raise NotADemonstration(office.name)
    if office is not None:
        return office
    office = authorities.create_authority(session, teryt=told["teryt"], name=told["name"], host=None, now=now)
    for name, value in told.items():
        if name not in NOT_SETTINGS:
            setattr(office, name, value)
    office.languages = ["pl", "uk", "en"]
    office.accessibility_made_on = office.accessibility_reviewed_on = now.date()
    office.is_demonstration = True
    session.flush()
    return office


def _person(session: Session, told: Data, offices: Mapping[str, Authority], now: datetime) -> Account:
    account = find_account_by_email(session, told["email"])
    if account is not None:
        return account
    account = accounts.create_account(session, email=told["email"], name=told["name"], actor_id=None, now=now)
    authority_id = offices[told["office"]].id if "office" in told else None
    for role in told["roles"]:
        accounts.grant_role(session, account, role, authority_id, actor_id=None, now=now)
    return account


def _complete(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Fill in what one consultation takes over from another."""
    by_key = {one["key"]: one for one in told}
    inherited = {"has_questionnaire", "published", "target"}
    return [
        {name: value for name, value in by_key[one["like"]].items() if name not in inherited} | one
        if "like" in one
        else one
        for one in told
    ]


def _is_there(session: Session, office: Authority, told: Data, now: datetime) -> bool:
    """Tell whether it was loaded before and, where it should be open, still is."""
    same = _of_this_title(session, office, told)
    if told.get("published") is None or told["last_day"] < 0:
        return bool(same)
    return any(one.consultation.is_open(now) for one in same)


def _of_this_title(session: Session, office: Authority, told: Data) -> list[ConsultationVersion]:
    titles = select(ConsultationVersion).join(Consultation).where(Consultation.authority_id == office.id)
    return [one for one in session.scalars(titles) if one.title.get("pl") == told["title"]["pl"]]


def _consultation(
    session: Session,
    office: Authority,
    told: Data,
    people: list[Account],
    documents: Mapping[str, Received],
    now: datetime,
) -> None:
    editor = _holder(people, "editor", office)
    is_public = "published" in told
    at = now + timedelta(days=told["published"] if is_public else 0)
    values = {name: told[name] for name in EDITABLE if name in told}
    values["opens_on"] = _day(now, told["opens"])
    values["last_day"] = _day(now, told["last_day"])
    values["meetings"] = [{"form": form, "day": _day(now, day).isoformat()} for form, day in told["meetings"]]
    values["target"] = _session_day(_day(now, told["target"])) if "target" in told else None
    if not is_public:
        values.pop("decision")  # something has to be left to do
    begun = consultations.prepare(session, office, told["title"], actor=editor, now=at)
    version = consultations.change(session, begun, _stripped(values), edit_count=0, actor=editor, now=at)
    if is_public:
        stored = files.record(session, documents[told["key"]], at)
        consultations.add_document(session, begun, stored, told["document"], actor=editor, now=at)
        consultations.send_for_approval(session, begun, actor=editor, now=at)
        approver = _holder(people, "approver", office)
        consultations.publish(session, begun, edit_count=version.edit_count, actor=approver, now=at)


def _ask(session: Session, office: Authority, told: Data, people: list[Account], now: datetime) -> None:
    """Put a questionnaire into the consultation that is open."""
    shown = next(one for one in _of_this_title(session, office, told) if one.consultation.is_open(now))
    editor, approver = _holder(people, "editor", office), _holder(people, "approver", office)
    add_questionnaire(session, shown.consultation, editor=editor, approver=approver, now=now)


def _shown(session: Session, office: Authority, told: Data, now: datetime) -> Consultation | None:
    """Find the consultation that a visitor meets: the open one where it should be open, else the latest."""
    same = [version.consultation for version in _of_this_title(session, office, told)]
    if told["last_day"] >= 0:
        same = [one for one in same if one.is_open(now)]
    return max(same, key=lambda one: one.created_at, default=None)


def _with_draft(session: Session, office: Authority, told: Data, now: datetime) -> bool:
    shown = _shown(session, office, told, now)
    return shown is not None and has_draft(session, shown)


def _draft(
    session: Session, office: Authority, told: Data, received: Received, people: list[Account], now: datetime
) -> None:
    """Put a draft with its remarks into the consultation that visitors meet."""
    shown = _shown(session, office, told, now)
    if shown is not None:
        editor, approver = _holder(people, "editor", office), _holder(people, "approver", office)
        add_draft(session, shown, told["key"], received, editor, approver, now)


def _holder(people: list[Account], role: str, office: Authority) -> Account:
    return next(person for person in people if person.holds(role, authority_id=office.id))


def _day(now: datetime, days: int) -> date:
    return now.astimezone(WARSAW).date() + timedelta(days=days)


def _session_day(day: date) -> date:
    """Keep a session of the council out of December: a programme must be adopted by the end of November."""
    return day.replace(year=day.year + 1, month=1, day=20) if day.month == DECEMBER else day


def _stripped(values: Data) -> dict[str, Any]:
    """Take away the blanks at the ends of texts, as a form does."""
    return {
        name: {code: words.strip() for code, words in value.items()} if isinstance(value, dict) else value
        for name, value in values.items()
    }
