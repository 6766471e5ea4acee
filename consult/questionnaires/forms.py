"""Forms with which an office brings a questionnaire."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import HiddenField

from consult.questionnaires.rules.reading import LARGEST_DOCUMENT
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
        file = upload(
            _("File with the questionnaire"),
            hint=_("JSON of Consult or SurveyJS, LimeSurvey (.lss, .lsg, .lsq, .lsa, .txt), XLSForm (.xlsx, .xls)."),
        )
        document = text(_("Or paste it here"), longest=LARGEST_DOCUMENT)

    return ImportForm


class PublishForm(Form):
    """Publish what was read: the state of the version travels along."""

    edit_count = HiddenField()


def given_in(form: Form) -> tuple[bytes, str]:
    """Give what was brought, the file or else what was pasted, and its name without its ending."""
    given = form["file"].data
    if given and given.filename:
        return given.stream.read(), given.filename.rsplit(".", 1)[0]
    return (form["document"].data or "").encode(), ""
