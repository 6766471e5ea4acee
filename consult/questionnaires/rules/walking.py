"""From page to page: which come next, which can be skipped, how many there are, how long it takes."""

from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.shape import Page, Plan, Question

SECONDS = {
    "calculated": 0, "hidden": 0, "single": 10, "multiple": 15, "scale": 8, "number": 10, "text": 30, "date": 12,
    "period": 25, "duration": 12, "consent": 12, "note": 10,
}  # fmt: skip
"""What one question takes an adult who reads slowly."""
SECONDS_LONG = 90
SECONDS_ROW = 7
LONGEST_NUMBER = 4
"""Digits of the number of a page."""
REVIEW = "review"
"""What the button says that leads from a changed answer back to the look at everything."""


def numbers(plan: Plan, asked: frozenset[str]) -> list[int]:
    """List the pages that have something to ask, counted from one; the first asks about the person, too."""
    asks_about = plan.asks_class or plan.asks_area
    pages = enumerate(plan.pages, 1)
    found = [number for number, page in pages if any(not one.is_silent for one in asked_on(page, asked))]
    return [1, *found] if asks_about and 1 not in found else found


def group_of(plan: Plan, number: int) -> tuple[int, ...]:
    """Give the pages with which a page can be shown at once."""
    return next(group for group in plan.groups if number in group)


def joined(plan: Plan, found: list[int]) -> list[int]:
    """List the first page of each group of which some page has something to ask."""
    return [group[0] for group in plan.groups if not set(group).isdisjoint(found)]


def asked_on(page: Page, asked: frozenset[str]) -> tuple[Question, ...]:
    """List the questions of a page that are to be asked."""
    return tuple(question for question in page.questions if question.key in asked)


def fields_on(page: Page) -> frozenset[str]:
    """Name all fields that a page can have."""
    return frozenset(name for question in page.questions for name in fields_of(question))


def fields_of(question: Question) -> tuple[str, ...]:
    """Name the fields of a question that people see; the last is where they confirm what a soft check doubts."""
    if question.is_silent:
        return ()
    can_be_doubted = any(check.is_soft for check in question.checks)
    return (*KINDS[question.kind].fields(question), *((question.sure,) if can_be_doubted else ()))


def page_of(plan: Plan, field: str) -> int:
    """Tell on which page a field stands."""
    return next(number for number, page in enumerate(plan.pages, 1) if field in fields_on(page))


def minutes(plan: Plan) -> int:
    """Estimate how long it takes, rounded up."""
    return -(-sum(map(_seconds, plan.items)) // 60)


def _seconds(question: Question) -> int:
    several = len(question.rows) or len(question.parts) or (len(question.options) if question.kind == "ranking" else 0)
    if several:
        return SECONDS_ROW * several + SECONDS["scale"]
    return SECONDS_LONG if question.is_long else SECONDS[question.kind]


def destination(open_pages: list[int], here: int, go: str, review: int) -> int | None:
    """Tell which page comes next: its number, that of the look at everything, or nothing: then all is sent."""
    if go.isdecimal() and go.isascii() and len(go) <= LONGEST_NUMBER and int(go) in open_pages:
        return int(go)
    if go == REVIEW:
        return review
    if go == "stay" and (here == review or here in open_pages):
        return here
    if go == "back":
        return max((number for number in open_pages if number < here), default=next(iter(open_pages), here))
    later = [number for number in open_pages if number > here]
    if later:
        return later[0]
    return review if here != review and len(open_pages) > 1 else None
