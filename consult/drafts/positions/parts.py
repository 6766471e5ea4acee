"""Pages of one part of a position: written together, and never over what somebody else has written meanwhile."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from consult import clock
from consult.drafts import forms, pages
from consult.drafts import queries as drafts
from consult.drafts.forms import count_of
from consult.drafts.manage.desk import by
from consult.drafts.models import DraftVersion
from consult.drafts.operations.remarks import Given, Place
from consult.drafts.positions import operations, queries
from consult.drafts.positions.models import Position, PositionPart
from consult.drafts.positions.views import act_on, bp, held, page_of, shown, to_write
from consult.drafts.register.rules import NoSuchPlace, find_place
from consult.drafts.rules.units import WHOLE
from consult.extensions import db
from consult.participation import forms as participation
from consult.participation.rules.slots import NotGenuine
from consult.web.access import allow, signed_in
from consult.web.forms import hidden
from consult.web.transaction import transaction

__all__ = ["bp"]


class PartForm(forms.WordsForm):
    """What a part says, and the state of it that was read."""

    edit_count = hidden()


@bp.route("/<uuid:position_id>/nowa", methods=["GET", "POST"])
@allow(signed_in)
def add(position_id: UUID) -> ResponseReturnValue:
    """Write a part about the place that is named in the address; without one, about the draft as a whole."""
    found = to_write(position_id)
    version = drafts.find_version(db.session(), found.draft_id, found.draft.published_number) or abort(404)
    units = drafts.list_units(db.session(), version.id)
    try:
        key = find_place(request.args.get("j", ""), [(unit.key, unit.label) for unit in units])
    except NoSuchPlace as unknown:
        names = "; ".join(unknown.candidates)
        words = _("Several places may be meant: %(names)s. Type more of it.", names=names)
        return page_of(found, place_error=words if names else _("The draft has no such place."))
    unit = next((one for one in units if one.key == key), None)
    wording = unit.text if unit else ""
    form = PartForm(data={"kind": "change" if unit else "opinion", "proposed_wording": wording})
    form.current = wording
    slot = _slot() if request.method == "POST" else None
    if form.validate_on_submit() and slot is not None:
        given, version_id = _given(form), version.id
        with transaction() as session:
            place = _place(session, version_id, key)
            operations.add_part(session, held(session, position_id), place, given, part_id=slot, **by())
        flash(_("The part is kept."), "yes")
        return redirect(url_for(".position", position_id=position_id))
    return _page(found, form, pages.place_words(key, unit.label if unit else ""), None)


def _slot() -> UUID | None:
    """Read the key of the form: sent twice, it is one part."""
    try:
        return UUID(bytes=participation.slot_received().key)
    except NotGenuine:
        return None


def _place(session: Session, version_id: UUID, key: str) -> Place:
    version = session.get_one(DraftVersion, version_id)
    return Place(version, None if key == WHOLE else drafts.find_unit(session, version_id, key))


def _given(form: PartForm) -> Given:
    values = form.values()
    return Given(
        kind=values["kind"],
        proposed_wording=values["proposed_wording"] or "",
        justification=values["justification"] or "",
    )


def _page(found: Position, form: PartForm, place: str, part: PositionPart | None, **more: Any) -> str:
    names = queries.name_writers(db.session(), found)
    return render_template(
        "drafts/positions/part.html",
        position=found,
        form=form,
        place=place,
        part=part,
        earlier=list(reversed(part.earlier)) if part else [],
        names=names,
        has_unit=bool(form.current),
        preview=pages.preview(form.current, form["proposed_wording"].data or ""),
        slot=request.form.get(participation.FIELD) or participation.issue(found.id, clock.now()),
        **({"theirs": None} | more),
    )


def _part(found: Position, part_id: UUID) -> PositionPart:
    return next((one for one in found.parts if one.id == part_id), None) or abort(404)


@bp.route("/<uuid:position_id>/czesci/<uuid:part_id>", methods=["GET", "POST"])
@allow(signed_in)
def edit(position_id: UUID, part_id: UUID) -> ResponseReturnValue:
    """Change a part; where somebody has changed it meanwhile, both texts are shown and nothing is lost."""
    found = to_write(position_id)
    part = _part(found, part_id)
    form = PartForm(data=_said(part))
    form.current = part.current_wording
    place = pages.place_words(part.unit_key, part.unit_label)
    if form.validate_on_submit():
        given, count = _given(form), count_of(form)
        try:
            with transaction() as session:
                mine = _part(held(session, position_id), part_id)
                operations.edit_part(session, mine, given, edit_count=count, **by())
        except operations.ChangedMeanwhile:
            now = _part(to_write(position_id), part_id)
            form["edit_count"].data = str(now.edit_count)
            return _page(found, form, place, now, theirs=shown(now))
        flash(_("The part is kept."), "yes")
        return redirect(url_for(".position", position_id=position_id))
    return _page(found, form, place, part)


def _said(part: PositionPart) -> dict[str, Any]:
    return {name: getattr(part, name) for name in ("kind", "proposed_wording", "justification", "edit_count")}


@bp.post("/<uuid:position_id>/czesci/<uuid:part_id>/usun")
@allow(signed_in)
def remove(position_id: UUID, part_id: UUID) -> ResponseReturnValue:
    """Take a part out."""
    to_write(position_id)
    count = count_of(forms.ActForm())
    return act_on(
        position_id,
        lambda session, here: operations.remove_part(session, _part(here, part_id), edit_count=count, **by()),
        _("The part is taken out. It stands at the end of the page, and can be put back."),
    )
