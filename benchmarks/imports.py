"""What becomes of the questionnaires of other programs, file by file: `python -m benchmarks.imports [FOLDER]`.

FOLDER holds files of LimeSurvey, XLSForm and SurveyJS; usually it is `shared/data/forms` beside the repository.
A question is kept when its kind, its options in their order, its words in our languages and whether it must be
answered are those of the source. "Ours" are the questions that our format has a kind for: not places, files, pictures.
"""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from consult.questionnaires.rules.imports.limesurvey.source import Source, Survey
from consult.questionnaires.rules.imports.limesurvey.tab import is_tab, read_tab
from consult.questionnaires.rules.imports.limesurvey.xml import from_archive, read_xml
from consult.questionnaires.rules.imports.making import FOREIGN, PIPED
from consult.questionnaires.rules.imports.plain import plain
from consult.questionnaires.rules.imports.recognising import read_foreign, recognised
from consult.questionnaires.rules.imports.spoken import our_code
from consult.questionnaires.rules.imports.xlsform.sheets import Row, read_sheets
from consult.questionnaires.rules.imports.xlsform.types import Type, read_type
from consult.questionnaires.rules.piping import PIPE
from consult.questionnaires.rules.reading import NotAQuestionnaire
from consult.texts.folding import fold

USUAL = Path(__file__).resolve().parents[2] / "shared" / "data" / "forms"
ENDINGS = frozenset({".lss", ".lsg", ".lsq", ".lsa", ".txt", ".xls", ".xlsx"})
YES = frozenset({"yes", "true", "true()", "1"})
PIPES = re.compile(f"{PIPE.pattern}|{PIPED.pattern}")
"""Answers in texts, as ours and as theirs write them."""
LEAST_KEPT, LEAST_TRANSLATED = 0.95, 0.85
LIMESURVEY: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys("!LOYG", ("single",)), **dict.fromkeys("MP", ("multiple",)), **dict.fromkeys("TU", ("text",)),
    **dict.fromkeys("ABCEFH1", ("matrix",)), **dict.fromkeys(":;", ("grid",)), "S": ("text", "number"),
    "N": ("number",), "K": ("number",), "Q": ("grid", "text", "number"), "D": ("date",), "R": ("ranking",),
    "X": ("note",), "5": ("scale",), "*": (), "I": (), "|": (),
}  # fmt: skip
"""The kinds that hold the same answers as a type; none where our format has no such question."""
XLSFORM: Mapping[str, tuple[str, ...]] = {
    "one": ("single",), "several": ("multiple",), "rank": ("ranking",), "text": ("text", "number"),
    "integer": ("number",), "decimal": ("number",), "range": ("scale", "number"), "date": ("date",),
    "time": ("date",), "datetime": ("date",), "note": ("note",), "consent": ("consent",), "words": (),
}  # fmt: skip


@dataclass(frozen=True)
class Expected:
    """What the source says of a question."""

    name: str
    kinds: tuple[str, ...]
    options: tuple[str, ...]
    texts: Mapping[str, str]
    is_required: bool


