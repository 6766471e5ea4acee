"""What every answer says of itself, and who may keep it (C21, TRUST 4.2)."""

import io

import pytest

from tests.factories.accounts import CHEAP, make_account, sign_in
from tests.pages import Visitor

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
TELLTALE = ("Server", "X-Powered-By", "Access-Control-Allow-Origin", "Via")
STATUSES = {
    "page": ("/", 200, {}),
    "json": ("/healthz", 200, {}),
    "redirect": ("/trial/act/1", 302, {"method": "POST"}),
    "bad": ("/", 400, {"base_url": "http://evil.example"}),
    "sign in": ("/konto", 401, {}),
    "foreign": ("/trial/act/1", 403, {"method": "POST", "headers": {"Sec-Fetch-Site": "cross-site"}}),
    "missing": ("/nothing", 404, {}),
    "method": ("/", 405, {"method": "POST"}),
    "large": ("/trial/act/1", 413, {"method": "POST", "data": {"a": "x" * 1_100_000}}),
    "fault": ("/trial/fail", 500, {}),
    "away": ("/trial/lock", 503, {}),
}


@pytest.fixture
def ask(token):
    def send(name):
        address, status, request = STATUSES[name]
        client, fresh = token()
        headers = {"X-CSRFToken": fresh} | request.get("headers", {})
        answer = client.open(address, **(request | {"headers": headers}))
        assert answer.status_code == status
        return answer

    return send


@pytest.fixture
def asset(app):
    return app.jinja_env.globals["asset"]


def has_all(answer):
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    assert [name for name in TELLTALE if name in answer.headers] == []
    return True


@pytest.mark.parametrize("name", STATUSES)
def test_every_answer_is_guarded(ask, name):
    assert has_all(ask(name))


@pytest.mark.parametrize("name", [name for name, (_, status, _) in STATUSES.items() if status != 200])
def test_what_went_wrong_is_kept_by_nobody(ask, name):
    answer = ask(name)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


@pytest.mark.parametrize("address", ["/", "/pomoc", "/trial/done", "/wylogowano"])
def test_a_public_page_can_be_asked_for_again_by_its_tag(app, address):
    first = app.test_client().get(address)
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert "Cookie" in first.headers["Vary"]
    assert "Set-Cookie" not in first.headers
    again = app.test_client().get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == "public, no-cache"
    assert "Cookie" in again.headers["Vary"]
    assert has_all(again)
    assert app.test_client().get(address, headers={"If-None-Match": '"other"'}).status_code == 200
    assert app.test_client().head(address).headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("address", ["/logowanie", "/trial/form", "/haslo"])
def test_a_page_with_a_form_is_kept_by_nobody(app, address):
    answer = app.test_client().get(address)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/", "/konto", "/trial/done", "/pomoc"])
def test_what_one_who_is_signed_in_sees_is_kept_by_nobody(app, write, address):
    app.extensions["passwords"] = CHEAP
    with write() as session:
        make_account(session)
    person = Visitor(app.test_client())
    sign_in(person)
    answer = person.client.get(address)
    assert answer.headers["Cache-Control"] == "no-store"
    assert b"Anna" not in app.test_client().get(address).data


def test_a_cookie_never_comes_with_a_page_that_others_may_keep(app):
    for address in ("/?lang=en", "/trial/enter", "/trial/form", "/logowanie"):
        answer = app.test_client().get(address, headers={"Sec-Fetch-Site": "same-origin"})
        assert "Set-Cookie" in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("base_url", ["http://localhost", "https://localhost"])
def test_https_is_kept_for_a_year_and_only_said_over_https(app, base_url):
    said = app.test_client().get("/", base_url=base_url).headers.get("Strict-Transport-Security")
    assert said == ("max-age=31536000; includeSubDomains" if base_url.startswith("https") else None)


class TestStaticFiles:
    @pytest.fixture
    def fetch(self, app, asset):
        """Fetch a file, and close it: WhiteNoise streams from an open one."""

        def get(path="css/public.css", **headers):
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            answer = app.test_client().get(asset(path), headers=names)
            answer.get_data()
            answer.close()
            return answer

        return get

    def test_they_may_be_kept_for_a_year(self, fetch):
        answer = fetch()
        assert has_all(answer)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.mimetype == "text/css"

    def test_they_are_compressed_where_the_browser_takes_it(self, fetch):
        plain = fetch()
        small = fetch(Accept_Encoding="gzip, br")
        assert small.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in small.headers["Vary"]
        assert len(small.data) < len(plain.data) / 2

    def test_they_are_asked_for_again_by_their_tag(self, fetch):
        again = fetch(If_None_Match=fetch().headers["ETag"])
        assert again.status_code == 304
        assert "immutable" in again.headers["Cache-Control"]

    @pytest.mark.parametrize("change", [("static/", "static/0"), ("public.css", "../css/public.css"), ("css/", "")])
    def test_another_hash_or_path_is_nothing(self, app, asset, change):
        answer = app.test_client().get(asset("css/public.css").replace(*change))
        assert answer.status_code == 404
        assert answer.headers["Cache-Control"] == "no-store"

    def test_a_post_to_one_is_refused(self, app, asset):
        assert app.test_client().post(asset("css/public.css"), data=io.BytesIO(b"x")).status_code in {404, 405}


REFLECTED = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-Port": "666",
    "Forwarded": "host=evil.example;proto=https",
    "X-Original-URL": "/evil",
    "X-Host": "evil.example",
    "Referer": "https://evil.example/",
    "User-Agent": "evil.example",
}


@pytest.mark.parametrize("address", ["/", "/logowanie", "/nothing", "/haslo", "/trial/fail"])
def test_what_a_proxy_says_is_never_reflected(app, address):
    answer = app.test_client().get(address, headers=REFLECTED)
    plain = app.test_client().get(address)
    said = f"{answer.headers} {answer.text}"
    assert answer.status_code == plain.status_code
    assert "evil" not in said
    assert "203.0.113.9" not in said
    assert "Strict-Transport-Security" not in answer.headers


def test_keys_that_nobody_reads_are_reflected_as_text_alone(app):
    answer = app.test_client().get('/?x="><script>alert(1)</script>&lang=x')
    assert "<script>alert" not in answer.text


class TestBehindAProxy:
    @pytest.fixture
    def environment(self, environment):
        return environment | {"CONSULT_TRUSTED_PROXIES": "1", "CONSULT_BASE_URL": "https://konsultacje.example.pl"}

    def test_scheme_and_host_are_those_of_the_proxy(self, app):
        headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "konsultacje.example.pl"}
        answer = app.test_client().get("/logowanie", base_url="http://127.0.0.1:8000", headers=headers)
        assert answer.status_code == 200
        assert "Strict-Transport-Security" in answer.headers

    def test_only_the_nearest_is_believed(self, app):
        headers = {"X-Forwarded-Host": "konsultacje.example.pl, evil.example"}
        assert app.test_client().get("/", base_url="http://127.0.0.1", headers=headers).status_code == 400

    def test_a_strange_host_stays_strange(self, app):
        headers = {"X-Forwarded-Host": "evil.example"}
        assert app.test_client().get("/", base_url="http://127.0.0.1", headers=headers).status_code == 400
