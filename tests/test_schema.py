"""Migrations: all of them or none, and no row is lost on the way."""

import shutil
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import DatabaseError

from consult import schema
from consult.config import root
from consult.extensions import db
from consult.web.transaction import make_durable

BEGIN = """
from alembic import op
import sqlalchemy as sa
revision, down_revision = "{revision}", {down}
def upgrade():
"""
FIRST = """
    op.create_table("parents", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(9)))
    op.create_table("children", sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("parent_id", sa.Integer, sa.ForeignKey("parents.id", ondelete="CASCADE"), nullable=False))
    op.execute("INSERT INTO parents VALUES (1, 'a'), (2, 'b')")
    op.execute("INSERT INTO children VALUES (1, 1), (2, 1), (3, 2)")
"""
REBUILD = """
    with op.batch_alter_table("parents", recreate="{recreate}") as batch:
        batch.alter_column("name", type_=sa.String(20), existing_type=sa.String(9), nullable=False)
        batch.add_column(sa.Column("note", sa.String(20)))
"""
ORPHAN = """
    op.execute("DELETE FROM children WHERE id = 3")
    op.execute("INSERT INTO children VALUES (9, 99)")
"""
STOP = """
    op.create_table("halfway", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("UPDATE parents SET name = 'changed'")
    raise RuntimeError("power cut")
"""


class Migrations:
    """A throw-away folder of migrations with our own environment, on an empty database."""

    def __init__(self, folder, engine):
        self.folder = folder
        self.engine = engine
        (folder / "versions").mkdir(parents=True)
        shutil.copyfile(root() / "migrations" / "env.py", folder / "env.py")
        self.last = None

    def add(self, revision, body):
        begin = BEGIN.format(revision=revision, down=repr(self.last))
        (self.folder / "versions" / f"{revision}.py").write_text(begin + body)
        self.last = revision

    def upgrade(self):
        config = Config()
        config.set_main_option("script_location", str(self.folder))
        with self.engine.connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def ask(self, question):
        with self.engine.connect() as connection:
            return connection.scalar(text(question))

    def has(self, table):
        return inspect(self.engine).has_table(table)


@pytest.fixture
def migrations(app, tmp_path):
    with app.app_context():
        schema.downgrade(db.engine, "base")
        with db.engine.begin() as connection:
            connection.execute(text("DROP TABLE alembic_version"))
        made = Migrations(tmp_path / "migrations", db.engine)
        made.add("first", FIRST)
        made.upgrade()
        yield made


@pytest.mark.both_databases
def test_a_parent_that_is_rebuilt_keeps_its_children(migrations):
    recreate = "always" if migrations.engine.dialect.name == "sqlite" else "never"
    migrations.add("rebuild", REBUILD.format(recreate=recreate))
    migrations.upgrade()
    assert migrations.ask("SELECT count(*) FROM children") == 3
    assert migrations.ask("SELECT count(*) FROM parents") == 2
    assert migrations.ask("SELECT version_num FROM alembic_version") == "rebuild"


@pytest.mark.both_databases
def test_a_broken_reference_changes_nothing(migrations):
    migrations.add("orphan", ORPHAN)
    with pytest.raises(Exception, match=r"children|foreign key") as raised:
        migrations.upgrade()
    assert type(raised.value).__name__ in {"BrokenReference", "IntegrityError"}
    assert migrations.ask("SELECT count(*) FROM children WHERE id = 3") == 1
    assert migrations.ask("SELECT count(*) FROM children WHERE id = 9") == 0
    assert migrations.ask("SELECT version_num FROM alembic_version") == "first"


@pytest.mark.both_databases
def test_one_that_is_interrupted_leaves_what_was_there(migrations):
    migrations.add("good", REBUILD.format(recreate="auto"))
    migrations.add("stop", STOP)
    with pytest.raises(RuntimeError, match="power cut"):
        migrations.upgrade()
    assert not migrations.has("halfway")
    assert migrations.ask("SELECT count(*) FROM parents WHERE name = 'changed'") == 0
    assert "note" not in {column["name"] for column in inspect(migrations.engine).get_columns("parents")}
    assert migrations.ask("SELECT version_num FROM alembic_version") == "first"


@pytest.mark.both_databases
def test_foreign_keys_are_on_again_afterwards(migrations):
    migrations.add("rebuild", REBUILD.format(recreate="auto"))
    migrations.upgrade()
    with migrations.engine.connect() as connection, pytest.raises(DatabaseError):
        connection.execute(text("INSERT INTO children VALUES (9, 99)"))


def test_an_engine_that_nobody_tuned_migrates_alike(tmp_path):
    plain = create_engine(f"sqlite:///{tmp_path}/plain.sqlite3")
    made = Migrations(tmp_path / "migrations", plain)
    made.add("first", FIRST)
    made.add("stop", STOP)
    with pytest.raises(RuntimeError, match="power cut"):
        made.upgrade()
    assert not made.has("parents")
    plain.dispose()


@pytest.mark.both_databases
def test_a_second_run_changes_nothing(app):
    with app.app_context():
        schema.upgrade(db.engine)
        with db.engine.connect() as connection:
            assert schema.is_current(connection)
            assert connection.scalar(text("SELECT count(*) FROM alembic_version")) == 1


def test_an_older_version_is_not_current(app):
    with app.app_context():
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = 'older'"))
        with db.engine.connect() as connection:
            assert not schema.is_current(connection)


def test_an_empty_database_is_not_current(tmp_path):
    empty = create_engine(f"sqlite:///{tmp_path}/empty.sqlite3")
    make_durable(empty)
    with empty.connect() as connection:
        assert not schema.is_current(connection)
    empty.dispose()


def test_the_migrations_are_where_the_program_is():
    assert Path(schema.alembic_config().get_main_option("script_location")) == root() / "migrations"
