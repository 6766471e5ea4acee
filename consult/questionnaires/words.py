"""Words for what the rules name by a key."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.reading import Problem
from consult.questionnaires.rules.shape import Condition, Either, Every, Mistake, Not, Plan, Question, Test
from consult.texts.calendar_words import format_number
from consult.web.locale import language

CLASSES = {
    "resident": lazy_gettext("As a resident"),
    "organisation": lazy_gettext("For a non-governmental organisation"),
    "business": lazy_gettext("For a business"),
    "public_body": lazy_gettext("For a public body"),
    "other": lazy_gettext("As somebody else"),
}

MISTAKES = {
    "exclusive": lazy_gettext("Leave one choice: what stands after “or” excludes the others."),
    "missing": lazy_gettext("Choose one of the answers."),
    "missing_number": lazy_gettext("Write a number."),
    "missing_several": lazy_gettext("Choose at least one of the answers."),
    "missing_step": lazy_gettext("Choose one of the steps."),
    "missing_words": lazy_gettext("Write your answer."),
    "not_a_number": lazy_gettext("Write a number in digits, for example 12 or 12.5."),
    "not_offered": lazy_gettext("Choose one of the answers on this page."),
    "unstorable": lazy_gettext("Some characters cannot be stored: remove or replace each mark �."),
}

PROBLEMS = {
    "bad_about": lazy_gettext('must be a list of "class" and "area"'),
    "bad_key": lazy_gettext("must be 1 to 60 letters without marks, digits, _ or -"),
    "bad_languages": lazy_gettext('must be a list of "pl", "en" and "uk", with "pl" in it'),
    "bad_length": lazy_gettext("must be from 1 to %(count)s"),
    "bad_parts": lazy_gettext("must be a list of 1 to %(count)s conditions"),
    "bad_steps": lazy_gettext("there must be from %(low)s to %(high)s steps from min to max"),
    "bad_text": lazy_gettext("must have at most %(count)s characters, and none that cannot be seen"),
    "cannot_be_compared": lazy_gettext("answers to “%(question)s” cannot be compared in this way (%(op)s)"),
    "condition_too_deep": lazy_gettext("conditions may stand in each other at most %(count)s deep"),
    "empty_list": lazy_gettext("must be a list with something in it"),
    "key_twice": lazy_gettext("the key “%(key)s” is taken"),
    "limits_beyond_options": lazy_gettext("min and max must fit the number of options"),
    "limits_crossed": lazy_gettext("max must not be less than min"),
    "no_condition": lazy_gettext('must be {"all": […]}, {"any": […]}, {"not": {…}} or {"question", "op", "value"}'),
    "no_polish": lazy_gettext("the Polish text is missing"),
    "not_a_number": lazy_gettext("must be a number"),
    "not_a_text": lazy_gettext('must be a text such as {"pl": "…"}'),
    "not_an_earlier_question": lazy_gettext("must be the key of a question that stands before this one"),
    "not_an_object": lazy_gettext("must be an object: {…}"),
    "not_json": lazy_gettext("is no JSON: line %(line)s, column %(column)s"),
    "not_text": lazy_gettext("is no text in UTF-8"),
    "not_translated": lazy_gettext("has no text in “%(language)s”: its readers see the Polish one"),
    "not_yes_or_no": lazy_gettext("must be true or false"),
    "too_deep": lazy_gettext("is no JSON that we can read: lists and objects stand too deep in each other"),
    "too_large": lazy_gettext("must have at most %(count)s characters"),
    "too_many_fields": lazy_gettext("asks for more than %(count)s things"),
    "too_many_items": lazy_gettext("must have at most %(count)s"),
    "too_much_to_type": lazy_gettext("lets people type more than %(count)s characters altogether"),
    "unknown_field": lazy_gettext("is not read: nothing of this name belongs here"),
    "unknown_format": lazy_gettext('must be 1: a questionnaire begins with {"consult": 1, …}'),
    "unknown_kind": lazy_gettext("must be single, multiple, scale, matrix, number or text"),
    "unknown_language": lazy_gettext("is not read: it is none of the languages of this questionnaire"),
    "unknown_operator": lazy_gettext("must be =, !=, <, <=, >, >=, includes or answered"),
}


def problem_words(problem: Problem) -> str:
    """Say what is wrong in a document; the place stands beside it."""
    return str(PROBLEMS[problem.what]) % dict(problem.said)


def mistake_words(mistake: Mistake) -> str:
    """Say what to do about an answer."""
    said = mistake.said
    match mistake.what:
        case "too_few" | "too_many":
            return str(_how_many(said["low"], said["high"]))
        case "too_long":
            return str(ngettext("Use at most %(num)d character.", "Use at most %(num)d characters.", said["count"]))
        case "out_of_limits":
            return str(_limits(said["low"], said["high"]))
    return str(MISTAKES[mistake.what])


def _how_many(low: Any, high: Any) -> Any:
    if low is not None and high is not None and low != high:
        return _("Choose from %(low)s to %(high)s answers.", low=low, high=high)
    if high is not None and low == high:
        return ngettext("Choose exactly %(num)d answer.", "Choose exactly %(num)d answers.", high)
    if high is not None:
        return ngettext("Choose at most %(num)d answer.", "Choose at most %(num)d answers.", high)
    return ngettext("Choose at least %(num)d answer.", "Choose at least %(num)d answers.", low)


def _limits(low: Any, high: Any) -> Any:
    if low is not None and high is not None:
        return _("Write a number from %(low)s to %(high)s.", low=_number(low), high=_number(high))
    if high is not None:
        return _("Write a number that is at most %(high)s.", high=_number(high))
    return _("Write a number that is at least %(low)s.", low=_number(low))


def _number(value: float) -> str:
    return format_number(value, language())


def limits_hint(question: Question) -> str:
    """Say beside the question how many may be chosen, or what the number must be."""
    if question.kind not in {"multiple", "number"} or (question.low, question.high) == (None, None):
        return ""
    return str(
        _how_many(question.low, question.high) if question.kind == "multiple" else _limits(question.low, question.high)
    )


def condition_words(condition: Condition, plan: Plan) -> str:
    """Say when a question is asked."""
    match condition:
        case Every(parts):
            return str(_(" and ")).join(condition_words(part, plan) for part in parts)
        case Either(parts):
            return str(_(" or ")).join(condition_words(part, plan) for part in parts)
        case Not(part):
            return str(_("not (%(condition)s)", condition=condition_words(part, plan)))
        case Test():
            return _comparison_words(condition, plan)


def _comparison_words(compared: Test, plan: Plan) -> str:
    question = plan.question(compared.question)
    said = {
        "number": plan.questions.index(question) + 1,
        "value": _value_words(question, compared.value),
        "op": compared.op,
    }
    if compared.op == "answered":
        return str(
            _("question %(number)s has an answer", **said)
            if compared.value
            else _("question %(number)s has no answer", **said)
        )
    if compared.op == "includes":
        return str(_("“%(value)s” is chosen in question %(number)s", **said))
    if compared.op == "=":
        return str(_("the answer to question %(number)s is “%(value)s”", **said))
    if compared.op == "!=":
        return str(_("the answer to question %(number)s is not “%(value)s”", **said))
    return str(_("the answer to question %(number)s is %(op)s %(value)s", **said))


def _value_words(question: Question, value: Any) -> str:
    """Give the words of an option or a step; a number is its own."""
    lines = KINDS[question.kind].lines(question)
    texts = next((text for line in lines for known, text in line.values if known == value), {})
    return texts.get(language()) or texts.get("pl") or str(value)
