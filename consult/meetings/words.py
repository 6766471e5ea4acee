"""The keys of meetings in the reader's language."""

from flask_babel import lazy_gettext as _

KIND_WORDS = {
    "open_meeting": _("open meeting"),
    "workshop": _("workshop"),
    "debate": _("debate"),
    "expert_panel": _("expert panel"),
    "networking": _("networking meeting"),
    "study_walk": _("study walk"),
    "duty_hours": _("duty hours"),
    "online": _("meeting online"),
}
GROUP_WORDS = {
    "resident": _("Residents"),
    "ngo": _("Non-governmental organisations"),
    "business": _("Businesses"),
    "official": _("Officials"),
    "councillor": _("Councillors"),
    "expert": _("Experts"),
}
"""Whom a meeting invites."""
COMES_AS_WORDS = {
    "resident": _("as a resident"),
    "ngo": _("for a non-governmental organisation"),
    "business": _("for a business"),
    "official": _("for a public office"),
    "councillor": _("as a councillor"),
    "expert": _("as an expert"),
}
"""How one person comes."""
FACILITY_WORDS = {
    "step_free": _("You get in without steps"),
    "loop": _("There is an induction loop"),
    "sign_language": _("A sign language interpreter is there (PJM)"),
    "parking": _("There is parking for people with disabilities"),
}
FACT_WORDS = {
    "kind": _("kind of meeting"),
    "title": _("title"),
    "description": _("description"),
    "agenda": _("agenda"),
    "begins_at": _("beginning"),
    "ends_at": _("end"),
    "place": _("place"),
    "address": _("address"),
    "facilities": _("accessibility"),
    "access_words": _("accessibility"),
    "link": _("link"),
    "takes_registrations": _("registration"),
    "asks_name": _("registration"),
    "capacity": _("number of places"),
    "groups": _("who is invited"),
    "reserved": _("number of places"),
}
"""What was changed, in the list of changes."""


def capital(words: object) -> str:
    """Write words as the beginning of a line."""
    said = str(words)
    return said[:1].upper() + said[1:]
