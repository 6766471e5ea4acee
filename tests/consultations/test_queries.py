"""Lists ask as much for twenty consultations as for one."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.authorities.models import Authority
from consult.consultations.models import Consultation
from consult.consultations.queries import list_on_desk, page_on_desk, page_public
from consult.consultations.rules.stages import Stage, opening_moment
from tests.factories.consultations import NOW, OPENS_ON, correct, make_office, make_preparing, make_public

pytestmark = pytest.mark.both_databases

OPEN = opening_moment(OPENS_ON)


@pytest.mark.parametrize(
    "listed",
    [
        lambda session: page_public(session, Stage.OPEN, OPEN).rows,
        list_on_desk,
        lambda session: page_on_desk(session).rows,
    ],
    ids=["public", "desk", "page"],
)
def test_a_longer_list_asks_no_more(write, read, asked, kielce, listed):
    def count():
        with read() as session, asked() as statements:
            for one in listed(session):
                assert one.consultation.authority.name + one.version.title["pl"]
        return len(statements)

    with write() as session:
        make_public(session, session.get_one(Authority, kielce))
    few = count()
    with write() as session:
        for _ in range(19):
            make_public(session, session.get_one(Authority, kielce))
    assert count() == few


def test_the_public_list_shows_the_version_in_force_and_the_desk_the_latest(write, read):
    with write() as session:
        office = make_office(session)
        make_preparing(session, office, "Szkic", now=NOW - timedelta(days=1))
        correct(session, make_public(session, office, "Park"), title={"pl": "Las"})
    with read() as session:
        assert [one.version.title["pl"] for one in page_public(session, Stage.OPEN, OPEN).rows] == ["Park"]
        assert [one.version.title["pl"] for one in list_on_desk(session)] == ["Las", "Szkic"]
        ours = Consultation.slug == "szkic"
        assert [one.version.title["pl"] for one in list_on_desk(session, ours)] == ["Szkic"]
        assert len(session.scalars(select(Consultation)).all()) == 2
