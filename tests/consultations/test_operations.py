"""The verbs of an office that consults: what they refuse, what they record, what never changes."""

import threading
from datetime import UTC, datetime, timedelta
from time import sleep
from uuid import uuid4

import pytest
from sqlalchemy import inspect, select

from consult.audit.models import AuditEntry
from consult.authorities.models import Authority
from consult.consultations import operations, queries
from consult.consultations.models import Consultation, ConsultationVersion
from consult.consultations.operations.publish import what_is_missing
from consult.files.models import StoredFile
from tests.factories.consultations import (
    COMPLETE,
    LAST_DAY,
    NOW,
    OPENS_ON,
    add_text_document,
    approve,
    correct,
    make_office,
    make_preparing,
    make_public,
    official,
)

pytestmark = pytest.mark.both_databases

LATER = NOW + timedelta(days=1)
MANY = 6


@pytest.fixture
def session(write):
    with write() as session:
        yield session


@pytest.fixture
def office(session):
    return make_office(session)


def preparing(session, consultation):
    return queries.find_preparing(session, consultation.id)


def publish(session, consultation, actor, *, now=NOW):
    edit_count = preparing(session, consultation).edit_count
    return operations.publish(session, consultation, edit_count=edit_count, actor=actor, now=now)


def send(session, consultation, actor, *, now=NOW):
    operations.send_for_approval(session, consultation, actor=actor, now=now)


def change(session, consultation, actor, **values):
    edit_count = preparing(session, consultation).edit_count
    operations.change(session, consultation, values, edit_count=edit_count, actor=actor, now=LATER)


def acts(session):
    entries = session.scalars(select(AuditEntry).where(AuditEntry.subject_kind == "consultation"))
    return [entry.action.removeprefix("consultation.") for entry in entries]


def state(version):
    columns = {column.key: getattr(version, column.key) for column in inspect(ConsultationVersion).columns}
    return columns | {"documents": [(one.id, one.stored_file_id, one.title) for one in version.documents]}


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


def last_details(session, action):
    return session.scalars(select(AuditEntry.details).where(AuditEntry.action == f"consultation.{action}")).all()[-1]


def test_a_change_takes_back_what_was_sent(session, office):
    editor = official(office, "editor")
    begun = make_preparing(session, office, editor=editor)
    send(session, begun, editor)
    change(session, begun, editor, case_sign="BD.1.2026")
    version = preparing(session, begun)
    assert (version.sent_at, version.sent_by_id) == (None, None)
    with pytest.raises(operations.NotInPreparation):
        publish(session, begun, official(office, "approver"))


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


class TestPublished:
    """What was published never changes."""

    def test_no_operation_changes_it(self, session, office, tmp_path):
        editor, approver = official(office, "editor"), official(office, "approver")
        begun = make_preparing(session, office, editor=editor)
        document = add_text_document(session, begun, tmp_path)
        approve(session, begun)
        version = queries.find_in_force(session, begun)
        before = state(version)
        by = {"actor": editor, "now": LATER}
        attempts = [
            lambda: operations.change(session, begun, {"case_sign": "X"}, edit_count=version.edit_count, **by),
            lambda: add_text_document(session, begun, tmp_path),
            lambda: operations.remove_document(session, begun, document.id, **by),
            lambda: operations.send_for_approval(session, begun, **by),
            lambda: operations.return_to_editor(session, begun, "Why?", actor=approver, now=LATER),
            lambda: operations.publish(session, begun, edit_count=version.edit_count, actor=approver, now=LATER),
            lambda: operations.discard_correction(session, begun, **by),
        ]
        for attempt in attempts:
            with pytest.raises(operations.NotInPreparation):
                attempt()
        self._correct_in_every_way(session, begun, document, tmp_path)
        session.expire_all()
        assert state(queries.find_version(session, begun.id, 1)) == before

    def _correct_in_every_way(self, session, begun, document, folder):
        editor = official(begun.authority, "editor")
        correct(session, begun)
        operations.discard_correction(session, begun, actor=editor, now=LATER)
        correct(session, begun, title={"pl": "Inny tytuł"}, last_day=LAST_DAY + timedelta(days=9))
        version = preparing(session, begun)
        operations.remove_document(session, begun, version.documents[0].id, actor=editor, now=LATER)
        operations.remove_document(session, begun, document.id, actor=editor, now=LATER)
        add_text_document(session, begun, folder, "Drugi")
        approve(session, begun, now=LATER)

    def test_controller_and_officer_stay_as_people_were_told(self, session, office):
        begun = make_public(session, office)
        office.controller, office.data_protection_officer, office.dpo_email = {"pl": "Ktoś"}, "Inny", "i@example.org"
        session.flush()
        session.expire_all()
        version = queries.find_in_force(session, begun)
        assert (version.controller, version.data_protection_officer) == ({"pl": "Prezydent: Kielce"}, "Jan Brzoza")
        assert version.dpo_email == ""

    def test_texts_in_languages_that_were_given_up_are_not_published(self, session, office):
        begun = make_preparing(session, office, summary={"pl": "Tak.", "uk": "Так."})
        assert approve(session, begun).summary == {"pl": "Tak."}


