"""The one statement of intake that the two databases spell apart."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert


def insert_new(session: Session, table: Table, unique: str) -> ReturningInsert[Any]:
    """Insert the rows whose unique column is not there yet, and give that column of each that went in.

    Where another transaction is about to insert the same, it waits for its end.
    """
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing(index_elements=[unique]).returning(table.c[unique])
    return postgresql.insert(table).on_conflict_do_nothing(index_elements=[unique]).returning(table.c[unique])
