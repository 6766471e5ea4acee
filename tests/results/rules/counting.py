"""Rows for tests of pure rules, and the results of them."""

from uuid import UUID

from hypothesis import settings

from consult.results.rules.disclosure import AT_LEAST
from consult.results.rules.results import groups_of, results_of
from consult.results.rules.tally import count, scheme_of
from tests.results.town import FIRST_DAY, PLAN

VERSION = UUID(int=1)
unhurried = settings(deadline=None, max_examples=60)
"""For tests over whole crowds, which take their time on a busy machine."""


def scheme(plan=PLAN):
    return scheme_of({VERSION: plan})


def rows(given, version=VERSION):
    return [(version, answers, day, group, area) for answers, day, group, area in given]


def plain(*answers, times=1):
    """Give answers without a class and an area."""
    return [(answer, FIRST_DAY, None, None) for answer in answers for _ in range(times)]


def shown(given, plan=PLAN, filters=(), at_least=AT_LEAST):
    """Tabulate; the results by the keys of their questions."""
    counted = scheme(plan)
    tallies = count(rows(given), counted, filters)
    found = results_of(groups_of(tallies, counted, at_least=at_least))
    return {result.question.key: result for result in found}


def counts(table):
    return {cell.value: cell.count for cell in table.cells}
