"""Text made comparable: for search, for Polish alphabetical order, for addresses."""
# ruff: noqa: RUF001  # Cyrillic letters are the matter here

import re
from unicodedata import combining, normalize

POLISH = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
UKRAINIAN = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"

_APOSTROPHES = re.compile("[’ʼ‘`´]")
_LETTERS_WITHOUT_MARKS = {"ł": "l", "đ": "d", "ø": "o", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"}
_UNSEEN = re.compile(
    "[\\u00ad\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890-\\u0891\\u08e2\\u180e\\u200b-\\u200f\\u202a-\\u202e"
    "\\u2060-\\u2064\\u2066-\\u206f\\ufeff\\ufff9-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U00013438"
    "\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0001\\U000e0020-\\U000e007f]"
)
"""What nobody sees: Unicode's category Cf."""
_BETWEEN_WORDS = 10
_MARKS_OF_LATIN = re.compile("(?<=[\\x00-\u02ff\u034f])[\u0300-\u034e\u0350-\u036f]+")
_UNUSUAL = re.compile("[^\\x00-\u036f\u0400-\u045f\u0490\u0491\u2000-\u206f\u20a0-\u20bf]")
"""What is neither Latin nor plain Cyrillic, nor punctuation: its marks are looked at one by one."""
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
    plain = _without_marks(_lowered(text))
    if not plain.isascii():
        for letter, other in _LETTERS_WITHOUT_MARKS.items():
            plain = plain.replace(letter, other)
    return " ".join(plain.split())


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
    if text.isascii():
        return _APOSTROPHES.sub("'", text.lower())
    composed = _APOSTROPHES.sub("'", normalize("NFKC", normalize("NFKC", text).casefold()))
    return normalize("NFC", _UNSEEN.sub("", composed))


def _without_marks(text: str) -> str:
    """Take the marks off Latin letters."""
    if text.isascii():
        return text
    decomposed = normalize("NFD", text)
    if _UNUSUAL.search(decomposed) is None:
        return normalize("NFC", _MARKS_OF_LATIN.sub("", decomposed))
    kept = []
    is_latin = False
    for character in decomposed:
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
