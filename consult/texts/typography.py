"""The typographer's spaces: what belongs together stays on one line, and authors need not think of it."""
# ruff: noqa: RUF001  # Cyrillic letters and dashes are the matter here

import re
from collections.abc import Mapping

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
WORD_JOINER = "\N{WORD JOINER}"

ONE_LETTER_WORDS: Mapping[str, str] = {"pl": "aiouwz", "uk": "авєзійоуя", "en": ""}

_MONTHS = (
    "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia|"
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня"
)
_UNITS = (
    "zł|gr|tys\\.|mln|mld|proc\\.|r\\.|godz\\.|min|sek\\.|s|h|mm|cm|m|km|m²|km²|m2|km2|ha|ar|g|kg|t|l|kB|MB|GB|°C|"
    "PLN|EUR|грн|тис\\.|млн|млрд|р\\.|год|хв|мм|см|м|км|м²|км²|га|г|кг|т|л"
)
_BEFORE_A_NUMBER = (
    "§§?|art\\.|ust\\.|pkt|lit\\.|poz\\.|nr|godz\\.|str\\.|rozdz\\.|zał\\.|ст\\.|ч\\.|п\\.|пп\\.|розд\\.|№|no\\."
)

_TOGETHER = re.compile(
    rf"(?<=\d) (?=(?:{_UNITS})(?!\w)|[%‰]|(?:{_MONTHS})(?!\w))"
    rf"|(?:(?<!\w)(?:{_BEFORE_A_NUMBER})) (?=\d|[IVXLC]+\b|\w\b)",
    re.IGNORECASE,
)
_TIGHT_DASH = re.compile(rf"(?<=[\w.]){WORD_JOINER}?–{WORD_JOINER}?(?=\w)")
_WORD_BEGINS = r"(?<![^\s(\[„«\"'–—])"
_AFTER_ONE_LETTER = {
    language: re.compile(rf"{_WORD_BEGINS}([{letters}]) (?=\S)", re.IGNORECASE)
    for language, letters in ONE_LETTER_WORDS.items()
    if letters
}


def typography(text: str, language: str) -> str:
    """Keep on one line what is read in one breath.

    A one-letter word stays with the next word, a number with its unit, a day with its month, § with its
    number, and a range around its dash. Only plain spaces change, to spaces that do not break, and word
    joiners are put round the dash of a range; a second pass changes nothing.
    """
    text = _TOGETHER.sub(lambda found: found[0][:-1] + NO_BREAK_SPACE, text)
    if language in _AFTER_ONE_LETTER:
        text = _AFTER_ONE_LETTER[language].sub(rf"\1{NO_BREAK_SPACE}", text)
    return _TIGHT_DASH.sub(f"{WORD_JOINER}–{WORD_JOINER}", text)
