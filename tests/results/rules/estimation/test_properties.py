"""What holds of all weights and samples."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.results.rules.estimation import crosstabs, estimates, independence, kish, quantiles
from consult.results.rules.estimation.arrays import Mismatch
from consult.results.rules.estimation.calibrating import Distance, calibrate
from consult.results.rules.estimation.collapsing import collapse_ordered, collapse_pooled
from consult.results.rules.estimation.frequencies import frequencies
from consult.results.rules.estimation.margins import Margin
from consult.results.rules.estimation.multiplicity import holm
from consult.results.rules.estimation.poststratifying import poststratify
from consult.results.rules.estimation.raking import rake
from consult.results.rules.estimation.sample import Lonely, draw
from consult.results.rules.estimation.trimming import rake_within, trimmed

people = st.lists(
    st.tuples(st.sampled_from("MK"), st.sampled_from(["18-29", "30-59", "60+"]), st.sampled_from("abc")),
    min_size=40,
    max_size=120,
)
SEXES = {"M": 480.0, "K": 520.0}
AGES = {"18-29": 200.0, "30-59": 500.0, "60+": 300.0}
few = settings(max_examples=15, deadline=None)


def columns(rows):
    """Give the columns, with one person of each kind, so that every cell of the margins can be met."""
    every = [*rows, *((sex, age, "a") for sex in SEXES for age in AGES), ("M", "60+", "b"), ("K", "60+", "c")]
    return [list(column) for column in zip(*every, strict=True)]


def margins_of(sexes, ages):
    return [Margin("sex", sexes, SEXES), Margin("age", ages, AGES)]


@few
@given(people)
def test_raked_weights_meet_every_margin(rows):
    sexes, ages, _answers = columns(rows)
    made = rake(draw(rows=len(sexes)), margins_of(sexes, ages), rounds=500, epsilon=1e-12)
    assert made.is_converged and made.deviation < 1e-9
    for column, known in ((sexes, SEXES), (ages, AGES)):
        found = frequencies(column, made.sample.weights)
        assert dict(zip(found.labels, found.weighted, strict=True)) == pytest.approx(known)


@few
@given(people, st.floats(0.01, 1000), st.randoms(use_true_random=False))
def test_neither_scale_nor_order_matters(rows, scale, random):
    sexes, ages, answers = columns(rows)
    order = list(range(len(sexes)))
    random.shuffle(order)

    def share(order, scale):
        sex, age, answer = ([column[place] for place in order] for column in (sexes, ages, answers))
        start = draw([scale] * len(order))
        known = [
            Margin(m.name, m.values, {k: n * scale for k, n in m.population.items()}) for m in margins_of(sex, age)
        ]
        made = estimates.shares(rake(start, known, rounds=500, epsilon=1e-12 * scale).sample, answer)
        test = independence.rao_scott(start, sex, answer)
        return [*made.values, *made.errors, test.f, test.second_order, test.cramers_v]

    assert share(order, scale) == pytest.approx(share(range(len(sexes)), 1.0), rel=1e-6, abs=1e-9)


@few
@given(people)
def test_equal_weights_give_the_raw_figures(rows):
    sexes, _ages, answers = columns(rows)
    sample, raw = draw(rows=len(sexes)), frequencies(answers)
    found = estimates.shares(sample, answers)
    assert found.values.tolist() == pytest.approx(raw.shares.tolist())
    count = len(answers)
    assert found.errors.tolist() == pytest.approx(np.sqrt(raw.shares * (1 - raw.shares) / (count - 1)).tolist())
    assert kish.effect(sample.weights) == kish.Effect(count, pytest.approx(1), pytest.approx(count))
    crossed = crosstabs.crosstab(sample, answers, sexes)
    plain = independence.pearson(crossed.counts)
    assert independence.rao_scott(sample, answers, sexes).statistic == pytest.approx(plain.statistic)
    assert crossed.weighted.tolist() == crossed.counts.tolist()


@few
@given(people)
def test_raking_with_one_margin_is_poststratification_is_regression(rows):
    sexes, _ages, answers = columns(rows)
    start, margin = draw([1000 / len(sexes)] * len(sexes)), Margin("sex", sexes, SEXES)
    dummies = {label: [float(sex == label) for sex in sexes] for label in SEXES}
    for other in (rake(start, [margin]).sample, *(calibrate(start, dummies, SEXES, distance=one, bounds=BOUNDS).sample
                  for one in Distance)):  # fmt: skip
        ours, theirs = (estimates.shares(one, answers) for one in (poststratify(start, margin), other))
        assert ours.values.tolist() == pytest.approx(theirs.values.tolist(), rel=1e-5)
        assert ours.errors.tolist() == pytest.approx(theirs.errors.tolist(), rel=1e-5, abs=1e-9)


BOUNDS = (0.01, 50.0)


@few
@given(st.lists(st.floats(0.01, 100), min_size=3, max_size=60), st.floats(0.05, 0.9), st.floats(1.5, 6))
def test_trimmed_weights_stay_within_their_limits_and_keep_their_sum(weights, low, high):
    given_weights = np.array(weights)
    mean = float(given_weights.mean())
    once = trimmed(given_weights, low=low * mean, high=high * mean)
    is_any_left = ((given_weights >= low * mean) & (given_weights <= high * mean)).any()
    assert not is_any_left or once.sum() == pytest.approx(given_weights.sum())
    strict = trimmed(given_weights, low=low * mean, high=high * mean, is_strict=True)
    assert strict.min() >= low * mean * (1 - 1e-9) and strict.max() <= high * mean * (1 + 1e-9)


@few
@given(people)
def test_raking_within_limits(rows):
    sexes, ages, _answers = columns(rows)
    made = rake_within(draw(rows=len(sexes)), margins_of(sexes, ages), low=0.2, high=4)
    weights = made.raked.sample.weights
    assert weights.min() >= 0.2 * weights.mean() * 0.99 and weights.max() <= 4 * weights.mean() * 1.01


def test_limits_that_leave_a_margin_unmet_say_how_far():
    sexes = ["M"] * 90 + ["K"] * 10
    made = rake_within(draw(rows=100), [Margin("sex", sexes, {"M": 100, "K": 900})], low=0, high=3)
    share = 10 * 3 / 100
    assert made.cut == 10 and made.raked.worst == "sex"
    assert made.raked.deviation == pytest.approx(0.9 - share, abs=1e-6)


def test_the_difference_of_two_groups():
    rows, groups = ["yes"] * 30 + ["no"] * 20 + ["yes"] * 10 + ["no"] * 40, ["a"] * 50 + ["b"] * 50
    sample = draw(rows=100)
    found = crosstabs.difference(sample, rows, groups, "a", "b")["yes"]
    assert found.value == pytest.approx(0.4)
    assert found.error == pytest.approx(np.sqrt((0.6 * 0.4 + 0.2 * 0.8) / 50 * 100 / 99))
    assert found.low < 0.4 < found.high and found.chance < 1e-4
    assert crosstabs.difference(sample, rows, groups, "a")["yes"] == found
    assert {(one.row, one.column) for one in crosstabs.standouts(sample, rows, groups)} == {
        ("yes", "a"), ("yes", "b"), ("no", "a"), ("no", "b")}  # fmt: skip
    assert crosstabs.crosstab(sample, rows, groups).row_shares.tolist() == [
        [pytest.approx(1 / 3), pytest.approx(2 / 3)],
        [0.75, 0.25],
    ]


def test_holm_as_in_r():
    """`p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")`."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.01, float("nan")]) == pytest.approx([0.01, float("nan")], nan_ok=True)


