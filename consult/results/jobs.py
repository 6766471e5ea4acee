"""What the worker does again and again."""

import structlog
from sqlalchemy.exc import OperationalError

from consult.extensions import db
from consult.results.segments.keeping import keep
from consult.results.segments.queries import list_growing

log = structlog.get_logger(__name__)


def keep_segments() -> None:
    """Make segments of what was sealed; one questionnaire that a writer disturbs waits for the next round."""
    for questionnaire_id in list_growing(db.session()):
        try:
            keep(questionnaire_id)
        except OperationalError:
            log.warning("no segment yet", questionnaire=str(questionnaire_id), exc_info=True)
