"""The office's side: each step, and nobody from outside."""

import io

import pytest
from sqlalchemy import select

from consult.authorities.models import Authority
from consult.consultations import operations
from consult.consultations.models import Consultation, ConsultationDocument
from consult.consultations.operations.prepare import EDITABLE
from consult.consultations.queries import find_preparing
from tests.factories.consultations import (
    COMPLETE,
    NOW,
    WORDS,
    correct,
    make_public,
    official,
)
from tests.page_checks import words

DESK = "/urzad/k/park-nad-silnica"
STEPS = ("procedury", "tresc", "kalendarz", "osoby", "prywatnosc", "dokumenty", "publikacja")
ACTS = ("do-zatwierdzenia", "do-poprawy", "opublikuj", "popraw", "odrzuc-poprawke")
ACT = "form[action$='/{}']"
CONTENT = {"summary", "can_change", "cannot_change", "invited", "decision"}
DAYS = {"opens_on": "2026-03-10", "last_day": "31.03.2026"}
PERSON = {"contact_name": "Ewa Lis", "contact_phone": "41 1"}


@pytest.fixture
def public(write, kielce):
    with write() as session:
        return make_public(session, session.get_one(Authority, kielce)).id


@pytest.fixture
def version(read):
    """Look at the version in preparation: `version().title`."""

    def look():
        with read() as session:
            consultation = session.scalars(select(Consultation)).one()
            return find_preparing(session, consultation.id)

    return look


def test_one_begins_with_a_title(signed, kielce, version):
    editor = signed(kielce, "editor")
    page = editor.send("/urzad/k/nowa", {"title-pl": "Park nad Silnicą", "languages": ["uk"]})
    assert page.url.endswith(f"{DESK}/procedury")
    page = editor.visit(f"{DESK}/tresc")
    assert page.select_one("[name=summary-uk]")
    assert not page.select("[name=summary-en]")
    assert (version().title, version().languages) == ({"pl": "Park nad Silnicą"}, ["pl", "uk"])


def test_nothing_begins_without_a_title(signed, kielce, read):
    page = signed(kielce, "editor").send("/urzad/k/nowa", {"languages": ["uk"]})
    assert page.select_one(".problems a[href='#title-pl']")
    assert page.select_one("[name=languages][value=uk]").has_attr("checked")
    with read() as session:
        assert not session.scalars(select(Consultation)).all()


def test_an_editor_of_two_offices_chooses(signed, kielce, powiat, read):
    page = signed([kielce, powiat], "editor").send("/urzad/k/nowa", {"title-pl": "Droga", "authority": powiat})
    assert page.url.endswith("/urzad/k/droga/procedury")
    with read() as session:
        assert session.scalars(select(Consultation)).one().authority_id == powiat


def test_the_steps_save_what_is_typed(signed, kielce, write, version):
    with write() as session:
        office = session.get_one(Authority, kielce)
        operations.prepare(session, office, {"pl": "Park nad Silnicą"}, actor=official(office, "editor"), now=NOW)
    editor = signed(kielce, "editor")
    texts = {f"{name}-pl": text for name, text in WORDS.items()}
    content = {name: texts[name] for name in texts if name.partition("-")[0] in CONTENT}
    page = editor.send(f"{DESK}/procedury", {"procedures": ["konsultacje_gmina"]})
    assert page.url.endswith("/tresc")
    page = editor.send(page, content)
    assert page.url.endswith("/kalendarz")
    page = editor.send(page, DAYS)
    assert page.url.endswith("/osoby")
    assert page.select_one("[role=status]")
    page = editor.send(page, PERSON | {"contact_role-pl": texts["contact_role-pl"]})
    assert page.url.endswith("/prywatnosc")
    page = editor.send(page, {name: texts[name] for name in ("purpose-pl", "legal_basis-pl", "retention-pl")})
    assert page.url.endswith("/dokumenty")
    page = editor.send(page, {"title-pl": "Mapa", "file": (io.BytesIO(b"Mapa."), "mapa.txt")})
    assert "Mapa" in words(page.select_one(".docs"))
    assert not editor.visit(f"{DESK}/publikacja").select(".checks .bad")
    saved = version()
    for name, text in WORDS.items():
        assert getattr(saved, name) == {"pl": text}
    assert (saved.opens_on, saved.last_day) == (COMPLETE["opens_on"], COMPLETE["last_day"])


