"""The catalogue: every version of every procedure, chosen by the day on which a consultation starts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from consult.procedures.rules.part import BadCatalogue, Part
from consult.procedures.rules.reading import read_procedure
from consult.procedures.rules.records import Period, Procedure
from consult.procedures.rules.vocabulary import Vocabulary, read_vocabulary


class NoSuchProcedure(ValueError):
    """The catalogue has no such key, or no version of it for this day or this level of government."""


@dataclass(frozen=True)
class Catalogue:
    """All versions by key, the newest last, and the words that they use."""

    versions: Mapping[str, tuple[Procedure, ...]]
    vocabulary: Vocabulary

    def newest(self, key: str) -> Procedure:
        """Give the newest version."""
        return self._of(key)[-1]

    def version(self, key: str, on: date) -> Procedure:
        """Give the version that held on this day; a consultation keeps the one of the day on which it started."""
        for procedure in self._of(key):
            if procedure.legal.holds_on(on):
                return procedure
        spans = "; ".join(
            f"{found.legal.valid_from or '…'} to {found.legal.valid_to or '…'}" for found in self._of(key)
        )
        raise NoSuchProcedure(f"{key} has no version for {on}; it has {spans}")

    def at_level(self, procedure: Procedure, level: str | None = None) -> Procedure:
        """Name the offices and periods of a level of government; without one, of the record's first."""
        level = level or procedure.levels[0]
        if level not in procedure.levels:
            raise NoSuchProcedure(
                f"{procedure.key} is not for the level {level}; it is for {', '.join(procedure.levels)}"
            )
        return replace(
            procedure,
            periods={key: _at(period, level) for key, period in procedure.periods.items()},
            steps=tuple(replace(step, who=self.vocabulary.office(step.who, level)) for step in procedure.steps),
            actors={role: self._named(who, level) for role, who in procedure.actors.items()},
        )

    def chosen(self, keys: Iterable[str], on: date, level: str | None = None) -> tuple[Procedure, ...]:
        """Give the versions of a day for one consultation, each key once; without a level, one that all share."""
        found = [self.version(key, on) for key in dict.fromkeys(keys)]
        shared = [each for each in found[0].levels if all(each in one.levels for one in found)]
        return tuple(self.at_level(one, level or next(iter(shared), None)) for one in found)

    def _named(self, who: str | list[str], level: str) -> str | list[str]:
        if isinstance(who, str):
            return self.vocabulary.office(who, level)
        return [self.vocabulary.office(office, level) for office in who]

    def _of(self, key: str) -> tuple[Procedure, ...]:
        if key not in self.versions:
            raise NoSuchProcedure(f"there is no procedure {key!r}; there are {', '.join(sorted(self.versions))}")
        return self.versions[key]


def _at(period: Period, level: str) -> Period:
    return replace(period, days=dict(period.at_level).get(level, period.days))


def read_catalogue(vocabulary: Part, records: Iterable[Part]) -> Catalogue:
    """Read the catalogue; `extends` copies another record, and each key that is given replaces the copied one."""
    words = read_vocabulary(vocabulary)
    parts = list(records)
    found: dict[str, list[tuple[str, Procedure]]] = {}
    for part in parts:
        procedure = read_procedure(_extended(part, parts), words)
        found.setdefault(procedure.key, []).append((part.file, procedure))
    return Catalogue({key: _in_order(found[key]) for key in sorted(found)}, words)


def _extended(part: Part, parts: list[Part]) -> Part:
    if "extends" not in part.values:
        return part
    bases = [base for base in parts if base.values.get("key") == part.values["extends"] and base is not part]
    if len(bases) != 1 or "extends" in bases[0].values:
        part.refuse("extends", f"{part.values['extends']!r} must be one record with one version, not itself extended")
    return Part(part.file, part.place, {**bases[0].values, **part.values})


def _in_order(versions: list[tuple[str, Procedure]]) -> tuple[Procedure, ...]:
    ordered = sorted(versions, key=lambda version: version[1].legal.valid_from or date.min)
    for (_, older), (file, newer) in pairwise(ordered):
        if (older.legal.valid_to or date.max) >= (newer.legal.valid_from or date.min):
            raise BadCatalogue(f"{file}: legal.valid_from: {newer.key} has two versions for the same day")
    return tuple(procedure for _, procedure in ordered)
