"""Words for what differs between two versions of a questionnaire, each side in lines."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import flask_babel
from flask_babel import lazy_gettext

from consult.questionnaires.editing.words import SORT_WORDS
from consult.questionnaires.hints import in_words, limits_hint
from consult.questionnaires.rules.comparing import Change, Comparison, titles
from consult.questionnaires.rules.shape import Plan, Question, Texts
from consult.questionnaires.words import condition_words
from consult.web.forms import LANGUAGE_NAMES

_: Callable[..., str] = flask_babel.gettext
Lines = Sequence[str]
Worded = Callable[[Texts], str]

BECAME = {
    "added": lazy_gettext("added"),
    "removed": lazy_gettext("removed"),
    "moved": lazy_gettext("moved"),
    "changed": lazy_gettext("changed"),
    "moved_and_changed": lazy_gettext("moved and changed"),
}
LABELS = {
    "about": lazy_gettext("What is asked of everybody"),
    "checks": lazy_gettext("What is checked"),
    "columns": lazy_gettext("Columns or steps"),
    "computed": lazy_gettext("How it is computed"),
    "condition": lazy_gettext("When it is asked"),
    "hint": lazy_gettext("Hint"),
    "intro": lazy_gettext("Introduction"),
    "kind": lazy_gettext("Kind of question"),
    "languages": lazy_gettext("Languages"),
    "limits": lazy_gettext("How it can be answered"),
    "options": lazy_gettext("Answers to choose from"),
    "place": lazy_gettext("Place"),
    "required": lazy_gettext("Answer"),
    "rows": lazy_gettext("Rows or parts"),
    "sections": lazy_gettext("Headings of the sections"),
    "text": lazy_gettext("Question"),
    "title": lazy_gettext("Title"),
}


@dataclass(frozen=True)
class Difference:
    """One thing that differs: its label, and the lines of each side, each with whether the other side lacks it."""

    label: str
    before: Sequence[tuple[str, bool]]
    after: Sequence[tuple[str, bool]]
    note: str = ""
    """What is said where the lines themselves are the same."""


@dataclass(frozen=True)
class Told:
    """One question that differs, in words."""

    change: Change
    number: int
    """Its number in the later version, or in the earlier one where it went; 0 for what has none."""
    asks: Lines
    """What a question that came or went asks."""
    differences: Sequence[Difference]


def told_in_words(comparison: Comparison, before: Plan, after: Plan) -> list[Difference]:
    """Say what differs before the questions."""
    return [_telling(name, before, after) for name in comparison.told]


def _telling(name: str, before: Plan, after: Plan) -> Difference:
    lines = _PLAN[name]
    return _difference(name, lambda say: (lines(before, say), lines(after, say)))


def changes_in_words(comparison: Comparison, before: Plan, after: Plan) -> list[Told]:
    """Say what differs in the questions."""
    return [_told(change, before, after) for change in comparison.changes]


def _told(change: Change, before: Plan, after: Plan) -> Told:
    old, new = change.before, change.after
    plan = before if new is None else after
    number = plan.numbers.get(change.question.key, 0)
    if old is None or new is None:
        return Told(change, number, _asks(change.question, plan), ())
    differences = [_differing(name, (old, before), (new, after)) for name in change.aspects]
    if change.became in {"moved", "moved_and_changed"}:
        places = Difference(LABELS["place"], [(_place(old, before), True)], [(_place(new, after), True)])
        differences.insert(0, places)
    return Told(change, number, (), differences)


def _differing(name: str, old: tuple[Question, Plan], new: tuple[Question, Plan]) -> Difference:
    lines = _QUESTION[name]
    return _difference(name, lambda say: (lines(*old, say), lines(*new, say)))


def _difference(name: str, both: Callable[[Worded], tuple[Lines, Lines]]) -> Difference:
    """Say both sides in the reader's language; where they read the same in it, in all languages."""
    before, after = both(in_words)
    if before == after:
        before, after = both(_in_all_languages)
    note = ""
    if before == after:
        note = _("It differs in a detail that cannot be told in words here.")
    elif sorted(before) == sorted(after):
        note = _("The order is another one.")
    return Difference(LABELS[name], _marked(before, after), _marked(after, before), note)


def _marked(lines: Lines, others: Lines) -> list[tuple[str, bool]]:
    return [(line, line not in others) for line in lines]


def _asks(question: Question, plan: Plan) -> Lines:
    """Say in a few lines what a question asks that only one version has."""
    names = ("kind", "required", "condition", "rows", "columns", "options")
    return [line for name in names for line in _QUESTION[name](question, plan, in_words)]


def _place(question: Question, plan: Plan) -> str:
    """Say where a question stands."""
    number = plan.numbers.get(question.key)
    if number:
        return _("question %(number)s", number=number)
    return _("place %(number)s, without a number", number=plan.items.index(question) + 1)


def _in_all_languages(texts: Texts) -> str:
    return " / ".join(f"{LANGUAGE_NAMES[code]}: {words}" for code, words in sorted(texts.items()) if words)


def _kind(question: Question, _plan: Plan, _say: Worded) -> Lines:
    sort = "shares" if question.parts else question.kind
    return [str(SORT_WORDS[sort][0])]


def _required(question: Question, _plan: Plan, _say: Worded) -> Lines:
    return [_("must be answered") if question.is_required else _("may be left out")]


def _condition(question: Question, plan: Plan, _say: Worded) -> Lines:
    if question.condition is None:
        return [_("asked of everybody")]
    return [_("only if %(condition)s", condition=condition_words(question.condition, plan))]


def _about(plan: Plan, _say: Worded) -> Lines:
    asked = ((plan.asks_class, _("As whom one takes part")), (plan.asks_area, _("Gmina")))
    return [words for is_asked, words in asked if is_asked] or [_("nothing")]


def _text(texts: Texts, say: Worded) -> Lines:
    words = say(texts)
    return [words] if words else []


def _limits(question: Question, _plan: Plan, say: Worded) -> Lines:
    hint = limits_hint(question)
    return [*([hint] if hint else []), *_text(question.unit, say)]


_QUESTION: Mapping[str, Callable[[Question, Plan, Worded], Lines]] = {
    "kind": _kind,
    "text": lambda one, _plan, say: _text(one.text, say),
    "hint": lambda one, _plan, say: _text(one.hint, say),
    "required": _required,
    "condition": _condition,
    "options": lambda one, _plan, say: [say(option.text) for option in one.options],
    "rows": lambda one, _plan, say: [say(row.text) for row in (*one.rows, *one.parts)],
    "columns": lambda one, _plan, say: [say(column.text) or str(column.value) for column in one.columns],
    "checks": lambda one, _plan, say: [say(check.text) for check in one.checks],
    "computed": lambda _one, _plan, _say: [],
    "limits": _limits,
}
_PLAN: Mapping[str, Callable[[Plan, Worded], Lines]] = {
    "title": lambda plan, say: _text(plan.title, say),
    "intro": lambda plan, say: _text(plan.intro, say),
    "languages": lambda plan, _say: [LANGUAGE_NAMES[code] for code in plan.languages],
    "about": _about,
    "sections": lambda plan, say: [words for title in titles(plan) for words in _text(title, say)],
}
