"""Words for a text of which no draft can be made."""

from flask_babel import gettext as _

from consult.drafts.reading.problems import MOST_PAGES
from consult.files.forms import words_for


def words_of(problem: str) -> str:
    """Say what is wrong with a text and what to do (`importing.NotADraft`, `files.rules.BadFile`)."""
    words = {
        "kind": _("Choose a .docx, .odt, .pdf, .txt or .md file."),
        "no_units": _("There is no text in it."),
        "old_word": _("This is a file of an old Word (.doc). Save it as .docx, then choose it again."),
        "scan": _(
            "This PDF is a scan: it holds pictures of pages, and no text that can be read. "
            "Choose the file from which it was printed."
        ),
        "too_long": _("It is too long, or falls into too many units. Import its parts as several drafts."),
        "too_many_pages": _("It has more than %(pages)s pages. Import its parts as several drafts.", pages=MOST_PAGES),
        "too_slow": _("Reading it takes too long. Save it again in the program that made it, or import its parts."),
        "unstorable": _("It has characters that cannot be stored. Save it as plain text in UTF-8, then try again."),
    }
    return words[problem] if problem in words else words_for(problem)
