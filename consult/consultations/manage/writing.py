"""The steps in which an editor writes: the beginning, the content, the people, the personal data."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult import clock
from consult.authorities import queries as authorities_queries
from consult.authorities.current import enter
from consult.authorities.models import Authority
from consult.consultations import forms, operations
from consult.consultations.manage.desk import bp, editors, step_page, to_edit
from consult.consultations.manage.saving import saved
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
                request_key=forms.request_key_of(form),
                actor=current_user,
                now=clock.now(),
            )
            slug = begun.slug
        return redirect(url_for(".procedures", consultation=slug))
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
    return _edit(found, version, form, "content", "calendar")


@bp.route("/<slug:consultation>/osoby", methods=["GET", "POST"])
@allow(editors)
def people(consultation: str) -> ResponseReturnValue:
    """Name the person to ask, and the languages."""
    found, version = to_edit(consultation)
    form = forms.people_form(version.languages, found.authority.languages)(obj=version)
    return _edit(found, version, form, "people", "privacy")


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
    if form.validate_on_submit() and saved(found, form):
        flash(_("Saved."), "yes")
        return redirect(url_for(f".{following}", consultation=found.slug))
    return step_page(step, found, version, form=form)
