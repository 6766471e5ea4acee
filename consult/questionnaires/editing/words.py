"""Words for those who build a questionnaire: sorts of questions, and what is wrong with what they typed."""

from collections.abc import Callable, Mapping, Sequence

import flask_babel
from flask_babel import lazy_gettext

from consult.questionnaires.hints import in_words
from consult.questionnaires.rules.editing.placing import Placed
from consult.questionnaires.rules.reading import Problem
from consult.questionnaires.rules.shape import Texts
from consult.questionnaires.words import problem_words

_: Callable[..., str] = flask_babel.gettext
ngettext: Callable[..., str] = flask_babel.ngettext

SORT_WORDS = {
    "single": (lazy_gettext("One of several answers"), lazy_gettext("yes or no, how often, which of these")),
    "multiple": (lazy_gettext("Several answers at once"), lazy_gettext("tick all that apply, or at most three")),
    "scale": (lazy_gettext("A scale in numbers"), lazy_gettext("1 to 5, stars, or 0 to 10")),
    "scale_words": (lazy_gettext("A scale in words"), lazy_gettext("from “very good” to “very bad”")),
    "matrix": (lazy_gettext("Several things on one scale in numbers"), lazy_gettext("rate each from 1 to 5")),
    "matrix_words": (lazy_gettext("Several things on one scale in words"), lazy_gettext("judge each in words")),
    "ranking": (lazy_gettext("Put in an order"), lazy_gettext("the most important first")),
    "text": (lazy_gettext("Own words"), lazy_gettext("a line, or a longer text")),
    "number": (lazy_gettext("A number"), lazy_gettext("how many, how much, how far")),
    "shares": (lazy_gettext("Share out a sum"), lazy_gettext("100 points, or a budget in złoty")),
    "date": (lazy_gettext("A date or a time"), lazy_gettext("a day, a month, a year, an hour")),
    "grid": (lazy_gettext("A table to fill in"), lazy_gettext("boxes, numbers or words in rows and columns")),
    "consent": (lazy_gettext("A consent"), lazy_gettext("a statement to agree to with a tick")),
    "note": (lazy_gettext("A text between the questions"), lazy_gettext("nothing is asked")),
    "period": (lazy_gettext("From when until when"), lazy_gettext("two days, months, years or hours")),
    "duration": (lazy_gettext("How long"), lazy_gettext("in hours and minutes")),
    "address": (lazy_gettext("An address"), lazy_gettext("street, postcode, town; mind that it names a household")),
    "calculated": (lazy_gettext("A computed number"), lazy_gettext("nobody sees it; results and texts use it")),
    "hidden": (lazy_gettext("A mark of the address"), lazy_gettext("by which poster or letter somebody came")),
}
"""What each sort is called, and what it is for."""

WRONG = {
    "asks_identity": lazy_gettext(
        "Do not ask for a PESEL or the number of an identity card: a consultation does not need to know who somebody "
        "is (art. 5 GDPR), and such a number would end the anonymity that the page promises."
    ),
    "bad_nps": lazy_gettext("A recommendation has the steps 0 to 10: write 0 as the first and 10 as the last."),
    "bad_stars": lazy_gettext("Stars are counted from 1: write 1 as the first step."),
    "bad_step": lazy_gettext("Write a number that is more than 0."),
    "limits_beyond_options": lazy_gettext("It must fit the number of answers."),
    "limits_crossed": lazy_gettext("The most must not be less than the least."),
    "no_polish": lazy_gettext("Write it in Polish too."),
    "not_a_limit": lazy_gettext(
        "Write it as 2026-11-30 (a day), 2026-11 (a month), 2026 (a year) or 09:40 (a time); or write: today."
    ),
    "not_a_number": lazy_gettext("Write a number in digits; a number of answers, steps or characters is whole."),
    "reads_alike": lazy_gettext("Two answers read alike: people cannot tell them apart."),
    "same_words": lazy_gettext("Two answers read alike, so what people type would mean both."),
    "total_without_parts": lazy_gettext("Write a sum that is more than 0, and at least two things to share it among."),
}


def wrong_words(problem: Problem) -> str:
    """Say to somebody who fills in a form what is wrong."""
    count = problem.said.get("count")
    worded = {
        "bad_decimals": lambda: _("Write a whole number from 0 to %(count)s.", count=count),
        "bad_length": lambda: _("Write a whole number from 1 to %(count)s.", count=count),
        "bad_steps": lambda: _("There must be from %(low)s to %(high)s steps.", **problem.said),
        "bad_text": lambda: _("Use at most %(count)s characters.", count=count),
        "empty_list": lambda: _("Write at least one."),
        "too_few_items": lambda: _("Write at least %(count)s.", count=count),
        "too_many_items": lambda: _("There may be at most %(count)s.", count=count),
    }.get(problem.what)
    if worded:
        return worded()
    if problem.what in WRONG:
        return str(WRONG[problem.what])
    words = problem_words(problem)
    return f"{words[:1].upper()}{words[1:]}."


def needed_words(by: Sequence[Texts]) -> str:
    """Say which questions keep something from being done."""
    names = ", ".join(_("“%(answer)s”", answer=in_words(text)) for text in by)
    return ngettext(
        "Nothing was done: this question is asked by the answers to it, and has to stand behind it: %(names)s. "
        "Change its condition first.",
        "Nothing was done: these questions are asked by the answers to it, and have to stand behind it: %(names)s. "
        "Change their conditions first.",
        len(by),
        names=names,
    )


def lost_words(by: Sequence[Texts]) -> str:
    """Say which questions look for an answer that is taken away."""
    names = ", ".join(_("“%(answer)s”", answer=in_words(text)) for text in by)
    return _(
        "An answer that you take away decides whether this is asked: %(names)s. Change that condition first.",
        names=names,
    )


UNSAID = frozenset({"not_translated", "unknown_language", "nothing_asked", "not_read_here"})
"""Advice that the pages say in another way, or not at all."""


def advice_words(found: Sequence[Placed], names: Mapping[str, str]) -> list[str]:
    """Say what is worth knowing of one question: each thing once, and of translations how many are missing."""
    said = [wrong_words(one.problem) for one in found if one.problem.what not in UNSAID]
    for language, name in names.items():
        many = sum(one.problem.what == "not_translated" and one.problem.said["language"] == language for one in found)
        if many:
            said.append(
                ngettext(
                    "One text is not translated yet: %(language)s.",
                    "%(num)d texts are not translated yet: %(language)s.",
                    many,
                    language=name,
                )
            )
    return list(dict.fromkeys(said))
