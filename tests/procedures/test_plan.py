"""A calendar forward from a start."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.procedures.loading import load_catalogue
from consult.procedures.rules.checks import ANALOGY
from consult.procedures.rules.days_off import is_off
from consult.procedures.rules.plan import Given, plan
from consult.procedures.rules.records import Op
from tests.procedures.samples import KEYS, WITH_REMARKS, broken, day, found, planned, versions


def dates(plan):
    window = plan.window
    return {
        "closes": plan.closes and plan.closes.isoformat(),
        "window": window and (window.first.isoformat(), window.last.isoformat()),
        "report": plan.report_due and plan.report_due.isoformat(),
    }


@pytest.mark.parametrize(
    ("keys", "start", "closes", "window", "report"),
    [
        (["plan_ogolny"], "2026-12-01", "2026-12-29", ("2026-12-09", "2026-12-22"), "2027-01-28"),
        (["strategia_rozwoju", "oos_dokument"], "2026-12-14", "2027-01-18", None, "2027-02-17"),
        (["oos_dokument"], "2026-12-03", "2026-12-28", None, None),
        (["oos_dokument"], "2025-12-03", "2025-12-29", None, None),  # 24 to 26 December, then a weekend
        (["oos_dokument"], "2024-12-03", "2024-12-24", None, None),
        (["oos_decyzja"], "2026-05-05", "2026-06-05", None, None),  # raw Corpus Christi
        (["rewitalizacja"], "2024-01-23", "2024-02-27", ("2024-01-31", "2024-02-20"), "2024-03-28"),  # Niepołomice
        (["rewitalizacja"], "2023-08-01", "2023-08-31", None, "2023-10-02"),  # the older law: 30 days, no window
        (["strategia_rozwoju"], "2023-01-02", "2023-02-06", None, "2023-03-08"),  # Tarnowiec
        (["strategia_rozwoju"], "2026-11-02", "2026-12-07", None, "2027-01-07"),  # raw Epiphany
        (["plan_miejscowy_uproszczony"], "2026-04-17", "2026-05-04", None, "2026-06-03"),  # 1 May, a weekend with 3 May
        (["konsultacje_gmina"], "2028-02-08", "2028-02-29", None, "2028-03-30"),
        (["program_wspolpracy", "konsultacje_gmina"], "2026-03-16", "2026-04-07", None, "2026-05-07"),  # Easter Monday
        (["rewitalizacja"], "2026-08-15", "2026-09-21", ("2026-08-23", "2026-09-14"), "2026-10-21"),  # a Saturday off
        (["maly_grant_19a"], "2026-12-18", "2026-12-28", None, None),  # raw 25 December
        (["budzet_obywatelski"], "2026-03-02", "2026-03-23", None, None),
        (["raport_o_stanie"], "2026-05-04", "2026-05-18", None, None),
        (["inicjatywa_lokalna"], "2026-05-04", None, None, None),
    ],
)
def test_the_calendar(keys, start, closes, window, report):
    assert dates(planned(*keys, start=start)) == {"closes": closes, "window": window, "report": report}


@pytest.mark.parametrize(
    ("notice", "closes", "days_short"),
    [
        ("2024-01-23", "2024-02-27", 0),  # Niepołomice
        ("2023-01-02", "2023-02-06", 0),  # Tarnowiec
        ("2024-03-04", "2024-04-16", -8),  # as much to spare as Imielin had
        ("2021-09-15", "2021-10-13", 7),  # Polanka Wielka
        ("2025-10-10", "2025-11-03", 11),  # Stara Biała
    ],
)
def test_real_consultations_of_strategies(notice, closes, days_short):
    rule = found(planned("strategia_rozwoju", start=notice, remarks_close=closes), "min_period")
    assert (rule.right - rule.left).days == days_short
    assert rule.is_ok is (days_short <= 0)
    assert rule.severity == "error"


def test_a_programme_consulted_too_late():
    """Gzy: 25 November to 2 December 2019, although the programme had to be adopted by 30 November."""
    gzy = planned("program_wspolpracy", start="2019-11-25", remarks_close="2019-12-02")
    assert broken(gzy) == {"min_period": "warning", "adopted_30_xi": "error"}
    assert found(gzy, "adopted_30_xi").right == day("2019-11-30")


@pytest.mark.parametrize("key", [key for key in WITH_REMARKS if key not in ("oos_decyzja", "maly_grant_19a")])
@settings(deadline=None, max_examples=30)
@given(start=st.dates(day("2026-09-01"), day("2060-12-31")))
def test_a_computed_plan_breaks_no_rule_that_no_date_of_the_calendar_sets(key, start):
    computed = plan(load_catalogue().chosen([key], start), Given(start))
    assert {finding.id for finding in computed.broken} <= {"adopted_30_xi"}


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.sampled_from(KEYS), min_size=1, max_size=3),
    st.dates(day("2026-09-01"), day("2060-12-31")),
    st.integers(1, 60),
)
def test_never_shorter_than_the_statute_nor_earlier_for_a_later_start(keys, start, later):
    catalogue = load_catalogue()
    first = plan(catalogue.chosen(keys, start), Given(start))
    second_start = start.fromordinal(start.toordinal() + later)
    second = plan(catalogue.chosen(keys, second_start), Given(second_start))
    if first.demands.least_days:
        assert (first.closes - start).days >= first.demands.least_days
        assert not is_off(first.days[_counted(keys)][catalogue.newest(_counted(keys)).closes_with])
    if first.closes:
        assert second.closes >= first.closes


def _counted(keys):
    return next(key for key in keys if load_catalogue().newest(key).main_period)


def test_one_day_too_short():
    short = planned("rewitalizacja", start="2026-12-01", remarks_close="2027-01-04")
    assert broken(short) == {"min_period": "error"}
    assert found(short, "min_period").right == day("2027-01-05")


def test_the_raw_day_is_lawful_and_warns():
    raw = planned("oos_dokument", start="2026-12-03", remarks_close="2026-12-24")
    assert found(raw, "min_period").is_ok
    assert broken(raw) == {"rolled_day": "warning"}
    assert found(raw, "rolled_day").right == day("2026-12-28")
    assert found(raw, "rolled_day").ref == ANALOGY
    between = planned("oos_dokument", start="2026-12-03", remarks_close="2026-12-27")
    assert broken(between) == {"rolled_day": "warning"}
    assert broken(planned("oos_dokument", start="2026-12-03", remarks_close="2026-12-23")) == {"min_period": "error"}


def test_what_is_short_does_not_move_the_rest():
    short = planned("program_wspolpracy", start="2026-09-15", target="2026-11-30", remarks_close="2026-09-30")
    assert broken(short) == {"min_period": "warning"}
    assert short.days["program_wspolpracy"]["rdpp_opinion"] == day("2026-11-20")


def test_a_fixed_period_that_is_lengthened():
    both = planned("oos_decyzja", "rewitalizacja", start="2026-12-01")
    assert broken(both) == {"fixed_period": "warning"}
    assert found(both, "fixed_period").op is Op.AT_MOST
    assert found(both, "fixed_period").right == day("2026-12-31")


@pytest.mark.parametrize(
    ("form", "on", "ids"),
    [
        ("workshop", "2026-12-09", set()),
        ("workshop", "2026-12-22", set()),
        ("workshop", "2026-12-08", {"event_not_before"}),
        ("workshop", "2026-12-23", {"event_not_after"}),
        ("interview", "2026-12-23", set()),  # not among the forms that the window is for
        ("survey", "2026-12-01", set()),
    ],
)
def test_meetings_and_their_window(form, on, ids):
    computed = planned("plan_ogolny", start="2026-12-01", meetings=[(form, on)])
    assert broken(computed).keys() == ids


def test_each_meeting_is_measured():
    meetings = [("workshop", "2026-12-08"), ("study_walk", "2026-12-10"), ("open_meeting", "2026-12-28")]
    computed = planned("plan_ogolny", start="2026-12-01", meetings=meetings)
    assert [finding.is_ok for finding in computed.findings if finding.id == "event_not_before"] == [False, True, True]
    assert [finding.is_ok for finding in computed.findings if finding.id == "event_not_after"] == [True, True, False]
    (protocols,) = [step for step in computed.steps if step.id == "protocols"]
    assert protocols.day == day("2027-01-04")


def test_a_meeting_where_the_procedure_knows_none():
    assert not planned("oos_dokument", start="2026-12-01", meetings=[("debate", "2026-12-02")]).broken


def test_a_notice_dated_by_hand_is_counted_from():
    early = planned("strategia_rozwoju", start="2026-12-14", notice_published="2026-12-07", remarks_close="2027-01-11")
    assert not early.broken
    late = planned("strategia_rozwoju", start="2026-12-14", notice_published="2026-12-15")
    assert broken(late) == {"min_period": "error"}


def test_a_notice_that_was_published_is_measured_and_takes_no_day_away():
    chosen = versions("konsultacje_gmina", "strategia_rozwoju", on="2026-12-14")
    early, late = (
        plan(chosen, Given(day("2026-12-14"), noticed_on=day(noticed))) for noticed in ("2026-12-01", "2026-12-10")
    )
    assert not early.broken, "the lengths count from the start, not from the earlier notice"
    assert early.days["strategia_rozwoju"]["notice_published"] == day("2026-12-01")
    assert broken(late) == {"notice_lead": "warning"}
    after = plan(chosen, Given(day("2026-12-14"), noticed_on=day("2026-12-15")))
    assert broken(after) == {"notice_lead": "warning", "min_period": "error"}


def test_a_notice_after_the_start():
    assert broken(planned("rewitalizacja", start="2026-12-01", notice_published="2026-12-02")) == {
        "notice_by_start": "error"
    }


def test_the_longest_lead_is_shared():
    both = planned("konsultacje_gmina", "strategia_rozwoju", start="2026-12-14")
    assert {days["notice_published"] for days in both.days.values()} == {day("2026-12-07")}
    rights = [finding.right for finding in both.findings if finding.id == "min_period"]
    assert rights == [day("2027-01-04"), day("2027-01-18")], "both count from the start"


def test_the_programme_by_its_steps():
    computed = planned("program_wspolpracy", start="2026-09-15", target="2026-11-30")
    assert not computed.broken
    assert [(step.id, step.day.isoformat()) for step in computed.steps] == [
        ("needs", "2026-08-16"),
        ("draft", "2026-09-08"),
        ("notice", "2026-09-08"),
        ("decisions", "2026-10-13"),
        ("rdpp", "2026-11-20"),
        ("report", "2026-11-20"),
        ("council", "2026-11-20"),
        ("adopt", "2026-11-30"),
        ("annual_report", "2028-05-31"),
    ]
    assert computed.steps[4].who == "rdpp"
    assert computed.steps[4].artefacts == ("rdpp_opinion",)
    assert computed.steps[4].optional_if == "no_rdpp"


@pytest.mark.parametrize("start", ["2026-11-09", "2026-11-20", "2026-12-01"])
def test_a_target_that_cannot_be_reached(start):
    late = planned("program_wspolpracy", start=start, target="2026-11-30")
    assert broken(late) == {
        "consult_first": "error",
        "target_reachable": "error" if start > "2026-11-30" else "warning",
    }


@pytest.mark.parametrize("key", KEYS)
def test_a_target_before_the_start_is_an_error(key):
    """Also where all lengths are only defaults: no calendar ends before it begins."""
    assert broken(planned(key, start="2026-12-01", target="2026-11-30"))["target_reachable"] == "error"


def test_a_target_before_the_report():
    late = planned("plan_ogolny", start="2026-12-01", target="2026-12-29")
    assert broken(late) == {"report_before_council": "error", "target_reachable": "error"}
    assert found(late, "target_reachable").right == day("2026-12-30")
    assert not planned("plan_ogolny", start="2026-12-01", target="2026-12-30").broken


def test_a_report_due_before_its_term():
    assert planned("plan_ogolny", start="2026-12-01", target="2027-01-10").report_due == day("2027-01-10")
    assert planned("program_wspolpracy", start="2026-11-03").report_due == day("2026-11-30")


def test_a_target_after_the_calendar_s_limit():
    late = planned("program_wspolpracy", start="2026-09-15", target="2026-12-04")
    assert broken(late) == {"adopted_30_xi": "error"}


def test_dates_of_the_calendar_never_roll():
    """30 November 2025 was a Sunday."""
    assert found(planned("program_wspolpracy", start="2025-09-15"), "adopted_30_xi").right == day("2025-11-30")
    assert found(planned("raport_o_stanie", start="2026-06-01"), "report_31_v").right == day("2026-05-31")


def test_the_session_on_the_report():
    computed = planned("raport_o_stanie", start="2026-05-20", target="2026-06-24")
    assert not computed.broken
    assert computed.closes == day("2026-06-23")
    wrong = planned("raport_o_stanie", start="2026-05-20", target="2026-06-24", signup_close="2026-06-22")
    assert broken(wrong) == {"signup_limit": "error"}
    late = planned("raport_o_stanie", start="2026-05-20", target="2026-06-24", state_report_presented="2026-06-01")
    assert broken(late) == {"report_31_v": "error"}


def test_three_months_to_the_session():
    computed = planned("inicjatywa_uchwalodawcza", start="2026-11-30")
    assert found(computed, "council_3_months").right == day("2027-03-01"), "28 February 2027 is a Sunday"
    assert not computed.broken
    late = planned("inicjatywa_uchwalodawcza", start="2026-11-30", target="2027-03-02")
    assert broken(late) == {"council_3_months": "error"}


def test_an_opinion_term_at_the_voivodeship():
    asked = {"draft_to_rdpp": "2026-10-01", "rdpp_opinion": "2026-11-02"}
    assert broken(planned("program_wspolpracy", start="2026-09-01", **asked)) == {"rdpp_clock": "error"}
    assert not planned("program_wspolpracy", start="2026-09-01", level="wojewodztwo", **asked).broken


def test_an_event_that_nothing_bounds_has_no_day():
    assert "settled" not in planned("inicjatywa_lokalna", start="2026-05-04").days["inicjatywa_lokalna"]
