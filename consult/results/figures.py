"""From the result of a question to its figure."""

from collections.abc import Callable, Mapping, Sequence

from flask_babel import gettext as _

from consult.results import averages, words
from consult.results.bin_words import bin_words
from consult.results.charts.bars import Bar, bars
from consult.results.charts.clusters import Clusters, clusters
from consult.results.charts.columns import columns
from consult.results.charts.figure import Drawing, Figure, Line, Numbers
from consult.results.charts.ranks import Placed, Ranks, ranks
from consult.results.charts.stacks import Shares, Stacks, stacks
from consult.results.rules.findings import leaders
from consult.results.rules.results import Cell, Result, Table
from consult.results.telling import finding

MOST_STEPS = 7
"""A scale with more steps is drawn as bars: nobody tells so many shades apart."""


def figure_of(
    result: Result, total: int, *, at_least: int, place: str = "q", link: tuple[str, str] | None = None
) -> Figure:
    """Make the figure of a question; `total` is how many people the group has, `place` begins its id on the page."""
    cells = any(table.cells or (table.line.key and table.line.counts == "words") for table in result.tables)
    return Figure(
        f"{place}-{result.question.key}",
        finding(result),
        words.said(result.question.text),
        words.base_of(result, total),
        _drawing(result) if cells else None,
        _summary(result) if cells else "",
        _numbers(result) if cells else None,
        _notes(result, at_least),
        link,
    )


def _drawing(result: Result) -> Drawing | None:
    table = result.tables[0]
    if result.question.kind == "ranking":
        return _ranks(result)
    if result.question.kind == "grid" or result.question.parts:
        return _clusters(result)
    if table.line.counts == "numbers":
        return columns([(bin_words(cell.bin), cell.share, words.share_of(cell)) for cell in table.cells if cell.bin])
    steps = [cell for cell in table.cells if not cell.is_apart]
    if result.question.kind == "matrix" or (result.question.kind == "scale" and len(steps) <= MOST_STEPS):
        return _stacks(result, steps)
    leading = leaders(table)
    cells = sorted(table.cells, key=_chosen_most) if result.question.kind == "multiple" else table.cells
    return bars([_bar(cell, is_leading=cell in leading) for cell in cells])


def _ranks(result: Result) -> Ranks:
    """Draw the options in the order of their mean places, each with the shares of its places."""
    return ranks(
        [
            Placed(words.said(table.line.text), known if None not in known else None, averages.place_of(table))
            for table in averages.by_place(result)
            for known in [[cell.share for cell in table.cells]]
        ],
        [averages.place(cell.value) for cell in result.tables[0].cells],
    )


def _clusters(result: Result) -> Clusters | None:
    """Draw the means of parts together; of a table to fill in, those or the ticks of each row."""
    if result.question.parts:
        return clusters([("", _means(result.tables, result))])
    if result.question.holds == "multiple":
        return clusters(
            [
                (words.said(table.line.text), [_bar(cell, is_leading=cell in leaders(table)) for cell in table.cells])
                for table in result.tables
            ]
        )
    if result.question.holds == "text":
        return None
    return clusters(
        [
            (words.said(row.text), _means([t for t in result.tables if t.line.key.startswith(f"{row.key}.")], result))
            for row in result.question.rows
        ]
    )


def _means(tables: Sequence[Table], result: Result) -> list[Bar]:
    """Draw means as bars: the longest is the highest of the question."""
    highest = max((table.mean or 0 for table in result.tables), default=0) or 1
    return [
        Bar(
            averages.part_name(table, result),
            None if table.mean is None and table.base != 0 else round(100 * max(0, table.mean or 0) / highest),
            averages.mean_of(table, result),
            "",
            is_leading=table.mean == highest,
        )
        for table in tables
    ]


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
    if not result.has_lines:
        return words.summary(result.tables[0])
    if result.tables[0].line.counts == "numbers":
        return "; ".join(f"{words.plain(t.line.text)}: {averages.mean_of(t, result)}" for t in result.tables) + "."
    return " ".join(f"{words.plain(table.line.text)}: {words.summary(table)}" for table in result.tables)


def _numbers(result: Result) -> Numbers:
    if result.has_lines:
        return LINES[result.tables[0].line.counts](result)
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


def _of_numbers(result: Result) -> Numbers:
    """Tell the mean and the median of each part or cell."""
    head = ("", _("Average"), _("Middle value"), _("Answered"), _("Left blank"))
    rows = []
    for table in result.tables:
        told = (averages.mean_of(table, result), averages.median_of(table, result), *_ends(table))
        rows.append(Line(words.said(table.line.text), tuple((one, "") for one in told)))
    return Numbers(head, tuple(rows))


def _of_words(result: Result) -> Numbers:
    """Tell how many wrote something in each cell."""
    rows = [Line(words.said(table.line.text), tuple((told, "") for told in _ends(table))) for table in result.tables]
    return Numbers(("", _("Answered"), _("Left blank")), tuple(rows))


def _ends(table: Table) -> list[str]:
    """Tell who answered and who did not."""
    return [_("withheld") if people is None else words.number(people) for people in (table.base, table.blank)]


def _of_values(result: Result) -> Numbers:
    has_means = result.question.kind == "ranking"
    head = (
        "",
        *((_("Average place"),) if has_means else ()),
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
        means = [(averages.place_of(table), "")] if has_means else []
        rows.append(Line(words.said(table.line.text), (*means, *cells, *((told, "") for told in _ends(table)))))
    return Numbers(head, tuple(rows))


LINES: Mapping[str, Callable[[Result], Numbers]] = {
    "one": _of_values,
    "several": _of_values,
    "numbers": _of_numbers,
    "words": _of_words,
}
"""Tables of questions with a line for each row, part or option."""


def _notes(result: Result, at_least: int) -> list[str]:
    notes = averages.mean_notes(result)
    if any(table.is_several for table in result.tables):
        notes.append(_("People could choose several answers, so the shares do not add up to 100."))
    if any(table.withholds for table in result.tables):
        notes.append(words.why_withheld(at_least))
    return notes
