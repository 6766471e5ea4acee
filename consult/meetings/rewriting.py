"""Forms in which several people may write at once: nobody takes away another's words without knowing it."""

from collections.abc import Sequence
from hashlib import sha256

from flask_babel import gettext
from wtforms import HiddenField

from consult.web.forms import Form


class Rewriting(Form):
    """Other words for what others may be writing too: a digest of the words that it was opened with travels along."""

    was = HiddenField()

    def fits(self, shown: str) -> bool:
        """Tell whether the words are still those; where they are not, say so, and let it be sent all the same."""
        if self["was"].data == shown:
            return True
        self["was"].data = shown
        self.form_errors = [gettext("Somebody changed it after you opened it. Sending yours replaces what they wrote.")]
        return False


def digest_of(said: object, names: Sequence[str]) -> str:
    """Give a digest of what stands under these names; of nothing, nothing."""
    if said is None:
        return ""
    return sha256(repr([getattr(said, name) for name in names]).encode()).hexdigest()[:32]