def test_pearson_of_fourfold_table():
    """`chisq.test(matrix(c(12, 5, 7, 7), 2), correct=FALSE)`."""
    found = independence.pearson(np.array([[12, 7], [5, 7]]))
    assert (found.statistic, found.chance) == (pytest.approx(1.371744, rel=1e-3), pytest.approx(0.2415, rel=2e-2))
    assert found.cramers_v == pytest.approx(np.sqrt(found.statistic / 31))


def test_thin_categories_join_their_smaller_neighbour():
    counts = {"18-29": 3, "30-44": 40, "45-59": 30, "60-74": 12, "75+": 2}
    found = collapse_ordered(counts, list(counts))
    assert found.kept == [("18-29", "30-44"), ("45-59",), ("60-74", "75+")]
    assert [(one.parts, one.people) for one in found.report] == [(("18-29", "30-44"), 43), (("60-74", "75+"), 14)]


def test_thin_places_join_each_other():
    found = collapse_pooled(
        {"Kielce": 50, "Bodzentyn": 4, "Bieliny": 7, "Nowy": 0}, ["Bieliny", "Bodzentyn", "Kielce", "Nowy"]
    )
    assert found.kept == [("Bieliny", "Bodzentyn", "Nowy"), ("Kielce",)]


@pytest.mark.parametrize(
    ("known", "says"),
    [
        ([Margin("sex", ["M", "K"], {"M": 1, "K": 2}), Margin("age", ["a", "a"], {"a": 9})], "totals"),
        ([Margin("sex", ["M", "K"], {"M": 1})], "the sample has K"),
        ([Margin("sex", ["M", "M"], {"M": 1, "K": 2})], "nobody in the sample is K"),
        ([Margin("sex", ["M", None], {"M": 1})], "missing in 1 rows"),
        ([Margin("sex", ["M"], {"M": 1})], "1 rows"),
        ([Margin("sex", ["M", "K"], {"M": float("nan"), "K": 2})], "no number of people for M"),
        ([], "no margin"),
    ],
)
def test_margins_that_cannot_be_met_are_named(known, says):
    with pytest.raises(Mismatch, match=says):
        rake(draw(rows=2), known)


