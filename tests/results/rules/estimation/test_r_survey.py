"""Samples of the API schools and of hospitals, with the results of R's package survey 4.1-1."""

from collections.abc import Callable
from functools import partial

import numpy as np

from consult.results.rules.estimation import calibrating, estimates, independence, intervals, kish, quantiles
from consult.results.rules.estimation.jackknife import jackknife
from consult.results.rules.estimation.margins import Margin
from consult.results.rules.estimation.poststratifying import poststratify
from consult.results.rules.estimation.raking import rake
from consult.results.rules.estimation.sample import Sample, draw
from tests.results.rules.estimation.r_results import Tally, figures, floats, rows, table

Data = dict[str, list[str]]
Figures = list[list[float]]


def test_the_reference_of_r(shared_data):
    tally = Tally()
    data = {name: table(shared_data / "survey-weights" / f"{name}.csv") for name in DATA}
    expected = rows(shared_data / "survey-weights" / "reference_R_survey.csv")
    found: dict[tuple[str, str, str], Figures] = {}
    for row in expected:
        key = row["zbior"], row["plan"], row["wyrazenie"]
        if key not in found:
            found[key] = computed(data[key[0]], SAMPLES[key[:2]](data), *key[1:])
        theirs = figures(row, "estymata", "se", "ci_low", "ci_high") + named(row["nazwa"])
        ours = found[key].pop(0)
        tally.compare(" ".join((*key, row["nazwa"])), ours + [np.nan] * (len(theirs) - len(ours)), theirs)
    assert not tally.report("reference_R_survey.csv")
    assert tally.agreed == len(expected) == 144


def test_the_reference_weights_of_r(shared_data):
    folder, tally = shared_data / "survey-weights", Tally()
    data = {name: table(folder / f"{name}.csv") for name in ("apiclus1", "apisrs")}
    for name, plan, column in (
        ("apiclus1_reference_weights", ("apiclus1", "postStratify stype"), "w_poststrat"),
        ("apiclus1_reference_weights", ("apiclus1", "rake stype x sch.wide"), "w_rake"),
        ("apiclus1_reference_weights", ("apiclus1", "calibrate(GREG) stype"), "w_greg"),
        ("apisrs_reference_rake3_weights", ("apisrs", "rake(stype,awards,comp.imp)"), "w_rake3"),
    ):
        ours = SAMPLES[plan](data).weights
        for place, theirs in enumerate(table(folder / f"{name}.csv")[column]):
            tally.compare(f"{column} {place}", [ours[place]], [float(theirs)])
    assert not tally.report("reference weights of apiclus1 and apisrs")
    assert tally.agreed == 3 * 183 + 200


def named(name: str) -> list[float]:
    """Read the figures that stand in the name of a row: degrees of freedom, p-values, effective base."""
    return [float(part.split("=")[1]) for part in name.split("; ") if "=" in part]


POPULATION = {"stype": {"E": 4421, "H": 755, "M": 1018}, "sch.wide": {"No": 1072, "Yes": 5122},
              "awards": {"No": 2027, "Yes": 4167}, "comp.imp": {"No": 1712, "Yes": 4482}}  # fmt: skip
TO_THE_END = {"rounds": 1000, "epsilon": 1e-9}
DATA = ("apisrs", "apistrat", "apiclus1", "hospital")


def simple(data: dict[str, Data]) -> Sample:
    return draw(populations=[floats(data["apisrs"]["fpc"])])


def stratified(data: dict[str, Data], *, strata: bool = True, finite: bool = True) -> Sample:
    own = data["apistrat"]
    return draw(
        floats(own["pw"]),
        strata=[own["stype"]] if strata else [],
        populations=[floats(own["fpc"])] if finite else [],
    )


def clustered(data: dict[str, Data]) -> Sample:
    own = data["apiclus1"]
    return draw(floats(own["pw"]), clusters=[own["dnum"]], populations=[floats(own["fpc"])])


def hospitals(data: dict[str, Data]) -> Sample:
    own = data["hospital"]
    return draw(floats(own["weighta"]), strata=[own["oblevel"]], populations=[floats(own["tothosp"])])


def margins(own: Data, *names: str) -> list[Margin]:
    return [Margin(name, own[name], POPULATION[name]) for name in names]


def poststratified(data: dict[str, Data]) -> Sample:
    return poststratify(clustered(data), *margins(data["apiclus1"], "stype"))


def raked(data: dict[str, Data]) -> Sample:
    return rake(clustered(data), margins(data["apiclus1"], "stype", "sch.wide"), **TO_THE_END).sample


def raked_thrice(data: dict[str, Data]) -> Sample:
    return rake(
        draw(floats(data["apisrs"]["pw"])), margins(data["apisrs"], "stype", "awards", "comp.imp"), **TO_THE_END
    ).sample


def regressed(data: dict[str, Data]) -> Sample:
    own = data["apiclus1"]
    columns = {"(Intercept)": np.ones(183)} | calibrating.columns_of(own["stype"], "stype", leaves_out_first=True)
    known = {"(Intercept)": 6194, "stypeH": 755, "stypeM": 1018}
    return calibrating.calibrate(clustered(data), columns, known).sample


