"""What is said beside a question: how it can be answered, and what to do about an answer."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import flask_babel
from flask_babel import lazy_gettext

from consult.questionnaires.rules.shape import Bound, Mistake, Question, Texts
from consult.texts.calendar_words import format_day, format_month, format_number
from consult.texts.typography import NO_BREAK_SPACE
from consult.web.locale import language

_: Callable[..., str] = flask_babel.gettext
ngettext: Callable[..., str] = flask_babel.ngettext

MISTAKES = {
    "exclusive": lazy_gettext("Leave one choice: what stands after “or” excludes the others."),
    "missing": lazy_gettext("Choose one of the answers."),
    "missing_consent": lazy_gettext("Tick the box if you agree: without it the answers cannot be sent."),
    "missing_duration": lazy_gettext("Write how long: hours, minutes, or both."),
    "not_a_duration": lazy_gettext("Write hours and minutes in digits; with hours, at most 59 minutes."),
    "not_a_postcode": lazy_gettext("Write the postcode with its five digits, for example 25-001."),
    "period_turned": lazy_gettext("The end must not be before the beginning."),
    "missing_day": lazy_gettext("Write the day, the month and the year."),
    "missing_month": lazy_gettext("Write the month and the year."),
    "missing_number": lazy_gettext("Write a number."),
    "missing_several": lazy_gettext("Choose at least one of the answers."),
    "missing_step": lazy_gettext("Choose one of the steps."),
    "missing_time": lazy_gettext("Write the hour and the minutes."),
    "missing_words": lazy_gettext("Write your answer."),
    "missing_year": lazy_gettext("Write the year."),
    "not_a_day": lazy_gettext(
        "Write a day that exists, in digits: the day, the month, and the year with all its four digits. "
        "For example 5, 11, 2026."
    ),
    "not_a_month": lazy_gettext("Write the month as a number from 1 to 12, and the year with all its four digits."),
    "not_a_number": lazy_gettext("Write a number in digits, for example 12 or 12.5."),
    "not_a_time": lazy_gettext("Write the hour from 0 to 23 and the minutes from 0 to 59."),
    "not_a_year": lazy_gettext("Write the year with all its four digits."),
    "not_in_list": lazy_gettext("Choose one from the list: write how it begins, and take it from what is offered."),
    "not_offered": lazy_gettext("Choose one of the answers on this page."),
    "unstorable": lazy_gettext("Some characters cannot be stored: remove or replace each mark �."),
}
Said = Mapping[str, Any]


def mistake_words(mistake: Mistake) -> str:
    """Say what to do about an answer."""
    worded = WORDED.get(mistake.what)
    return worded(mistake.said) if worded else str(MISTAKES[mistake.what])


def _own_words(said: Said) -> str:
    """Say what the questionnaire itself says of answers that do not fit."""
    return in_words(said["text"])


def _missing_part(said: Said) -> str:
    return _("Fill in: %(part)s.", part=in_words(said["part"]))


def _durations(said: Said) -> str:
    """Say how long something may take, as hours and minutes."""
    low, high = said["low"] or 0, said["high"]
    if high is None:
        return _ended(_("At least %(low)s.", low=_clock(low)))
    if not low:
        return _ended(_("At most %(high)s.", high=_clock(high)))
    return _ended(_("From %(low)s to %(high)s.", low=_clock(low), high=_clock(high)))


def _clock(minutes: float) -> str:
    hours, rest = divmod(int(minutes), 60)
    said = ((hours, _("%(num)d h", num=hours)), (rest, _("%(num)d min", num=rest)))
    return " ".join(words for many, words in said if many) or _("0 min")


def _duration_hint(question: Question) -> str:
    return _durations(_limits_of(question)) if question.low or question.high is not None else ""


def limits_hint(question: Question) -> str:
    """Say beside the question how it can be answered."""
    hint = HINTS.get(question.kind)
    return hint(question) if hint else ""


def _how_many(said: Said) -> str:
    low, high = said["low"], said["high"]
    if low is not None and high is not None and low != high:
        return _("Choose from %(low)s to %(high)s answers.", low=low, high=high)
    if high is not None and low == high:
        return ngettext("Choose exactly %(num)d answer.", "Choose exactly %(num)d answers.", high)
    if high is not None:
        return ngettext("Choose at most %(num)d answer.", "Choose at most %(num)d answers.", high)
    return ngettext("Choose at least %(num)d answer.", "Choose at least %(num)d answers.", low)


def _limits(said: Said) -> str:
    low, high = said["low"], said["high"]
    if low is not None and high is not None:
        return _("Write a number from %(low)s to %(high)s.", low=number(low), high=number(high))
    if high is not None:
        return _("Write a number that is at most %(high)s.", high=number(high))
    return _("Write a number that is at least %(low)s.", low=number(low))


def _too_long(said: Said) -> str:
    return ngettext("Use at most %(num)d character.", "Use at most %(num)d characters.", said["count"])


def _too_fine(said: Said) -> str:
    if not said["count"]:
        return _("Write a whole number.")
    return ngettext(
        "Write at most %(num)d digit after the comma.", "Write at most %(num)d digits after the comma.", said["count"]
    )


def _off_step(said: Said) -> str:
    first, second = said["low"], said["low"] + said["step"]
    return _(
        "Write a number in steps of %(step)s: %(first)s, %(second)s and so on.",
        step=number(said["step"]),
        first=number(first),
        second=number(second),
    )


def _wrong_total(said: Said) -> str:
    total = measured(said["total"], said["unit"])
    missing = said["total"] - said["sum"]
    if not said["sum"]:
        return _("Share out %(total)s.", total=total)
    words = (
        _("Together it must be %(total)s; now it is %(sum)s: %(rest)s are left to share out.")
        if missing > 0
        else _("Together it must be %(total)s; now it is %(sum)s: %(rest)s too many.")
    )
    return words % {
        "total": total,
        "sum": measured(said["sum"], said["unit"]),
        "rest": measured(abs(missing), said["unit"]),
    }


def _places(said: Said) -> str:
    low, high = said["low"], said["high"]
    if low == high == said["of"]:
        return _("Give each its place: 1 is the first, %(high)s the last.", high=high)
    if low == high:
        return ngettext("Give place %(num)d, to one.", "Give the places from 1 to %(num)d, each to one.", high)
    if low == 1:
        return ngettext("Give one place at most: %(num)d.", "Give up to %(num)d places, beginning with 1.", high)
    return _("Give from %(low)s to %(high)s places, beginning with 1.", low=low, high=high)


def _same_place(said: Said) -> str:
    return _("Place %(place)s is given twice. Give each place to one.", place=said["place"])


def _place_left_out(said: Said) -> str:
    return _("Place %(place)s is given to none. Leave no place out before the last.", place=said["place"])


def _out_of_dates(said: Said) -> str:
    low, high = (None if said[end] is None else date_words(said["sort"], said[end]) for end in ("low", "high"))
    if low and high:
        return _ended(_("It must not be before %(low)s or after %(high)s.", low=low, high=high))
    if high:
        return _ended(_("It must not be after %(high)s.", high=high))
    return _ended(_("It must not be before %(low)s.", low=low))


def _ended(sentence: str) -> str:
    """End a sentence once, also where a date ends with a point: `2030 r.`."""
    return sentence.removesuffix(".") if sentence.endswith("..") else sentence


WORDED: Mapping[str, Callable[[Said], str]] = {
    "check": _own_words,
    "missing_part": _missing_part,
    "missing_places": _places,
    "out_of_duration": _durations,
    "off_step": _off_step,
    "out_of_dates": _out_of_dates,
    "out_of_limits": _limits,
    "place_left_out": _place_left_out,
    "same_place": _same_place,
    "too_few": _how_many,
    "too_fine": _too_fine,
    "too_long": _too_long,
    "too_many": _how_many,
    "unlikely": _own_words,
    "wrong_total": _wrong_total,
}
"""Words that name something of the question or of the answer."""


def number(value: float) -> str:
    """Write a number."""
    return format_number(value, language())


def in_words(texts: Texts) -> str:
    """Give a text in the reader's language, else in Polish."""
    return texts.get(language()) or texts.get("pl") or ""


