"""Read LimeSurvey's XML (.lss, .lsg, .lsq), from DBVersion 146, where texts stood in the rows, to those beside them."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from consult.files.archives import DAMAGED, BadArchive, kind_of
from consult.questionnaires.rules.imports.limesurvey.source import Group, Part, Row, Source, Survey
from consult.questionnaires.rules.imports.report import refuse

Element = Any
"""An element of lxml, which has no types."""
ENDINGS = (".lss", ".lsg", ".lsq")
LARGEST = 30_000_000
LEFT_OUT = {
    "quota": "quotas_left_out",
    "assessments": "assessments_left_out",
}


def from_archive(data: bytes) -> bytes:
    """Take the survey out of an archive with answers (.lsa)."""
    try:
        kind_of(BytesIO(data))
        with ZipFile(BytesIO(data)) as archive:
            name = next((name for name in archive.namelist() if name.casefold().endswith(ENDINGS)), None)
            if name is None:
                refuse("", "no_survey_inside")
            with archive.open(name) as entry:
                return entry.read(LARGEST)
    except BadArchive as mistake:
        refuse("", "broken_archive", why=mistake.problem)
    except DAMAGED as mistake:
        refuse("", "broken_archive", why=str(mistake))


def read_xml(data: bytes) -> Survey:
    """Read a file; refuses one that is no XML, that defines entities, or that is not LimeSurvey's."""
    root = _parsed(data)
    if root.tag != "document" or root.find("LimeSurveyDocType") is None:
        refuse("", "not_limesurvey", tag=str(root.tag))
    languages = [one.text.strip() for one in root.iterfind("languages/language") if one.text]
    survey = next(_rows(root, "surveys"), {})
    base = survey.get("language") or (languages[0] if languages else "")
    found = Survey(survey.get("sid", ""), base, languages)
    _settings(root, found)
    by_id = {group.id: group for group in _groups(root)}
    questions = _questions(root)
    for question, group_id in questions.values():
        home = by_id.setdefault(group_id, Group(group_id, question.where))
        home.questions.append(question)
    if not found.id:
        found.id = next((row.get("sid", "") for row in _rows(root, "questions")), "")
    found.groups = sorted(by_id.values(), key=lambda group: group.order)
    for group in found.groups:
        group.questions.sort(key=lambda question: question.order)
    _beside(root, found, {key: question for key, (question, _group) in questions.items()})
    return found


def _parsed(data: bytes) -> Element:
    from lxml import etree  # noqa: PLC0415  # heavy, and few requests bring XML

    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        refuse("", "xml_with_definitions")
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data.lstrip(b"\xef\xbb\xbf \r\n\t"), parser)
    except etree.XMLSyntaxError as mistake:
        refuse(f"line:{mistake.lineno or 1}", "not_xml", why=str(mistake.msg))
    except ValueError as mistake:
        refuse("", "not_xml", why=str(mistake))


def _rows(root: Element, table: str) -> Iterator[dict[str, str]]:
    """Give the rows of a table; `where` is the line."""
    for row in root.iterfind(f"{table}/rows/row"):
        yield {"where": f"line:{row.sourceline}", **{cell.tag: (cell.text or "").strip() for cell in row}}


def _order(row: dict[str, str], name: str) -> float:
    try:
        return float(row.get(name) or 0)
    except ValueError:
        return 0


def _settings(root: Element, survey: Survey) -> None:
    left_out: dict[str, int] = {}
    for row in _rows(root, "surveys_languagesettings"):
        code = row.get("surveyls_language", "")
        survey.titles[code] = row.get("surveyls_title", "")
        parts = (row.get("surveyls_description", ""), row.get("surveyls_welcometext", ""))
        survey.welcomes[code] = "\n\n".join(filter(None, parts))
        survey.ends[code] = row.get("surveyls_endtext", "")
        if row.get("surveyls_policy_notice"):
            left_out["policy_left_out"] = 1
    for table, what in LEFT_OUT.items():
        if count := sum(1 for _row in _rows(root, table)):
            left_out[what] = count
    survey.left_out = left_out


