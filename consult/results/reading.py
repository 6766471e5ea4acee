"""What people wrote in their own words: each text alone, so that nothing tells who else wrote what."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from consult.orm import Texts
from consult.paging import SIZE, Page
from consult.questionnaires.rules.kinds import KINDS
from consult.results import queries
from consult.results.rules.tally import Scheme
from consult.texts.folding import sort_key


def sources(scheme: Scheme) -> Mapping[str, Texts]:
    """List where people write: text questions, and the lines beside options; the question's words for each."""
    found: dict[str, Texts] = {}
    for question in scheme.questions:
        if question.kind == "text":
            found[question.key] = question.text
        for line in KINDS[question.kind].lines(question) if question.kind in {"address", "grid"} else ():
            if line.counts == "words":
                found[f"{question.key}.{line.key}"] = _cell(question.text, line.text)
        for option in question.options:
            if option.is_other and question.kind != "grid":
                found[f"{question.key}.{option.key}"] = question.text
    return found


def _cell(question: Texts, cell: Texts) -> Texts:
    """Name a cell beside its question, in each language that both have."""
    return {code: f"{question[code]} {cell[code]}" for code in question if code in cell}


def page(session: Session, questionnaire_id: UUID, key: str, number: int) -> Page:
    """Give one page of the texts in the order of the alphabet, the same for every question and every reader."""
    texts = sorted(queries.list_words(session, questionnaire_id, key), key=sort_key)
    number = min(number, max(1, -(-len(texts) // SIZE)))
    return Page(texts[(number - 1) * SIZE : number * SIZE], number, len(texts))
