"""The page that shows what changed from one published version to another, and which remarks caused it."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from consult.consultations.access import can_see_desk
from consult.drafts import pages, queries
from consult.drafts.access import is_shown
from consult.drafts.comparing import queries as comparing
from consult.drafts.comparing.redline import FATES, MOVED, Piece, count_fates, is_asked
from consult.drafts.models import Draft, DraftVersion, Remark
from consult.drafts.rules.decisions import State
from consult.drafts.views import public_draft
from consult.extensions import db
from consult.web.access import allow, anyone

bp = Blueprint("drafts_comparing", __name__)
SIDE_BY_SIDE = "obok"


@dataclass(frozen=True)
class Cause:
    """A remark behind a change, as everybody may read it."""

    number: int
    url: str
    who: str
    verdict: str


@bp.get("/k/<slug:consultation>/projekt/<int:number>/wersje/<int:older>..<int:newer>")
@allow(anyone)
def redline(consultation: str, number: int, older: int, newer: int) -> ResponseReturnValue:
    """Show what changed, word by word, inline or side by side; the address says which."""
    found, _in_force = public_draft(consultation, number)
    if older > newer:
        return redirect(_to(found, newer, older))
    before, after = _published(found, older), _published(found, newer)
    if older == newer:
        return redirect(url_for("drafts.version", consultation=consultation, number=number, version=newer))
    session = db.session()
    pieces = comparing.compare(session, before, after)
    part = request.args.get("co", "")
    is_beside = request.args.get("widok") == SIDE_BY_SIDE
    causes = {
        key: [_cause(found, remark) for remark in remarks]
        for key, remarks in comparing.list_causes(session, before, after).items()
    }
    return render_template(
        "drafts/redline.html",
        consultation=found.consultation,
        draft=found,
        older=before,
        newer=after,
        versions=queries.list_published_versions(session, found.id),
        pieces=[piece for piece in pieces if is_asked(piece, part)],
        counts=count_fates(pieces),
        parts=(*FATES, MOVED),
        part=part,
        is_beside=is_beside,
        causes=causes,
        without=sum(_is_without(piece, causes) for piece in pieces),
        to=lambda **changed: _to(found, older, newer, **({"co": part, "widok": request.args.get("widok")} | changed)),
        may_edit=can_see_desk(current_user, found.consultation),
    )


def _published(found: Draft, number: int) -> DraftVersion:
    version = queries.find_version(db.session(), found.id, number)
    return version if version is not None and version.published_at is not None else abort(404)


def _to(found: Draft, older: int, newer: int, **chosen: Any) -> str:
    """Give the address of a comparison; what is not chosen is not in it."""
    kept = {name: value for name, value in chosen.items() if value}
    slug = found.consultation.slug
    return url_for("drafts_comparing.redline", consultation=slug, number=found.number, older=older, newer=newer, **kept)


def _is_without(piece: Piece, causes: dict[str, list[Cause]]) -> bool:
    return piece.is_change and piece.key not in causes


def _cause(found: Draft, remark: Remark) -> Cause:
    """Tell of a remark what everybody may know: the decision once it is public, nothing of what is held back."""
    decision = remark.decision if remark.state == State.PUBLISHED else None
    return Cause(
        remark.number,
        url_for("drafts.one", consultation=found.consultation.slug, number=remark.number),
        pages.who(remark) if is_shown(remark) or remark.organisation else "",
        decision.verdict if decision else "",
    )