def _groups(root: Element) -> Iterator[Group]:
    found: dict[str, Group] = {}
    for row in _rows(root, "groups"):
        group = found.setdefault(
            row.get("gid", ""), Group(row.get("gid", ""), row["where"], _order(row, "group_order"))
        )
        group.relevance = group.relevance or row.get("grelevance", "")
        group.is_random = bool(row.get("randomization_group"))
        if "group_name" in row:
            _name_group(group, row)
    for row in _rows(root, "group_l10ns"):
        if row.get("gid", "") in found:
            _name_group(found[row["gid"]], row)
    yield from found.values()


def _name_group(group: Group, row: dict[str, str]) -> None:
    group.names[row.get("language", "")] = row.get("group_name", "")
    group.descriptions[row.get("language", "")] = row.get("description", "")


def _questions(root: Element) -> dict[str, tuple[Source, str]]:
    found: dict[str, tuple[Source, str]] = {}
    for row in _rows(root, "questions"):
        if row.get("parent_qid", "0") not in {"", "0"}:
            continue
        key = row.get("qid", "")
        if key not in found:
            found[key] = (_question(row), row.get("gid", ""))
        if "question" in row:
            found[key][0].texts[row.get("language", "")] = row["question"]
            found[key][0].helps[row.get("language", "")] = row.get("help", "")
    parts = _parts(root, {key: question for key, (question, _group) in found.items()})
    for row in _rows(root, "question_l10ns"):
        key, code = row.get("qid", ""), row.get("language", "")
        if key in found:
            found[key][0].texts[code] = row.get("question", "")
            found[key][0].helps[code] = row.get("help", "")
        elif key in parts:
            parts[key].texts[code] = row.get("question", "")
    return found


def _question(row: dict[str, str]) -> Source:
    return Source(
        id=row.get("qid", ""),
        code=row.get("title", ""),
        type=row.get("type", "T") or "T",
        where=f"{row['where']} {row.get('title', '')}",
        order=_order(row, "question_order"),
        relevance=row.get("relevance"),
        mandatory=row.get("mandatory", ""),
        has_other=row.get("other") == "Y",
        pattern=row.get("preg", ""),
    )


def _parts(root: Element, questions: dict[str, Source]) -> dict[str, Part]:
    found: dict[str, Part] = {}
    for row in _rows(root, "subquestions"):
        home = questions.get(row.get("parent_qid", ""))
        if home is None:
            continue
        key = row.get("qid", "")
        if key not in found:
            found[key] = Part(
                row.get("title", ""), f"{row['where']} {home.code}", row.get("scale_id", "0") or "0",
                _order(row, "question_order"), row.get("relevance", ""), key,
            )  # fmt: skip
            home.parts.append(found[key])
        if "question" in row:
            found[key].texts[row.get("language", "")] = row["question"]
    for question in questions.values():
        question.parts.sort(key=lambda part: part.order)
    return found


def _beside(root: Element, survey: Survey, questions: dict[str, Source]) -> None:
    """Read what stands in tables of its own: answers, attributes, defaults, old conditions."""
    _answers(root, questions)
    for row in _rows(root, "question_attributes"):
        if (home := questions.get(row.get("qid", ""))) and row.get("value"):
            home.attributes.setdefault(row.get("attribute", ""), {})[row.get("language", "")] = row["value"]
    for row in _rows(root, "defaultvalues"):
        if home := questions.get(row.get("qid", "")):
            home.has_default = True
    survey.rows = [
        Row(row.get("qid", ""), row.get("scenario", "1"), row.get("cqid", ""), row.get("cfieldname", ""),
            row.get("method", "==") or "==", row.get("value", ""))
        for row in _rows(root, "conditions")
    ]  # fmt: skip


def _answers(root: Element, questions: dict[str, Source]) -> None:
    found: dict[str, Part] = {}
    for row in _rows(root, "answers"):
        home = questions.get(row.get("qid", ""))
        if home is None:
            continue
        scale = row.get("scale_id", "0") or "0"
        key = row.get("aid") or f"{row.get('qid')} {scale} {row.get('code')}"
        if key not in found:
            found[key] = Part(
                row.get("code", ""), f"{row['where']} {home.code}", scale, _order(row, "sortorder"), id=key
            )
            home.answers.append(found[key])
        if "answer" in row:
            found[key].texts[row.get("language", "")] = row["answer"]
    for row in _rows(root, "answer_l10ns"):
        if row.get("aid", "") in found:
            found[row["aid"]].texts[row.get("language", "")] = row.get("answer", "")
    for question in questions.values():
        question.answers.sort(key=lambda part: part.order)
