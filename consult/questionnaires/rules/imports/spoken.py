"""The languages of a foreign file: ours are taken, Polish always has words, and what is left out is told."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consult.questionnaires.rules.imports.report import Report
from consult.questionnaires.rules.reading import LANGUAGES

CODE = re.compile(r"\(([A-Za-z-]+)\)\s*$")
NAMES = {
    "pl": ("pl", "pol", "polski", "polish"),
    "en": ("en", "eng", "english", "angielski"),
    "uk": ("uk", "ukr", "ua", "ukrainian", "ukraiński", "українська"),
}
OURS = {name: code for code, names in NAMES.items() for name in names}
UNSAID = ""
"""The language of words that the file does not name."""


def our_code(said: str) -> str | None:
    """Give our code of a language: `Polish (pl)`, `pl-PL`, `polski`; nothing where it is none of ours."""
    found = CODE.search(said)
    words = (found[1] if found else said).strip().casefold()
    return OURS.get(words) or OURS.get(words.split("-")[0].split("_")[0])


@dataclass(frozen=True)
class Spoken:
    """The languages in which a file is written, as it names them, and the one that it was written in first."""

    said: tuple[str, ...]
    base: str

    @property
    def languages(self) -> list[str]:
        """List those of our languages that the document has."""
        found = {our_code(said) for said in self.said}
        return [code for code in LANGUAGES if code == "pl" or code in found]

    @property
    def for_polish(self) -> tuple[str, ...]:
        """List the languages whose words stand where there are no Polish ones, the first choice first."""
        ours = [said for code in ("en", "uk") for said in self.said if our_code(said) == code]
        first = [self.base, *ours] if self.base == UNSAID else [*ours, self.base]
        return tuple(dict.fromkeys((*first, *self.said)))

    def texts(self, given: Mapping[str, str]) -> dict[str, str]:
        """Give the words by our languages."""
        found: dict[str, str] = {}
        for said, words in given.items():
            code = our_code(said)
            if code and words and code not in found:
                found[code] = words
        stands_in = next((given[said] for said in (*self.for_polish, *given) if given.get(said)), "")
        if "pl" not in found and stands_in:
            found["pl"] = stands_in
        return {code: found[code] for code in LANGUAGES if code in found}

    def tell(self, report: Report) -> None:
        """Tell which language stands for Polish, and which are left out."""
        stands_in = ""
        if not any(our_code(said) == "pl" for said in self.said):
            stands_in = self.for_polish[0]
            if stands_in == UNSAID:
                report.tell("", "language_unsaid")
            else:
                report.tell("", "no_polish_words", language=stands_in)
        for said in self.said:
            if said not in (UNSAID, stands_in) and our_code(said) is None:
                report.tell("", "language_left_out", language=said)


def spoken(said: Sequence[str], base: str = UNSAID) -> Spoken:
    """Say in which languages a file is written."""
    known = tuple(dict.fromkeys((base, *said))) if base else tuple(dict.fromkeys(said)) or (UNSAID,)
    return Spoken(known, base or known[0])
