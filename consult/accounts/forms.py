"""What is asked of people about their accounts, and of those who manage them."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field
from wtforms.validators import ValidationError

from consult.accounts.passwords import COMMON, HAS_EMAIL, weakness
from consult.accounts.rules import AUTHORITY_ROLES
from consult.web.forms import Form, checks, choice, email, hidden, line, password

ROLE_NAMES = {
    "admin": _("Administrator"),
    "editor": _("Editor"),
    "approver": _("Approver"),
    "analyst": _("Analyst"),
    "moderator": _("Moderator"),
    "clerk": _("Clerk"),
    "operator": _("Operator"),
}
ROLE_WORK = {
    "admin": _("manages people, roles and the settings of the office"),
    "editor": _("prepares consultations"),
    "approver": _("checks what an editor prepared, and publishes it"),
    "analyst": _("reads results and reports"),
    "moderator": _("decides what others wrote may be shown"),
    "clerk": _("enters what came on paper or by telephone"),
}
WEAK = {
    COMMON: _(
        "This password is among those that are tried first. "
        "Choose another, for example four words that do not belong together."
    ),
    HAS_EMAIL: _("Leave your e-mail address out of the password."),
}
PASSWORD_HINT = _("At least 12 characters. Four words that do not belong together are easy to remember.")
LANGUAGE_NAMES = (("pl", "Polski"), ("uk", "Українська"), ("en", "English"))
MISSING_PASSWORD = _("Write your password.")
MISSING_EMAIL = _("Write your e-mail address.")


class SignInForm(Form):
    """The way in, and what travels through it: where to go on, and what was typed when the session had ended."""

    email = email(_("E-mail address"), missing=MISSING_EMAIL, autocomplete="username")
    password = password(_("Password"), missing=MISSING_PASSWORD)
    next = hidden()
    kept = hidden()
    files_lost = hidden()


class LinkForm(Form):
    """Who wants a link to set a password."""

    email = email(_("E-mail address"), missing=MISSING_EMAIL, autocomplete="username")


class OnlyButton(Form):
    """Nothing but a button."""


class NewPasswordForm(Form):
    """A new password for the account of `email`, which must not stand in it."""

    new_password = password(_("New password"), missing=_("Write a new password."), hint=PASSWORD_HINT, is_new=True)

    def __init__(self, account_email: str, **data: Any) -> None:
        super().__init__(**data)
        self.account_email = account_email

    def validate_new_password(self, field: Field) -> None:
        """Refuse what would be guessed."""
        reason = weakness(field.data or "", self.account_email)
        if reason is not None:
            raise ValidationError(str(WEAK[reason]))


class ChangePasswordForm(NewPasswordForm):
    """A new password, for one who knows the present one."""

    present_password = password(_("Present password"), missing=_("Write your present password."))


class SignUpForm(Form):
    """Whose address is to get an account."""

    email = email(
        _("E-mail address"),
        missing=MISSING_EMAIL,
        hint=_("We write to it once, with a link that confirms it is yours."),
        autocomplete="username",
    )


class NewAccountForm(NewPasswordForm):
    """What a new account still needs."""

    name = line(
        _("First name and surname"),
        missing=_("Write your name."),
        hint=_("The people of your organisation and the officials who verify it see it. It is not published."),
        render={"autocomplete": "name"},
    )


class ProfileForm(Form):
    """What a person says of themselves."""

    name = line(
        _("First name and surname"),
        missing=_("Write your name."),
        hint=_("Colleagues see it beside what you prepared or approved."),
        render={"autocomplete": "name"},
    )
    language = choice(_("Language of our mails to you"), LANGUAGE_NAMES, missing=_("Choose a language."))


def _roles(label: str, *, missing: str | None = None, hint: str = "") -> Any:
    options = [(role, ROLE_NAMES[role]) for role in AUTHORITY_ROLES]
    return checks(label, options, missing=missing, hint=hint)


class InvitationForm(Form):
    """Whom to invite into the office, as what."""

    email = email(
        _("E-mail address"),
        missing=_("Write the person's e-mail address."),
        hint=_("The invitation goes there."),
        autocomplete="off",
    )
    name = line(_("First name and surname"), missing=_("Write the person's name."), render={"autocomplete": "off"})
    roles = _roles(_("What will the person do?"), missing=_("Choose at least one role."))


class RolesForm(Form):
    """What a person does in the office."""

    roles = _roles(
        _("What does the person do?"),
        hint=_("After a change the person signs in again. Whoever has no role here no longer belongs to this office."),
    )
