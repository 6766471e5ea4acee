"""The seal: what came in one by one is moved in random order, so that no order of arrival is left.

Each mover holds the table into which it writes, before it looks at anything, and then sees one snapshot.
On PostgreSQL both have to be said: in its usual mode, each statement would see another state. On SQLite a
transaction that writes is alone.
"""

from sqlalchemy import Table, text
from sqlalchemy.orm import Session


def hold_in_one_snapshot(session: Session, table: Table) -> None:
    """Begin a transaction of one snapshot in which nobody else moves rows into the table; the first thing in it."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        session.execute(text(f"LOCK TABLE {table.name} IN SHARE ROW EXCLUSIVE MODE"))
