"""Small files of LimeSurvey for tests, made in memory, with texts in the rows as before version 4."""

from collections import defaultdict
from html import escape

OWN = ("relevance", "mandatory", "other", "help", "preg")


def rows(table, found):
    cells = ("".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in row.items()) for row in found)
    return f"<{table}><rows>{''.join(f'<row>{one}</row>' for one in cells)}</rows></{table}>"


def old(*questions, groups=({},), conditions=(), version=177, languages=("en",)):
    """Make a survey: each question is (code, type, {more}), with `parts`, `answers` and `attributes` by code."""
    tables = defaultdict(list)
    for language in languages:
        tables["surveys_languagesettings"].append(
            {"surveyls_language": language, "surveyls_title": f"Title {language}"}
        )
        for at, group in enumerate(groups, 1):
            row = {"gid": at, "group_name": f"Group {at}", "group_order": at, "language": language}
            tables["groups"].append({**row, **group})
    for number, (code, kind, *more) in enumerate(questions, 1):
        ask(tables, number, {"type": kind, "title": code}, more[0] if more else {}, languages)
    tables["conditions"] = list(conditions)
    tables["surveys"] = [{"sid": 9, "language": languages[0]}]
    spoken = "".join(f"<language>{one}</language>" for one in languages)
    inside = "".join(rows(name, found) for name, found in tables.items())
    return (
        f'<?xml version="1.0"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>{version}</DBVersion>'
        f"<languages>{spoken}</languages>{inside}</document>"
    ).encode()


def ask(tables, number, row, said, languages):
    """Put a question into the tables, a row for each language."""
    own = {name: said[name] for name in OWN if name in said}
    for language in languages:
        text = said.get("texts", {}).get(language, f"{row['title']} in {language}")
        place = {"qid": number, "gid": said.get("gid", 1), "question_order": number}
        tables["questions"].append({**place, **row, **own, "question": text, "language": language})
    for order, (scale, code, text) in enumerate(coded(said.get("parts", {}))):
        part = {"qid": number * 100 + order, "parent_qid": number, "gid": 1, "title": code, "question": text}
        tables["subquestions"].append({**part, "question_order": order, "language": languages[0], "scale_id": scale})
    for order, (scale, code, text) in enumerate(coded(said.get("answers", {}))):
        answer = {"qid": number, "code": code, "answer": text, "sortorder": order}
        tables["answers"].append({**answer, "language": languages[0], "scale_id": scale})
    for name, value in said.get("attributes", {}).items():
        tables["question_attributes"].append({"qid": number, "attribute": name, "value": value})


def coded(parts):
    """Give each part with its scale, which may stand before its code: `1/A`."""
    for code, text in parts.items():
        scale, _mark, own = code.rpartition("/")
        yield scale or "0", own, text
