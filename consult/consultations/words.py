"""The words of the law's calendar in the reader's language; the catalogue brings its own names."""

from collections.abc import Collection
from datetime import date

from babel.dates import format_date
from flask_babel import gettext as _

from consult.procedures.loading import load_catalogue
from consult.procedures.rules.checks import Finding
from consult.procedures.rules.records import Confidence, Names, Op, Procedure
from consult.texts.calendar_words import format_day
from consult.web.locale import language


def named(names: Names) -> str:
    """Give a name of the catalogue."""
    return str(getattr(names, language()))


def word(group: str, key: str) -> str:
    """Give a word of the catalogue's vocabulary: of `events`, `forms`, `channels`, `artefacts`, `steps`, `offices`."""
    names = load_catalogue().vocabulary.groups[group].get(key)
    return named(names) if names else key


def heading(group: str, key: str) -> str:
    """Give a word of the vocabulary with a capital letter, as the beginning of a line."""
    said = word(group, key)
    return said[:1].upper() + said[1:]


def words(group: str, keys: Collection[str]) -> str:
    """Give several words in one line."""
    return ", ".join(word(group, key) for key in keys)


def weekday_and_day(day: date) -> str:
    """Write a day with its weekday: `poniedziałek, 2 listopada 2026 r.`."""
    return f"{format_date(day, 'EEEE', locale=language())}, {format_day(day, language())}"


def limit(op: Op, day: date) -> str:
    """Write by, from or on which day."""
    when = weekday_and_day(day)
    said = {
        Op.AT_MOST: _("by %(day)s", day=when),
        Op.AT_LEAST: _("not before %(day)s", day=when),
        Op.EQUAL: _("on %(day)s", day=when),
    }
    return str(said[op])


def legal_basis(procedure: Procedure) -> str:
    """Say where a procedure is written, and whether somebody has read it there."""
    legal = procedure.legal
    where = f"{legal.article}, {legal.act} ({legal.journal})"
    if legal.confidence in {Confidence.READ, Confidence.LOCAL}:
        return where
    return str(_("%(where)s; not yet checked in the text of the act", where=where))


def reference(procedure: Procedure, ref: str, local_refs: Collection[str] = ()) -> str:
    """Say where a rule is written, so that somebody else finds it."""
    if ref in local_refs:
        return ref
    if ref.startswith("uchwała rady ("):
        return str(_("a usual length; a resolution of the council may set another"))
    return f"{ref}, {procedure.legal.act}" if ref.startswith("art.") else ref


def rule_words(finding: Finding) -> str:
    """Say a rule."""
    return finding.words[language()]


def mistake_words(finding: Finding) -> str:
    """Say what is wrong: the day that is planned, and the one that the rule allows."""
    days = {"left": weekday_and_day(finding.left), "right": weekday_and_day(finding.right)}
    said = {
        Op.AT_LEAST: _("Planned: %(left)s. By this rule not before: %(right)s.", **days),
        Op.AT_MOST: _("Planned: %(left)s. By this rule not after: %(right)s.", **days),
        Op.EQUAL: _("Planned: %(left)s. By this rule on: %(right)s.", **days),
    }
    return str(said[finding.op])
