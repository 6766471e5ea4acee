"""What cannot be computed is refused with its reason, or is no number."""

import numpy as np
import pytest

from consult.results.rules.estimation import arrays, crosstabs, estimates, frequencies, independence, intervals, kish
from consult.results.rules.estimation.calibrating import Distance, calibrate
from consult.results.rules.estimation.jackknife import jackknife
from consult.results.rules.estimation.margins import Margin
from consult.results.rules.estimation.raking import rake
from consult.results.rules.estimation.sample import draw
from consult.results.rules.estimation.trimming import trim, trimmed

FOUR = draw(rows=4)
ONES, SIGNS = [1.0] * 4, ["a", "a", "b", "b"]

REFUSED = (
    (lambda: arrays.numbers(["many"], "age"), "age: not all"),
    (lambda: calibrate(FOUR, {"x": ONES}, {"y": 4}), "differ in x, y"),
    (lambda: calibrate(FOUR, {}, {}), "no total"),
    (lambda: calibrate(FOUR, {"x": [1.0]}, {"x": 4}), "1 rows"),
    (lambda: calibrate(FOUR, {"x": [None, 1, 1, 1]}, {"x": 4}), "missing values in x"),
    (lambda: calibrate(FOUR, {"x": [0] * 4}, {"x": 4}), "nobody in the sample is x"),
    (lambda: calibrate(FOUR, {"x": ONES}, {"x": 4}, distance=Distance.LOGIT), "needs bounds"),
    (lambda: calibrate(FOUR, {"x": ONES}, {"x": 4}, bounds=(2, 3)), "1 must lie"),
    (lambda: crosstabs.crosstab(FOUR, SIGNS, ["x"]), "differ in length"),
    (lambda: crosstabs.difference(FOUR, SIGNS, SIGNS, "c"), "no column c"),
    (lambda: crosstabs.difference(FOUR, SIGNS, SIGNS, "a", "c"), "no column c"),
    (lambda: crosstabs.difference(FOUR, SIGNS, ["x"] * 4, "x"), "nobody in it"),
    (lambda: estimates.ratio(FOUR, ONES, [0] * 4), "the total is zero"),
    (lambda: estimates.means(FOUR, {"x": [1.0]}), "1 rows"),
    (lambda: frequencies.frequencies(SIGNS, np.ones(3)), "3 weights"),
    (lambda: independence.pearson(np.array([[3, 4]])), "two rows"),
    (lambda: independence.rao_scott(FOUR, SIGNS, ["x"]), "differ in length"),
    (lambda: jackknife(draw(clusters=[["a", "b"]], strata=[["x", "y"]]), lambda weights: weights[:1]), "left out"),
    (lambda: trimmed(np.ones(3), low=2.0), "outside the limits"),
    (lambda: rake(FOUR, [Margin("x", SIGNS, {"a": -1, "b": 1})]), "no number of people for a"),
    (lambda: draw(clusters=[["a", None]]), "clusters 1: missing in row 2"),
    (lambda: draw(rows=2, populations=[[9, 9], [9, 9]]), "2 stages"),
    (lambda: draw(rows=2, populations=[[9, None]]), "a number is missing"),
)


@pytest.mark.parametrize(("ask", "says"), REFUSED, ids=[says for _ask, says in REFUSED])
def test_what_cannot_be_computed_says_why(ask, says):
    with pytest.raises(arrays.Mismatch, match=says):
        ask()


def test_what_is_no_number():
    assert np.isnan(frequencies.frequencies([None]).shares).all()
    assert frequencies.frequencies(["a", "b"], np.array([3.0, 1])).weighted_shares.tolist() == [0.75, 0.25]
    assert kish.effect(np.zeros(2)).effective_base == 0
    assert np.isnan(estimates.variance(draw([1, 0]), [3, 4]))
    assert np.isnan(independence.cramers_v(1.0, 0, (2, 2)))
    assert np.isnan(intervals.wilson_interval(0.5, 0)).all()


def test_an_interval_never_leaves_zero_to_one():
    """`svyciprop` has no width where nobody says so: Wilson's has."""
    assert intervals.logit_interval(0.0, 0.0, 9) == (0.0, 0.0)
    low, high = intervals.weighted_interval(0.0, 0.0, 9, 10)
    assert low == 0 and high == pytest.approx(0.2775, abs=1e-4)
    assert intervals.weighted_interval(0.99, 0.05, 9, 10)[1] < 1


def test_trimming_a_sample_keeps_its_sum_and_its_domain():
    sample = draw([1, 2, 9, 0])
    assert trim(sample, high=5).weights.tolist() == [3, 4, 5, 0]
    assert trim(sample, high=5).adjustments == sample.adjustments


def test_a_design_effect_without_replacement():
    sample = draw(populations=[[40.0] * 4])
    values = [1.0, 2, 3, 6]
    assert estimates.design_effect(sample, values, with_replacement=False) == pytest.approx(1)
    assert estimates.design_effect(sample, values) == pytest.approx(0.9)
    assert np.isnan(estimates.design_effect(sample, ONES))
