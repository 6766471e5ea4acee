"""The reader's language: asked for in a link, remembered when chosen here, else Polish."""

import pytest

from tests.pages import Page

HERE = {"Sec-Fetch-Site": "same-origin"}
ELSEWHERE = {
    "another site": {"Sec-Fetch-Site": "cross-site"},
    "a neighbour": {"Sec-Fetch-Site": "same-site"},
    "typed by hand": {"Sec-Fetch-Site": "none"},
    "a foreign page": {"Referer": "https://evil.example/"},
    "a longer host": {"Referer": "http://localhost.evil.example/"},
    "nobody says": {},
}


def language_of(answer):
    return Page.of(answer).html["lang"]


def test_polish_where_nobody_chose(app):
    answer = app.test_client().get("/", headers={"Accept-Language": "en"})
    assert language_of(answer) == "pl"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("code", ["pl", "en", "uk"])
def test_a_link_chooses(app, code):
    assert language_of(app.test_client().get(f"/?lang={code}", headers=HERE)) == code


@pytest.mark.parametrize("headers", [HERE, {"Referer": "http://localhost/pomoc"}], ids=["said", "from the page"])
def test_a_choice_on_our_own_page_is_remembered(app, headers):
    client = app.test_client()
    first = client.get("/?lang=uk", headers=headers)
    parts = {part.strip().lower() for part in first.headers["Set-Cookie"].split(";")}
    assert {"lang=uk", "httponly", "samesite=lax", "path=/", "max-age=31536000"} <= parts
    assert language_of(client.get("/")) == "uk"
    assert "Set-Cookie" not in client.get("/?lang=uk", headers=headers).headers


@pytest.mark.parametrize("sender", ELSEWHERE)
def test_a_foreign_link_shows_the_language_once(app, sender):
    client = app.test_client()
    answer = client.get("/?lang=en", headers=ELSEWHERE[sender])
    assert language_of(answer) == "en"
    assert "Set-Cookie" not in answer.headers
    assert language_of(client.get("/")) == "pl"


@pytest.mark.parametrize("value", ["de", "EN", "pl_PL", "../pl", "", "x" * 1000, "%00", "%ED%A0%80", "uk&lang=en"])
def test_a_bad_choice_is_no_choice(app, value):
    answer = app.test_client().get(f"/?lang={value}", headers=HERE)
    assert answer.status_code == 200
    assert language_of(answer) == ("uk" if value.startswith("uk") else "pl")


@pytest.mark.parametrize("value", ["de", "", "../../etc", "x" * 1000])
def test_a_bad_cookie_is_none(app, value):
    client = app.test_client()
    client.set_cookie("lang", value)
    assert language_of(client.get("/")) == "pl"


def test_links_to_other_languages_keep_the_question(app):
    page = Page.of(app.test_client().get("/pomoc?a=1&a=2&b=%C5%82%26&lang=en"))
    links = {link["hreflang"]: link["href"] for link in page.select("nav.lang a")}
    assert links == {code: f"/pomoc?a=1&a=2&b=%C5%82%26&lang={code}" for code in ("pl", "uk", "en")}
    assert [link["hreflang"] for link in page.select("nav.lang a[aria-current]")] == ["en"]


def test_the_cookie_goes_over_https_alone_where_there_is_https(app):
    answer = app.test_client().get("/?lang=en", base_url="https://localhost", headers=HERE)
    assert "Secure" in answer.headers["Set-Cookie"]
