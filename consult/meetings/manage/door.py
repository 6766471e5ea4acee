"""The door: who comes in, found by name or by the code of a receipt; who came without registering; the list."""

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from consult import clock
from consult.documents import as_docx, as_pdf
from consult.extensions import db
from consult.meetings import forms, pages, queries
from consult.meetings.attendance import document_of
from consult.meetings.manage.desk import at_the_door, bp, by, do, doorkeepers
from consult.meetings.models import Meeting, Registration
from consult.meetings.operations import entrance
from consult.meetings.operations.record import record
from consult.meetings.rules.vocabulary import GROUPS
from consult.meetings.words import GROUP_WORDS
from consult.participation.rules.receipts import Mistyped, read_code, receipt_hash
from consult.texts.storable import clean, is_unstorable
from consult.web.access import allow
from consult.web.forms import Form
from consult.web.paging import page_number
from consult.web.transaction import transaction

LONGEST_SEARCH = 120
WRITERS = {"pdf": (as_pdf.MEDIA_TYPE, as_pdf.write), "docx": (as_docx.MEDIA_TYPE, as_docx.write)}


@bp.route("/<slug:consultation>/spotkania/<int:number>/wejscie", methods=["GET", "POST"])
@allow(doorkeepers)
def door(consultation: str, number: int) -> ResponseReturnValue:
    """List who may come in; by GET, a search by name or the code of a receipt; by POST, somebody without a place."""
    found = at_the_door(consultation, number)
    form = forms.walk_in_form(found.groups or GROUPS)(data={"group": (found.groups or GROUPS)[0]})
    if form.validate_on_submit():
        values = form.values()
        return do(
            found,
            lambda session, here: entrance.walk_in(session, here, values["group"], values["name"], now=clock.now()),
            _("%(name)s is on the list.", name=values["name"]),
            then=".door",
        )
    return _page(found, form)


def _page(found: Meeting, form: Form) -> str:
    session = db.session()
    typed = clean(request.args.get("q", ""))[:LONGEST_SEARCH]
    words = "" if is_unstorable(typed) else typed
    code = request.args.get("kod", "")[:LONGEST_SEARCH]
    taken, came = queries.count_taken(session, found.id), queries.count_came(session, found.id)
    return render_template(
        "meetings/manage/door.html",
        consultation=found.consultation,
        meeting=found,
        when=pages.when(found),
        form=form,
        words=words,
        code=code,
        of_code=_of_code(found, code) if code else None,
        page=queries.page_at_the_door(session, found.id, words, page_number()),
        counts=pages.counts_of(found, taken, came),
        group_words=GROUP_WORDS,
        came=sum(came.values()),
        expected=sum(taken.values()),
        anonymous=queries.count_anonymous(session, found.id),
    )


def _of_code(found: Meeting, code: str) -> Registration | None:
    """Find who comes with a receipt, among those of this meeting."""
    try:
        kept = queries.find_by_receipt(db.session(), receipt_hash(read_code(code)))
    except Mistyped:
        return None
    return kept if kept is not None and kept.meeting_id == found.id else None


@bp.post("/<slug:consultation>/spotkania/<int:number>/wejscie/<int:place>")
@allow(doorkeepers)
def check_in(consultation: str, number: int, place: int) -> ResponseReturnValue:
    """Note that somebody came, or take it back."""
    found = at_the_door(consultation, number)
    is_undone = bool(request.form.get("undo"))
    with transaction() as session:
        queries.get_meeting(session, found.id)
        kept = queries.find_registration(session, found.id, place) or abort(404)
        who = kept.name or _("Number %(number)s", number=kept.number)
        if is_undone:
            entrance.undo(session, kept)
        else:
            entrance.check_in(session, kept, now=clock.now())
    flash(
        _("Taken back: %(who)s is not here.", who=who) if is_undone else _("%(who)s is here.", who=who),
        "yes",
    )
    address = url_for(".door", consultation=consultation, number=number, q=request.args.get("q") or None)
    return redirect(f"{address}#lista")


@bp.post("/<slug:consultation>/spotkania/<int:number>/wejscie/licz")
@allow(doorkeepers)
def count(consultation: str, number: int) -> ResponseReturnValue:
    """Count one more of a group, or one fewer, without a name."""
    found = at_the_door(consultation, number)
    group = request.form.get("group", "")
    if group not in GROUPS:
        abort(404)
    with transaction() as session:
        here = queries.get_meeting(session, found.id)
        if request.form.get("less"):
            entrance.take_off(session, here, group)
        else:
            entrance.walk_in(session, here, group, now=clock.now())
    came = sum(queries.count_came(db.session(), found.id).values())
    flash(ngettext("%(num)d person is here.", "%(num)d people are here.", came), "yes")
    return redirect(f"{url_for('.door', consultation=consultation, number=number)}#bez-nazwiska")


@bp.get("/<slug:consultation>/spotkania/<int:number>/lista.<any(pdf, docx):kind>")
@allow(doorkeepers)
def attendance(consultation: str, number: int, kind: str) -> ResponseReturnValue:
    """Give the list to sign, with room for those who come without registering; each look is recorded."""
    found = at_the_door(consultation, number)
    media_type, write = WRITERS[kind]
    content = write(document_of(found, queries.list_registered(db.session(), found.id), clock.now()))
    with transaction() as session:
        record(session, "list_printed", queries.get_meeting(session, found.id), **by())
    response = Response(content, mimetype=media_type)
    response.headers["Content-Disposition"] = f"attachment; filename=lista-{consultation}-{number}.{kind}"
    response.headers["Cache-Control"] = "no-store"
    return response
