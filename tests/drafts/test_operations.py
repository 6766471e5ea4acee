"""Versions, remarks and decisions on both databases: what may happen, and what may not."""

from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from sqlalchemy import select

from consult.audit.models import AuditEntry
from consult.authorities.models import Authority
from consult.consultations.queries import get_consultation
from consult.drafts import importing, queries
from consult.drafts.models import Decision, Draft, DraftUnit, Remark
from consult.drafts.operations import decisions, versions
from consult.drafts.operations import remarks as operations
from consult.drafts.operations.telling import MESSAGE, tell_senders
from consult.drafts.rules.decisions import State, Verdict
from consult.drafts.rules.editing import CannotEdit, merge
from consult.files import operations as files
from consult.jobs.models import Job
from consult.mail import letters
from consult.mail.models import Mail
from consult.participation.rules.intake import GRACE
from tests.factories.consultations import NOW, make_office, official
from tests.factories.drafts import (
    OPEN,
    OVER,
    decide,
    make_draft,
    make_open,
    make_remark,
    publish,
    publish_decisions,
    receipt,
)

pytestmark = pytest.mark.both_databases
SECOND = timedelta(seconds=1)


def given(**said):
    return operations.Given(**{"kind": "change", "proposed_wording": "", "justification": "Inaczej."} | said)


def get(session, draft_id: UUID) -> Draft:
    return session.get_one(Draft, draft_id)


def closes_at(session, draft_id):
    return get(session, draft_id).consultation.closes_at


def test_a_published_version_never_changes(write, draft):
    with write() as session:
        here = get(session, draft)
        editor = official(here.consultation.authority, "editor")
        with pytest.raises(versions.NotInPreparation):
            versions.edit_units(session, here, lambda units: merge(units, 1), edit_count=0, actor=editor, now=NOW)
        with pytest.raises(versions.NotInPreparation):
            versions.publish(
                session, here, edit_count=0, actor=official(here.consultation.authority, "approver"), now=NOW
            )


def test_an_edit_is_of_the_state_that_was_seen(write, kielce, folder):
    with write() as session:
        office = make_office_consultation(session, kielce)
        here = make_draft(session, office, folder, published=False)
        editor = official(office.authority, "editor")
        versions.edit_units(session, here, lambda units: merge(units, 2), edit_count=0, actor=editor, now=NOW)
        labels = [unit.label for unit in queries.list_units(session, here.versions[0].id)]
        assert (
            labels == ["Projekt programu", "§ 1", "§ 1 ust. 2", "§ 1 ust. 2 pkt 1", "§ 1 ust. 2 pkt 2", "§ 2"] or labels
        )
        with pytest.raises(versions.ChangedMeanwhile):
            versions.edit_units(session, here, lambda units: merge(units, 1), edit_count=0, actor=editor, now=NOW)
        with pytest.raises(CannotEdit):
            versions.edit_units(session, here, lambda units: merge(units, 0), edit_count=1, actor=editor, now=NOW)


def make_office_consultation(session, office_id):
    return make_open(session, session.get_one(Authority, office_id))


def test_four_eyes_on_a_version(write, kielce, folder):
    with write() as session:
        consultation = make_office_consultation(session, kielce)
        here = make_draft(session, consultation, folder, published=False)
        both = official(consultation.authority, "editor", "approver")
        approver = official(consultation.authority, "approver")
        with pytest.raises(versions.NotInPreparation):
            versions.publish(session, here, edit_count=0, actor=approver, now=NOW)
        versions.send_for_approval(session, here, actor=both, now=NOW)
        with pytest.raises(versions.NotYours):
            versions.publish(session, here, edit_count=0, actor=both, now=NOW)
        with pytest.raises(versions.ChangedMeanwhile):
            versions.publish(session, here, edit_count=7, actor=approver, now=NOW)
        versions.publish(session, here, edit_count=0, actor=approver, now=NOW)
        assert here.published_number == 1


