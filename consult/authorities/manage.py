"""Pages for those who manage offices."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult import clock
from consult.authorities import current, local_rules, local_rules_forms, operations, queries
from consult.authorities.access import can_change_host, manageable_by
from consult.authorities.comparison_form import ComparisonForm
from consult.authorities.forms import SettingsForm
from consult.authorities.local_rules_forms import LocalRuleForm
from consult.authorities.models import Authority, LocalRule
from consult.extensions import db
from consult.territory.queries import find_comparison, find_unit
from consult.territory.snapshots import compare_with
from consult.web.access import allow, holding
from consult.web.transaction import transaction

bp = Blueprint("authorities_manage", __name__)


@bp.get("/admin/urzedy")
@allow(holding("admin", "operator"))
def offices() -> ResponseReturnValue:
    """List the offices that the actor manages."""
    return render_template(
        "authorities/offices.html", authorities=queries.list_all(db.session(), manageable_by(current_user))
    )


@bp.route("/admin/urzedy/<slug:authority>", methods=["GET", "POST"])
@allow(holding("admin", "operator"))
def settings(authority: str) -> ResponseReturnValue:
    """Show an office's settings, and change them."""
    found = _managed(authority)
    make = SettingsForm if can_change_host(current_user) else SettingsForm.without_host
    form = make(obj=found)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                held = queries.get_authority(session, found.id)
                operations.change_settings(session, held, form.values(), actor=current_user, now=clock.now())
        except operations.HostTaken:
            form.refuse("host", _("Another office has this host name."))
        else:
            flash(_("The settings are saved."), "yes")
            return redirect(url_for("authorities_manage.settings", authority=authority))
    return render_template("authorities/settings.html", authority=found, form=form)


@bp.route("/admin/urzedy/<slug:authority>/porownanie", methods=["GET", "POST"])
@allow(holding("admin", "operator"))
def comparison(authority: str) -> ResponseReturnValue:
    """Set with which units the office's own is compared."""
    found = _managed(authority)
    unit = find_unit(db.session(), found.teryt) or abort(404)
    form = ComparisonForm.of(unit.code, find_comparison(db.session(), unit))
    if form.validate_on_submit():
        code, office_id = unit.code, found.id
        with transaction() as session:
            held = find_unit(session, code) or abort(404)
            compare_with(session, held, form.group(), authority_id=office_id, actor=current_user, now=clock.now())
        flash(_("The group is saved."), "yes")
        return redirect(url_for(".comparison", authority=authority))
    return render_template("authorities/comparison.html", authority=found, form=form)


@bp.route("/admin/urzedy/<slug:authority>/zasady", methods=["GET", "POST"])
@allow(holding("admin", "operator"))
def rules(authority: str) -> ResponseReturnValue:
    """List what the council's own resolutions set for consultations, and add to it."""
    found = _managed(authority)
    form = LocalRuleForm.for_unit(found.teryt)
    if form.validate_on_submit() and _kept(found, form, None):
        flash(_("The rule is saved. Calendars of consultations not yet published follow it."), "yes")
        return redirect(url_for(".rules", authority=authority))
    listed = queries.list_local_rules(db.session(), [found.id])
    return render_template("authorities/rules.html", authority=found, form=form, rules=local_rules_forms.told(listed))


@bp.route("/admin/urzedy/<slug:authority>/zasady/<uuid:rule>", methods=["GET", "POST"])
@allow(holding("admin", "operator"))
def rule(authority: str, rule: UUID) -> ResponseReturnValue:
    """Correct one rule of the council."""
    found = _managed(authority)
    asked = queries.find_local_rule(db.session(), found.id, rule) or abort(404)
    form = LocalRuleForm.for_unit(found.teryt, asked)
    if form.validate_on_submit() and _kept(found, form, asked):
        flash(_("The rule is saved. Calendars of consultations not yet published follow it."), "yes")
        return redirect(url_for(".rules", authority=authority))
    return render_template("authorities/rule.html", authority=found, form=form, rule=asked)


@bp.post("/admin/urzedy/<slug:authority>/zasady/<uuid:rule>/usun")
@allow(holding("admin", "operator"))
def remove_rule(authority: str, rule: UUID) -> ResponseReturnValue:
    """Take a rule away; it may be gone already."""
    found = _managed(authority)
    with transaction() as session:
        held = queries.find_local_rule(session, found.id, rule)
        if held is not None:
            local_rules.remove_local_rule(session, held, actor=current_user, now=clock.now())
    flash(_("The rule is removed. What was published keeps it."), "yes")
    return redirect(url_for(".rules", authority=authority))


def _managed(slug: str) -> Authority:
    """Find an office that the actor manages, or answer 404."""
    found = queries.find_by_slug(db.session(), slug, manageable_by(current_user)) or abort(404)
    current.enter(found)
    return found


def _kept(found: Authority, form: LocalRuleForm, asked: LocalRule | None) -> bool:
    """Save a rule; where the statute does not allow it, say why beside the number."""
    office_id, rule_id, by = found.id, asked.id if asked else None, {"actor": current_user, "now": clock.now()}
    try:
        with transaction() as session:
            held = queries.find_local_rule(session, office_id, rule_id) if rule_id else None
            if held is None:
                local_rules.add_local_rule(session, queries.get_authority(session, office_id), form.values(), **by)
            else:
                local_rules.change_local_rule(session, held, form.values(), **by)
    except local_rules.BelowStatute as below:
        words = _("The statute has %(days)s days. A resolution cannot give people less.", days=below.statute_days)
        form.refuse("days", words)
    except local_rules.NoSuchPeriod:
        form.refuse("valid_from", _("There was no such procedure at that time."))
    except local_rules.EndsBeforeItBegins:
        form.refuse("valid_to", _("Write a day that is not before the first."))
    else:
        return True
    return False
