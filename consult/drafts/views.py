"""Pages of drafts and remarks for everybody."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from consult import clock
from consult.authorities.current import enter
from consult.consultations import queries as consultations
from consult.consultations.access import can_see_desk
from consult.consultations.access import is_public as is_public_consultation
from consult.consultations.models import Consultation
from consult.consultations.rules.stages import Stage
from consult.drafts import forms, pages, queries
from consult.drafts.access import is_public
from consult.drafts.comparing.queries import list_caused
from consult.drafts.comparing.written import written
from consult.drafts.duty import find_board
from consult.drafts.groups.queries import count_demands
from consult.drafts.models import KINDS, Draft, DraftVersion, Remark
from consult.drafts.rules.decisions import BY_OFFICIALS
from consult.drafts.tables.offers import offers_of
from consult.extensions import db
from consult.files.views import send
from consult.texts.storable import clean, is_unstorable
from consult.web.access import allow, anyone
from consult.web.paging import page_number

bp = Blueprint("drafts", __name__)
LONGEST_FILTER = 120


def public_consultation(slug: str) -> Consultation:
    """Find a published consultation, or answer 404."""
    found = consultations.find_consultation(db.session(), slug, is_public_consultation()) or abort(404)
    enter(found.authority)
    return found


def public_draft(slug: str, number: int) -> tuple[Draft, DraftVersion]:
    """Find a published draft with its version in force, or answer 404."""
    found = queries.find_draft(db.session(), slug, number, is_public()) or abort(404)
    enter(found.consultation.authority)
    return found, queries.find_version(db.session(), found.id, found.published_number) or abort(404)


@bp.get("/k/<slug:consultation>/projekt/<int:number>")
@allow(anyone)
def draft(consultation: str, number: int) -> ResponseReturnValue:
    """Read the draft, unit by unit, with the number of remarks on each."""
    found, version = public_draft(consultation, number)
    return show(found, version)


@bp.get("/k/<slug:consultation>/projekt/<int:number>/wersje/<int:version>")
@allow(anyone)
def version(consultation: str, number: int, version: int) -> ResponseReturnValue:
    """Read a version as it was published; it never changes."""
    found, _in_force = public_draft(consultation, number)
    asked = queries.find_version(db.session(), found.id, version)
    if asked is None or asked.published_at is None:
        abort(404)
    return show(found, asked)


def show(found: Draft, version: DraftVersion) -> str:
    """Render a version of a draft."""
    session = db.session()
    is_in_force = version.number == found.published_number
    counts = queries.count_by_unit(session, found.id) if is_in_force else {}
    shown = pages.lines(found.consultation.slug, found.number, queries.list_units(session, version.id), counts)
    return render_template(
        "drafts/draft.html",
        draft=found,
        consultation=found.consultation,
        version=version,
        is_in_force=is_in_force,
        is_open=is_in_force and found.consultation.is_open(clock.now()),
        stage=found.consultation.stage(clock.now()),
        lines=shown,
        contents=pages.contents(shown),
        total=sum(counts.values()),
        counts=counts,
        versions=queries.list_published_versions(session, found.id),
        may_edit=can_see_desk(current_user, found.consultation),
        has_form=is_in_force and found.consultation.stage(clock.now()) in {Stage.PUBLISHED, Stage.OPEN},
    )


@bp.get("/k/<slug:consultation>/projekt/<int:number>/wersje/<int:version>/plik")
@allow(anyone)
def original(consultation: str, number: int, version: int) -> ResponseReturnValue:
    """Give the text as the office gave it."""
    found = queries.find_draft(db.session(), consultation, number) or abort(404)
    asked = queries.find_version(db.session(), found.id, version) or abort(404)
    is_for_all = asked.published_at is not None and found.consultation.published_number is not None
    if not is_for_all and not can_see_desk(current_user, found.consultation):
        abort(404)
    if asked.stored_file is None:
        return written(found, asked, is_public=is_for_all)
    return send(asked.stored_file, is_public=is_for_all)


def storable(typed: str) -> str:
    """Give what was typed into an address, unless no text can hold it."""
    cleaned = clean(typed)
    return "" if is_unstorable(cleaned) else cleaned


def wanted() -> queries.Wanted:
    """Read from the address which remarks are asked for; whatever is not known asks for all."""
    given = {name: storable(value[:LONGEST_FILTER]) for name, value in request.args.items()}
    verdict = given.get("d", "")
    kind = given.get("r", "")
    draft, group = given.get("p", ""), given.get("g", "")
    return queries.Wanted(
        words=given.get("q", ""),
        unit_key=given.get("j", ""),
        verdict=verdict if verdict == "waiting" or verdict in BY_OFFICIALS else "",
        kind=kind if kind in KINDS else "",
        sender=given.get("k", ""),
        organisation=given.get("o", ""),
        draft=_number(draft),
        group=_number(group),
    )


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < forms.LONGEST_COUNT else 0


@bp.get("/k/<slug:consultation>/uwagi")
@allow(anyone)
def remarks(consultation: str) -> ResponseReturnValue:
    """List the remarks with the office's position on each, once it is published."""
    found = public_consultation(consultation)
    session = db.session()
    drafts = queries.list_drafts(session, found.id, is_public())
    if not drafts:
        abort(404)
    asked = wanted()
    page = queries.page_of_remarks(session, queries.public_remarks(found.id, asked), page_number())
    counts = queries.count_by_verdict(session, Remark.consultation_id == found.id)
    return render_template(
        "drafts/remarks.html",
        consultation=found,
        version=consultations.find_in_force(session, found),
        drafts=drafts,
        page=page,
        said=[pages.said(remark, found.slug) for remark in page.rows],
        tally=pages.tally(counts),
        total=sum(counts.values()),
        decided=sum(counts.values()) - counts.get(None, 0),
        held=queries.count_held(session, Remark.consultation_id == found.id),
        demands=sum(count_demands(session, draft.id).demands for draft in drafts),
        form=pages.filter_of(session, drafts),
        chips=pages.chips(asked, drafts),
        files=offers_of(session, found),
        board=find_board(session, Draft.consultation_id == found.id, now=clock.now()),
    )


@bp.get("/k/<slug:consultation>/uwagi/<int:number>")
@allow(anyone)
def one(consultation: str, number: int) -> ResponseReturnValue:
    """Show one remark at its permanent address."""
    found = public_consultation(consultation)
    remark = queries.find_remark(db.session(), found.id, number, is_public()) or abort(404)
    said = pages.said(remark, found.slug)
    caused = list_caused(db.session(), remark)
    return render_template("drafts/one.html", consultation=found, draft=remark.draft, said=said, caused=caused)
