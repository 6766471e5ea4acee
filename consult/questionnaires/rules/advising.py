"""What a questionnaire had better not do: advice on what can stay, and the refusal of what may not be asked."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

from consult.questionnaires.rules.reaching import can_be_asked
from consult.questionnaires.rules.reading import Reading
from consult.questionnaires.rules.shape import Option, Question, Row, Texts
from consult.texts.folding import fold

MOST_BOXES = 60
"""More boxes below each other than people scroll through on a telephone."""
MOST_WORDED = 7
IDENTITY = re.compile(r"\bpesel|(numer|nr|seria)\w*( i (numer|nr))? dowodu|identity card number|id card number")
"""Numbers that name one person among all."""
TYPED = frozenset({"number", "text", "grid"})
JUDGES = re.compile(r"\b(oceni\w+|zadowol\w+|popier\w+|zgadza\w+|podoba\w*|wazn[ae]|potrzebn\w+)\b")
JOINED = re.compile(r"\b\w{3,} (oraz|i) \w{3,}")
"""Two things that one answer would judge at once, in folded Polish."""


def advise_on(reading: Reading, items: Mapping[str, Question]) -> None:
    """Look at every question; `items` is by place in the document."""
    known = {question.key: question for question in items.values()}
    for where, question in items.items():
        for judge in JUDGED:
            judge(reading, where, question)
        if question.condition and not can_be_asked(question, known):
            reading.advise(where, "never_asked_required" if question.is_required else "never_asked")


def _names_nobody(reading: Reading, where: str, question: Question) -> None:
    """Refuse to ask for a number that names one person among all: a consultation needs none, and keeps none."""
    texts = [question.text, question.hint, *(part.text for _name, parts in _parts(question) for part in parts)]
    if question.kind in TYPED and any(IDENTITY.search(fold(words)) for words in _all(texts)):
        reading.note(where, "asks_identity")


def _parts(question: Question) -> tuple[tuple[str, Sequence[Option | Row]], ...]:
    return (("options", question.options), ("rows", question.rows), ("parts", question.parts))


def _all(texts: Iterable[Texts]) -> Iterable[str]:
    return chain.from_iterable(text.values() for text in texts)


def _asks_one_thing(reading: Reading, where: str, question: Question) -> None:
    """Warn where two things seem to be judged by one answer."""
    asked = [question.text, *(row.text for row in question.rows)] if question.kind in {"scale", "matrix"} else []
    if question.kind == "single":
        asked = [question.text]
    for text in asked:
        words = fold(text.get("pl", ""))
        joined = JOINED.search(words)
        if joined and (text is not question.text or JUDGES.search(words)):
            reading.advise(where, "two_at_once", words=joined[0])
            return


def _fits_a_phone(reading: Reading, where: str, question: Question) -> None:
    if not question.rows:
        return
    across = len(question.options) or len(question.columns)
    is_worded = bool(question.options) or isinstance(question.columns[0].value if question.columns else 0, str)
    if is_worded and (across * len(question.rows) > MOST_BOXES or across > MOST_WORDED):
        reading.advise(where, "too_wide", count=across * len(question.rows))


def _reads_alike(reading: Reading, where: str, question: Question) -> None:
    """Warn of options that a reader cannot tell apart; one of them would never be counted rightly."""
    for name, parts in _parts(question):
        seen = set[str]()
        for place, part in enumerate(parts):
            words = part.text.get("pl", "").casefold()
            if words in seen:
                reading.advise(f"{where}.{name}[{place}]", "reads_alike")
            seen.add(words)


JUDGED: tuple[Callable[[Reading, str, Question], None], ...] = (
    _names_nobody,
    _asks_one_thing,
    _fits_a_phone,
    _reads_alike,
)
