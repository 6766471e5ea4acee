"""Pages of the latest version beside the one before: which unit became which, and which remarks caused it."""

from collections.abc import Collection, Sequence
from re import findall
from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from consult.consultations.access import can_prepare
from consult.drafts import forms, pages, queries
from consult.drafts.comparing import operations as causes
from consult.drafts.comparing import queries as comparing
from consult.drafts.comparing.forms import BecameForm, causes_form
from consult.drafts.comparing.redline import FATES, MOVED, Piece, count_fates, is_asked
from consult.drafts.manage.desk import bp, by, do, draft_on_desk, editors, officials, to_edit
from consult.drafts.manage.mending import in_short
from consult.drafts.models import Draft, DraftVersion, Remark
from consult.drafts.operations import versions
from consult.drafts.rules import editing
from consult.drafts.rules.decisions import Verdict
from consult.drafts.rules.units import Unit
from consult.extensions import db
from consult.paging import Page
from consult.web.access import allow
from consult.web.forms import Form
from consult.web.paging import page_number

ON_PAGE = 40
LONGEST_NUMBER = 9
LONGEST_SAID = 140


@bp.get("/<slug:consultation>/projekt/<int:number>/powiazania")
@allow(officials)
def links(consultation: str, number: int) -> ResponseReturnValue:
    """List what became of each unit of the version before, and what is new."""
    found = draft_on_desk(consultation, number)
    before, version = _versions(found)
    pieces = comparing.compare(db.session(), before, version)
    caused = comparing.list_causes(db.session(), before, version)
    part = request.args.get("co", "")
    return render_template(
        "drafts/manage/links.html",
        consultation=found.consultation,
        draft=found,
        before=before,
        version=version,
        counts=count_fates(pieces),
        parts=(*FATES, MOVED),
        part=part,
        page=_page_of([piece for piece in pieces if is_asked(piece, part)], page_number()),
        caused=caused,
        without=sum(piece.is_change and piece.key not in caused for piece in pieces),
        may_prepare=version.published_at is None and can_prepare(current_user, found.consultation),
    )


def _versions(found: Draft) -> tuple[DraftVersion, DraftVersion]:
    """Find the version in preparation, or else the one in force, with the one before it; or answer 404."""
    session = db.session()
    version = queries.find_preparing(session, found.id)
    version = version or queries.find_version(session, found.id, found.published_number) or abort(404)
    return queries.find_version(session, found.id, version.number - 1) or abort(404), version


def _page_of(rows: Sequence[Piece], number: int) -> Page:
    """Cut one page out of a list that is at hand."""
    number = min(number, max(1, -(-len(rows) // ON_PAGE)))
    return Page(list(rows[(number - 1) * ON_PAGE : number * ON_PAGE]), number, len(rows), ON_PAGE)


@bp.route("/<slug:consultation>/projekt/<int:number>/powiazania/<slug:key>", methods=["GET", "POST"])
@allow(editors)
def causes_of(consultation: str, number: int, key: str) -> ResponseReturnValue:
    """Name the remarks behind one change of the version in preparation."""
    found, before, version = _to_link(consultation, number)
    piece = _piece(before, version, key)
    form = _causes_form(found, before, version, piece)
    if form.validate_on_submit():
        try:
            return _named(found, key, form)
        except causes.NoSuchRemark as problem:
            form.refuse("others", _no_such(problem.numbers))
    return _page(found, before, version, piece, form, _became_form(version))


def _named(found: Draft, key: str, form: Form) -> ResponseReturnValue:
    count = forms.count_of(form)
    numbers = {int(one) for one in form.values().get("remarks_here") or ()}
    numbers |= {int(one[:LONGEST_NUMBER]) for one in findall(r"\d+", form["others"].data or "")}

    def act(session: Any, held: Draft) -> None:
        causes.name_causes(session, held, key, numbers, edit_count=count, **by())

    return do(found, act, _("The remarks behind this change are noted."), page=".links", anchor=f"j-{key}")


@bp.post("/<slug:consultation>/projekt/<int:number>/powiazania/<slug:key>/stalo-sie")
@allow(editors)
def became(consultation: str, number: int, key: str) -> ResponseReturnValue:
    """Say which unit became of one that seems to be removed."""
    found, before, version = _to_link(consultation, number)
    piece = _piece(before, version, key)
    form = _became_form(version, is_sent=True)
    if not piece.new and form.validate_on_submit() and form["became"].data:
        index, count = int(form["became"].data), forms.count_of(form)

        def edit(units: Sequence[Unit]) -> tuple[Unit, ...]:
            return editing.relink(units, index, [*units[index].came_from, key])

        def act(session: Any, held: Draft) -> None:
            versions.edit_units(session, held, edit, edit_count=count, **by())

        return do(found, act, _("Linked: the remarks on it go there."), page=".links")
    return _page(found, before, version, piece, _causes_form(found, before, version, piece, is_sent=False), form)


def _to_link(slug: str, number: int) -> tuple[Draft, DraftVersion, DraftVersion]:
    found = to_edit(slug, number)
    before, version = _versions(found)
    if version.published_at is not None:
        raise versions.NotInPreparation
    return found, before, version


def _piece(before: DraftVersion, version: DraftVersion, key: str) -> Piece:
    pieces = comparing.compare(db.session(), before, version)
    return next((piece for piece in pieces if piece.key == key), None) or abort(404)


def _causes_form(
    found: Draft, before: DraftVersion, version: DraftVersion, piece: Piece, *, is_sent: bool = True
) -> Form:
    session = db.session()
    here = comparing.list_on(session, found, sorted({unit.key for unit in (*piece.old, *piece.new)}))
    named = {remark.number for remark in comparing.list_causes(session, before, version).get(piece.key, ())}
    offered = {remark.number for remark in here}
    shown = {
        "edit_count": version.edit_count,
        "remarks_here": [str(one) for one in sorted(named & offered)],
        "others": ", ".join(str(one) for one in sorted(named - offered)),
    }
    asked = causes_form([(str(remark.number), _in_words(remark)) for remark in here])
    return asked(data=shown) if is_sent else asked(formdata=None, data=shown)


def _became_form(version: DraftVersion, *, is_sent: bool = False) -> BecameForm:
    units = queries.list_units(db.session(), version.id)
    shown = {"edit_count": version.edit_count}
    form = BecameForm(data=shown) if is_sent else BecameForm(formdata=None, data=shown)
    form.offer([in_short(unit) for unit in units])
    return form


def _in_words(remark: Remark) -> str:
    said = " ".join((remark.open_justification or remark.open_wording).split())
    verdict = forms.VERDICT_WORDS[Verdict(remark.decision.verdict)] if remark.decision else _("no decision yet")
    words: str = _(
        "No. %(number)s, %(who)s (%(verdict)s): %(words)s",
        number=remark.number,
        who=pages.who(remark),
        verdict=verdict,
        words=said if len(said) <= LONGEST_SAID else said[:LONGEST_SAID] + "…",
    )
    return words


def _no_such(numbers: Collection[int]) -> str:
    words: str = ngettext(
        "There is no remark no. %(numbers)s on this draft.",
        "There are no remarks no. %(numbers)s on this draft.",
        len(numbers),
        numbers=", ".join(map(str, sorted(numbers))),
    )
    return words


def _page(
    found: Draft, before: DraftVersion, version: DraftVersion, piece: Piece, form: Form, became: Form
) -> ResponseReturnValue:
    return render_template(
        "drafts/manage/link.html",
        consultation=found.consultation,
        draft=found,
        before=before,
        version=version,
        piece=piece,
        form=form,
        became=became,
    )
