"""The demonstration: loaded once, loaded again where it ran out, invented throughout."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from consult.accounts.models import Account
from consult.authorities.models import Authority
from consult.authorities.queries import find_by_slug
from consult.consultations.law import Dates, Ground, calendar_of, unlawful
from consult.consultations.models import Consultation, ConsultationVersion
from consult.consultations.operations.publish import what_is_missing
from consult.consultations.queries import find_preparing
from consult.consultations.rules.stages import Stage
from consult.extensions import db
from consult.files.models import StoredFile
from consult.jobs.models import Job
from consult.procedures.rules.checks import Meeting
from consult.questionnaires.models import IncomingSubmission
from consult.site.cli import demo, demonstration_links
from consult.site.demonstration import questionnaire
from consult.site.demonstration.load import _day, _session_day, texts
from consult.territory.operations import load_bundled, load_bundled_population
from tests.factories.authorities import make_authority
from tests.factories.demonstration import LOOPBACK, NOW, load_demonstration, load_territory
from tests.pages import Visitor

ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+\w")


@pytest.fixture
def environment(environment):
    return environment | {"CONSULT_BASE_URL": LOOPBACK}


@pytest.fixture
def load(app, at):
    """Run the command, as after `consult init`, with few who answer: `load(now)`."""
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


@pytest.mark.complete
def test_two_thousand_answer_and_their_ages_are_those_of_the_town(app, write, at, read):
    with write() as session:
        load_bundled(session)
        load_bundled_population(session)
    at(NOW)
    assert app.test_cli_runner().invoke(demo).exit_code == 0
    with read() as session:
        given = session.scalars(select(IncomingSubmission.answers)).all()
    assert len(given) == 2000
    shares = {age: sum(answers.get("age") == age for answers in given) / 2000 for age in questionnaire.AGES}
    assert shares["25to44"] > shares["65plus"] > shares["under25"] > 0.02
    women = sum(answers.get("sex") == "K" for answers in given)
    assert women > sum(answers.get("sex") == "M" for answers in given)


def stages(session, slug, now=NOW):
    office = find_by_slug(session, slug)
    consultations = session.scalars(select(Consultation).where(Consultation.authority_id == office.id))
    return sorted(one.stage(now) for one in consultations)


@pytest.mark.both_databases
def test_two_offices_with_consultations_at_every_stage(load, read):
    assert load().exit_code == 0
    with read() as session:
        assert stages(session, "kielce") == [Stage.CLOSED, Stage.OPEN, Stage.PREPARING]
        assert stages(session, "powiat-kielecki") == [Stage.OPEN]
        assert all(office.is_demonstration for office in session.scalars(select(Authority)))
        assert not any(version.is_single_handed for version in session.scalars(select(ConsultationVersion)))


def test_what_is_prepared_leaves_something_to_do(loaded):
    consultation = loaded.scalars(select(Consultation).where(Consultation.published_number.is_(None))).one()
    assert what_is_missing(loaded, find_preparing(loaded, consultation.id), now=NOW) == ["decision"]


@pytest.mark.complete
def test_loading_again_changes_nothing(load, read, settings):
    assert "4 consultations" in load().output
    counted = (Account, Authority, Consultation, ConsultationVersion, StoredFile)
    with read() as session:
        before = [session.scalar(select(func.count()).select_from(model)) for model in counted]
    files = sorted((settings.data_dir / "files").rglob("*"))
    assert "0 consultations" in load(NOW + timedelta(hours=3)).output
    with read() as session:
        assert [session.scalar(select(func.count()).select_from(model)) for model in counted] == before
    assert sorted((settings.data_dir / "files").rglob("*")) == files


def test_no_job_is_late_although_the_clock_was_turned_back(loaded):
    assert min(loaded.scalars(select(Job.due_at))) == NOW


@pytest.mark.complete
def test_what_ran_out_is_loaded_again(load, read):
    load()
    later = NOW + timedelta(days=40)
    assert "2 consultations" in load(later).output
    with read() as session:
        assert stages(session, "kielce", later).count(Stage.OPEN) == 1
        assert stages(session, "powiat-kielecki", later) == [Stage.CLOSED, Stage.OPEN]


def test_people_work_in_one_office_each(loaded):
    for account in loaded.scalars(select(Account)):
        assert len({grant.authority_id for grant in account.roles}) == bool(account.roles)
    for version in loaded.scalars(select(ConsultationVersion)):
        author = loaded.get_one(Account, version.edited_by_id)
        assert author.holds("editor", authority_id=version.consultation.authority_id)


def test_all_addresses_are_invented(loaded):
    found = {person["email"] for person in texts()["people"]} | set(ADDRESS.findall(str(texts())))
    assert found
    assert all(re.search(r"[@.]example\.org$", address) for address in found)
    assert all(email.endswith("@example.org") for email in loaded.scalars(select(Account.email)))


def test_all_languages_are_there():
    for told in texts()["consultations"]:
        for name, said in told.items():
            if isinstance(said, dict):
                assert {"pl", "uk"} <= said.keys(), name
                assert all(words.strip() for words in said.values()), name


def test_every_page_says_what_it_is(demonstration, at):
    at(NOW)
    visitor = Visitor(demonstration.test_client())
    for path in ("/", "/u/kielce", "/k/roczny-program-wspolpracy-z-organizacjami-pozarzadowymi"):
        assert visitor.visit(path).select_one(".strip p")


def test_a_real_office_is_left_alone(load, write, read):
    with write() as session:
        make_authority(session)
    said = load()
    assert said.exit_code != 0
    assert "Kielce is not a demonstration" in said.output
    with read() as session:
        assert not session.scalars(select(Consultation)).all()
        assert not session.scalars(select(Account)).all()


def test_everybody_gets_a_fresh_link(demonstration):
    with demonstration.app_context():
        first = demonstration_links(LOOPBACK)
        second = demonstration_links(LOOPBACK)
    assert len(first) == len(second) == len(texts()["people"])
    assert {link for _, link in first}.isdisjoint(link for _, link in second)


class TestElsewhere:
    """It is for this machine alone."""

    @pytest.fixture(params=["https://konsultacje.example.pl", "http://192.168.1.5:8000", "http://localhost.example.pl"])
    def environment(self, environment, request):
        return environment | {"CONSULT_BASE_URL": request.param}

    def test_it_refuses(self, load, read):
        said = load()
        assert said.exit_code != 0
        assert "127.0.0.1" in said.output
        with read() as session:
            assert not session.scalars(select(Authority)).all()


@pytest.mark.parametrize("days", range(0, 366, 7))
def test_the_programme_is_lawful_on_whatever_day_it_is_loaded(days):
    now = NOW + timedelta(days=days)
    for told in texts()["consultations"]:
        if told.get("procedures") == ["program_wspolpracy"]:
            opens_on, last_day = (_day(now, told[name]) for name in ("opens", "last_day"))
            meetings = tuple(Meeting(form, _day(now, day)) for form, day in told["meetings"])
            dates = Dates(opens_on, last_day, _session_day(_day(now, told["target"])), meetings=meetings)
            assert not unlawful(calendar_of(Ground(("program_wspolpracy",), "gmina", opens_on), dates))
