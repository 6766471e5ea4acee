"""What recurs."""

from consult import clock
from consult.extensions import db
from consult.files import operations
from consult.files.views import folder


def remove_orphans() -> None:
    """Remove the files that no record speaks of."""
    operations.remove_orphans(db.session(), folder(), now=clock.now())
    db.session().rollback()
