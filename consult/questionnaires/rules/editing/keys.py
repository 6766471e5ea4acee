"""Keys are made from the Polish words, once; they never change, so that answers of all versions can be compared."""

from collections.abc import Collection, Iterator, Mapping
from itertools import count
from typing import Any

from consult.questionnaires.rules.shape import Texts
from consult.texts.folding import slug

LONGEST = 40


def key_of(item: Mapping[str, Any]) -> str:
    """Give the key of a section, question, option or row; a number may stand for one."""
    return str(item.get("key", ""))


def texts_of(item: Mapping[str, Any], name: str) -> Texts:
    """Give a text by language; a plain one is Polish."""
    given = item.get(name) or {}
    return {"pl": given} if isinstance(given, str) else dict(given)


def new_key(words: str, taken: Collection[str], otherwise: str) -> str:
    """Make a key that is not taken. It is never a number alone: on a scale that would name a step."""
    first = slug(words, LONGEST) or otherwise
    if first.isdecimal():
        first = f"{otherwise}-{first}"
    return next(key for key in _tried(first) if key not in taken)


def _tried(first: str) -> Iterator[str]:
    yield first
    yield from (f"{first}-{number}" for number in count(2))
