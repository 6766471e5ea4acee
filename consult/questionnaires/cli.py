"""Commands of questionnaires."""

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from flask.cli import with_appcontext
from flask_babel import force_locale
from sqlalchemy.orm import Session

from consult import clock
from consult.authorities.models import Authority
from consult.authorities.queries import list_all
from consult.consultations import operations as consultations
from consult.consultations.models import Consultation
from consult.consultations.queries import find_consultation, get_consultation
from consult.extensions import db
from consult.questionnaires import exporting, importing, operations, queries
from consult.questionnaires.bringing import read_questionnaire
from consult.questionnaires.documents import written
from consult.questionnaires.import_words import line_words, place_words
from consult.questionnaires.plans import plan_of
from consult.questionnaires.rules.compiling import lint as lint_document
from consult.questionnaires.rules.imports.report import FORMATS, Beside
from consult.questionnaires.rules.reading import NotAQuestionnaire, Problem, read_json
from consult.questionnaires.rules.shape import Plan
from consult.web.transaction import transaction

Report = list[dict[str, str]]
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
readable_file = click.Path(exists=True, dir_okay=False, path_type=Path)
file_argument = click.argument("file", type=readable_file)


class Machine:
    """Whoever acts by a command: nobody with an account."""

    id = None
    is_authenticated = False

    def authority_ids(self, *_roles: str) -> set[UUID]:
        """Name no authority."""
        return set()

    def holds(self, *_roles: str, authority_id: UUID | None = None) -> bool:
        """Hold no role."""
        return False


@click.group()
def questionnaire() -> None:
    """Questionnaires: bring, check, give out."""


@questionnaire.command("import")
@file_argument
@click.option("--consultation", "slug", help="The address of the consultation; without it, a new one is prepared.")
@click.option("--format", "said", type=click.Choice(FORMATS), help="What the file is; without it, its content tells.")
@json_option
@with_appcontext
def import_file(file: Path, slug: str | None, said: str | None, as_json: bool) -> None:
    """Bring the questionnaire in FILE (ours, LimeSurvey, XLSForm, SurveyJS); an approver publishes it."""
    try:
        read = read_questionnaire(file.read_bytes(), file.stem, said, _beside(file))
    except NotAQuestionnaire as wrong:
        raise click.ClickException(_first_mistake(file, wrong.problems)) from wrong
    plan = read.plan
    with transaction() as session:
        consultation = _consultation(session, slug, plan)
        version = operations.import_version(session, consultation, read.document, actor=None, now=clock.now())
        operations.keep_report(version, read.report)
        name, number, brought = consultation.slug, version.questionnaire.number, version.questionnaire_id
    report = _report(read.lines)
    made = {
        "questionnaire": str(brought),
        "questions": len(plan.questions),
        "conditions": read.conditions,
        "conditions_translated": read.translated,
        "report": report,
    }
    if as_json:
        click.echo(json.dumps(made, ensure_ascii=False))
        return
    click.echo(f"{brought}: {len(plan.questions)} questions, /urzad/k/{name}/ankieta/{number}")
    _print(report)


@click.command("import")
@file_argument
@click.option("--questionnaire", "questionnaire_id", type=click.UUID, required=True, help="Id of the questionnaire.")
@click.option("--map", "map_file", type=readable_file, help='JSON: {"question": "column"}, where they differ.')
@json_option
@with_appcontext
def import_submissions(file: Path, questionnaire_id: UUID, map_file: Path | None, as_json: bool) -> None:
    """Bring the answers in FILE, a CSV with one row for each person; all of them or, where one is wrong, none."""
    try:
        columns = importing.read_map(map_file.read_bytes()) if map_file else {}
        count, notes = _brought(file.read_bytes(), columns, questionnaire_id)
    except importing.NotATable as mistake:
        raise click.ClickException(f"{file}: {mistake}") from mistake
    except operations.BroughtBefore:
        raise click.ClickException(f"{file}: nothing was done: these answers are here already") from None
    except operations.AlreadyFinal:
        raise click.ClickException("nothing was done: the results are public, and stay as they are") from None
    report = [{"where": where, "what": what} for where, what in notes]
    if as_json:
        made = {"questionnaire": str(questionnaire_id), "submissions": count, "report": report}
        click.echo(json.dumps(made, ensure_ascii=False))
        return
    click.echo(f"{questionnaire_id}: {count} submissions")
    _print(report)


