"""What an office's accessibility declaration must say, after the act of 4 April 2019 and its technical conditions."""

from collections.abc import Callable

from flask_babel import lazy_gettext as _

from consult.authorities.models import Authority

REQUIRED: tuple[tuple[Callable[[Authority], object], str], ...] = (
    (lambda authority: authority.accessibility_made_on, _("the day on which the declaration was made")),
    (lambda authority: authority.accessibility_contact, _("who answers for accessibility")),
    (lambda authority: authority.accessibility_email, _("an e-mail address for matters of accessibility")),
    (lambda authority: authority.accessibility_phone, _("a telephone for matters of accessibility")),
    (lambda authority: authority.accessibility_building, _("how to get into the building")),
)


def left_out(authority: Authority) -> list[str]:
    """Name what the office has not filled in yet."""
    return [words for value, words in REQUIRED if not value(authority)]
