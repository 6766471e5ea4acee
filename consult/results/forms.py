"""The form in which an office says what counts."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from consult.web.forms import Form, texts, yes


def counting_form(languages: Sequence[str]) -> type[Form]:
    """Ask what counts, and why something does not."""

    class CountingForm(Form):
        """Decide which answers count."""

        late = yes(_("Answers that came after the end count"), hint=_("They were begun before it."))
        doubtful = yes(
            _("Answers that may come from a machine count"),
            hint=_("Count them if you have no reason to doubt them: a class or a library can look like a machine."),
        )
        reason = texts(
            _("Why some do not count"),
            languages=languages,
            hint=_("Everybody reads it beside the results."),
        )

        def validate(self, extra_validators: Any = None) -> bool:
            """Ask for a reason where something is left out."""
            is_valid: bool = super().validate(extra_validators)
            if (self.late.data and self.doubtful.data) or self.reason.data.get("pl"):
                return is_valid
            self.reason.language_errors["pl"] = _("Write in Polish why some answers do not count.")
            self.reason.errors = list(self.reason.language_errors.values())
            return False

    return CountingForm
