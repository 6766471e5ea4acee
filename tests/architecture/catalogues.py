"""Bring the translations up to date with the sources: `make translations`.

Sorted, without places or dates, so that a change shows only what changed. English is the text itself.
"""

import re
from pathlib import Path

import polib
from babel import Locale
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.plurals import get_plural

from tests.architecture.sources import ROOT

LANGUAGES = ("en", "pl", "uk")
METHODS = [("consult/**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2")]
OPTIONS = {pattern: {"silent": "false"} for pattern, method in METHODS if method == "jinja2"}
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None, "lazy_ngettext": (1, 2), "lazy_pgettext": ((1, "c"), 2)}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")
NO_WRAPPING = 0

Message = tuple[str | None, str, str]
"""Context, text, plural text or nothing."""


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def extracted() -> set[Message]:
    """Collect every text of the sources."""
    found = extract_from_dir(ROOT, METHODS, OPTIONS, KEYWORDS)
    return {message_of(text, context) for _, _, text, _, context in found}


def message_of(text: str | tuple[str, ...], context: str | None) -> Message:
    singular, plural = text if isinstance(text, tuple) else (text, "")
    return context, singular, plural


def path_of(language: str) -> Path:
    return ROOT / "translations" / language / "LC_MESSAGES" / "messages.po"


def read(language: str) -> polib.POFile:
    """Read a catalogue, an empty one where there is none."""
    path = path_of(language)
    return polib.pofile(str(path), wrapwidth=NO_WRAPPING) if path.exists() else polib.POFile()


def key_of(entry: polib.POEntry) -> Message:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def renewed(language: str, messages: set[Message]) -> polib.POFile:
    """Keep what is translated, drop what nobody says any more, add what is new."""
    old = {key_of(entry): entry for entry in read(language) if not entry.obsolete}
    new = polib.POFile(wrapwidth=NO_WRAPPING)
    new.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": get_plural(Locale(language)).plural_forms,
    }
    for message in sorted(messages, key=lambda message: (message[1], message[0] or "", message[2])):
        new.append(entry_for(language, message, old.get(message)))
    return new


def entry_for(language: str, message: Message, old: polib.POEntry | None) -> polib.POEntry:
    context, text, plural = message
    entry = polib.POEntry(msgctxt=context, msgid=text, msgid_plural=plural)
    if placeholders(text + plural):
        entry.flags = ["python-format"]
    if old:
        entry.msgstr, entry.msgstr_plural, entry.tcomment = old.msgstr, dict(old.msgstr_plural), old.tcomment
        entry.flags += ["fuzzy"] if old.fuzzy else []
    is_english = language == "en"
    if plural:
        texts = [text, plural] if is_english else [""] * get_plural(Locale(language)).num_plurals
        entry.msgstr_plural = {number: entry.msgstr_plural.get(number) or say for number, say in enumerate(texts)}
    elif is_english:
        entry.msgstr = entry.msgstr or text
    return entry


def main() -> None:
    """Write every catalogue, and say how many texts wait for a translation."""
    messages = extracted()
    for language in LANGUAGES:
        catalogue = renewed(language, messages)
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        path_of(language).write_text(f"{catalogue}".rstrip("\n") + "\n", encoding="utf-8")
        waiting = sum(not entry.translated() for entry in catalogue)
        print(f"{language}: {len(catalogue)} texts, {waiting} to translate")  # noqa: T201 - for the developer


if __name__ == "__main__":
    main()
