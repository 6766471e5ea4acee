"""What recurs: the chain."""

from sqlalchemy import exists, select

from consult.audit import log
from consult.audit.models import AuditEntry
from consult.extensions import db
from consult.web.transaction import transaction


def chain() -> None:
    """Chain all entries that wait; where none waits, nothing is written."""
    while db.session().scalar(select(exists().where(AuditEntry.number.is_(None)))):
        with transaction() as session:
            log.chain(session)
