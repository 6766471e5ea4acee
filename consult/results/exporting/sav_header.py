"""The head of an SPSS file: which variables there are, what they say, what their codes mean.

As the documentation of PSPP describes the format (System File Format), little-endian, in UTF-8.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import accumulate

from consult.questionnaires.rules.shape import Blank
from consult.results.exporting.data_set import Column
from consult.results.exporting.sav_layout import ELEMENT, PIECE, Variable, cut

BIAS = 100
NUMBERS_AS = 5 << 16 | 12 << 8
"""The format F12, with the number of decimals added."""
TEXT_AS = 1 << 16
DECIMALS = 2
LONGEST_LABEL = 252
LONGEST_VALUE_LABEL = 120
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ONE, RANGE = 1, -2
"""How many values say that something is missing: one, or all from the first to the second."""


def head(title: str, variables: Sequence[Variable], words: Mapping[str, str], made: datetime, cases: int) -> bytes:
    """Write everything that stands before the data."""
    shorts = _short_names(variables)
    return b"".join(
        [
            _file(title, variables, made, cases),
            *(
                record
                for variable, names in zip(variables, shorts, strict=True)
                for record in _variable(variable, names)
            ),
            *_value_labels(variables, words),
            _extension(3, struct.pack("<8i", 1, 0, 0, -1, 1, 1, 2, 65001), size=4),
            _extension(4, struct.pack("<3d", -MOST, MOST, LEAST_BUT_ONE), size=8),
            _extension(13, "\t".join(f"{names[0]}={one.name}" for one, names in _both(variables, shorts)).encode()),
            _long_texts(variables, shorts),
            _extension(20, b"UTF-8"),
            struct.pack("<ii", 999, 0),
        ]
    )


MOST = struct.unpack("<d", bytes.fromhex("ffffffffffffef7f"))[0]
LEAST_BUT_ONE = struct.unpack("<d", bytes.fromhex("feffffffffffefff"))[0]


def _both(variables: Sequence[Variable], shorts: Sequence[Sequence[str]]) -> Iterator[tuple[Variable, Sequence[str]]]:
    return zip(variables, shorts, strict=True)


def _short_names(variables: Sequence[Variable]) -> list[list[str]]:
    """Give each piece a name of eight letters at most, which nobody sees."""
    ends = list(accumulate(len(variable.pieces) for variable in variables))
    return [
        [f"V{number}" for number in range(end - len(variable.pieces) + 1, end + 1)]
        for variable, end in zip(variables, ends, strict=True)
    ]


def _file(title: str, variables: Sequence[Variable], made: datetime, cases: int) -> bytes:
    day = f"{made.day:02} {MONTHS[made.month - 1]} {made.year % 100:02}"
    return struct.pack(
        "<4s60siiiiid9s8s64s3x",
        b"$FL2",
        b"@(#) SPSS DATA FILE - Consult".ljust(60),
        2,
        sum(variable.elements for variable in variables),
        1,
        0,
        cases,
        BIAS,
        day.encode(),
        f"{made:%H:%M:%S}".encode(),
        cut(title, 64).ljust(64),
    )


def _variable(variable: Variable, names: Sequence[str]) -> Iterator[bytes]:
    for width, name in zip(variable.pieces, names, strict=True):
        missing = _missing(variable.column) if not width else ()
        shown = TEXT_AS | width << 8 if width else NUMBERS_AS | (DECIMALS if variable.column.holds == "number" else 0)
        count = (ONE if len(missing) == 1 else RANGE) if missing else 0
        label = cut(variable.column.label, LONGEST_LABEL)
        padded = label.ljust(-(-len(label) // 4) * 4)
        yield struct.pack("<iiiiii8si", 2, width, 1, count, shown, shown, name.encode().ljust(8), len(label)) + padded
        yield struct.pack(f"<{len(missing)}d", *missing)
        yield struct.pack("<iiiiii8s", 2, -1, 0, 0, 0, 0, b" " * 8) * (-(-width // ELEMENT) - 1 if width else 0)


def _missing(column: Column) -> tuple[int, ...]:
    """Say which numbers say nothing: what was left blank, and what stands apart."""
    apart = [column.numbers[code] for code in column.apart]
    return (column.skipped, max(apart)) if apart else (column.skipped,)


def _value_labels(variables: Sequence[Variable], words: Mapping[str, str]) -> Iterator[bytes]:
    ends = accumulate(variable.elements for variable in variables)
    for variable, end in zip(variables, ends, strict=True):
        if variable.width:
            continue
        labels = _labels(variable.column, words)
        yield struct.pack("<ii", 3, len(labels))
        for number, label in labels.items():
            written = cut(label, LONGEST_VALUE_LABEL)
            size = -(-(len(written) + 1) // ELEMENT) * ELEMENT - 1
            yield struct.pack("<dB", number, len(written)) + written.ljust(size)
        yield struct.pack("<iii", 4, 1, end - variable.elements + 1)


def _labels(column: Column, words: Mapping[str, str]) -> dict[int, str]:
    flags = {1: words["chosen"], 0: words["not_chosen"]} if column.holds == "flag" else {}
    codes = {column.numbers[code]: label for code, label in column.values.items()}
    return flags | codes | {column.skipped: words[Blank.SKIPPED.value]}


def _long_texts(variables: Sequence[Variable], shorts: Sequence[Sequence[str]]) -> bytes:
    long = [f"{names[0]}={one.width:05}\0\t" for one, names in _both(variables, shorts) if one.width > PIECE]
    return _extension(14, "".join(long).encode()) if long else b""


def _extension(kind: int, content: bytes, *, size: int = 1) -> bytes:
    return struct.pack("<iiii", 7, kind, size, len(content) // size) + content
