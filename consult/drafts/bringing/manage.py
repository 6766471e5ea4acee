"""Pages with which an office brings remarks over from a table."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from flask_login import current_user
from sqlalchemy.orm import Session

from consult import clock
from consult.consultations import queries as consultations
from consult.consultations.models import Consultation
from consult.drafts import queries as drafts
from consult.drafts.bringing import operations
from consult.drafts.bringing.models import BroughtTable
from consult.drafts.bringing.reading import MOST_LINES, TooLong, lines_of, meanings
from consult.drafts.manage.desk import by, on_desk
from consult.drafts.models import Draft
from consult.drafts.register.manage import open_drafts
from consult.drafts.rules.table_lines import Line, NoTable
from consult.drafts.words import CHANNELS
from consult.extensions import db
from consult.files import operations as files
from consult.files.forms import words_for
from consult.files.operations import path_of
from consult.files.rules import MOST_BYTES, BadFile
from consult.files.views import folder
from consult.web.access import allow, holding
from consult.web.forms import Form, pick, upload, yes
from consult.web.limits import MEGABYTE, at_most
from consult.web.transaction import transaction

bp = Blueprint("drafts_bringing", __name__, url_prefix="/urzad/k/<slug:consultation>/przyjmowanie/tabela")
editors = holding("editor")
PROBLEM_WORDS = {
    "day": lazy_gettext("The day cannot be read. Write it as 2026-11-30 or 30.11.2026."),
    "channel": lazy_gettext("How it came is not understood."),
    "place": lazy_gettext("The draft has no such place."),
    "kind": lazy_gettext("The kind of remark is not understood."),
}
READ = ("text/csv", "text/plain", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


class TableForm(Form):
    """A file with a table of remarks, and what it does not say."""

    draft = pick(lazy_gettext("Which draft is it about?"))
    file = upload(
        lazy_gettext("File"),
        missing=lazy_gettext("Choose a file."),
        hint=lazy_gettext("XLSX or CSV in UTF-8, with the columns of the table of remarks; at most 2,000 lines."),
    )
    channel = pick(lazy_gettext("How did those come of which the table does not say it?"))
    names_unknown = yes(
        lazy_gettext("Senders that the register does not know are organisations or bodies, not people"),
        hint=lazy_gettext("Their names are then shown. Names of people are left out: they become numbers."),
    )


def to_bring(slug: str) -> Consultation:
    """Find a consultation into which the actor brings remarks, or answer 404."""
    found = on_desk(slug)
    if not current_user.holds("editor", authority_id=found.authority_id):
        abort(404)
    return found


@bp.route("", methods=["GET", "POST"])
@at_most(MOST_BYTES + MEGABYTE)
@allow(editors)
def bring(consultation: str) -> ResponseReturnValue:
    """Choose a file; it is read first, and nothing comes in before the report was seen."""
    found = to_bring(consultation)
    listed = open_drafts(found)
    form = TableForm()
    form["draft"].choices = [(str(one.number), one.title) for one in listed]
    form["channel"].choices = list(CHANNELS.items())
    if form.validate_on_submit() and listed:
        draft = next((one for one in listed if str(one.number) == form["draft"].data), listed[0])
        kept = _read(draft, form)
        if kept is not None:
            return redirect(url_for(".report", consultation=consultation, table_id=kept))
    return render_template("drafts/bringing/bring.html", consultation=found, drafts=listed, form=form)


def _read(draft: Draft, form: Form) -> UUID | None:
    """Keep the file with the report on its lines; a mistake stands beside the field."""
    values, sent = form.values(), form["file"].data
    try:
        received = files.receive(sent.stream, sent.filename, folder())
        if received.media_type not in READ:
            form.refuse("file", str(_("Choose a file of the kind XLSX or CSV.")))
            return None
        lines = lines_of(path_of(folder(), received.name), received.media_type)
    except BadFile as bad:
        form.refuse("file", words_for(bad.problem))
    except NoTable:
        form.refuse("file", str(_("It has no row with the heads of the columns: at least the remark and one more.")))
    except TooLong:
        form.refuse("file", str(_("It has more than %(most)s lines. Divide it.", most=MOST_LINES)))
    else:
        channel, names_unknown = values["channel"] or "post", values["names_unknown"]
        judged = operations.judge(db.session(), draft, lines, meanings(), channel=channel, names_unknown=names_unknown)
        draft_id = draft.id
        with transaction() as session:
            table = BroughtTable(
                draft_id=draft_id,
                stored_file=files.record(session, received, clock.now()),
                channel=channel,
                names_unknown=names_unknown,
                lines=[operations.as_report(one, number=one.known) for one in judged],
                read_by_id=current_user.id,
                read_at=clock.now(),
            )
            session.add(table)
            session.flush()
            return table.id
    return None


def _table(found: Consultation, table_id: UUID) -> tuple[BroughtTable, Draft]:
    table = db.session().get(BroughtTable, table_id) or abort(404)
    draft = db.session().get_one(Draft, table.draft_id)
    if draft.consultation_id != found.id:
        abort(404)
    return table, draft


@bp.get("/<uuid:table_id>")
@allow(editors)
def report(consultation: str, table_id: UUID) -> ResponseReturnValue:
    """Say of each line what becomes of it, or became."""
    found = to_bring(consultation)
    table, draft = _table(found, table_id)
    good = sum(1 for one in table.lines if not one["problem"] and not one["known"])
    return render_template(
        "drafts/bringing/report.html",
        consultation=found,
        draft=draft,
        table=table,
        good=good,
        bad=sum(1 for one in table.lines if one["problem"]),
        known=sum(1 for one in table.lines if one["known"]),
        words=PROBLEM_WORDS,
    )


@bp.post("/<uuid:table_id>/przyjmij")
@allow(editors)
def take(consultation: str, table_id: UUID) -> ResponseReturnValue:
    """Take the good lines as remarks."""
    found = to_bring(consultation)
    table, draft = _table(found, table_id)
    lines = lines_of(path_of(folder(), table.stored_file.name), table.stored_file.media_type)
    names, ids = meanings(), (found.id, draft.id)
    try:
        with transaction() as session:
            count = _take(session, ids, table_id, lines, names)
    except operations.TakenAlready:
        flash(_("Its good lines are in already."), "info")
    except operations.NotTaken:
        flash(_("Nothing was taken: the draft is not public, or its decisions are."), "no")
    else:
        flash(ngettext("One remark is in.", "%(num)d remarks are in.", count), "yes")
    return redirect(url_for(".report", consultation=consultation, table_id=table_id))


def _take(
    session: Session, ids: tuple[UUID, UUID], table_id: UUID, lines: list[Line], names: operations.Meanings
) -> int:
    held = consultations.get_consultation(session, ids[0])
    draft = drafts.get_draft(session, ids[1])
    table = session.get_one(BroughtTable, table_id, with_for_update={"of": BroughtTable}, populate_existing=True)
    judged = operations.judge(session, draft, lines, names, channel=table.channel, names_unknown=table.names_unknown)
    return operations.take(session, held, draft, table, judged, **by())