def test_an_idle_save_of_another_person_gives_no_second_pair_of_eyes(write, kielce, folder):
    with write() as session:
        consultation = make_office_consultation(session, kielce)
        both = official(consultation.authority, "editor", "approver")
        editor = official(consultation.authority, "editor")
        here = make_draft(session, consultation, folder, published=False, editor=both)
        versions.edit_units(session, here, tuple, edit_count=0, actor=editor, now=NOW)
        versions.send_for_approval(session, here, actor=editor, now=NOW)
        with pytest.raises(versions.NotYours):
            versions.publish(session, here, edit_count=1, actor=both, now=NOW)
        publish(session, here)
        remark = make_remark(session, here)
        for count, actor in enumerate((both, editor)):
            decisions.propose(session, remark, "accepted", "Tak.", edit_count=count, actor=actor, now=OPEN)
        with pytest.raises(decisions.NotYours):
            decisions.approve(session, remark, edit_count=2, actor=both, now=OPEN)
        decisions.approve(session, remark, edit_count=2, actor=official(consultation.authority, "approver"), now=OPEN)
        assert not remark.decision.is_single_handed


def test_another_version_needs_a_reason_and_leaves_the_first_as_it_is(write, draft, folder):
    with write() as session:
        here = get(session, draft)
        first = [unit.text for unit in queries.list_units(session, here.versions[0].id)]
        remark = make_remark(session, here)
        taken = importing.take(BytesIO("§ 1. Nowy tekst.".encode()), "nowy.txt", folder)
        stored = files.record(session, taken.received, NOW)
        editor = official(here.consultation.authority, "editor")
        versions.import_version(session, here, taken.units, stored, reason={}, actor=editor, now=NOW)
        with pytest.raises(versions.NotReady):
            versions.send_for_approval(session, here, actor=editor, now=NOW)
        stored = files.record(
            session, importing.take(BytesIO("§ 1. Nowy tekst.".encode()), "n.txt", folder).received, NOW
        )
        reason = {"pl": "Po uwagach."}
        versions.import_version(session, here, taken.units, stored, reason=reason, actor=editor, now=NOW)
        publish(session, here)
        assert here.published_number == 2
        assert [unit.text for unit in queries.list_units(session, here.versions[0].id)] == first
        assert remark.version.number == 1


def test_numbers_and_persons(write, draft):
    with write() as session:
        here = get(session, draft)
        kept = [make_remark(session, here), make_remark(session, here, "calosc"), make_remark(session, here)]
        assert [(remark.number, remark.person_number) for remark in kept] == [(1, 1), (2, 2), (3, 3)]
        assert kept[0].current_wording == "Świetlica jest otwarta trzy dni w tygodniu."
        assert (kept[1].unit_id, kept[1].unit_key, kept[1].current_wording) == (None, "calosc", "")


def test_the_same_form_counts_once(write, draft):
    with write() as session:
        here = get(session, draft)
        first = make_remark(session, here, code="a")
        assert make_remark(session, here, code="a").id == first.id
        with pytest.raises(operations.OtherWords):
            make_remark(session, here, code="a", justification="Co innego.")
        late = closes_at(session, draft) + timedelta(days=30)
        assert make_remark(session, here, code="a", now=late).id == first.id


def test_only_what_the_draft_asks_for_is_kept(write, draft):
    with write() as session:
        here = get(session, draft)
        told = {"name": "Jan Nowak", "is_name_public": True, "contact": "jan@example.org"}
        plain = make_remark(session, here, **told)
        assert (plain.name, plain.is_name_public, plain.contact, plain.sent_by_id) == ("", False, "", None)
        here.asks_name = here.asks_contact = True
        asked = make_remark(session, here, **told)
        assert (asked.name, asked.is_name_public, asked.contact) == ("Jan Nowak", True, "jan@example.org")


@pytest.mark.parametrize(
    ("words", "is_held"),
    [
        ("Dzwońcie: 600 700 800", True),
        ("pesel 44051401359", True),
        ("pisz: a.b@example.org", True),
        ("konto 61 1090 1014 0000 0712 1981 2874", True),
        ("§ 1 ust. 2", False),
    ],
)
def test_what_looks_like_personal_data_is_held(write, draft, words, is_held):
    with write() as session:
        remark = make_remark(session, get(session, draft), justification=words)
        assert remark.is_held is is_held
        assert queries.count_held(session) == int(is_held)
        assert (
            bool(session.scalars(queries.public_remarks(remark.consultation_id, queries.Wanted())).all()) is not is_held
        )


def test_a_number_in_the_draft_itself_is_no_personal_data(write, kielce, folder):
    with write() as session:
        consultation = make_office_consultation(session, kielce)
        here = make_draft(session, consultation, folder, "§ 1. Zgłoszenia: tel. 41 345 67 89.")
        assert not make_remark(session, here, "par-1").is_held
        assert make_remark(session, here, "par-1", proposed_wording="Zgłoszenia: tel. 41 345 67 00.").is_held
        assert not make_remark(session, here, "par-1", proposed_wording="Telefon zgłoszeń: 41 345 67 89.").is_held


