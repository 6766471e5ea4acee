"""What the keys of drafts and remarks are called, in the reader's language."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from consult.drafts.rules.channels import Channel, Checking, SenderKind
from consult.drafts.rules.redaction import Reason

CHANNELS: Mapping[str, str] = {
    Channel.WEB: _("on the web"),
    Channel.POST: _("by post"),
    Channel.DESK: _("at the desk"),
    Channel.EMAIL: _("by e-mail"),
    Channel.E_DELIVERY: _("by e-Doręczenia"),
    Channel.MEETING: _("aloud at a meeting"),
}
SENDER_KINDS: Mapping[str, str] = {
    SenderKind.PERSON: _("person"),
    SenderKind.NGO: _("non-governmental organisation"),
    SenderKind.FIRM: _("firm"),
    SenderKind.AUXILIARY_UNIT: _("auxiliary unit (sołectwo, district)"),
    SenderKind.COUNCIL: _("council or committee"),
    SenderKind.PUBLIC_BODY: _("public body"),
    SenderKind.OTHER: _("somebody else"),
}
CHECKING: Mapping[str, str] = {
    Checking.NONE: _("no letter"),
    Checking.SAMPLE: _("a sample: one letter of five"),
    Checking.ALL: _("every letter"),
}
REDACTION_REASONS: Mapping[str, str] = {
    Reason.OWN_DATA: _("personal data of the sender"),
    Reason.THIRD_PERSON: _("personal data of somebody else"),
    Reason.SENSITIVE: _("data on health, faith, views or origin"),
    Reason.UNLAWFUL: _("words against the law"),
}
