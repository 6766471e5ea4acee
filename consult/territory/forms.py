"""What is asked about an indicator and its file."""

from flask_babel import lazy_gettext as _
from wtforms import Field
from wtforms.validators import ValidationError

from consult.territory.snapshots import KEY_LONGEST, NAME_LONGEST, SOURCE_LONGEST, UNIT_LONGEST
from consult.texts.folding import slug
from consult.web.forms import Form, day, line, upload


class FileForm(Form):
    """A file of public statistics."""

    file = upload(
        _("File"),
        missing=_("Choose a file."),
        hint=_("A table of GUS as CSV, or an export of its Local Data Bank as CSV or JSON, up to 8 MB."),
    )


class IndicatorForm(Form):
    """What the numbers of a file are."""

    name = line(
        _("Name"),
        missing=_("Write the name."),
        hint=_("As residents understand it, for example: Births per 1,000 residents."),
        longest=NAME_LONGEST,
    )
    key = line(
        _("Key"),
        missing=_("Write the key."),
        hint=_("It names the indicator in addresses: lower-case letters, digits and hyphens. The same key adds to it."),
        longest=KEY_LONGEST,
    )
    unit = line(
        _("Unit of measure"), hint=_("It stands beside the number, for example: % or per 1,000."), longest=UNIT_LONGEST
    )
    source = line(
        _("Source"),
        missing=_("Write where the numbers are from."),
        hint=_("For example: GUS, Local Data Bank."),
        longest=SOURCE_LONGEST,
    )
    stated_on = day(
        _("As of"),
        missing=_("Write the day for which the source gives them."),
        hint=_("Where a column has no year, it is the year of this day."),
    )

    def validate_key(self, field: Field) -> None:
        """See that it can stand in an address."""
        if field.data != slug(field.data, KEY_LONGEST):
            raise ValidationError(_("Use lower-case letters, digits and hyphens, for example: births-per-1000."))
