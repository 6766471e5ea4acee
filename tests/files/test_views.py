import io

import pytest

from consult import clock
from consult.files import jobs, operations, views
from tests.files.conftest import GOOD
from tests.page_checks import POLICY


@pytest.fixture
def send(app, write):
    """Store a file, and ask for it."""

    def send_file(name, content, *, is_public=False, **headers):
        with app.test_request_context(headers=headers):
            received = operations.receive(io.BytesIO(content), name, views.folder())
            with write() as session:
                stored = operations.record(session, received, clock.now())
                session.expunge(stored)
            response = app.process_response(views.send(stored, is_public=is_public))
            response.direct_passthrough = False
            response.get_data()
            response.close()
            return response

    return send_file


def test_a_file_is_an_attachment(send):
    response = send("Uwagi – „zażółć” $('x').pdf", GOOD["a.pdf"])
    assert response.data == GOOD["a.pdf"]
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert "filename*=UTF-8''Uwagi%20%E2%80%93" in response.headers["Content-Disposition"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers.getlist("Content-Security-Policy") == ["sandbox", POLICY]


def test_text_has_its_charset(send):
    assert send("a.csv", GOOD["a.csv"]).headers["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize(("is_public", "caching"), [(True, "public, no-cache"), (False, "private, no-cache")])
def test_who_may_keep_it(send, is_public, caching):
    assert send("a.txt", b"x", is_public=is_public).headers["Cache-Control"] == caching


def test_a_file_that_the_browser_has_is_not_sent_again(send):
    tag = send("a.txt", b"x").headers["ETag"]
    assert send("a.txt", b"x", If_None_Match=tag).status_code == 304
    assert send("a.txt", b"y", If_None_Match=tag).status_code == 200


def test_files_are_kept_in_the_data_folder(app, settings):
    with app.app_context():
        assert views.folder() == settings.data_dir / "files"
        jobs.remove_orphans()
