"""A double click does once what was wanted; and what was begun by mistake can be deleted."""

import pytest
from sqlalchemy import select

from consult.audit.models import AuditEntry
from consult.authorities.models import Authority
from consult.consultations import operations
from consult.consultations.models import Consultation
from consult.consultations.operations.prepare import AddressTaken, prepare
from consult.files.models import StoredFile
from tests.factories.consultations import NOW, make_public, official
from tests.factories.drafts import make_draft
from tests.page_checks import words

DESK = "/urzad/k/park-nad-silnica"
ACT = "form[action$='/{}']"
KEY = "a" * 32


def slugs(read):
    with read() as session:
        return session.scalars(select(Consultation.slug).order_by(Consultation.slug)).all()


def clicked_twice(person, page, act):
    """Send a form twice before the first answer is seen."""
    sent = {field["name"]: field["value"] for field in page.select(f"{ACT.format(act)} input")}
    person.client.post(f"{DESK}/{act}", data=sent)
    person.client.post(f"{DESK}/{act}", data=sent)


def said(page):
    return [words(note) for note in page.select("[role=status], [role=alert]")]


def test_a_form_sent_twice_begins_one_consultation(signed, kielce, read):
    editor = signed(kielce, "editor")
    opened = editor.visit("/urzad/k/nowa")
    pages = [editor.send(opened, {"title-pl": "Park nad Silnicą"}) for _ in range(2)]
    assert {page.url.partition("/urzad")[2] for page in pages} == {"/k/park-nad-silnica/procedury"}
    assert slugs(read) == ["park-nad-silnica"]
    editor.send("/urzad/k/nowa", {"title-pl": "Park nad Silnicą"})
    assert slugs(read) == ["park-nad-silnica", "park-nad-silnica-2"]


@pytest.mark.both_databases
def test_a_key_begins_one_consultation_in_each_office(write, kielce, powiat, read):
    def begin(office, key):
        with write() as session:
            here = session.get_one(Authority, office)
            begun = prepare(session, here, {"pl": "X"}, request_key=key, actor=official(here, "editor"), now=NOW)
            return begun.slug

    assert begin(kielce, KEY) == begin(kielce, KEY) == "x"
    assert begin(kielce, None) == "x-2"
    with pytest.raises(AddressTaken):
        begin(powiat, KEY)  # somebody else's key, made by hand, tells nothing of theirs
    assert slugs(read) == ["x", "x-2"]


@pytest.mark.parametrize("key", ["", "x" * 300, "a\x00b", "ż"])
def test_a_key_made_by_hand_is_none(signed, kielce, read, key):
    editor = signed(kielce, "editor")
    token = editor.visit("/urzad/k/nowa").select_one("[name=csrf_token]")["value"]
    sent = {"csrf_token": token, "title-pl": "Park", "request_key": key}
    assert editor.client.post("/urzad/k/nowa", data=sent).status_code == 302
    assert slugs(read) == ["park"]


def test_what_is_published_twice_is_said_once(signed, kielce, preparing, act):
    act(operations.send_for_approval)
    approver = signed(kielce, "approver")
    clicked_twice(approver, approver.visit(f"{DESK}/publikacja"), "opublikuj")
    assert (
        said(approver.visit(DESK)) == ["Opublikowano. Każdy może to teraz przeczytać."]
        or len(said(approver.visit(DESK))) <= 1
    )


def test_what_is_sent_twice_is_said_once(signed, kielce, preparing):
    editor = signed(kielce, "editor")
    clicked_twice(editor, editor.visit(f"{DESK}/publikacja"), "do-zatwierdzenia")
    assert len(said(editor.visit(DESK))) == 1


def test_a_preparation_is_deleted_with_all_that_was_written(signed, kielce, preparing, read):
    editor = signed(kielce, "editor")
    page = editor.visit(DESK)
    assert page.select_one(f"details {ACT.format('usun')}")
    clicked_twice(editor, page, "usun")
    page = editor.visit("/urzad")
    assert len(said(page)) == 1
    assert slugs(read) == []
    with read() as session:
        assert session.scalars(select(StoredFile)).all() == []
        assert session.scalars(select(AuditEntry.action)).all()[-1] == "consultation.preparation_deleted"


def test_what_something_hangs_on_stays(signed, kielce, preparing, folder, write, read):
    with write() as session:
        make_draft(session, session.get_one(Consultation, preparing), folder)
    editor = signed(kielce, "editor")
    page = editor.send(DESK, form=ACT.format("usun"))
    assert page.select_one("[role=alert]")
    assert slugs(read) == ["park-nad-silnica"]
    assert editor.visit(f"{DESK}/dokumenty").select(".docs li")


def test_what_was_published_is_never_deleted(signed, kielce, powiat, write, read):
    with write() as session:
        make_public(session, session.get_one(Authority, kielce))
    editor = signed(kielce, "editor")
    page = editor.visit(DESK)
    assert not page.select(ACT.format("usun"))
    token = page.select_one("[name=csrf_token]")["value"]
    editor.client.post(f"{DESK}/usun", data={"csrf_token": token})
    assert editor.visit(DESK).select_one("[role=alert]")
    stranger = signed(powiat, "editor")
    token = stranger.visit("/urzad/k/nowa").select_one("[name=csrf_token]")["value"]
    assert stranger.client.post(f"{DESK}/usun", data={"csrf_token": token}).status_code == 404
    assert slugs(read) == ["park-nad-silnica"]
