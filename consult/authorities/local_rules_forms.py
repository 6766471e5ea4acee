"""What is asked about a rule of the council, and how the rules are told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import Field, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag behind 3.3
from wtforms.validators import InputRequired, ValidationError

from consult.authorities.models import LocalRule
from consult.authorities.rules import level_of
from consult.procedures.loading import load_catalogue
from consult.procedures.rules.records import Kind, Period, Procedure
from consult.web.forms import Form, day, line, yes
from consult.web.locale import language

PERIOD_WORDS = {
    "answer": lazy_gettext("the answer to the applicants"),
    "appeal": lazy_gettext("appeals"),
    "applications": lazy_gettext("applications"),
    "board": lazy_gettext("the opinion of the voivodeship board"),
    "notice_lead": lazy_gettext("from the notice to the first day"),
    "rdpp": lazy_gettext("the opinion of the public benefit council"),
    "remarks": lazy_gettext("the time for remarks"),
    "report": lazy_gettext("from the last day to the report"),
    "signup": lazy_gettext("sign-up for the debate"),
    "survey": lazy_gettext("the time for a survey"),
    "voting": lazy_gettext("voting"),
}
MOST_DAYS = 366
FIRST, LAST = date(1990, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class Told:
    """A rule of the council, as the list shows it."""

    rule: LocalRule
    procedure: str
    period: str


def period_words(key: str, period: Period | None = None) -> str:
    """Name a period; with the period itself, say what it limits and what the catalogue has."""
    name = str(PERIOD_WORDS.get(key, key))
    if period is None:
        return name
    limits = {
        Kind.MIN: _("at least %(days)s days", days=period.days),
        Kind.MAX: _("at most %(days)s days", days=period.days),
        Kind.LEAD: _("at least %(days)s days before", days=period.days),
    }
    source = _("usual, the council decides") if period.is_local else _("by statute")
    return f"{name} ({limits[period.kind]}, {source})"


def told(rules: Sequence[LocalRule]) -> list[Told]:
    """Name the procedure and the period of each rule."""
    versions = load_catalogue().versions
    return [
        Told(
            rule,
            getattr(versions[rule.procedure][-1].name, language()) if rule.procedure in versions else rule.procedure,
            period_words(rule.period),
        )
        for rule in rules
    ]


def procedures_of(teryt: str) -> list[Procedure]:
    """List the newest version of each procedure of this level of government."""
    catalogue = load_catalogue()
    level = level_of(teryt)
    newest = (catalogue.newest(key) for key in catalogue.versions)
    return [catalogue.at_level(one, level) for one in newest if level in one.levels]


class LocalRuleForm(Form):
    """One number of a resolution; months are no numbers of days, and cannot be set."""

    what = SelectField(
        lazy_gettext("What does the resolution set?"),
        validators=[InputRequired(lazy_gettext("Choose what the resolution sets."))],
    )
    days = line(
        lazy_gettext("Days"),
        missing=lazy_gettext("Write the number of days."),
        longest=3,
        render={"inputmode": "numeric"},
    )
    ref = line(
        lazy_gettext("Where is it written?"),
        missing=lazy_gettext("Write the number and date of the resolution, and the paragraph."),
        hint=lazy_gettext("For example: § 6 of resolution XII/34/2026 of 20 February 2026."),
    )
    is_binding = yes(
        lazy_gettext("A calendar that breaks it is not published without an override"),
        hint=lazy_gettext("Otherwise it only warns."),
    )
    valid_from = day(lazy_gettext("In force from"), missing=lazy_gettext("Write the day from which it is in force."))
    valid_to = day(lazy_gettext("In force until"), hint=lazy_gettext("The last day; empty while it has no end."))

    @classmethod
    def for_unit(cls, teryt: str, rule: LocalRule | None = None) -> "LocalRuleForm":
        """Make the form with the periods of the unit's level of government."""
        kept = {name: getattr(rule, name) for name in ("ref", "is_binding", "valid_from", "valid_to")} if rule else {}
        what = {"what": f"{rule.procedure}.{rule.period}", "days": str(rule.days)} if rule else {}
        form = cls(**kept, **what)
        form["what"].choices = [SelectChoice("", _("Choose"))]
        form["what"].choices += [
            SelectChoice(f"{one.key}.{key}", period_words(key, period), optgroup=getattr(one.name, language()))
            for one in procedures_of(teryt)
            for key, period in one.periods.items()
            if not period.months
        ]
        return form

    def validate_days(self, field: Field) -> None:
        """See that it is a number of days."""
        if not (field.data.isdecimal() and field.data.isascii() and int(field.data) <= MOST_DAYS):
            raise ValidationError(_("Write a whole number of days, at most %(most)s.", most=MOST_DAYS))

    def validate_valid_from(self, field: Field) -> None:
        """See that it is a year for which the calendar knows the days off."""
        if not FIRST <= field.data <= LAST:
            raise ValidationError(_("Write a date from %(first)s to %(last)s.", first=FIRST.year, last=LAST.year))

    def values(self) -> dict[str, Any]:
        """Give what was typed as it is kept."""
        typed: Mapping[str, Any] = super().values()
        procedure, _dot, period = typed["what"].partition(".")
        kept = {name: typed[name] for name in ("ref", "is_binding", "valid_from", "valid_to")}
        return {"procedure": procedure, "period": period, "days": int(typed["days"]), **kept}
