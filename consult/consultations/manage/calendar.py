"""The steps of the law: which procedures it runs by, and the calendar that follows from them, before it is saved."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from consult import clock
from consult.authorities.rules import level_of
from consult.consultations import calendar_forms, calendar_pages, calendars, law
from consult.consultations.calendar_forms import DaysForm, QuestionsForm
from consult.consultations.law import Dates, Ground
from consult.consultations.manage.desk import bp, editors, step_page, to_edit
from consult.consultations.manage.saving import saved
from consult.consultations.models import Consultation, ConsultationVersion
from consult.consultations.months import months_of, weekdays
from consult.consultations.rules.choosing import suggested
from consult.consultations.words import word
from consult.extensions import db
from consult.procedures.loading import load_catalogue
from consult.procedures.rules.catalogue import NoSuchProcedure
from consult.procedures.rules.checks import Meeting
from consult.procedures.rules.plan import Plan
from consult.procedures.rules.records import Procedure
from consult.web.access import allow

ASIDE = {"compute", "take_first_day", "take_last_day"}
"""Buttons that compute, and save nothing."""


@bp.route("/<slug:consultation>/procedury", methods=["GET", "POST"])
@allow(editors)
def procedures(consultation: str) -> ResponseReturnValue:
    """Choose the legal bases, helped by the question what is to be agreed, and with whom."""
    found, version = to_edit(consultation)
    offered = _offered(found, version.opens_on or clock.today())
    questions = QuestionsForm(request.args)
    answered = bool(request.args.get("what")) and questions.validate()
    fit = _fitting(questions, found, offered) if answered else ()
    form = calendar_forms.procedures_form(offered)(obj=version)
    if form.validate_on_submit() and saved(found, form):
        flash(_("Saved."), "yes")
        return redirect(url_for(".content", consultation=found.slug))
    if request.method == "GET" and fit:
        form["procedures"].data = list(fit)
    return step_page(
        "procedures",
        found,
        version,
        form=form,
        questions=questions,
        is_answered=answered,
        fit=fit,
        first={*fit, *version.procedures, *(form["procedures"].data or [])},
    )


def _offered(found: Consultation, on: date) -> list[Procedure]:
    level = level_of(found.authority.teryt)
    known = (calendar_pages.procedure_at(key, on) for key in load_catalogue().versions)
    return [one for one in known if level in one.levels]


def _fitting(questions: QuestionsForm, found: Consultation, offered: list[Procedure]) -> tuple[str, ...]:
    asked = questions.values()
    return suggested(
        asked["what"],
        asked["whom"] or [],
        level_of(found.authority.teryt),
        [one.key for one in offered],
        has_forecast=asked["forecast"],
    )


@bp.route("/<slug:consultation>/kalendarz", methods=["GET", "POST"])
@allow(editors)
def calendar(consultation: str) -> ResponseReturnValue:
    """Set the days, and see what follows from them by law before anything is saved."""
    found, version = to_edit(consultation)
    form = _form(version)
    is_valid = form.validate_on_submit()
    if is_valid and not ASIDE & request.form.keys() and saved(found, form):
        flash(_("Saved."), "yes")
        return redirect(url_for(".people", consultation=found.slug))
    shown = _proposed(form, version)
    if is_valid and _taken_over(form, shown):
        shown = _proposed(form, version)
    hand_set = any(form[f"day_{event}"].data or form[f"day_{event}"].errors for event in form.events)
    return step_page("calendar", found, version, form=form, hand_set=hand_set, today=clock.today(), **shown)


def _taken_over(form: DaysForm, shown: dict[str, Any]) -> bool:
    """Write a computed day into the form, where its button was pressed."""
    computed = {
        "take_first_day": ("opens_on", shown["better_start"]),
        "take_last_day": ("last_day", shown["safe_last_day"]),
    }
    for button, (name, day) in computed.items():
        if button in request.form and day:
            form[name].data, form[name].raw_data = day, [day.isoformat()]
            return True
    return False


def _form(version: ConsultationVersion) -> DaysForm:
    known = [calendar_pages.procedure_at(key, version.opens_on or clock.today()) for key in _known(version)]
    ends = dict.fromkeys(word("events", one.last_event) for one in known)
    label = _("Target: the day of the last event (%(events)s)", events=", ".join(ends)) if ends else _("Target")
    make = calendar_forms.calendar_form(law.settable(known), len(version.meetings), label)
    return make(obj=version, **calendar_forms.kept_in(version))


def _known(version: ConsultationVersion) -> list[str]:
    return [key for key in version.procedures if key in load_catalogue().versions]


def _proposed(form: DaysForm, version: ConsultationVersion) -> dict[str, Any]:
    """Compute what is typed: forward from the first day, which may itself be told backward from the target."""
    shown: dict[str, Any] = {"plan": None, "starts": None, "has_law": True, "faults": [], "is_typed": False}
    shown |= {"safe_last_day": None, "better_start": None}
    typed = form.values()
    if not version.procedures or any(form[name].errors for name in form.data):
        return shown
    start, target = typed["opens_on"], typed["target"]
    try:
        if target:
            ground = calendars.ground_of(db.session(), version, clock.now(), on=start or target)
            first = law.starts_for(ground, target).latest
            ground = calendars.ground_of(db.session(), version, clock.now(), on=start or first or target)
            shown["starts"] = law.starts_for(ground, target)
            shown["better_start"] = _start_for(shown["starts"])
        start = start or _start_for(shown["starts"])
        if start:
            ground = calendars.ground_of(db.session(), version, clock.now(), on=start)
            shown |= _computed(ground, _dates(typed, start), is_typed=bool(typed["opens_on"]))
    except NoSuchProcedure:
        shown["has_law"] = False
    return shown


def _start_for(starts: law.Starts | None) -> date | None:
    """Begin on the advised day, or where that is over, on the latest lawful one, else today."""
    if starts is None:
        return None
    return next((day for day in (starts.advised, starts.latest) if day and day >= clock.today()), clock.today())


def _dates(typed: dict[str, Any], start: date) -> Dates:
    return Dates(
        start,
        typed["last_day"],
        typed["target"],
        tuple((event, date.fromisoformat(day)) for event, day in sorted(typed["event_days"].items())),
        tuple(Meeting(one["form"], date.fromisoformat(one["day"])) for one in typed["meetings"]),
    )


def _computed(ground: Ground, dates: Dates, *, is_typed: bool) -> dict[str, Any]:
    plan: Plan = law.calendar_of(ground, dates)
    meetings = tuple((one.form, one.day) for one in dates.meetings)
    return {
        "plan": plan,
        "safe_last_day": law.calendar_of(ground, replace(dates, last_day=None)).closes,
        "is_typed": is_typed,
        "has_last_day": dates.last_day is not None,
        "rows": calendar_pages.rows_of(ground, plan, meetings),
        "faults": calendar_pages.broken_of(ground, plan),
        "tasks": calendar_pages.tasks_of(plan),
        "needs": calendar_pages.needs_of(plan),
        "bases": calendar_pages.bases_of(ground),
        "ignored": calendar_pages.refused_words(law.law_of(ground)[1]),
        "months": months_of(plan, meetings),
        "weekdays": weekdays(),
    }
