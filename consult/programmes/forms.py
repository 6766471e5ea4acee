"""Forms of programmes."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag behind 3.3
from wtforms.validators import ValidationError

from consult.organisations.models import Organisation
from consult.web.forms import Form, choice, line, pick, text

LONGEST_SUMMARY = 600
ORGANISATION, AUTHORITY = "organisation", "authority"
FindOrganisations = Callable[[str], Sequence[Organisation]]
Offered = Iterable[tuple[str, str]]


def new_form(offices: Offered) -> type[Form]:
    """Ask how it is called and, where there are several, which office begins it."""
    offered = list(offices)

    class NewForm(Form):
        """Begin a programme."""

        if len(offered) > 1:
            authority = choice(_("Which office begins it?"), offered, missing=_("Choose the office."))
        title = line(
            _("How is it called?"),
            missing=_("Write how it is called."),
            hint=_("It makes the address, which stays: for example Współpraca w powiatach."),
        )

    return NewForm


class TextForm(Form):
    """What a programme says; what is missing yet may be added before it is published."""

    edit_count = HiddenField()
    title = line(_("How is it called?"), missing=_("Write how it is called."))
    summary = text(_("What is it for, in two sentences?"), longest=LONGEST_SUMMARY)
    description = text(
        _("Description in plain words"),
        longest=10_000,
        hint=_("What happens where, who can take part, what will come of it. A blank line begins a paragraph."),
    )
    organiser = choice(
        _("Who runs it?"),
        [(ORGANISATION, _("an organisation from the register")), (AUTHORITY, _("one of the authorities"))],
        missing=_("Choose who runs it."),
    )
    organisation = line(_("Name or KRS number of the organisation"))
    authority = pick(_("Authority that runs it"))
    controller = text(
        _("Who controls the personal data of the programme?"),
        longest=2000,
        hint=_(
            "Name and address. It need not be the organiser. Each consultation has a controller of its own besides."
        ),
    )
    contact = line(_("E-mail address or telephone of those who run it"))

    def __init__(self, find: FindOrganisations, authorities: Offered, **data: Any) -> None:
        super().__init__(**data)
        self.find = find
        self.organisation_id: UUID | None = None
        self.authority.choices = [
            SelectChoice("", _("Choose")),
            *(SelectChoice(key, name) for key, name in authorities),
        ]

    def validate_organisation(self, field: Field) -> None:
        """Find the one organisation."""
        if self.organiser.data != ORGANISATION:
            return
        found = self.find(field.data or "")
        if not found:
            raise ValidationError(str(_("No confirmed organisation has this name or number.")))
        if len(found) > 1:
            names = "; ".join(f"{one.name} ({one.number})" if one.number else one.name for one in found)
            raise ValidationError(
                str(_("There are several: %(names)s. Write the whole name, or the number.", names=names))
            )
        self.organisation_id = found[0].id

    def validate(self, extra_validators: Any = None) -> bool:
        """See that the authority is named where one runs it."""
        is_good = bool(super().validate(extra_validators))
        if self.organiser.data == AUTHORITY and not self.authority.data:
            self.refuse("authority", str(_("Choose the authority.")))
            is_good = False
        return is_good

    def values(self) -> dict[str, Any]:
        """Give what was typed, with the id of who runs it."""
        given = super().values()
        is_organisation = given.pop("organiser") == ORGANISATION
        authority = given.pop("authority")
        del given["organisation"], given["edit_count"]
        given["organisation_id"] = self.organisation_id if is_organisation else None
        given["organiser_authority_id"] = None if is_organisation else UUID(authority)
        return given


class _OneOfForm(Form):
    """One list and a button; the first option is none."""

    name: ClassVar[str]
    missing: ClassVar[str]

    def __init__(self, offered: Offered, **data: Any) -> None:
        super().__init__(**data)
        self[self.name].choices = _options(offered)

    def validate(self, extra_validators: Any = None) -> bool:
        """See that something was chosen."""
        if not super().validate(extra_validators):
            return False
        if not self[self.name].data:
            self.refuse(self.name, str(self.missing))
            return False
        return True


class InviteForm(_OneOfForm):
    """Which authority to invite."""

    name, missing = "office", _("Choose the authority.")
    office = pick(_("Which authority?"))


class JoinForm(_OneOfForm):
    """Which consultation to join."""

    name, missing = "consultation", _("Choose the consultation.")
    consultation = pick(_("Which consultation?"))


def _options(offered: Offered) -> list[Any]:
    return [SelectChoice("", _("Choose")), *(SelectChoice(key, words) for key, words in offered)]
