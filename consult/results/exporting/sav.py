"""SPSS: variables with their labels, codes with theirs, and what is missing declared as such.

Written here because libraries take a whole table in memory. Everything goes once to the disk, so that the widths of
the texts are known, and from there into the file.
"""

import json
import struct
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from consult import clock
from consult.results.exporting.built import built
from consult.results.exporting.data_set import DataSet
from consult.results.exporting.sav_header import BIAS, head
from consult.results.exporting.sav_layout import ELEMENT, PIECE, Variable, cut, number_of, pieces_of, text_of, widths_of
from consult.results.exporting.sav_names import sav_names

Prepared = list[float | str | None]
AS_IT_IS, BLANK, NOTHING, PADDING = 253, 254, 255, 0
"""What one byte says of an element: it follows, it is all blanks, there is no number, there is no element."""
BLANKS = b" " * ELEMENT
SMALL = {number: number + BIAS for number in range(1 - BIAS, AS_IT_IS - 1 - BIAS)}
"""Numbers that one byte holds."""


def write(data: DataSet) -> Iterator[bytes]:
    """Build the file."""
    return built(lambda path: _build(data, path))


def _build(data: DataSet, path: Path) -> None:
    aside = path.with_suffix(".rows")
    cases, longest = _prepare(data, aside)
    columns = list(zip(data.columns, sav_names(column.name for column in data.columns), strict=True))
    widths = widths_of(data.columns, longest)
    variables = [Variable(column, name, width) for (column, name), width in zip(columns, widths, strict=True)]
    with aside.open(encoding="utf-8") as rows, path.open("wb") as file:
        file.write(head(data.title, variables, data.words, clock.now(), cases))
        _write_cases(file, map(json.loads, rows), widths)


def _prepare(data: DataSet, aside: Path) -> tuple[int, list[int]]:
    """Put every cell aside as a number or a text; tell how many rows there are, and how long the texts."""
    is_words = [column.holds == "words" for column in data.columns]
    longest, cases = [0] * len(data.columns), 0
    encode = json.JSONEncoder(ensure_ascii=False).encode
    with aside.open("w", encoding="utf-8") as file:
        for row in data.rows():
            prepared: Prepared = []
            for place, (cell, column) in enumerate(zip(row, data.columns, strict=True)):
                if is_words[place]:
                    text = text_of(column, cell)
                    longest[place] = max(longest[place], len(text.encode()))
                    prepared.append(text)
                else:
                    prepared.append(number_of(column, cell))
            file.write(encode(prepared) + "\n")
            cases += 1
    return cases, longest


def _write_cases(file: BinaryIO, rows: Iterable[Prepared], widths: Sequence[int]) -> None:
    for row in rows:
        says, follows = bytearray(), list[bytes]()
        for cell, width in zip(row, widths, strict=True):
            if isinstance(cell, str):
                _add_text(says, follows, cut(cell, width), width)
            elif cell is None:
                says.append(NOTHING)
            elif cell in SMALL:
                says.append(SMALL[cell])  # type: ignore[index]  # a float that equals an int finds it
            else:
                says.append(AS_IT_IS)
                follows.append(struct.pack("<d", cell))
        file.write(_packed(says, follows))


def _add_text(says: bytearray, follows: list[bytes], text: bytes, width: int) -> None:
    """Add a text, piece by piece, each filled up with blanks."""
    for piece_width, start in zip(pieces_of(width), range(0, 2 * width + PIECE, PIECE), strict=False):
        piece = text[start : start + PIECE]
        count = -(-piece_width // ELEMENT)
        for place in range(0, len(piece), ELEMENT):
            element = piece[place : place + ELEMENT].ljust(ELEMENT)
            if element == BLANKS:
                says.append(BLANK)
            else:
                says.append(AS_IT_IS)
                follows.append(element)
        says.extend([BLANK] * (count - -(-len(piece) // ELEMENT)))


def _packed(says: bytearray, follows: list[bytes]) -> bytes:
    """Put before every eight elements the eight bytes that speak of them."""
    says.extend([PADDING] * (-len(says) % ELEMENT))
    given = iter(follows)
    packed = bytearray()
    for start in range(0, len(says), ELEMENT):
        block = says[start : start + ELEMENT]
        packed += block
        for _ in range(block.count(AS_IT_IS)):
            packed += next(given)
    return bytes(packed)
