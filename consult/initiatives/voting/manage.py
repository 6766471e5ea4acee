"""Pages of votes for officials: prepare one, publish it, print codes, publish the results."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult import clock
from consult.authorities import queries as authorities
from consult.authorities.current import enter
from consult.authorities.models import Authority
from consult.extensions import db
from consult.initiatives import queries as initiatives
from consult.initiatives.access import KEEPERS
from consult.initiatives.forms import ActForm, count_of
from consult.initiatives.manage.desk import approvers, by, keepers, officials
from consult.initiatives.operations.record import ChangedMeanwhile, NotAllowed
from consult.initiatives.operations.submit import NotNow
from consult.initiatives.requests import secret
from consult.initiatives.rules.elections import Project
from consult.initiatives.rules.pabulib import BrokenFile, parse
from consult.initiatives.views.site import SHARED
from consult.initiatives.voting import codes, forms, operations, queries
from consult.initiatives.voting.models import VoteEdition, VotePool
from consult.web.access import allow
from consult.web.forms import Form
from consult.web.locale import language
from consult.web.transaction import transaction

bp = Blueprint("initiatives_voting_manage", __name__, url_prefix="/urzad/inicjatywy/glosowania")
bp.context_processor(lambda: SHARED)
MOST_BYTES = 2_000_000
GROSZ = Fraction(1, 100)
REFUSALS = (ChangedMeanwhile, NotAllowed, NotNow, operations.NotComplete)


def refused_words(problem: Exception) -> str:
    """Say why nothing was done."""
    words = {
        ChangedMeanwhile: _("Nothing was done: it was changed after you opened it. Read it again."),
        NotAllowed: _("Nothing was done: another person must do this."),
        NotNow: _("Nothing was done: look how far the vote is now."),
        operations.NotComplete: _("Nothing was done: every pool needs at least one project."),
    }
    return str(words[type(problem)])


def _on_desk(slug: str) -> VoteEdition:
    found = queries.find_edition(db.session(), slug, queries.on_desk_of(current_user)) or abort(404)
    enter(found.authority)
    return found


def _to_prepare(slug: str) -> VoteEdition:
    found = _on_desk(slug)
    if not current_user.holds(*KEEPERS, authority_id=found.authority_id):
        abort(404)
    return found


@bp.get("")
@allow(officials)
def editions() -> ResponseReturnValue:
    """List the votes of my offices."""
    offices = initiatives.list_offices(db.session(), current_user.authority_ids(*KEEPERS))
    if len(offices) == 1:
        enter(offices[0])
    known = queries.list_editions(db.session(), queries.on_desk_of(current_user))
    return render_template("initiatives/voting/manage/editions.html", editions=known, offices=offices, now=clock.now())


@bp.route("/nowe/<slug:authority>", methods=["GET", "POST"])
@allow(keepers)
def prepare(authority: str) -> ResponseReturnValue:
    """Begin a vote."""
    found: Authority = authorities.find_by_slug(db.session(), authority) or abort(404)
    if not current_user.holds(*KEEPERS, authority_id=found.id):
        abort(404)
    enter(found)
    form = forms.EditionForm()
    if form.validate_on_submit():
        authority_id = found.id
        with transaction() as session:
            held = authorities.get_authority(session, authority_id)
            slug = operations.prepare(session, held, form.said(), **by()).slug
        flash(_("The vote is begun. Now add its money and its projects."), "yes")
        return redirect(url_for(".edition", edition=slug))
    return render_template("initiatives/voting/manage/prepare.html", authority=found, form=form, edition=None)


@bp.route("/<slug:edition>/zmiana", methods=["GET", "POST"])
@allow(keepers)
def change(edition: str) -> ResponseReturnValue:
    """Change what a vote is, until it is published."""
    found = _to_prepare(edition)
    form = forms.EditionForm(data=forms.edition_data(found))

    def act(session: Any, held: VoteEdition) -> None:
        operations.change(session, held, form.said(), edit_count=count_of(form), **by())

    if form.validate_on_submit():
        try:
            _do(found, act)
        except REFUSALS as problem:
            form.form_errors = [refused_words(problem)]
        else:
            return _done(found, _("Kept."))
    return render_template(
        "initiatives/voting/manage/prepare.html", authority=found.authority, form=form, edition=found
    )


@bp.get("/<slug:edition>")
@allow(officials)
def edition(edition: str) -> ResponseReturnValue:
    """Show a vote: what it is, its pools and projects, its codes, how far it is."""
    return _page(_on_desk(edition))


def _page(found: VoteEdition, **filled: Form) -> str:
    session = db.session()
    made, spent = queries.count_codes(session, found.id)
    may_prepare = current_user.holds(*KEEPERS, authority_id=found.authority_id)
    empty: dict[str, Form] = {
        "pool_form": forms.PoolForm(formdata=None),
        "projects_form": forms.ProjectsForm(formdata=None),
        "codes_form": forms.CodesForm(formdata=None),
    }
    return render_template(
        "initiatives/voting/manage/edition.html",
        edition=found,
        vote_type=forms.TYPES[found.vote_type],
        rule=forms.RULES[found.rule],
        admitted=queries.list_to_vote_on(session, found.authority_id) if may_prepare else [],
        made=made,
        spent=spent,
        ballots=queries.count_ballots(session, found.id),
        now=clock.now(),
        may_prepare=may_prepare,
        may_publish=operations.can_publish(current_user, found),
        is_approver=current_user.holds("approver", authority_id=found.authority_id),
        **(empty | filled),
    )


def _do(found: VoteEdition, act: Callable[[Any, VoteEdition], Any]) -> None:
    edition_id = found.id
    with transaction() as session:
        act(session, queries.get_edition(session, edition_id))


def _done(found: VoteEdition, words: str) -> ResponseReturnValue:
    flash(words, "yes")
    return redirect(url_for(".edition", edition=found.slug))


def _button(found: VoteEdition, act: Callable[[Any, VoteEdition], Any], done: str) -> ResponseReturnValue:
    slug = found.slug
    try:
        _do(found, act)
    except REFUSALS as problem:
        flash(refused_words(problem), "no")
        return redirect(url_for(".edition", edition=slug))
    return _done(_on_desk(slug), done)


def _pool(session: Any, held: VoteEdition, key: str) -> VotePool:
    return queries.find_pool(session, held.id, key) or abort(404)


@bp.post("/<slug:edition>/pule")
@allow(keepers)
def add_pool(edition: str) -> ResponseReturnValue:
    """Add a pool of money."""
    found = _to_prepare(edition)
    form = forms.PoolForm()
    if not form.validate_on_submit():
        return _page(found, pool_form=form)
    values, budget = form.values(), form.grosze()
    return _button(
        found,
        lambda session, held: operations.add_pool(
            session, held, values["name"], budget, is_for_all=values["is_for_all"], **by()
        ),
        _("The money is added."),
    )


@bp.post("/<slug:edition>/pule/<slug:pool>/usun")
@allow(keepers)
def remove_pool(edition: str, pool: str) -> ResponseReturnValue:
    """Take a pool away."""
    return _button(
        _to_prepare(edition),
        lambda session, held: operations.remove_pool(session, held, _pool(session, held, pool), **by()),
        _("It is taken away."),
    )


@bp.post("/<slug:edition>/pule/<slug:pool>/inicjatywy/<slug:initiative>")
@allow(keepers)
def add_initiative(edition: str, pool: str, initiative: str) -> ResponseReturnValue:
    """Put an admitted initiative to the vote in this pool."""
    found = _to_prepare(edition)
    asked = next(
        (one.id for one in queries.list_to_vote_on(db.session(), found.authority_id) if one.slug == initiative), None
    ) or abort(404)
    return _button(
        found,
        lambda session, held: operations.add_initiative(
            session, _pool(session, held, pool), initiatives.get_initiative(session, asked), **by()
        ),
        _("The project is on the ballot paper."),
    )


@bp.post("/<slug:edition>/pule/<slug:pool>/plik")
@allow(keepers)
def add_projects(edition: str, pool: str) -> ResponseReturnValue:
    """Add the projects of a Pabulib file."""
    found = _to_prepare(edition)
    form = forms.ProjectsForm()
    form.of_pool = pool
    if not form.validate_on_submit():
        return _page(found, projects_form=form)
    content = form["file"].data.stream.read(MOST_BYTES)
    try:
        projects = _projects_in(content)
    except (BrokenFile, UnicodeDecodeError) as broken:
        form.refuse("file", _("The file is not taken: %(problem)s.", problem=str(broken)))
        return _page(found, projects_form=form)
    return _button(
        found,
        lambda session, held: operations.add_projects(session, _pool(session, held, pool), projects, **by()),
        _("The projects are on the ballot paper."),
    )


def _projects_in(content: bytes) -> tuple[Project, ...]:
    """Read the projects of a file, each of which must cost a grosz at least. Raise `BrokenFile`."""
    projects = parse(content.decode("utf-8-sig")).projects
    if not projects:
        raise BrokenFile("no projects")
    cheap = next((project.key for project in projects if project.cost < GROSZ), None)
    if cheap is not None:
        raise BrokenFile(f"the project {cheap} costs less than a grosz")
    return projects


@bp.post("/<slug:edition>/pule/<slug:pool>/projekty/<uuid:project>/usun")
@allow(keepers)
def remove_project(edition: str, pool: str, project: UUID) -> ResponseReturnValue:
    """Take a project off the ballot paper."""

    def act(session: Any, held: VoteEdition) -> None:
        mine = _pool(session, held, pool).projects
        asked = next((one for one in mine if one.id == project), None) or abort(404)
        operations.remove_project(session, held, asked, **by())

    return _button(_to_prepare(edition), act, _("The project is off the ballot paper."))


@bp.post("/<slug:edition>/opublikuj")
@allow(approvers)
def publish(edition: str) -> ResponseReturnValue:
    """Announce the vote."""
    count = count_of(ActForm())
    return _button(
        _on_desk(edition),
        lambda session, held: operations.publish(session, held, edit_count=count, **by()),
        _("The vote is announced; nothing of it changes any more."),
    )


@bp.post("/<slug:edition>/kody")
@allow(keepers)
def make_codes(edition: str) -> ResponseReturnValue:
    """Make codes, and give the sheet on which they stand: it is the only one."""
    kind = "pdf" if request.form.get("kind") == "pdf" else "csv"
    found = _to_prepare(edition)
    form = forms.CodesForm()
    if not form.validate_on_submit():
        return _page(found, codes_form=form)
    edition_id, count = found.id, int(form.values()["count"])
    try:
        with transaction() as session:
            held = queries.get_edition(session, edition_id)
            made = operations.make_codes(session, held, count, secret=secret(), **by())
    except (NotAllowed, NotNow) as problem:
        form.form_errors = [refused_words(problem)]
        return _page(_on_desk(edition), codes_form=form)
    sheet = codes.sheet(_on_desk(edition), made, kind, language(), clock.now())
    response = Response(sheet.content, mimetype=sheet.media_type)
    response.headers["Content-Disposition"] = f"attachment; filename=kody-{edition}.{kind}"
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/<slug:edition>/wyniki")
@allow(approvers)
def publish_results(edition: str) -> ResponseReturnValue:
    """Show the count to everybody."""
    return _button(
        _on_desk(edition),
        lambda session, held: operations.publish_results(session, held, **by()),
        _("Everybody can see the results, and go through the count again."),
    )
