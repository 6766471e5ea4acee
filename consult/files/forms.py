"""Words for a file that was not taken."""

from collections.abc import Mapping

from flask_babel import gettext, lazy_gettext

from consult.files.rules import MOST_BYTES, size_words
from consult.web.locale import language

WORDS: Mapping[str, str] = {
    "broken": lazy_gettext("The file is damaged. Save it again in the program that made it, then choose it again."),
    "empty": lazy_gettext("The file is empty. Choose another one."),
    "encoding": lazy_gettext("The file is not text in UTF-8. Save it as UTF-8, then choose it again."),
    "kind": lazy_gettext("Choose a file of one of these kinds: PDF, DOCX, ODT, XLSX, ODS, CSV, TXT, PNG or JPEG."),
    "locked": lazy_gettext("The file is protected by a password. Save it without one, then choose it again."),
    "macros": lazy_gettext("The file has macros or programs in it. Save it without them, then choose it again."),
    "mismatch": lazy_gettext("The file is not what its name says. Save it again in the program that made it."),
    "packed": lazy_gettext("The file is packed in an unusual way. Save it again in the program that made it."),
}


def words_for(problem: str) -> str:
    """Say what is wrong with a file and what to do (`rules.PROBLEMS`)."""
    if problem == "too_large":
        return str(
            gettext("The file is too large. It may have at most %(size)s.", size=size_words(MOST_BYTES, language()))
        )
    return str(WORDS[problem])
