"""The pages of the law: choosing the legal basis, seeing the calendar before it is saved, publishing against it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.authorities.local_rules import add_local_rule
from consult.authorities.models import Authority
from consult.consultations.models import Consultation
from consult.consultations.queries import find_in_force, find_preparing
from consult.consultations.rules.stages import opening_moment
from consult.procedures.loading import load_catalogue
from tests.consultations.operations.test_calendar import RULE
from tests.consultations.test_icalendar import strict
from tests.factories.consultations import (
    NOW,
    OPENS_ON,
    approve,
    correct,
    make_preparing,
    make_public,
    official,
)
from tests.page_checks import words

DESK = "/urzad/k/park-nad-silnica"
CALENDAR = f"{DESK}/kalendarz"
PARK = "/k/park-nad-silnica"
POST = "main form[method=post]"
REASON = {"override_reason-pl": "Tak zarządził wojewoda."}
PUBLISH = "form[action$='/opublikuj']"


@pytest.fixture
def editor(signed, kielce):
    return signed(kielce, "editor")


@pytest.fixture
def version(read):
    """Look at the version in preparation, else at the one in force."""

    def look():
        with read() as session:
            consultation = session.scalars(select(Consultation)).one()
            return find_preparing(session, consultation.id) or find_in_force(session, consultation)

    return look


@pytest.fixture
def prepared(write, kielce):
    """Prepare a consultation by these legal bases: `prepared("strategia_rozwoju", opens_on=…)`."""

    def make(*keys, **changes):
        with write() as session:
            office = session.get_one(Authority, kielce)
            make_preparing(session, office, procedures=list(keys), languages=["pl", "uk"], **changes)

    return make


def press(visitor, name, typed=None, page=None):
    """Press a button of the calendar that computes and saves nothing."""
    page = page or visitor.visit(CALENDAR)
    return visitor.send(page, typed, form=POST, button=words(page.select_one(f"button[name={name}]")))


class TestLegalBasis:
    """What do you want to agree, and with whom?"""

    def test_answers_suggest_and_nothing_is_saved_by_asking(self, editor, preparing, version):
        asked = {"what": "strategy", "whom": ["residents"], "forecast": True}
        page = editor.send(f"{DESK}/procedury", asked, form="main form[method=get]")
        ticked = [box["value"] for box in page.select("[name=procedures][checked]")]
        assert sorted(ticked) == ["oos_dokument", "strategia_rozwoju"]
        assert version().procedures == ["konsultacje_gmina"]
        page = editor.send(page, form=POST)
        assert page.url.endswith("/tresc")
        assert sorted(version().procedures) == ["oos_dokument", "strategia_rozwoju"]

    def test_what_is_kept_is_ticked(self, editor, preparing):
        page = editor.visit(f"{DESK}/procedury")
        assert [box["value"] for box in page.select("[name=procedures][checked]")] == ["konsultacje_gmina"]
        assert "art. 5a" in words(page.select_one(".choice:has([value=konsultacje_gmina])"))

    def test_at_least_one(self, editor, preparing, version):
        page = editor.send(f"{DESK}/procedury", {"procedures": []}, form=POST)
        assert page.select_one(".problems")
        assert version().procedures == ["konsultacje_gmina"]

    @pytest.mark.parametrize(
        "query", ["?what=strategy%00", "?what=&whom=x", "?what=strategy&what=matter", "?forecast=y"]
    )
    def test_odd_questions(self, editor, preparing, query):
        editor.visit(f"{DESK}/procedury{query}")

    def test_a_powiat_is_offered_its_own(self, signed, powiat, write):
        with write() as session:
            make_preparing(session, session.get_one(Authority, powiat))
        page = signed(powiat, "editor").visit(f"{DESK}/procedury")
        offered = {box["value"] for box in page.select("[name=procedures]")}
        assert "konsultacje_powiat" in offered
        assert not {"konsultacje_gmina", "plan_ogolny", "rewitalizacja"} & offered


class TestCalendar:
    """The calendar before it is saved."""

    def test_what_is_broken_is_shown_and_nothing_saved(self, editor, prepared, version):
        prepared("strategia_rozwoju")
        days = {"opens_on": "2026-09-01", "last_day": "2026-10-05"}
        page = press(editor, "compute", days)
        assert version().opens_on != OPENS_ON.replace(month=9)
        assert page.select_one("#opens_on")["value"] == "2026-09-01"
        broken = words(page.select_one(".timeline .broken"))
        assert "35" in broken
        assert "6 października 2026" in broken
        assert "art. 6 ust. 5" in broken

    def test_it_can_be_saved_broken(self, editor, prepared, version):
        prepared("strategia_rozwoju")
        typed = {"opens_on": "2026-09-01", "last_day": "2026-10-05"}
        typed |= {"meeting_form_0": "workshop", "meeting_day_0": "12.09.2026", "target": "2026-12-10"}
        page = editor.send(CALENDAR, typed | {"day_rdpp_opinion": "2026-11-20"}, form=POST)
        assert page.url.endswith("/osoby")
        saved = version()
        assert saved.meetings == [{"form": "workshop", "day": "2026-09-12"}]
        assert saved.event_days == {"rdpp_opinion": "2026-11-20"}
        assert saved.target.isoformat() == "2026-12-10"
        page = editor.visit(CALENDAR)
        assert page.select_one("#meeting_day_0")["value"] == "2026-09-12"
        assert page.select_one("#day_rdpp_opinion")["value"] == "2026-11-20"
        assert page.select_one("#meeting_form_2")

    @pytest.mark.parametrize(
        ("opens_on", "last_day"),
        [
            ("2026-11-19", "28 grudnia 2026"),
            ("2026-03-02", "7 kwietnia 2026"),
            ("2026-04-30", "5 czerwca 2026"),
            ("2026-03-27", "4 maja 2026"),
            ("2028-01-25", "29 lutego 2028"),
        ],
    )
    def test_the_computed_last_day(self, editor, prepared, opens_on, last_day):
        prepared("strategia_rozwoju")
        page = press(editor, "compute", {"opens_on": opens_on, "last_day": None})
        assert last_day in words(page.select_one("#follows").find_parent("section"))
        assert not page.select(".timeline .broken")

    def test_the_computed_last_day_is_taken_over(self, editor, prepared, version):
        prepared("strategia_rozwoju")
        page = press(editor, "compute", {"opens_on": "2026-11-19", "last_day": "2026-12-01"})
        page = press(editor, "take_last_day", page=page)
        assert page.select_one("#last_day")["value"] == "2026-12-28"
        assert not page.select(".timeline .broken")
        editor.send(page, form=POST)
        assert version().last_day.isoformat() == "2026-12-28"

    def test_backward_from_a_target(self, editor, prepared):
        prepared("program_wspolpracy")
        typed = {"opens_on": None, "last_day": None, "target": "2026-11-30"}
        page = press(editor, "compute", typed)
        starts = words(page.select_one("#starts").find_parent("section"))
        assert "2026" in starts
        page = press(editor, "take_first_day", page=page)
        assert page.select_one("#opens_on")["value"] > "2026-03-02"
        assert not page.select(".timeline .broken")

    def test_a_target_that_cannot_be_reached_any_more(self, editor, prepared):
        prepared("program_wspolpracy")
        typed = {"opens_on": None, "last_day": None, "target": "2026-03-10"}
        page = press(editor, "compute", typed)
        assert page.select_one("#starts").find_parent("section").select_one(".note--warn")
        assert page.select(".timeline .broken, .timeline .warn")

    @pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1989-12-31", "2200-01-01", "2026-02-30"])
    @pytest.mark.parametrize("name", ["opens_on", "last_day", "target", "meeting_day_0", "day_initiated"])
    def test_days_that_cannot_be(self, editor, prepared, version, name, day):
        prepared("strategia_rozwoju")
        page = editor.send(CALENDAR, {name: day}, form=POST)
        assert page.select_one(f".problems a[href='#{name}']")
        assert page.select_one(f"#{name}")["value"] == day
        assert version().edit_count == 1

    def test_an_end_before_the_beginning_is_told(self, editor, prepared):
        prepared("strategia_rozwoju", "oos_dokument", "konsultacje_gmina")
        page = press(editor, "compute", {"opens_on": "2026-06-05", "last_day": "2026-05-05", "target": "2026-05-01"})
        assert page.select_one(".timeline .broken")

    def test_half_a_meeting(self, editor, prepared):
        prepared("strategia_rozwoju")
        page = editor.send(CALENDAR, {"meeting_form_0": "workshop"}, form=POST)
        assert page.select_one(".problems a[href='#meeting_day_0']")
        page = editor.send(CALENDAR, {"meeting_day_1": "2026-03-20"}, form=POST)
        assert page.select_one(".problems a[href^='#meeting_form_1']")

    def test_without_legal_basis_it_leads_to_the_choice(self, editor, prepared):
        prepared()
        page = editor.visit(CALENDAR)
        assert page.select_one(f"main .note a[href='{DESK}/procedury']")
        press(editor, "compute", {"opens_on": "2026-05-01"})

    def test_no_such_law(self, editor, prepared):
        prepared("plan_ogolny")
        page = press(editor, "compute", {"opens_on": "2020-05-01"})
        assert page.select_one("main .note--no")

    def test_a_notice_that_can_only_be_late_is_shown_before_it_is_saved(self, editor, prepared):
        """Today is 2 March: seven days before the 5th are over, those before the 10th are not."""
        prepared("konsultacje_gmina")
        page = press(editor, "compute", {"opens_on": "2026-03-05", "last_day": "2026-04-07"})
        assert "2 marca 2026" in words(page.select_one(".timeline .warn"))
        page = press(editor, "compute", {"opens_on": "2026-03-10"}, page=page)
        assert not page.select(".timeline .warn, .timeline .broken")

    def test_a_rule_of_the_council_below_the_statute_is_told(self, editor, prepared, write, kielce):
        prepared("strategia_rozwoju")
        with write() as session:
            office = session.get_one(Authority, kielce)
            values = RULE | {"procedure": "strategia_rozwoju", "days": 60}
            rule = add_local_rule(session, office, values, actor=official(office, "admin"), now=NOW)
            rule.days = 20  # as if the statute had grown since
        page = editor.visit(CALENDAR)
        assert RULE["ref"] in words(page.select_one("#follows").find_parent("section").select_one(".note--warn"))

    def test_two_editors_at_once(self, signed, kielce, prepared, version):
        prepared("strategia_rozwoju")
        first, second = signed(kielce, "editor"), signed(kielce, "editor")
        opened = second.visit(CALENDAR)
        first.send(CALENDAR, {"last_day": "2026-05-04"}, form=POST)
        page = second.send(
            opened, {"last_day": "2026-05-05", "meeting_form_0": "debate", "meeting_day_0": "2026-04-01"}, form=POST
        )
        assert "2026-05-04" in words(page.select_one(".problems"))
        assert page.select_one("#meeting_day_0")["value"] == "2026-04-01"
        second.send(page, form=POST)
        assert version().last_day.isoformat() == "2026-05-05"

    @pytest.mark.complete
    @pytest.mark.parametrize("language", ["pl", "en", "uk"])
    def test_every_procedure_in_every_language(self, editor, write, kielce, language):
        catalogue = load_catalogue()
        for key in catalogue.versions:
            if "gmina" in catalogue.newest(key).levels:
                with write() as session:
                    make_preparing(session, session.get_one(Authority, kielce), key.replace("_", " "), procedures=[key])
                page = editor.visit(f"/urzad/k/{key.replace('_', '-')}/kalendarz?lang={language}")
                assert page.select(".timeline li"), key


class TestOverride:
    """Published against the law, with a reason."""

    @pytest.fixture
    def approver(self, signed, kielce):
        return signed(kielce, "approver")

    @pytest.fixture
    def sent(self, prepared, editor):
        prepared("strategia_rozwoju")
        editor.send(f"{DESK}/publikacja", form="form[action$='/do-zatwierdzenia']")

    def test_without_reason_it_is_not_published(self, approver, sent, visitor):
        page = approver.send(f"{DESK}/publikacja", form=PUBLISH)
        assert page.select_one(".problems a[href='#override_reason-pl']")
        visitor.visit(PARK, status=404)

    def test_everybody_reads_the_reason(self, approver, sent, visitor):
        approver.send(f"{DESK}/publikacja", REASON, form=PUBLISH)
        for path in (PARK, f"{PARK}/wersje", f"{PARK}/wersje/1"):
            for language in ("pl", "en", "uk"):
                assert REASON["override_reason-pl"] in words(visitor.visit(f"{path}?lang={language}").main)
        note = visitor.visit(PARK).select_one("main .note--warn")
        assert "art. 6 ust. 5" in words(note)

    def test_hostile_words_of_a_resolution_and_a_reason_stay_words(
        self, approver, editor, prepared, visitor, write, kielce
    ):
        hostile = "<script>{0}%s%(x)s{{ 7*7 }}</script>;\\,"
        with write() as session:
            office = session.get_one(Authority, kielce)
            add_local_rule(session, office, RULE | {"ref": hostile}, actor=official(office, "admin"), now=NOW)
        prepared("konsultacje_gmina")
        assert hostile in words(editor.visit(CALENDAR).select_one(".timeline .broken"))
        editor.send(f"{DESK}/publikacja", form="form[action$='/do-zatwierdzenia']")
        approver.send(f"{DESK}/publikacja", {"override_reason-pl": hostile}, form=PUBLISH)
        for language in ("pl", "en", "uk"):
            assert words(visitor.visit(f"{PARK}?lang={language}").main).count(hostile) >= 2
        (end,) = [event for event in strict(visitor.fetch(f"{PARK}/kalendarz.ics").data) if "closes" in event["UID"]]
        assert "%(x)s{{ 7*7 }}</script>\\;\\\\\\," in end["DESCRIPTION;LANGUAGE=pl"]

    def test_the_reason_is_not_lost_when_somebody_changed_it(self, approver, editor, sent):
        page = approver.visit(f"{DESK}/publikacja")
        editor.send(f"{DESK}/osoby", case_sign="BD.1")
        page = approver.send(page, REASON, form=PUBLISH)
        assert REASON["override_reason-pl"] in words(page)

    def test_a_correction_begins_with_the_reason_before(self, approver, editor, sent, write):
        approver.send(f"{DESK}/publikacja", REASON, form=PUBLISH)
        with write() as session:
            correct(session, session.scalars(select(Consultation)).one())
        editor.send(f"{DESK}/publikacja", form="form[action$='/do-zatwierdzenia']")
        page = approver.visit(f"{DESK}/publikacja")
        assert words(page.select_one("#override_reason-pl")) == REASON["override_reason-pl"]
        approver.send(page, form=PUBLISH)

    def test_the_desk_says_which_calendar_is_broken(self, editor, prepared, write, kielce):
        prepared("strategia_rozwoju")
        with write() as session:
            make_preparing(session, session.get_one(Authority, kielce), "Zgodne")
        rows = {words(row.h3): row for row in editor.visit("/urzad").select("section[aria-labelledby=all] li:has(h3)")}
        assert rows["Park nad Silnicą"].select("strong")
        assert not rows["Zgodne"].select("strong")


class TestPublicPage:
    """Deadlines with their law, and the calendar file."""

    @pytest.fixture
    def public(self, write, kielce):
        with write() as session:
            meetings = [{"form": "workshop", "day": "2026-03-20"}]
            changes = {"procedures": ["program_wspolpracy"], "meetings": meetings, "target": OPENS_ON.replace(month=6)}
            return make_public(session, session.get_one(Authority, kielce), languages=["pl", "uk"], **changes).id

    def test_deadlines_with_their_law(self, visitor, public):
        told = words(visitor.visit(PARK).select_one("#dates").parent)
        assert "Warsztat" in told
        assert "art. 5a ust. 1" in told
        assert "30 kwietnia 2026" in told  # the report, thirty days after the last
        assert "2028" not in told  # the report on the programme is not a part of this
        assert "art. 5a, art. 41i" in words(visitor.visit(PARK).select_one("#formal").parent)

    def test_the_notice_has_its_law_in_the_reader_s_language(self, visitor, write, kielce):
        with write() as session:
            make_public(session, session.get_one(Authority, kielce))
        announced = words(visitor.visit(f"{PARK}?lang=en").select_one("#dates").parent.select_one(".timeline li"))
        assert "Notice at least 7 days before the start (a usual length; a resolution of the council" in announced

    @pytest.mark.parametrize("language", ["pl", "en", "uk"])
    def test_every_language(self, visitor, public, language, at):
        for moment in (NOW, opening_moment(OPENS_ON), NOW + timedelta(days=60)):
            at(moment)
            visitor.visit(f"{PARK}?lang={language}")

    def test_the_file_keeps_its_events_from_version_to_version(self, visitor, public, write):
        link = visitor.visit(PARK).select_one("a[href$='.ics']")["href"]
        first = visitor.fetch(link)
        assert first.mimetype == "text/calendar"
        assert "public" in first.headers["Cache-Control"]
        with write() as session:
            begun = session.get_one(Consultation, public)
            correct(session, begun, meetings=[{"form": "workshop", "day": "2026-03-21"}])
            approve(session, begun, now=NOW + timedelta(days=1))
        second = visitor.fetch(link)
        assert "SEQUENCE:1\r\n" in first.text
        assert "SEQUENCE:2\r\n" in second.text
        assert "DTSTART:20260330T220000Z\r\nDTEND:20260331T220000Z\r\n" in first.text
        assert "DTSTART;VALUE=DATE:20260321" in second.text
        assert _uids(first) == _uids(second)
        assert len(strict(first.data)) == len(_uids(first))
        assert first.text.count("TRIGGER:-P2DT15H\r\n") == 1, "three days before the last one"
        assert first.text.count("TRIGGER:-P6DT15H\r\n") == 1, "a week before the report is due"
        assert visitor.is_stranger

    def test_nothing_of_what_is_in_preparation(self, visitor, preparing):
        visitor.fetch(f"{PARK}/kalendarz.ics", status=404)


def _uids(response):
    return [line for line in response.text.split("\r\n") if line.startswith("UID:")]
