"""A draft with many remarks for the benchmarks, among them letters that many people copied."""

from datetime import datetime, timedelta
from io import BytesIO
from uuid import UUID, uuid4

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from consult import clock
from consult.accounts.models import Account, Stranger, WebSession
from consult.accounts.rules import hash_of, new_token
from consult.consultations.models import Consultation
from consult.consultations.queries import find_consultation
from consult.drafts import importing, queries
from consult.drafts.models import Draft, Remark
from consult.drafts.operations import versions
from consult.files import operations as files
from consult.files.views import folder
from consult.web.transaction import transaction

SLUG = "roczny-program-wspolpracy-z-organizacjami-pozarzadowymi"
TITLE = "Pomiar"
ON_PAGE = 50
COPIED = 20
"""One in so many remarks says something of its own; the others copy one of some letters."""
TEXT = "\n\n".join(f"§ {number}. Jednostka numer {number} programu." for number in range(1, 61))
WHY = "Uzasadnienie uwagi, które ma kilka zdań. Mieszkańcy piszą zwykle krótko, ale nie zawsze. " * 3


def begin() -> tuple[int, str]:
    """Publish a draft, and sign its editor in; give its number and the session's token."""
    taken = importing.take(BytesIO(TEXT.encode()), "pomiar.txt", folder())
    now = clock.now()
    token = new_token()
    with transaction() as session:
        consultation = find_consultation(session, SLUG)
        editor = session.scalar(select(Account).where(Account.email.like("anna%")))
        if consultation is None or editor is None:
            raise SystemExit("the demonstration has changed: no consultation or no editor")
        draft = _draft(session, consultation, taken, now)
        session.add(
            WebSession(
                id=hash_of(token), account_id=editor.id, data={"_user_id": str(editor.id)}, created_at=now, seen_at=now,
                expires_at=now + timedelta(hours=8),
            )
        )  # fmt: skip
        return draft.number, token


def _draft(session: Session, consultation: Consultation, taken: importing.Taken, now: datetime) -> Draft:
    stored = files.record(session, taken.received, now)
    asked = versions.Asked(title=TITLE)
    draft = versions.import_draft(session, consultation, taken.units, stored, asked=asked, actor=Stranger(), now=now)
    draft.versions[0].published_at = now
    draft.published_number = 1
    session.flush()
    return draft


def add_remarks(number: int, filled: int, size: int) -> tuple[UUID, UUID]:
    """Add remarks until there are so many; give the ids of the draft and of its consultation."""
    with transaction() as session:
        draft = session.scalars(select(Draft).where(Draft.number == number, Draft.title == TITLE)).one()
        units = queries.list_units(session, draft.versions[0].id)
        rows = [
            {
                "id": uuid4(), "consultation_id": draft.consultation_id, "draft_id": draft.id,
                "version_id": unit.version_id, "unit_id": unit.id, "unit_key": unit.key, "unit_label": unit.label,
                "unit_position": unit.position, "number": 10_000 + place, "person_number": 10_000 + place,
                "receipt_hash": uuid4().hex * 2, "kind": "change", "current_wording": unit.text,
                "proposed_wording": unit.text, "justification": _said(place), "folded": _said(place).lower(),
                "notice_number": 1, "received_on": clock.today(), "state": "submitted",
            }
            for place in range(filled, size)
            for unit in [units[place % len(units)]]
        ]  # fmt: skip
        for start in range(0, len(rows), 5000):
            session.execute(insert(Remark), rows[start : start + 5000])
        return draft.id, draft.consultation_id


def _said(place: int) -> str:
    """Let most copy one of some hundred letters, and others write for themselves."""
    own = " ".join(f"słowo{(place * 7919 + step * 104_729) % 99_991}" for step in range(30))
    if place % COPIED == 0:
        return f"{own}. {WHY}"
    letter = place % 300
    return f"{WHY} " + " ".join(f"list{letter}zdanie{step}" for step in range(40)) + f" {own[:20]}"
