"""Answers that were given elsewhere, in a table: read whole and checked before anything is kept."""

import csv
import io
import json
import pickle
import re
import tempfile
import weakref
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import force_locale

from consult.questionnaires.hints import mistake_words
from consult.questionnaires.models import CLASSES
from consult.questionnaires.operations import Given
from consult.questionnaires.rules.answering import take
from consult.questionnaires.rules.foreign import BadCell, Target, read_into, targets
from consult.questionnaires.rules.shape import Mistake, Plan
from consult.questionnaires.words import CLASSES as CLASS_WORDS
from consult.web.locale import LANGUAGES

DAY, CLASS, AREA = "@day", "@class", "@area"
ABOUT = (DAY, CLASS, AREA)
BETWEEN = ",;\t|"
"""What may stand between two cells."""
SAYS_BETWEEN = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""How a spreadsheet says it in a first line of its own."""
ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?")
POLISH_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
FIRST_YEAR = 1990
GMINA = re.compile(r"(\d{6})\d?(?:\.0)?")
LARGEST_CELL = 1_000_000
AT_ONCE = 1_000_000
"""Characters that are read together."""
SHOWN = 60
"""So much of a cell is shown in a message."""


Notes = Sequence[tuple[str, str]]
"""What is worth knowing: where, and what."""


class NotATable(Exception):
    """The file cannot be read; the words say where and why."""


@dataclass(frozen=True)
class Source:
    """What the rows of a file are read as."""

    questionnaire_id: UUID
    version_id: UUID
    plan: Plan
    gminas: frozenset[str]
    today: date


def read_map(data: bytes) -> dict[str, str]:
    """Read which column holds what: `{"question": "column"}`; raises `NotATable`."""
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as mistake:
        raise NotATable(f"the map is no JSON: {mistake}") from mistake
    if not isinstance(found, dict) or not all(isinstance(name, str) for name in found.values()):
        raise NotATable('the map must be an object of texts: {"question": "column"}')
    return found


class Rows:
    """Answers that were checked, each with the number of its line: written aside, since there may be millions."""

    def __init__(self, given: Iterable[tuple[int, Given]]) -> None:
        self._aside = tempfile.TemporaryFile("w+b")  # noqa: SIM115  # lives as long as these rows
        weakref.finalize(self, self._aside.close)
        self._count = 0
        for line, one in given:
            pickle.dump((line, vars(one)), self._aside, pickle.HIGHEST_PROTOCOL)
            self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[tuple[int, Given]]:
        self._aside.seek(0)
        for _row in range(self._count):
            line, values = pickle.load(self._aside)  # noqa: S301  # our own, in a file without a name
            yield line, Given(**values)


def read_table(data: bytes, columns: Mapping[str, str], source: Source) -> tuple[Rows, Notes]:
    """Read a whole file; raises `NotATable`, which names the line and the column."""
    rows = _rows(_text(data))
    _line, header = next(rows, (0, []))
    if not header:
        raise NotATable("the file is empty")
    names = [name.strip() for name in header]
    reader = _Reader(source, names, _places(names, columns, targets(source.plan)))
    given = Rows((line, reader.given(line, row)) for line, row in rows)
    if not given:
        raise NotATable("the file has a header, and no row below it")
    return given, reader.report()


def _text(data: bytes) -> io.TextIOWrapper:
    """Read a file as text: Unicode, else the old encoding of Polish spreadsheets."""
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp1250"):
        text = io.TextIOWrapper(io.BytesIO(data), encoding, newline="")
        try:
            while text.read(AT_ONCE):
                pass
        except UnicodeDecodeError:
            continue
        text.seek(0)
        return text
    raise NotATable("the file is no text that can be read: save it as CSV in UTF-8")


def _rows(text: io.TextIOWrapper) -> Iterator[tuple[int, list[str]]]:
    """Give the rows with the number of the line on which each begins; empty ones are left out."""
    beginning, first = text.read(LARGEST_CELL), 1
    text.seek(0)
    if said := SAYS_BETWEEN.match(beginning):
        text.readline()
        first = 2
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(text, delimiter=said[1] if said else _between(beginning), strict=True)
    line = first
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield line, row
            line = reader.line_num + first
    except csv.Error as mistake:
        raise NotATable(f"line {line}: {mistake}") from mistake


def _between(beginning: str) -> str:
    """Tell what stands between the cells: what cuts the header into most of them."""
    lines = "\n".join(beginning.lstrip().splitlines()[:20])

    def cells(mark: str) -> int:
        try:
            return len(next(csv.reader(io.StringIO(lines, newline=""), delimiter=mark), []))
        except csv.Error:
            return 0

    return max(BETWEEN, key=cells)


def _places(header: Sequence[str], columns: Mapping[str, str], known: Mapping[str, Target]) -> dict[str, int]:
    """Find the column of each thing that is read; raises `NotATable`."""
    strange = [name for name in columns if name not in known and name not in ABOUT]
    if strange:
        raise NotATable(f"the map names {strange[0]}, which the questionnaire does not ask")
    missing = [column for column in columns.values() if column not in header]
    if missing:
        raise NotATable(f"the map names the column {missing[0]}, which the file does not have")
    wanted = {name: columns.get(name, name) for name in (*known, *ABOUT)}
    places = {name: header.index(column) for name, column in wanted.items() if column in header}
    twice = [header[place] for place in places.values() if header.count(header[place]) > 1]
    if twice:
        raise NotATable(f"the file has two columns named {twice[0]}")
    if not any(name in known for name in places):
        raise NotATable(f"no column is named as a question; the file has: {', '.join(header)[:300]}")
    return places


class _Reader:
    """Reads row by row, and notes what is left out."""

    def __init__(self, source: Source, header: Sequence[str], places: Mapping[str, int]) -> None:
        self.source = source
        self.header = header
        self.places = places
        known = targets(source.plan)
        self.columns = [(name, place, known[name]) for name, place in places.items() if name in known]
        self.names = {target.field: name for name, _place, target in reversed(self.columns)}
        self.classes = _classes() if CLASS in places else {}
        self.not_asked: Counter[str] = Counter()

    def given(self, line: int, row: list[str]) -> Given:
        """Read one row; raises `NotATable`."""
        width = len(self.header)
        if any(cell.strip() for cell in row[width:]) or len(row) < width:
            raise NotATable(f"line {line} has {len(row)} cells, the header has {width}")
        typed: dict[str, list[str]] = {}
        for name, place, target in self.columns:
            try:
                read_into(typed, target, row[place])
            except BadCell as mistake:
                raise self._wrong(line, name, mistake.value, f"none of the answers to {target.question.key}") from None
        day = self._day(line, row)
        taken = take(self.source.plan, typed, day)
        for wrong in taken.mistakes:
            self._refuse(line, typed, wrong)
        said = {target.question.key for _name, _place, target in self.columns if target.field in typed}
        self.not_asked.update(said - taken.asked)
        return Given(
            questionnaire_id=self.source.questionnaire_id,
            version_id=self.source.version_id,
            answers=taken.answers,
            language="pl",
            submitted_on=day,
            participant_class=self._class(line, row),
            area=self._area(line, row),
            channel="import",
        )

    def _refuse(self, line: int, typed: Mapping[str, list[str]], mistake: Mistake) -> None:
        """Refuse what somebody wrote; what nobody answered elsewhere cannot be asked again."""
        if typed.get(mistake.name):
            with force_locale("en"):
                raise self._wrong(
                    line, self.names[mistake.name], "; ".join(typed[mistake.name]), mistake_words(mistake)
                )

    def _wrong(self, line: int, name: str, value: str, why: str) -> NotATable:
        shown = value if len(value) <= SHOWN else value[:SHOWN] + "…"
        return NotATable(f"line {line}, column {self.header[self.places[name]]}: {shown!r}: {why}")

    def _cell(self, row: Sequence[str], name: str) -> str:
        return row[self.places[name]].strip() if name in self.places else ""

    def _day(self, line: int, row: Sequence[str]) -> date:
        """Read the day on which it was answered; nothing means today."""
        cell = self._cell(row, DAY)
        if not cell:
            return self.source.today
        found = _day_of(cell)
        if found is None or found.year < FIRST_YEAR or found > self.source.today:
            raise self._wrong(line, DAY, cell, "no day until today; write it as 2026-11-30")
        return found

    def _class(self, line: int, row: Sequence[str]) -> str | None:
        cell = self._cell(row, CLASS)
        if cell and cell.casefold() not in self.classes:
            raise self._wrong(line, CLASS, cell, f"must be one of {', '.join(CLASSES)}")
        return self.classes[cell.casefold()] if cell else None

    def _area(self, line: int, row: Sequence[str]) -> str | None:
        cell = self._cell(row, AREA)
        if not cell:
            return None
        found = GMINA.fullmatch(cell)
        if found is None or found[1] not in self.source.gminas:
            raise self._wrong(line, AREA, cell, "no TERYT code of a gmina that is known here")
        return found[1]

    def report(self) -> list[tuple[str, str]]:
        """Say what was not read, and what was left out."""
        read = set(self.places.values())
        unread = [name for place, name in enumerate(self.header) if place not in read and name]
        asked = {target.question.key for _name, _place, target in self.columns}
        empty = [question.key for question in self.source.plan.questions if question.key not in asked]
        return [
            *((name, "this column was not read") for name in unread),
            *((key, "no column has answers to this question") for key in empty),
            *(
                (key, f"left out in {people} rows: by the other answers it was not asked")
                for key, people in sorted(self.not_asked.items())
            ),
        ]


def _classes() -> dict[str, str]:
    """Find a participant class by its key or its words in any language."""
    found = {key: key for key in CLASSES}
    for code in LANGUAGES:
        with force_locale(code):
            found |= {str(words).casefold(): key for key, words in CLASS_WORDS.items()}
    return found


def _day_of(cell: str) -> date | None:
    parts: Any = None
    if found := ISO_DAY.fullmatch(cell):
        parts = found[1], found[2], found[3]
    elif found := POLISH_DAY.fullmatch(cell):
        parts = found[3], found[2], found[1]
    try:
        return date(*map(int, parts)) if parts else None
    except ValueError:
        return None
