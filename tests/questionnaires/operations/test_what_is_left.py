"""SQLite: what a seal leaves behind in the file."""

from pathlib import Path

from sqlalchemy import make_url, select

from consult.questionnaires import jobs
from consult.questionnaires.models import QuestionnaireVersion
from tests.factories.questionnaires import make_answers
from tests.questionnaires.conftest import OPEN
from tests.questionnaires.operations.test_seal import OVER


def test_the_file_keeps_nothing_of_what_was_moved(app, write, asked, at, settings):
    """Read the bytes: an answer stands there once, where it was sealed."""
    asked()
    for number in range(60):
        with write() as session:
            version = session.scalar(select(QuestionnaireVersion))
            make_answers(session, version, 1, {"often": f"mark{number:04}"})
        if number % 20 == 19:
            at(OVER if number == 59 else OPEN)
            with app.app_context():
                jobs.seal_what_came_in()
    path = Path(str(make_url(settings.database_url).database))
    held = b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))
    assert {held.count(f"mark{number:04}".encode()) for number in range(60)} == {1}
