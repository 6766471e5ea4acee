"""Where signing in may lead (C9)."""

from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.accounts.paths import safe_path
from tests.factories.accounts import PASSWORD

HERE = "https://konsultacje.example.pl"
ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "////evil.example/a",
    " //evil.example",
    "\t//evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\\/evil.example",
    "/%5cevil.example",
    "/%5C%5Cevil.example",
    "/%2f/evil.example",
    "/%2F%2Fevil.example",
    "/%252f/evil.example",
    "/%09/evil.example",
    "/%0a/evil.example",
    "/%0d%0aLocation:%20//evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "https://evil.example",
    "http:evil.example",
    "http:/evil.example",
    "https:///evil.example",
    "HTTPS://evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "mailto:a@example.org",
    "evil.example",
    "@evil.example",
    ".evil.example",
    "?next=/a",
    "#/a",
    "/a#//evil.example",
    "/a?b=\\evil",
    "/a?b=c\r\nSet-Cookie: x=y",
    "/ą",
    "/a b",
    "/\x00",
    "/\u2028/evil.example",
    "/\u3002evil.example",
    "/\uff0f/evil.example",
    "/\ud800",
    "",
    None,
    "/" + "a" * 3000,
]
OURS = ["/", "/konto", "/urzad/", "/urzad/k/plan-2026", "/k/a?strona=2&q=%C5%82%C3%B3d%C5%BA", "/a?b=//c", "/~a/@b:c"]


@pytest.mark.parametrize("target", ELSEWHERE, ids=repr)
def test_elsewhere_is_refused(target):
    assert safe_path(target) is None


@pytest.mark.parametrize("target", OURS)
def test_our_own_paths_are_kept(target):
    assert safe_path(target) == target


pieces = st.sampled_from(
    ["/", "\\", "%2f", "%5c", "%25", ".", "..", "evil.example", ":", "@", "?", "#", "\t", "a", "//"]
)


@given(st.one_of(st.text(), st.lists(pieces, max_size=12).map("".join).map(lambda rest: "/" + rest)))
def test_whatever_is_accepted_stays_here(target):
    accepted = safe_path(target)
    if accepted is None:
        return
    for read in (accepted, unquote(accepted.partition("?")[0]), quote(accepted, safe="/?&=%:@")):
        assert urlsplit(urljoin(HERE, read)).netloc == urlsplit(HERE).netloc
        assert not read.startswith(("//", "/\\"))


def test_a_long_path_is_judged_quickly():
    assert safe_path("/" + "a/" * 900 + "\\") is None


@pytest.mark.complete
def test_signing_in_never_leads_elsewhere(another, person):
    person()
    for target in [target for target in ELSEWHERE if target and "\ud800" not in target]:
        browser = another()
        page = browser.visit("/logowanie", query_string={"next": target})
        token = page.select_one("main input[name=csrf_token]")["value"]
        typed = {"email": "anna@example.org", "password": PASSWORD, "next": target}
        answer = browser.client.post("/logowanie", data=typed | {"csrf_token": token})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/konto"), target
