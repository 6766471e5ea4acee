"""Run migrations in one explicit transaction.

On SQLite foreign keys are off while tables are rebuilt: otherwise rebuilding a parent would empty its
children. The pragma works only outside a transaction, so it comes before BEGIN; what the rebuilding
may have broken is looked for before the commit.
"""

from alembic import context

from consult import app  # noqa: F401  # knows every model
from consult.orm import JSON_DOCUMENT, Base, Moment


class BrokenReference(Exception):
    """A migration left rows that point to nothing."""


def render(kind, item, _context):
    """Write our own types by their names."""
    if kind == "type" and isinstance(item, Moment):
        return "Moment()"
    return "JSON_DOCUMENT" if kind == "type" and item is JSON_DOCUMENT else False


def run(connection):
    is_sqlite = connection.dialect.name == "sqlite"
    driver = connection.connection.driver_connection
    if is_sqlite:
        connection.rollback()
        driver.isolation_level = None
        driver.execute("PRAGMA foreign_keys=off")
        connection.execution_options(begin="IMMEDIATE")  # two that upgrade at once come one after the other
    try:
        with connection.begin():
            if is_sqlite and not driver.in_transaction:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            context.configure(
                connection=connection,
                target_metadata=Base.metadata,
                render_item=render,
                render_as_batch=is_sqlite,
                transactional_ddl=True,
                transaction_per_migration=False,
            )
            context.run_migrations()
            if is_sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()):
                raise BrokenReference(broken)
    finally:
        if is_sqlite:
            driver.execute("PRAGMA foreign_keys=on")


run(context.config.attributes["connection"])
