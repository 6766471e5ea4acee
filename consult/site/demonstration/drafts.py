"""Two drafts of the demonstration: one open for remarks, one whose decisions are published."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Account, Stranger
from consult.consultations.models import Consultation
from consult.consultations.queries import get_consultation
from consult.drafts import importing, queries
from consult.drafts.models import Draft, DraftUnit, Remark
from consult.drafts.operations import decisions, versions
from consult.drafts.operations import remarks as senders
from consult.drafts.rules.units import WHOLE
from consult.files import operations as files
from consult.files.operations import Received
from consult.organisations.access import speaking
from consult.organisations.models import Membership, Organisation
from consult.participation.rules.receipts import receipt_code, receipt_hash
from consult.site.demonstration.later_version import add_later_version
from consult.site.demonstration.workbench import set_up_workbench

HERE = Path(__file__).parent
KEYS = ("programme", "programme-before")
TITLES = {
    "programme": "Projekt programu współpracy na 2028 rok",
    "programme-before": "Założenia do projektu programu współpracy",
}
TO_WRITE = timedelta(minutes=3)
TO_DECIDE = timedelta(hours=20)
PUBLISHED_AFTER = timedelta(days=5)
TO_REWRITE = timedelta(days=6)

Told = Mapping[str, Any]


def receive_draft(key: str, folder: Path) -> Received:
    """Put the text of a draft into its place."""
    path = _path(key)
    return files.receive(BytesIO(path.read_bytes()), path.name, folder)


def has_draft(session: Session, consultation: Consultation) -> bool:
    """Tell whether a consultation has a draft already."""
    return session.scalar(select(Draft.id).where(Draft.consultation_id == consultation.id).limit(1)) is not None


def add_draft(  # one for each thing that makes it
    session: Session,
    consultation: Consultation,
    key: str,
    received: Received,
    editor: Account,
    approver: Account,
    now: datetime,
) -> None:
    """Import a draft, publish it, send the remarks, and decide those that have a decision."""
    opens_at = consultation.opens_at or now
    draft = _published(session, consultation, key, received, editor, approver, opens_at)
    for number, told in enumerate(_remarks(key)):
        remark = _sent(session, draft, told, f"{draft.id} {number}", now)
        if "verdict" in told:
            _decided(session, remark, told, editor, approver, now)
    if key == "programme":
        set_up_workbench(session, draft, editor, now)
    if key == "programme-before" and consultation.closes_at is not None:
        held = get_consultation(session, consultation.id)
        at = consultation.closes_at + PUBLISHED_AFTER
        decisions.publish_decisions(session, held, draft, actor=approver, now=at)
        add_later_version(session, draft, editor, approver, min(now, at + TO_REWRITE))


def _published(
    session: Session,
    consultation: Consultation,
    key: str,
    received: Received,
    editor: Account,
    approver: Account,
    at: datetime,
) -> Draft:
    units = importing.cut(_path(key).read_text(encoding="utf-8"))
    stored = files.record(session, received, at)
    asked = versions.Asked(title=TITLES[key], asks_contact=True)
    draft = versions.import_draft(session, consultation, units, stored, asked=asked, actor=editor, now=at)
    versions.send_for_approval(session, draft, actor=editor, now=at)
    version = versions.in_preparation(session, draft)
    versions.publish(session, draft, edit_count=version.edit_count, actor=approver, now=at)
    return draft


def _sent(session: Session, draft: Draft, told: Told, name: str, now: datetime) -> Remark:
    consultation = get_consultation(session, draft.consultation_id)
    at = max(now + timedelta(days=told["day"]), (consultation.opens_at or now) + TO_WRITE)
    version = queries.find_version(session, draft.id, draft.published_number)
    unit = queries.find_unit(session, version.id, told["unit"]) if version and told["unit"] != WHOLE else None
    membership = _membership(session, told.get("organisation", ""))
    return senders.submit_remark(
        session,
        consultation,
        senders.Place(version or draft.versions[0], unit),
        senders.Given(kind=told["kind"], proposed_wording=_proposed(unit, told), justification=told["why"]),
        senders.Sending(receipt_hash(receipt_code(name.encode(), "demonstration")), at - TO_WRITE),
        membership=membership,
        actor=membership.account if membership else Stranger(),
        now=at,
    )


def _proposed(unit: DraftUnit | None, told: Told) -> str:
    if unit is None:
        return ""
    before, after = told.get("change", ("", ""))
    return unit.text.replace(before, after) if before else unit.text


def _membership(session: Session, name: str) -> Membership | None:
    """Find who speaks for the organisation, where the demonstration has it; else a resident writes."""
    mine = select(Membership).join(Membership.organisation).where(Organisation.name == name, speaking())
    return session.scalar(mine.limit(1)) if name else None


def _decided(session: Session, remark: Remark, told: Told, editor: Account, approver: Account, now: datetime) -> None:
    at = now + timedelta(days=told["day"]) + TO_DECIDE
    reason: str = told["reason"]
    decisions.propose(session, remark, told["verdict"], reason, edit_count=remark.edit_count, actor=editor, now=at)
    if told.get("is_proposed"):
        return
    decisions.approve(session, remark, edit_count=remark.edit_count, actor=approver, now=at)


def _remarks(key: str) -> list[Told]:
    told = tomllib.loads((HERE / "remarks.toml").read_text(encoding="utf-8"))
    return [remark for remark in told["remarks"] if remark["draft"] == key]


def _path(key: str) -> Path:
    return HERE / f"draft-{key}.md"
