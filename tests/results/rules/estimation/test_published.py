"""Whole surveys: Polish, Norwegian, and four of research software engineers, with figures that others computed."""

import csv
import re

import numpy as np
import pytest

from consult.results.rules.estimation import estimates
from consult.results.rules.estimation.arrays import Coded, coded
from consult.results.rules.estimation.frequencies import Frequencies, frequencies
from consult.results.rules.estimation.sample import Lonely, Sample, draw
from tests.results.rules.estimation.r_results import Tally, figures, floats, rows, table

Figures = tuple[float, float, float, float]
AGES = (("0-17", 0, 18), ("18-24", 18, 25), ("25-34", 25, 35), ("35-44", 35, 45), ("45-54", 45, 55),
        ("55-64", 55, 65), ("65+", 65, 200))  # fmt: skip


def ages(years: list[str]) -> list[str]:
    return [next((name for name, low, high in AGES if year and low <= float(year) < high), "") for year in years]


def test_the_social_diagnosis_of_2013(shared_data):
    """19,415 persons; each share of an item's answers, in all and in subgroups."""
    data = table(shared_data / "diagnoza2013" / "odpowiedzi.csv")
    expected = rows(shared_data / "diagnoza2013" / "wyniki_wazone_R.csv")
    groups = {name: coded(data[name]) for name in ("plec", "eduk4_2013")} | {"wiekgr": coded(ages(data["wiek2013"]))}
    sample = draw(floats(data["waga_2013_osoby"]))
    made, tally = {}, Tally()
    for row in expected:
        key = row["pytanie"], row["podgrupa"]
        if key not in made:
            made[key] = of_item(sample, data[key[0]], inside(groups, key[1], len(data["plec"])))
        tally.compare(" ".join(key), made[key][row["kategoria"]], figures(row, *FIGURES))
    assert not tally.report("diagnoza2013/wyniki_wazone_R.csv")
    assert tally.agreed == len(expected) == 436


FIGURES = ("n", "udzial_niewazony", "udzial_wazony", "se")


def of_item(sample: Sample, values: list[str], chosen: np.ndarray) -> dict[str, Figures]:
    """Give the shares of the answers, or the mean of a number."""
    if any(value[:1].isdigit() for value in values):
        numbers = np.where(chosen, floats(values), np.nan)
        found = estimates.means(sample, {"": numbers})
        known = int((~np.isnan(numbers)).sum())  # seven of them have the weight zero
        return {"srednia": (known, np.nanmean(numbers), found.values[0], found.errors[0])}
    codes = coded(values)
    item = Coded(codes.labels, np.where(chosen, codes.codes, -1))
    raw, found = frequencies(item), estimates.shares(sample, item)
    return dict(zip(raw.labels, zip(raw.counts, raw.shares, found.values, found.errors, strict=True), strict=True))


def inside(groups: dict[str, Coded], name: str, count: int) -> np.ndarray:
    if name == "ogolem":
        return np.ones(count, dtype=bool)
    column, _equals, value = name.partition("=")
    return groups[column].codes == groups[column].labels.index(value)


def test_the_european_social_survey_in_norway(shared_data):
    """1,411 persons in strata and clusters, with three kinds of weights."""
    data = table(shared_data / "survey-misc" / "ess10_norwegia.csv")
    expected = rows(shared_data / "survey-misc" / "ess10_norwegia_reference_R.csv")
    made, tally = {}, Tally()
    for row in expected:
        key = row["plan"], re.findall(r"~(\w+)", row["wyrazenie"])[0]
        if key not in made:
            weight = re.findall(r"weights=~(\w+)", row["plan"])[0]
            sample = draw(
                floats(data[weight]),
                clusters=[data["psu"]],
                strata=[data["stratum"]],
                lonely=Lonely.ADJUST,
                nest=True,
            )
            values = data[key[1]]
            found = (
                estimates.shares(sample, values)
                if key[1] == "eu_vote"
                else estimates.means(sample, {key[1]: floats(values)})
            )
            made[key] = dict(zip(map(str, found.names), zip(found.values, found.errors, strict=True), strict=True))
        name = row["nazwa"].removeprefix("eu_vote") if key[1] == "eu_vote" else key[1]
        tally.compare(f"{key} {name}", made[key][name], figures(row, "estymata", "se"))
    assert not tally.report("ess10_norwegia_reference_R.csv")
    assert tally.agreed == len(expected) == 39


@pytest.mark.parametrize(("survey", "count"), [("uk2016", 61), ("de2017", 54), ("can2017", 86), ("us2017", 47)])
def test_the_published_tables_of_research_software_engineers(shared_data, survey, count):
    folder = shared_data / "survey-rse" / f"rse_{survey}"
    answers, tally = table(folder / "responses.csv"), Tally()
    for row in rows(folder / "published_check.csv"):
        if row["odtwarzalny"] == "1":
            compare(folder / "published" / row["plik"], answers, tally, is_share=row["rodzaj"] == "perc")
    assert not tally.report(f"survey-rse/rse_{survey}/published")
    assert tally.agreed == count


def compare(path, answers: dict[str, list[str]], tally: Tally, *, is_share: bool) -> None:
    """Compare a table that lies either way: questions across and answers down, or the other way round."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = [line for line in csv.reader(file) if line]
    if not any(columns_of(answers, head) for head in lines[0][1:]):
        lines = [list(line) for line in zip(*lines, strict=True)]
    ours, theirs = [], []
    for place, head in enumerate(lines[0][1:], 1):
        theirs.append([float(line[place] or 0) for line in lines[1:]])
        labels = [line[0].strip() for line in lines[1:]]
        found = [numbers(frequencies(answers[name]), labels, is_share=is_share) for name in columns_of(answers, head)]
        ours.append(next((one for one in found if np.allclose(one, theirs[-1], rtol=5e-7)), (found or [[]])[0]))
    flat, expected = [x for one in ours for x in one], [x for one in theirs for x in one]
    tally.compare(path.name, flat + [np.nan] * (len(expected) - len(flat)), expected)


def columns_of(answers: dict[str, list[str]], head: str) -> list[str]:
    """Find the questions with these words, with their key before them or without."""
    words = plain(head.replace("[PERCENTAGE]", ""))
    return [name for name in answers if words and words in {plain(name), plain(name.partition(". ")[2])}]


def plain(words: str) -> str:
    return " ".join(words.split())


def numbers(found: Frequencies, labels: list[str], *, is_share: bool) -> list[float]:
    parts = found.shares * 100 if is_share else found.counts
    known = {str(label).strip(): float(part) for label, part in zip(found.labels, parts, strict=True)}
    return [known.get(label, 0.0) if label else float(found.missing) for label in labels]
