"""How mature cooperation is, as officials, organisations, firms and residents see it: six matters, five levels.

The gap between the classes is read from the public tables of their questionnaires alone: nothing is counted here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import flask_babel
from sqlalchemy.orm import Session

from consult.consultations.models import Consultation
from consult.programmes.comparing import public_results
from consult.programmes.self_assessment import HIGHEST, PREFIX, said
from consult.results import words
from consult.results.charts.bars import Bar
from consult.results.charts.clusters import clusters
from consult.results.charts.figure import Figure, Line, Numbers
from consult.results.rules.results import Table

_: Callable[..., str] = flask_babel.gettext

Tables = Mapping[str, Mapping[str, Table]]
"""By class and matter."""


@dataclass(frozen=True)
class Assessed:
    """The self-assessment of one consultation."""

    consultation: Consultation
    tables: Tables


def assess(session: Session, consultations: Sequence[Consultation], now: datetime) -> list[Assessed]:
    """List the consultations whose self-assessments everybody can read, as far as they can."""
    found = []
    for consultation in consultations:
        tables = {
            result.question.key.removeprefix(PREFIX): {table.line.key: table for table in result.tables}
            for result in public_results(session, consultation, now)
            if result.question.key.startswith(PREFIX) and result.tables
        }
        if tables:
            found.append(Assessed(consultation, tables))
    return found


def figure_of(assessed: Assessed, place: int) -> Figure | None:
    """Draw the mean level of each matter, a bar for each class; the finding is where they are furthest apart.

    A class of which everything is withheld is named in a note; where it is so with all, there is no figure.
    """
    areas = list(said()["areas"])
    answered = [key for key in said()["classes"] if key in assessed.tables]
    classes = [key for key in answered if any(_level(assessed.tables, key, area) is not None for area in areas)]
    if not classes:
        return None
    return Figure(
        key=f"maturity-{place}",
        title=_finding(assessed.tables, classes, areas),
        ask=words.plain(said()["question"]),
        base="; ".join(f"{_class(key)}: {_base(assessed.tables[key])}" for key in classes),
        drawing=clusters([(_area(area), [_bar(assessed.tables, key, area) for key in classes]) for area in areas]),
        summary=" ".join(_read_out(assessed.tables, classes, area) for area in areas),
        numbers=Numbers(
            (_("Matter"), *(_class(key) for key in classes)),
            tuple(
                Line(_area(area), tuple((_mean(assessed.tables, key, area), "") for key in classes)) for area in areas
            ),
        ),
        notes=_notes([key for key in answered if key not in classes]),
    )


def _notes(withheld: Sequence[str]) -> list[str]:
    notes = [_("Mean levels from 1 (there is none) to 5 (by rules that are mended together), of those who know.")]
    if withheld:
        groups = ", ".join(_class(key) for key in withheld)
        notes.append(_("Too few answered, or too much alike, for their levels to be shown: %(groups)s.", groups=groups))
    return notes


def _read_out(tables: Tables, classes: Sequence[str], area: str) -> str:
    return f"{_area(area)}: " + ", ".join(f"{_class(key)} {_mean(tables, key, area)}" for key in classes) + "."


def _finding(tables: Tables, classes: Sequence[str], areas: Sequence[str]) -> str:
    widest: tuple[float, str] | None = None
    for area in areas:
        known = [(mean, key) for key in classes if (mean := _level(tables, key, area)) is not None]
        if len(known) < len(classes) or len(known) == 1:
            continue
        (low, lowest), (high, highest) = min(known), max(known)
        told = _(
            "Furthest apart: %(matter)s. %(highest)s see level %(high)s, %(lowest)s level %(low)s",
            matter=_area(area),
            highest=_class(highest),
            high=words.number(round(high, 1)),
            lowest=_class(lowest),
            low=words.number(round(low, 1)),
        )
        if widest is None or high - low > widest[0]:
            widest = high - low, told
    return widest[1] if widest else _("Where the groups differ cannot be told yet")


def _level(tables: Tables, key: str, area: str) -> float | None:
    table = tables[key].get(area)
    return table.mean if table is not None else None


def _mean(tables: Tables, key: str, area: str) -> str:
    level = _level(tables, key, area)
    return _("withheld") if level is None else words.number(round(level, 1))


def _bar(tables: Tables, key: str, area: str) -> Bar:
    level = _level(tables, key, area)
    share = None if level is None else round(100 * level / HIGHEST)
    return Bar(_class(key), share, _mean(tables, key, area), "")


def _base(tables: Mapping[str, Table]) -> str:
    asked = max((table.asked for table in tables.values()), default=0)
    return _("%(count)s asked", count=words.number(asked))


def _class(key: str) -> str:
    return words.plain(said()["classes"][key])


def _area(key: str) -> str:
    return words.plain(said()["areas"][key])