@pytest.mark.parametrize("step", STEPS)
def test_a_step_keeps_what_is_there(signed, kielce, preparing, version, step):
    editor = signed(kielce, "editor")
    page = editor.visit(f"{DESK}/{step}")
    assert words(page.select_one(".wizard [aria-current=step]"))
    if page.select("main form [name=edit_count]") and step != "publikacja":
        before = version()
        editor.send(page, form="main form[method=post]")
        after = version()
        for name in EDITABLE:
            assert getattr(after, name) == getattr(before, name)
        assert after.edit_count == before.edit_count + 1


def test_a_mistake_keeps_what_was_typed(signed, kielce, preparing, version):
    page = signed(kielce, "editor").send(f"{DESK}/osoby", contact_email="nobody", contact_name="X Y")
    assert page.select_one(".problems a[href='#contact_email']")
    assert page.select_one("#contact_name")["value"] == "X Y"
    assert version().contact_name == "Ewa Lis"


def test_a_day_that_is_none_is_kept_as_typed(signed, kielce, preparing, version):
    page = signed(kielce, "editor").send(f"{DESK}/kalendarz", last_day="soon")
    assert page.select_one(".problems a[href='#last_day']")
    assert page.select_one("#last_day")["value"] == "soon"
    assert version().last_day == COMPLETE["last_day"]


def test_two_editors_at_once_lose_nothing(signed, kielce, preparing, version):
    first, second = signed(kielce, "editor"), signed(kielce, "editor")
    opened = second.visit(f"{DESK}/tresc")
    first.send(f"{DESK}/tresc", {"summary-pl": "Pierwszy."})
    page = second.send(opened, {"summary-pl": "Drugi."})
    assert version().summary == {"pl": "Pierwszy."}
    assert words(page.select_one("#summary-pl")) == "Drugi."
    assert "Pierwszy." in words(page.select_one(".problems"))
    second.send(page)
    assert version().summary == {"pl": "Drugi."}


def test_a_count_that_is_none_is_refused(signed, kielce, preparing, version):
    editor = signed(kielce, "editor")
    token = editor.visit(f"{DESK}/osoby").select_one("[name=csrf_token]")["value"]
    for count in ("", "-1", "9" * 5000, "x"):
        sent = {"csrf_token": token, "edit_count": count, "case_sign": "X"}
        assert editor.client.post(f"{DESK}/osoby", data=sent).status_code == 200
        assert version().case_sign == ""


def test_what_is_typed_while_it_is_published_is_not_lost(signed, kielce, preparing, act, version):
    editor = signed(kielce, "editor")
    opened = editor.visit(f"{DESK}/tresc")
    act(operations.send_for_approval)
    signed(kielce, "approver").send(f"{DESK}/publikacja", form=ACT.format("opublikuj"))
    page = editor.send(opened, {"summary-pl": "Długo pisane."})
    assert words(page.select_one("#summary-pl")) == "Długo pisane."
    act(operations.begin_correction)
    page = editor.send(page)
    assert page.select_one(".problems a[href='#reason-pl']")
    page = editor.send(page, {"reason-pl": "Dopisane."})
    assert words(page.select_one("#summary-pl")) == "Długo pisane."
    editor.send(page)
    assert version().summary == {"pl": "Długo pisane."}


