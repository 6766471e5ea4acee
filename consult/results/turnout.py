"""Who has answered: by day, by class, by gmina. These figures are always of everybody."""

from collections.abc import Callable, Mapping
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from consult.results import words
from consult.results.charts.bars import Bar, bars
from consult.results.charts.columns import columns
from consult.results.charts.figure import Figure, Line, Numbers
from consult.results.rules.disclosure import showable
from consult.results.rules.shares import percents
from consult.results.rules.turnout import periods
from consult.texts.calendar_words import format_day_short
from consult.web.locale import language

MOST_BARS = 10
Counts = Mapping[str | None, int]


def answers(count: int) -> str:
    """Write a number of answers."""
    return str(ngettext("%(count)s answer", "%(count)s answers", count, count=words.number(count)))


def by_day(days: Mapping[date, int], total: int) -> Figure:
    """Draw how many answers came, day by day."""
    length, found = periods(days)
    named = [(format_day_short(first, language()), count) for first, count in found]
    best = max(named, key=lambda one: one[1])
    said = _("Most on %(day)s: %(answers)s") if length == 1 else _("Most in the week from %(day)s: %(answers)s")
    return Figure(
        "by-day",
        said % {"day": best[0], "answers": answers(best[1])},
        "",
        answers(total),
        columns([(name, count, words.number(count)) for name, count in named]),
        "; ".join(f"{name}: {words.number(count)}" for name, count in named) + ".",
        Numbers(
            (_("Day") if length == 1 else _("Week from"), _("Answers")),
            tuple(Line(name, ((words.number(count), ""),)) for name, count in named),
        ),
    )


def by_group(key: str, counts: Counts, head: str, name: Callable[[str | None], str], *, at_least: int) -> Figure:
    """Draw how many answers each group gave, the largest first; groups of a few are withheld."""
    shown, total = showable(counts, at_least=at_least), sum(counts.values())
    shares = dict(zip(counts, percents(list(counts.values())), strict=True))
    ordered = sorted(counts, key=lambda group: (group is None, -(shown[group] or 0), name(group)))
    rows = [
        Bar(
            name(group),
            None if shown[group] is None else shares[group],
            _("withheld") if shown[group] is None else words.percent(shares[group]),
            _("withheld") if shown[group] is None else words.number(shown[group] or 0),
            is_leading=place == 0,
            is_apart=group is None,
        )
        for place, group in enumerate(ordered)
    ]
    title = _("Most answers: %(group)s, %(share)s", group=rows[0].label, share=rows[0].value)
    return Figure(
        key,
        _("Too few answers to tell groups apart") if rows[0].share is None else title,
        "",
        answers(total),
        bars(rows[:MOST_BARS]),
        "; ".join(f"{row.label}: {row.value}" for row in rows) + ".",
        Numbers(
            (head, _("Share"), _("Answers")),
            tuple(Line(row.label, ((row.value, ""), (row.count, ""))) for row in rows),
        ),
        [words.why_withheld(at_least)] if None in shown.values() else [],
    )
