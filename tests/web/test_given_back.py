"""Typed text is never lost: not by a fault of ours, a database that is away, a full disk, or too much at once."""

import errno
import io

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from consult.web.limits import KILOBYTE
from tests.page_checks import words
from tests.pages import Page
from tests.web.room import GOOD

SECRET = "words that nobody else may see"
LONG = 'a line\nand another, "quoted" <b>'
FAULTS = {"/trial/fail": 500, "/trial/lock": 503, f"/trial/run-out/{errno.ENOSPC}": 503, "/trial/run-out/122": 503}


@pytest.fixture
def sent(token):
    """Send to an address with a good token; give the answer and its page, which must be whole."""

    def send(address, fields, **headers):
        client, fresh = token()
        answer = client.post(f"{address}?lang=en&a=b", data=fields | {"csrf_token": fresh}, headers=headers)
        page = Page.of(answer)
        assert page.faults(answer.text) == []
        return client, answer, page

    return send


def fields_of(page):
    controls = page.select("main form [name]")
    return [(one["name"], one.get("value") if one.name == "input" else one.text.lstrip("\n")) for one in controls]


@pytest.mark.parametrize("address", FAULTS)
def test_a_fault_of_ours_gives_everything_back(sent, address):
    _client, answer, page = sent(address, {"body": LONG, "days": ["1", "2"], "password": SECRET, "slot": "made-by-us"})
    assert answer.status_code == FAULTS[address]
    assert [one for one in fields_of(page) if one[0] != "csrf_token"] == [
        ("body", LONG), ("days", "1"), ("days", "2"), ("slot", "made-by-us"),
    ]  # fmt: skip
    assert SECRET not in answer.text
    assert "Nothing that you typed is lost" in words(page)
    assert "made-by-us" not in words(page)
    assert page.select_one("main form")["action"] == f"{address}?lang=en&a=b"


def test_what_is_given_back_can_be_sent_at_once(sent, got):
    client, _answer, page = sent("/trial/lock", {"note": LONG})
    again = client.post("/trial/act/1", data=dict(fields_of(page)))
    assert (again.status_code, got[0]["note"]) == (302, [LONG])


def test_too_much_at_once_can_be_shortened_and_sent(sent, got):
    client, answer, page = sent("/trial/small", {"note": LONG * 100, "slot": "made-by-us"})
    assert answer.status_code == 413
    assert dict(fields_of(page))["note"] == LONG * 100
    again = client.post("/trial/small", data=dict(fields_of(page)) | {"note": "short"})
    assert (again.status_code, got[0]["note"], got[0]["slot"]) == (302, ["short"], ["made-by-us"])


def test_a_file_that_is_too_large_loses_no_text(token):
    file = FileStorage(io.BytesIO(b"x" * 2 * KILOBYTE), "a.bin")
    boundary, body = encode_multipart({"note": LONG, "file": file})  # in memory: the client leaves its own file open
    kind = f"multipart/form-data; boundary={boundary}"
    answer = token()[0].post("/trial/small?lang=en", data=body, content_type=kind)
    page = Page.of(answer)
    assert (answer.status_code, page.faults(answer.text)) == (413, [])
    assert dict(fields_of(page))["note"] == LONG
    assert "Files have to be chosen again" in words(page)


def test_another_sites_text_is_not_shown(token):
    answer = token()[0].post("/trial/fail", data={"body": SECRET}, headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, SECRET in answer.text) == (403, False)


def test_a_sign_in_without_a_database_gives_no_password_back(token):
    """Neither is what only travels along shown as if somebody had typed it."""
    answer = token()[0].post("/trial/lock", data=GOOD | {"kept": "[]", "next": "/urzad"})
    assert GOOD["password"] not in answer.text
    assert "/urzad" not in words(Page.of(answer))
