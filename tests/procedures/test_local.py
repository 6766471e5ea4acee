"""The council's own resolution, over defaults and beside statutes."""

import pytest

from consult.procedures.rules.local import LocalRule, read_local_rules, unknown, with_local_rules
from consult.procedures.rules.part import BadCatalogue, Part
from consult.procedures.rules.plan import Given, plan
from consult.procedures.rules.records import Severity
from tests.procedures.samples import KEYS, day, versions

REF = "uchwała nr XX/1/2025, § 6"
START = "2026-12-01"


def local(procedure, period, days, **more):
    return LocalRule(procedure, period, days, REF, **more)


def laid(key, *rules, on=START):
    (procedure,) = versions(key, on=on)
    return with_local_rules(procedure, rules, day(on))


def planned(procedure, **days):
    by_hand = {event: day(text) for event, text in days.items()}
    return plan((procedure,), Given(day(START), days=by_hand))


@pytest.mark.parametrize(("days", "closes"), [(10, "2026-12-11"), (42, "2027-01-12")])
def test_a_default_gives_way_to_the_resolution(days, closes):
    procedure, refused = laid("konsultacje_gmina", local("konsultacje_gmina", "remarks", days))
    assert not refused
    computed = planned(procedure)
    assert computed.closes == day(closes)
    (rule,) = [finding for finding in computed.findings if finding.id == "min_period"]
    assert rule.ref == REF
    assert rule.severity is Severity.WARNING
    assert f"{days} dni" in rule.words["pl"]


@pytest.mark.parametrize(
    ("key", "period", "days"),
    [
        ("rewitalizacja", "remarks", 30),
        ("strategia_rozwoju", "report", 60),
        ("oos_decyzja", "remarks", 40),
        ("oos_decyzja", "remarks", 21),
        ("inicjatywa_uchwalodawcza", "council", 30),
    ],
)
def test_a_resolution_below_the_statute_is_refused(key, period, days):
    procedure, (refused,) = laid(key, local(key, period, days))
    assert procedure == versions(key, on=START)[0]
    assert refused.rule.days == days


@pytest.mark.parametrize(
    ("key", "period", "days"),
    [("rewitalizacja", "remarks", 35), ("strategia_rozwoju", "report", 30), ("oos_decyzja", "remarks", 30)],
)
def test_a_resolution_that_repeats_the_statute_is_not_refused(key, period, days):
    assert not laid(key, local(key, period, days))[1]


def test_a_stricter_resolution_stands_beside_the_statute():
    procedure, refused = laid("rewitalizacja", local("rewitalizacja", "remarks", 42))
    assert not refused
    assert planned(procedure).closes == day("2027-01-12")
    short = planned(procedure, remarks_close="2027-01-08")
    rules = [(rule.is_ok, rule.severity.value, rule.ref) for rule in short.findings if rule.id == "min_period"]
    assert rules == [(True, "error", "art. 6 ust. 5"), (False, "warning", REF)]


def test_a_longer_lead_stands_beside_the_statute():
    procedure, _ = laid("rewitalizacja", local("rewitalizacja", "notice_lead", 7))
    late = planned(procedure, notice_published="2026-11-25")
    rules = [(rule.is_ok, rule.ref) for rule in late.findings if rule.id == "notice_by_start"]
    assert rules == [(True, "art. 6 ust. 2"), (False, REF)]
    assert planned(procedure).days["rewitalizacja"]["notice_published"] == day("2026-11-24")


def test_an_authority_may_be_stricter_with_itself():
    procedure, _ = laid("konsultacje_gmina", local("konsultacje_gmina", "remarks", 21, severity=Severity.ERROR))
    assert {finding.severity for finding in planned(procedure, remarks_close="2026-12-02").broken} == {Severity.ERROR}


def test_a_resolution_has_dates():
    rules = [
        local("konsultacje_gmina", "remarks", 28, valid_from=day("2026-01-01")),
        local("konsultacje_gmina", "remarks", 14, valid_to=day("2025-12-31")),
        local("konsultacje_gmina", "remarks", 30, valid_from=day("2026-06-01"), valid_to=day("2026-06-30")),
        local("rewitalizacja", "remarks", 99),
    ]
    lengths = {
        on: laid("konsultacje_gmina", *rules, on=on)[0].periods["remarks"].days
        for on in ("2025-12-31", "2026-01-01", "2026-05-31", "2026-06-01", "2026-06-30", "2026-07-01")
    }
    assert list(lengths.values()) == [14, 28, 28, 30, 30, 28]


def test_a_period_that_is_not_there():
    rules = [local("konsultacje_gmina", "voting", 3), local("rewitalizacja", "voting", 3), local("gone", "remarks", 3)]
    assert unknown(rules, versions("konsultacje_gmina", on=START), KEYS) == (rules[0], rules[2])


def test_local_rules_are_read():
    table = {"procedure": "rewitalizacja", "period": "remarks", "days": 42, "ref": REF, "valid_from": day(START)}
    assert read_local_rules(Part("f", "", {"rules": [table]})) == (
        local("rewitalizacja", "remarks", 42, valid_from=day(START)),
    )
    with pytest.raises(BadCatalogue, match=r"f: rules\[1\].days: must not be negative"):
        read_local_rules(Part("f", "", {"rules": [table | {"days": -1}]}))
    with pytest.raises(BadCatalogue, match=r"f: rules\[1\].valid_to: is before valid_from"):
        read_local_rules(Part("f", "", {"rules": [table | {"valid_to": day("2026-11-30")}]}))
