"""Pages of drafts for everybody: what they show, to whom, at what cost; and what becomes of unlucky senders."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.authorities.models import Authority
from consult.drafts.models import Draft, Remark
from consult.drafts.rules.decisions import State
from consult.organisations.models import Membership
from consult.participation.rules.intake import GRACE
from consult.participation.rules.receipts import receipt_code
from tests.factories.accounts import CHEAP, english, make_account, sign_in
from tests.factories.drafts import OPEN, OVER, decide, make_draft, make_open, make_remark, publish_decisions
from tests.factories.organisations import make_organisation
from tests.page_checks import words

PARK = "/k/park-nad-silnica"
DRAFT = f"{PARK}/projekt/1"
UNIT = f"{DRAFT}/j/par-1-ust-1"
HOSTILE = (
    '"><svg onload=alert(1)>',
    "</textarea><script>alert(1)</script>",
    "{{ 7*7 }}${7*7}",
    "[x](javascript:alert(1))",
    "<img src=x onerror=alert(1)>",
    "\u202etxt.exe",
    "' OR 1=1 --",
)
CANARIES = ("<svg onload", "<script>alert", "<img src=x", 'href="javascript:', "{{ 49", "49}")


@pytest.fixture
def resident(app):
    return english(app)


def slot_of(page):
    return page.select_one("[name=slot]")["value"]


def post(visitor, url, **data):
    return visitor.client.post(url, data=data, headers={"Sec-Fetch-Site": "same-origin"})


def sent(page, **said):
    return {"slot": slot_of(page), "kind": "change", "justification": "Bo tak.", "proposed_wording": ""} | said


def test_the_draft_is_public_and_can_be_kept(app, draft, visitor):
    page = visitor.visit(DRAFT)
    assert page.headers["cache-control"] == "public, no-cache"
    assert visitor.is_stranger
    assert [words(tag) for tag in page.select(".unit__no")][:3] == ["§ 1.", "1.", "2."]


def test_a_form_is_of_one_person_and_sets_no_cookie(app, draft, visitor):
    page = visitor.visit(UNIT)
    assert page.headers["cache-control"] == "no-store"
    assert visitor.is_stranger
    assert not page.select("[name=csrf_token]")
    page = visitor.send(page, justification="Bo tak.")
    assert visitor.is_stranger


@pytest.mark.parametrize(
    "address",
    [
        f"{PARK}/projekt/2",
        f"{DRAFT}/j/par-99",
        f"{DRAFT}/wersje/2",
        f"{DRAFT}/wersje/2/plik",
        f"{PARK}/uwagi/1",
        "/k/inna/projekt/1",
        "/k/inna/uwagi",
    ],
)
def test_what_is_not_there(draft, visitor, address):
    visitor.visit(address, status=404)


def test_a_draft_in_preparation_is_nobodys_business(app, write, kielce, folder, visitor):
    with write() as session:
        consultation = make_open(session, session.get_one(Authority, kielce))
        make_draft(session, consultation, folder, published=False)
    for address in (DRAFT, UNIT, f"{DRAFT}/wersje/1", f"{DRAFT}/wersje/1/plik", f"{PARK}/uwagi"):
        visitor.visit(address, status=404)


def test_the_same_post_gives_the_same_receipt(app, draft, resident, read):
    data = sent(resident.visit(UNIT))
    first, second = (post(resident, UNIT, **data) for _ in range(2))
    code = first.text.split('data-receipt="')[1][:19]
    assert code in second.text
    with read() as session:
        assert len(session.scalars(select(Remark)).all()) == 1


def test_the_same_form_with_other_words_asks(app, draft, resident, read):
    page = resident.visit(UNIT)
    post(resident, UNIT, **sent(page))
    answer = post(resident, UNIT, **sent(page, justification="Co innego."))
    assert answer.status_code == 409
    assert "Co innego." in answer.text
    assert slot_of(page) not in answer.text


def test_a_forged_or_missing_slot_keeps_what_was_typed(app, draft, resident, read):
    for slot in ("", "x" * 75, "ą"):
        answer = post(resident, UNIT, **sent(resident.visit(UNIT), slot=slot))
        assert answer.status_code == 400
        assert "Bo tak." in answer.text
    with read() as session:
        assert session.scalars(select(Remark)).all() == []


def test_another_site_cannot_send(app, draft, resident, read):
    data = sent(resident.visit(UNIT))
    answer = resident.client.post(UNIT, data=data, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_what_is_sent_besides_is_not_believed(app, draft, resident, read):
    more = {"name": "Jan", "contact": "a@b.pl", "number": "77", "state": "approved", "is_held": ""}
    post(resident, UNIT, **sent(resident.visit(UNIT), **more, current_wording="zmyślone", organisation_id="1"))
    with read() as session:
        kept = session.scalars(select(Remark)).one()
        assert (kept.name, kept.contact, kept.number, kept.state) == ("", "", 1, State.SUBMITTED)
        assert kept.current_wording == "Świetlica jest otwarta trzy dni w tygodniu."


def test_a_name_that_everybody_would_read_is_looked_at_and_goes_with_the_words(draft, write, resident):
    with write() as session:
        here = session.get_one(Draft, draft)
        here.asks_name = True
        held = make_remark(session, here, name="Jan, tel. 600 700 800", is_name_public=True)
        assert held.is_held
        assert not make_remark(session, here, name="Jan, tel. 600 700 800").is_held
        make_remark(session, here, name="Jan Testowy", is_name_public=True)
    assert "Jan" not in resident.visit(f"{PARK}/uwagi/1").text
    assert "Jan" not in resident.visit(f"{PARK}/uwagi/2").text
    assert "Jan Testowy" in resident.visit(f"{PARK}/uwagi/3").text
    with write() as session:
        session.scalars(select(Remark).where(Remark.number == 3)).one().state = State.WITHDRAWN
    assert "Jan" not in resident.visit(f"{PARK}/uwagi/3").text


class TestOfAnOrganisation:
    """Who writes for an organisation, and what becomes of it when they may not any more."""

    @pytest.fixture
    def member(self, app, write, kielce, draft):
        app.extensions["passwords"] = CHEAP
        with write() as session:
            account = make_account(session)
            make_organisation(
                session, account, authority=session.get_one(Authority, kielce), name="Dobry Las", now=OPEN
            )
        browser = english(app)
        sign_in(browser)
        return browser

    def test_it_speaks_in_its_own_name_and_is_marked(self, member, resident):
        page = member.send(UNIT, justification="Bo tak.", sender="o-dobry-las")
        assert "In the name of: Dobry Las" in words(page.main)
        assert "(not yet verified by the office)" in words(resident.visit(f"{PARK}/uwagi/1").main)

    def test_an_expired_session_makes_no_resident_of_it(self, member, resident, read):
        data = sent(member.visit(UNIT), sender="o-dobry-las", justification="Nasze zdanie.")
        answer = post(resident, UNIT, **data)
        assert answer.status_code == 400
        assert "Nasze zdanie." in answer.text
        assert "you wrote for an organisation" in answer.text
        with read() as session:
            assert session.scalars(select(Remark)).all() == []
        del data["sender"]
        assert "data-receipt" in post(resident, UNIT, **data).text

    def test_a_mandate_that_ended_makes_no_resident_of_it(self, member, write):
        page = member.visit(UNIT)
        with write() as session:
            session.scalars(select(Membership)).one().role = "member"
        token = page.select_one("main [name=csrf_token]")["value"]
        data = sent(page, justification="Nasze zdanie.", sender="o-dobry-las", csrf_token=token)
        answer = post(member, UNIT, **data)
        assert answer.status_code == 400
        assert "you wrote for an organisation" in answer.text
        assert "Nasze zdanie." in answer.text

    def test_a_page_of_before_the_sign_in_is_explained(self, member, read):
        data = sent(member.visit(UNIT), justification="Nasze zdanie.", csrf_token="x", sender="resident")
        answer = post(member, UNIT, **data)
        assert "You have signed in or out since you opened this page." in answer.text
        assert "Nasze zdanie." in answer.text
        assert "CSRF" not in answer.text


def test_an_empty_remark_is_asked_for_words(app, draft, resident):
    page = resident.send(UNIT)
    assert "Change the wording above, or write here what you want to say." in words(page.select_one(".problems"))


def test_strange_characters_are_told(app, draft, resident):
    answer = post(
        resident, UNIT, **sent(resident.visit(UNIT), justification="a\0b\ud800".encode("utf-8", "replace").decode())
    )
    assert answer.status_code == 200
    assert "cannot be stored" in answer.text


def test_too_late_gives_the_words_back(app, draft, resident, at, read):
    page = resident.visit(UNIT)
    with read() as session:
        closes = session.scalars(select(Draft)).one().consultation.closes_at
    at(closes + GRACE)
    answer = post(resident, UNIT, **sent(page, justification="Moje słowa."))
    assert answer.status_code == 410
    assert "Moje słowa." in answer.text

    at(closes - timedelta(minutes=5))
    page = resident.visit(UNIT)
    at(closes + timedelta(minutes=5))
    answer = post(resident, UNIT, **sent(page, justification="Zaczęte wcześniej."))
    assert "It came after the end" in answer.text
    at(closes + GRACE)
    assert not resident.visit(UNIT).select("[name=slot]")


@pytest.mark.complete
def test_hostile_words_are_only_words(app, draft, write, resident):
    with write() as session:
        here = session.get_one(Draft, draft)
        here.asks_name = True
        here.title = HOSTILE[0] + HOSTILE[1]
    for text in HOSTILE:
        page = resident.visit(UNIT)
        answer = post(
            resident, UNIT, **sent(page, justification=text, proposed_wording=text, name=text, is_name_public="y")
        )
        assert not any(canary in answer.text for canary in CANARIES)
    with write() as session:
        here = session.get_one(Draft, draft)
        for remark in session.scalars(select(Remark)):
            remark.is_held = False
            decide(session, remark, reason=HOSTILE[1])
        publish_decisions(session, here)
    for address in (
        DRAFT,
        UNIT,
        f"{PARK}/uwagi",
        f"{PARK}/uwagi/1",
        f"{PARK}/uwagi?q={HOSTILE[0]}&o={HOSTILE[1]}",
        PARK,
    ):
        text = resident.visit(address).decode()
        assert not any(canary in text for canary in CANARIES), address


def test_a_hostile_draft_is_only_words(write, kielce, folder, resident):
    text = (
        "\n\n".join(f"§ {number}. {words_}" for number, words_ in enumerate(HOSTILE[:5], 1))
        + "\n\n| a | <svg onload=1> |"
    )
    with write() as session:
        make_draft(session, make_open(session, session.get_one(Authority, kielce)), folder, text)
    for address in (DRAFT, f"{DRAFT}/j/par-1", f"{DRAFT}/j/par-2"):
        shown = resident.visit(address).decode()
        assert not any(canary in shown for canary in CANARIES)


def test_held_and_withdrawn_remarks_show_no_words(app, draft, write, resident):
    with write() as session:
        here = session.get_one(Draft, draft)
        make_remark(session, here, justification="Dzwońcie: 600 700 800")
        make_remark(session, here, justification="Cofam to.").state = State.WITHDRAWN
    for address in (UNIT, f"{PARK}/uwagi", f"{PARK}/uwagi/1", f"{PARK}/uwagi/2", f"{PARK}/uwagi?q=600"):
        text = resident.visit(address).text
        assert "600 700 800" not in text
        assert "Cofam to." not in text
    assert "One more remark is being checked" in words(resident.visit(UNIT).main)


def test_decisions_stay_inside_until_they_are_published(app, draft, write, resident):
    with write() as session:
        here = session.get_one(Draft, draft)
        decide(session, make_remark(session, here), "not_accepted", "Tajny powód.")
    addresses = (UNIT, f"{PARK}/uwagi", f"{PARK}/uwagi/1", f"{PARK}/uwagi?d=not_accepted")
    assert all("Tajny powód." not in resident.visit(address).text for address in addresses)
    with write() as session:
        publish_decisions(session, session.get_one(Draft, draft))
    assert all("Tajny powód." in resident.visit(address).text for address in addresses)


def test_a_code_opens_only_its_own(app, draft, resident, at):
    page = resident.send(UNIT, justification="Bo tak.")
    code = page.select_one("[data-receipt]")["data-receipt"]
    assert post(resident, f"{PARK}/uwagi/wycofaj", code="0000-0000-0000-0001").status_code == 404
    assert post(resident, "/k/inna/uwagi/wycofaj", code=code).status_code == 404
    at(OVER)
    assert post(resident, f"{PARK}/uwagi/wycofaj", code=code).status_code == 410
    assert post(resident, f"{PARK}/uwagi/popraw", code=code, justification="x", kind="change").status_code == 410


def test_trying_codes_is_slowed_down(app, draft, resident):
    codes = [receipt_code(bytes([number]), "other secret") for number in range(25)]
    answers = [post(resident, "/sprawdz", code=code).status_code for code in codes]
    assert answers[:20] == [200] * 20
    assert answers[20:] == [429] * 5
    page = resident.send(UNIT, justification="Bo tak.")
    code = page.select_one("[data-receipt]")["data-receipt"]
    assert words(resident.send("/sprawdz", code=code).h1) == "The office has your remark"
    page = resident.send("/sprawdz", code="K7M2-94QD")
    assert "A character of the code is missing or wrong." in words(page.select_one(".problems"))


@pytest.mark.complete
def test_lists_ask_the_same_however_long_they_are(app, draft, write, resident, asked):
    counts = []
    resident.visit(DRAFT)
    for _ in range(2):
        with write() as session:
            here = session.get_one(Draft, draft)
            for number in range(15):
                make_remark(session, here, "par-1-ust-1" if number % 2 else "par-2", now=OPEN)
        for address in (DRAFT, UNIT, f"{PARK}/uwagi"):
            with asked() as statements:
                resident.visit(address)
            counts.append(len(statements))
    assert counts[:3] == counts[3:]
    assert max(counts) < 25
