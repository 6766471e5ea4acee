"""Make the file of a segment: from submissions as text to columns of codes, some ten thousand rows at a time.

The engine takes the answers apart. Each different answer to a question is coded once, by the kind of the question.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from consult.participation.doubts import Doubt
from consult.questionnaires.models import CLASSES
from consult.results.rules.coding import Cell, Holds, Layout, QuestionColumns
from consult.results.segments import engine as engines
from consult.results.segments import files
from consult.results.segments.queries import BETWEEN

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

AT_ONCE = 50_000
"""Rows that are coded together."""
MEMORY = "320MB"
GROUP = 122_880
"""Rows of a group in the file: what the engine reads together."""
MOST_KNOWN = 50_000
"""So many different answers to a question are remembered from one part to the next."""
TYPES: Mapping[Holds, str] = {"code": "UTINYINT", "wide code": "USMALLINT", "bit": "BOOLEAN", "number": "DOUBLE"}
DOUBTS = tuple(doubt.value for doubt in Doubt)


def build(parts: Iterable[Sequence[str]], layout: Layout, path: Path) -> tuple[int, files.Print]:
    """Write a segment of lines (see `queries.lines_of`); give its number of rows, and what the file is known by."""
    with _opened(path) as engine:
        coder = _Coder(engine, layout)
        for part in parts:
            coder.add(part)
        count = engine.execute("SELECT count(*) FROM built").fetchall()[0][0]
        _write(engine, "built", path)
    return count, files.finish(path)


def join(paths: Sequence[Path], dead: Iterable[str], path: Path) -> tuple[int, files.Print]:
    """Write several segments of one version as one, without what was withdrawn meanwhile."""
    with _opened(path) as engine:
        import numpy as np  # noqa: PLC0415

        engine.register("dead", {"id": np.array([*dead, ""], dtype=object)})
        every = " UNION ALL ".join(f"FROM {engines.read(one)}" for one in paths)
        buried = "SELECT nullif(id, '')::UUID FROM dead WHERE id <> ''"
        engine.execute(f"CREATE TABLE built AS SELECT * FROM ({every}) WHERE id NOT IN ({buried})")  # noqa: S608
        count = engine.execute("SELECT count(*) FROM built").fetchall()[0][0]
        _write(engine, "built", path)
    return count, files.finish(path)


def _opened(path: Path) -> "DuckDBPyConnection":
    """Open an engine of its own, that gives back its memory; what does not fit goes beside the file."""
    import duckdb  # noqa: PLC0415  # heavy

    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "temp_directory": str(path.with_suffix(".swap")),
        "threads": os.cpu_count() or 1,
        "preserve_insertion_order": False,
    }
    return duckdb.connect(":memory:", config=settings)


def _write(engine: "DuckDBPyConnection", table: str, path: Path) -> None:
    """Write in the order of the random ids, which tells nothing."""
    part = str(path.with_suffix(files.HALF_WRITTEN)).replace("'", "''")
    engine.execute(
        f"COPY (FROM {table} ORDER BY id) TO '{part}' (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE {GROUP})"
    )


class _Coder:
    """Codes rows part by part into the table `built`."""

    def __init__(self, engine: "DuckDBPyConnection", layout: Layout) -> None:
        self.engine = engine
        self.layout = layout
        self.known: list[dict[str, list[Any]]] = [{} for _one in layout.questions]
        columns = ["id UUID", "day DATE", "late BOOLEAN", "class UTINYINT", "area INTEGER", "doubt UTINYINT"]
        columns += ["route VARCHAR", *(f"{name} {TYPES[holds]}" for name, holds in layout.columns)]
        engine.execute(f"CREATE TABLE built ({', '.join(columns)})")
        self.pointers = ", ".join(_quoted(_pointer(one.question.key)) for one in layout.questions)

    def add(self, lines: Sequence[str]) -> None:
        """Code some rows."""
        import numpy as np  # noqa: PLC0415  # heavy

        self.engine.register("given", {"line": np.array(lines, dtype=object)})
        about = f"{_place('s[4]', CLASSES)} AS class, nullif(s[5], '')::INTEGER AS area"
        self.engine.execute(
            f"CREATE TEMP TABLE parts AS SELECT s[1]::UUID AS id, s[2]::DATE AS day, s[3] = '1' AS late, {about},"  # noqa: S608
            f" {_place('s[6]', DOUBTS)} AS doubt, json_extract(s[7], [{self.pointers}]::VARCHAR[]) AS p"
            f" FROM (SELECT string_split(line, {_quoted(BETWEEN)}) AS s FROM given)"
        )
        joins, cells = [], []
        for place, one in enumerate(self.layout.questions):
            if one.is_words:
                cells.append(f"parts.p[{place + 1}] IS NOT NULL")
                continue
            self._register_codes(place, one)
            joins.append(f"LEFT JOIN codes_{place} AS m{place} ON m{place}.raw = parts.p[{place + 1}]::VARCHAR")
            cells += [_cell(f"m{place}.c{number}", holds) for number, (_name, holds) in enumerate(one.columns)]
        listed = ", ".join(["id", "day", "late", "class", "area", "doubt", self._route(), *cells])
        self.engine.execute(f"INSERT INTO built SELECT {listed} FROM parts {' '.join(joins)}")  # noqa: S608
        self.engine.execute("DROP TABLE parts")

    def _register_codes(self, place: int, one: QuestionColumns) -> None:
        """Code what is new among the answers to a question, and let the engine look all of them up."""
        import json  # noqa: PLC0415

        import numpy as np  # noqa: PLC0415  # heavy

        different = f"SELECT DISTINCT p[{place + 1}]::VARCHAR FROM parts WHERE p[{place + 1}] IS NOT NULL"  # noqa: S608
        raws = [raw for (raw,) in self.engine.execute(different).fetchall()]
        known = self.known[place]
        if len(known) > MOST_KNOWN:
            known.clear()
        for raw in raws:
            if raw not in known:
                known[raw] = one.cells(json.loads(raw))
        table: dict[str, Any] = {"raw": np.array([*raws, ""], dtype=object)}
        for number, (_name, holds) in enumerate(one.columns):
            cells = [*(known[raw][number] for raw in raws), None]
            table[f"c{number}"] = np.array([_plain(cell, holds) for cell in cells], dtype=_NUMPY[holds])
        self.engine.register(f"codes_{place}", table)

    def _route(self) -> str:
        """Write the answers on which conditions look, as they are; of words only that there are some."""
        parts = []
        for key in self.layout.routed:
            place = next(number for number, one in enumerate(self.layout.questions, 1) if one.question.key == key)
            is_words = self.layout.by_key[key].is_words
            parts.append(f"CASE WHEN p[{place}] IS NOT NULL THEN 'true'::JSON END" if is_words else f"p[{place}]")
        return f"json_array({', '.join(parts)})::VARCHAR"


_NUMPY: Mapping[Holds, str] = {"code": "int16", "wide code": "int32", "bit": "bool", "number": "float64"}


def _plain(cell: Cell, holds: Holds) -> Cell:
    """Give nothing a number, since arrays have no other."""
    if cell is not None:
        return cell
    return {"bit": False, "number": float("nan")}.get(holds, -1)


def _cell(name: str, holds: Holds) -> str:
    """Read a cell back; who did not answer has no row to join, and no bit."""
    if holds == "bit":
        return f"coalesce({name}, false)"
    return (
        f"CASE WHEN NOT isnan({name}) THEN {name} END" if holds == "number" else f"nullif({name}, -1)::{TYPES[holds]}"
    )


def _place(column: str, values: Sequence[str]) -> str:
    listed = ", ".join(map(_quoted, values))
    return f"nullif(list_position([{listed}], {column}) - 1, -1)::UTINYINT"


def _pointer(key: str) -> str:
    return "/" + key.replace("~", "~0").replace("/", "~1")


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