def test_time(write, draft):
    with write() as session:
        here = get(session, draft)
        opens, closes = here.consultation.opens_at, here.consultation.closes_at
        with pytest.raises(operations.NotOpen):
            make_remark(session, here, now=opens - SECOND)
        assert make_remark(session, here, now=closes - SECOND).late_at is None
        assert make_remark(session, here, now=closes + SECOND).late_at == closes + SECOND
        with pytest.raises(operations.NotOpen):
            make_remark(session, here, now=closes + GRACE)


def test_none_comes_once_the_decisions_are_published(write, draft):
    """A close that an office moves on later opens nothing that is answered already."""
    with write() as session:
        here = get(session, draft)
        decide(session, make_remark(session, here))
        publish_decisions(session, here)
        here.consultation.closes_at = OVER + timedelta(days=10)
        with pytest.raises(operations.NotOpen):
            make_remark(session, here, now=OVER + SECOND)


def test_correct_and_withdraw_until_the_close(write, draft):
    with write() as session:
        here = get(session, draft)
        closes = here.consultation.closes_at
        remark = make_remark(session, here)
        decide(session, remark)
        consultation = get_consultation(session, here.consultation_id)
        with pytest.raises(operations.OtherWords):
            operations.correct_remark(session, consultation, remark, given(), edit_count=0, now=OPEN)
        operations.correct_remark(session, consultation, remark, given(), edit_count=remark.edit_count, now=OPEN)
        assert (remark.state, remark.justification) == (State.SUBMITTED, "Inaczej.")
        assert [earlier.justification for earlier in remark.corrections] == ["Bo tak lepiej."]
        with pytest.raises(operations.NotOpen):
            operations.correct_remark(session, consultation, remark, given(), edit_count=remark.edit_count, now=closes)
        with pytest.raises(operations.NotOpen):
            operations.withdraw_remark(session, consultation, remark, now=closes)
        operations.withdraw_remark(session, consultation, remark, now=OPEN)
        operations.withdraw_remark(session, consultation, remark, now=OPEN)
        assert remark.state == State.WITHDRAWN
        assert queries.count_unsettled(session, draft) == 0


def test_a_correction_of_a_held_remark_stays_held(write, draft):
    with write() as session:
        here = get(session, draft)
        remark = make_remark(session, here, justification="tel. 600 700 800")
        held = get_consultation(session, here.consultation_id)
        operations.correct_remark(session, held, remark, given(), edit_count=0, now=OPEN)
        assert remark.is_held


def test_four_eyes_on_a_decision(write, draft):
    with write() as session:
        here = get(session, draft)
        authority = here.consultation.authority
        remark = make_remark(session, here)
        both = official(authority, "editor", "approver")
        decisions.propose(session, remark, "accepted", "Tak.", edit_count=0, actor=both, now=OPEN)
        with pytest.raises(decisions.NotYours):
            decisions.approve(session, remark, edit_count=1, actor=both, now=OPEN)
        with pytest.raises(decisions.ChangedMeanwhile):
            decisions.approve(session, remark, edit_count=0, actor=official(authority, "approver"), now=OPEN)
        decisions.return_decision(
            session, remark, "Krócej.", edit_count=1, actor=official(authority, "approver"), now=OPEN
        )
        assert (remark.state, remark.decision.returned_because) == (State.RETURNED, "Krócej.")
        authority.requires_four_eyes = False
        decisions.propose(session, remark, "explained", "Tak.", edit_count=2, actor=both, now=OPEN)
        decisions.approve(session, remark, edit_count=3, actor=both, now=OPEN)
        assert remark.decision.is_single_handed


@pytest.mark.parametrize(("verdict", "reason"), [("withdrawn", "x"), ("published", "x"), ("accepted", "  ")])
def test_no_decision_without_a_verdict_of_ours_and_a_reason(write, draft, verdict, reason):
    with write() as session:
        remark = make_remark(session, get(session, draft))
        editor = official(remark.draft.consultation.authority, "editor")
        with pytest.raises(decisions.NotNow):
            decisions.propose(session, remark, verdict, reason, edit_count=0, actor=editor, now=OPEN)