def main() -> int:
    """Print the table; the code tells whether enough is kept."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else USUAL
    files = sorted(path for path in folder.rglob("*") if path.suffix in ENDINGS)
    if not files:
        print(f"no questionnaires in {folder}")
        return 0
    print(f"{'file':64}{'questions':>10}{'ours':>6}{'kept':>6}{'conditions':>11}{'translated':>11}")
    sums = [0, 0, 0, 0, 0]
    for path in files:
        try:
            counted = _counted(path)
        except NotAQuestionnaire as refused:
            problem = refused.problems[0]
            print(f"{path.name[:62]:64}{problem.where} {problem.what} {dict(problem.said)}")
            continue
        sums = [whole + part for whole, part in zip(sums, counted, strict=True)]
        print(_line(path.name[:62], counted))
    print(_line("all", sums))
    questions, ours, kept, conditions, translated = sums
    shares = kept / max(ours, 1), translated / max(conditions, 1)
    print(f"kept {kept / max(questions, 1):.1%}; of those that our format can ask {shares[0]:.1%}")
    print(f"translated {shares[1]:.1%}")
    return 0 if shares[0] >= LEAST_KEPT and shares[1] >= LEAST_TRANSLATED else 1


def _line(name: str, counted: Sequence[int]) -> str:
    widths = (10, 6, 6, 11, 11)
    return f"{name:64}" + "".join(f"{count:{width}}" for count, width in zip(counted, widths, strict=True))


def _counted(path: Path) -> tuple[int, int, int, int, int]:
    data = path.read_bytes()
    brought = read_foreign(data, path.stem, beside=_beside(path))
    if brought is None:
        return 0, 0, 0, 0, 0
    expected = list(_of_form(data) if recognised(data) == "xlsform" else _of_survey(data))
    items = [item for section in brought.document["sections"] for item in section["questions"]]
    left = [dict(item) for item in items]
    kept = sum(_is_kept(one, left) for one in expected)
    ours = sum(bool(one.kinds) for one in expected)
    return len(expected), ours, kept, brought.conditions, brought.translated


def _beside(path: Path) -> Any:
    def find(name: str) -> bytes | None:
        place = path.parent / Path(name).name
        return place.read_bytes() if place.is_file() else None

    return find


def _is_kept(one: Expected, left: list[dict[str, Any]]) -> bool:
    """Find the question among what is left, in order, and compare it."""
    key = FOREIGN.sub("_", fold(one.name)).strip("_")[:30]
    same = [at for at, item in enumerate(left) if fold(item["key"]).strip("_").startswith(key)]
    found = next((at for at in same if left[at]["kind"] in one.kinds), None)
    if found is None:
        return False
    item = left.pop(found)
    options = tuple(PIPES.sub("…", option["text"].get("pl", "")) for option in item.get("options", ()))[
        : len(one.options)
    ]
    are_options = not one.options or item["kind"] not in {"single", "multiple", "ranking"} or options == one.options
    texts = {code: words for code, words in item["text"].items() if code in one.texts}
    is_required = item["kind"] == "note" or item.get("required", False) is one.is_required
    return (
        are_options and is_required and all(one.texts[code] in PIPES.sub("…", words) for code, words in texts.items())
    )


def _words(said: Mapping[str, str], order: list[str], usual: str) -> dict[str, str]:
    """Give the words by our languages, as the source has them."""
    found = {code: _flat(words) for one, words in said.items() if (code := our_code(one)) and _flat(words)}
    first = [] if "" in order else [one for one in said if our_code(one) == "en"]
    stands = next((_flat(said[one]) for one in (*first, *order, *said) if said.get(one) and _flat(said[one])), usual)
    return {"pl": stands, **found}


def _flat(words: str) -> str:
    return PIPES.sub("…", plain(words)[0])[:2_000]


def _of_survey(data: bytes) -> Iterator[Expected]:
    survey = _survey(data)
    order = [survey.base, *survey.languages]
    for group in survey.groups:
        for question in group.questions:
            if question.type not in "*I" and question.attribute("hidden") != "1":
                yield _expected(question, order)


def _survey(data: bytes) -> Survey:
    if data.startswith(b"PK"):
        return read_xml(from_archive(data))
    return read_tab(data) if is_tab(data) else read_xml(data)


def _expected(question: Source, order: list[str]) -> Expected:
    parts = (
        question.answers_of("0") if question.type in "!LOR" else question.parts_of("0") if question.type in "MP" else []
    )
    options = tuple(_words(part.texts, order, part.code)["pl"] for part in parts)
    kinds = LIMESURVEY.get(question.type, ())
    texts = _words(question.texts, order, question.code)
    return Expected(question.code, kinds, options, texts, question.mandatory == "Y")


def _of_form(data: bytes) -> Iterator[Expected]:
    sheets = read_sheets(data)
    order = [row.get("default_language") for row in sheets.get("settings", ())][:1]
    external = sheets.get("external_choices", ())
    for row in sheets["survey"]:
        kind = read_type(row.get("type"))
        if kind and kind.is_a in XLSFORM and row.get("disabled") not in YES:
            choices = external if kind.is_external and external else sheets.get("choices", ())
            yield _asked(row, kind, [one for one in choices if one.get("list_name") == kind.list_name], order)


def _asked(row: Row, kind: Type, choices: list[Row], order: list[str]) -> Expected:
    name = row.get("name") or f"note_{row.where.rpartition(':')[2]}"
    options = tuple(dict.fromkeys(_labels(one, order, one.get("name"))["pl"] for one in choices))
    required = row.get("required").casefold() in YES
    return Expected(name, XLSFORM[kind.is_a], options, _labels(row, order, name), required)


def _labels(row: Row, order: list[str], usual: str) -> dict[str, str]:
    said = {column.partition("::")[2]: cell for column, cell in row.cells.items() if column.split("::")[0] == "label"}
    return _words(said, ["", *order] if "" in said else order, usual)


if __name__ == "__main__":
    sys.exit(main())
