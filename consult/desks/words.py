"""What an act or a message is called, in the reader's language; a key without words is shown as it is."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

ACTIONS: Mapping[str, str] = {
    "authority.created": _("An authority was added"),
    "authority.changed": _("The settings of an authority were changed"),
    "job.revived": _("A job was started again"),
    "mail.read": _("A mail was read in the outbox"),
    "mail.retried": _("A mail was sent again"),
    "mail.tested": _("A test mail was sent"),
}
MESSAGES: Mapping[str, str] = {
    "desks/mail/test": _("Test mail"),
}
MAIL_STATES: Mapping[str, str] = {
    "waiting": _("waiting"),
    "failed": _("not sent"),
    "sent": _("sent"),
}


def action_words(key: str) -> str:
    """Say what was done."""
    return str(ACTIONS.get(key, key))


def message_words(key: str) -> str:
    """Say what a mail is about, without its content."""
    return str(MESSAGES.get(key, key))
