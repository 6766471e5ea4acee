"""Support an initiative: by a link in a mail, or by signing the printed list."""

from http import HTTPStatus

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from consult import clock
from consult.accounts import throttle
from consult.accounts.signing_in import keys
from consult.initiatives import forms
from consult.initiatives.lists import support_list
from consult.initiatives.models import Initiative
from consult.initiatives.operations.submit import NotNow
from consult.initiatives.operations.support import support as count_support
from consult.initiatives.requests import FROM_NETWORK, TooMany, base_url, bucket_of, secret, take_from
from consult.initiatives.rules.marks import NotGenuine, link_of, mark_in, mark_of
from consult.initiatives.rules.stages import Stage
from consult.initiatives.views.site import bp, public_initiative
from consult.mail import outbox
from consult.web.access import allow, anyone
from consult.web.headers import personal
from consult.web.locale import language
from consult.web.transaction import transaction

TO_ADDRESS = throttle.Limit(3, throttle.HOUR)


@bp.route("/inicjatywy/<slug:initiative>/poparcie", methods=["GET", "POST"])
@allow(anyone)
def support(initiative: str) -> ResponseReturnValue:
    """Ask for an address, and send the link that counts."""
    found = public_initiative(initiative)
    if found.stage != Stage.SUPPORT:
        return render_template("initiatives/support_over.html", initiative=found), (
            HTTPStatus.GONE if request.method == "POST" else HTTPStatus.OK
        )
    if not found.takes_online_support:
        return render_template("initiatives/support_signed.html", initiative=found)
    form = forms.SupportForm()
    if not form.validate_on_submit():
        return render_template("initiatives/support.html", initiative=found, form=form)
    try:
        _send_link(found, form.values()["email"])
    except TooMany:
        form.form_errors = [_("Very much comes from your network. Nothing is lost: wait a while, then send it.")]
        return render_template("initiatives/support.html", initiative=found, form=form), HTTPStatus.TOO_MANY_REQUESTS
    personal()
    return render_template("initiatives/support_sent.html", initiative=found, email=form.values()["email"])


def _send_link(found: Initiative, email: str) -> None:
    """Leave the mail with the link; one address gets few of them, and nobody is told how many."""
    now = clock.now()
    mark = mark_of(found.id, email, secret())
    link = link_of(found.id, mark, now, secret())
    url = f"{base_url()}{url_for('initiatives.confirm', initiative=found.slug, link=link)}"
    network, address = bucket_of("support from"), keys().of("support to", mark)
    values = {"title": found.title, "url": url}
    authority_id, chosen = found.authority_id, language()
    with transaction() as session:
        take_from(session, network, FROM_NETWORK, now)
        if throttle.take(session, address, TO_ADDRESS, now=now) is None:
            outbox.put(
                session,
                to=email,
                message="initiatives/mail/support",
                values=values,
                language=chosen,
                authority_id=authority_id,
                now=now,
                is_secret=True,
            )


@bp.route("/inicjatywy/<slug:initiative>/poparcie/<string(maxlength=100):link>", methods=["GET", "POST"])
@allow(anyone)
def confirm(initiative: str, link: str) -> ResponseReturnValue:
    """Ask once more whether the person supports it, and count it: a mail's reader alone opens no page by POST."""
    found = public_initiative(initiative)
    personal()
    try:
        mark = mark_in(found.id, link, clock.now(), secret())
    except NotGenuine:
        return render_template("initiatives/support_link.html", initiative=found), HTTPStatus.NOT_FOUND
    if request.method == "GET":
        return render_template("initiatives/support_confirm.html", initiative=found)
    try:
        with transaction() as session:
            is_new = count_support(session, found.id, mark)
    except NotNow:
        return render_template("initiatives/support_over.html", initiative=found), HTTPStatus.GONE
    again = public_initiative(initiative)
    return render_template("initiatives/supported.html", initiative=again, is_new=is_new)


@bp.get("/inicjatywy/<slug:initiative>/lista.<any(pdf, docx):kind>")
@allow(anyone)
def printed_list(initiative: str, kind: str) -> ResponseReturnValue:
    """Give the list on which people sign."""
    found = public_initiative(initiative)
    if found.stage != Stage.SUPPORT:
        return redirect(url_for(".initiative", initiative=found.slug))
    written = support_list(found, kind, language(), clock.now())
    response = Response(written.content, mimetype=written.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="lista-poparcia-{found.slug}.{kind}"'
    return response
