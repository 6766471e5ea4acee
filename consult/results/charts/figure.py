"""A figure: what is to be seen in one sentence, of whom, the drawing, the same in words, and the same in a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from consult.results.charts.bars import Bars
from consult.results.charts.choropleth import Choropleth
from consult.results.charts.clusters import Clusters
from consult.results.charts.columns import Columns
from consult.results.charts.ranks import Ranks
from consult.results.charts.stacks import Stacks
from consult.results.charts.trend import Trend

Drawing = Bars | Choropleth | Clusters | Columns | Ranks | Stacks | Trend


@dataclass(frozen=True)
class Line:
    """A row of a table: its head, and cells that are each a number with a second one below it, or nothing."""

    head: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Numbers:
    """The table of a figure."""

    head: tuple[str, ...]
    rows: tuple[Line, ...]
    foot: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A finished figure; `key` is its place on the page, `ask` the question as it was put."""

    key: str
    title: str
    ask: str
    base: str
    drawing: Drawing | None
    summary: str
    numbers: Numbers | None
    notes: Sequence[str] = ()
    words: tuple[str, str] | None = None
    """Address and words of the way to the written answers."""
