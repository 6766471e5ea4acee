"""Makers of fields: one line in a form says what is asked, how long it may be, and the words for each mistake."""

import re
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    Field,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag behind 3.3
from wtforms.validators import DataRequired, InputRequired, Length, Optional, StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from consult.texts.storable import clean, is_unstorable, visible

YEARS = range(1990, 2100)
"""Years in which a day of ours can be."""
LINE = 300
"""Longest line, in characters."""
TEXT = 20_000
"""Longest text, in characters."""
EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
UNSTORABLE = _("Some characters cannot be stored: remove or replace each mark �.")


def one_line(value: str | None) -> str:
    """Bring a line to the form in which it is stored: clean, and with single spaces for all blanks and newlines."""
    return " ".join(clean(value).split())


def storable(_form: Any, field: Field) -> None:
    """Refuse text that cannot be stored alike on both databases."""
    if is_unstorable(field.data or ""):
        raise StopValidation(UNSTORABLE)


NOT_OFFERED = _("Choose among what is offered.")


class _Offered:
    """A choice made by hand of what is not offered is refused in the reader's words, not in WTForms' own."""

    def pre_validate(self, form: Any) -> None:
        """See that what was chosen is offered."""
        try:
            super().pre_validate(form)  # type: ignore[misc]  # that of the field
        except ValidationError as mistake:
            raise ValidationError(NOT_OFFERED) from mistake


class OneField(_Offered, RadioField):
    """One of the options."""


class ManyField(_Offered, SelectMultipleField):
    """Any number of the options."""


class ListField(_Offered, SelectField):
    """One of the options, out of a list that unfolds."""


def _required(message: str | None) -> list[Any]:
    return [DataRequired(message)] if message else [Optional()]


def _length(longest: int) -> Length:
    return Length(max=longest, message=_("Use at most %(count)s characters.", count=longest))


def line(
    label: str, *, missing: str | None = None, hint: str = "", longest: int = LINE, render: dict[str, Any] | None = None
) -> StringField:
    """Ask for one line; with `missing`, an answer is required."""
    return StringField(
        label,
        [*_required(missing), storable, _length(longest)],
        [one_line],
        description=hint,
        render_kw=render,
    )


def text(label: str, *, missing: str | None = None, hint: str = "", longest: int = TEXT) -> TextAreaField:
    """Ask for a text of several lines."""
    return TextAreaField(label, [*_required(missing), storable, _length(longest)], [clean], description=hint)


def _is_address(_form: Any, field: Field) -> None:
    if not (field.data or "").isascii() or not EMAIL.fullmatch(field.data):
        raise ValidationError(_("Write the e-mail address like name@example.org."))


def email(label: str, *, missing: str | None = None, hint: str = "", autocomplete: str = "email") -> EmailField:
    """Ask for an e-mail address; only its shape is checked, a mail tells the rest."""
    return EmailField(
        label,
        [*_required(missing), storable, _length(254), _is_address],
        [clean],
        description=hint,
        render_kw={"autocomplete": autocomplete, "spellcheck": "false"},
    )


def password(label: str, *, missing: str, hint: str = "", is_new: bool = False) -> PasswordField:
    """Ask for a password; it is never shown again, not even after a mistake."""
    length = [Length(min=12, max=200, message=_("Use 12 to 200 characters."))] if is_new else [_length(200)]
    return PasswordField(
        label,
        [InputRequired(missing), *length],
        description=hint,
        render_kw={"autocomplete": "new-password" if is_new else "current-password"},
    )


def choice(label: str, options: Iterable[tuple[str, str]], *, missing: str, hint: str = "") -> OneField:
    """Ask for exactly one of the options, given as (key, words)."""
    return OneField(
        label,
        choices=[SelectChoice(key, words) for key, words in options],
        validators=[InputRequired(missing)],
        description=hint,
    )


def checks(label: str, options: Iterable[tuple[str, str]], *, missing: str | None = None, hint: str = "") -> ManyField:
    """Ask for any number of the options, at least one with `missing`."""
    return ManyField(
        label,
        choices=[SelectChoice(key, words) for key, words in options],
        validators=_required(missing),
        description=hint,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def pick(label: str, options: Iterable[tuple[str, str]] = (), *, hint: str = "") -> ListField:
    """Ask for one of many options, in a list that unfolds; the options may be set later, as `choices`."""
    return ListField(label, choices=list(options), validators=[Optional()], description=hint)


def yes(label: str, *, hint: str = "") -> BooleanField:
    """Ask for a yes by one box to tick."""
    return BooleanField(label, description=hint)


class DayField(DateField):
    """A day; a mistake is told in words that say how to write it."""

    def _value(self) -> str:
        """Show what was typed, whatever it was."""
        return visible(super()._value())  # type: ignore[misc]  # the stubs leave it out

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day, or say how to write one."""
        try:
            super().process_formdata(valuelist)
        except ValueError as mistake:
            raise ValueError(_("Write the date as year-month-day, for example 2026-11-30.")) from mistake
        if self.data is not None and self.data.year not in YEARS:
            raise ValueError(_("Check the year."))


def day(label: str, *, missing: str | None = None, hint: str = "") -> DayField:
    """Ask for a day, written as ISO 8601, or picked in the browser's calendar."""
    return DayField(label, _required(missing), format=["%Y-%m-%d", "%d.%m.%Y"], description=hint)


def upload(label: str, *, missing: str | None = None, hint: str = "") -> FileField:
    """Ask for a file; `files` judges what it holds."""
    return FileField(label, _required(missing), description=hint)


def hidden() -> HiddenField:
    """Carry a value along."""
    return HiddenField()
