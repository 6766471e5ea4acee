"""Words for what an import tells of a questionnaire that another program wrote."""

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from consult.questionnaires.rules.reading import Problem
from consult.questionnaires.words import problem_words

BROKEN = {
    "bad_table": lazy_gettext("the table cannot be read: %(why)s"),
    "broken_archive": lazy_gettext("the archive cannot be opened: %(why)s"),
    "broken_spreadsheet": lazy_gettext("the spreadsheet cannot be opened: %(why)s"),
    "calculation_missing": lazy_gettext("“%(name)s” is to be calculated, and the column calculation is empty"),
    "column_twice": lazy_gettext("two columns are called “%(column)s”: nobody can tell which one is meant"),
    "does_not_fit": lazy_gettext("it does not fit our format at %(place)s (%(why)s)"),
    "expression_broken": lazy_gettext("“%(text)s” is no expression: it cannot be read at “%(near)s”"),
    "file_too_large": lazy_gettext("the file has more than %(count)s MB"),
    "group_not_closed": lazy_gettext("the group “%(name)s” is begun here and never ended"),
    "group_not_open": lazy_gettext("a group is ended here, and none was begun"),
    "list_unnamed": lazy_gettext("an option without the name of its list"),
    "name_missing": lazy_gettext("a question without a name"),
    "nested_too_deep": lazy_gettext("objects and lists stand in each other more than %(count)s deep"),
    "no_survey_inside": lazy_gettext("the archive holds no survey (.lss)"),
    "not_a_list": lazy_gettext("must be a list"),
    "not_a_spreadsheet": lazy_gettext("is no spreadsheet (.xlsx or .xls)"),
    "not_an_object_there": lazy_gettext("must be an object or a plain value"),
    "not_limesurvey": lazy_gettext("is XML, and none of LimeSurvey: it begins with <%(tag)s>"),
    "not_surveyjs": lazy_gettext("is JSON, and no survey of SurveyJS: it must be an object with pages"),
    "not_xml": lazy_gettext("is no XML that can be read: %(why)s"),
    "option_unnamed": lazy_gettext("an option of the list “%(list)s” without a name"),
    "part_without_question": lazy_gettext("“%(name)s” stands before any question"),
    "question_without_group": lazy_gettext("the question “%(name)s” stands before any group"),
    "sheet_missing": lazy_gettext("there is no sheet “%(sheet)s” with something in it"),
    "too_many_questions": lazy_gettext("there are %(found)s questions, and at most %(count)s can be asked"),
    "too_many_rows": lazy_gettext("the sheet has more than %(count)s rows"),
    "type_missing": lazy_gettext("a row without a type"),
    "unknown_class": lazy_gettext("“%(found)s” is no class of rows"),
    "unknown_file": lazy_gettext(
        "is no questionnaire that we know: our JSON, LimeSurvey (.lss, .lsg, .lsq, .lsa, .txt), XLSForm (.xlsx, .xls) "
        "or SurveyJS (.json)"
    ),
    "unknown_list": lazy_gettext("there is no list of choices “%(list)s”"),
    "unknown_type": lazy_gettext("there is no type of question “%(type)s”"),
    "xml_with_definitions": lazy_gettext("XML with definitions (DOCTYPE, ENTITY) is not read"),
}
"""Why a file cannot be read."""
CONDITIONS = {
    "asked_later": lazy_gettext("asked always: its condition “%(text)s” looks at what is asked later (%(said)s)"),
    "compares_answers": lazy_gettext(
        "asked always: its condition “%(text)s” compares answers with each other (%(said)s)"
    ),
    "condition_does_not_fit": lazy_gettext("asked always: its condition does not fit our format (%(why)s)"),
    "condition_unreadable": lazy_gettext("asked always: its condition “%(text)s” cannot be read at “%(near)s”"),
    "function_unknown": lazy_gettext("asked always: its condition “%(text)s” computes what ours cannot (%(said)s)"),
    "never_asked_there": lazy_gettext(
        "asked always: its condition “%(text)s” never holds, and no question stands before"
    ),
    "not_compared_here": lazy_gettext(
        "asked always: its condition “%(text)s” compares words or what ours cannot compare (%(said)s)"
    ),
    "row_there": lazy_gettext("asked always: its condition “%(text)s” looks at one row of a table (%(said)s)"),
    "too_deep_there": lazy_gettext("asked always: its condition “%(text)s” is too long for ours"),
    "unknown_there": lazy_gettext("asked always: its condition “%(text)s” looks at what is not brought (%(said)s)"),
}
"""Why a question has lost its condition."""
LEFT_OUT = {
    "answer_in_text": lazy_gettext("an answer is shown in the text (%(text)s): here it stands as it is written"),
    "answers_left_out": lazy_gettext("answers in the archive are not brought with the questionnaire"),
    "appearance_left_out": lazy_gettext("the appearance “%(text)s” is not kept"),
    "asked_once": lazy_gettext("what is repeated (“%(name)s”) is asked once"),
    "assessments_left_out": lazy_gettext("the assessment (%(count)s) is not brought"),
    "calculation_left_out": lazy_gettext("“%(name)s” is not calculated: %(text)s"),
    "choices_elsewhere": lazy_gettext("the choices are not in the file: asked in words"),
    "constraint_left_out": lazy_gettext("answers are not checked by “%(text)s”"),
    "default_left_out": lazy_gettext("nothing is filled in beforehand (%(text)s)"),
    "enabled_as_asked": lazy_gettext("it could be filled in only if “%(text)s”: here it is asked only then"),
    "end_left_out": lazy_gettext("the text at the end is not brought: people see the receipt"),
    "file_not_there": lazy_gettext("the file “%(file)s” with the choices is not here: asked in words"),
    "guidance_left_out": lazy_gettext("the guidance for interviewers is not brought: %(text)s"),
    "hidden_left_out": lazy_gettext("“%(name)s” is hidden from people, and not brought"),
    "kept_as_words": lazy_gettext("it does not fit our questions of this kind (%(kind)s, %(why)s): asked in words"),
    "language_left_out": lazy_gettext(
        "the texts in “%(language)s” are not brought: ours are Polish, English, Ukrainian"
    ),
    "language_question_left_out": lazy_gettext("the language is not asked: it is kept with each answer"),
    "language_unsaid": lazy_gettext("the file does not name its language: its texts stand as Polish"),
    "media_left_out": lazy_gettext("pictures, sounds and scripts are not brought (%(what)s)"),
    "metadata_left_out": lazy_gettext("“%(type)s” is not recorded: answers are kept without it"),
    "no_polish_words": lazy_gettext("the file has no Polish texts: those in “%(language)s” stand in their place"),
    "no_words": lazy_gettext("there is no text: the name “%(name)s” stands in its place"),
    "nothing_to_bring": lazy_gettext("the file asks nothing that could be brought"),
    "option_twice": lazy_gettext("the option “%(name)s” stands there twice, and is offered once"),
    "options_filtered": lazy_gettext("all options are offered; the source offers those that meet “%(text)s”"),
    "policy_left_out": lazy_gettext("the notice on personal data is not brought: the consultation has its own"),
    "quotas_left_out": lazy_gettext("quotas (%(count)s) are not kept"),
    "random_left_out": lazy_gettext("the order stays the same for everybody"),
    "ranked_as_chosen": lazy_gettext("%(count)s options cannot be put in an order here: several can be chosen"),
    "readonly_left_out": lazy_gettext("it was for reading only; here it can be answered"),
    "renamed": lazy_gettext("“%(name)s” is called “%(key)s” here"),
    "required_if": lazy_gettext("it may be left empty; in the source it must be answered if “%(text)s”"),
    "row_condition_left_out": lazy_gettext("“%(name)s” is always there; in the source only if “%(text)s”"),
    "rows_fixed": lazy_gettext("people cannot add rows to “%(name)s”: their number is fixed"),
    "section_joined": lazy_gettext("the section “%(title)s” is joined to the one before: there are at most %(count)s"),
    "soft_required": lazy_gettext("it may be left empty; the source asks once whether that was meant"),
    "split_by_column": lazy_gettext("the columns ask for different things: here they are %(count)s questions"),
    "split_in_two": lazy_gettext("the two scales stand here as two questions"),
    "text_shortened": lazy_gettext("the text is cut to %(count)s characters"),
    "texts_shorter": lazy_gettext(
        "answers in words may be shorter here, so that all of them together have at most %(count)s characters"
    ),
    "time_left_out": lazy_gettext("a day with its hour: here the day alone is asked"),
    "time_limit_left_out": lazy_gettext("nobody is hurried: there is no limit of time (%(text)s)"),
    "too_many_options": lazy_gettext("%(count)s options are too many for one question: asked in words"),
    "triggers_left_out": lazy_gettext("triggers are not brought"),
    "type_as_words": lazy_gettext("questions of the type “%(type)s” are asked in words"),
    "value_left_out": lazy_gettext("the answer is not calculated: %(text)s"),
}
"""What our format does not say, or says otherwise."""
FOREIGN = BROKEN | CONDITIONS | LEFT_OUT
PLACE = re.compile(r"(?P<sheet>[^:]+):(?P<row>\d+)(?: (?P<name>.+))?")
LINE = "line"


def line_words(problem: Problem) -> str:
    """Say a line of the report."""
    found = FOREIGN.get(problem.what)
    if found is None:
        return problem_words(problem)
    said = {name: problem_words(value) if isinstance(value, Problem) else value for name, value in problem.said.items()}
    return str(found) % said


def place_words(where: str) -> str:
    """Say where a line belongs: a sheet and row, a line of the file, or a path as it is."""
    found = PLACE.fullmatch(where)
    if found is None:
        return where
    if found["sheet"] == LINE:
        said = _("line %(number)s", number=found["row"])
    else:
        said = _("sheet “%(sheet)s”, row %(number)s", sheet=found["sheet"], number=found["row"])
    return f"{said} ({found['name']})" if found["name"] else str(said)
