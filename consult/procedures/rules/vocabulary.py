"""The words that the records may use, with their names, and how offices are called at each level of government."""

from collections.abc import Mapping
from dataclasses import dataclass

from consult.procedures.rules.part import Part
from consult.procedures.rules.records import Names

GROUPS = ("levels", "forms", "channels", "artefacts", "identity", "events", "steps", "offices")


@dataclass(frozen=True)
class Vocabulary:
    """Words by group, and the offices of a powiat or voivodeship by the name that a gmina's office has."""

    groups: Mapping[str, Mapping[str, Names]]
    at_level: Mapping[str, Mapping[str, str]]

    def known(self, group: str) -> frozenset[str]:
        """Give the keys of a group."""
        return frozenset(self.groups[group])

    def office(self, key: str, level: str) -> str:
        """Give the office of this level that does the same."""
        return self.at_level.get(level, {}).get(key, key)


def read_vocabulary(part: Part) -> Vocabulary:
    """Read the vocabulary, each word of which has a name in three languages."""
    part.only(*GROUPS, "at_level")
    groups = {}
    for group in GROUPS:
        words = part.part(group)
        groups[group] = {key: words.names(key) for key in words.values}
    levels = part.part("at_level")
    levels.only(*groups["levels"])
    at_level = {level: _offices(levels.part(level), frozenset(groups["offices"])) for level in levels.values}
    return Vocabulary(groups, at_level)


def _offices(part: Part, known: frozenset[str]) -> Mapping[str, str]:
    part.only(*known)
    for key in part.values:
        if part.text(key) not in known:
            part.refuse(key, f"{part.text(key)!r} is not an office")
    return dict(part.values)
