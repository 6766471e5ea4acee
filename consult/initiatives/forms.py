"""Forms of initiatives beside the card: support, and what officials write."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag behind 3.3

from consult.initiatives import fields
from consult.initiatives.card_forms import DIGITS, LONGEST, MOST_NUMBER, is_number
from consult.web.forms import Form, checks, day, email, line, text, upload, yes


class SupportForm(Form):
    """The address of somebody who supports an initiative."""

    class Meta(Form.Meta):
        """Ask for no token: a mail is all that comes of it, and its link asks again."""

        csrf = False

    email = email(
        _("Your e-mail address"),
        missing=_("Write your e-mail address."),
        hint=_(
            "We send one mail with a link. The address is not kept: only a mark of it, so that nobody counts twice."
        ),
    )
    is_resident = yes(_("I live here"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask residents alone."""
        is_valid = bool(super().validate(extra_validators))
        if not self["is_resident"].data:
            self.refuse("is_resident", str(gettext("Only people who live here can support it; say that you do.")))
            return False
        return is_valid


class ActForm(Form):
    """A button; the state of what was read travels along."""

    edit_count = HiddenField()


class MoveForm(ActForm):
    """A move: public words and a day; the button that was pressed says which."""

    words = text(
        _("What everybody reads about it"),
        hint=_("What happened and why, in plain words. No names of private people."),
        longest=LONGEST,
    )
    happened_on = day(_("On which day?"), missing=_("Write the day."))


class CommentForm(Form):
    """A comment of the office."""

    comment = text(_("Comment of the office"), missing=_("Write the comment."), longest=4000)


class BecauseForm(ActForm):
    """Give a decision back."""

    because = text(_("What should be mended?"), missing=_("Write what should be mended."), longest=2000)


class SignaturesForm(ActForm):
    """How many valid signatures there are on paper."""

    signatures = line(
        _("Valid signatures on paper, all lists together"), missing=_("Write the number."), longest=7, render=DIGITS
    )
    validate_signatures = staticmethod(is_number)


class FileForm(Form):
    """A photograph or a document of an initiative."""

    file = upload(_("File"), missing=_("Choose a file."), hint=_("PDF, DOCX, ODT, XLSX, PNG or JPEG, at most 20 MB."))
    title = line(
        _("What is it?"), missing=_("Write what it is."), hint=_("For example: “The garden in June” or “Settlement”.")
    )
    alt = text(
        _("What does the picture show?"),
        hint=_("For those who cannot see it. Needed for a photograph; leave it empty for a document."),
        longest=500,
    )


def check_form(options: Iterable[tuple[str, str]]) -> type[Form]:
    """Ask what is in order."""

    class CheckForm(ActForm):
        """The formal check."""

        checked = checks(_("What is in order?"), options)

    return CheckForm


def assess_form(criteria: Sequence[tuple[str, str, int]]) -> type[Form]:
    """Ask for the points of each criterion: its key, its words, the most points."""

    class AssessForm(Form):
        """A score card."""

        reasons = text(_("Why these points?"), longest=4000)

    for key, words, most in criteria:
        options = [(str(points), str(points)) for points in range(most + 1)]
        field = SelectField(
            words, choices=[SelectChoice("", _("not judged")), *[SelectChoice(*pair) for pair in options]]
        )
        setattr(AssessForm, key, field)
    return AssessForm


class CallForm(ActForm):
    """How an authority takes a kind of initiatives."""

    is_open = yes(_("People can send them now"))
    rules = text(
        _("What people should know before they send one"),
        hint=_("The resolution of the council, what it asks, until when, and who helps."),
        longest=LONGEST,
    )
    support_needed = line(_("How many people have to support it?"), longest=7, render=DIGITS)
    pass_mark = line(_("From how many percent of the points is it a yes?"), longest=3, render=DIGITS)
    criteria = fields.criteria()
    validate_support_needed = staticmethod(is_number)

    def validate_pass_mark(self, field: Any) -> None:
        """Ask for a percentage."""
        if field.data and not (field.data.isdecimal() and int(field.data) <= 100):  # noqa: PLR2004  # percent
            raise ValueError(gettext("Write a number from 0 to 100."))


def filter_form(lists: Mapping[str, tuple[str, Sequence[tuple[str, Any]]]]) -> type[Form]:
    """Ask for a part of the list by GET: name, label and choices of each list."""

    class FilterForm(Form):
        """A part of a list."""

        class Meta(Form.Meta):
            """Need no token: nothing is changed."""

            csrf = False

        q = line(_("Search in the words"))

    for name, (label, options) in lists.items():
        setattr(FilterForm, name, SelectField(label, choices=[SelectChoice(key, words) for key, words in options]))
    return FilterForm


def count_of(form: Form) -> int:
    """Read the count that travels along; what is no count fits nothing."""
    return count_in(form["edit_count"].data or "")


def count_in(typed: str) -> int:
    """Read a count as a form carries it."""
    return int(typed) if typed.isdecimal() and len(typed) <= len(str(MOST_NUMBER)) else -1


def number_of(form: Form, name: str) -> int | None:
    """Read a number that may be left out."""
    typed = form[name].data
    return int(typed) if typed else None
