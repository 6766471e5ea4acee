"""Forms with which an office brings a questionnaire."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import HiddenField

from consult.questionnaires.rules.reading import LARGEST_DOCUMENT, NotAQuestionnaire, Problem, read_json
from consult.web.forms import Form, text, texts, upload


def import_form(languages: Sequence[str], *, is_correction: bool) -> type[Form]:
    """Ask for the document, as a file or pasted, and for the reason where something was published before."""

    class ImportForm(Form):
        """Bring a questionnaire."""

        if is_correction:
            reason = texts(
                _("Why is this corrected?"),
                languages=languages,
                missing=_("Write in Polish why this is corrected."),
                hint=_("Everybody reads it beside the date of the correction."),
            )
        file = upload(_("File with the questionnaire"), hint=_("JSON, in the format of Consult."))
        document = text(_("Or paste it here"), longest=LARGEST_DOCUMENT)

    return ImportForm


class PublishForm(Form):
    """Publish what was read: the state of the version travels along."""

    edit_count = HiddenField()


def document_of(form: Form) -> object:
    """Read what was brought: the file, else what was pasted; raises `NotAQuestionnaire`."""
    given = form["file"].data
    if not given or not given.filename:
        return read_json(form["document"].data or "")
    try:
        return read_json(given.stream.read().decode("utf-8-sig"))
    except UnicodeDecodeError as mistake:
        raise NotAQuestionnaire([Problem("", "not_text")]) from mistake
