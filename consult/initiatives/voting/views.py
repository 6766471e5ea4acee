"""Pages of votes for everybody: which there are, the ballot paper, the results with their working, the file."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult import clock
from consult.accounts import throttle
from consult.authorities.current import enter, office_of_host
from consult.extensions import csrf, db
from consult.initiatives.requests import TooMany, bucket_of, take_from
from consult.initiatives.rules import pabulib
from consult.initiatives.rules.elections import VoteType
from consult.initiatives.views.site import SHARED
from consult.initiatives.voting import forms, keeping, operations, papers, queries
from consult.initiatives.voting.models import VoteEdition, VotePool
from consult.participation import forms as participation
from consult.participation.rules.intake import GRACE, Intake
from consult.participation.rules.receipts import Mistyped, read_code, receipt_hash
from consult.participation.rules.slots import NotGenuine, Slot
from consult.web.access import allow, anyone
from consult.web.headers import personal
from consult.web.transaction import transaction

bp = Blueprint("initiatives_voting", __name__, url_prefix="/inicjatywy/glosowanie")
csrf.exempt(bp)  # the slot of the paper guards its POST, and the code spends itself
bp.context_processor(lambda: SHARED | {"name_of": papers.name_of})
WRONG_CODES = throttle.Limit(60, throttle.QUARTER)
"""A library full of voters may sit behind one address."""


def _public(slug: str) -> VoteEdition:
    found = queries.find_edition(db.session(), slug, queries.is_public()) or abort(404)
    enter(found.authority)
    return found


@bp.get("")
@allow(anyone)
def editions() -> ResponseReturnValue:
    """List the votes."""
    here = office_of_host()
    known = queries.list_public(db.session(), here.id if here else None)
    return render_template("initiatives/voting/editions.html", editions=known, now=clock.now(), here=here)


@bp.route("/<slug:edition>", methods=["GET", "POST"])
@allow(anyone)
def vote(edition: str) -> ResponseReturnValue:
    """Show the ballot paper, and take it with its code."""
    found = _public(edition)
    if request.method == "POST":
        return _sent(found)
    pools = _chosen(found)
    marked = [papers.Marked(pool, {}) for pool in pools]
    return _page(found, marked, forms.CodeForm(formdata=None), None)


def _chosen(found: VoteEdition) -> list[VotePool]:
    """List the pools of the paper: those for all, and the district that was chosen."""
    district = request.values.get("okreg", "")
    return [pool for pool in found.pools if pool.is_for_all or pool.key == district]


def _districts(found: VoteEdition) -> list[VotePool]:
    return [pool for pool in found.pools if not pool.is_for_all]


def _page(found: VoteEdition, marked: list[papers.Marked], form: forms.CodeForm, slot: Slot | None) -> str:
    now = clock.now()
    if found.is_open(now) or slot is not None:
        personal()
    return render_template(
        "initiatives/voting/vote.html",
        edition=found,
        marked=marked,
        form=form,
        districts=_districts(found),
        district=request.values.get("okreg", ""),
        is_open=found.is_open(now) or slot is not None,
        is_over=now >= found.closes_at,
        how=papers.how_to_vote(found),
        minutes=GRACE.seconds // 60,
        slot=request.form.get(participation.FIELD, "") if slot else participation.issue(found.id, now),
    )


def _sent(found: VoteEdition) -> ResponseReturnValue:
    """Judge the paper and the code, and put it into the box; what is wrong is said, and nothing marked is lost."""
    pools = _chosen(found)
    marked = papers.read(found, pools, request.form)
    form = forms.CodeForm()
    slot = _slot(found)
    if slot is None:
        form.form_errors = [_("This page was open for too long. Nothing is lost: read it again and send it.")]
        return _page(found, marked, form, None), HTTPStatus.BAD_REQUEST
    is_valid = form.validate()
    if not marked:
        form.form_errors = [_("Choose your district first: then you see its projects.")]
        return _page(found, marked, form, slot)
    if not is_valid or any(one.error for one in marked):
        return _page(found, marked, form, slot)
    try:
        code = read_code(form.values()["code"])
    except Mistyped:
        form.refuse("code", _("A character of the code is missing or wrong. Compare it with your paper."))
        return _page(found, marked, form, slot)
    return _take(found, marked, form, slot, code)


def _slot(found: VoteEdition) -> Slot | None:
    try:
        slot = participation.slot_received()
    except NotGenuine:
        return None
    return slot if slot.subject == found.id else None


def _take(
    found: VoteEdition, marked: list[papers.Marked], form: forms.CodeForm, slot: Slot, code: str
) -> ResponseReturnValue:
    now = participation.come_of_age(slot, clock.now())
    receipt = participation.receipt_for(slot)
    sending = operations.Sending(receipt_hash(code), receipt.hash, slot.issued_at)
    choices, edition_id, slug = papers.choices_of(found, marked), found.id, found.slug
    try:
        with transaction() as session:
            operations.vote(session, session.get_one(VoteEdition, edition_id), choices, sending, now=now)
    except operations.NotOpen as refusal:
        return _not_open(_public(slug), refusal.taken)
    except operations.SpentCode:
        form.refuse("code", _("Somebody has voted with this code already. If it was not you, ask the office."))
        return _page(_public(slug), marked, form, slot), HTTPStatus.CONFLICT
    except operations.UnknownCode:
        form.refuse("code", _unknown())
        return _page(_public(slug), marked, form, slot), HTTPStatus.BAD_REQUEST
    personal()
    return render_template("initiatives/voting/thanks.html", edition=_public(slug), code=receipt.code)


def _unknown() -> str:
    """Say that there is no such code; who tries many has to wait."""
    bucket = bucket_of("vote codes")
    try:
        with transaction() as session:
            take_from(session, bucket, WRONG_CODES, clock.now())
    except TooMany:
        return str(_("Too many codes in a short time. Wait a few minutes, then try again."))
    return str(_("There is no such code in this vote. Compare it with your paper."))


def _not_open(found: VoteEdition, taken: Intake) -> ResponseReturnValue:
    personal()
    is_late = taken is Intake.TOO_LATE
    page = render_template("initiatives/voting/not_open.html", edition=found, is_late=is_late)
    return page, HTTPStatus.GONE if is_late else HTTPStatus.CONFLICT


@bp.get("/<slug:edition>/wyniki")
@allow(anyone)
def results(edition: str) -> ResponseReturnValue:
    """Show who won, and every round of the count; before it is published, its office alone sees it."""
    found = _counted(edition)
    made, _spent = queries.count_codes(db.session(), found.id)
    return render_template(
        "initiatives/voting/results.html",
        edition=found,
        told=[tell(pool) for pool in found.pools],
        rule=forms.RULES[found.rule],
        rules_url=url_for(".results", edition=found.slug),
        codes=made,
        is_preview=found.results_published_at is None,
    )


def _counted(slug: str) -> VoteEdition:
    """Find an edition whose count the reader may see, or answer 404."""
    found = _public(slug)
    if found.counted_at is None:
        abort(404)
    if found.results_published_at is None:
        personal()
        if not current_user.holds("admin", "editor", "approver", authority_id=found.authority_id):
            abort(404)
    return found


def _file(pool: VotePool) -> str:
    """Read the file that the job keeps; where it is not there, write it again."""
    kept = keeping.path_of(pool)
    if kept.is_file():
        return kept.read_text(encoding="utf-8")
    return pabulib.write(queries.election_of(db.session(), pool))


def tell(pool: VotePool) -> dict[str, Any]:
    """Put the count of a pool beside the names of its projects."""
    result: dict[str, Any] = dict(pool.result or {})
    projects = {project.key: project for project in pool.projects}
    winners = set(result["winners"])
    return {
        "pool": pool,
        "result": result,
        "cost": round(result["cost"] * operations.GROSZE),
        "winners": [projects[key] for key in result["winners"]],
        "losers": sorted(
            (project for project in pool.projects if project.key not in winners),
            key=lambda project: -result["scores"][project.key],
        ),
        "rounds": [one | {"title": projects[one["project"]].title} for one in result["rounds"]],
        "is_equal": result["share"] is not None,
        "is_points": pool.edition.vote_type != VoteType.APPROVAL,
    }


@bp.get("/<slug:edition>/<slug:pool>.pb")
@allow(anyone)
def export(edition: str, pool: str) -> ResponseReturnValue:
    """Give the projects and all ballots of a pool in the Pabulib format."""
    found = _counted(edition)
    asked = next((one for one in found.pools if one.key == pool), None) or abort(404)
    response = Response(_file(asked), mimetype="text/plain")
    response.headers["Content-Disposition"] = f"attachment; filename={found.slug}-{asked.key}.pb"
    return response
