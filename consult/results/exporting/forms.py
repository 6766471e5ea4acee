"""The form with which an analyst takes the answers."""

from flask_babel import lazy_gettext as _

from consult.web.forms import Form, choice, yes

FORMATS = (
    ("csv-excel-labels", _("CSV for Polish Excel, with words: semicolons, decimal commas")),
    ("csv-excel", _("CSV for Polish Excel, with codes")),
    ("csv", _("CSV with codes: commas, decimal points")),
    ("csv-labels", _("CSV with words")),
    ("xlsx", _("Excel workbook (XLSX), with the codebook on a sheet of its own")),
    ("sav", _("SPSS (.sav), with labels of variables and values")),
    ("parquet", _("Parquet")),
    ("jsonl", _("JSON Lines")),
    ("codebook", _("The codebook alone (CSV for Polish Excel): columns, codes and their words")),
)


class ExportForm(Form):
    """Choose the format, and whether what people wrote goes along."""

    format = choice(_("Format"), FORMATS, missing=_("Choose a format."))
    words = yes(
        _("With what people wrote in their own words"),
        hint=_("It can name people, and here it stands beside everything else that they answered."),
    )
