"""Which host names are answered: the site's, the trusted, the authorities'; no other (C20)."""

import pytest

from tests.factories.authorities import make_authority

OURS = ["localhost", "localhost:8000", "127.0.0.1:5000", "[::1]:8000", "LOCALHOST", "konsultacje.kielce.example"]
STRANGE = [
    "evil.example",
    "localhost.evil.example",
    "evil.example:80",
    "localhost@evil.example",
    "evil@localhost",
    "localhost:81:81",
    "localhost:port",
    "localhost/evil",
    "localhost.",
    "[::1",
    "[::2]",
    "",
    "127.0.0.2",
    "0177.0.0.1",
    "localhost evil.example",
    "localhost,evil.example",
]


@pytest.fixture
def kielce(write):
    with write() as session:
        make_authority(session, host="konsultacje.kielce.example")


@pytest.mark.parametrize("host", OURS)
def test_ours_are_answered(app, kielce, host):
    assert app.test_client().get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", STRANGE)
def test_strange_ones_are_not_and_never_reflected(app, host):
    answer = app.test_client().get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in f"{answer.headers}{answer.text}"


@pytest.mark.parametrize("address", ["/haslo", "/logowanie"])
def test_nothing_is_done_for_a_strange_host(app, address):
    answer = app.test_client().post(address, data={"email": "anna@example.org"}, headers={"Host": "evil.example"})
    assert answer.status_code == 400


class TestInProduction:
    @pytest.fixture
    def environment(self, environment):
        return environment | {
            "CONSULT_BASE_URL": "https://konsultacje.example.pl",
            "CONSULT_TRUSTED_HOSTS": "Stare.example.pl",
        }

    @pytest.mark.parametrize("host", ["konsultacje.example.pl", "stare.example.pl", "konsultacje.example.pl:443"])
    def test_the_site_and_what_is_trusted_are_answered(self, app, host):
        assert app.test_client().get("/", headers={"Host": host}).status_code == 200

    @pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]"])
    def test_loopback_is_strange(self, app, host):
        assert app.test_client().get("/", headers={"Host": host}).status_code == 400
