"""What happened to what I sent: each instrument is asked, and a code alone answers."""

import pytest

from consult.participation.rules.receipts import receipt_code, receipt_hash
from consult.questionnaires.operations import submit
from tests.factories.accounts import english
from tests.factories.consultations import make_office
from tests.factories.drafts import OPEN, make_draft, make_open, make_remark
from tests.factories.questionnaires import given, make_asked
from tests.page_checks import words

pytestmark = pytest.mark.both_databases
ANSWERS, REMARK, NOTHING = (receipt_code(bytes([number]) * 16, "s" * 40) for number in range(3))


@pytest.fixture(autouse=True)
def _sent(write, settings, at):
    at(OPEN)
    with write() as session:
        consultation = make_open(session, make_office(session))
        version = make_asked(session, consultation)
        submit(session, receipt_hash(ANSWERS), given(version))
        draft = make_draft(session, consultation, settings.data_dir / "files")
        make_remark(session, draft, code=REMARK)


@pytest.mark.parametrize(("code", "said"), [(ANSWERS, "Your answers are held"), (REMARK, "The office has your remark")])
def test_each_instrument_answers(app, code, said):
    visitor = english(app)
    page = visitor.send("/sprawdz", code=f" {code.lower()} ")
    assert words(page.h1) == said
    assert page.headers["cache-control"] == "no-store"


def test_a_code_of_nothing_and_no_code_at_all(app):
    visitor = english(app)
    for code, said in (
        (NOTHING, "We have nothing under this code."),
        ("", "Write the code"),
        ("K7M2", "missing or wrong"),
    ):
        page = visitor.send("/sprawdz", code=code)
        assert said in words(page.select_one(".problems"))
        assert code in page.select_one("#code").get("value", "")


def test_a_stranger_gets_no_cookie(visitor):
    visitor.visit("/sprawdz")
    visitor.send("/sprawdz", code=REMARK)
    assert visitor.is_stranger
