"""Stop and come back, on another device, with a code that is stored nowhere."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from consult.mail.models import Mail
from consult.participation import unfinished
from consult.participation.models import Unfinished
from consult.participation.rules.intake import GRACE
from consult.participation.rules.locking import CannotBeOpened, lock, unlock
from consult.questionnaires import jobs
from tests.pages import Visitor
from tests.questionnaires.conftest import ADDRESS, CLOSES
from tests.questionnaires.test_views import FORM, fields, main, receipt

BACK = f"{ADDRESS}/wroc"
SECRET = "Sąsiad z trzeciego piętra"


def saved(page):
    return page.select_one("[data-unfinished]")["data-unfinished"]


def kept(read):
    with read() as session:
        return session.scalars(select(Unfinished)).all()


def test_save_on_one_device_and_send_from_another(app, visitor, begin, stored, read, at):
    page = visitor.send(begin("sections"), {"a.a": SECRET}, form=FORM, button="next")
    page = visitor.send(page, {"a.b": "poc"}, form=FORM, button="save")
    code = saved(page)
    (row,) = kept(read)
    assert SECRET.encode() not in row.sealed
    assert code not in (row.hash, str(row.sealed))
    assert len(row.sealed) % 1024 == 28
    other = Visitor(app.test_client())
    page = other.send(other.visit(BACK), {"code": code.lower()})
    assert page.find(id="a.b")["value"] == "poc"
    assert fields(page)["a.a"] == SECRET
    assert page.select("[data-autosave]")
    sent = fields(page) | {"a.b": "początek", "go": "keep"}
    assert other.client.post(f"{ADDRESS}/2", data=sent).status_code == 204
    page = other.send(other.visit(BACK), {"code": code})
    assert page.find(id="a.b")["value"] == "początek"
    page = other.send(page, form=FORM, button="next")
    assert receipt(other.send(page, form=FORM, button="next"))
    assert kept(read) == []
    assert [row.answers for row in stored()] == [{"a": SECRET, "b": "początek"}]
    assert other.send(other.visit(BACK), {"code": code}).select(".error")


def test_go_on_at_once_and_mistakes_are_kept_too(visitor, begin):
    page = visitor.send(begin("text"), {"a.name": "x" * 30}, form=FORM, button="save")
    page = visitor.send(page, form=f"form[action='{ADDRESS}/1']")
    assert page.find(id="a.name")["value"] == "x" * 30


def test_what_nobody_can_send_any_more_is_erased(app, visitor, begin, read, at):
    page = visitor.send(begin("text"), {"a.name": "Zielony"}, form=FORM, button="save")
    code = saved(page)
    at(CLOSES + GRACE - timedelta(minutes=1))
    page = visitor.send(visitor.visit(BACK), {"code": code})
    assert page.find(id="a.name")["value"] == "Zielony"
    at(CLOSES + GRACE)
    with app.app_context():
        jobs.erase_unfinished()
    assert kept(read) == []
    gone = visitor.send(page, {"a.name": "Zielony"}, form=FORM, button="save", status=410)
    assert "Zielony" in main(gone)


def test_the_code_by_mail(app, visitor, begin, read, monkeypatch):
    monkeypatch.setattr("consult.questionnaires.resuming._can_send", lambda: True)
    page = visitor.send(begin("text"), {"a.name": "Zielony"}, form=FORM, button="save")
    code = saved(page)
    page = visitor.send(page, {"email": "nie"}, form="form[action$='/poczta']")
    assert page.select(".error")
    page = visitor.send(page, {"email": "anna@example.org"}, form="form[action$='/poczta']")
    assert page.select("[role=status]")
    with read() as session:
        mail = session.scalar(select(Mail))
        assert (mail.values["url"], mail.is_secret) == (f"http://localhost{BACK}#{code}", True)


def test_only_the_code_and_the_subject_open_what_was_locked():
    locked = lock(SECRET.encode(), "A", b"park")
    assert unlock(locked, "A", b"park").decode() == SECRET
    assert lock(SECRET.encode(), "A", b"park") != locked, "another nonce each time"
    for code, subject in (("B", b"park"), ("A", b"square")):
        with pytest.raises(CannotBeOpened):
            unlock(locked, code, subject)


@pytest.mark.parametrize("place", [0, 11, 12, -17, -16, -1])
def test_what_was_changed_does_not_open(place):
    changed = bytearray(lock(SECRET.encode(), "A", b"park"))
    changed[place] ^= 1
    for wrong in (bytes(changed), bytes(changed[:place])):
        with pytest.raises(CannotBeOpened):
            unlock(wrong, "A", b"park")


def test_what_was_kept_for_one_questionnaire_opens_for_no_other(write):
    mine, other = uuid4(), uuid4()
    with write() as session:
        unfinished.keep(session, mine, "A", b"words", erased_after=CLOSES)
        assert unfinished.find(session, mine, "A") == b"words"
        session.scalar(select(Unfinished)).subject_id = other
        session.flush()
        assert unfinished.find(session, other, "A") is None
