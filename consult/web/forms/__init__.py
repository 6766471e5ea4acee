"""Forms as consult uses them; the one package that knows WTForms' own names."""

from consult.web.forms.base import Form
from consult.web.forms.fields import (
    LINE,
    TEXT,
    checks,
    choice,
    day,
    email,
    hidden,
    line,
    password,
    pick,
    text,
    upload,
    yes,
)
from consult.web.forms.texts import LANGUAGE_NAMES, TextsField, texts

__all__ = [
    "LANGUAGE_NAMES",
    "LINE",
    "TEXT",
    "Form",
    "TextsField",
    "checks",
    "choice",
    "day",
    "email",
    "hidden",
    "line",
    "password",
    "pick",
    "text",
    "texts",
    "upload",
    "yes",
]