class TestCorrection:
    """A correction is a new version with its date and reason."""

    def test_it_takes_the_place_of_the_first(self, session, office):
        begun = make_public(session, office)
        correct(session, begun, last_day=LAST_DAY + timedelta(days=7))
        assert begun.published_number == 1
        approve(session, begun, now=LATER)
        first, second = reversed(queries.list_published_versions(session, begun.id))
        assert (first.last_day, first.reason) == (LAST_DAY, {})
        assert (second.number, second.published_at, second.reason) == (2, LATER, {"pl": "Poprawiony błąd."})
        assert (begun.published_number, begun.closes_at) == (2, datetime(2026, 4, 7, 22, tzinfo=UTC))

    def test_a_reason_is_needed(self, session, office):
        begun = make_public(session, office)
        correct(session, begun, reason={})
        with pytest.raises(operations.NotReady) as lacking:
            send(session, begun, official(office, "editor"))
        assert lacking.value.missing == ["reason"]

    @pytest.mark.parametrize(
        ("now", "dates", "key"),
        [
            (NOW, {"last_day": LAST_DAY - timedelta(days=1)}, "shorter_than_published"),
            (NOW, {"opens_on": OPENS_ON + timedelta(days=1)}, "shorter_than_published"),
            (NOW + timedelta(days=10), {"opens_on": OPENS_ON + timedelta(days=1)}, "opening_after_it_opened"),
            (NOW + timedelta(days=60), {"last_day": LAST_DAY + timedelta(days=90)}, "dates_after_the_close"),
        ],
    )
    def test_it_takes_no_time_away(self, session, office, now, dates, key):
        begun = make_public(session, office)
        correct(session, begun, **dates)
        assert what_is_missing(session, preparing(session, begun), now=now) == [key]

    def test_there_is_one_at_a_time(self, session, office):
        begun = make_public(session, office)
        correct(session, begun, case_sign="X")
        again = operations.begin_correction(session, begun, actor=official(office, "editor"), now=LATER)
        assert (again.number, again.case_sign) == (2, "X")
        assert acts(session).count("correction_begun") == 1

    def test_it_is_given_up(self, session, office):
        begun = make_public(session, office)
        correct(session, begun)
        operations.discard_correction(session, begun, actor=official(office, "editor"), now=LATER)
        assert preparing(session, begun) is None
        assert [version.number for version in begun.versions] == [1]
        correct(session, begun)
        assert preparing(session, begun).number == 2

    def test_a_first_version_cannot_be_given_up(self, session, office):
        begun = make_preparing(session, office)
        with pytest.raises(operations.NotInPreparation):
            operations.discard_correction(session, begun, actor=official(office, "editor"), now=NOW)
        assert preparing(session, begun) is not None


class TestDocuments:
    """Versions share the file, each names it for itself."""

    def test_a_correction_shares_them(self, session, office, tmp_path):
        begun = make_preparing(session, office)
        first = add_text_document(session, begun, tmp_path)
        second = add_text_document(session, begun, tmp_path, "Mapa")
        approve(session, begun)
        correct(session, begun)
        shared = preparing(session, begun).documents
        assert [one.stored_file for one in shared] == [first.stored_file, second.stored_file]
        assert [one.position for one in shared] == [1, 2]
        assert {one.id for one in shared}.isdisjoint({first.id, second.id})

    def test_a_file_is_forgotten_when_the_last_document_goes(self, session, office, tmp_path):
        editor = official(office, "editor")
        begun = make_preparing(session, office)
        kept = add_text_document(session, begun, tmp_path).stored_file
        gone = add_text_document(session, begun, tmp_path, "Pomyłka")
        operations.remove_document(session, begun, gone.id, actor=editor, now=NOW)
        assert session.scalars(select(StoredFile)).all() == [kept]
        approve(session, begun)
        correct(session, begun)
        add_text_document(session, begun, tmp_path, "Nowy")
        operations.remove_document(session, begun, preparing(session, begun).documents[0].id, actor=editor, now=NOW)
        operations.discard_correction(session, begun, actor=editor, now=NOW)
        assert session.scalars(select(StoredFile)).all() == [kept]

    def test_what_is_not_there_cannot_be_removed(self, session, office, tmp_path):
        begun = make_preparing(session, office)
        elsewhere = make_preparing(session, office, "Inne")
        theirs = add_text_document(session, elsewhere, tmp_path)
        before = state(preparing(session, begun))
        for unknown in (theirs.id, uuid4()):
            operations.remove_document(session, begun, unknown, actor=official(office, "editor"), now=LATER)
        assert state(preparing(session, begun)) == before
        assert len(preparing(session, elsewhere).documents) == 1
        assert "document_removed" not in acts(session)


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
