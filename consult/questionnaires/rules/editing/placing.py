"""Where a problem belongs: to which question, and there to which control of its form."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consult.questionnaires.rules.editing.keys import key_of
from consult.questionnaires.rules.reading import Problem

PLACE = re.compile(r"sections\[(\d+)\](?:\.questions\[(\d+)\])?\.?(.*)")
MEMBER = re.compile(r"(\w+)(?:\[(\d+)\])?(?:\.text)?(?:\.(pl|en|uk))?")


@dataclass(frozen=True)
class Placed:
    """A problem with its place: the keys of section and question, the member, the line of a list, the language."""

    problem: Problem
    section: str = ""
    question: str = ""
    member: str = ""
    line: int | None = None
    language: str = ""


def placed(document: Mapping[str, Any], problems: Sequence[Problem]) -> list[Placed]:
    """Give each problem its place."""
    return [_placed(document, problem) for problem in problems]


def _placed(document: Mapping[str, Any], problem: Problem) -> Placed:
    found = PLACE.fullmatch(problem.where)
    if found is None:
        member, line, language = _member(problem.where)
        return Placed(problem, member=member, line=line, language=language)
    section = document["sections"][int(found[1])]
    question = section["questions"][int(found[2])] if found[2] else {}
    member, line, language = _member(found[3])
    return Placed(problem, key_of(section), key_of(question), member, line, language)


def _member(rest: str) -> tuple[str, int | None, str]:
    found = MEMBER.match(rest)
    if found is None:
        return "", None, ""
    return found[1], int(found[2]) if found[2] else None, found[3] or ""
