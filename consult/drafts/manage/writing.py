"""Pages with which an office imports a draft, mends how it was cut, approves and publishes it."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult import clock
from consult.consultations import queries as consultations
from consult.consultations.access import can_prepare
from consult.consultations.models import Consultation
from consult.drafts import forms, importing, pages, queries
from consult.drafts.access import can_publish, is_approver
from consult.drafts.comparing.queries import compare
from consult.drafts.comparing.redline import FATES, MOVED, count_fates
from consult.drafts.manage.desk import (
    approvers,
    bp,
    by,
    do,
    draft_on_desk,
    editors,
    officials,
    on_desk,
    to_approve,
    to_edit,
)
from consult.drafts.models import Draft
from consult.drafts.operations import versions
from consult.drafts.refusals import words_of
from consult.drafts.rules import editing
from consult.drafts.rules.alignment import inherited
from consult.drafts.rules.units import Unit
from consult.extensions import db
from consult.files import operations as files
from consult.files.rules import MOST_BYTES, BadFile
from consult.files.views import folder
from consult.web.access import allow
from consult.web.forms import Form
from consult.web.limits import MEGABYTE, at_most
from consult.web.transaction import transaction

LARGEST = 4 * MEGABYTE
"""A programme of hundreds of pages is smaller, as text."""
LARGEST_FILE = MOST_BYTES + MEGABYTE


@bp.get("/<slug:consultation>/projekt")
@allow(officials)
def drafts(consultation: str) -> ResponseReturnValue:
    """List the drafts of a consultation."""
    found = on_desk(consultation)
    return render_template(
        "drafts/manage/drafts.html",
        consultation=found,
        drafts=queries.list_drafts(db.session(), found.id),
        may_prepare=can_prepare(current_user, found),
    )


@bp.route("/<slug:consultation>/projekt/nowy", methods=["GET", "POST"])
@at_most(LARGEST_FILE)
@allow(editors)
def import_draft(consultation: str) -> ResponseReturnValue:
    """Take in a draft, as a file or pasted."""
    found = on_desk(consultation)
    if not can_prepare(current_user, found):
        abort(404)
    form = forms.ImportForm()
    taken = _taken(form) if form.validate_on_submit() else None
    if taken is None:
        return render_template("drafts/manage/import.html", consultation=found, draft=None, form=form, may_write=False)
    number = _imported(found, form, taken)
    flash(_("The draft is cut into units. Look through them before you send it for approval."), "yes")
    return redirect(url_for(".draft", consultation=found.slug, number=number))


def _imported(found: Consultation, form: Form, taken: importing.Taken) -> int:
    values = form.values()
    asked = versions.Asked(
        title=values["title"], asks_name=bool(values["asks_name"]), asks_contact=bool(values["asks_contact"])
    )
    with transaction() as session:
        held = consultations.get_consultation(session, found.id)
        stored = files.record(session, taken.received, clock.now())
        return versions.import_draft(session, held, taken.units, stored, asked=asked, **by()).number


@bp.route("/<slug:consultation>/projekt/<int:number>/nowa-wersja", methods=["GET", "POST"])
@at_most(LARGEST_FILE)
@allow(editors)
def import_version(consultation: str, number: int) -> ResponseReturnValue:
    """Take in another text: instead of the one in preparation, or as a new version of what is public."""
    found = to_edit(consultation, number)
    is_first = found.published_number is None
    form = forms.TextForm() if is_first else forms.VersionForm()
    is_valid = form.validate_on_submit()
    if is_valid and forms.is_on_page() and not is_first:
        return _written(found, form)
    taken = _taken(form) if is_valid else None
    if taken is None:
        may_write = not is_first and queries.find_preparing(db.session(), found.id) is None
        return render_template(
            "drafts/manage/import.html",
            consultation=found.consultation,
            draft=found,
            form=form,
            may_write=may_write,
        )
    reason = {} if is_first else form.values()["reason"]
    units = _linked(found, taken.units)

    def put(session: Any, here: Draft) -> None:
        stored = files.record(session, taken.received, clock.now())
        versions.import_version(session, here, units, stored, reason=reason, **by())

    if is_first:
        return do(found, put, _("The text is cut into units. Look through them before you send it for approval."))
    done = _("The text is cut into units, and each is linked to what it was. Look whether the links are right.")
    return do(found, put, done, page=".links")


def _linked(found: Draft, units: Sequence[Unit]) -> Sequence[Unit]:
    """Find out which units of the public version these were; outside any transaction, for it takes a while."""
    session = db.session()
    public = queries.find_version(session, found.id, found.published_number)
    return (
        inherited([queries.as_unit(row) for row in queries.list_units(session, public.id)], units) if public else units
    )


def _written(found: Draft, form: Form) -> ResponseReturnValue:
    """Begin a version with the words in force."""
    reason = form.values()["reason"]
    done = _("These are the words in force. Change what is to be changed, unit by unit.")
    return do(found, lambda session, here: versions.write_version(session, here, reason=reason, **by()), done)


def _taken(form: Form) -> importing.Taken | None:
    """Read and cut what was given; where that cannot be, say why beside its field."""
    upload = form["file"].data
    name = upload.filename if upload else importing.PASTED
    content = upload.stream if upload else BytesIO((form["source"].data or "").encode())
    try:
        return importing.take(content, name, folder())
    except BadFile as bad:
        form.refuse("file" if upload else "source", words_of(bad.problem))
    except importing.NotADraft as problem:
        form.refuse("file" if upload else "source", words_of(problem.problem))
    return None


@bp.get("/<slug:consultation>/projekt/<int:number>")
@allow(officials)
def draft(consultation: str, number: int) -> ResponseReturnValue:
    """Show the version in preparation, to be mended and approved; without one, the version in force."""
    found = draft_on_desk(consultation, number)
    return _page(found, forms.ReturnForm())


def _page(found: Draft, form: Form) -> str:
    session = db.session()
    preparing = queries.find_preparing(session, found.id)
    version = preparing or queries.find_version(session, found.id, found.published_number) or abort(404)
    slug = found.consultation.slug
    before = queries.find_version(session, found.id, version.number - 1)
    return render_template(
        "drafts/manage/draft.html",
        consultation=found.consultation,
        draft=found,
        version=version,
        preparing=preparing,
        counts=count_fates(compare(session, before, version)) if before else {},
        fates=(*FATES, MOVED),
        lines=pages.lines(slug, found.number, queries.list_units(session, version.id), {}),
        may_prepare=can_prepare(current_user, found.consultation),
        may_publish=preparing is not None and can_publish(current_user, preparing),
        is_approver=is_approver(current_user, found.consultation),
        form=form,
    )


@bp.post("/<slug:consultation>/projekt/<int:number>/polacz")
@allow(editors)
def merge(consultation: str, number: int) -> ResponseReturnValue:
    """Join a unit to the one before it."""
    return _edited(consultation, number, lambda index: lambda units: editing.merge(units, index), step=-1)


@bp.post("/<slug:consultation>/projekt/<int:number>/glebiej")
@allow(editors)
def deeper(consultation: str, number: int) -> ResponseReturnValue:
    """Move a unit one level deeper, with all below it."""
    return _edited(consultation, number, lambda index: lambda units: editing.move(units, index, 1))


@bp.post("/<slug:consultation>/projekt/<int:number>/wyzej")
@allow(editors)
def higher(consultation: str, number: int) -> ResponseReturnValue:
    """Move a unit one level higher, with all below it."""
    return _edited(consultation, number, lambda index: lambda units: editing.move(units, index, -1))


@bp.route("/<slug:consultation>/projekt/<int:number>/podziel/<int:index>", methods=["GET", "POST"])
@at_most(LARGEST)
@allow(editors)
def split(consultation: str, number: int, index: int) -> ResponseReturnValue:
    """Cut a unit where blank lines are put into its text."""
    found = to_edit(consultation, number)
    version = queries.find_preparing(db.session(), found.id)
    if version is None:
        raise versions.NotInPreparation
    units = queries.list_units(db.session(), version.id)
    if index >= len(units):
        abort(404)
    form = forms.SplitForm(data={"text": units[index].text, "edit_count": version.edit_count, "index": index})
    if form.validate_on_submit():
        text = form.values()["text"]
        return _edited(consultation, number, lambda at: lambda cut: editing.split(cut, at, text), form=form)
    return render_template(
        "drafts/manage/split.html", consultation=found.consultation, draft=found, unit=units[index], form=form
    )


def _edited(
    consultation: str,
    number: int,
    edit: Callable[[int], Callable[[Sequence[Unit]], tuple[Unit, ...]]],
    *,
    form: Form | None = None,
    step: int = 0,
) -> ResponseReturnValue:
    """Change how the version in preparation is cut, and show the place."""
    found = to_edit(consultation, number)
    sent = form or forms.EditForm()
    index, count = forms.count_of(sent, "index"), forms.count_of(sent)
    return do(
        found,
        lambda session, here: versions.edit_units(session, here, edit(index), edit_count=count, **by()),
        anchor=f"u-{max(0, index + step)}",
    )


@bp.post("/<slug:consultation>/projekt/<int:number>/do-zatwierdzenia")
@allow(editors)
def send_for_approval(consultation: str, number: int) -> ResponseReturnValue:
    """Hand the version in preparation to an approver."""
    found = to_edit(consultation, number)
    done = _("Sent. An approver of your office can publish it now.")
    return do(found, lambda session, here: versions.send_for_approval(session, here, **by()), done)


@bp.post("/<slug:consultation>/projekt/<int:number>/do-poprawy")
@allow(approvers)
def return_to_editor(consultation: str, number: int) -> ResponseReturnValue:
    """Give it back, with what should be mended."""
    found = to_approve(consultation, number)
    form = forms.ReturnForm()
    if not form.validate_on_submit():
        return _page(found, form)
    because = form.values()["because"]
    done = _("Returned to the editor.")
    return do(found, lambda session, here: versions.return_to_editor(session, here, because, **by()), done)


@bp.post("/<slug:consultation>/projekt/<int:number>/opublikuj")
@allow(approvers)
def publish(consultation: str, number: int) -> ResponseReturnValue:
    """Publish the version in preparation, if it is still the one that was read."""
    found = to_approve(consultation, number)
    count = forms.count_of(forms.ActForm())
    done = _("Published. Everybody can read it, and remark on it while the consultation is open.")
    return do(found, lambda session, here: versions.publish(session, here, edit_count=count, **by()), done)
