"""Migrations: one line of them, named by date, each there and back, ending where the models are."""

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from consult import schema
from consult.extensions import db
from consult.orm import Base

NAME = re.compile(r"\d{8}_[a-z0-9_]+\.py")


@pytest.fixture
def engine(app):
    with app.app_context():
        yield db.engine


def revisions():
    """List the migrations, newest first."""
    return list(ScriptDirectory.from_config(schema.alembic_config()).walk_revisions())


def differences(engine):
    with engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), Base.metadata)


def columns(engine):
    """Describe every table by its columns."""
    tables = inspect(engine).get_multi_columns()
    return {
        table: sorted((column["name"], str(column["type"]), column["nullable"]) for column in described)
        for (_, table), described in tables.items()
    }


def test_there_is_one_head():
    assert len(ScriptDirectory.from_config(schema.alembic_config()).get_heads()) == 1


def test_files_are_named_by_date():
    for revision in revisions():
        assert NAME.fullmatch(Path(revision.path).name), revision.path


@pytest.mark.both_databases
def test_the_models_equal_the_migrations(engine):
    assert differences(engine) == []


@pytest.mark.complete
@pytest.mark.both_databases
def test_each_migration_runs_back_and_forth(engine):
    for revision in revisions():
        there = columns(engine)
        schema.downgrade(engine, revision.down_revision or "base")
        back = columns(engine)
        schema.upgrade(engine, revision.revision)
        assert columns(engine) == there, revision.path
        schema.downgrade(engine, revision.down_revision or "base")
        assert columns(engine) == back, revision.path
    assert columns(engine).keys() == {"alembic_version"}
    schema.upgrade(engine)
    assert differences(engine) == []
