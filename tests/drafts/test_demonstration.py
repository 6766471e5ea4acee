"""The demonstration's drafts: one open with sixty remarks, one closed with its decisions; loaded once."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from stdnum.pl import nip, regon

from consult.drafts.models import Draft, DraftUnit, Remark
from consult.drafts.queries import list_units
from consult.drafts.rules.decisions import State
from consult.extensions import db
from consult.organisations.access import is_public
from consult.organisations.models import Organisation
from consult.organisations.rules import KINDS
from tests.factories.accounts import english
from tests.factories.demonstration import LOOPBACK, NOW, load_demonstration, load_territory
from tests.page_checks import words

OPEN = "/k/roczny-program-wspolpracy-z-organizacjami-pozarzadowymi"
CLOSED = "/k/program-wspolpracy-zalozenia-do-projektu"
OF_OPEN = Remark.draft.has(Draft.decisions_published_at.is_(None))


@pytest.fixture
def environment(environment):
    return environment | {"CONSULT_BASE_URL": LOOPBACK}


@pytest.fixture
def load(app, at):
    load_territory(app)

    def run(now=NOW):
        at(now)
        return load_demonstration(app, now)

    return run


@pytest.fixture
def loaded(demonstration):
    """Look at what was loaded."""
    with demonstration.app_context():
        yield db.session()


def counts(session):
    tables = Draft, Remark, Organisation
    return tuple(session.scalar(select(func.count()).select_from(table)) for table in tables)


@pytest.mark.both_databases
def test_two_drafts_and_twelve_organisations(app, load, read):
    load()
    with read() as session:
        assert counts(session) == (2, 72, 12)
        open_draft = session.scalars(select(Draft).where(Draft.decisions_published_at.is_(None))).one()
        assert 60 < len(list_units(session, open_draft.versions[0].id)) < 80
        decided = Remark.draft.has(Draft.decisions_published_at.is_not(None))
        assert set(session.scalars(select(Remark.state).where(decided))) == {State.PUBLISHED}
        assert not session.scalars(select(Remark).where(Remark.contact != "")).all()
        states = session.scalars(select(Remark.state).where(OF_OPEN)).all()
        assert (states.count(State.APPROVED), states.count(State.PROPOSED)) == (30, 2)
        assert session.scalars(select(func.count()).select_from(Remark).where(Remark.is_held)).one() == 2
    visitor = english(app)
    page = visitor.visit(f"{CLOSED}/uwagi")
    assert words(page.h1) == "12 remarks and the office's answers"
    assert words(visitor.visit(f"{OPEN}/uwagi").h1) == "60 remarks"
    visitor.visit(f"{OPEN}/projekt/1")
    assert visitor.visit(OPEN).select(f"a[href='{OPEN}/projekt/1']")
    assert visitor.visit(CLOSED).select(f"a[href='{CLOSED}/uwagi?p=1']")
    page = visitor.visit("/organizacje/stowarzyszenie-sasiedzi-z-bialogonu")
    assert "3 remarks on drafts. 1 has an answer." in words(page.main)


@pytest.mark.complete
def test_it_is_loaded_once_and_again_where_it_ran_out(load, read):
    load()
    load(NOW + timedelta(hours=1))
    with read() as session:
        assert counts(session)[0] == 2
    load(NOW + timedelta(days=40))
    with read() as session:
        assert (counts(session)[0], counts(session)[2]) == (3, 12)


def test_organisations_are_plainly_invented_and_of_every_kind(loaded):
    organisations = loaded.scalars(select(Organisation)).all()
    assert {one.kind for one in organisations} == set(KINDS)
    assert len({one.register for one in organisations}) > 4
    for one in organisations:
        assert "99" in one.number or one.register == "other"
        assert one.nip is None or (nip.is_valid(one.nip) and one.nip.startswith("999"))
        assert one.regon is None or (regon.is_valid(one.regon) and one.regon.startswith("999"))
        assert one.email.endswith(".example.org")
    assert loaded.scalar(select(func.count()).select_from(Organisation).where(is_public())) == 11
    remarked = loaded.scalars(select(Remark.organisation_id).distinct()).all()
    assert set(remarked) - {None} == {one.id for one in organisations}


def test_every_change_that_is_told_changes_something(loaded):
    for remark in loaded.scalars(select(Remark).where(Remark.kind.in_(("change", "deletion")))):
        proposes = remark.proposed_wording != remark.current_wording
        assert proposes or len(remark.justification) > 20, remark.number


def test_the_programme_says_what_the_act_asks_for(loaded):
    """The eleven items of art. 5a (4) of the Act of 24 April 2003 have a chapter or a § each."""
    headings = " ".join(loaded.scalars(select(DraftUnit.text).where(DraftUnit.kind.in_(("chapter", "heading")))).all())
    asked = (
        "Cel główny i cele szczegółowe", "Zasady współpracy", "Zakres przedmiotowy", "Formy współpracy",
        "Priorytetowe zadania publiczne", "Okres realizacji", "Sposób realizacji", "Wysokość środków", "Sposób oceny",
        "Tworzenie programu i przebieg konsultacji", "Komisje konkursowe",
    )  # fmt: skip
    assert all(words_ in headings for words_ in asked)
