"""What the worker does again and again: seal ballots, and count what is over."""

from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy.exc import OperationalError

from consult import clock
from consult.extensions import db
from consult.initiatives.rules.working import Rule, count
from consult.initiatives.voting import keeping, queries
from consult.initiatives.voting.models import VoteEdition
from consult.initiatives.voting.operations import keep_count
from consult.initiatives.voting.sealing import AT_LEAST, MARGIN_SECONDS, is_over, seal
from consult.participation.rules.intake import GRACE
from consult.participation.seal import forget_the_order
from consult.web.transaction import transaction

log = structlog.get_logger(__name__)


def seal_and_count() -> None:
    """Seal each vote in a transaction of its own; one that a writer disturbs waits for the next round."""
    now = clock.now()
    closed_before = now - GRACE - timedelta(seconds=MARGIN_SECONDS)
    for edition_id in queries.list_to_seal(db.session(), at_least=AT_LEAST, closed_before=closed_before):
        over = is_over(db.session().get_one(VoteEdition, edition_id), now)
        try:
            with transaction() as session:
                seal(session, edition_id, is_over=over)
            forget_the_order(db.engine)
        except OperationalError:
            log.warning("not sealed yet", vote=str(edition_id), exc_info=True)
            continue
        if over:
            settle(edition_id)


def settle(edition_id: UUID) -> None:
    """Count every pool outside a transaction, then keep the counts in one."""
    reading = db.session()
    edition = reading.get_one(VoteEdition, edition_id)
    rule = Rule(edition.rule)
    results = {}
    for pool in edition.pools:
        election = queries.election_of(reading, pool)
        results[pool.id] = count(election, rule)
        keeping.keep(pool, election)
    with transaction() as session:
        keep_count(session, queries.get_edition(session, edition_id), results, clock.now())
