"""Words for what the rules name by a key."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from consult.participation.rules.access import Access
from consult.questionnaires.rules.conditions import questions_in
from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.reading import Problem
from consult.questionnaires.rules.rows import row_of
from consult.questionnaires.rules.shape import Compared, Condition, Either, Every, Not, Plan, Question, Test, Texts
from consult.web.locale import language

CLASSES = {
    "resident": lazy_gettext("As a resident"),
    "organisation": lazy_gettext("For a non-governmental organisation"),
    "business": lazy_gettext("For a business"),
    "public_body": lazy_gettext("For a public body"),
    "other": lazy_gettext("As somebody else"),
}

PROBLEMS = {
    "bad_about": lazy_gettext('must be a list of "class" and "area"'),
    "always_offered": lazy_gettext(
        "options of this kind, steps, and parts with a total are offered to everybody: they have no condition"
    ),
    "asks_identity": lazy_gettext(
        "may not ask for a PESEL or the number of an identity card: a consultation does not need to know who "
        "somebody is (art. 5 GDPR), and such a number would end the anonymity that the page promises"
    ),
    "bad_decimals": lazy_gettext("must be from 0 to %(count)s"),
    "bad_key": lazy_gettext("must be 1 to 60 letters without marks, digits, _ or -"),
    "bad_languages": lazy_gettext('must be a list of "pl", "en" and "uk", with "pl" in it'),
    "bad_length": lazy_gettext("must be from 1 to %(count)s"),
    "bad_nps": lazy_gettext("a recommendation (nps) has the steps 0 to 10"),
    "bad_parts": lazy_gettext("must be a list of 1 to %(count)s conditions"),
    "bad_stars": lazy_gettext("stars are counted from 1"),
    "bad_step": lazy_gettext("must be more than 0"),
    "bad_steps": lazy_gettext("there must be from %(low)s to %(high)s steps, the last of them at max"),
    "bad_text": lazy_gettext("must have at most %(count)s characters, and none that cannot be seen"),
    "calculation_too_large": lazy_gettext("a calculation may be %(depth)s deep, with %(count)s parts at most"),
    "cannot_be_computed": lazy_gettext("answers to “%(question)s” are no numbers"),
    "cannot_be_compared": lazy_gettext("answers to “%(question)s” cannot be compared in this way (%(op)s)"),
    "condition_too_deep": lazy_gettext("conditions may stand in each other at most %(count)s deep"),
    "empty_list": lazy_gettext("must be a list with something in it"),
    "key_twice": lazy_gettext("the key “%(key)s” is taken"),
    "limits_beyond_options": lazy_gettext("min and max must fit the number of options"),
    "limits_crossed": lazy_gettext("max must not be less than min"),
    "never_asked": lazy_gettext("nobody is ever asked this: no answers meet its condition"),
    "never_asked_required": lazy_gettext(
        "this must be answered, and nobody is ever asked it: no answers meet its condition"
    ),
    "no_calculation": lazy_gettext(
        'must be a number, a day (2026-11-24), {"question": "…"}, {"if", "then", "else"}, or an operation with its '
        'parts, such as {"sum": […]}'
    ),
    "no_condition": lazy_gettext('must be {"all": […]}, {"any": […]}, {"not": {…}} or {"question", "op", "value"}'),
    "no_polish": lazy_gettext("the Polish text is missing"),
    "not_a_limit": lazy_gettext(
        'must be a date as it is stored (2026-11-24, 2026-11, 2026, 09:40), "today", or '
        '{"today": true or "question": "…"} with "days", "months" or "years" to add'
    ),
    "not_a_number": lazy_gettext("must be a number"),
    "not_a_text": lazy_gettext('must be a text such as {"pl": "…"}'),
    "not_an_earlier_date": lazy_gettext(
        "the limit must look at a date of the same precision that is asked before (%(question)s)"
    ),
    "not_an_earlier_question": lazy_gettext("must be the key of a question that stands before this one"),
    "not_an_object": lazy_gettext("must be an object: {…}"),
    "not_json": lazy_gettext("is no JSON: line %(line)s, column %(column)s"),
    "not_one_of": lazy_gettext("must be one of these: %(values)s"),
    "not_read_here": lazy_gettext("is not read: questions of this kind do not have it"),
    "not_text": lazy_gettext("is no text in UTF-8"),
    "not_translated": lazy_gettext("has no text in “%(language)s”: its readers see the Polish one"),
    "not_yes_or_no": lazy_gettext("must be true or false"),
    "nothing_asked": lazy_gettext("nothing is asked in this section yet"),
    "pipe_forms": lazy_gettext(
        "“{{%(key)s|…}}” needs as many forms of the word as the language has: three in Polish and Ukrainian (or four, "
        "with one for fractions), two in English (here: %(language)s)"
    ),
    "pipe_from_nowhere": lazy_gettext("“{{%(key)s}}” must name a question that stands before this one"),
    "reads_alike": lazy_gettext("reads like another one: people cannot tell them apart"),
    "same_words": lazy_gettext("reads like another one, so what people type would mean both"),
    "stands_apart": lazy_gettext(
        "%(key)s is none of the steps, so it stands apart from them and is in no average; "
        "where it is a step, mend min, max or step"
    ),
    "today_is_not_kept": lazy_gettext("the day on which somebody answers can be looked at in a calculated value alone"),
    "too_deep": lazy_gettext("is no JSON that we can read: lists and objects stand too deep in each other"),
    "too_few_items": lazy_gettext("must have at least %(count)s"),
    "too_large": lazy_gettext("must have at most %(count)s characters"),
    "too_many_fields": lazy_gettext("asks for more than %(count)s things"),
    "too_many_items": lazy_gettext("must have at most %(count)s"),
    "too_much_to_type": lazy_gettext("lets people type more than %(count)s characters altogether"),
    "too_wide": lazy_gettext("on a telephone these are %(count)s boxes, one below the other: ask less, or in parts"),
    "total_without_parts": lazy_gettext("must be more than 0, and needs the parts that add up to it"),
    "two_at_once": lazy_gettext(
        "may ask two things at once (“%(words)s”): who likes one and not the other cannot answer"
    ),
    "unknown_field": lazy_gettext("is not known: nothing of this name belongs here"),
    "unknown_format": lazy_gettext('must be 1: a questionnaire begins with {"consult": 1, …}'),
    "unknown_kind": lazy_gettext("must be one of these: %(kinds)s"),
    "unknown_language": lazy_gettext("is not read: it is none of the languages of this questionnaire"),
    "unknown_row": lazy_gettext("“%(question)s” has no such row, or answers on its rows cannot be looked at"),
    "unknown_operator": lazy_gettext("must be =, !=, <, <=, >, >=, includes or answered"),
}

NO_NUMBER = "\N{EN DASH}"


def problem_words(problem: Problem) -> str:
    """Say what is wrong in a document; the place stands beside it."""
    return str(PROBLEMS[problem.what]) % dict(problem.said)


def condition_words(condition: Condition, plan: Plan) -> str:
    """Say when a question is asked."""
    match condition:
        case Every(parts):
            return str(_(" and ")).join(condition_words(part, plan) for part in parts)
        case Either(parts):
            return str(_(" or ")).join(condition_words(part, plan) for part in parts)
        case Not(part):
            return str(_("not (%(condition)s)", condition=condition_words(part, plan)))
        case Compared():
            return str(_("it follows from the answers to questions %(numbers)s", numbers=_numbers(condition, plan)))
        case Test():
            return _comparison_words(condition, plan)


def _numbers(condition: Condition, plan: Plan) -> str:
    """List the numbers of the questions on which a condition looks."""
    looked_at = (plan.numbers.get(key, 0) for key in questions_in(condition))
    return ", ".join(map(str, sorted(number for number in looked_at if number))) or NO_NUMBER


def _comparison_words(compared: Test, plan: Plan) -> str:
    whole = plan.question(compared.question)
    question = (row_of(whole, compared.row) if compared.row else None) or whole
    number = str(plan.numbers.get(whole.key, NO_NUMBER))
    if compared.row:
        number = str(_("%(number)s (%(row)s)", number=number, row=_in_words(question.text)))
    said: dict[str, Any] = {"number": number, "value": _value_words(question, compared.value), "op": compared.op}
    if compared.other:
        said["other"] = plan.numbers.get(compared.other, NO_NUMBER)
        return str(_("the answer to question %(number)s %(op)s the answer to question %(other)s", **said))
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
    return _in_words(texts) or str(value)


def _in_words(texts: Texts) -> str:
    return texts.get(language()) or texts.get("pl", "")


def access_words(access: Access) -> Any:
    """Say who may answer."""
    return {
        Access.OPEN: lazy_gettext("Everybody with the link"),
        Access.CODES: lazy_gettext("Who has a one-time code from a letter"),
        Access.MAIL: lazy_gettext("Who confirms an e-mail address by a link, once for each address"),
        Access.ACCOUNT: lazy_gettext("Who signs in, once for each account"),
    }[access]
