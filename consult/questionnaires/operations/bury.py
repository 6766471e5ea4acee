"""Take sealed answers away so that no copy of them goes on counting."""

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from consult.questionnaires.models import Submission, Tombstone


def bury(session: Session, receipt_hash: str) -> None:
    """Delete what was sealed under this receipt, and leave a tombstone: whoever counts from a copy takes it off."""
    held = select(Submission.id, Submission.questionnaire_id, Submission.version_id, Submission.batch)
    columns = ["submission_id", "questionnaire_id", "version_id", "batch"]
    session.execute(insert(Tombstone).from_select(columns, held.where(Submission.receipt_hash == receipt_hash)))
    session.execute(delete(Submission).where(Submission.receipt_hash == receipt_hash))
