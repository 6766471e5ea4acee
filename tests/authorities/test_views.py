"""What everybody may fetch of an office."""

from tests.factories.authorities import make_authority


def test_the_colours_of_an_office(visitor, write):
    with write() as session:
        make_authority(session, brand="#1f4a86")
    answer = visitor.fetch("/u/kielce/theme.css")
    assert answer.text == ":root { --brand: #1f4a86; }\n"
    assert answer.mimetype == "text/css"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert not answer.headers.getlist("Set-Cookie")
    visitor.fetch("/u/kielce/theme.css", status=304, headers={"If-None-Match": answer.headers["ETag"]})


def test_no_office_no_colours(visitor):
    visitor.visit("/u/kielce/theme.css", status=404)