def test_a_language_is_added_and_given_up(signed, kielce, preparing, version):
    editor = signed(kielce, "editor")
    editor.send(f"{DESK}/osoby", languages=["en", "uk"])
    editor.send(f"{DESK}/tresc", {"title-en": "Park"})
    editor.send(f"{DESK}/osoby", languages=None)
    assert (version().languages, version().title["en"]) == (["pl"], "Park")
    assert not editor.visit(f"{DESK}/tresc").select("[name=title-en]")


class TestDocuments:
    """Files come and go until it is published."""

    def test_a_file_that_is_not_what_it_says(self, signed, kielce, preparing, version):
        sent = {"title-pl": "Mapa", "file": (io.BytesIO(b"MZ"), "mapa.exe")}
        page = signed(kielce, "editor").send(f"{DESK}/dokumenty", sent)
        assert page.select_one("#file-error")
        assert page.select_one("#title-pl")["value"] == "Mapa"

    def test_one_is_removed(self, signed, kielce, preparing, read):
        editor = signed(kielce, "editor")
        page = editor.send(f"{DESK}/dokumenty", form="form[action$='/usun']")
        assert page.select_one("[role=status]")
        assert not page.select(".docs")
        with read() as session:
            assert not session.scalars(select(ConsultationDocument)).all()

    def test_one_that_comes_too_late(self, signed, kielce, public):
        editor = signed(kielce, "editor")
        token = editor.visit("/urzad/k/nowa").select_one("[name=csrf_token]")["value"]
        sent = {"csrf_token": token, "title-pl": "Mapa", "file": (io.BytesIO(b"Mapa."), "mapa.txt")}
        page = editor.client.post(f"{DESK}/dokumenty", data=sent)
        assert page.status_code == 200
        assert 'value="Mapa"' in page.text


