"""What was published never changes; a correction is a new version."""

from datetime import UTC, datetime, timedelta

import pytest

from consult.consultations import operations, queries
from consult.consultations.operations.publish import what_is_missing
from tests.consultations.operations.verbs import LATER, acts, preparing, send, state
from tests.factories.consultations import (
    LAST_DAY,
    NOW,
    OPENS_ON,
    add_text_document,
    approve,
    correct,
    make_preparing,
    make_public,
    official,
)

pytestmark = pytest.mark.both_databases


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
