"""One text in several languages, as one field."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field

from consult.texts.storable import clean, is_unstorable
from consult.web.forms.fields import LINE, TEXT, UNSTORABLE, one_line

LANGUAGE_NAMES = {"pl": _("Polish"), "en": _("English"), "uk": _("Ukrainian")}


class TextsField(Field):
    """A text in Polish and in other languages; its data is `{"pl": "…", "uk": "…"}`, empty texts left out.

    The controls are named `<name>-<language>`. Polish is required where `missing` is given; other
    languages may stay empty, and their readers see the Polish text. Stored texts in languages that are
    not asked for stay as they are.
    """

    def __init__(
        self,
        label: str,
        languages: Sequence[str] = ("pl",),
        *,
        missing: str | None = None,
        is_long: bool = False,
        longest: int | None = None,
        hint: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(label, description=hint, **kwargs)
        self.languages = tuple(languages)
        self.missing = missing
        self.is_long = is_long
        self.longest = longest or (TEXT if is_long else LINE)
        self.language_errors: dict[str, str] = {}

    @property
    def is_required(self) -> bool:
        """Tell whether the Polish text must be there."""
        return self.missing is not None

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take the stored texts, or what was typed; where nothing is stored, what is offered as `default`."""
        if not isinstance(data, dict) or not data:  # nothing stored, or WTForms' own mark for that
            data = self.default or {}
        self.data = dict(data)
        if formdata is not None and any(f"{self.name}-{language}" in formdata for language in self.languages):
            brought = clean if self.is_long else one_line
            typed = {language: brought(formdata.get(f"{self.name}-{language}")) for language in self.languages}
            kept = {language: words for language, words in self.data.items() if language not in self.languages}
            self.data = kept | {language: words for language, words in typed.items() if words}

    def words(self, language: str) -> str:
        """Give the text in this language, as typed."""
        return str((self.data or {}).get(language, ""))

    def name_in(self, language: str) -> str:
        """Name the control for this language; it is its id too."""
        return f"{self.name}-{language}"

    def language_name(self, language: str) -> str:
        """Name the language in the reader's own."""
        return str(LANGUAGE_NAMES[language])

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """Find mistakes per language, so that each stands beside its own control."""
        self.language_errors = {
            language: mistake for language in self.languages if (mistake := self._mistake(self.words(language)))
        }
        if self.missing and not self.words("pl"):
            self.language_errors["pl"] = self.missing
        self.errors = list(self.language_errors.values())
        return not self.errors

    def _mistake(self, words: str) -> str | None:
        if is_unstorable(words):
            return str(UNSTORABLE)
        if len(words) > self.longest:
            return str(_("Use at most %(count)s characters.", count=self.longest))
        return None


def texts(label: str, **options: Any) -> TextsField:
    """Ask for one text in several languages; see `TextsField`."""
    return TextsField(label, **options)
