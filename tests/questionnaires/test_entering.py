"""Who may answer: by code, link or account; each once, and nothing joins an answer to its code."""

import io
import threading
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.mail.models import Mail
from consult.participation import codes as codes_module
from consult.participation.models import AccessCode, SpentMark
from consult.participation.rules.codes import code_hash
from consult.questionnaires.models import Questionnaire
from tests.page_checks import words
from tests.questionnaires.conftest import ADDRESS, LATER, OPEN
from tests.questionnaires.test_views import FORM, fields, main, receipt

CODE = f"{ADDRESS}/kod"
DESK = f"/urzad{ADDRESS}"


@pytest.fixture
def opened(asked, write, at):
    """Publish a questionnaire opened by this access; gives codes where it has some: `opened("codes", 25)`."""

    def publish(access, count=0, sample="single"):
        asked(sample)
        with write() as session:
            found = session.scalar(select(Questionnaire))
            found.access = access
            return codes_module.make_codes(session, found.id, count) if count else []

    return publish


def enter(visitor, code, **more):
    return visitor.send(visitor.visit(CODE), {"code": code}, **more)


def test_a_code_opens_the_form_and_is_spent_with_the_answers(visitor, opened, stored, read, at, capsys):
    (code, *_others) = opened("codes", 25)
    intro = visitor.visit(f"{ADDRESS}?lang=en")
    assert intro.select_one(f"main a[href^='{CODE}']")
    assert "You answer anonymously" in main(intro)
    assert "Not yet, until all answers are mixed" in main(intro)
    assert visitor.visit(f"{ADDRESS}/1").url.endswith("/kod")
    page = enter(visitor, code.lower().replace("-", " "))
    assert page.headers["cache-control"] == "no-store"
    at(OPEN + LATER)
    first = receipt(visitor.send(page, {"a.often": "daily"}, form=FORM))
    with read() as session:
        assert session.scalars(select(SpentMark.mark)).all() == [code_hash(code)]
        assert code not in str(session.scalars(select(AccessCode.hash)).all())
        assert session.scalars(select(Mail)).all() == []
    said = "".join(capsys.readouterr())
    assert not [name for name in (code, code_hash(code), first) if name in said]
    assert receipt(visitor.send(page, {"a.often": "daily"}, form=FORM)) == first
    assert enter(visitor, code).select(".error")
    assert [row.answers for row in stored()] == [{"often": "daily"}]


def test_two_forms_of_one_code_count_once_and_nothing_typed_is_lost(visitor, opened, stored, at):
    (code, *_others) = opened("codes", 20, "text")
    first, second = enter(visitor, code), enter(visitor, code)
    at(OPEN + LATER)
    receipt(visitor.send(first, {"a.name": "Zielony"}, form=FORM))
    again = visitor.send(second, {"a.name": "Czerwony"}, form=FORM, status=409)
    assert "Czerwony" in main(again)
    assert [row.answers for row in stored()] == [{"name": "Zielony"}]


def test_a_form_without_a_pass_gives_back_what_was_typed(visitor, opened, stored):
    (code, *_others) = opened("codes", 20, "text")
    sent = fields(enter(visitor, code)) | {"a.name": "Zielony"}
    for wrong in ("", "x", sent["pass"][:-1] + ("0" if sent["pass"][-1] != "0" else "1")):
        page = visitor._page(visitor.client.post(f"{ADDRESS}/1", data=sent | {"pass": wrong}), 403)
        assert "Zielony" in main(page)
    assert stored() == []


def test_few_codes_refuse_the_word_anonymous(visitor, opened):
    opened("codes", 19)
    said = main(visitor.visit(f"{ADDRESS}?lang=en"))
    assert "You answer anonymously" not in said
    assert "There are only 19 codes" in said


