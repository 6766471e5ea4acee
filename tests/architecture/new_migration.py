"""Write a migration from the difference between models and migrations: `make migration NAME="…"`."""

import sys
import tempfile

from alembic import command

from consult import schema
from consult.app import create_app
from consult.config import Settings
from consult.extensions import db
from tests.databases import ENVIRONMENT

FILE_NAME = "%%(year)d%%(month).2d%%(day).2d_%%(slug)s"


def main() -> None:
    """Upgrade an empty database, and let Alembic look for what it lacks."""
    name = " ".join(sys.argv[1:]).strip()
    if not name:
        sys.exit('Give it a name: make migration NAME="what changes"')
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings.from_environment(ENVIRONMENT | {"CONSULT_DATA_DIR": folder}))
        with app.app_context():
            schema.upgrade(db.engine)
            with db.engine.connect() as connection:
                config = schema.alembic_config(connection)
                config.set_main_option("file_template", FILE_NAME)
                command.revision(config, message=name, autogenerate=True)
            db.engine.dispose()


if __name__ == "__main__":
    main()
