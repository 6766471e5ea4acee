"""A refused POST comes back with everything typed, unless another site sent it (C10)."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.web.typed import kept, unpacked
from tests.factories.accounts import CHEAP, PASSWORD, make_account, sign_in
from tests.page_checks import words
from tests.pages import Page, Visitor
from tests.web.room import GOOD

FOREIGN = {
    "another site": {"Sec-Fetch-Site": "cross-site"},
    "a neighbour": {"Sec-Fetch-Site": "same-site"},
    "an unknown word": {"Sec-Fetch-Site": "somewhere"},
    "a foreign origin": {"Origin": "https://evil.example"},
    "no origin": {"Origin": "null"},
    "another scheme": {"Origin": "https://localhost"},
    "another port": {"Origin": "http://localhost:8080"},
    "a longer host": {"Origin": "http://localhost.evil.example"},
    "a lie": {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
}
OWN = {
    "this site": {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"},
    "typed by hand": {"Sec-Fetch-Site": "none"},
    "an old browser": {},
}
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"]))
SECRET = "words that nobody else may see"


@pytest.fixture
def person(app, write):
    """Give the browser of one who is signed in."""
    app.extensions["passwords"] = CHEAP
    with write() as session:
        make_account(session)
    browser = Visitor(app.test_client())
    sign_in(browser)
    return browser


@pytest.mark.parametrize("sender", FOREIGN)
@pytest.mark.parametrize("address", ["/trial/form", "/trial/act/1", "/logowanie", "/nothing-here"])
@pytest.mark.complete
def test_another_site_is_refused_and_nothing_is_reflected(token, got, sender, address):
    client, fresh = token()
    answer = client.post(address, data=GOOD | {"csrf_token": fresh, "body": SECRET}, headers=FOREIGN[sender])
    assert answer.status_code == 403
    assert SECRET not in answer.text
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert got == []


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_other_methods_of_another_site_are_refused_too(app, method):
    answer = app.test_client().open("/trial/act/1", method=method, headers=FOREIGN["another site"])
    assert answer.status_code == 403


@pytest.mark.parametrize("sender", OWN)
def test_our_own_page_is_not_refused(token, got, sender):
    client, fresh = token()
    assert client.post("/trial/form", data=GOOD | {"csrf_token": fresh}, headers=OWN[sender]).status_code == 302
    assert len(got) == 1


@pytest.mark.parametrize("wrong", [None, "", "wrong", "x" * 5000, "ż"])
def test_with_a_wrong_token_the_form_comes_back_as_typed_and_can_be_sent(app, visitor, got, wrong):
    typed = GOOD | {"body": "line\nline", "name-en": "A bench", "on": "2026-02-30", "days": ["2"], "sure": "y"}
    typed = typed | {"colour": "blue"} | ({} if wrong is None else {"csrf_token": wrong})
    answer = visitor.client.post("/trial/form", data=typed)
    page = Page.of(answer)
    assert (answer.status_code, page.faults(answer.text), got) == (400, [], [])
    assert "Nic z tego" in words(page) or page.select_one("[role=alert]")
    assert GOOD["password"] not in answer.text
    sent = visitor.send(page, {"on": "2026-02-28", "password": GOOD["password"]})
    assert words(sent.h1) == "Done"
    assert (got[0]["body"], got[0]["name"]["en"], got[0]["colour"], got[0]["days"]) == (
        "line\nline", "A bench", "blue", ["2"],
    )  # fmt: skip
    assert got[0]["sure"] is True


def test_another_sessions_token_is_wrong(token, got):
    client, _own = token()
    _other, foreign = token()
    assert client.post("/trial/form", data=GOOD | {"csrf_token": foreign}).status_code == 400
    assert got == []


def test_a_view_without_a_page_of_its_own_gives_a_button_to_send_it_again(visitor, got):
    typed = {"note": ["first", "second"], "text": 'line\n"><b>bold', "password-new": SECRET}
    answer = visitor.client.post("/trial/act/7?from=here", data=typed)
    page = Page.of(answer)
    assert (answer.status_code, page.faults(answer.text), got) == (400, [], [])
    assert SECRET not in answer.text
    assert "<b>" not in answer.text.replace("<b>Consult</b>", "")
    visitor.send(page)
    assert got[0]["note"] == ["first", "second"]
    assert got[0]["text"] == ['line\n"><b>bold']


def test_a_lost_file_is_told(app, visitor):
    page = visitor.client.post("/trial/act/1?lang=en", data={"file": (io.BytesIO(b"x"), "a.txt"), "a": "b"})
    assert "Files have to be chosen again" in page.text
    page = visitor.client.post("/trial/form?lang=en", data=GOOD | {"file": (io.BytesIO(b"x"), "a.txt")})
    assert "Choose the files again" in page.text


def test_a_stranger_signs_in_first_and_nothing_is_lost(app, write, visitor, got):
    app.extensions["passwords"] = CHEAP
    with write() as session:
        make_account(session)
    answer = visitor.client.post("/trial/mine", data=GOOD | {"body": "long text"})
    page = Page.of(answer)
    assert (answer.status_code, page.faults(answer.text)) == (401, [])
    assert GOOD["password"] not in answer.text
    page = visitor.send(page, email="anna@example.org", password=PASSWORD)
    assert "long text" in words(page)
    page = visitor.send(page, form="main form")
    visitor.send(page, password="a password of the form")
    assert (got[0]["body"], got[0]["subject"]) == ("long text", "A bench")


def test_one_without_right_learns_nothing_from_a_refusal(app, person):
    """The same as for an address that does not exist, with a good token and with none."""
    answer = person.client.post("/admin/poczta", data={"a": SECRET})
    assert (answer.status_code, SECRET in answer.text) == (404, False) or answer.status_code == 405
    made = person.client.post("/urzad/k/nowa", data={"a": SECRET})
    none = person.client.post("/urzad/k/nie-ma", data={"a": SECRET})
    assert {made.status_code, none.status_code} <= {404, 405}
    assert SECRET not in made.text


def test_a_view_that_refuses_its_page_answers_for_itself(app, visitor):
    """What the view would say to GET (gone, not found) is what the refused POST hears, not a fault of ours."""
    answer = visitor.client.post("/trial/gone", data={"a": "b"})
    assert answer.status_code == 404


def test_a_view_that_leads_elsewhere_does_not_lose_what_was_typed(person):
    answer = person.client.post("/logowanie", data={"email": "anna@example.org", "password": SECRET})
    assert answer.status_code == 400
    assert "anna@example.org" in answer.text
    assert SECRET not in answer.text


@pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"])
@pytest.mark.parametrize("address", ["/", "/trial/form", "/trial/act/1", "/logowanie", "/nothing", "/healthz"])
def test_other_methods_change_nothing_and_break_nothing(app, got, method, address):
    answer = app.test_client().open(address, method=method, data=None if method == "HEAD" else b"x=1")
    expected = {200, 404, 405} if method in {"HEAD", "OPTIONS"} else {404, 405}
    assert answer.status_code in expected
    if answer.status_code == 405:
        assert "POST" in answer.headers["Allow"] or "GET" in answer.headers["Allow"]
    assert got == []


@given(st.lists(st.tuples(TEXT, TEXT)))
def test_what_is_packed_can_be_unpacked(fields):
    assert unpacked(kept(fields)) == fields


@pytest.mark.parametrize(
    "packed", ["", "{", "7", "null", '"text"', "[1]", '["abc"]', "[[1, 2, 3]]", "[" * 100_000, '{"a": 1}', "[[]]"]
)
def test_what_cannot_be_unpacked_is_nothing(packed):
    assert unpacked(packed) == []


@pytest.mark.parametrize("unseen", ["\ud800", "\x00", "\x1b", "\ufffe"], ids=ascii)
def test_what_no_page_can_hold_is_marked(visitor, unseen):
    assert unpacked(json.dumps([["a", f"b{unseen}c"]])) == [("a", "b\ufffdc")]
    answer = visitor.client.post("/trial/act/1", data={"a": f"b{unseen}c"} if unseen != "\ud800" else {"a": "b\x00c"})
    page = Page.of(answer)
    assert page.faults(answer.text) == []
    assert "b\ufffdc" in words(page)
