"""Tell by what a file holds which program wrote it, and read it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from consult.questionnaires.rules.imports.limesurvey.reading import read as read_limesurvey
from consult.questionnaires.rules.imports.limesurvey.tab import is_tab, read_tab
from consult.questionnaires.rules.imports.limesurvey.xml import from_archive, read_xml
from consult.questionnaires.rules.imports.report import LSS, NATIVE, SURVEYJS, XLSFORM, Beside, Brought, refuse
from consult.questionnaires.rules.imports.surveyjs.reading import read as read_surveyjs
from consult.questionnaires.rules.imports.xlsform.reading import read as read_xlsform
from consult.questionnaires.rules.imports.xlsform.sheets import OLD
from consult.questionnaires.rules.reading import NotAQuestionnaire, Problem, read_json

ZIP = b"PK\x03\x04"
BOM = b"\xef\xbb\xbf"
WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How text begins that is not in UTF-8."""
BOOK = b"xl/workbook.xml"
LARGEST = 20_000_000
OF_SURVEYS = frozenset({"pages", "elements", "questions"})


def read_foreign(data: bytes, name: str, said: str | None = None, beside: Beside | None = None) -> Brought | None:
    """Read a questionnaire of another program; nothing where the file is one of ours.

    `said` is the format where somebody names it, `name` the title where the file has none. Raises
    `NotAQuestionnaire` with the place where the file is broken.
    """
    if len(data) > LARGEST:
        refuse("", "file_too_large", count=LARGEST // 1_000_000)
    if data.startswith(WIDE):
        refuse("", "not_text")
    form = said or recognised(data)
    if form == XLSFORM:
        return read_xlsform(data, name, beside or (lambda _name: None))
    if form == LSS:
        return _limesurvey(data, name)
    if form == SURVEYJS:
        return _surveyjs(_json(data), name)
    if form is None:
        refuse("", "unknown_file")
    return None


def recognised(data: bytes) -> str | None:
    """Tell the format of a file; nothing where it is none that is known."""
    if data.startswith(OLD):
        return XLSFORM
    if data.startswith(ZIP):
        return XLSFORM if BOOK in data else LSS
    text = data.removeprefix(BOM).lstrip()
    if text.startswith(b"<"):
        return LSS
    if text.startswith((b"{", b"[")):
        found = _parsed(data)
        return SURVEYJS if isinstance(found, Mapping) and "consult" not in found and OF_SURVEYS & set(found) else NATIVE
    return LSS if is_tab(data) else None


def _parsed(data: bytes) -> Any:
    """Read JSON, if it is any: what is wrong with it is told by whoever reads the document."""
    try:
        return _json(data)
    except NotAQuestionnaire:
        return None


def _json(data: bytes) -> Any:
    try:
        return read_json(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        refuse("", "not_text")


def _limesurvey(data: bytes, name: str) -> Brought:
    if data.startswith(ZIP):
        brought = read_limesurvey(read_xml(from_archive(data)), name)
        return replace(brought, lines=(*brought.lines, Problem("", "answers_left_out", is_mistake=False)))
    return read_limesurvey(read_tab(data) if is_tab(data) else read_xml(data), name)


def _surveyjs(data: Any, name: str) -> Brought:
    if not isinstance(data, Mapping):
        refuse("", "not_surveyjs")
    return read_surveyjs(data, name)
