"""The database's schema: brought to the latest migration, and asked whether it is there.

Alembic is imported where it is used: the pages hardly ever need it, and it takes long to load.
"""

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from consult.config import root

if TYPE_CHECKING:
    from alembic.config import Config


def alembic_config(connection: Connection | None = None) -> "Config":
    """Tell Alembic where the migrations are, and which connection to use."""
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(root() / "migrations"))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the migrations up to the revision; all of them or none."""
    from alembic import command  # noqa: PLC0415

    with engine.connect() as connection:
        command.upgrade(alembic_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Run the migrations back to the revision."""
    from alembic import command  # noqa: PLC0415

    with engine.connect() as connection:
        command.downgrade(alembic_config(connection), revision)


@cache
def head() -> str:
    """Name the latest migration."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    return ScriptDirectory.from_config(alembic_config()).get_current_head() or ""


def is_current(connection: Connection) -> bool:
    """Tell whether every migration has run."""
    if not inspect(connection).has_table("alembic_version"):
        return False
    return bool(connection.scalar(text("SELECT version_num FROM alembic_version")) == head())
