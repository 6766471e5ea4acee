"""Options, rows or parts in a form: one line each, its languages side by side, with buttons that move it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from wtforms import Field

from consult.questionnaires.rules.editing.lines import FormLine, acted, pasted
from consult.texts.storable import is_unstorable, visible
from consult.web.forms import LANGUAGE_NAMES
from consult.web.forms.fields import UNSTORABLE, one_line

MOST = 1_000
LONGEST = 5_000
PASTED = "pasted"
MORE = "more"


class LinesField(Field):
    """Lines; the controls are named `<name>-<line>-<language>`, `-key` and `-<mark>`.

    Its data are `FormLine`s without blank ones. Mistakes stand in `language_errors` by `<line>-<language>`.
    """

    def __init__(
        self,
        label: str,
        languages: Sequence[str],
        *,
        marks: Mapping[str, str] | None = None,
        one: str,
        blank: int = 3,
        hint: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(label, description=hint, **kwargs)
        self.languages = tuple(languages)
        self.marks = dict(marks or {})
        self.one = one
        self.blank = blank
        self.language_errors: dict[str, str] = {}
        self.focus = ""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take the stored lines, or what was typed, with what was pasted at once behind it."""
        self.data: list[FormLine] = list(data) if isinstance(data, list) else []
        if formdata is None or f"{self.name}-{PASTED}" not in formdata:
            return
        numbers = range(MOST)
        lines = []
        for number in numbers:
            if f"{self.name}-{number}-pl" not in formdata:
                break
            lines.append(self._line(formdata, number))
        at_once = visible(formdata.get(f"{self.name}-{PASTED}") or "")
        self.data = [line for line in [*lines, *pasted(at_once, self.languages)] if not line.is_blank][:MOST]

    def _line(self, formdata: Any, number: int) -> FormLine:
        name = f"{self.name}-{number}"
        said = {language: one_line(formdata.get(f"{name}-{language}")) for language in self.languages}
        return FormLine(
            one_line(formdata.get(f"{name}-key")),
            {language: words for language, words in said.items() if words},
            frozenset(mark for mark in self.marks if formdata.get(f"{name}-{mark}")),
        )

    @property
    def shown(self) -> list[FormLine]:
        """List the lines with empty ones below them: a few stand ready, and more where there is nothing yet."""
        return [*self.data, *([FormLine()] * (self.blank if self.data else self.blank + 1))]

    def act(self, what: str) -> None:
        """Do what the button beside a line says, and remember which control comes into focus."""
        before = len(self.data)
        self.data = acted(self.data, what)
        verb, _colon, number = what.partition(":")
        place = int(number) if number.isdecimal() and number.isascii() and len(number) < len(str(MOST)) + 1 else before
        place += {"up": -1, "down": 1}.get(verb, 0)
        self.focus = f"{self.name}-{max(0, min(place, len(self.data)))}-pl"

    def name_in(self, part: str) -> str:
        """Name a control."""
        return f"{self.name}-{part}"

    def language_name(self, language: str) -> str:
        """Name the language in the reader's own."""
        return str(LANGUAGE_NAMES[language])

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """Find mistakes of each line; what else is wrong the document's own check finds."""
        self.language_errors = {}
        for number, line in enumerate(self.data):
            if "pl" not in line.texts:
                self.language_errors[f"{number}-pl"] = str(_("Write it in Polish too, or empty the whole line."))
            for language, words in line.texts.items():
                if is_unstorable(words):
                    self.language_errors[f"{number}-{language}"] = str(UNSTORABLE)
                elif len(words) > LONGEST:
                    self.language_errors[f"{number}-{language}"] = str(
                        _("Use at most %(count)s characters.", count=LONGEST)
                    )
        self.errors = list(self.language_errors.values())
        return not self.errors

    def refuse(self, part: str, message: str) -> None:
        """Put a mistake beside a control."""
        self.language_errors.setdefault(part, message)
        self.errors = list(self.language_errors.values())