def _brought(data: bytes, columns: Mapping[str, str], questionnaire_id: UUID) -> tuple[int, importing.Notes]:
    """Read a whole file, then keep it at once."""
    found = queries.find_by_id(db.session(), questionnaire_id)
    version = queries.find_in_force(db.session(), found) if found else None
    if version is None:
        raise click.ClickException(f"there is no published questionnaire {questionnaire_id}")
    source = importing.Source(
        questionnaire_id=questionnaire_id,
        version_id=version.id,
        plan=plan_of(version),
        gminas=frozenset(queries.list_gmina_codes(db.session())),
        today=clock.today(),
    )
    given, notes = importing.read_table(data, columns, source)
    with transaction() as session:
        held = queries.get_questionnaire(session, questionnaire_id)
        operations.bring_answers(session, held, given, digest=sha256(data).hexdigest(), now=clock.now())
    return len(given), notes


@questionnaire.command("lint")
@file_argument
@json_option
@click.pass_context
@with_appcontext
def lint(context: click.Context, file: Path, as_json: bool) -> None:
    """Say what is wrong with the questionnaire in FILE, and what is worth knowing."""
    _document, plan, problems = _read(file)
    report = _report(problems)
    if as_json:
        click.echo(json.dumps({"ok": plan is not None, "report": report}, ensure_ascii=False))
    else:
        _print(report)
        click.echo("The questionnaire can be used." if plan else "The questionnaire cannot be used yet.")
    context.exit(0 if plan else 1)


@questionnaire.command("export")
@click.argument("id_", metavar="ID", type=click.UUID)
@click.option("--format", "said", type=click.Choice(("native", "xlsform")), default="native", help="JSON, or XLSForm.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="The file; else it is printed.")
@with_appcontext
def export(id_: UUID, said: str, output: Path | None) -> None:
    """Give out the latest version of the questionnaire ID, as JSON or as an XLSForm."""
    versions = queries.list_versions(db.session(), id_)
    if not versions:
        raise click.ClickException(f"there is no questionnaire {id_}")
    if said == "xlsform":
        data, lines = exporting.xlsform(plan_of(versions[0]), str(id_))
        for line in lines:
            click.echo(f"{line.where}: {exporting.LINES[line.what]}", err=True)
    else:
        data = written(versions[0].document).encode()
    with click.open_file(str(output or "-"), "wb") as stream:
        stream.write(data)


def _read(file: Path) -> tuple[Any, Plan | None, list[Problem]]:
    try:
        document = read_json(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        return None, None, [Problem("", "not_text")]
    except NotAQuestionnaire as wrong:
        return None, None, wrong.problems
    return document, *lint_document(document)


def _report(problems: Sequence[Problem]) -> Report:
    with force_locale("en"):
        return [{"where": place_words(problem.where), "what": line_words(problem)} for problem in problems]


def _beside(file: Path) -> Beside:
    """Find files by the name that a form says: only those in its own folder."""

    def find(name: str) -> bytes | None:
        place = file.parent / Path(name).name
        return place.read_bytes() if place.name and place.is_file() else None

    return find


def _print(report: Iterable[dict[str, str]]) -> None:
    for line in report:
        click.echo(f"  {line['where'] or 'the file'}: {line['what']}")


def _first_mistake(file: Path, problems: Sequence[Problem]) -> str:
    mistakes = _report([problem for problem in problems if problem.is_mistake])
    more = f" (and {len(mistakes) - 1} more: consult questionnaire lint)" if len(mistakes) > 1 else ""
    return f"{file}: {mistakes[0]['where'] or 'the file'}: {mistakes[0]['what']}{more}"


def _consultation(session: Session, slug: str | None, plan: Plan) -> Consultation:
    """Find the consultation and hold it; or prepare one, of the only authority or else of the demonstration's."""
    if slug is None:
        languages = [code for code in ("pl", "uk", "en") if code in plan.languages]
        office = _authority(session)
        now = clock.now()
        return consultations.prepare(session, office, plan.title, languages=languages, actor=Machine(), now=now)
    found = find_consultation(session, slug)
    if found is None:
        raise click.ClickException(f"there is no consultation {slug}")
    return get_consultation(session, found.id)


def _authority(session: Session) -> Authority:
    offices = list_all(session)
    chosen = offices if len(offices) == 1 else [office for office in offices if office.is_demonstration]
    if not chosen:
        raise click.ClickException("name the consultation with --consultation: there is not one authority alone")
    return chosen[0]
