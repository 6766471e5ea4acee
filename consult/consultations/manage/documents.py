"""The step in which an editor adds documents to download."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from consult import clock
from consult.consultations import forms, operations, pages, queries
from consult.consultations.manage.desk import bp, by, do, editors, step_page, to_edit
from consult.consultations.models import Consultation
from consult.files import operations as files_operations
from consult.files.forms import words_for
from consult.files.rules import MOST_BYTES, BadFile
from consult.files.views import folder
from consult.web.access import allow
from consult.web.forms import Form
from consult.web.limits import MEGABYTE, at_most
from consult.web.transaction import transaction


@bp.route("/<slug:consultation>/dokumenty", methods=["GET", "POST"])
@at_most(MOST_BYTES + MEGABYTE)
@allow(editors)
def documents(consultation: str) -> ResponseReturnValue:
    """Add documents to download."""
    found, version = to_edit(consultation)
    form = forms.document_form(version.languages)()
    if form.validate_on_submit() and _added(found, form):
        flash(_("The document is added."), "yes")
        return redirect(url_for(".documents", consultation=found.slug))
    given = pages.downloads_of(found, version.documents)
    return step_page("documents", found, version, form=form, documents=list(zip(version.documents, given, strict=True)))


def _added(found: Consultation, form: Form) -> bool:
    """Take the file and record it; where it cannot be taken, say why beside its field."""
    upload = form["file"].data
    try:
        received = files_operations.receive(upload.stream, upload.filename, folder())
    except BadFile as bad:
        form.refuse("file", words_for(bad.problem))
        return False
    try:
        with transaction() as session:
            here = queries.get_consultation(session, found.id)
            stored = files_operations.record(session, received, clock.now())
            operations.add_document(session, here, stored, form.values()["title"], **by())
    except operations.NotInPreparation:
        form.form_errors.append(_("This was published after you opened it. To add a document, begin a correction."))
        return False
    return True


@bp.post("/<slug:consultation>/dokumenty/<uuid:document>/usun")
@allow(editors)
def remove_document(consultation: str, document: UUID) -> ResponseReturnValue:
    """Take a document off the version in preparation."""
    found, _version = to_edit(consultation)
    return do(
        found,
        lambda session, here: operations.remove_document(session, here, document, **by()),
        ".documents",
        _("The document is removed."),
    )
