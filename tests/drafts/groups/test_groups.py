"""Remarks that are one text: found by the job, counted twice, answered together, mended by officials."""

import pytest

from consult.drafts import jobs
from consult.drafts.groups.alike import Written, alike
from consult.drafts.models import Decision, Draft, Remark, RemarkGroup
from consult.drafts.operations import decisions
from tests.factories.drafts import OPEN, decide, make_remark, stay_signed_in
from tests.page_checks import words

QUEUE = "/urzad/k/park-nad-silnica/rozpatrywanie/1"
LETTER = (
    "Proszę o zachowanie drzew przy ulicy Krakowskiej i o drogę dla rowerów po stronie wschodniej, ponieważ dzieci "
    "z tej części miasta dojeżdżają nią do szkoły."
)
WORDING = "Świetlica jest otwarta trzy dni w tygodniu."


def said(justification="", proposed=WORDING, place="par-1", current=WORDING):
    return Written(place, current, proposed, justification)


def test_what_is_one_text():
    five, six = WORDING.replace("trzy", "pięć"), WORDING.replace("trzy", "sześć")
    remarks = [
        said(LETTER),
        said("Dzień dobry! " + LETTER, place="par-2"),  # a letter is one text wherever it was put
        said("Popieram"),
        said("popieram!"),
        said("Popieram", place="par-2"),  # of something else
        said(proposed=five),
        said(proposed=five),
        said(proposed=six),  # another demand in nearly the same words
        said(LETTER, proposed=six),
        said(LETTER.upper(), proposed=six),
        said(proposed=""),  # strike it out
        said(proposed=""),
    ]
    assert alike(remarks) == [(0, 1), (2, 3), (5, 6), (8, 9), (10, 11)]


@pytest.fixture
def grouped(app, write, draft):
    """Have four send a letter, one of them answered already, and one write something else; then group them."""
    with write() as session:
        found = session.get_one(Draft, draft)
        remarks = [
            make_remark(session, found, justification=f"{LETTER} {extra}") for extra in ("", "Ewa", "Pan X", "A")
        ]
        make_remark(
            session, found, justification="Świetlica powinna być otwarta także w soboty i w niedziele, dla pracujących."
        )
        decide(session, remarks[0], "not_accepted", "Drzewa są chore.")
    with app.app_context():
        jobs.group_remarks()
    return draft


@pytest.mark.both_databases
def test_a_group_keeps_its_number_and_what_officials_said(app, grouped, write, read):
    with write() as session:
        found = session.get_one(Draft, grouped)
        make_remark(session, found, justification=LETTER)
        parted = session.query(Remark).filter_by(number=2).one()
        parted.group_id, parted.is_group_chosen = None, True
    with app.app_context():
        jobs.group_remarks()
    with read() as session:
        group = session.query(RemarkGroup).one()
        assert (group.number, group.sender_count) == (1, 4)
        assert {one.number for one in session.query(Remark).filter_by(group_id=group.id)} == {1, 3, 4, 6}
    with app.app_context(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("consult.drafts.groups.finding.look", None)  # nothing changed: nothing is looked at
        jobs.group_remarks()


def test_officials_answer_a_text_once(signed, write, read, kielce, grouped, visitor):
    editor = signed(kielce, "editor")
    approver = signed(kielce, "approver")
    for browser in (editor, approver, visitor):
        browser.client.set_cookie("lang", "en")
    with write() as session:
        stay_signed_in(session, OPEN)
    page = editor.visit(f"{QUEUE}/grupy")
    assert "5 remarks in all. 2 different texts among them." in words(page.main)
    page = editor.visit(f"{QUEUE}/grupy/1")
    assert words(page.h1) == "One text, 4 senders"
    form = "form[action$='/odpowiedz']"
    assert words(editor.send(page, form=form, reason="x").select_one(".problems h2")).startswith("There is")
    with write() as session:  # somebody answers one of them meanwhile
        found = session.query(Remark).filter_by(number=2).one()
        decide(session, found, "accepted", "Tak.")
    late = editor.send(page, form=form, verdict="explained", reason="Drzewa zostają.")
    assert "it was changed" in words(late.main) or "was changed" in words(late.main)
    assert "Drzewa zostają." in late.select_one("[name=reason]").text
    page = editor.send(late, form=form, verdict="explained", reason="Drzewa zostają.")
    assert "The decisions on 2 remarks wait for approval." in words(page.select_one("[role=status]"))
    page = approver.visit(f"{QUEUE}/grupy/1")
    page = approver.send(page, form="form[action$='/zatwierdz']")
    assert "2 decisions are approved." in words(page.select_one("[role=status]"))
    with read() as session:
        told = {one.remark.number: one.verdict for one in session.query(Decision)}
        assert told == {1: "not_accepted", 2: "accepted", 3: "explained", 4: "explained"}
    page = editor.visit(f"{QUEUE}/5")
    page = editor.send(page, form="form[action$='/razem']", numbers="4")
    assert words(page.h1) == "One text, 5 senders"
    page = editor.visit(f"{QUEUE}/5")
    editor.send(page, form="form[action$='/osobno']")
    page = visitor.visit("/k/park-nad-silnica/uwagi")
    label = page.select_one("#nr-3 a[href*='g=1']")
    assert words(label) == "One text, 4 senders"
    page = visitor.visit(label["href"])
    assert [one["id"] for one in page.select(".records > li")] == ["nr-1", "nr-2", "nr-3", "nr-4"]


def test_one_who_may_not(signed, write, powiat, kielce, grouped):
    analyst, stranger = signed(kielce, "analyst"), signed(powiat, "editor", "approver")
    with write() as session:
        stay_signed_in(session, OPEN)
    for browser in (analyst, stranger):
        token = browser.visit("/konto").select_one("[name=csrf_token]")["value"]
        for act in ("grupy/1/odpowiedz", "grupy/1/zatwierdz", "grupy/1/dolacz", "1/razem", "1/osobno"):
            sent = {"csrf_token": token, "verdict": "accepted", "reason": "x", "numbers": "5", "seen": ""}
            assert browser.client.post(f"{QUEUE}/{act}", data=sent).status_code == 404, act
    stranger.visit(f"{QUEUE}/grupy", status=404)


def test_answering_twice_at_once(write, grouped):
    from consult.drafts.groups import operations, queries  # noqa: PLC0415
    from tests.factories.consultations import official  # noqa: PLC0415

    with write() as session:
        found = session.get_one(Draft, grouped)
        group = queries.find_group(session, grouped, 1)
        seen = queries.state_of(session, group.id)
        who = {"actor": official(found.consultation.authority, "editor"), "now": OPEN}
        answer = operations.Answer("accepted", "Tak.")
        assert operations.answer_together(session, found, group, answer, seen=seen, **who) == 3
        with pytest.raises(decisions.ChangedMeanwhile):
            operations.answer_together(session, found, group, answer, seen=seen, **who)
