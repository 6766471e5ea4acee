"""What is asked about an organisation, and the shape of each number beside its field."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field
from wtforms.validators import ValidationError

from consult.organisations.rules import (
    BY_TAX_NUMBER,
    KINDS,
    MEMBER_ROLES,
    OF_A_POWIAT,
    REGISTERS,
    SPHERES,
    BadNumber,
    BadWebsite,
    as_krs,
    as_nip,
    as_regon,
    as_website,
)
from consult.organisations.words import KINDS as KIND_WORDS
from consult.organisations.words import REGISTERS as REGISTER_WORDS
from consult.organisations.words import ROLES as ROLE_WORDS
from consult.organisations.words import SPHERES as SPHERE_WORDS
from consult.web.forms import LINE, Form, checks, choice, email, line, text

Seat = tuple[str, str]
"""A gmina by its code, and its name with the powiat's."""
FindSeats = Callable[[str], Sequence[Seat]]
NUMBER = 60


class OrganisationForm(Form):
    """What an organisation says of itself."""

    name = line(_("Name"), missing=_("Write the name."), hint=_("In full, as it stands in the register."))
    kind = choice(
        _("What kind of organisation is it?"),
        [(key, KIND_WORDS[key]) for key in KINDS],
        missing=_("Choose the kind of organisation."),
    )
    register = choice(
        _("In which register does it stand?"),
        [(key, REGISTER_WORDS[key]) for key in REGISTERS],
        missing=_("Choose the register."),
    )
    number = line(
        _("Number in the register"),
        longest=NUMBER,
        hint=_(
            "Of the KRS up to ten digits, for example 0000123456. A sole trader leaves it empty and writes the NIP."
        ),
    )
    nip = line(_("NIP"), longest=NUMBER, hint=_("Ten digits, for example 123-456-32-18."))
    regon = line(_("REGON"), longest=NUMBER, hint=_("Nine or fourteen digits."))
    seat = line(
        _("Gmina of the seat"),
        longest=NUMBER,
        hint=_("Its name, for example Busko-Zdrój. The starosta's registers need it, since each numbers anew."),
    )
    spheres = checks(
        _("In which spheres of public benefit does it work?"),
        [(key, SPHERE_WORDS[key]) for key in SPHERES],
        hint=_("Those of art. 4 of the Act on public benefit activity and volunteering."),
    )
    website = line(_("Website"), hint=_("For example www.example.org."))
    email = email(
        _("E-mail address of the organisation"),
        hint=_("Everybody can read it, so give no address of a private person."),
        autocomplete="off",
    )
    phone = line(_("Telephone of the organisation"), longest=NUMBER, hint=_("Everybody can read it."))

    def __init__(self, find_seats: FindSeats, **data: Any) -> None:
        super().__init__(**data)
        self.find_seats = find_seats
        self.seat_code: str | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        """See, besides each field, that the organisation can be told apart from others."""
        is_good = bool(super().validate(extra_validators))
        register = self.register.data
        for name, is_needed, message in (
            ("number", register not in BY_TAX_NUMBER, _("Write the number that it has in this register.")),
            ("nip", register == "ceidg", _("Write the NIP: by it a sole trader is found in the register.")),
            ("seat", register in OF_A_POWIAT, _("Write the gmina: each starosta has a register of their own.")),
            (
                "nip",
                register == "other" and not self.regon.data,
                _("Write the NIP or the REGON, so that the organisation can be told apart from others."),
            ),
        ):
            if register in REGISTERS and is_needed and not self[name].data:
                self.refuse(name, str(message))
                is_good = False
        return is_good

    def validate_number(self, field: Field) -> None:
        """Check the shape of a KRS number; other registers have no shape of their own."""
        if self.register.data == "krs":
            field.data = _shaped(as_krs, field, _("A KRS number has up to ten digits, for example 0000123456."))

    def validate_nip(self, field: Field) -> None:
        """Check the NIP by its last digit."""
        field.data = _shaped(as_nip, field, _("This is no NIP: it has ten digits, and the last checks the others."))

    def validate_regon(self, field: Field) -> None:
        """Check the REGON by its last digit."""
        words = _("This is no REGON: it has nine or fourteen digits, and the last checks the others.")
        field.data = _shaped(as_regon, field, words)

    def validate_website(self, field: Field) -> None:
        """Take an address of the web alone."""
        try:
            field.data = as_website(field.data)
        except BadWebsite:
            raise ValidationError(str(_("Write the address of a website, for example www.example.org."))) from None
        if len(field.data) > LINE:
            raise ValidationError(str(_("Use at most %(count)s characters.", count=LINE)))

    def validate_seat(self, field: Field) -> None:
        """Find the gmina; where several have the name, ask for the code."""
        found = self.find_seats(field.data)
        if not found:
            raise ValidationError(str(_("There is no gmina of this name here. Check the spelling.")))
        if len(found) > 1:
            places = "; ".join(f"{name}: {code}" for code, name in found)
            raise ValidationError(
                str(_("There are several of this name. Write the code instead: %(places)s.", places=places))
            )
        self.seat_code = found[0][0]

    def values(self) -> dict[str, Any]:
        """Give what was typed, with the code of the seat."""
        given = super().values() | {"seat_code": self.seat_code}
        del given["seat"]
        return given


def _shaped(shape: Callable[[str], str], field: Field, message: str) -> str:
    try:
        return shape(field.data)
    except BadNumber:
        raise ValidationError(str(message)) from None


def registration_form(offices: Iterable[tuple[str, str]]) -> type[OrganisationForm]:
    """Ask, beside all else, which office should verify; where there is one, it is that."""
    offered = list(offices)

    class RegistrationForm(OrganisationForm):
        """A new organisation."""

        if len(offered) > 1:
            authority = choice(
                _("Which office should confirm it?"),
                offered,
                missing=_("Choose the office."),
                hint=_("The one whose matters concern you most. Others see what it found."),
            )

    return RegistrationForm


class JoinForm(Form):
    """As what a person wants to act."""

    role = choice(
        _("What will you do for it?"), [(key, ROLE_WORDS[key]) for key in MEMBER_ROLES], missing=_("Choose one.")
    )


class WithholdForm(Form):
    """Why an office does not give its word."""

    reason = text(
        _("Why is it not confirmed?"),
        missing=_("Write the reason; the organisation reads it."),
        hint=_("Only the people of the organisation and officials read it. Say what is missing, and how to mend it."),
        longest=2000,
    )
