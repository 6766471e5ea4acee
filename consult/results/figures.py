"""From the result of a question to its figure."""

from collections.abc import Sequence

from flask_babel import gettext as _

from consult.results import words
from consult.results.charts.bars import Bar, Bars, bars
from consult.results.charts.columns import Columns, columns
from consult.results.charts.figure import Figure, Line, Numbers
from consult.results.charts.stacks import Shares, Stacks, stacks
from consult.results.rules.findings import leaders
from consult.results.rules.results import Cell, Result, Table

MOST_STEPS = 7
"""A scale with more steps is drawn as bars: nobody tells so many shades apart."""


def figure_of(result: Result, total: int, *, place: str = "q", link: tuple[str, str] | None = None) -> Figure:
    """Make the figure of a question; `total` is how many people the group has, `place` begins its id on the page."""
    cells = any(table.cells for table in result.tables)
    return Figure(
        f"{place}-{result.question.key}",
        words.finding(result),
        words.said(result.question.text),
        words.base_of(result, total),
        _drawing(result) if cells else None,
        _summary(result) if cells else "",
        _numbers(result) if cells else None,
        _notes(result),
        link,
    )


def _drawing(result: Result) -> Bars | Columns | Stacks:
    table = result.tables[0]
    if result.question.kind == "number":
        return columns(
            [(words.bin_words(cell.bin), cell.share, words.share_of(cell)) for cell in table.cells if cell.bin]
        )
    steps = [cell for cell in table.cells if not cell.is_apart]
    if result.question.kind == "matrix" or (result.question.kind == "scale" and len(steps) <= MOST_STEPS):
        return _stacks(result, steps)
    leading = leaders(table)
    cells = sorted(table.cells, key=_chosen_most) if result.question.kind == "multiple" else table.cells
    return bars([_bar(cell, is_leading=cell in leading) for cell in cells])


def _chosen_most(cell: Cell) -> tuple[bool, int]:
    """Order by choice, what is withheld last but one, and "other" last."""
    return cell.is_other, -(cell.count if cell.count is not None else -1)


def _bar(cell: Cell, *, is_leading: bool) -> Bar:
    return Bar(
        words.label(cell), cell.share, words.share_of(cell), words.count_of(cell), is_leading, is_apart=cell.is_apart
    )


def _stacks(result: Result, steps: Sequence[Cell]) -> Stacks:
    apart = [cell for cell in result.tables[0].cells if cell.is_apart]
    middle = [steps[len(steps) // 2]] if len(steps) % 2 else []
    aside = " / ".join(words.plain_label(cell) for cell in (*middle, *apart))
    rows = [_row(table, is_matrix=result.question.kind == "matrix") for table in result.tables]
    return stacks(rows, [words.plain_label(cell) for cell in steps], aside)


def _row(table: Table, *, is_matrix: bool) -> Shares:
    steps = [cell for cell in table.cells if not cell.is_apart]
    middle = [steps[len(steps) // 2]] if len(steps) % 2 else []
    aside = " / ".join(words.share_of(cell) for cell in (*middle, *(cell for cell in table.cells if cell.is_apart)))
    known = tuple(cell.share for cell in steps if cell.share is not None)
    label = words.said(table.line.text) if is_matrix else ""
    return Shares(label, known if len(known) == len(steps) and table.whole else None, aside)


def _summary(result: Result) -> str:
    if result.question.kind != "matrix":
        return words.summary(result.tables[0])
    return " ".join(f"{words.plain(table.line.text)}: {words.summary(table)}" for table in result.tables)


def _numbers(result: Result) -> Numbers:
    if result.question.kind == "matrix":
        return _matrix(result)
    table = result.tables[0]
    rows = tuple(
        Line(words.label(cell), ((words.share_of(cell), ""), (words.count_of(cell), ""))) for cell in table.cells
    )
    return Numbers((_("Answer"), _("Share"), _("Number of people")), rows, _foot(table))


def _foot(table: Table) -> tuple[Line, ...]:
    """Tell asked, answered and blank apart."""
    parts = ((_("Answered"), table.base), (_("Left blank"), table.blank), (_("Asked"), table.asked))
    return tuple(
        Line(head, (("", ""), (_("withheld") if people is None else words.number(people), "")))
        for head, people in parts
    )


def _matrix(result: Result) -> Numbers:
    head = (
        "",
        *(words.plain_label(cell) for cell in result.tables[0].cells),
        _("Answered"),
        _("Left blank"),
    )
    rows = []
    for table in result.tables:
        cells = [
            (words.share_of(cell), words.count_of(cell)) if cell.count is not None else (_("withheld"), "")
            for cell in table.cells
        ]
        ends = [(_("withheld") if people is None else words.number(people), "") for people in (table.base, table.blank)]
        rows.append(Line(words.said(table.line.text), (*cells, *ends)))
    return Numbers(head, tuple(rows))


def _notes(result: Result) -> list[str]:
    notes = []
    if result.question.kind == "multiple":
        notes.append(_("People could choose several answers, so the shares do not add up to 100."))
    if any(table.withholds for table in result.tables):
        notes.append(words.why_withheld())
    return notes
