"""Text made comparable: for search, for Polish alphabetical order, for addresses."""
# ruff: noqa: RUF001  # Cyrillic letters are the matter here

import re
from unicodedata import category, combining, normalize

POLISH = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
UKRAINIAN = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"

_APOSTROPHES = dict.fromkeys(map(ord, "’ʼ‘`´"), "'")
_LETTERS_WITHOUT_MARKS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})
_BETWEEN_WORDS = 10
_WEIGHTS = {
    letter: f"{number:02}" for number, letter in enumerate(f"0123456789{POLISH}{UKRAINIAN}", start=_BETWEEN_WORDS + 1)
}
_LATIN_FOR_CYRILLIC = str.maketrans(
    dict(zip("абвгґдезиіїйклмнопрстуфыэё", "abvhgdezyiiiklmnoprstufyee", strict=True))
    | {"є": "ie", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia"}
    | dict.fromkeys("ьъ'", "")
)


def fold(text: str) -> str:
    """Make text comparable in a search: lower case, Latin letters without marks, single spaces.

    Cyrillic letters keep their marks, because й is another letter than и. The kinds of
    apostrophe become one, and characters that nobody sees are dropped.
    """
    return " ".join("".join(_without_marks(_lowered(text)).translate(_LETTERS_WITHOUT_MARKS)).split())


def sort_key(text: str) -> str:
    """Make the key under which text stands in Polish alphabetical order, whatever its case.

    The key has decimal digits alone, two for each letter: so it sorts alike byte by byte and under
    every collation of a database. Other marked letters sort as their base letter, Ukrainian after Polish.
    """
    words = re.split(r"[\s_/–—-]+", _lowered(text))
    return f"{_BETWEEN_WORDS}".join("".join(map(_weight, word)) for word in words if word)


def slug(text: str, longest: int = 60) -> str:
    """Make the part of an address that names something: `Busko-Zdrój` becomes `busko-zdroj`.

    It is cut between words where that is possible, and empty where the text has no letter and no digit.
    """
    words = re.findall(r"[a-z0-9]+", fold(text).translate(_LATIN_FOR_CYRILLIC))
    whole = "-".join(words)
    if len(whole) <= longest:
        return whole
    cut = whole[: longest + 1].rpartition("-")[0] or whole[:longest]
    return cut.strip("-")


def _lowered(text: str) -> str:
    """Lower the case and compose the letters; drop what nobody sees, and make one kind of apostrophe."""
    composed = normalize("NFKC", normalize("NFKC", text).casefold()).translate(_APOSTROPHES)
    return normalize("NFC", "".join(character for character in composed if category(character) != "Cf"))


def _without_marks(text: str) -> str:
    """Take the marks off Latin letters."""
    kept = []
    is_latin = False
    for character in normalize("NFD", text):
        if not combining(character):
            is_latin = character < "\u0370"
        elif is_latin:
            continue
        kept.append(character)
    return normalize("NFC", "".join(kept))


def _weight(character: str) -> str:
    """Weigh a letter by its place in the alphabet; other alphabets come last, punctuation counts for nothing."""
    if character in _WEIGHTS:
        return _WEIGHTS[character]
    base = fold(character)
    if base != character and base:
        return "".join(map(_weight, base))
    return f"99{ord(character):07}" if character.isalnum() else ""