def test_raking_that_does_not_converge_says_so():
    """The diagonal is empty, and the margins differ: each round undoes the one before."""
    sexes, ages = ["M", "K", "K"], ["old", "young", "young"]
    known = [Margin("sex", sexes, {"M": 60, "K": 40}), Margin("age", ages, {"old": 40, "young": 60})]
    made = rake(draw(rows=3), known, rounds=50, epsilon=1e-9)
    assert made.deviation == pytest.approx(0.2) and made.worst == "sex"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"weights": [1, None]}, "row 2"),
        ({"weights": [1, -1]}, "row 2"),
        ({"weights": [0, 0]}, "all are zero"),
        ({"weights": [1, 1], "clusters": [["a"]]}, "clusters 1 has 1 rows"),
        ({"clusters": [["a", "a"]], "strata": [["x", "y"]]}, "two strata"),
        ({"weights": [1, 1], "populations": [[0.5, 2]]}, "sizes or fractions"),
        ({"weights": [1, 1], "populations": [[1.5, 1.5]]}, "more was drawn"),
        ({"weights": []}, "no rows"),
    ],
)
def test_samples_that_are_none_are_refused(arguments, says):
    with pytest.raises(Mismatch, match=says):
        draw(**arguments)


NOBODY = [
    lambda sample: estimates.shares(sample, [None] * 3),
    lambda sample: estimates.means(sample, {"x": [None] * 3}),
    lambda sample: quantiles.quantile(sample, [None] * 3, 0.5),
    lambda sample: crosstabs.crosstab(sample, ["a"] * 3, [""] * 3),
    lambda sample: independence.rao_scott(sample, ["a"] * 3, ["b"] * 3),
]


@pytest.mark.parametrize("ask", NOBODY)
def test_nobody_left(ask):
    with pytest.raises(Mismatch):
        ask(draw(rows=3))


def test_an_empty_cell_and_a_lone_row():
    sample = draw([1, 2, 3, 4, 5, 6])
    found = independence.rao_scott(sample, list("aabbab"), list("xxyyxy"))
    assert found.statistic == pytest.approx(6) and found.cramers_v == pytest.approx(1)
    lone = estimates.shares(draw(rows=1, lonely=Lonely.ADJUST), ["a"])
    assert lone.values.tolist() == [1] and lone.errors.tolist() == [0]


def test_a_median_between_equal_weights():
    assert quantiles.value_at(np.array([3.0, 1, 2, 4]), np.ones(4), 0.5) == 2
    assert quantiles.value_at(np.array([3.0, 1, 2, 4]), np.ones(4), 0.0) == 1
    assert quantiles.value_at(np.array([3.0, 1, 2, 4]), np.ones(4), 1.0) == 4
