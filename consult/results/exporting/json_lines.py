"""JSON Lines: an object for each submission, its texts exactly as they are stored.

A question that was not asked is not there; one that was left blank is null.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from consult.questionnaires.rules.shape import Blank
from consult.results.exporting.data_set import DataSet
from consult.results.rules.laying import Row

AT_ONCE = 500


def write(data: DataSet) -> Iterator[bytes]:
    """Write line by line."""
    return lines([column.name for column in data.columns], data.rows())


def lines(names: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """Write rows, some hundred at once."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    given = iter(rows)
    while some := list(islice(given, AT_ONCE)):
        objects = (
            {
                name: None if cell is Blank.SKIPPED else cell
                for name, cell in zip(names, row, strict=True)
                if cell is not Blank.NOT_ASKED
            }
            for row in some
        )
        yield "".join(f"{encode(one)}\n" for one in objects).encode()