class TestApproval:
    """From one desk to another."""

    def test_what_is_missing_is_listed_with_the_way_to_it(self, signed, kielce, write):
        with write() as session:
            office = session.get_one(Authority, kielce)
            office.controller = {}
            operations.prepare(session, office, {"pl": "Park nad Silnicą"}, actor=official(office, "editor"), now=NOW)
        page = signed(kielce, "editor", "admin").visit(f"{DESK}/publikacja")
        ways = {link["href"] for link in page.select(".checks a")}
        assert {way.removeprefix(DESK) for way in ways if way.startswith(DESK)} == {
            "/procedury",
            "/tresc",
            "/kalendarz",
            "/osoby",
            "/prywatnosc",
        }
        assert any(way.startswith("/admin/") for way in ways)
        assert not page.select(ACT.format("do-zatwierdzenia"))

    def test_an_editor_sends_and_does_not_publish(self, signed, kielce, preparing, version):
        editor = signed(kielce, "editor")
        page = editor.visit(f"{DESK}/publikacja")
        assert not page.select(ACT.format("opublikuj"))
        editor.send(page, form=ACT.format("do-zatwierdzenia"))
        assert version().sent_at == NOW
        assert not editor.visit(f"{DESK}/publikacja").select(ACT.format("do-zatwierdzenia"))

    def test_one_with_both_roles_is_told_why_not(self, signed, kielce, preparing, version):
        both = signed(kielce, "editor", "approver")
        both.send(f"{DESK}/publikacja", form=ACT.format("do-zatwierdzenia"))
        page = both.visit(f"{DESK}/publikacja")
        assert not page.select(ACT.format("opublikuj"))
        assert page.select(".note")
        sent = {"csrf_token": page.select_one("[name=csrf_token]")["value"], "edit_count": str(version().edit_count)}
        both.client.post(f"{DESK}/opublikuj", data=sent)
        assert version().published_at is None
        assert both.visit(DESK).select_one("[role=alert]")

    def test_one_person_publishes_where_four_eyes_are_off(self, signed, kielce, write, preparing, visitor):
        with write() as session:
            session.get_one(Authority, kielce).requires_four_eyes = False
        both = signed(kielce, "editor", "approver")
        both.send(f"{DESK}/tresc", {"title-uk": "Парк"})
        page = both.visit(f"{DESK}/publikacja")
        assert not page.select(ACT.format("do-zatwierdzenia"))
        both.send(page, form=ACT.format("opublikuj"))
        assert len(visitor.visit("/k/park-nad-silnica/wersje").select(".rows__meta li")) == 3

    def test_what_changed_after_it_was_read_is_not_published(self, signed, kielce, preparing, act, version):
        approver = signed(kielce, "approver")
        act(operations.send_for_approval)
        read = approver.visit(f"{DESK}/publikacja")
        act(operations.change, {"title": {"pl": "Hala"}}, edit_count=version().edit_count)
        act(operations.send_for_approval)
        page = approver.send(read, form=ACT.format("opublikuj"))
        assert page.select_one("[role=alert]")
        assert version().published_at is None

    def test_it_is_returned_with_words(self, signed, kielce, preparing, act, version):
        approver = signed(kielce, "approver")
        act(operations.send_for_approval)
        page = approver.send(f"{DESK}/publikacja", form=ACT.format("do-poprawy"))
        assert page.select_one(".problems a[href='#because']")
        approver.send(page, form=ACT.format("do-poprawy"), because="Krócej, proszę.")
        page = signed(kielce, "editor").visit(f"{DESK}/tresc")
        assert "Krócej, proszę." in words(page.select_one(".note--warn"))

    def test_the_words_of_an_approver_who_came_too_late(self, signed, kielce, preparing, act):
        approver = signed(kielce, "approver")
        act(operations.send_for_approval)
        opened = approver.visit(f"{DESK}/publikacja")
        signed(kielce, "approver").send(opened.url, form=ACT.format("opublikuj"))
        page = approver.send(opened, form=ACT.format("do-poprawy"), because="Krócej, proszę.")
        assert "Krócej, proszę." in words(page.select_one("[role=alert]"))

    def test_a_correction_is_begun_and_given_up(self, signed, kielce, public, version):
        editor = signed(kielce, "editor")
        page = editor.send(DESK, form=ACT.format("popraw"))
        assert page.url.endswith("/tresc")
        assert page.select_one("#reason-pl")
        assert version().number == 2
        editor.send(DESK, form=ACT.format("odrzuc-poprawke"))
        assert version() is None

    def test_a_step_of_what_is_published_leads_to_the_overview(self, signed, kielce, public):
        editor = signed(kielce, "editor")
        for step in STEPS:
            assert editor.visit(f"{DESK}/{step}").url.endswith(DESK)


class TestPreview:
    """How it will look, for the office alone."""

    def test_it_shows_what_is_in_preparation(self, signed, kielce, preparing, visitor):
        page = signed(kielce, "analyst").visit(f"{DESK}/podglad")
        assert "Nowy park przy rzece." in words(page.main)
        assert words(page.select_one(".plate--rest b")) == "8"
        assert visitor.client.get(f"{DESK}/podglad").status_code == 401

    def test_it_works_with_nothing_but_a_title(self, signed, kielce, write):
        with write() as session:
            office = session.get_one(Authority, kielce)
            operations.prepare(session, office, {"pl": "Park nad Silnicą"}, actor=official(office, "editor"), now=NOW)
        signed(kielce, "editor").visit(f"{DESK}/podglad")

    def test_it_shows_a_correction_beside_what_is_public(self, signed, kielce, public, write, visitor):
        with write() as session:
            correct(session, session.get_one(Consultation, public), summary={"pl": "Większy park."})
        assert "Większy park." in words(signed(kielce, "clerk").visit(f"{DESK}/podglad").main)
        assert "Większy park." not in visitor.visit("/k/park-nad-silnica").text

    def test_there_is_none_of_what_is_public(self, signed, kielce, public):
        signed(kielce, "editor").visit(f"{DESK}/podglad", status=404)
