"""Rules that a council has set: never below a statute, kept by day."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from consult.audit.models import AuditEntry
from consult.authorities.local_rules import (
    BelowStatute,
    EndsBeforeItBegins,
    NoSuchPeriod,
    add_local_rule,
    change_local_rule,
    remove_local_rule,
)
from consult.authorities.models import LocalRule
from consult.authorities.queries import find_by_slug, find_local_rule, list_local_rules
from tests.factories.authorities import POWIAT_KIELECKI, make_authority
from tests.factories.consultations import official, signed_in
from tests.page_checks import words

NOW = datetime(2026, 3, 2, 11, tzinfo=UTC)
RULES = "/admin/urzedy/kielce/zasady"
RULE = {
    "procedure": "konsultacje_gmina",
    "period": "remarks",
    "days": 14,
    "ref": "§ 6 uchwały XII/34/2026",
    "is_binding": False,
    "valid_from": date(2026, 1, 1),
    "valid_to": None,
}
TYPED = {"what": "konsultacje_gmina.remarks", "days": "14", "ref": RULE["ref"], "valid_from": "2026-01-01"}


@pytest.mark.both_databases
class TestVerbs:
    """Add, change, remove."""

    @pytest.fixture
    def session(self, write):
        with write() as session:
            yield session

    @pytest.fixture
    def office(self, session):
        return make_authority(session)

    def add(self, session, office, **changes):
        return add_local_rule(session, office, RULE | changes, actor=official(office, "admin"), now=NOW)

    def test_a_rule_is_written_down_changed_and_removed(self, session, office):
        rule = self.add(session, office)
        by = {"actor": official(office, "admin"), "now": NOW}
        change_local_rule(session, rule, RULE | {"days": 28, "is_binding": True}, **by)
        (found,) = list_local_rules(session, [office.id])
        assert (found.as_rule().days, found.as_rule().severity) == (28, "error")
        assert find_local_rule(session, office.id, found.id) is found
        remove_local_rule(session, rule, **by)
        assert not list_local_rules(session, [office.id])
        actions = session.scalars(select(AuditEntry.action).where(AuditEntry.subject_kind == "local_rule")).all()
        assert sorted(actions) == ["local_rule.added", "local_rule.changed", "local_rule.removed"]

    def test_of_another_office_it_is_not_found(self, session, office):
        elsewhere = make_authority(session, POWIAT_KIELECKI, "Powiat kielecki")
        rule = self.add(session, office)
        assert find_local_rule(session, elsewhere.id, rule.id) is None
        assert not list_local_rules(session, [elsewhere.id])

    @pytest.mark.parametrize(
        ("period", "days", "statute"),
        [("remarks", 34, 35), ("report", 31, 30), ("board", 45, 30)],
    )
    def test_less_than_the_statute_is_refused(self, session, office, period, days, statute):
        with pytest.raises(BelowStatute) as below:
            self.add(session, office, procedure="strategia_rozwoju", period=period, days=days)
        assert below.value.statute_days == statute
        assert not session.scalars(select(LocalRule)).all()

    def test_more_than_the_statute_is_not(self, session, office):
        self.add(session, office, procedure="strategia_rozwoju", days=35)
        self.add(session, office, procedure="strategia_rozwoju", days=60)

    def test_the_statute_is_that_of_the_level(self, session):
        voivodeship = make_authority(session, "26", "Świętokrzyskie")
        rule = {"procedure": "program_wspolpracy", "period": "rdpp"}
        self.add(session, voivodeship, **rule, days=21)
        with pytest.raises(BelowStatute):
            self.add(session, voivodeship, **rule, days=31)

    def test_what_cannot_be(self, session, office):
        with pytest.raises(NoSuchPeriod):
            self.add(session, office, period="voting")
        with pytest.raises(NoSuchPeriod):
            self.add(session, office, procedure="konsultacje_powiat")
        with pytest.raises(EndsBeforeItBegins):
            self.add(session, office, valid_to=date(2025, 12, 31))


class TestPages:
    """The pages of the administrator."""

    @pytest.fixture(autouse=True)
    def _offices(self, write, at):
        at(NOW)
        with write() as session:
            make_authority(session)
            make_authority(session, POWIAT_KIELECKI, "Powiat kielecki")

    @pytest.fixture
    def official(self, app, write):
        def sign_in(role, slug="kielce"):
            with write() as session:
                return signed_in(app, session, [find_by_slug(session, slug).id], role, now=NOW)

        return sign_in

    def test_an_administrator_adds_corrects_and_removes(self, official, read):
        admin = official("admin")
        page = admin.send(RULES, TYPED, form="main form.form")
        assert RULE["ref"] in words(page.select_one("table"))
        way = page.select_one("table th a")["href"]
        page = admin.send(way, days="21", is_binding=True)
        assert "21" in words(page.select_one("table"))
        with read() as session:
            assert session.scalars(select(LocalRule)).one().is_binding
        page = admin.send(page, form="table form")
        assert not page.select("table")

    def test_less_than_the_statute_is_told_beside_the_number(self, official):
        typed = TYPED | {"what": "strategia_rozwoju.remarks", "days": "20"}
        page = official("admin").send(RULES, typed, form="main form.form")
        assert "35" in words(page.select_one("#days-error"))
        assert page.select_one("#days")["value"] == "20"
        assert page.select_one("#ref")["value"] == RULE["ref"]

    @pytest.mark.parametrize("days", ["", "-3", "1.5", "²", "367", "x"])
    def test_what_is_no_number_of_days(self, official, days):
        page = official("admin").send(RULES, TYPED | {"days": days}, form="main form.form")
        assert page.select_one("#days-error")

    def test_others_learn_nothing(self, official, visitor):
        for stranger in (official("editor"), official("admin", "powiat-kielecki")):
            stranger.visit(RULES, status=404)
        assert visitor.client.get(RULES).status_code == 401
