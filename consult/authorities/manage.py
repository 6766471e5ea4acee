"""Pages for those who manage offices."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult import clock
from consult.authorities import current, operations, queries
from consult.authorities.access import can_change_host, manageable_by
from consult.authorities.forms import SettingsForm
from consult.extensions import db
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
    found = queries.find_by_slug(db.session(), authority, manageable_by(current_user)) or abort(404)
    current.enter(found)
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
