"""What waits in the office, and all its initiatives."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from consult.authorities.current import enter
from consult.consultations.access import OFFICIALS
from consult.extensions import db
from consult.initiatives import queries
from consult.initiatives.access import KEEPERS, WRITERS, can_approve, on_desk_of
from consult.initiatives.manage.desk import bp, officials
from consult.initiatives.models import Initiative
from consult.initiatives.rules.stages import Stage
from consult.initiatives.views.reading import filter_of, wanted
from consult.web.access import allow
from consult.web.paging import page_number


@bp.get("")
@allow(officials)
def initiatives() -> ResponseReturnValue:
    """List the initiatives of my offices, and say which of them wait for me."""
    session = db.session()
    mine = on_desk_of(current_user)
    offices = queries.list_offices(session, current_user.authority_ids(*OFFICIALS))
    if len(offices) == 1:
        enter(offices[0])
    to_approve = [step for step in queries.list_waiting(session, mine) if can_approve(current_user, step)]
    is_new = Initiative.stage == Stage.IDEA
    return render_template(
        "initiatives/manage/initiatives.html",
        page=queries.page_of_initiatives(session, wanted(), mine, number=page_number()),
        form=filter_of([(one.slug, one.name) for one in offices], for_office=True),
        offices=offices,
        has_several=len(offices) > 1,
        to_approve=to_approve,
        new=queries.page_of_initiatives(session, queries.Wanted(), mine, is_new, number=1).rows
        if current_user.holds(*WRITERS)
        else [],
        may_keep=current_user.holds(*KEEPERS),
        is_filtered=any(request.args.get(name) for name in ("q", "urzad", "rodzaj", "etap")),
    )
