"""What a form takes: text that both databases keep alike, whole (C5, C29)."""

import io
import re
from datetime import timedelta
from unicodedata import category, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from consult import clock
from consult.accounts.models import Account
from consult.texts.storable import clean, is_unstorable
from tests.factories.accounts import CHEAP, make_account, sign_in
from tests.page_checks import words
from tests.web.room import GOOD

XML = re.compile(r"[\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")
FORM = "application/x-www-form-urlencoded"
CONTROLS = ["\x00", "\x01", "\x08", "\x1b", "\x7f", "\x85", "\x9f"]
WHOLE = {
    "emoji": "Ławka 🌳 w parku",
    "joined": "Rodzina 👩‍👩‍👧‍👦",
    "flag": "Region 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "right to left": "שלום, عربى",
    "marks": "Q\u0323\u0307",
    "ukrainian": "Ґанок і їжак",
    "beyond the first plane": "𝔎𝔦𝔢𝔩𝔠𝔢",
}


def beside(page, name):
    """Give the error that stands beside the field."""
    said = page.find(id=name).get("aria-describedby", "").split()
    return " ".join(words(page.find(id=each)) for each in said if each.endswith("-error"))


@pytest.fixture
def post(token):
    """Send bytes as they are, with a token, and give the answer."""

    def send(address="/trial/form", **request):
        client, fresh = token()
        return client.post(address, headers={"X-CSRFToken": fresh}, **request)

    return send


@pytest.mark.parametrize("control", CONTROLS, ids=ascii)
@pytest.mark.parametrize("name", ["subject", "body", "name-pl", "name-en"])
def test_a_control_character_is_refused_beside_its_field(visitor, got, name, control):
    page = visitor.send("/trial/form?lang=en", GOOD | {name: f"before{control}after"})
    assert "cannot be stored" in beside(page, name)
    assert "before\ufffdafter" in (page.find(id=name).get("value") or page.find(id=name).text)
    assert got == []


@pytest.mark.parametrize(
    ("name", "longest"), [("subject", 20), ("body", 100), ("name-pl", 30), ("name-en", 30), ("address", 254)]
)
def test_text_that_is_too_long_comes_back_whole(visitor, got, name, longest):
    typed = "ż" * (longest + 1)
    page = visitor.send("/trial/form?lang=en", GOOD | {name: typed})
    assert str(longest) in beside(page, name)
    assert typed in (page.find(id=name).get("value") or page.find(id=name).text)
    assert got == []


def test_the_longest_text_is_taken(visitor, got):
    visitor.send("/trial/form", GOOD | {"subject": "🌳" * 20, "name-pl": "ż" * 30})
    assert [(sent["subject"], sent["name"]["pl"]) for sent in got] == [("🌳" * 20, "ż" * 30)]


@pytest.mark.parametrize("kind", WHOLE)
def test_what_people_write_stays_whole(visitor, got, kind):
    visitor.send("/trial/form", GOOD | {"body": WHOLE[kind]})
    assert got[0]["body"] == normalize("NFC", WHOLE[kind])


def test_letters_are_composed_and_newlines_are_one_character(visitor, got):
    visitor.send("/trial/form", GOOD | {"subject": " z\u0307aba ", "body": "one\r\ntwo\rthree\n"})
    assert (got[0]["subject"], got[0]["body"]) == ("żaba", "one\ntwo\nthree")


@pytest.mark.parametrize(("field", "forged"), [("colour", "green"), ("days", ["1", "9"])])
def test_a_choice_made_by_hand_is_refused_in_the_readers_language(token, got, field, forged):
    client, fresh = token()
    answer = client.post("/trial/form?lang=en", data=GOOD | {field: forged, "csrf_token": fresh})
    assert (got, "Choose among what is offered." in answer.text) == ([], True)
    assert "not a valid choice" not in answer.text.lower()


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters() | st.sampled_from("\x00\x0b\ud800\udfff\ufffe\U0010ffff")))
def test_what_can_be_stored_is_text_for_both_databases_and_for_documents(text):
    cleaned = clean(text)
    assert cleaned.encode("utf-8").decode() == cleaned
    assert XML.fullmatch(cleaned)
    assert is_unstorable(cleaned) or {category(c) for c in text} & {"Cc", "Cs"} <= {"Cc"}


@pytest.mark.both_databases
@pytest.mark.parametrize("typed", ["Anna\x00Nowak", "Anna\x0bNowak", "Anna Nowak" * 40], ids=["nul", "tab", "long"])
def test_both_databases_refuse_alike(app, visitor, write, read, typed):
    app.extensions["passwords"] = CHEAP
    with write() as session:
        make_account(session)
    sign_in(visitor)
    page = visitor.send("/konto", name=typed)
    assert beside(page, "name")
    with read() as session:
        assert session.scalar(select(Account.name)) == "Anna Nowak"


