"""Several legal bases of one consultation."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.procedures.loading import load_catalogue
from consult.procedures.rules.merging import demands_of, merge, merged
from consult.procedures.rules.plan import Given, plan
from consult.procedures.rules.records import FormGroup
from tests.procedures.samples import KEYS, planned, versions

DEMANDS = st.sampled_from(KEYS).map(lambda key: demands_of(load_catalogue().newest(key)))
MANY = st.lists(st.sampled_from(KEYS), min_size=1, max_size=5).map(
    lambda keys: merged(load_catalogue().newest(key) for key in keys)
)


@settings(deadline=None)
@given(MANY, MANY)
def test_the_order_does_not_matter(one, other):
    assert merge(one, other) == merge(other, one)


@settings(deadline=None)
@given(MANY, MANY, MANY)
def test_the_grouping_does_not_matter(one, two, three):
    assert merge(merge(one, two), three) == merge(one, merge(two, three))


@settings(deadline=None)
@given(MANY, MANY)
def test_a_repetition_does_not_matter(one, other):
    assert merge(one, one) == one
    assert merge(merge(one, other), other) == merge(one, other)


@settings(deadline=None)
@given(DEMANDS, MANY)
def test_nothing_that_one_demands_is_lost(one, rest):
    both = merge(one, rest)
    assert both.least_days >= one.least_days
    assert both.notice_days >= one.notice_days
    assert one.report_days is None or both.report_days <= one.report_days
    assert one.forms <= both.forms
    assert one.named_forms <= both.named_forms
    assert one.channels.named <= both.channels.named
    assert one.artefacts <= both.artefacts
    assert one.identity.forbidden <= both.identity.forbidden


def test_the_shortest_term_of_a_report_holds():
    """All reports of the catalogue have thirty days today; a council may set another."""
    thirty, sixty = (replace(demands("konsultacje_gmina"), report_days=days) for days in (30, 60))
    assert merge(sixty, thirty).report_days == merge(thirty, sixty).report_days == 30
    assert merge(sixty, demands("oos_dokument")).report_days == 60


def demands(*keys):
    return merged(versions(*keys, on="2026-12-01"))


def test_a_strategy_with_an_environmental_forecast():
    both = demands("strategia_rozwoju", "oos_dokument")
    assert both.least_days == 35
    assert sorted(both.channels.named) == ["bip", "board_office", "customary", "press", "website"]
    assert len(both.artefacts) == 13
    assert {"remarks_oral", "opinion_letter"} <= both.named_forms


@pytest.mark.parametrize(
    ("keys", "levels"),
    [
        (["plan_ogolny"], {"remarks": "name_address", "surveys": "contact_optional", "phone": None}),
        (["plan_ogolny", "konsultacje_gmina"], {"remarks": "name_address", "surveys": "contact_optional"}),
        (["plan_ogolny", "raport_o_stanie"], {"remarks": "name_address", "surveys": "name_address"}),
        (["plan_ogolny", "inicjatywa_uchwalodawcza"], {"remarks": "voter", "surveys": "voter", "phone": "voter"}),
        (["program_wspolpracy", "oos_dokument"], {"remarks": "contact_optional"}),
    ],
)
def test_the_strictest_identity_by_way_of_speaking(keys, levels):
    identity = demands(*keys).identity
    assert {way: identity.level(way) for way in levels} == levels


def test_what_else_identity_asks_for():
    identity = demands("program_wspolpracy", "plan_ogolny").identity
    assert identity.organisation_required
    assert identity.extra_fields == {"owner_or_perpetual_user"}
    assert identity.forbidden == {"pesel"}


def test_the_forms_of_a_general_plan():
    plan = demands("plan_ogolny")
    assert plan.missing_forms(frozenset({"remarks_electronic", "workshop", "geosurvey"})) == frozenset()
    assert plan.missing_forms(frozenset({"remarks_electronic", "survey"})) == {
        FormGroup(1, frozenset({"open_meeting", "expert_panel", "workshop"}))
    }


def test_revitalisation_wants_two_forms_beside_remarks():
    rewitalizacja = demands("rewitalizacja")
    (group,) = rewitalizacja.missing_forms(frozenset({"remarks_written", "workshop"}))
    assert group.least == 2
    assert not rewitalizacja.missing_forms(frozenset({"remarks_written", "workshop", "survey"}))


def test_the_channels_of_a_notice():
    plan = demands("plan_ogolny")
    used = frozenset({"press", "website", "bip", "customary"})
    assert plan.missing_channels(used) == {frozenset({"board_area", "board_office"})}
    assert plan.missing_channels(frozenset({"board_area", "press", "website", "bip"})) == {frozenset({"customary"})}
    assert not plan.missing_channels(used | {"board_area"})


def test_revitalisation_beside_a_plan():
    both = planned("rewitalizacja", "plan_ogolny", start="2026-12-01")
    assert both.closes.isoformat() == "2027-01-05"
    assert (both.window.first.isoformat(), both.window.last.isoformat()) == ("2026-12-09", "2026-12-29")


def test_the_windows_of_several_procedures_meet():
    """All windows of the catalogue are alike today; another law may have another."""
    one, other = versions("rewitalizacja", "plan_ogolny", on="2026-12-01")
    later = tuple(
        replace(rule, offset=replace(rule.offset, days=10)) if rule.id == "event_not_before" else rule
        for rule in other.rules
    )
    both = plan((one, replace(other, rules=later)), Given(one.legal.valid_from))
    assert both.window.first == one.legal.valid_from + timedelta(days=10)
    assert both.window.last == both.closes - timedelta(days=7)
