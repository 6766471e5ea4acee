"""The Pabulib format of participatory-budget votes, in and out.

Source: 'The data format (.pb) of Pabulib', pabulib.org/format.
"""

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from consult.initiatives.rules.elections import Ballot, Election, Limits, Project, VoteType
from consult.texts.storable import MARK, visible

SECTIONS = ("META", "PROJECTS", "VOTES")
LIMITS_COUNTED = ("min_length", "max_length")
LIMITS_SUMMED = ("min_sum_cost", "max_sum_cost", "min_points", "max_points", "min_sum_points", "max_sum_points")
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
LONGEST_KEY = 80

Cells = tuple[int, list[str]]
Row = tuple[int, dict[str, str]]


class BrokenFile(Exception):
    """A file that does not keep to the format; says the line."""

    def __init__(self, what: str, line: int | None = None) -> None:
        super().__init__(what if line is None else f"line {line}: {what}")


def parse(text: str) -> Election:
    """Read an election. Raises `BrokenFile`."""
    rows = _sections(text)
    said = _description(rows["META"])
    projects = tuple(_project(line, row) for line, row in _records(rows["PROJECTS"], "project_id", "cost"))
    _each_once("project", [project.key for project in projects], rows["PROJECTS"][1:])
    try:
        vote_type = VoteType(said.get("vote_type", ""))
    except ValueError as unknown:
        raise BrokenFile(f"vote_type is {said.get('vote_type', '')!r}, not one of {', '.join(VoteType)}") from unknown
    budget = _amount(said.get("budget", ""), "budget", None)
    if budget <= 0:
        raise BrokenFile("the budget is not more than nothing")
    ballots = tuple(_ballot(line, row, vote_type) for line, row in _records(rows["VOTES"], "voter_id", "vote"))
    _each_once("voter", [ballot.voter for ballot in ballots], rows["VOTES"][1:])
    return Election(budget, vote_type, projects, ballots, _limits(said), said)


def write(election: Election) -> str:
    """Write an election; `parse` gives it back."""
    out = io.StringIO()
    lines = csv.writer(out, delimiter=";", lineterminator="\n")
    facts = {
        "num_projects": len(election.projects),
        "num_votes": len(election.ballots),
        "budget": _number(election.budget),
        "vote_type": election.vote_type.value,
    }
    limits = {name: getattr(election.limits, name) for name in (*LIMITS_COUNTED, *LIMITS_SUMMED)}
    bounds = {name: _number(Fraction(value)) for name, value in limits.items() if value is not None}
    lines.writerows([["META"], ["key", "value"], *({**election.said, **facts, **bounds}).items()])
    more = _names(project.more for project in election.projects)
    lines.writerows([["PROJECTS"], ["project_id", "cost", "name", *more]])
    for project in election.projects:
        lines.writerow(
            [project.key, _number(project.cost), project.name, *(project.more.get(name, "") for name in more)]
        )
    more = _names(ballot.more for ballot in election.ballots)
    has_points = any(ballot.points is not None for ballot in election.ballots)
    lines.writerows([["VOTES"], ["voter_id", "vote", *(["points"] if has_points else []), *more]])
    for ballot in election.ballots:
        points = [",".join(map(_number, ballot.points or ()))] if has_points else []
        lines.writerow([ballot.voter, ",".join(ballot.named), *points, *(ballot.more.get(name, "") for name in more)])
    return out.getvalue()


def _sections(text: str) -> dict[str, list[Cells]]:
    found: dict[str, list[Cells]] = {}
    section: list[Cells] | None = None
    for line, cells in _lines(text):
        if cells[0] in SECTIONS and not any(cells[1:]):
            if cells[0] in found:
                raise BrokenFile(f"the section {cells[0]} stands twice", line)
            section = found[cells[0]] = []
        elif section is None:
            raise BrokenFile("the file does not begin with META", line)
        else:
            section.append((line, cells))
    for name in SECTIONS:
        if name not in found:
            raise BrokenFile(f"the section {name} is missing")
    return found


