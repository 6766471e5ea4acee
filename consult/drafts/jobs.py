"""Work that is left for later: tell senders of answers, make the files of the table, group what is one text."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import current_app

from consult import clock
from consult.config import Settings
from consult.consultations.models import Consultation
from consult.drafts.groups import finding
from consult.drafts.operations.telling import tell_senders as tell
from consult.drafts.queries import get_draft
from consult.drafts.tables.keeping import find_kept
from consult.extensions import db
from consult.web.transaction import transaction


def tell_senders(payload: Mapping[str, Any]) -> None:
    """Write to whoever left an address, some hundred in each transaction; who was written to is not written again."""
    settings: Settings = current_app.extensions["settings"]
    while True:
        with transaction() as session:
            if not tell(session, UUID(payload["draft_id"]), base_url=settings.base_url, now=clock.now()):
                return


def group_remarks() -> None:
    """Look for remarks that are one text, on each draft whose remarks have changed since."""
    for draft_id in finding.list_changed(db.session()):
        found = finding.look(db.session(), draft_id)
        with transaction() as session:
            finding.keep(session, get_draft(session, draft_id), found)
    db.session.rollback()


def make_tables(payload: Mapping[str, Any]) -> None:
    """Make the files of a published table that are not there yet."""
    session = db.session()
    kept = find_kept(session, session.get_one(Consultation, UUID(payload["consultation_id"])))
    if kept is not None:
        kept.make(kept.names)
