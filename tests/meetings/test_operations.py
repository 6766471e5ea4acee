"""The verbs: what comes of a change, of a cancellation, of the day before, of a month after."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from consult.consultations.models import Consultation
from consult.jobs.models import Job
from consult.mail.letters import render
from consult.mail.models import Mail
from consult.meetings import queries
from consult.meetings.models import Meeting, Registration
from consult.meetings.operations import announcing, entrance, letters
from consult.meetings.operations.erasing import KEPT, erase_what_is_over
from consult.meetings.operations.places import NotOpen, OtherPerson, cancel
from consult.meetings.rules.vocabulary import CANCELLED, HAS_PLACE, WAITS
from tests.factories.consultations import official
from tests.factories.drafts import OPEN
from tests.factories.meetings import BASE, BEGINS, FACTS, make_meeting, make_registration


def facts_of(meeting, **other):
    return {name: getattr(meeting, name) for name in FACTS} | other


def messages(session):
    return session.scalars(select(Mail.message).order_by(Mail.created_at, Mail.message)).all()


def test_a_place_given_back_goes_to_who_waits_longest(write, begin):
    begun = begin(capacity=1)
    with write() as session:
        meeting = session.get_one(Meeting, begun)
        first = make_registration(session, meeting, email="a@example.org", needs="Pętla")
        waiting = [make_registration(session, meeting, email="b@example.org"), make_registration(session, meeting)]
        assert [one.state for one in (first, *waiting)] == [HAS_PLACE, WAITS, WAITS]
        cancel(session, queries.get_meeting(session, begun), first, base_url=BASE, now=OPEN)
        assert [one.state for one in (first, *waiting)] == [CANCELLED, HAS_PLACE, WAITS]
        assert (first.name, first.email, first.needs) == ("", "", "")
        sent = session.scalars(select(Mail).where(Mail.message == "meetings/mail/moved_up")).all()
        assert [mail.recipient for mail in sent] == ["b@example.org"]
        cancel(session, queries.get_meeting(session, begun), first, base_url=BASE, now=OPEN)
        assert waiting[1].state == WAITS


def test_the_same_form_is_one_registration(write, begin):
    begun = begin()
    with write() as session:
        meeting = session.get_one(Meeting, begun)
        one = make_registration(session, meeting, form="same", name="Jan", email="a@example.org")
        assert make_registration(session, meeting, form="same", name="Jan", email="a@example.org").id == one.id
        assert messages(session) == ["meetings/mail/registered"]
        with pytest.raises(OtherPerson):
            make_registration(session, meeting, form="same", name="Ewa")


@pytest.mark.parametrize("facts", [{"published": False}, {"takes_registrations": False}, {"groups": ["ngo"]}])
def test_where_nobody_can_register(write, begin, facts):
    begun = begin(**facts)
    with write() as session, pytest.raises(NotOpen):
        make_registration(session, session.get_one(Meeting, begun))


def test_nobody_registers_or_cancels_after_the_beginning(write, begin):
    begun = begin()
    with write() as session:
        meeting = session.get_one(Meeting, begun)
        one = make_registration(session, meeting)
        with pytest.raises(NotOpen):
            make_registration(session, meeting, now=BEGINS)
        with pytest.raises(NotOpen):
            cancel(session, meeting, one, base_url=BASE, now=BEGINS)


def test_what_one_person_prepares_another_publishes(write, consultation):
    with write() as session:
        meeting = make_meeting(session, session.get_one(Consultation, consultation), published=False)
        both = official(meeting.consultation.authority, "editor", "approver")
        announcing.edit(session, meeting, facts_of(meeting, place="Ratusz"), edit_count=0, actor=both, now=OPEN)
        with pytest.raises(announcing.NotYours):
            announcing.publish(session, meeting, edit_count=1, actor=both, now=OPEN)
        approver = official(meeting.consultation.authority, "approver")
        with pytest.raises(announcing.ChangedMeanwhile):
            announcing.publish(session, meeting, edit_count=0, actor=approver, now=OPEN)
        announcing.publish(session, meeting, edit_count=1, actor=approver, now=OPEN)
        with pytest.raises(announcing.NotNow):
            announcing.edit(session, meeting, facts_of(meeting), edit_count=1, actor=both, now=OPEN)


def test_a_change_is_told_once_and_a_larger_hall_lets_people_in(write, begin):
    begun = begin(capacity=1)
    with write() as session:
        meeting = session.get_one(Meeting, begun)
        make_registration(session, meeting, email="a@example.org")
        waiting = make_registration(session, meeting, email="b@example.org")
        editor = official(meeting.consultation.authority, "editor")
        given = {"edit_count": meeting.edit_count, "base_url": BASE, "actor": editor, "now": OPEN}
        with pytest.raises(announcing.NothingChanged):
            announcing.change(session, meeting, facts_of(meeting), {"pl": "Nic"}, **given)
        facts = facts_of(meeting, capacity=2, place="Ratusz")
        announcing.change(session, meeting, facts, {"pl": "Większa sala"}, **given)
        assert waiting.state == HAS_PLACE
        assert set(meeting.changes[0].names) == {"capacity", "place"}
        job = session.scalars(select(Job).where(Job.kind == announcing.TELL_CHANGED)).one()
        assert letters.tell_changed(session, begun, job.payload["number"], base_url=BASE, now=OPEN) == 2
        assert letters.tell_changed(session, begun, job.payload["number"], base_url=BASE, now=OPEN) == 0
        assert messages(session).count("meetings/mail/changed") == 2
        announcing.call_off(session, meeting, {"pl": "Powódź"}, actor=editor, now=OPEN)
        with pytest.raises(NotOpen):
            make_registration(session, meeting)
        assert letters.tell_changed(session, begun, 2, base_url=BASE, now=OPEN) == 2
        assert messages(session).count("meetings/mail/called_off") == 2


def test_who_has_a_place_is_reminded_once_the_day_before(write, begin):
    begun = begin(capacity=1)
    with write() as session:
        meeting = session.get_one(Meeting, begun)
        make_registration(session, meeting, email="a@example.org")
        make_registration(session, meeting, email="waits@example.org")
        assert letters.remind(session, base_url=BASE, now=BEGINS - timedelta(days=2)) == 0
        assert letters.remind(session, base_url=BASE, now=BEGINS - timedelta(days=1)) == 1
        assert letters.remind(session, base_url=BASE, now=BEGINS - timedelta(days=1)) == 0
        to = session.scalars(select(Mail.recipient).where(Mail.message == "meetings/mail/tomorrow")).all()
        assert to == ["a@example.org"]


def test_a_month_later_only_numbers_stay(write, begin):
    begun = begin()
    with write() as session:
        meeting = session.get_one(Meeting, begun)
        here = make_registration(session, meeting, "ngo", email="a@example.org", needs="Pętla")
        make_registration(session, meeting)
        entrance.check_in(session, here, now=BEGINS)
        entrance.walk_in(session, meeting, "resident", now=BEGINS)
        over = meeting.ends_at + KEPT
        assert erase_what_is_over(session, now=over) == 0
        assert erase_what_is_over(session, now=over + timedelta(minutes=1)) == 1
        assert erase_what_is_over(session, now=over + timedelta(minutes=1)) == 0
    with write() as session:
        rows = session.scalars(select(Registration)).all()
        assert not any(one.name or one.email or one.needs or one.folded or one.receipt_hash for one in rows)
        assert queries.count_came(session, begun) == {"ngo": 1, "resident": 1}
        assert queries.count_taken(session, begun) == {"ngo": 1, "resident": 2}


def test_at_the_door(write, begin):
    begun = begin(capacity=1)
    with write() as session:
        meeting = session.get_one(Meeting, begun)
        make_registration(session, meeting)
        waits = make_registration(session, meeting)
        assert entrance.check_in(session, waits, now=BEGINS)
        assert not entrance.check_in(session, waits, now=BEGINS)
        entrance.undo(session, waits)
        assert waits.checked_in_at is None
        entrance.undo(session, entrance.walk_in(session, meeting, "ngo", "Jan Kot", now=BEGINS))
        for _ in range(3):
            entrance.walk_in(session, meeting, "ngo", now=BEGINS)
        entrance.take_off(session, meeting, "ngo")
        entrance.take_off(session, meeting, "resident")
        assert queries.count_came(session, begun) == {"ngo": 2}
        assert session.scalar(select(func.count()).select_from(Registration)) == 4


MAILS = {
    "registered": {"code": "K7M2-94QD-3F0A-9TZ1", "cancel_url": "https://example.org/x", "has_place": False},
    "moved_up": {},
    "tomorrow": {},
    "changed": {"reason": "Remont"},
    "called_off": {"reason": "Powódź"},
    "protocol": {"objections_url": "https://example.org/y", "until": "3 maja"},
}


def test_each_mail_says_which_meeting(app):
    shared = {"title": "Warsztat", "when": "jutro", "where": "Ratusz", "link": "", "url": "https://example.org"}
    for name, values in MAILS.items():
        with app.test_request_context():
            letter = render(f"meetings/mail/{name}", shared | values, "en", "Kielce")
        assert "Warsztat" in letter.subject
        assert all(str(said) in letter.body for said in values.values() if isinstance(said, str))
