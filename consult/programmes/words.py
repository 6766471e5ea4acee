"""Keys of programmes in words."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from consult.programmes.models import ACCEPTED, DECLINED, INVITED

MEMBERS: Mapping[str, str] = {
    INVITED: _("invited, has not answered yet"),
    ACCEPTED: _("takes part"),
    DECLINED: _("does not take part"),
}
LACKS: Mapping[str, str] = {
    "summary": _("Write in two sentences what it is for"),
    "description": _("Describe it in plain words"),
    "controller": _("Write who controls the personal data"),
    "contact": _("Write how people reach those who run it"),
    "organiser": _("Say who runs it"),
}
