"""The engine that scans columns: one in each process, begun with the first count, so always after a fork."""

import os
from collections import OrderedDict
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from consult.results.segments import files
from consult.results.segments.asking import MOST_BITS
from consult.results.segments.queries import Registered

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "384MB"
"""What the engine may take of a web process's 600 MiB."""
KEPT = 224 * 1024 * 1024
"""Bytes of columns that a process keeps in memory; a segment that is larger alone is read from its file."""
WIDTHS = {"UTINYINT": 1, "BOOLEAN": 1, "USMALLINT": 2}
WIDE = 8
LEFT_OUT = ("id",)


class Torn(Exception):
    """A file is not as the register says."""

    def __init__(self, segment: Registered) -> None:
        super().__init__(str(segment.id))
        self.segment = segment


class Engine:
    """Holds the columns of segments; one thread at a time."""

    def __init__(self) -> None:
        import duckdb  # noqa: PLC0415  # heavy, and the web starts without it

        self.lock = RLock()
        self.connection: DuckDBPyConnection = duckdb.connect(
            ":memory:", config={"memory_limit": MEMORY, "threads": os.cpu_count() or 1, "temp_directory": ""}
        )
        self.connection.execute(f"SET perfect_ht_threshold = {MOST_BITS}")
        self.sizes: OrderedDict[str, int] = OrderedDict()

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Ask for rows."""
        return self.connection.execute(statement).fetchall()

    def source(self, segment: Registered, path: Path) -> str:
        """Give what stands after FROM for a segment: its columns in memory, or its file; raise `Torn`."""
        name = f"s_{segment.id.hex}"
        if name in self.sizes:
            self.sizes.move_to_end(name)
            return name
        _check(segment, path)
        size = segment.row_count * self._width(path)
        if size > KEPT:
            return read(path)
        self._make_room(size)
        self._load(name, path)
        self.sizes[name] = size
        return name

    def _width(self, path: Path) -> int:
        columns = self.rows(f"DESCRIBE FROM {read(path)}")
        return sum(WIDTHS.get(type_, WIDE) for name, type_, *_more in columns if name not in LEFT_OUT)

    def _make_room(self, size: int) -> None:
        while self.sizes and sum(self.sizes.values()) + size > KEPT:
            name, _size = self.sizes.popitem(last=False)
            self.connection.execute(f"DROP TABLE {name}")
            self.connection.execute(f"DROP TYPE IF EXISTS r_{name}")

    def _load(self, name: str, path: Path) -> None:
        """Read the columns; routes become numbers of a list."""
        source = read(path)
        self.connection.execute(f"CREATE TYPE r_{name} AS ENUM (SELECT DISTINCT route FROM {source})")  # noqa: S608
        self.connection.execute(
            f"CREATE TABLE {name} AS SELECT * EXCLUDE (id) REPLACE (route::r_{name} AS route) FROM {source}"  # noqa: S608
        )


def read(path: Path) -> str:
    """Give what stands after FROM for a file."""
    quoted = str(path).replace("'", "''")
    return f"read_parquet('{quoted}')"


def _check(segment: Registered, path: Path) -> None:
    try:
        found = files.print_of(path)
    except FileNotFoundError as missing:
        raise Torn(segment) from missing
    if (found.size, found.checksum) != (segment.size, segment.checksum):
        raise Torn(segment)


_engines: dict[int, Engine] = {}
_lock = RLock()


def engine() -> Engine:
    """Give the engine of this process; one that came along with a fork has lost its threads, and is never touched."""
    with _lock:
        if os.getpid() not in _engines:
            _engines[os.getpid()] = Engine()
        return _engines[os.getpid()]
