"""Numbers in words, in the reader's language."""
# ruff: noqa: RUF001  # the dash of a range is the matter here

from collections.abc import Callable, Sequence

import flask_babel

from consult.markup import in_language
from consult.orm import Texts
from consult.results.bin_words import bin_words
from consult.results.rules.results import Cell, Result, Table
from consult.texts.calendar_words import format_number
from consult.texts.typography import NO_BREAK_SPACE, typography
from consult.web.locale import language

_: Callable[..., str] = flask_babel.gettext
ngettext: Callable[..., str] = flask_babel.ngettext
FEW = 100
"""Below this base a share is told as a count: `9 of 16`."""


def number(value: float) -> str:
    """Write a number."""
    return format_number(value, language())


def percent(share: int) -> str:
    """Write whole percents: `47 %`, in English `47%`."""
    return f"{number(share)}{'' if language() == 'en' else NO_BREAK_SPACE}%"


def share_of(cell: Cell) -> str:
    """Write the share of a cell; of the few whose share rounds to nothing, that there are some."""
    if cell.share is None:
        return _("withheld")
    return f"<{NO_BREAK_SPACE}{percent(1)}" if cell.count and not cell.share else percent(cell.share)


def count_of(cell: Cell) -> str:
    """Write the count of a cell."""
    return _("withheld") if cell.count is None else number(cell.count)


def plain(texts: Texts) -> str:
    """Give a text in the reader's language, else in Polish, for a sentence or an attribute."""
    code = language() if language() in texts else "pl"
    return typography(texts.get(code, ""), code)


def said(texts: Texts) -> str:
    """Give a text in the reader's language, else in Polish and marked so, for a place of its own."""
    return plain(texts) if language() in texts or not texts else in_language(plain(texts), "pl")


def label(cell: Cell) -> str:
    """Name a value, for a place of its own."""
    if cell.bin is not None:
        return bin_words(cell.bin)
    if isinstance(cell.value, str):
        return said(cell.text) if cell.text else cell.value
    return plain_label(cell) if language() in cell.text or not cell.text else in_language(plain_label(cell), "pl")


def plain_label(cell: Cell) -> str:
    """Name a value in a sentence."""
    if cell.bin is not None:
        return bin_words(cell.bin)
    words = plain(cell.text)
    if isinstance(cell.value, str):
        return words or cell.value
    return f"{number(cell.value)} – {words}" if words else number(cell.value)


def portion(cell: Cell, table: Table) -> str:
    """Write a share for a sentence: below a base of 100, where percents would be a pose, as `9 of 16`."""
    if table.whole >= FEW or cell.count is None:
        return share_of(cell)
    return _("%(count)s of %(base)s", count=number(cell.count), base=number(table.whole))


def base_of(result: Result, total: int) -> str:
    """Say of whom the shares are shares: who was asked, who answered, who left it blank."""
    if result.asked is None:
        return ""
    parts = []
    if result.asked < total:
        parts.append(
            ngettext(
                "%(count)s person was asked", "%(count)s people were asked", result.asked, count=number(result.asked)
            )
        )
    if result.has_lines:
        parts.append(_("How many answered stands in each row of the table"))
        if result.answered is None:
            return _sentence(parts)
    if result.answered is None or result.blank is None:
        parts.append(
            _("Shares of %(count)s people; how many of them left it blank is withheld", count=number(result.asked))
        )
        return _sentence(parts)
    parts.append(
        ngettext(
            "%(count)s person answered", "%(count)s people answered", result.answered, count=number(result.answered)
        )
    )
    if result.blank:
        parts.append(
            ngettext("%(count)s left it blank", "%(count)s left it blank", result.blank, count=number(result.blank))
        )
    return _sentence(parts)


def _sentence(parts: Sequence[str]) -> str:
    return " · ".join(parts)


def summary(table: Table) -> str:
    """Read a table out."""
    return "; ".join(f"{plain_label(cell)}: {share_of(cell)}" for cell in table.cells) + "."


def why_withheld(at_least: int) -> str:
    """Say what withheld means."""
    return _(
        "Withheld, so that nobody is recognised in a group of fewer than %(count)s people.", count=number(at_least)
    )


def class_words(key: str | None) -> str:
    """Name a participant class."""
    return {
        "resident": _("residents"),
        "organisation": _("organisations"),
        "business": _("businesses"),
        "public_body": _("public bodies"),
        "other": _("others"),
        None: _("did not say"),
    }[key]