@pytest.mark.both_databases
@pytest.mark.parametrize("kind", WHOLE)
@pytest.mark.complete
def test_both_databases_keep_alike(app, visitor, write, read, kind):
    app.extensions["passwords"] = CHEAP
    with write() as session:
        make_account(session)
    sign_in(visitor)
    visitor.send("/konto", name=WHOLE[kind])
    with read() as session:
        assert session.scalar(select(Account.name)) == normalize("NFC", WHOLE[kind])


@pytest.mark.parametrize("raw", [b"a%ED%A0%80%FFb", b"a\xed\xa0\x80b", b"a\xffb"], ids=ascii)
def test_bytes_that_are_no_text_break_nothing(post, got, raw):
    answer = post(data=b"name-pl=x&colour=red&password=p&subject=" + raw, content_type=FORM)
    assert answer.status_code in {200, 302}
    assert all(sent["subject"].encode() for sent in got)


def test_of_two_values_for_one_field_the_first_counts(post, got):
    post(data="subject=first&subject=second&name-pl=x&name-pl=y&colour=red&colour=blue&password=p", content_type=FORM)
    assert (got[0]["subject"], got[0]["name"]["pl"], got[0]["colour"]) == ("first", "x", "red")


@pytest.mark.parametrize("body", ["[1, 2]", '{"subject": {"a": 1}}', '{"subject": "\\ud800"}', "{", '"x"', "null", ""])
def test_json_is_no_form(post, got, body):
    answer = post(data=body, content_type="application/json")
    assert answer.status_code == 200
    assert got == []


@pytest.mark.parametrize("content_type", ["text/plain", "application/octet-stream", "multipart/form-data", "x", ""])
def test_a_body_of_another_kind_is_no_form(post, got, content_type):
    assert post(data=b"subject=x\x00\xff", content_type=content_type).status_code == 200
    assert got == []


@pytest.mark.parametrize("name", ["subject", "body", "name-pl", "on", "address", "colour", "days", "sure", "password"])
def test_a_file_in_place_of_text_is_not_read(post, got, name):
    fields = {field: value for field, value in GOOD.items() if field != name}
    answer = post(data=fields | {name: (io.BytesIO(b"text"), "a.txt")})
    assert answer.status_code in {200, 302}
    assert all(isinstance(sent[name.partition("-")[0]], (str, dict, list, bool, type(None))) for sent in got)


def test_text_in_place_of_a_file_is_not_read(post, got):
    post(data=GOOD | {"file": "text", "password": "p"})
    assert got[0]["file"] is None


def test_fields_that_nobody_asked_for_are_not_read(post, got):
    more = dict.fromkeys(("role", "is_admin", "status", "user_id", "authority_id", "weight", "id", "csrf"), "1")
    many = {f"field-{number}": "x" for number in range(800)}
    assert post(data=GOOD | more | many).status_code == 302
    assert got[0].keys() == {
        "subject", "body", "name", "on", "address", "colour", "days", "sure", "password", "file", "code",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"), [("colour", "green"), ("colour", "red\x00"), ("days", "3"), ("colour", "x" * 5000)]
)
def test_what_was_not_offered_cannot_be_chosen(post, got, name, value):
    assert post(data=GOOD | {name: value}).status_code == 200
    assert got == []


@pytest.mark.parametrize("value", ["2026-02-30", "tomorrow", "2026-13-01", "\x00", "9" * 400, "2026-1"])
def test_a_day_that_is_none_comes_back_as_typed(visitor, got, value):
    page = visitor.send("/trial/form?lang=en", GOOD | {"on": value})
    assert "year-month-day" in beside(page, "on")
    assert page.find(id="on")["value"] == value.replace("\x00", "\ufffd")
    assert got == []


@pytest.mark.parametrize("value", ["2026-11-30", "30.11.2026"])
@pytest.mark.complete
def test_a_day_can_be_written_in_two_ways(visitor, got, value):
    visitor.send("/trial/form", GOOD | {"on": value})
    assert got[0]["on"].isoformat() == "2026-11-30"


@pytest.mark.parametrize("value", ["a", "a@", "@b.pl", "a@b", "a b@c.pl", "a@b..pl", "a@b.pl\x00"])
def test_an_address_without_its_shape_is_refused(visitor, got, value):
    page = visitor.send("/trial/form?lang=en", GOOD | {"address": value})
    assert beside(page, "address")
    assert got == []


def test_all_that_is_missing_is_said_at_once_and_a_password_never_comes_back(visitor, got):
    typed = {"subject": None, "name-pl": None, "colour": None, "password": "secret words here", "body": "kept"}
    page = visitor.send("/trial/form?lang=en", {name: value for name, value in typed.items() if name != "colour"})
    said = words(page.select_one(".problems"))
    for message in ("Write a subject.", "Write a name.", "Choose a colour."):
        assert message in said
    assert "secret words here" not in page.decode()
    assert page.find(id="body").text.strip() == "kept"
    assert got == []


def test_a_form_lives_as_long_as_its_session(visitor, got, at):
    page = visitor.visit("/trial/form")
    at(clock.now() + timedelta(minutes=115))
    visitor.send(page, GOOD)
    assert len(got) == 1
