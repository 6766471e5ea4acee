"""What the worker does again and again."""

from consult import clock
from consult.initiatives.operations.office import forget_applicants
from consult.web.transaction import transaction


def forget() -> None:
    """Erase who applied for what ended long ago."""
    with transaction() as session:
        forget_applicants(session, now=clock.now())
