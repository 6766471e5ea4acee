"""The steps in which an editor writes: the beginning, the content, the dates and people, the personal data."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult import clock
from consult.authorities import queries as authorities_queries
from consult.authorities.current import enter
from consult.authorities.models import Authority
from consult.consultations import forms, operations, queries
from consult.consultations.manage.desk import bp, by, editors, step_page, to_edit
from consult.consultations.models import Consultation, ConsultationVersion
from consult.extensions import db
from consult.web.access import allow
from consult.web.forms import Form
from consult.web.transaction import transaction


@bp.route("/nowa", methods=["GET", "POST"])
@allow(editors)
def prepare() -> ResponseReturnValue:
    """Begin a consultation."""
    mine = Authority.id.in_(current_user.authority_ids("editor"))
    offices = authorities_queries.list_all(db.session(), mine)
    enter(offices[0])
    languages = list(dict.fromkeys(code for office in offices for code in office.languages))
    form = forms.new_form([(str(office.id), office.name) for office in offices], languages)()
    if form.validate_on_submit():
        office = _chosen(offices, form)
        values = form.values()
        with transaction() as session:
            begun = operations.prepare(
                session,
                authorities_queries.get_authority(session, office.id),
                values["title"],
                languages=["pl", *(code for code in values.get("languages") or [] if code in office.languages)],
                actor=current_user,
                now=clock.now(),
            )
            slug = begun.slug
        return redirect(url_for(".content", consultation=slug))
    return render_template("consultations/manage/prepare.html", form=form)


def _chosen(offices: Sequence[Authority], form: Form) -> Authority:
    wanted = form.values().get("authority")
    return next((office for office in offices if str(office.id) == wanted), offices[0])


@bp.route("/<slug:consultation>/tresc", methods=["GET", "POST"])
@allow(editors)
def content(consultation: str) -> ResponseReturnValue:
    """Write what it is about."""
    found, version = to_edit(consultation)
    form = forms.content_form(version.languages, is_correction=version.number > 1)(obj=version)
    return _edit(found, version, form, "content", "dates")


@bp.route("/<slug:consultation>/terminy", methods=["GET", "POST"])
@allow(editors)
def dates(consultation: str) -> ResponseReturnValue:
    """Set the dates and the person to ask."""
    found, version = to_edit(consultation)
    form = forms.dates_form(version.languages, found.authority.languages)(obj=version)
    return _edit(found, version, form, "dates", "privacy")


@bp.route("/<slug:consultation>/prywatnosc", methods=["GET", "POST"])
@allow(editors)
def privacy(consultation: str) -> ResponseReturnValue:
    """Write what becomes of personal data."""
    found, version = to_edit(consultation)
    return _edit(found, version, forms.privacy_form(version.languages)(obj=version), "privacy", "documents")


def _edit(
    found: Consultation, version: ConsultationVersion, form: Form, step: str, following: str
) -> ResponseReturnValue:
    """Show a step's form, or save it and go to the next step."""
    if form.validate_on_submit() and _saved(found, form):
        flash(_("Saved."), "yes")
        return redirect(url_for(f".{following}", consultation=found.slug))
    return step_page(step, found, version, form=form)


def _saved(found: Consultation, form: Form) -> bool:
    """Save the form; where that cannot be, say why and keep what was typed."""
    edit_count = forms.edit_count_of(form)
    values = {name: value for name, value in form.values().items() if name != "edit_count"}
    if "languages" in values:
        values["languages"] = ["pl", *values["languages"]]
    try:
        with transaction() as session:
            here = queries.get_consultation(session, found.id)
            operations.change(session, here, values, edit_count=edit_count, **by())
    except operations.ChangedMeanwhile as meanwhile:
        form["edit_count"].data = meanwhile.edit_count
        form.form_errors.append(
            _("This was saved again after you opened it. Your text is below; sending it replaces what is saved.")
        )
        form.form_errors += _saved_meanwhile(found, form, values)
    except operations.NotInPreparation:
        form.form_errors.append(
            _("This was published after you opened it. Your text is below: begin a correction, then send it again.")
        )
    else:
        return True
    return False


def _saved_meanwhile(found: Consultation, form: Form, typed: Mapping[str, Any]) -> list[str]:
    """Word what is saved now, for each field in which something else was typed."""
    version = queries.find_preparing(db.session(), found.id)
    saved = {name: getattr(version, name) for name in typed}
    return [
        _("Saved in “%(field)s”: %(words)s", field=form[name].label.text, words=_in_one_line(saved[name]))
        for name in typed
        if saved[name] != typed[name]
    ]


def _in_one_line(saved: Any) -> str:
    words = saved.values() if isinstance(saved, dict) else saved if isinstance(saved, list) else [saved or ""]
    return " / ".join(map(str, words))