def test_nothing_is_published_while_one_remark_is_open(write, draft):
    with write() as session:
        here = get(session, draft)
        first, second = make_remark(session, here), make_remark(session, here, "calosc")
        decide(session, first)
        with pytest.raises(decisions.GateClosed):
            publish_decisions(session, here)
        decide(session, second, Verdict.NOT_ACCEPTED, "Nie, bo brakuje pieniędzy.")
        with pytest.raises(decisions.GateClosed):
            publish_decisions(session, here, now=here.consultation.closes_at + GRACE - SECOND)
        publish_decisions(session, here, now=here.consultation.closes_at + GRACE)
        assert {remark.state for remark in (first, second)} == {State.PUBLISHED}
        with pytest.raises(decisions.NotNow):
            publish_decisions(session, here)
        with pytest.raises(decisions.NotNow):
            decide(session, first, "not_accepted", "Jednak nie.")


def test_an_empty_draft_has_nothing_to_publish(write, draft):
    with write() as session, pytest.raises(decisions.GateClosed):
        publish_decisions(session, get(session, draft))


SETTLED = {
    (State.APPROVED, ("accepted", "Tak.")),
    (State.PUBLISHED, ("accepted", "Tak.")),
    *((State.WITHDRAWN, decision) for decision in (None, ("accepted", ""), ("accepted", "Tak."))),
}


def test_what_keeps_the_gate_closed(write, draft):
    with write() as session:
        remark = make_remark(session, get(session, draft))
        for state in State:
            for decision in (None, ("accepted", ""), ("accepted", "Tak.")):
                remark.state = state
                session.query(Decision).delete()
                session.expire(remark, ["decision"])
                if decision:
                    session.add(Decision(remark=remark, verdict=decision[0], reason=decision[1], proposed_at=NOW))
                session.flush()
                is_settled = queries.count_unsettled(session, draft) == 0
                assert is_settled is ((state, decision) in SETTLED), (state, decision)


def test_whoever_left_an_address_gets_one_mail(write, draft):
    with write() as session:
        here = get(session, draft)
        here.asks_contact = True
        decide(session, make_remark(session, here, contact="jan@example.org"))
        decide(session, make_remark(session, here))
        publish_decisions(session, here)
        assert session.scalar(select(Job.payload).where(Job.kind == decisions.TELL_SENDERS)) == {"draft_id": str(draft)}
        assert tell_senders(session, draft, base_url="http://localhost", now=OVER) == 1
        assert tell_senders(session, draft, base_url="http://localhost", now=OVER) == 0
        mails = session.scalars(select(Mail)).all()
        assert [(mail.recipient, mail.values["number"]) for mail in mails] == [("jan@example.org", 1)]
        assert mails[0].values["url"] == "http://localhost/k/park-nad-silnica/uwagi/1"


def test_the_log_holds_ids_and_keys_only(write, draft):
    with write() as session:
        remark = make_remark(session, get(session, draft), justification="Tajne słowa.")
        decide(session, remark, reason="Tajny powód.")
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action.like("remark.%"))).all()
        assert {entry.action for entry in entries} == {"remark.decision_proposed", "remark.decision_approved"}
        assert all("ajn" not in str(entry.details) for entry in entries)


def test_units_of_a_version_are_stored_in_order(write, draft, read):
    with read() as session:
        rows = session.scalars(select(DraftUnit).order_by(DraftUnit.position)).all()
        assert [row.position for row in rows] == list(range(1, len(rows) + 1))


def test_the_receipt_is_stored_as_a_hash(write, draft, read):
    with write() as session:
        make_remark(session, get(session, draft), code="K7M2")
    with read() as session:
        assert session.scalar(select(Remark.receipt_hash)) == receipt("K7M2")


def test_another_office(write, powiat, folder):
    with write() as session:
        office = session.get_one(Authority, powiat)
        consultation = make_open(session, office, "Inna")
        here = make_draft(session, consultation, folder)
        remark = make_remark(session, here)
        stranger = official(make_office(session), "approver")
        decisions.propose(session, remark, "accepted", "Tak.", edit_count=0, actor=official(office, "editor"), now=OPEN)
        with pytest.raises(decisions.NotYours):
            decisions.approve(session, remark, edit_count=1, actor=stranger, now=OPEN)


def test_the_mail_says_where_the_answer_stands_and_nothing_else(app):
    values = {"draft": "Program <2027>", "number": 7, "url": "http://localhost/k/park/uwagi/7"}
    with app.test_request_context():
        letter = letters.render(MESSAGE, values, "en", "Kielce")
    assert letter.subject == "The office has answered your remark no. 7"
    assert "Program <2027>" in letter.body
    assert values["url"] in letter.body
