"""The list of initiatives, one initiative, and its files."""

from collections.abc import Sequence
from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult.authorities.current import office_of_host
from consult.consultations.origins import find_origin
from consult.extensions import db
from consult.files.views import send
from consult.initiatives import forms, pages, queries
from consult.initiatives.access import can_see_desk, is_public
from consult.initiatives.models import Initiative
from consult.initiatives.rules.cards import score
from consult.initiatives.rules.stages import HIDDEN, Kind, Stage
from consult.initiatives.views.site import bp, public_initiative
from consult.initiatives.words import KINDS, NEXT, STAGES
from consult.texts.storable import clean, is_unstorable
from consult.web.access import allow, anyone
from consult.web.forms import Form
from consult.web.paging import page_number

LONGEST_FILTER = 120
GOING = "going"
PHOTOGRAPHS = ("image/jpeg", "image/png")


def wanted() -> queries.Wanted:
    """Read which part of the list is asked for; what is unknown filters nothing."""
    words = clean(request.args.get("q", ""))[:LONGEST_FILTER]
    kind, stage = request.args.get("rodzaj", ""), request.args.get("etap", "")
    return queries.Wanted(
        words="" if is_unstorable(words) else words,
        authority=clean(request.args.get("urzad", "")),
        kind=kind if kind in list(Kind) else "",
        stage=stage if stage in {GOING, *Stage} else "",
    )


def filter_of(authorities: Sequence[tuple[str, str]], *, for_office: bool = False) -> Form:
    """Make the form that asks for a part of the list."""
    stages = [stage for stage in Stage if for_office or stage not in HIDDEN]
    lists: dict[str, tuple[str, Sequence[tuple[str, Any]]]] = {
        "rodzaj": (_("Kind"), [("", _("all")), *[(kind, KINDS[kind]) for kind in Kind]]),
        "etap": (
            _("Stage"),
            [("", _("all")), (GOING, _("all that still go on")), *[(stage, STAGES[stage]) for stage in stages]],
        ),
    }
    if len(authorities) > 1:
        lists = {"urzad": (_("Office"), [("", _("all")), *authorities])} | lists
    asked = forms.filter_form(lists)
    return asked(request.args)


@bp.get("/inicjatywy")
@allow(anyone)
def initiatives() -> ResponseReturnValue:
    """List what residents start."""
    session = db.session()
    here = office_of_host()
    conditions = [is_public(), *([Initiative.authority_id == here.id] if here else [])]
    known = [(one.slug, one.name) for one in queries.list_with_authorities(session, *conditions)]
    page = queries.page_of_initiatives(session, wanted(), *conditions, number=page_number())
    return render_template(
        "initiatives/initiatives.html",
        page=page,
        form=filter_of([] if here else known),
        has_several=len(known) > 1 and here is None,
        is_filtered=any(request.args.get(name) for name in ("q", "urzad", "rodzaj", "etap")),
        counts=queries.count_by_stage(session, *conditions),
    )


@bp.get("/inicjatywy/<slug:initiative>")
@allow(anyone)
def initiative(initiative: str) -> ResponseReturnValue:
    """Show one initiative: what it is, what supports it, how far it is, and what comes next."""
    found = public_initiative(initiative)
    session = db.session()
    call = queries.find_call(session, found.authority_id, found.kind)
    criteria = [one.as_rule() for one in call.criteria] if call else []
    assessments = queries.list_assessments(session, found.id) if has_decision(found) else []
    scored = score(criteria, [dict(one.points) for one in assessments]) if assessments and criteria else None
    return render_template(
        "initiatives/initiative.html",
        initiative=found,
        history=pages.history(queries.list_steps(session, found.id)),
        ahead=pages.way_ahead(found),
        following=NEXT[found.stage],
        photographs=[file for file in found.files if file.stored_file.media_type in PHOTOGRAPHS],
        documents=[file for file in found.files if file.stored_file.media_type not in PHOTOGRAPHS],
        scored=scored,
        criteria=criteria,
        pass_mark=call.pass_mark if call else None,
        origin=find_origin(session, found.origin_kind, found.origin_id or "") if found.origin_kind else None,
        may_edit=can_see_desk(current_user, found),
    )


def has_decision(found: Initiative) -> bool:
    """Tell whether it was assessed and decided: the scores are public then."""
    return found.stage not in {*HIDDEN, Stage.SUPPORT, Stage.FORMAL, Stage.ASSESSMENT, Stage.DECISION}


@bp.get("/inicjatywy/<slug:initiative>/pliki/<int:number>")
@allow(anyone)
def file(initiative: str, number: int) -> ResponseReturnValue:
    """Give a file of an initiative."""
    found = public_initiative(initiative)
    kept = queries.find_file(db.session(), found.id, number) or abort(404)
    return send(kept.stored_file, is_public=True)
