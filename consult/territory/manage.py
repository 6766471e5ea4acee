"""Pages of the operator: files of indicators, looked at before they are kept."""

import re
from io import BytesIO
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult import clock
from consult.extensions import db
from consult.files.operations import path_of, receive
from consult.files.rules import BadFile
from consult.files.views import folder
from consult.territory import queries, snapshots, words
from consult.territory.forms import FileForm, IndicatorForm
from consult.territory.indicators import bringing
from consult.territory.indicators.bringing import Brought
from consult.territory.indicators.sheets import BadSheet, Sheet, decoded
from consult.texts.folding import slug
from consult.web.access import allow, holding
from consult.web.limits import MEGABYTE, at_most
from consult.web.transaction import transaction

bp = Blueprint("indicators_manage", __name__, url_prefix="/admin/wskazniki")
operators = holding("operator")
KEPT = re.compile(r"[0-9a-f]{32}")


@bp.route("", methods=["GET", "POST"])
@at_most(8 * MEGABYTE)
@allow(operators)
def indicators() -> ResponseReturnValue:
    """List what was brought, and take a file to look at: as text, which is removed in two days."""
    form = FileForm()
    if form.validate_on_submit():
        file = form["file"].data
        try:
            text = decoded(file.stream.read())
            kept = receive(BytesIO(text.encode()), "indicator.txt", folder())
        except BadSheet as mistake:
            form.refuse("file", words.why_not(mistake))
        except BadFile:
            form.refuse("file", _("The file is empty, or no text."))
        else:
            return redirect(url_for(".file", kept=kept.name, nazwa=file.filename))
    return render_template(
        "territory/manage/indicators.html", form=form, snapshots=queries.list_snapshots(db.session())
    )


@bp.route("/plik/<slug:kept>", methods=["GET", "POST"])
@allow(operators)
def file(kept: str) -> ResponseReturnValue:
    """Show what would be brought from a file, and bring it. `?kolumna=` chooses a column."""
    text = _text_of(kept)
    wanted = [column] if (column := request.args.get("kolumna")) is not None else []
    sheet, brought, refused = _read(text, wanted)
    form = None
    if brought is not None:
        name = brought.columns[0].name
        form = IndicatorForm(data={"name": name, "key": slug(name), "unit": brought.unit})
        if form.validate_on_submit():
            return _bring(brought, form)
    return render_template(
        "territory/manage/file.html",
        kept=kept,
        file_name=request.args.get("nazwa", ""),
        sheet=sheet,
        brought=brought,
        refused=refused,
        report=words.report(brought.findings) if brought else [],
        form=form,
    )


@bp.get("/<uuid:snapshot_id>")
@allow(operators)
def snapshot(snapshot_id: UUID) -> ResponseReturnValue:
    """Show the report on what was brought."""
    found = queries.find_snapshot(db.session(), snapshot_id) or abort(404)
    report = words.report(snapshots.findings_of(found.report))
    return render_template("territory/manage/snapshot.html", snapshot=found, report=report)


@bp.post("/<uuid:snapshot_id>/usun")
@allow(operators)
def remove(snapshot_id: UUID) -> ResponseReturnValue:
    """Take away what was brought; it may be gone already."""
    with transaction() as session:
        held = queries.find_snapshot(session, snapshot_id)
        if held is not None:
            snapshots.remove(session, held, actor=current_user, now=clock.now())
    flash(_("The numbers are removed."), "yes")
    return redirect(url_for(".indicators"))


def _text_of(kept: str) -> bytes:
    """Read a file that was taken to be looked at, or answer 404."""
    path = path_of(folder(), kept)
    if not KEPT.fullmatch(kept) or not path.is_file():
        abort(404)
    return path.read_bytes()


def _read(text: bytes, wanted: list[str]) -> tuple[Sheet | None, Brought | None, str]:
    """Read a file; where it has several columns and none was chosen, nothing is brought yet."""
    sheet = None
    try:
        sheet = bringing.read(text)
        if not wanted and len(sheet.columns) > 1:
            return sheet, None, ""
        return sheet, bringing.bring(sheet, wanted, queries.unit_names(db.session())), ""
    except BadSheet as mistake:
        return sheet, None, words.why_not(mistake)


def _bring(brought: Brought, form: IndicatorForm) -> ResponseReturnValue:
    """Keep the numbers, and go to their report."""
    wanted = snapshots.Wanted(**form.values())
    with transaction() as session:
        kept = snapshots.bring(session, brought, wanted, actor=current_user, now=clock.now())
        snapshot_id = kept.snapshot.id
    flash(_("The numbers are kept.") if kept.is_new else _("These numbers were kept before."), "yes")
    return redirect(url_for(".snapshot", snapshot_id=snapshot_id))
