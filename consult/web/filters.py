"""Filters for templates: typography, days, moments and numbers in the reader's language."""

import re
from datetime import date, datetime
from decimal import Decimal

from flask import Flask
from markupsafe import Markup

from consult import markup
from consult.orm import Texts
from consult.texts import calendar_words
from consult.texts.typography import typography
from consult.web.locale import language

POSTCODE = re.compile(r"\b(\d{2})-(\d{3})\b")
WORD_JOINER = "\N{WORD JOINER}"


def _address(text: str | Markup) -> str | Markup:
    """Keep each postcode on one line: nothing breaks after its hyphen; markup stays markup."""
    whole = POSTCODE.sub(rf"\1-{WORD_JOINER}\2", text)
    return Markup(whole) if isinstance(text, Markup) else whole  # noqa: S704  # it was markup before


def _typography(text: str) -> str | Markup:
    """Set non-breaking spaces where the reader's language wants them; markup stays markup."""
    set_text = typography(str(text), language())
    return Markup(set_text) if isinstance(text, Markup) else set_text  # noqa: S704  # it was markup before


def _words(texts: Texts) -> str:
    """Give the text in the reader's language, else in Polish, without markup: for titles and attributes."""
    code = language() if language() in texts else "pl"
    return typography(texts.get(code, ""), code)


def _foreign(texts: Texts) -> str | None:
    """Name the language of the text where it is not the reader's: for `lang` attributes."""
    return None if language() in texts else "pl"


def _in_language(texts: Texts) -> str | Markup:
    """Give one line in the reader's language, else in Polish and marked so."""
    own = texts.get(language())
    if own is not None:
        return _typography(own)
    return markup.in_language(typography(texts.get("pl", ""), "pl"), "pl")


def _rich(texts: Texts) -> Markup:
    """Give a long text in the reader's language, else in Polish and marked so, as safe HTML."""
    code = language() if language() in texts else "pl"
    html = markup.to_html(typography(texts.get(code, ""), code))
    return html if code == language() else markup.block_in_language(html, code)


def _day(day: date) -> str:
    return calendar_words.format_day(day, language())


def _day_short(day: date) -> str:
    return calendar_words.format_day_short(day, language())


def _moment(moment: datetime) -> str:
    return calendar_words.format_moment(moment, language())


def _day_of(moment: datetime) -> str:
    """Give the day of a moment, as clocks in Poland show it."""
    return _day(moment.astimezone(calendar_words.WARSAW).date())


def _last_day(closes_at: datetime) -> str:
    return calendar_words.last_day_words(closes_at, language())


def _number(number: float | Decimal) -> str:
    return calendar_words.format_number(number, language())


def init_app(app: Flask) -> None:
    """Give the filters to the templates."""
    app.jinja_env.filters.update(
        address=_address,
        day=_day,
        foreign=_foreign,
        in_language=_in_language,
        rich=_rich,
        words=_words,
        day_of=_day_of,
        day_short=_day_short,
        last_day=_last_day,
        moment=_moment,
        number=_number,
        typography=_typography,
    )
