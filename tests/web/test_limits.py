"""How large a request may be: each view says it (C27)."""

import io

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from consult.web.limits import FIELDS, KILOBYTE, MEGABYTE
from tests.pages import Page

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def post(token):
    def send(address, **request):
        client, fresh = token()
        return client.post(address, headers={"X-CSRFToken": fresh}, **request)

    return send


def form_of(size):
    return b"subject=" + b"x" * (size - len(b"subject="))


def small_file():
    return {"file": (io.BytesIO(b"x"), "a.bin")}


def multipart(fields):
    """Make the body in memory: the test client would leave its temporary file open."""
    boundary, body = encode_multipart(fields)
    return body, f"multipart/form-data; boundary={boundary}"


def matrix(fields):
    return {f"row-{number}": str(number % 5) for number in range(fields)}


def test_as_much_as_allowed_is_taken(post, got):
    assert post("/trial/act/1", data=form_of(MEGABYTE), content_type=FORM).status_code == 302
    assert len(got[0]["subject"][0]) == MEGABYTE - len("subject=")


@pytest.mark.parametrize("address", ["/trial/act/1", "/trial/form", "/logowanie"])
def test_more_is_refused_in_words(post, got, address):
    answer = post(f"{address}?lang=en", data=form_of(5 * MEGABYTE), content_type=FORM)
    page = Page.of(answer)
    assert (answer.status_code, page.faults(answer.text), got) == (413, [], [])
    assert "your browser still has what you typed" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_view_may_take_more(post):
    assert post("/trial/large", data=form_of(MEGABYTE), content_type=FORM).json["fields"] == 1
    assert post("/trial/large", data=form_of(2 * MEGABYTE + 1), content_type=FORM).status_code == 413


def test_what_nobody_takes_is_not_read(post):
    assert post("/nothing-here", data=form_of(MEGABYTE), content_type=FORM).status_code in {404, 413}


@pytest.mark.parametrize("fields", [1200, FIELDS - 1])
def test_a_large_matrix_with_a_file_is_legal(post, fields):
    file = FileStorage(io.BytesIO(b"x" * MEGABYTE), filename="a.bin")
    body, kind = multipart(matrix(fields) | {"file": file})
    answer = post("/trial/large", data=body, content_type=kind)
    assert answer.json == {"fields": fields, "files": 1}


def test_a_large_matrix_without_a_file_is_legal(post):
    assert post("/trial/large", data=matrix(1200)).json["fields"] == 1200


def test_more_parts_than_any_form_has_are_refused(post):
    assert post("/trial/large", data=matrix(FIELDS) | small_file()).status_code == 413


def test_a_long_text_beside_a_file_is_limited_as_the_body_is(post):
    body, kind = multipart({"text": "x" * MEGABYTE, "file": FileStorage(io.BytesIO(b"x"), filename="a.bin")})
    assert post("/trial/large", data=body, content_type=kind).json == {"fields": 1, "files": 1}
    body, kind = multipart(
        {"text": "x" * (MEGABYTE + KILOBYTE), "file": FileStorage(io.BytesIO(b"x"), filename="a.bin")}
    )
    assert post("/trial/act/1", data=body, content_type=kind).status_code == 413
