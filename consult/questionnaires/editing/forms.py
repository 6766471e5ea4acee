"""Forms of the builder: what is asked of a questionnaire, a section, a question."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag behind 3.3

from consult.questionnaires.editing.line_fields import LinesField
from consult.questionnaires.rules.compiling import ABOUT
from consult.questionnaires.rules.editing.members import SORTS, fields_of
from consult.questionnaires.rules.kinds import address, grid, scale, single
from consult.questionnaires.rules.reading import LONGEST_TEXT
from consult.questionnaires.rules.shape import SILENT
from consult.web.forms import LANGUAGE_NAMES, Form, checks, choice, line, pick, texts, yes

MORE = frozenset({"decimals", "hint", "look", "nps", "place", "step"})
"""What not everybody needs: it stands one click further."""
ASKED = {
    "consent": _("What people agree to"),
    "note": _("Text"),
}
OPTION_WORDS = {
    "ranking": _("What is put in an order"),
    "grid": _("Columns"),
    "scale_words": _("Steps, in their order"),
    "matrix_words": _("Steps, in their order"),
}
MARK_WORDS = {
    "exclusive": {"multiple": _("alone"), "": _("apart from the steps")},
    "other": {"": _("with own words")},
}
MARK_HINTS = {
    ("other",): _("“With own words” has a line beside it: other, which?"),
    ("exclusive", "other"): _(
        "“Alone” excludes the others: none of these. “With own words” has a line beside it: other, which?"
    ),
    ("exclusive",): _("“Apart from the steps” is no step: I do not know, does not concern me."),
    (): "",
}
LOOKS = {
    single.LOOKS[0]: _("circles, all to be seen"),
    single.LOOKS[1]: _("a list that unfolds"),
    single.LOOKS[2]: _("a list that is searched by typing"),
    scale.LOOKS[0]: _("steps in a row"),
    scale.LOOKS[1]: _("stars"),
}
PART_WORDS = {
    "street": _("street or estate"),
    "number": _("house number"),
    "flat": _("flat number"),
    "postcode": _("postcode"),
    "town": _("town or village"),
}
PRECISIONS = {"day": _("a day"), "month": _("a month"), "year": _("a year"), "time": _("a time of the day")}
CELLS = {
    grid.MULTIPLE: _("boxes to tick"),
    grid.NUMBER: _("numbers"),
    grid.TEXT: _("words"),
}
LEAST = {
    "multiple": (_("Choose at least"), _("Choose at most")),
    "ranking": (_("Give at least so many places"), _("Give at most so many places")),
    "scale": (_("First step"), _("Last step")),
    "matrix": (_("First step"), _("Last step")),
    "text": ("", _("Longest text, in characters")),
    "date": (_("Not before"), _("Not after")),
    "number": (_("Least"), _("Most")),
    "duration": (_("At least, in minutes"), _("At most, in minutes")),
    "period": (_("Not before"), _("Not after")),
    "grid": (_("Least in a cell, or answers in a row"), _("Most in a cell, or answers in a row")),
}
DATE_HINT = _("As 2026-11-30, or: today. Empty means no limit.")


def begin_form(languages: Sequence[str]) -> type[Form]:
    """Ask for the title and, where the office has several, the languages."""
    offered = [(code, LANGUAGE_NAMES[code]) for code in languages if code != "pl"]

    class BeginForm(Form):
        """Begin an empty questionnaire."""

        title = texts(
            _("Title"),
            languages=tuple(languages),
            missing=_("Write the title in Polish."),
            hint=_("What you want to know, in a few words. People read it first."),
        )
        if offered:
            languages_too = checks(
                _("In which languages, beside Polish?"),
                offered,
                hint=_("You write each text in each language. What you leave empty is shown in Polish."),
            )

    return BeginForm


def about_form(languages: Sequence[str], written: Sequence[str], *, is_correction: bool) -> type[Form]:
    """Ask for what stands before the questions; `written` are the languages of the document."""
    offered = [(code, LANGUAGE_NAMES[code]) for code in dict.fromkeys([*languages, *written]) if code != "pl"]

    class AboutForm(Form):
        """Title, introduction, languages, and what is asked of everybody."""

        edit_count = HiddenField()
        if is_correction:
            reason = reason_field(written)
        title = texts(_("Title"), languages=tuple(written), missing=_("Write the title in Polish."))
        intro = texts(
            _("Why do you ask?"),
            languages=tuple(written),
            is_long=True,
            longest=LONGEST_TEXT,
            hint=_("What you want to know, and what becomes of the answers. It stands on the first page."),
        )
        about = checks(
            _("What is asked of everybody, before the questions?"),
            list(
                zip(
                    ABOUT,
                    (
                        _("as whom somebody takes part: resident, organisation, business"),
                        _("in which gmina somebody lives"),
                    ),
                    strict=True,
                )
            ),
        )
        if offered:
            languages_too = checks(_("Languages beside Polish"), offered)

    return AboutForm


def reason_field(languages: Sequence[str]) -> Field:
    """Ask why something published is corrected."""
    return texts(
        _("Why is this corrected?"),
        languages=tuple(languages),
        missing=_("Write in Polish why this is corrected."),
        hint=_("Everybody reads it beside the date of the correction."),
    )


def correction_form(languages: Sequence[str]) -> type[Form]:
    """Ask for the reason, with which a new version begins."""

    class CorrectionForm(Form):
        """Begin a correction."""

        reason = reason_field(languages)

    return CorrectionForm


def section_form(languages: Sequence[str]) -> type[Form]:
    """Ask for the heading of a section."""

    class SectionForm(Form):
        """Name a section."""

        edit_count = HiddenField()
        title = texts(
            _("Heading of the section"),
            languages=tuple(languages),
            hint=_("A section is a page of its own. Without a heading, its questions follow at once."),
        )

    return SectionForm


class ActForm(Form):
    """Do what a button says: the state of the version travels along."""

    edit_count = HiddenField()


def question_form(
    sort: str, question: Mapping[str, Any], languages: Sequence[str], places: Sequence[tuple[str, str]]
) -> type[Form]:
    """Ask for all that a question of this sort has; `places` are those where it may stand."""
    long = sort == "note"
    fields: dict[str, Any] = {
        "edit_count": HiddenField(),
        "text": texts(
            ASKED.get(sort, _("Question")),
            languages=tuple(languages),
            missing=_("Write it in Polish."),
            is_long=long,
            longest=LONGEST_TEXT,
            hint=_("Markdown: **bold**, a line that begins with a hyphen, [words](address).") if long else "",
        ),
    }
    for name in fields_of(sort, question):
        fields[name] = MAKERS[name](sort, tuple(languages))
    if sort not in {"note", *SILENT}:
        fields["required"] = yes(_("Must be answered"), hint=_("Most questions need not: who may skip, goes on."))
    if sort != "note":
        fields["hint"] = texts(_("A line of help below the question"), languages=tuple(languages), longest=LONGEST_TEXT)
    fields["place"] = pick(_("Where it stands"), [SelectChoice(key, words) for key, words in places])
    return type("QuestionForm", (Form,), fields)


def library_form(groups: Mapping[str, str]) -> type[Form]:
    """Ask which ready questions to take, group by group; what each offers is set as its `choices`."""
    fields = {group: checks(words, ()) for group, words in groups.items()}
    return type("LibraryForm", (Form,), {"edit_count": HiddenField(), **fields})


def _options(sort: str, languages: Sequence[str]) -> LinesField:
    marks = SORTS[sort].marks
    words = {mark: MARK_WORDS[mark].get(sort, MARK_WORDS[mark][""]) for mark in marks}
    label = OPTION_WORDS.get(sort, _("Answers"))
    return LinesField(label, languages, marks=words, one=_("Answer"), hint=MARK_HINTS[marks])


def _lines(label: str, one: str, _sort: str, languages: Sequence[str], **more: Any) -> LinesField:
    return LinesField(label, languages, one=one, **more)


def _bound(place: int, sort: str, _languages: Sequence[str]) -> Field:
    words = LEAST[SORTS[sort].kind][place]
    return line(words, longest=20, hint=DATE_HINT if sort in {"date", "period"} else "", render={"inputmode": "text"})


def _number(label: str, _sort: str, _languages: Sequence[str], hint: str = "") -> Field:
    return line(label, longest=20, hint=hint)


def _parts(label: str, _sort: str, _languages: Sequence[str], hint: str = "") -> Field:
    return checks(label, [(part, PART_WORDS[part]) for part in address.PARTS], hint=hint)


def _formula(label: str, _sort: str, _languages: Sequence[str], hint: str = "") -> Field:
    return line(label, longest=2_000, hint=hint, missing=_("Write what is computed."))


def _words(label: str, _sort: str, languages: Sequence[str], hint: str = "") -> Field:
    return texts(label, languages=tuple(languages), hint=hint)


def _look(sort: str, _languages: Sequence[str]) -> Field:
    looks = single.LOOKS if sort == "single" else scale.LOOKS
    return pick(_("How it is shown"), [SelectChoice(look, LOOKS[look]) for look in looks])


def _one_of(label: str, words: Mapping[str, str], _sort: str, _languages: Sequence[str]) -> Field:
    return choice(label, words.items(), missing=_("Choose one."))


def _tick(label: str, _sort: str, _languages: Sequence[str], hint: str = "") -> Field:
    return yes(label, hint=hint)


MAKERS: Mapping[str, Callable[[str, Sequence[str]], Field]] = {
    "options": _options,
    "rows": partial(_lines, _("What is judged, line by line"), _("Line")),
    "parts": partial(_lines, _("What it is shared among"), _("Line")),
    "apart": partial(
        _lines, _("Answers apart from the steps"), _("Answer"), blank=1, hint=_("I do not know, does not concern me.")
    ),
    "min": partial(_bound, 0),
    "max": partial(_bound, 1),
    "first_words": partial(_words, _("Words at the first step")),
    "last_words": partial(_words, _("Words at the last step")),
    "unit": partial(_words, _("Unit of measure"), hint=_("What stands behind the number: zł, km, %")),
    "total": partial(_number, _("The sum to share out")),
    "decimals": partial(_number, _("Most digits after the comma"), hint=_("0 asks for whole numbers.")),
    "step": partial(_number, _("In steps of"), hint=_("For example 10: 10, 20, 30.")),
    "look": _look,
    "nps": partial(
        _tick, _("A recommendation (NPS)"), hint=_("Steps 0 to 10, told as those of 9 and 10 less those of 0 to 6.")
    ),
    "long": partial(_tick, _("Several lines can be written")),
    "precision": partial(_one_of, _("What is asked for"), PRECISIONS),
    "asks": partial(
        _parts,
        _("Which parts are asked"),
        hint=_("Ask for no more than you need: a postcode often will do. Without a tick, all are asked."),
    ),
    "value": partial(
        _formula,
        _("Formula"),
        hint=_(
            "Keys of earlier questions, numbers, + - * / and brackets; sum(a; b), mean, least, most, round, whole, "
            "years(born; today), months, count(several). For example: (income + support) / people."
        ),
    ),
    "cells": partial(_one_of, _("What stands in a cell"), CELLS),
}
"""Makers of what is asked about some sorts alone."""
