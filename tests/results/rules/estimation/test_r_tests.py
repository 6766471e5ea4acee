"""What the tests of R's package survey print (tests/*.Rout.save), to the digits that they print."""

from math import isclose

import numpy as np
import pytest

from consult.results.rules.estimation import calibrating, estimates
from consult.results.rules.estimation.calibrating import Distance, calibrate, columns_of
from consult.results.rules.estimation.margins import Margin
from consult.results.rules.estimation.raking import rake
from consult.results.rules.estimation.sample import Lonely, Sample, draw
from consult.results.rules.estimation.variance import LonelyCluster
from tests.results.rules.estimation.r_results import floats, table


@pytest.fixture(scope="module")
def schools(shared_data):
    return table(shared_data / "survey-weights" / "apiclus1.csv")


@pytest.fixture(scope="module")
def population(shared_data):
    return table(shared_data / "survey-weights" / "apipop.csv")


def clustered(schools) -> Sample:
    return draw(floats(schools["pw"]), clusters=[schools["dnum"]], populations=[floats(schools["fpc"])])


def error(sample: Sample, values) -> float:
    return float(estimates.means(sample, {"": values}).errors[0])


@pytest.mark.parametrize(
    ("lonely", "printed"),
    [(Lonely.REMOVE, 5.8058), (Lonely.CERTAINTY, 5.8058), (Lonely.ADJUST, 5.8281), (Lonely.AVERAGE, 6.0096)],
)
def test_lonely_clusters(schools, lonely, printed):
    sample = draw(floats(schools["pw"]), strata=[schools["dnum"]], lonely=lonely)
    assert round(error(sample, floats(schools["api00"])), 4) == printed


def test_a_lonely_cluster_that_nothing_was_said_of(schools):
    sample = draw(floats(schools["pw"]), strata=[schools["dnum"]])
    with pytest.raises(LonelyCluster):
        error(sample, floats(schools["api00"]))


@pytest.mark.parametrize("lonely", Lonely)
def test_a_stratum_drawn_whole_has_no_error(schools, lonely):
    whole = np.where(np.array(schools["dnum"]) == "413", 1.0, 1000.0)
    sample = draw(floats(schools["pw"]), strata=[schools["dnum"]], populations=[whole], lonely=lonely)
    assert round(error(sample, floats(schools["api00"])), 4) == 5.7344


def test_a_domain_of_nested_clusters(shared_data):
    data = table(shared_data / "survey-weights" / "fpc.csv")
    x = floats(data["x"])
    sample = draw(floats(data["weight"]), clusters=[data["psuid"]], strata=[data["stratid"]], nest=True)
    made = estimates.by_group(sample, (x > 4).tolist(), {"x": x})
    assert np.round([made[False].values[0], made[True].values[0]], 6).tolist() == [3.314286, 6.195000]
    assert np.round([made[False].errors[0], made[True].errors[0]], 7).tolist() == [0.3117042, 0.7555129]


def test_bounded_weights(schools, population):
    sample, enroll = clustered(schools), floats(schools["enroll"])
    columns = {"people": np.ones(len(enroll)), "enroll": enroll}
    known = {"people": 6194.0, "enroll": float(np.nansum(floats(population["enroll"])))}
    free = calibrate(sample, columns, known)
    assert np.round([free.factors.min(), free.factors.max()], 7).tolist() == [0.7906782, 1.7891164]
    bounded = calibrate(sample, columns, known, bounds=(0.6, 1.5))
    assert np.round([bounded.factors.min(), bounded.factors.max()], 7).tolist() == [0.7198751, 1.5]
    assert bounded.is_converged and max(map(abs, bounded.misfit.values())) < 1


@pytest.mark.parametrize("distance", Distance)
def test_every_distance_meets_the_totals_within_its_bounds(schools, population, distance):
    sample = clustered(schools)
    columns = {"people": np.ones(183)} | columns_of(schools["stype"], "stype", leaves_out_first=True)
    known = {"people": 6194.0, "stypeH": 755.0, "stypeM": 1018.0}
    made = calibrate(sample, columns, known, distance=distance, bounds=(0.5, 2.0))
    assert made.is_converged and made.factors.min() >= 0.5 and made.factors.max() <= 2
    assert isclose(estimates.totals(made.sample, columns).values[1], 755, rel_tol=1e-6)