def test_wrong_codes_are_slowed_down_and_nobody_else_is_locked_out(app, visitor, opened, monkeypatch):
    (code, *_others) = opened("codes", 20)
    assert visitor.send(visitor.visit(CODE), {"code": code[:-1] + "?"}).select(".error")
    wrong = codes_module.new_code()
    monkeypatch.setattr(codes_module, "EVERYBODY", codes_module.Limit(3, timedelta(hours=1)))
    monkeypatch.setattr(codes_module, "CLIENT", codes_module.Limit(10, timedelta(minutes=15)))
    answers = [visitor.client.post(CODE, data={"code": wrong}).status_code for _ in range(8)]
    assert answers == [200] * 4 + [429] * 4
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert 'name="pass"' in visitor.client.post(CODE, data={"code": code}, environ_overrides=elsewhere).text


def test_a_link_by_mail_once_for_an_address(app, visitor, opened, read, stored, at):
    opened("mail")
    page = visitor.visit(f"{ADDRESS}/link")
    visitor.send(page, {"email": "Anna@example.org"})
    visitor.send(page, {"email": "anna@EXAMPLE.org"})
    with read() as session:
        links = {mail.values["url"].removeprefix("http://localhost") for mail in session.scalars(select(Mail))}
    (link,) = links
    page = visitor.visit(link)
    at(OPEN + LATER)
    receipt(visitor.send(page, {"a.often": "daily"}, form=FORM))
    visitor.visit(link, 409)
    visitor.visit(link[:-1] + "0" if not link.endswith("0") else link[:-1] + "1", 404)
    assert len(stored()) == 1


def test_an_account_once_and_nothing_names_it(signed, opened, stored, read, at):
    opened("account")
    person = signed("editor")
    page = person.visit(f"{ADDRESS}/konto")
    at(OPEN + LATER)
    receipt(person.send(page, {"a.often": "daily"}, form=FORM))
    person.visit(f"{ADDRESS}/konto", 409)
    assert len(stored()) == 1


@pytest.mark.both_databases
def test_one_code_in_seven_forms_at_once_counts_once(app, visitor, opened, stored, at):
    (code, *_others) = opened("codes", 20)
    pages = [fields(enter(visitor, code)) for _ in range(7)]
    at(OPEN + LATER)
    barrier, statuses = threading.Barrier(7), []

    def send(sent):
        client = app.test_client()
        barrier.wait()
        statuses.append(client.post(f"{ADDRESS}/1", data=sent | {"a.often": "daily"}).status_code)

    threads = [threading.Thread(target=send, args=(sent,)) for sent in pages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200] + [409] * 6
    assert len(stored()) == 1


def test_the_office_chooses_gives_out_codes_once_and_withdraws_them(signed, asked, write, read):
    asked()
    with write() as session:
        session.scalar(select(Questionnaire)).published_number = None
    editor = signed("editor")
    page = editor.visit(f"{DESK}/dostep?lang=en")
    page = editor.send(page, {"access": "codes"})
    assert "Not called anonymous" in words(page.main)
    answer = editor.client.post(
        f"{DESK}/kody", data={"count": "21", "csrf_token": page.select_one("[name=csrf_token]")["value"]}
    )
    assert answer.headers["cache-control"] == "no-store"
    packed = zipfile.ZipFile(io.BytesIO(answer.data))
    assert sorted(packed.namelist()) == ["kody-do-wyciecia.pdf", "korespondencja-seryjna.csv", "listy.pdf"]
    rows = packed.read("korespondencja-seryjna.csv").decode("utf-8-sig").splitlines()[1:]
    given = [row.split(";")[1].strip('"') for row in rows]
    with read() as session:
        assert sorted(map(code_hash, given)) == sorted(session.scalars(select(AccessCode.hash)))
    page = editor.visit(f"{DESK}/dostep?lang=en")
    assert "Not called anonymous" not in words(page.main)
    page = editor.send(page, form="form[action$='/kody/1/wycofaj']")
    with read() as session:
        assert session.scalars(select(AccessCode)).all() == []


def test_after_publishing_the_access_stands(signed, asked):
    asked()
    page = signed("editor").visit(f"{DESK}/dostep?lang=en")
    assert "this stays as it is" in words(page.main)
    assert not page.select("main form")
