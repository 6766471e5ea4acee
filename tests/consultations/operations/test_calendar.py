"""A calendar that breaks the law, and the law that a consultation keeps."""

from datetime import date, timedelta

import pytest

from consult.authorities.local_rules import add_local_rule, change_local_rule
from consult.consultations import operations
from consult.consultations.calendars import ground_of, plan_of
from consult.consultations.law import unlawful
from consult.consultations.operations.publish import what_is_missing, what_is_unlawful
from consult.consultations.queries import find_in_force
from tests.consultations.operations.verbs import change, last_details, preparing, publish, send
from tests.factories.consultations import LAST_DAY, NOW, OPENS_ON, correct, make_preparing, make_public, official

pytestmark = pytest.mark.both_databases

REASON = {"pl": "Zarządzenie wojewody."}
RULE = {
    "procedure": "konsultacje_gmina",
    "period": "remarks",
    "days": 30,
    "ref": "§ 6 uchwały XII/34/2026",
    "is_binding": True,
    "valid_from": date(2026, 1, 1),
    "valid_to": None,
}
LEAD = RULE | {"period": "notice_lead", "days": 7}
LATE = {"opens_on": date(2026, 3, 5), "last_day": date(2026, 4, 7)}


@pytest.fixture
def strategy(session, office):
    """Have a consultation that is too short for a strategy, sent for approval."""
    begun = make_preparing(session, office, procedures=["strategia_rozwoju"])
    send(session, begun, official(office, "editor"))
    return begun


def publish_for(session, consultation, reason):
    approver = official(consultation.authority, "approver")
    edit_count = preparing(session, consultation).edit_count
    return operations.publish(
        session, consultation, edit_count=edit_count, override_reason=reason, actor=approver, now=NOW
    )


def test_it_is_not_published_without_a_reason(session, strategy):
    for reason in (None, {}, {"en": "Only in English."}):
        with pytest.raises(operations.Unlawful) as found:
            publish_for(session, strategy, reason)
        assert str(found.value) == "strategia_rozwoju.min_period"
    assert strategy.published_number is None


def test_a_reason_is_kept_and_recorded_without_its_words(session, strategy):
    version = publish_for(session, strategy, REASON)
    assert (version.override_reason, version.overridden) == (REASON, ["strategia_rozwoju.min_period"])
    details = {"version": 1, "single_handed": False, "overridden": "strategia_rozwoju.min_period"}
    assert last_details(session, "published") == details


def test_a_reason_without_need_is_not_kept(session, office):
    begun = make_preparing(session, office)
    send(session, begun, official(office, "editor"))
    version = publish_for(session, begun, REASON)
    assert (version.override_reason, version.overridden) == ({}, [])


def test_warnings_never_stop(session, office):
    begun = make_preparing(session, office, last_day=OPENS_ON + timedelta(days=1))
    version = preparing(session, begun)
    calendar = plan_of(version, ground_of(session, version, NOW))
    assert calendar.broken
    assert not unlawful(calendar)
    send(session, begun, official(office, "editor"))
    publish(session, begun, official(office, "approver"))


def test_a_correction_needs_a_reason_of_its_own(session, strategy):
    publish_for(session, strategy, REASON)
    correct(session, strategy)
    send(session, strategy, official(strategy.authority, "editor"))
    with pytest.raises(operations.Unlawful):
        publish(session, strategy, official(strategy.authority, "approver"))


def test_without_legal_basis_nothing_is_published(session, office):
    begun = make_preparing(session, office, procedures=[])
    assert what_is_missing(session, preparing(session, begun), now=NOW) == ["procedures"]


@pytest.mark.parametrize(
    ("keys", "opens_on"),
    [
        (["konsultacje_powiat"], OPENS_ON),
        (["program_wspolpracy", "gone"], OPENS_ON),
        (["plan_ogolny"], date(2020, 1, 2)),
    ],
)
def test_a_legal_basis_that_does_not_hold(session, office, keys, opens_on):
    begun = make_preparing(session, office, procedures=keys, opens_on=opens_on)
    assert "no_such_law" in what_is_missing(session, preparing(session, begun), now=NOW)


class TestTheLawThatHolds:
    """A consultation keeps the law of the day on which it starts."""

    def add(self, session, office, **changes):
        return add_local_rule(session, office, RULE | changes, actor=official(office, "admin"), now=NOW)

    def test_a_binding_rule_of_the_council_stops_it(self, session, office):
        begun = make_preparing(session, office)
        assert not what_is_unlawful(session, preparing(session, begun), now=NOW)
        self.add(session, office)
        (broken,) = what_is_unlawful(session, preparing(session, begun), now=NOW)
        assert (broken.ref, broken.left) == (RULE["ref"], LAST_DAY)

    def test_one_that_is_not_in_force_yet_does_not(self, session, office):
        begun = make_preparing(session, office)
        self.add(session, office, valid_from=OPENS_ON + timedelta(days=1))
        assert not what_is_unlawful(session, preparing(session, begun), now=NOW)

    def test_what_is_published_keeps_its_rules(self, session, office):
        self.add(session, office, days=20)
        begun = make_public(session, office)
        version = find_in_force(session, begun)
        assert (version.law_on, [rule["days"] for rule in version.law_rules]) == (OPENS_ON, [20])
        self.add(session, office, ref="Nowa uchwała")
        assert not what_is_unlawful(session, version, now=NOW)
        correct(session, begun)
        assert not what_is_unlawful(session, preparing(session, begun), now=NOW)

    def test_another_first_day_brings_the_law_of_that_day(self, session, office):
        rule = self.add(session, office, days=20)
        begun = make_public(session, office)
        change_local_rule(session, rule, RULE, actor=official(office, "admin"), now=NOW)
        correct(session, begun)
        later = {"opens_on": OPENS_ON + timedelta(days=1), "last_day": LAST_DAY + timedelta(days=1)}
        change(session, begun, official(office, "editor"), **later)
        assert what_is_unlawful(session, preparing(session, begun), now=NOW)


class TestTheNotice:
    """What is published here is announced on that day."""

    def test_one_that_comes_too_late_is_told_before_it_is_published(self, session, office):
        begun = make_preparing(session, office, **LATE)
        add_local_rule(session, office, LEAD, actor=official(office, "admin"), now=NOW)
        (late,) = what_is_unlawful(session, preparing(session, begun), now=NOW)
        assert (late.id, late.left, late.right) == ("notice_lead", NOW.date(), date(2026, 2, 26))
        in_time = NOW - timedelta(days=4)
        assert not what_is_unlawful(session, preparing(session, begun), now=in_time)

    def test_one_that_was_elsewhere_before_is_dated_by_hand(self, session, office):
        begun = make_preparing(session, office, **LATE, event_days={"notice_published": "2026-02-25"})
        add_local_rule(session, office, LEAD, actor=official(office, "admin"), now=NOW)
        assert not what_is_unlawful(session, preparing(session, begun), now=NOW)

    def test_the_first_publication_stays_the_notice(self, session, office):
        begun = make_public(session, office)
        correct(session, begun)
        later = NOW + timedelta(days=20)
        for version in (find_in_force(session, begun), preparing(session, begun)):
            calendar = plan_of(version, ground_of(session, version, later))
            assert calendar.days["konsultacje_gmina"]["notice_published"] == NOW.date()

    def test_it_takes_no_day_away_from_people(self, session, office):
        begun = make_public(session, office)
        version = find_in_force(session, begun)
        calendar = plan_of(version, ground_of(session, version, NOW))
        (period,) = [one for one in calendar.findings if one.id == "min_period"]
        assert period.right == OPENS_ON + timedelta(days=21)
