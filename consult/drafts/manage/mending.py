"""Pages with which an editor mends one unit: what it is, which number it bears, what it was, and its words."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from consult.drafts import forms, queries
from consult.drafts.comparing.forms import AddForm, UnitForm, unit_form
from consult.drafts.comparing.queries import find_unit_at
from consult.drafts.manage.desk import bp, by, do, editors, to_edit
from consult.drafts.manage.writing import LARGEST
from consult.drafts.models import Draft, DraftUnit, DraftVersion
from consult.drafts.operations import versions
from consult.drafts.rules import editing
from consult.drafts.rules.units import Kind, Unit
from consult.extensions import db
from consult.web.access import allow
from consult.web.forms import Form
from consult.web.limits import at_most

SHORT = 90
"""So many characters of a unit tell which one it is."""
Edit = Callable[[Sequence[Unit]], tuple[Unit, ...]]


@bp.route("/<slug:consultation>/projekt/<int:number>/jednostka/<int:index>", methods=["GET", "POST"])
@at_most(LARGEST)
@allow(editors)
def unit(consultation: str, number: int, index: int) -> ResponseReturnValue:
    """Say what a unit is and was, and where the version is written here, change its words."""
    found, version, here = _found(consultation, number, index)
    form = _form(found, version, here)
    if form.validate_on_submit():
        return _edited(found, form, index, _mended(form, index), is_written=version.stored_file_id is None)
    return _page(found, version, here, form, AddForm(formdata=None, data={"edit_count": version.edit_count}))


@bp.post("/<slug:consultation>/projekt/<int:number>/jednostka/<int:index>/dodaj")
@at_most(LARGEST)
@allow(editors)
def add_units(consultation: str, number: int, index: int) -> ResponseReturnValue:
    """Put new units behind one, in a version that is written here."""
    found, version, here = _found(consultation, number, index)
    form = AddForm()
    if form.validate_on_submit():
        added = form.values()["added"]
        return _edited(found, form, index, lambda units: editing.add(units, index, added), is_written=True)
    return _page(found, version, here, _form(found, version, here, is_sent=False), form)


@bp.post("/<slug:consultation>/projekt/<int:number>/jednostka/<int:index>/usun")
@allow(editors)
def remove_unit(consultation: str, number: int, index: int) -> ResponseReturnValue:
    """Take a unit out of a version that is written here."""
    found, _version, _here = _found(consultation, number, index)
    form = forms.ActForm()
    return _edited(found, form, index, lambda units: editing.remove(units, index), is_written=True)


def _found(slug: str, number: int, index: int) -> tuple[Draft, DraftVersion, DraftUnit]:
    """Find a unit of the version in preparation, or answer 404."""
    found = to_edit(slug, number)
    version = queries.find_preparing(db.session(), found.id)
    if version is None:
        raise versions.NotInPreparation
    return found, version, find_unit_at(db.session(), version.id, index + 1) or abort(404)


def _form(found: Draft, version: DraftVersion, here: DraftUnit, *, is_sent: bool = True) -> UnitForm:
    before = _before(found.id, version)
    asked = unit_form(before, len(here.came_from) + 1, has_words=version.stored_file_id is None)
    origins = {f"origin{place}": key for place, key in enumerate(here.came_from)}
    shown = {"kind": here.kind, "number": here.number, "text": here.text, "edit_count": version.edit_count, **origins}
    return asked(data=shown) if is_sent else asked(formdata=None, data=shown)


def _before(draft_id: UUID, version: DraftVersion) -> list[tuple[str, str]]:
    """List the units of the version before, by key and in words."""
    session = db.session()
    public = queries.find_version(session, draft_id, version.number - 1)
    return [(unit.key, in_short(unit)) for unit in queries.list_units(session, public.id)] if public else []


def in_short(unit: DraftUnit) -> str:
    """Say which unit it is."""
    words = " ".join(unit.text.split())
    return f"{unit.label}: {words if len(words) <= SHORT else words[:SHORT] + '…'}"


def _mended(form: UnitForm, index: int) -> Edit:
    values = form.values()

    def mend(units: Sequence[Unit]) -> tuple[Unit, ...]:
        mended = editing.relabel(units, index, Kind(values["kind"]), values["number"] or "")
        if form.origins:
            mended = editing.relink(mended, index, form.came_from)
        return editing.reword(mended, index, values["text"] or "") if "text" in values else mended

    return mend


def _edited(found: Draft, form: Form, index: int, edit: Edit, *, is_written: bool) -> ResponseReturnValue:
    count = forms.count_of(form)

    def act(session: Any, held: Draft) -> None:
        versions.edit_units(session, held, edit, edit_count=count, changes_words=is_written, **by())

    return do(found, act, _("Changed."), anchor=f"u-{index}")


def _page(found: Draft, version: DraftVersion, here: DraftUnit, form: UnitForm, add: Form) -> str:
    return render_template(
        "drafts/manage/unit.html",
        consultation=found.consultation,
        draft=found,
        version=version,
        unit=here,
        index=here.position - 1,
        form=form,
        add=add,
    )