def test_raking_is_calibration_with_its_distance(schools):
    sample = clustered(schools)
    margins = [
        Margin("stype", schools["stype"], {"E": 4421, "H": 755, "M": 1018}),
        Margin("sch.wide", schools["sch.wide"], {"No": 1072, "Yes": 5122}),
    ]
    raked = rake(sample, margins)
    columns = {"people": np.ones(183)}
    for margin in margins:
        columns |= columns_of(margin.values, margin.name, leaves_out_first=True)
    known = {"people": 6194.0, "stypeH": 755.0, "stypeM": 1018.0, "sch.wideYes": 5122.0}
    made = calibrate(sample, columns, known, distance=Distance.RAKING)
    for one in (raked.sample, made.sample):
        api00 = estimates.means(one, {"api00": floats(schools["api00"])})
        assert (round(api00.values[0], 2), round(api00.errors[0], 3)) == (641.23, 23.704)
    enroll = floats(schools["enroll"])
    assert [round(estimates.totals(one, {"": enroll}).values[0], -2) for one in (raked.sample, made.sample)] == [
        3647300,
        3647300,
    ]
    assert round(estimates.totals(made.sample, {"": enroll}).values[0]) == 3647280


def test_raking_to_a_joint_margin(schools, population):
    both = [f"{one}.{other}" for one, other in zip(schools["stype"], schools["sch.wide"], strict=True)]
    joint = [f"{one}.{other}" for one, other in zip(population["stype"], population["sch.wide"], strict=True)]
    margins = [
        Margin("stype x sch.wide", both, {cell: joint.count(cell) for cell in set(joint)}),
        Margin("comp.imp", schools["comp.imp"], {"No": 1712, "Yes": 4482}),
    ]
    found = estimates.means(rake(clustered(schools), margins).sample, {"": floats(schools["api00"])})
    assert (round(found.values[0], 2), round(found.errors[0], 3)) == (642.62, 22.732)


def test_a_ratio_estimate_is_a_calibration(shared_data, population):
    own = table(shared_data / "survey-weights" / "apistrat.csv")
    sample = draw(floats(own["pw"]), strata=[own["stype"]], populations=[floats(own["fpc"])])
    made = estimates.totals(sample, {"": floats(own["api.stu"])})
    assert (round(made.values[0]), round(made.errors[0])) == (3086009, 99477)
    common = estimates.ratio(sample, floats(own["api.stu"]), floats(own["enroll"]))
    whole = float(np.nansum(floats(population["enroll"])))
    assert (round(common.values[0] * whole), round(common.errors[0] * whole, 2)) == (3190038, 29565.98)


def test_a_basis_bears_columns_that_say_the_same(schools):
    columns = {"people": np.ones(183)} | columns_of(schools["stype"])
    known = {"people": 6194.0, "E": 4421.0, "H": 755.0, "M": 1018.0}
    made = calibrating.calibrate(clustered(schools), columns, known)
    assert made.is_converged
    assert round(error(made.sample, floats(schools["api00"])), 4) == 23.9205


def test_two_stages_as_in_the_textbook():
    """Cochran (1977), "Sampling Techniques", 11.7: the variance between clusters, and that within them, each finite."""
    clusters = ["a"] * 3 + ["b"] * 2 + ["c"] * 4
    values = np.array([3.0, 5, 4, 9, 7, 1, 2, 4, 3])
    sizes = {"a": 6.0, "b": 5.0, "c": 8.0}
    chosen, all_clusters = 3, 10.0
    sample = draw(
        clusters=[clusters, list(range(9))],
        populations=[[all_clusters] * 9, [sizes[cluster] for cluster in clusters]],
    )
    parts = {name: values[[cluster == name for cluster in clusters]] for name in sizes}
    totals = np.array([sizes[name] * part.mean() for name, part in parts.items()])
    between = all_clusters**2 * (1 - chosen / all_clusters) * totals.var(ddof=1) / chosen
    within = sum(sizes[n] ** 2 * (1 - len(part) / sizes[n]) * part.var(ddof=1) / len(part) for n, part in parts.items())
    found = estimates.totals(sample, {"": values})
    assert found.values[0] == pytest.approx(all_clusters / chosen * totals.sum())
    assert found.covariance[0, 0] == pytest.approx(between + all_clusters / chosen * within)
    assert found.freedom == 2
