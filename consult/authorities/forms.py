"""What is asked about an authority."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, IntegerField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from consult.authorities.rules import (
    LANGUAGES,
    SMALLEST_GROUPS,
    NotAColour,
    NotAHost,
    TooPale,
    host_name,
    readable_brand,
)
from consult.web.forms import Form, checks, choice, day, email, line, text, texts, yes

EVERY_LANGUAGE = {"languages": LANGUAGES}
STATUSES = (
    ("full", _("Fully accessible")),
    ("partial", _("Partly accessible")),
    ("none", _("Not accessible")),
)


class SettingsForm(Form):
    """The settings of one authority."""

    name = line(_("Name"), missing=_("Write the name."), hint=_("Short, as residents call it, for example: Kielce."))
    official_name = line(_("Official name"), hint=_("As on letters, for example: Urząd Miasta Kielce."))
    host = line(
        _("Host name"),
        longest=253,
        hint=_("The office's own address, for example konsultacje.example.pl. It must lead to this server."),
    )
    brand = line(
        _("Colour"),
        missing=_("Write the colour as # and six digits, for example #14544b."),
        hint=_("The one colour of the office, as # and six digits. White text must be readable on it."),
    )
    languages = checks(
        _("Languages beside Polish"),
        [("en", _("English")), ("uk", _("Ukrainian"))],
        hint=_("Polish is always there. Choose a language only if somebody answers in it."),
    )
    requires_four_eyes = yes(
        _("A second person approves what is published"),
        hint=_(
            "Switch this off only in an office of one person. Then who prepares a text may publish it alone, "
            "and each such publication is recorded as made by one person."
        ),
    )
    smallest_group = IntegerField(
        _("Smallest group whose results are shown"),
        [
            InputRequired(_("Write a number from 5 to 20.")),
            NumberRange(*SMALLEST_GROUPS, message=_("Write a number from 5 to 20.")),
        ],
        description=_(
            "From 5 to 20 people. A larger number protects people better and hides more. "
            "Results that are public already stay as they are."
        ),
    )
    contact_phone = line(_("Telephone"), hint=_("It stands at the foot of every page."))
    contact_email = email(_("E-mail address"), autocomplete="off")
    address = text(_("Address"), longest=1000, hint=_("Where people can come: street and number, postcode and town."))
    hours = texts(_("Opening hours"), is_long=True, longest=1000, **EVERY_LANGUAGE)
    controller = texts(
        _("Controller of personal data"),
        is_long=True,
        longest=2000,
        hint=_("Name and address. Without it no consultation can be published."),
        **EVERY_LANGUAGE,
    )
    data_protection_officer = text(
        _("Data-protection officer"),
        longest=2000,
        hint=_("Name and how to reach them. Without it no consultation can be published."),
    )
    dpo_email = email(_("E-mail address of the data-protection officer"), autocomplete="off")
    accessibility_status = choice(_("How accessible is this site?"), STATUSES, missing=_("Choose one of the answers."))
    accessibility_made_on = day(_("Day on which the declaration was made"))
    accessibility_reviewed_on = day(
        _("Day of the last review"), hint=_("The law asks for a review every year, by 31 March.")
    )
    accessibility_contact = line(_("Who answers for accessibility"), hint=_("First name and surname, or the unit."))
    accessibility_email = email(_("E-mail address for matters of accessibility"), autocomplete="off")
    accessibility_phone = line(_("Telephone for matters of accessibility"))
    accessibility_building = texts(
        _("How to get into the building"),
        is_long=True,
        hint=_("Entrance, lift, toilet, parking, induction loop, sign language, assistance dog."),
        **EVERY_LANGUAGE,
    )

    def validate_host(self, field: Field) -> None:
        """See that it has the shape of a host name."""
        try:
            host_name(field.data)
        except NotAHost:
            raise ValidationError(_("Write the host name alone, for example konsultacje.example.pl.")) from None

    def validate_brand(self, field: Field) -> None:
        """See that text can be read on the colour, else offer the nearest shade on which it can."""
        try:
            readable_brand(field.data)
        except NotAColour:
            raise ValidationError(_("Write the colour as # and six digits, for example #14544b.")) from None
        except TooPale as mistake:
            raise ValidationError(
                _(
                    "White text cannot be read on this colour. The nearest shade that works is %(colour)s.",
                    colour=mistake.offered,
                )
            ) from None

    @classmethod
    def without_host(cls, **data: Any) -> "SettingsForm":
        """Make the form for one who may not give host names."""
        form = cls(**data)
        del form.host
        return form
