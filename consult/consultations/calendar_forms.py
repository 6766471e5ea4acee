"""Forms of the legal basis, the calendar and the override."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import DateField, Field, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag behind 3.3
from wtforms.validators import ValidationError

from consult.consultations.calendar_pages import basis_of
from consult.consultations.models import ConsultationVersion
from consult.consultations.rules.choosing import MATTERS, ORGANISATIONS, RESIDENTS
from consult.consultations.words import word
from consult.procedures.loading import load_catalogue
from consult.procedures.options import FIRST, LAST
from consult.procedures.rules.records import Procedure
from consult.texts.folding import fold
from consult.web.forms import Form, checks, choice, day, texts, yes

SPARE_MEETINGS = 2
MOST_MEETINGS = 20
MATTER_WORDS = {
    "matter": _("A matter that is important to residents"),
    "programme": _("The yearly programme of cooperation with organisations"),
    "local_act": _("Another act of local law: rules, statutes, fees"),
    "strategy": _("A development strategy"),
    "revitalisation": _("A revitalisation programme or area"),
    "general_plan": _("The general plan of the gmina"),
    "local_plan": _("A local spatial plan"),
    "local_plan_simplified": _("A local spatial plan, in the simplified procedure"),
    "environment_document": _("A policy, plan or programme that touches the environment"),
    "environment_decision": _("A decision on the environment for one investment"),
    "budget": _("A participatory budget"),
    "state_report": _("The report on the state of the unit, and its debate"),
    "small_grant": _("An offer of an organisation, without a competition"),
}


class QuestionsForm(Form):
    """What is to be agreed, and with whom; the answers suggest legal bases and are not kept."""

    class Meta(Form.Meta):
        """Ask by GET: nothing is changed."""

        csrf = False

    what = choice(
        _("What do you want to agree?"), [(key, MATTER_WORDS[key]) for key in MATTERS], missing=_("Choose one.")
    )
    whom = checks(
        _("With whom?"),
        [(RESIDENTS, _("With residents")), (ORGANISATIONS, _("With non-governmental organisations"))],
    )
    forecast = yes(_("An environmental forecast is made for it"))


def procedures_form(procedures: Iterable[Procedure]) -> type[Form]:
    """Ask for the legal bases, among those of the office's level of government."""

    class ProceduresForm(Form):
        """One or several legal bases."""

        edit_count = HiddenField()
        procedures = checks(
            _("Legal bases"),
            [],
            missing=_("Choose at least one legal basis."),
            hint=_("Where you choose several, the longest period and all their forms and papers hold."),
        )

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            told = [(one.key, basis_of(one)) for one in procedures]
            self["procedures"].choices = [
                SelectChoice(key, basis.name, render_kw={"hint": basis.where}) for key, basis in told
            ]

    return ProceduresForm


def _known_year(_form: Any, field: Field) -> None:
    """Refuse a day for which the days off are not known."""
    if field.data and not FIRST <= field.data <= LAST:
        raise ValidationError(gettext("Write a date from %(first)s to %(last)s.", first=FIRST.year, last=LAST.year))


class DaysForm(Form):
    """Days of a calendar; those beside the first, the last and the target stand in rows made for the legal bases."""

    events: Sequence[str] = ()
    meeting_rows = 0

    def validate(self, extra_validators: Any = None) -> bool:
        """See that the calendar knows each year, and that a meeting has both its form and its day."""
        days = {field.name: [_known_year] for field in self if isinstance(field, DateField)}
        is_valid = bool(super().validate({**(extra_validators or {}), **days}))
        for row in range(self.meeting_rows):
            form, when = self[f"meeting_form_{row}"], self[f"meeting_day_{row}"]
            if form.data and not when.raw_data[0]:
                self.refuse(when.name, gettext("Write the day of this meeting."))
            elif when.data and not form.data:
                self.refuse(form.name, gettext("Choose what kind of meeting this is."))
            is_valid = is_valid and not (form.errors or when.errors)
        return is_valid

    def values(self) -> dict[str, Any]:
        """Give what was typed as a version keeps it."""
        typed = super().values()
        rows = [(typed[f"meeting_form_{row}"], typed[f"meeting_day_{row}"]) for row in range(self.meeting_rows)]
        return {
            "opens_on": typed["opens_on"],
            "last_day": typed["last_day"],
            "target": typed["target"],
            "event_days": {event: day.isoformat() for event in self.events if (day := typed[f"day_{event}"])},
            "meetings": [{"form": form, "day": day.isoformat()} for form, day in rows if form and day],
        }


def calendar_form(events: Sequence[str], meetings: int, target_label: str) -> type[DaysForm]:
    """Ask for the days; `events` may be dated by hand, and two rows stay free beside the meetings that there are."""
    forms = sorted(load_catalogue().vocabulary.known("forms"), key=lambda key: fold(word("forms", key)))
    kinds = [SelectChoice("", "-"), *(SelectChoice(key, word("forms", key)) for key in forms)]
    rows = min(meetings + SPARE_MEETINGS, MOST_MEETINGS)
    fields: dict[str, Any] = {
        "events": tuple(events),
        "meeting_rows": rows,
        "edit_count": HiddenField(),
        "opens_on": day(_("First day"), hint=_("Open from midnight of this day. For example 2026-12-01.")),
        "last_day": day(_("Last day"), hint=_("Open until 23.59. Left empty, it is computed, but not yet saved.")),
        "target": day(target_label, hint=_("Optional: counted backwards, it tells until when you must begin.")),
    }
    for event in events:
        fields[f"day_{event}"] = day(word("events", event))
    for row in range(rows):
        label = gettext("Meeting %(number)s", number=row + 1)
        fields[f"meeting_form_{row}"] = SelectField(label, choices=kinds)
        label = gettext("Day of meeting %(number)s", number=row + 1)
        fields[f"meeting_day_{row}"] = day(label)
    return type("CalendarForm", (DaysForm,), fields)


def override_form(languages: Sequence[str]) -> type[Form]:
    """Ask an approver why a calendar that breaks the law is published all the same."""

    class OverrideForm(Form):
        """Publish what was read, with a reason that everybody sees."""

        edit_count = HiddenField()
        override_reason = texts(
            _("Why is it published all the same?"),
            languages=languages,
            is_long=True,
            longest=2000,
            missing=_("Write in Polish why it is published although the calendar breaks the law."),
            hint=_("Everybody reads it on the page of the consultation, and it stays in its history."),
        )

    return OverrideForm


def kept_in(version: ConsultationVersion) -> dict[str, Any]:
    """Give the days that a version keeps, by the name of their field."""
    days: dict[str, Any] = {f"day_{event}": date.fromisoformat(day) for event, day in version.event_days.items()}
    for row, meeting in enumerate(version.meetings):
        days |= {f"meeting_form_{row}": meeting["form"], f"meeting_day_{row}": date.fromisoformat(meeting["day"])}
    return days
