"""Preparing: addresses, changes, and several people at once."""

import threading
from time import sleep
from uuid import uuid4

import pytest
from sqlalchemy import select

from consult.authorities.models import Authority
from consult.consultations import operations, queries
from consult.consultations.models import Consultation
from tests.consultations.operations.verbs import change, preparing, publish, send
from tests.factories.consultations import (
    NOW,
    make_office,
    make_preparing,
    official,
)

pytestmark = pytest.mark.both_databases
MANY = 6


def test_a_change_takes_back_what_was_sent(session, office):
    editor = official(office, "editor")
    begun = make_preparing(session, office, editor=editor)
    send(session, begun, editor)
    change(session, begun, editor, case_sign="BD.1.2026")
    version = preparing(session, begun)
    assert (version.sent_at, version.sent_by_id) == (None, None)
    with pytest.raises(operations.NotInPreparation):
        publish(session, begun, official(office, "approver"))


def test_the_second_of_two_editors_is_told(session, office):
    first, second = official(office, "editor"), official(office, "editor")
    begun = make_preparing(session, office)
    opened = preparing(session, begun).edit_count
    operations.change(session, begun, {"case_sign": "A"}, edit_count=opened, actor=first, now=NOW)
    with pytest.raises(operations.ChangedMeanwhile) as told:
        operations.change(session, begun, {"case_sign": "B"}, edit_count=opened, actor=second, now=NOW)
    assert preparing(session, begun).case_sign == "A"
    again = told.value.edit_count
    operations.change(session, begun, {"case_sign": "B"}, edit_count=again, actor=second, now=NOW)
    assert preparing(session, begun).case_sign == "B"


def test_only_what_an_editor_writes_can_be_changed(session, office):
    begun = make_preparing(session, office)
    change(session, begun, official(office, "editor"), number=7, published_at=NOW, is_single_handed=True, id=uuid4())
    version = preparing(session, begun)
    assert (version.number, version.published_at, version.is_single_handed) == (1, None, False)


class TestAddresses:
    """Each consultation has an address of its own, which stays."""

    def test_the_same_title_gets_a_number(self, session, office):
        begun = [make_preparing(session, office, title).slug for title in ("Park", "Park", "park!", "Park-2")]
        assert begun == ["park", "park-2", "park-3", "park-2-2"]

    def test_a_page_of_the_desk_is_not_taken(self, session, office):
        assert make_preparing(session, office, "Nowa").slug == "nowa-2"

    def test_a_title_without_letters_has_an_address(self, session, office):
        assert make_preparing(session, office, "🌳").slug == "konsultacja"

    def test_it_stays_when_the_title_changes(self, session, office):
        begun = make_preparing(session, office)
        change(session, begun, official(office, "editor"), title={"pl": "Las"})
        assert begun.slug == "park-nad-silnica"


def test_two_prepare_one_title_at_once(write, read):
    with write() as session:
        office_id = make_office(session).id
    made = []

    def second():
        with write() as session:
            authority = session.get_one(Authority, office_id)
            made.append(make_preparing(session, authority, "Park").slug)

    other = threading.Thread(target=second)
    with write() as session:
        made.append(make_preparing(session, session.get_one(Authority, office_id), "Park").slug)
        other.start()
        sleep(0.3)  # the other is at work meanwhile, or waits
    other.join()
    assert made == ["park", "park-2"]
    with read() as session:
        assert sorted(session.scalars(select(Consultation.slug))) == ["park", "park-2"]


def test_no_change_is_lost_among_many_editors(write, read):
    """Each opens the form, changes it, and where somebody was faster, opens it again."""
    with write() as session:
        begun = make_preparing(session, make_office(session))
        identity, before = begun.id, begun.versions[0].edit_count
    start = threading.Barrier(MANY)

    def edit(word):
        start.wait()
        while True:
            with write() as session:
                version = queries.find_preparing(session, identity)
                opened, said = version.edit_count, version.case_sign
                actor = official(version.consultation.authority, "editor")
            try:
                with write() as session:
                    consultation = queries.get_consultation(session, identity)
                    values = {"case_sign": f"{said}{word}"}
                    operations.change(session, consultation, values, edit_count=opened, actor=actor, now=NOW)
            except operations.ChangedMeanwhile:
                continue
            return

    threads = [threading.Thread(target=edit, args=(str(word),)) for word in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with read() as session:
        version = queries.find_preparing(session, identity)
        assert sorted(version.case_sign) == [str(word) for word in range(MANY)]
        assert version.edit_count == before + MANY
