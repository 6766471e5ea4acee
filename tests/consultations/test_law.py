"""The law by which a consultation runs, and the calendar that follows."""

from datetime import date, timedelta

import pytest

from consult.consultations.law import (
    Dates,
    Ground,
    calendar_of,
    law_of,
    rule_as_data,
    rule_from_data,
    settable,
    starts_for,
    unlawful,
)
from consult.procedures.rules.catalogue import NoSuchProcedure
from consult.procedures.rules.local import LocalRule
from consult.procedures.rules.records import Severity

STRATEGY = ("strategia_rozwoju",)


def ground(*keys, on=date(2026, 6, 1), rules=(), level="gmina"):
    return Ground(keys, level, on, tuple(rules))


@pytest.mark.parametrize(
    ("key", "opens_on", "last_day"),
    [
        ("strategia_rozwoju", date(2026, 11, 19), date(2026, 12, 28)),  # 24 December, Christmas, a weekend
        ("strategia_rozwoju", date(2026, 11, 21), date(2026, 12, 28)),  # 26 December is a Saturday
        ("oos_dokument", date(2026, 3, 16), date(2026, 4, 7)),  # Easter Monday is 6 April
        ("oos_dokument", date(2026, 5, 14), date(2026, 6, 5)),  # Corpus Christi is 4 June
        ("oos_dokument", date(2026, 4, 10), date(2026, 5, 4)),  # 1 to 3 May, and a weekend
        ("oos_dokument", date(2028, 2, 8), date(2028, 2, 29)),
    ],
)
def test_the_last_day_that_is_computed(key, opens_on, last_day):
    calendar = calendar_of(ground(key, on=opens_on), Dates(opens_on))
    assert calendar.closes == last_day
    assert not unlawful(calendar)


def test_a_day_too_short_breaks_the_law_and_no_day_less():
    law, opens_on = ground(*STRATEGY, on=date(2026, 9, 1)), date(2026, 9, 1)
    raw = opens_on + timedelta(days=35)
    assert not unlawful(calendar_of(law, Dates(opens_on, raw)))
    (broken,) = unlawful(calendar_of(law, Dates(opens_on, raw - timedelta(days=1))))
    assert (broken.id, broken.right) == ("min_period", raw)


def test_the_longest_period_of_several_holds():
    opens_on = date(2026, 9, 1)
    law = ground("oos_dokument", *STRATEGY, on=opens_on)
    assert (
        calendar_of(law, Dates(opens_on)).closes == calendar_of(ground(*STRATEGY, on=opens_on), Dates(opens_on)).closes
    )


def test_a_target_tells_until_when_to_begin():
    law = ground("program_wspolpracy")
    starts = starts_for(law, date(2026, 11, 30))
    assert starts.advised < starts.latest < date(2026, 11, 9)
    late = calendar_of(law, Dates(starts.latest + timedelta(days=7), target=date(2026, 11, 30)))
    assert "target_reachable" in {one.id for one in late.broken}


def test_a_rule_of_the_council_holds_over_what_is_usual():
    opens_on = date(2026, 6, 1)
    own = LocalRule("konsultacje_gmina", "remarks", 10, "§ 6", valid_from=date(2026, 1, 1))
    assert calendar_of(ground("konsultacje_gmina", rules=[own]), Dates(opens_on)).closes == date(2026, 6, 11)
    before = ground("konsultacje_gmina", rules=[own], on=date(2025, 12, 1))
    assert calendar_of(before, Dates(date(2025, 12, 1))).closes == date(2025, 12, 22)


def test_a_rule_below_the_statute_is_refused():
    own = LocalRule("strategia_rozwoju", "remarks", 20, "§ 6", Severity.ERROR)
    procedures, refused = law_of(ground(*STRATEGY, rules=[own]))
    assert [(one.rule, one.statute_days) for one in refused] == [(own, 35)]
    assert procedures[0].periods["remarks"].days == 35


def test_what_was_no_law_then_or_there():
    with pytest.raises(NoSuchProcedure):
        law_of(ground("plan_ogolny", on=date(2020, 1, 1)))
    with pytest.raises(NoSuchProcedure):
        law_of(ground("plan_ogolny", level="powiat"))


def test_the_target_is_not_asked_for_twice():
    procedures, _refused = law_of(ground("program_wspolpracy", "konsultacje_gmina"))
    events = settable(procedures)
    assert not {"remarks_open", "remarks_close", "event", "adopted"} & set(events)
    assert "report_published" in events  # the last event of one, a day on the way of the other


def test_a_local_rule_comes_back_from_what_is_kept():
    own = LocalRule("strategia_rozwoju", "remarks", 40, "§ 6", Severity.ERROR, date(2026, 1, 1), None)
    assert rule_from_data(rule_as_data(own)) == own
