"""The formats, each with its writer."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from consult.results.exporting import codebook, delimited, json_lines, parquet, sav, workbook
from consult.results.exporting.data_set import DataSet

Writer = Callable[[DataSet], Iterator[bytes]]


@dataclass(frozen=True)
class Format:
    """One format: the end of the file's name, the type that browsers know, and what writes it."""

    suffix: str
    mimetype: str
    write: Writer


CSV = "text/csv; charset=utf-8"
FORMATS: Mapping[str, Format] = {
    "csv": Format("csv", CSV, delimited.write_plain),
    "csv-labels": Format("csv", CSV, partial(delimited.write_plain, with_labels=True)),
    "csv-excel": Format("csv", CSV, delimited.write_for_polish_excel),
    "csv-excel-labels": Format("csv", CSV, partial(delimited.write_for_polish_excel, with_labels=True)),
    "xlsx": Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook.write),
    "sav": Format("sav", "application/x-spss-sav", sav.write),
    "parquet": Format("parquet", "application/vnd.apache.parquet", parquet.write),
    "jsonl": Format("jsonl", "application/jsonl; charset=utf-8", json_lines.write),
    "codebook": Format("csv", CSV, codebook.write_for_polish_excel),
}