SAMPLES: dict[tuple[str, str], Callable[[dict[str, Data]], Sample]] = {
    ("apisrs", "svydesign(id=~1,fpc=~fpc)"): simple,
    ("apistrat", "svydesign(id=~1,strata=~stype,weights=~pw,fpc=~fpc)"): stratified,
    ("apistrat", "svydesign(id=~1,strata=~stype,weights=~pw) bez fpc"): partial(stratified, finite=False),
    ("apistrat", "svydesign(id=~1,weights=~pw) same wagi"): partial(stratified, strata=False, finite=False),
    ("apiclus1", "svydesign(id=~dnum,weights=~pw,fpc=~fpc)"): clustered,
    ("apiclus1", "as.svrepdesign JK1"): clustered,
    ("apiclus1", "postStratify stype"): poststratified,
    ("apiclus1", "rake stype x sch.wide"): raked,
    ("apiclus1", "calibrate(GREG) stype"): regressed,
    ("apisrs", "rake(stype,awards,comp.imp)"): raked_thrice,
    ("hospital", "svydesign(strata=~oblevel,fpc=~tothosp,weights=~weighta)"): hospitals,
}


def computed(own: Data, sample: Sample, plan: str, expression: str) -> Figures:
    """Compute what R was asked for: a row of figures for each of its."""
    if plan == "as.svrepdesign JK1":
        return left_out(own, sample)
    if expression.startswith("svymean("):
        return found(means(sample, own, variable(expression)))
    if expression.startswith("svytotal("):
        return found(totals(sample, own, variable(expression)))
    return OTHERS[expression](own, sample)


def variable(expression: str) -> str:
    return expression.split("~")[1].rstrip(")").split(",")[0]


def is_number(column: list[str]) -> bool:
    return all(value.replace(".", "", 1).isdigit() for value in column if value not in {"", "NA"})


def means(sample: Sample, own: Data, name: str) -> estimates.Estimates:
    if is_number(own[name]):
        return estimates.means(sample, {name: floats(own[name])})
    return estimates.shares(sample, own[name])


def totals(sample: Sample, own: Data, name: str) -> estimates.Estimates:
    columns = {name: floats(own[name])} if is_number(own[name]) else calibrating.columns_of(own[name])
    return estimates.totals(sample, columns)


def found(made: estimates.Estimates) -> Figures:
    low, high = made.intervals()
    return [list(figures) for figures in zip(made.values, made.errors, low, high, strict=True)]


def of_groups(own: Data, sample: Sample) -> Figures:
    made = estimates.by_group(sample, own["stype"], {"api00": floats(own["api00"])})
    return [[one.values[0], one.errors[0], np.nan, np.nan] for one in made.values()]


def of_shares(own: Data, sample: Sample) -> Figures:
    made = estimates.shares(sample, own["stype"])
    pairs = zip(made.values, made.errors, strict=True)
    return [[share, error, *intervals.logit_interval(share, error, sample.freedom)] for share, error in pairs]


def rao_scott_f(own: Data, sample: Sample) -> Figures:
    test = independence.rao_scott(sample, own["sch.wide"], own["stype"])
    return [[test.f, np.nan, np.nan, np.nan, test.f_above, test.f_below, test.second_order]]


def rao_scott_chi(own: Data, sample: Sample) -> Figures:
    test = independence.rao_scott(sample, own["sch.wide"], own["stype"])
    return [[test.statistic, np.nan, np.nan, np.nan, test.first_order]]


def of_quantiles(own: Data, sample: Sample) -> Figures:
    made = [quantiles.quantile(sample, floats(own["api00"]), p) for p in (0.25, 0.5, 0.75)]
    return [[one.value, one.error, one.low, one.high] for one in made]


def of_kish(own: Data, sample: Sample) -> Figures:
    made = kish.effect(sample.weights)
    return [[made.design_effect, np.nan, np.nan, np.nan, made.effective_base]]


def left_out(own: Data, sample: Sample) -> Figures:
    values = floats(own["api00"])
    spread = jackknife(sample, lambda weights: weights @ values / weights.sum())
    made = estimates.means(sample, {"api00": values})
    return found(estimates.Estimates(("api00",), made.values, spread, made.freedom, made.rows))


OTHERS: dict[str, Callable[[Data, Sample], Figures]] = {
    "svyratio(~api.stu,~enroll)": lambda own, sample: found(
        estimates.ratio(sample, floats(own["api.stu"]), floats(own["enroll"]))
    ),
    "svyby(~api00,~stype,svymean)": of_groups,
    "svyciprop logit": of_shares,
    "svychisq(~sch.wide+stype, F) Rao-Scott": rao_scott_f,
    "svychisq(~sch.wide+stype, Chisq)": rao_scott_chi,
    "svyquantile(~api00) domyslne qrule": of_quantiles,
    'deff(svymean(~api00, deff="replace"))': lambda own, sample: [
        [estimates.design_effect(sample, floats(own["api00"]))]
    ],
    "deff Kisha = n*sum(w^2)/sum(w)^2; n_eff": of_kish,
}


def test_the_tallies_do_fail():
    tally = Tally()
    tally.compare("one digit off", [1.00001], [1.0])
    assert len(tally.wrong) == 1 and not tally.agreed
