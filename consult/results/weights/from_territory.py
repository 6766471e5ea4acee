"""Margins from what the territory knows: sex by age of a unit, and how many people live in each of its parts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from sqlalchemy.orm import Session

from consult.questionnaires.rules.shape import Question
from consult.results.rules.weighting import AT_AREA, BETWEEN, BadMargins, KnownMargin, Part
from consult.territory.models import Population, Unit
from consult.territory.population import BadAges, Band, added_up, ages_in
from consult.territory.queries import find_unit, list_parts, list_population
from consult.texts.folding import fold

WOMEN, MEN = "K", "M"
CATEGORIES = {WOMEN: "women", MEN: "men"}
"""How the register's sexes are named in a weighting; shown in the reader's language."""
SEX_WORDS = {
    WOMEN: ("k", "kobieta", "kobiety", "female", "f", "woman", "zhinka", "жінка"),
    MEN: ("m", "mezczyzna", "mezczyzni", "male", "man", "чоловік"),
}
NUMBERS = re.compile(r"\d{1,3}")
OLDEST = re.compile(r"\+|wi[eę]cej|powy[zż]ej|older|over|older|starsz|більше", re.IGNORECASE)
YOUNGEST = re.compile(r"poni[zż]ej|below|under|younger|\bdo\b|\bup to\b", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """Which questions ask for sex, age and area, and what their options mean: `K` or `M`, and ages such as `18-29`."""

    sex: str = ""
    sexes: Mapping[str, str] = field(default_factory=dict)
    age: str = ""
    ages: Mapping[str, str] = field(default_factory=dict)
    asks_area: bool = False


def guessed_sex(key: str, texts: Mapping[str, str]) -> str:
    """Guess what an option means; nothing where its words do not say."""
    said = {fold(word) for word in (key, *texts.values())}
    return next((sex for sex, words in SEX_WORDS.items() if said & {fold(word) for word in words}), "")


def guessed_ages(key: str, texts: Mapping[str, str]) -> str:
    """Guess the ages of an option from the numbers in its words."""
    for words in (*texts.values(), key):
        found = [int(number) for number in NUMBERS.findall(words)]
        if len(found) == 2 and found[0] <= found[1]:  # noqa: PLR2004  # from and to
            return f"{found[0]}-{found[1]}"
        if len(found) == 1 and OLDEST.search(words):
            return f"{found[0]}+"
        if len(found) == 1 and YOUNGEST.search(words):
            return f"0-{found[0]}"
    return ""


def guess(question: Question, *, is_age: bool) -> dict[str, str]:
    """Guess what each option of a question means."""
    meaning = guessed_ages if is_age else guessed_sex
    found = {option.key: meaning(option.key, option.text) for option in question.options}
    return {key: meant for key, meant in found.items() if meant}


def margins_of(session: Session, code: str, asked: Asked) -> tuple[KnownMargin, ...]:
    """Make the margins of a unit; raise `BadMargins` where something is not known."""
    unit = find_unit(session, code)
    if unit is None:
        raise BadMargins("there is no unit %(code)s", code=code)
    ranges = _ranges(asked)
    found = []
    if asked.sex or asked.age:
        found.append(_sex_by_age(session, unit, asked, ranges))
    if asked.asks_area:
        found.append(_areas(session, unit, ranges))
    return tuple(found)


def _ranges(asked: Asked) -> dict[str, tuple[int, int | None]]:
    ranges: dict[str, tuple[int, int | None]] = {}
    for option, words in asked.ages.items():
        ages = ages_in(words)
        if ages is None:
            raise BadMargins(
                "%(key)s, %(option)s: give ages such as 18-29 or 60+, not %(given)s",
                key=asked.age,
                option=option,
                given=words,
            )
        ranges[words] = ages
    ordered = sorted(ranges.items(), key=lambda item: item[1][0])
    for (before, (_low, high)), (name, (low, _top)) in pairwise(ordered):
        if high is None or high >= low:
            raise BadMargins(
                "%(key)s: the ages %(before)s and %(name)s overlap", key=asked.age, before=before, name=name
            )
    return dict(ordered) or {"0+": (0, None)}


def _people(
    session: Session, unit: Unit, ranges: Mapping[str, tuple[int, int | None]]
) -> tuple[dict[tuple[str, str], int], Population]:
    rows = list_population(session, unit.code6)
    if not rows:
        raise BadMargins(
            "the people of %(unit)s by sex and age are not known: see `consult population import`", unit=unit.name
        )
    bands = [Band(row.code6, row.sex, row.age_from, row.age_to, row.people) for row in rows]
    try:
        return added_up(bands, ranges), rows[0]
    except BadAges as mistake:
        words = "the population is known for the ages %(known)s, which %(name)s cuts"
        raise BadMargins(words, known=mistake.known, name=mistake.name) from mistake


def _source(unit: Unit, row: Population) -> str:
    return f"{unit.name}, {row.source}, {row.stated_on}"


def _sex_by_age(
    session: Session, unit: Unit, asked: Asked, ranges: Mapping[str, tuple[int, int | None]]
) -> KnownMargin:
    people, row = _people(session, unit, ranges)
    parts, population = [], dict[str, float]()
    if asked.sex:
        wrong = [meant for meant in asked.sexes.values() if meant not in CATEGORIES]
        if wrong:
            raise BadMargins(
                "%(key)s: the population is known for K and M, not for %(word)s", key=asked.sex, word=wrong[0]
            )
        parts.append(Part(asked.sex, {option: CATEGORIES[meant] for option, meant in asked.sexes.items()}))
    if asked.age:
        parts.append(Part(asked.age, asked.ages))
    for (sex, ages), count in people.items():
        category = BETWEEN.join([CATEGORIES[sex]] * bool(asked.sex) + [ages] * bool(asked.age))
        population[category] = population.get(category, 0) + count
    name = " x ".join(part.question for part in parts)
    return KnownMargin(name, tuple(parts), population, _source(unit, row), is_ordered=bool(asked.age))


def _areas(session: Session, unit: Unit, ranges: Mapping[str, tuple[int, int | None]]) -> KnownMargin:
    parts = list_parts(session, unit.code6)
    if not parts:
        raise BadMargins("%(unit)s has no parts to weight by area", unit=unit.name)
    counted = {part: _people(session, part, ranges) for part in parts}
    population = {
        f"{part.name} ({part.code6})": float(sum(people.values())) for part, (people, _row) in counted.items()
    }
    categories = {part.code6: f"{part.name} ({part.code6})" for part in parts}
    source = _source(unit, next(iter(counted.values()))[1])
    return KnownMargin(AT_AREA, (Part(AT_AREA, categories),), population, source)
