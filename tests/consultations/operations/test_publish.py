"""From the desk to the public: four eyes, what is missing, what is recorded."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from consult.audit.models import AuditEntry
from consult.consultations import operations
from consult.consultations.operations.publish import what_is_missing
from tests.consultations.operations.verbs import acts, change, last_details, preparing, publish, send
from tests.factories.consultations import (
    COMPLETE,
    NOW,
    add_text_document,
    correct,
    make_office,
    make_preparing,
    make_public,
    official,
)

pytestmark = pytest.mark.both_databases


def test_from_the_first_word_to_the_public(session, office):
    editor, approver = official(office, "editor"), official(office, "approver")
    begun = make_preparing(session, office, editor=editor)
    assert (begun.slug, begun.published_number, begun.opens_at) == ("park-nad-silnica", None, None)
    send(session, begun, editor)
    version = publish(session, begun, approver)
    assert (begun.published_number, version.published_at, version.published_by_id) == (1, NOW, approver.id)
    assert (version.edited_by_id, version.sent_by_id, version.is_single_handed) == (editor.id, editor.id, False)
    assert begun.opens_at == datetime(2026, 3, 9, 23, tzinfo=UTC)
    assert begun.closes_at == datetime(2026, 3, 31, 22, tzinfo=UTC)
    assert acts(session) == ["prepared", "changed", "sent_for_approval", "published"]


def test_the_log_holds_ids_and_no_words(session, office):
    begun = make_public(session, office)
    correct(session, begun)
    for entry in session.scalars(select(AuditEntry).where(AuditEntry.subject_kind == "consultation")):
        assert (entry.subject_id, entry.authority_id) == (begun.id, office.id)
        assert entry.details.keys() <= {"version", "single_handed", "document"}
        assert "Park" not in str(entry.details)


class TestFourEyes:
    """Who prepared it does not approve it."""

    def test_the_editor_may_not_publish_their_own(self, session, office):
        both = official(office, "editor", "approver")
        begun = make_preparing(session, office, editor=both)
        send(session, begun, both)
        with pytest.raises(operations.NotYours):
            publish(session, begun, both)
        assert begun.published_number is None

    def test_nor_where_another_sent_it(self, session, office):
        both, sender = official(office, "editor", "approver"), official(office, "editor")
        begun = make_preparing(session, office, editor=both)
        send(session, begun, sender)
        with pytest.raises(operations.NotYours):
            publish(session, begun, both)

    def test_nor_where_another_wrote_last_and_they_sent_it(self, session, office):
        both, writer = official(office, "editor", "approver"), official(office, "editor")
        begun = make_preparing(session, office, editor=writer)
        send(session, begun, both)
        with pytest.raises(operations.NotYours):
            publish(session, begun, both)

    def test_a_document_is_a_change_too(self, session, office, tmp_path):
        both, writer = official(office, "editor", "approver"), official(office, "editor")
        begun = make_preparing(session, office, editor=writer)
        add_text_document(session, begun, tmp_path, editor=both)
        send(session, begun, writer)
        with pytest.raises(operations.NotYours):
            publish(session, begun, both)

    def test_only_an_approver_of_this_office_publishes(self, session, office):
        elsewhere = make_office(session, "2604", "Powiat kielecki")
        begun = make_preparing(session, office)
        send(session, begun, official(office, "editor"))
        for stranger in (official(office, "editor", "admin"), official(elsewhere, "approver")):
            with pytest.raises(operations.NotYours):
                publish(session, begun, stranger)

    def test_nothing_is_published_that_nobody_sent(self, session, office):
        begun = make_preparing(session, office)
        with pytest.raises(operations.NotInPreparation):
            publish(session, begun, official(office, "approver"))

    def test_one_person_may_where_it_is_switched_off_and_it_is_recorded(self, session, office):
        office.requires_four_eyes = False
        both = official(office, "editor", "approver")
        begun = make_preparing(session, office, editor=both)
        assert publish(session, begun, both).is_single_handed
        assert last_details(session, "published") == {"version": 1, "single_handed": True}

    def test_two_people_are_two_also_where_it_is_switched_off(self, session, office):
        office.requires_four_eyes = False
        begun = make_preparing(session, office)
        assert not publish(session, begun, official(office, "approver")).is_single_handed
        assert last_details(session, "published") == {"version": 1, "single_handed": False}


def test_what_is_published_is_what_the_approver_read(session, office):
    editor, approver = official(office, "editor"), official(office, "approver")
    begun = make_preparing(session, office, editor=editor)
    send(session, begun, editor)
    read = preparing(session, begun).edit_count
    change(session, begun, editor, title={"pl": "Hala zamiast parku"})
    send(session, begun, editor)
    with pytest.raises(operations.ChangedMeanwhile):
        operations.publish(session, begun, edit_count=read, actor=approver, now=NOW)


def test_it_is_returned_with_words_and_sent_again(session, office):
    editor = official(office, "editor")
    begun = make_preparing(session, office, editor=editor)
    send(session, begun, editor)
    operations.return_to_editor(session, begun, "Krócej.", actor=official(office, "approver"), now=NOW)
    version = preparing(session, begun)
    assert (version.sent_at, version.sent_by_id, version.returned_because) == (None, None, "Krócej.")
    send(session, begun, editor)
    assert preparing(session, begun).returned_because == ""


def test_the_words_of_an_approver_reach_the_editor_although_they_changed_it_meanwhile(session, office):
    editor = official(office, "editor")
    begun = make_preparing(session, office, editor=editor)
    send(session, begun, editor)
    change(session, begun, editor, case_sign="BD.1.2026")
    operations.return_to_editor(session, begun, "Krócej.", actor=official(office, "approver"), now=NOW)
    assert preparing(session, begun).returned_because == "Krócej."


@pytest.mark.parametrize(
    "name", [name for name in COMPLETE if name not in {"contact_role", "contact_phone", "contact_email"}]
)
def test_what_is_missing_stops_it(session, office, name):
    begun = make_preparing(
        session, office, **{name: None if name in {"opens_on", "last_day"} else type(COMPLETE[name])()}
    )
    with pytest.raises(operations.NotReady) as lacking:
        send(session, begun, official(office, "editor"))
    assert lacking.value.missing == ["dates" if name in {"opens_on", "last_day"} else name]
    assert preparing(session, begun).sent_at is None


def test_a_way_to_take_part_is_needed(session, office):
    begun = make_preparing(session, office, contact_phone="", contact_email="")
    assert what_is_missing(session, preparing(session, begun), now=NOW) == ["contact"]


@pytest.mark.parametrize(("setting", "nothing"), [("controller", {}), ("data_protection_officer", "")])
def test_an_office_without_controller_or_officer_publishes_nothing(session, office, setting, nothing):
    begun = make_preparing(session, office)
    send(session, begun, official(office, "editor"))
    setattr(office, setting, nothing)
    with pytest.raises(operations.NotReady) as lacking:
        publish(session, begun, official(office, "approver"))
    assert lacking.value.missing == [setting]


def test_what_waited_too_long_cannot_open_in_the_past(session, office):
    begun = make_preparing(session, office)
    send(session, begun, official(office, "editor"))
    with pytest.raises(operations.NotReady) as lacking:
        publish(session, begun, official(office, "approver"), now=NOW + timedelta(days=9))
    assert lacking.value.missing == ["opens_in_the_past"]
