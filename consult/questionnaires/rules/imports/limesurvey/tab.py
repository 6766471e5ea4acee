"""Read LimeSurvey's tab-separated text: a row for each setting, group, question, subquestion and answer."""

import csv
import io
from collections.abc import Iterator

from consult.questionnaires.rules.imports.limesurvey.source import Group, Part, Source, Survey
from consult.questionnaires.rules.imports.report import refuse

HEADER = ("class", "type/scale", "name")
OF_ROWS = frozenset({
    "id", "related_id", "class", "type/scale", "name", "relevance", "text", "help", "language", "validation",
    "mandatory", "other", "default", "same_default", "encrypted", "same_script",
})  # fmt: skip
LONGEST = 1_000_000


def is_tab(data: bytes) -> bool:
    """Tell whether a file is such a table, by the names of its columns."""
    first = data[:4_000].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").splitlines()[:1]
    names = [name.strip().strip('"') for name in first[0].split("\t")] if first else []
    return all(name in names for name in HEADER)


def read_tab(data: bytes) -> Survey:
    """Read a table; refuses one that is no text in UTF-8 or that holds a row without its question."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        refuse("", "not_text")
    reader = _Reader()
    for row in _rows(text):
        reader.take(row)
    return reader.survey()


def _rows(text: str) -> Iterator[dict[str, str]]:
    csv.field_size_limit(LONGEST)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
    names = [name.strip() for name in next(reader, [])]
    line = reader.line_num + 1
    try:
        for cells in reader:
            yield {"where": f"line:{line}", **{name: cell for name, cell in zip(names, cells, strict=False) if cell}}
            line = reader.line_num + 1
    except csv.Error as mistake:
        refuse(f"line:{line}", "bad_table", why=str(mistake))


class _Reader:
    def __init__(self) -> None:
        self.settings: dict[str, str] = {}
        self.titles: dict[str, dict[str, str]] = {}
        self.groups: dict[str, Group] = {}
        self.questions: dict[str, Source] = {}
        self.group: Group | None = None
        self.question: Source | None = None
        self.quotas = 0

    def take(self, row: dict[str, str]) -> None:
        takes = {"S": self._setting, "SL": self._words, "G": self._group, "Q": self._question, "SQ": self._part,
                 "A": self._part}  # fmt: skip
        kind = row.get("class", "").strip()
        if kind in takes:
            takes[kind](row)
        elif kind.startswith("QTA"):
            self.quotas += kind == "QTA"
        elif kind:
            refuse(row["where"], "unknown_class", found=kind)

    def _setting(self, row: dict[str, str]) -> None:
        self.settings[row.get("name", "")] = row.get("text", "").strip('"')

    def _words(self, row: dict[str, str]) -> None:
        self.titles.setdefault(row.get("name", ""), {})[row.get("language", "")] = row.get("text", "")

    def _group(self, row: dict[str, str]) -> None:
        code = row.get("language", "")
        key = row.get("id") or row.get("type/scale") or row.get("name", "")
        key = f"{key} {row.get('name', '')}" if key == "0" else key
        self.group = self.groups.setdefault(
            key, Group(key, row["where"], len(self.groups), row.get("relevance", ""), bool(row.get("random_group")))
        )
        self.group.names[code] = row.get("name", "")
        self.group.descriptions[code] = row.get("text", "")
        self.question = None

    def _question(self, row: dict[str, str]) -> None:
        if self.group is None:
            refuse(row["where"], "question_without_group", name=row.get("name", ""))
        code, name = row.get("language", ""), row.get("name", "")
        if name not in self.questions:
            made = Source(
                id=name, code=name, type=row.get("type/scale", "T"), where=f"{row['where']} {name}",
                relevance=row.get("relevance", ""), mandatory=row.get("mandatory", ""),
                has_other=row.get("other") == "Y", pattern=row.get("validation", ""),
                has_default=bool(row.get("default")),
            )  # fmt: skip
            self.questions[name] = made
            self.group.questions.append(made)
        self.question = self.questions[name]
        self.question.texts[code] = row.get("text", "")
        self.question.helps[code] = row.get("help", "")
        for column, cell in row.items():
            if column not in OF_ROWS and column != "where":
                self.question.attributes.setdefault(column, {})[code] = cell

    def _part(self, row: dict[str, str]) -> None:
        home = self.question
        if home is None:
            refuse(row["where"], "part_without_question", name=row.get("name", ""))
        parts = home.parts if row["class"].strip() == "SQ" else home.answers
        code, scale = row.get("name", ""), row.get("type/scale", "0")
        scale = scale if scale in {"0", "1"} else "0"
        part = next((one for one in parts if (one.code, one.scale) == (code, scale)), None)
        if part is None:
            part = Part(code, f"{row['where']} {home.code}", scale, len(parts), row.get("relevance", ""))
            parts.append(part)
        part.texts[row.get("language", "")] = row.get("text", "")

    def survey(self) -> Survey:
        base = self.settings.get("language", "") or next(iter(self.titles.get("surveyls_title", {})), "")
        languages = [base, *self.settings.get("additional_languages", "").split()]
        for attributes in (question.attributes for question in self.questions.values()):
            for said in attributes.values():
                said.setdefault("", said.get(base, ""))
        intros = [self.titles.get(name, {}) for name in ("surveyls_description", "surveyls_welcometext")]
        return Survey(
            self.settings.get("sid", ""), base, languages, dict(self.titles.get("surveyls_title", {})),
            {code: "\n\n".join(filter(None, (said.get(code) for said in intros))) for code in languages},
            dict(self.titles.get("surveyls_endtext", {})), list(self.groups.values()), [],
            {"quotas_left_out": self.quotas} if self.quotas else {},
        )  # fmt: skip
