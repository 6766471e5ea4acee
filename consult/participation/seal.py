"""The seal: what came in one by one is moved in random order, so that no order of arrival is left.

Each mover holds the table into which it writes, before it looks at anything, and then sees one snapshot.
On PostgreSQL both have to be said: in its usual mode, each statement would see another state. On SQLite a
transaction that writes is alone; but what it deletes stays in the file, in the order in which it came, unless we ask
for zeros in its place.
"""

from sqlalchemy import Engine, Table, text
from sqlalchemy.orm import Session


def hold_in_one_snapshot(session: Session, table: Table) -> None:
    """Begin a transaction of one snapshot in which nobody else moves rows into the table; the first thing in it."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA secure_delete = on"))
    else:
        session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        session.execute(text(f"LOCK TABLE {table.name} IN SHARE ROW EXCLUSIVE MODE"))


def forget_the_order(engine: Engine) -> None:
    """Empty SQLite's journal of pages, which still has them as they were before the seal; what is busy waits."""
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
