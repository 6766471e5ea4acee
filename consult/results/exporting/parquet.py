"""Parquet: JSON Lines on the disk, taken by DuckDB into columns, a group of rows at a time.

Columns of codes that are numbers alone, flags and numbers are numbers, all others text. What was not asked is null;
what was left blank is the column's own number for it, in columns of words the empty text.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from consult.questionnaires.rules.shape import Blank, Cell
from consult.results.exporting import json_lines
from consult.results.exporting.built import built
from consult.results.exporting.data_set import Column, DataSet
from consult.results.rules.laying import Row

GROUP = 50_000
"""Rows of a group."""
MEMORY = "128MB"


def write(data: DataSet) -> Iterator[bytes]:
    """Build the file."""
    return built(lambda path: _build(data, path))


def _build(data: DataSet, path: Path) -> None:
    import duckdb  # noqa: PLC0415  # heavy, and the web starts without it

    lines = path.with_suffix(".jsonl")
    keys = [f"c{place}" for place in range(len(data.columns))]
    with lines.open("wb") as file:
        file.writelines(json_lines.lines(keys, _plain(data)))
    named = ", ".join(f"{key} AS {_quoted(column.name)}" for key, column in zip(keys, data.columns, strict=True))
    reads = f"SELECT {named} FROM read_json($lines, format = 'newline_delimited', columns = $types)"  # noqa: S608
    settings: dict[str, str | bool | int | float | list[str]] = {"memory_limit": MEMORY, "threads": 1}
    settings["temp_directory"] = str(path.parent)
    with duckdb.connect(":memory:", config=settings) as engine:
        engine.execute(
            f"COPY ({reads}) TO $path"
            f" (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP}, KV_METADATA {{codebook: $codebook}})",
            {
                "lines": str(lines),
                "types": {key: _type(column) for key, column in zip(keys, data.columns, strict=True)},
                "path": str(path),
                "codebook": json.dumps(_codebook(data), ensure_ascii=False),
            },
        )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _type(column: Column) -> str:
    if column.holds == "number":
        return "DOUBLE"
    return "INTEGER" if _is_whole(column) else "VARCHAR"


def _is_whole(column: Column) -> bool:
    return column.holds == "flag" or (column.holds == "code" and all(isinstance(code, int) for code in column.values))


def _plain(data: DataSet) -> Iterator[Row]:
    """Give what was left blank a value of its own, and codes the type of their column."""
    skipped = [_skipped(column) for column in data.columns]
    worded = [place for place, column in enumerate(data.columns) if _type(column) == "VARCHAR"]
    for row in data.rows():
        plain = [skipped[place] if cell is Blank.SKIPPED else cell for place, cell in enumerate(row)]
        for place in worded:
            if isinstance(plain[place], int):
                plain[place] = str(plain[place])
        yield plain


def _skipped(column: Column) -> Cell:
    if column.holds == "words":
        return ""
    return column.skipped


def _codebook(data: DataSet) -> dict[str, dict[str, object]]:
    return {
        column.name: {"label": column.label, "skipped": _skipped(column), "codes": dict(column.values)}
        for column in data.columns
    }
