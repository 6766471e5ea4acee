"""Leave a mail for each sender who gave an address, once the decisions are published."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from consult.accounts.models import Account
from consult.drafts.models import Draft, Remark
from consult.drafts.rules.decisions import State
from consult.mail import outbox

AT_ONCE = 200
MESSAGE = "drafts/mail/decided"


def tell_senders(session: Session, draft_id: UUID, *, base_url: str, now: datetime) -> int:
    """Leave the mails of a few hundred remarks; give how many were looked at, nothing when all are done.

    The mail says where the answer stands, and nothing of what was written. An organisation is written to at the
    account that spoke for it.
    """
    draft = session.get_one(Draft, draft_id)
    remarks = session.scalars(
        select(Remark)
        .where(
            Remark.draft_id == draft_id,
            Remark.state == State.PUBLISHED,
            ~Remark.is_told,
            or_(Remark.contact != "", Remark.sent_by_id.is_not(None)),
        )
        .order_by(Remark.number)
        .limit(AT_ONCE)
        .with_for_update(of=Remark)
    ).all()
    senders = {remark.sent_by_id for remark in remarks if not remark.contact}
    accounts = select(Account.id, Account.email).where(Account.id.in_(senders), ~Account.is_disabled)
    emails: dict[UUID, str] = dict(iter(session.execute(accounts)))
    for remark in remarks:
        remark.is_told = True
        to = remark.contact or (emails.get(remark.sent_by_id) if remark.sent_by_id else None)
        if to:
            _put(session, draft, remark, to, base_url, now)
    session.flush()
    return len(remarks)


def _put(session: Session, draft: Draft, remark: Remark, to: str, base_url: str, now: datetime) -> None:
    consultation = draft.consultation
    outbox.put(
        session,
        to=to,
        message=MESSAGE,
        values={
            "draft": draft.title,
            "number": remark.number,
            "url": f"{base_url}/k/{consultation.slug}/uwagi/{remark.number}",
        },
        language=remark.language,
        authority_id=consultation.authority_id,
        now=now,
    )
