"""What the pages of results show, made ready for their templates."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from consult import clock
from consult.orm import Texts
from consult.questionnaires.models import Questionnaire
from consult.questionnaires.rules.shape import Plan
from consult.results import counting, narrowing, queries, turnout, words
from consult.results.charts.figure import Figure
from consult.results.figures import figure_of
from consult.results.narrowing import Chip, Choice
from consult.results.rules.disclosure import EVERYTHING
from consult.results.rules.filters import ANSWER, AREA
from consult.results.rules.findings import clearest
from consult.results.rules.groups import is_allowed, spread
from consult.results.rules.results import Result, groups_of, results_of
from consult.results.rules.tally import Scheme, Tally
from consult.texts.calendar_words import format_day
from consult.web.locale import language

Figures = list[tuple[str, str, str]]
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Dashboard:
    """The page of an official."""

    plan: Plan
    total: int
    shown: int | None
    """How many people the filters leave; nothing where the group may not be shown."""
    key_figures: Figures
    turnout: list[Figure]
    findings: list[Figure]
    figures: list[Figure]
    results: Sequence[Result]
    """What the figures were made of, one for each."""
    choices: list[Choice]
    chips: list[Chip]


def dashboard(session: Session, questionnaire: Questionnaire, given: MultiDict[str, str], *, reads: bool) -> Dashboard:
    """Count once, and make everything of it; `reads` is whether the reader may read written answers."""
    scheme = queries.scheme(session, questionnaire)
    filters = narrowing.filters_in(given, scheme)
    tallies = counting.tabulate(session, questionnaire.id, scheme, filters)
    everybody = list(tallies.values())
    names = queries.names_of(session, narrowing.codes_in(everybody))
    at_least = questionnaire.consultation.authority.smallest_group
    allowed = is_allowed(tallies, filters, at_least=at_least)
    groups = groups_of(tallies, scheme, at_least=at_least if filters else EVERYTHING)
    total, shown = sum(tally.total for tally in everybody), tallies[0].total
    chosen = {one.dimension for one in filters}
    results = [
        result
        for result in (results_of(groups) if allowed and shown else [])
        if f"{ANSWER}{result.question.key}" not in chosen  # a filter has answered it
    ]
    links = _links(questionnaire, results) if reads else {}
    figures = [figure_of(result, shown, at_least=at_least, link=links.get(result.question.key)) for result in results]
    clear = {result.question.key for result in clearest(results)}
    return Dashboard(
        plan=next(iter(scheme.plans.values())),
        total=total,
        shown=shown if allowed else None,
        key_figures=_key_figures(everybody, total, at_least),
        turnout=_turnout(everybody, total, names, at_least) if total else [],
        findings=[one for one, result in zip(figures, results, strict=True) if result.question.key in clear],
        figures=figures,
        results=results,
        choices=narrowing.choices(scheme, everybody, filters, names, at_least=at_least),
        chips=narrowing.chips(filters, scheme, names),
    )


def _links(questionnaire: Questionnaire, results: Sequence[Result]) -> dict[str, tuple[str, str]]:
    return {
        result.question.key: (
            url_for(
                "results_manage.written",
                consultation=questionnaire.consultation.slug,
                number=questionnaire.number,
                pytanie=".".join(filter(None, (result.question.key, result.tables[0].line.key))),
            ),
            _("Read the answers"),
        )
        for result in results
        if result.tables and result.tables[0].line.counts == "words" and result.answered
    }


def _key_figures(tallies: Sequence[Tally], total: int, at_least: int) -> Figures:
    if not total:
        return []
    days = _sum(tally.days for tally in tallies)
    last = max(days)
    found = [
        (_("answers"), words.number(total), _("until %(day)s", day=format_day(last, language()))),
        _news(days, total),
    ]
    gminas = [people for code, people in spread(tallies, AREA).items() if code]
    if gminas:
        enough = sum(people >= at_least for people in gminas)
        found.append(
            (
                _("gminas with at least %(count)s answers", count=at_least),
                words.number(enough),
                _("of %(count)s that people named", count=words.number(len(gminas))),
            )
        )
    return found


def _news(days: Mapping[date, int], total: int) -> tuple[str, str, str]:
    """Tell what came since yesterday; when nothing did, how much came on the last day that brought anything."""
    today = clock.today()
    yesterday = today - timedelta(days=1)
    if days.get(today) or days.get(yesterday):
        before = turnout.answers(days.get(yesterday, 0))
        return _("today"), words.number(days.get(today, 0)), _("yesterday: %(answers)s", answers=before)
    last = days[max(days)]
    return _("on the last day with answers"), words.number(last), _("of %(total)s", total=turnout.answers(total))


def _turnout(tallies: Sequence[Tally], total: int, names: Mapping[str, str], at_least: int) -> list[Figure]:
    found = [turnout.by_day(_sum(tally.days for tally in tallies), total)]
    classes = _sum(tally.classes for tally in tallies)
    if set(classes) != {None}:
        found.append(turnout.by_group("by-class", classes, _("Who"), words.class_words, at_least=at_least))
    areas = spread(tallies, AREA)
    if set(areas) != {None}:
        found.append(
            turnout.by_group(
                "by-area",
                areas,
                _("Gmina"),
                lambda code: names.get(code, code) if code else words.class_words(None),
                at_least=at_least,
            )
        )
    return found


def _sum(counters: Iterable[Counter[Key]]) -> Counter[Key]:
    total: Counter[Key] = Counter()
    for counter in counters:
        total.update(counter)
    return total


@dataclass(frozen=True)
class Published:
    """The results of one questionnaire for everybody; without figures: too few answered."""

    number: int
    plan: Plan
    total: int
    figures: list[Figure]
    at_least: int
    apart: counting.Taken
    counts_late: bool
    counts_doubtful: bool
    reason: Texts


def published(session: Session, questionnaire: Questionnaire, at_least: int) -> Published:
    """Make one table a question over everybody, all judged."""
    scheme, tallies = everybody(session, questionnaire)
    total = tallies[0].total
    results = results_of(groups_of(tallies, scheme, at_least=at_least)) if total >= at_least else []
    return Published(
        questionnaire.number,
        next(iter(scheme.plans.values())),
        total,
        [figure_of(result, total, at_least=at_least, place=f"q{questionnaire.number}") for result in results],
        at_least,
        counting.taken(session, questionnaire),
        questionnaire.counts_late,
        questionnaire.counts_doubtful,
        questionnaire.counting_reason,
    )


def everybody(session: Session, questionnaire: Questionnaire) -> tuple[Scheme, dict[int, Tally]]:
    """Count without filters."""
    scheme = queries.scheme(session, questionnaire)
    return scheme, counting.tabulate(session, questionnaire.id, scheme)
