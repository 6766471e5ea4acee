"""What the worker does again and again."""

import structlog
from sqlalchemy.exc import OperationalError

from consult import clock
from consult.extensions import db
from consult.participation.seal import forget_the_order
from consult.participation.unfinished import erase_over
from consult.questionnaires import queries
from consult.questionnaires.operations import seal
from consult.questionnaires.operations.seal import AT_LEAST, over_before
from consult.web.transaction import transaction

log = structlog.get_logger(__name__)


def erase_unfinished() -> None:
    """Erase the unfinished answers that nobody can send any more."""
    with transaction() as session:
        erase_over(session, now=clock.now())


def seal_what_came_in() -> None:
    """Seal each questionnaire in a transaction of its own; one that a writer disturbs waits for the next round."""
    now = clock.now()
    for questionnaire_id in queries.list_to_seal(db.session(), at_least=AT_LEAST, closed_before=over_before(now)):
        try:
            with transaction() as session:
                seal(session, questionnaire_id, now=now)
            forget_the_order(db.engine)
        except OperationalError:
            log.warning("not sealed yet", questionnaire=str(questionnaire_id), exc_info=True)
