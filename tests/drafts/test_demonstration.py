"""The demonstration's drafts: one open with some dozens of remarks, one closed with its decisions; loaded once."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from consult.drafts.models import Draft, DraftUnit, Remark
from consult.drafts.rules.decisions import State
from consult.site.cli import demo
from consult.territory.operations import load_bundled
from tests.factories.accounts import english
from tests.page_checks import words

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
OPEN = "/k/roczny-program-wspolpracy-z-organizacjami-pozarzadowymi"
CLOSED = "/k/program-wspolpracy-zalozenia-do-projektu"


@pytest.fixture
def environment(environment):
    return environment | {"CONSULT_BASE_URL": "http://127.0.0.1:8000"}


@pytest.fixture
def load(app, at, write):
    with write() as session:
        load_bundled(session)

    def run(now=NOW):
        at(now)
        done = app.test_cli_runner().invoke(demo)
        assert done.exit_code == 0, done.output

    return run


def counts(session):
    return tuple(session.scalar(select(func.count()).select_from(table)) for table in (Draft, DraftUnit, Remark))


@pytest.mark.both_databases
def test_two_drafts(app, load, read):
    load()
    with read() as session:
        assert counts(session) == (2, 65, 45)
        decided = Remark.draft.has(Draft.decisions_published_at.is_not(None))
        states = set(session.scalars(select(Remark.state).where(decided)))
        assert states == {State.PUBLISHED}
        assert not session.scalars(select(Remark).where(Remark.contact != "")).all()
    visitor = english(app)
    page = visitor.visit(f"{CLOSED}/uwagi")
    assert words(page.h1) == "12 remarks and the office's answers"
    assert words(visitor.visit(f"{OPEN}/uwagi").h1) == "33 remarks"
    visitor.visit(f"{OPEN}/projekt/1")
    assert visitor.visit(OPEN).select(f"a[href='{OPEN}/projekt/1']")
    assert visitor.visit(CLOSED).select(f"a[href='{CLOSED}/uwagi?p=1']")


def test_it_is_loaded_once_and_again_where_it_ran_out(load, read):
    load()
    load(NOW + timedelta(hours=1))
    with read() as session:
        assert counts(session)[0] == 2
    load(NOW + timedelta(days=40))
    with read() as session:
        assert counts(session)[0] == 3
