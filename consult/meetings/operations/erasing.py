"""Erase who came, some time after a meeting; how many came of each group stays."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.meetings.models import Meeting, Registration
from consult.meetings.operations.places import erase

KEPT = timedelta(days=30)
"""How long after its end the names of a meeting are kept; the page of the registration says so."""
AT_ONCE = 20


def erase_what_is_over(session: Session, *, now: datetime) -> int:
    """Erase the names of some meetings that are over for long enough; give how many meetings."""
    meetings = session.scalars(
        select(Meeting)
        .where(Meeting.ends_at < now - KEPT, Meeting.published_at.is_not(None), Meeting.erased_at.is_(None))
        .order_by(Meeting.ends_at)
        .limit(AT_ONCE)
        .with_for_update(of=Meeting, skip_locked=True)
    ).all()
    for meeting in meetings:
        for one in session.scalars(select(Registration).where(Registration.meeting_id == meeting.id)):
            erase(one)
            one.receipt_hash = None
            one.checked_in_at = meeting.ends_at if one.checked_in_at else None
        meeting.erased_at = now
    session.flush()
    return len(meetings)