def measured(value: float, unit: Texts) -> str:
    """Write a number with its unit."""
    return f"{number(value)}{NO_BREAK_SPACE}{in_words(unit)}" if unit else number(value)


def date_words(sort: str, value: int | str) -> str:
    """Write a date as people say it."""
    if sort in {"year", "time"}:
        return str(value)
    day = date.fromisoformat(str(value) if sort == "day" else f"{value}-01")
    return format_day(day, language()) if sort == "day" else format_month(day, language())


def _limits_of(question: Question) -> Said:
    return {"low": question.low, "high": question.high, "of": len(question.options)}


def _choice_hint(question: Question) -> str:
    return "" if question.low is question.high is None else _how_many(_limits_of(question))


def _number_hint(question: Question) -> str:
    parts = []
    if question.total is not None:
        total = measured(question.total, question.unit)
        parts.append(_("All fields together: %(total)s. An empty field counts as 0.", total=total))
    elif question.low is not None or question.high is not None:
        parts.append(_limits(_limits_of(question)))
    if question.step is not None:
        parts.append(_("In steps of %(step)s.", step=number(question.step)))
    elif question.decimals == 0 and question.total is None:
        parts.append(_("Write a whole number."))
    return " ".join(parts)


def _grid_hint(question: Question) -> str:
    if question.holds == "text":
        return ""
    return _choice_hint(question) if question.holds == "multiple" else _number_hint(question)


def _date_hint(question: Question) -> str:
    ends = (
        (question.earliest, _("Not before %(limit)s.")),
        (question.latest, _("Not after %(limit)s.")),
    )
    said = (words % {"limit": _bound_words(question.holds, bound)} for bound, words in ends if bound)
    return " ".join(map(_ended, said))


def _bound_words(sort: str, bound: Bound) -> str:
    """Say a limit: the date, or how far from today or from another answer."""
    if bound.on != "":
        return date_words(sort, bound.on)
    of = _("the date that you gave before") if bound.question else _today(sort)
    shifts = [words for many, words in _shifts(bound) if many]
    if not shifts:
        return of
    is_later = max((bound.days, bound.months, bound.years), key=abs) > 0
    words = _("%(time)s after %(day)s") if is_later else _("%(time)s before %(day)s")
    return words % {"time": " ".join(shifts), "day": of}


def _today(sort: str) -> str:
    return {"day": _("today"), "month": _("this month"), "year": _("this year")}[sort]


def _shifts(bound: Bound) -> list[tuple[int, str]]:
    return [
        (bound.years, ngettext("%(num)d year", "%(num)d years", abs(bound.years))),
        (bound.months, ngettext("%(num)d month", "%(num)d months", abs(bound.months))),
        (bound.days, ngettext("%(num)d day", "%(num)d days", abs(bound.days))),
    ]


HINTS: Mapping[str, Callable[[Question], str]] = {
    "duration": _duration_hint,
    "period": _date_hint,
    "date": _date_hint,
    "grid": _grid_hint,
    "multiple": _choice_hint,
    "number": _number_hint,
    "single": lambda question: _("Write how it begins, and choose.") if question.look == "search" else "",
    "ranking": lambda question: _places(_limits_of(question)),
}