def _lines(text: str) -> Iterator[Cells]:
    seen = visible(text.removeprefix("\ufeff"))
    if MARK in seen:
        raise BrokenFile("a sign that is no text", seen.count("\n", 0, seen.index(MARK)) + 1)
    reader = csv.reader(io.StringIO(seen, newline=""), delimiter=";")
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as broken:
        raise BrokenFile(str(broken), reader.line_num) from broken


def _description(rows: list[Cells]) -> dict[str, str]:
    pairs = [row for row in rows if row[1][:2] != ["key", "value"]]
    _each_once("key", [cells[0] for _, cells in pairs], pairs)
    return {cells[0]: ";".join(cells[1:]) for _, cells in pairs}


def _records(rows: list[Cells], *needed: str) -> Iterator[Row]:
    if not rows:
        raise BrokenFile(f"a section without its heading: {', '.join(needed)}")
    (line, names), *records = rows
    for name in needed:
        if name not in names:
            raise BrokenFile(f"the column {name} is missing", line)
        if names.count(name) > 1:
            raise BrokenFile(f"the column {name} stands twice", line)
    for line, cells in records:
        if len(cells) > len(names):
            raise BrokenFile(f"{len(cells)} cells under {len(names)} columns", line)
        yield line, dict(zip(names, cells, strict=False))


def _project(line: int, row: dict[str, str]) -> Project:
    key, cost = row.pop("project_id", ""), _amount(row.pop("cost", ""), "cost", line)
    if not key:
        raise BrokenFile("a project without project_id", line)
    if "," in key or len(key) > LONGEST_KEY:
        raise BrokenFile(f"the project_id {key[:LONGEST_KEY]} has a comma or more than {LONGEST_KEY} signs", line)
    if cost <= 0:
        raise BrokenFile(f"the project {key} costs nothing", line)
    return Project(key, cost, row.pop("name", ""), row)


def _each_once(what: str, names: list[str], rows: list[Cells]) -> None:
    """Refuse a name that stands twice; who has no name is nobody's double."""
    seen: set[str] = set()
    for name, (line, _) in zip(names, rows, strict=True):
        if name and name in seen:
            raise BrokenFile(f"the {what} {name} stands twice", line)
        seen.add(name)


def _ballot(line: int, row: dict[str, str], vote_type: VoteType) -> Ballot:
    voter, named = row.pop("voter_id", ""), _words(row.pop("vote", ""))
    said = row.pop("points", None)
    has_points = vote_type in {VoteType.CUMULATIVE, VoteType.SCORING} and said is not None
    points = tuple(_amount(word, "points", line) for word in _words(said or "")) if has_points else None
    return Ballot(voter, named, points, row)


def _words(cell: str) -> tuple[str, ...]:
    return tuple(word for part in cell.split(",") if (word := part.strip()))


def _limits(said: Mapping[str, str]) -> Limits:
    given = {name: _amount(said[name], name, None) for name in (*LIMITS_COUNTED, *LIMITS_SUMMED) if said.get(name)}
    counted = {name: math.floor(given.pop(name)) for name in LIMITS_COUNTED if name in given}
    return Limits(**counted, **given)  # type: ignore[arg-type]  # names and types go together, two lines above


def _amount(cell: str, what: str, line: int | None) -> Fraction:
    """Read a number; a comma is a decimal point, as in several cities' files."""
    plain = cell.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace(",", ".")
    if not NUMBER.fullmatch(plain):
        raise BrokenFile(f"{what} is {cell!r}, not a number", line)
    return Fraction(plain)


def _number(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else format(float(value), "f").rstrip("0")


def _names(found: Iterable[Mapping[str, str]]) -> list[str]:
    return list(dict.fromkeys(name for more in found for name in more))
