"""What every test may ask for: an app on a fresh database, a visitor, data, the time."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from consult import clock
from consult.app import create_app
from consult.config import Settings
from consult.extensions import db
from consult.web.transaction import transaction
from hatch_build import compile_catalogues
from tests import missing
from tests.databases import ENVIRONMENT, HOW_TO_GET_POSTGRESQL, Postgresql, Sqlite
from tests.factories.demonstration import LOOPBACK, load_demonstration, load_territory
from tests.pages import Visitor

ROOT = Path(__file__).parents[1]
HOME = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Choose one place for the temporary PostgreSQL of all workers, and compile what is translated."""
    config.pluginmanager.register(missing)
    worker = getattr(config, "workerinput", None)
    config.stash[HOME] = Path(worker["postgresql_home"]) if worker else Postgresql.new_home()
    if not worker:
        compile_catalogues(ROOT)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node) -> None:
    node.workerinput["postgresql_home"] = str(node.config.stash[HOME])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop PostgreSQL once all workers are done, also after Ctrl-C."""
    if not hasattr(config, "workerinput") and HOME in config.stash:
        Postgresql(config.stash[HOME]).stop()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what is marked `both_databases` on both; a whole journey on PostgreSQL is for the complete run."""
    if "database" in metafunc.fixturenames and metafunc.definition.get_closest_marker("both_databases"):
        marks = [pytest.mark.complete] if metafunc.module.__name__.startswith("tests.journeys.") else []
        metafunc.parametrize("database", ["sqlite", pytest.param("postgresql", marks=marks)], indirect=True)


@pytest.fixture(autouse=True, scope="session")
def _no_settings_of_the_developer() -> None:
    """Forget the CONSULT_… variables of the shell."""
    for name in [name for name in os.environ if name.startswith("CONSULT_") and not name.startswith("CONSULT_TEST_")]:
        del os.environ[name]


@pytest.fixture(autouse=True, scope="session")
def _compile_each_address_once() -> Iterator[None]:
    """Keep what Werkzeug makes of an address from one app to the next: it is most of the work of making an app."""
    make, made = Rule._compile_builder, {}

    def kept(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:  # noqa: FBT001, FBT002
        key = (rule.rule, *rule._trace, str(rule.defaults), append_unknown)
        if key not in made:
            made[key] = make(rule, append_unknown)
        return made[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Rule, "_compile_builder", kept)
        yield


@pytest.fixture(autouse=True, scope="session")
def _forms_come_of_age_at_once() -> Iterator[None]:
    """Let forms that a machine sends at once pass without the second that a person would have needed."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("consult.participation.forms.time", SimpleNamespace(sleep=lambda _seconds: None))
        yield


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Sqlite:
    return Sqlite(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql(request: pytest.FixtureRequest) -> Postgresql:
    """Give the temporary PostgreSQL of this run."""
    server = Postgresql(request.config.stash[HOME])
    if server.programs is None:
        missing.skip("PostgreSQL 15 or newer", HOW_TO_GET_POSTGRESQL)
    server.start()
    return server


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of a fresh migrated database, on SQLite unless the test is marked `both_databases`."""
    if getattr(request, "param", "sqlite") == "postgresql":
        fresh = request.getfixturevalue("postgresql").database()
    else:
        fresh = request.getfixturevalue("sqlite").database(tmp_path)
    with fresh as url:
        yield url


@pytest.fixture(scope="session")
def built_assets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder where the static files are built once, for every app."""
    return tmp_path_factory.mktemp("assets")


@pytest.fixture
def environment(database: str, tmp_path: Path, built_assets: Path) -> dict[str, str]:
    """Give the settings as variables; a test module that needs others overrides this fixture."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "assets").symlink_to(built_assets)
    return ENVIRONMENT | {"CONSULT_DATABASE_URL": database, "CONSULT_DATA_DIR": str(data)}


@pytest.fixture
def settings(environment: dict[str, str]) -> Settings:
    return Settings.from_environment(environment)


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Keep the compiled templates from one app to the next."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(settings: Settings, compiled_templates: FileSystemBytecodeCache) -> Iterator[Flask]:
    """Give an app on a fresh database. No context stays open: each request has a session of its own."""
    app = create_app(settings)
    app.testing = True
    app.jinja_env.bytecode_cache = compiled_templates
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Give a stranger with a browser that checks each page."""
    return Visitor(app.test_client())


@pytest.fixture
def write(app: Flask) -> Callable[[], AbstractContextManager[Session]]:
    """Arrange data: `with write() as session: …` in a short context of its own, committed at its end."""

    @contextmanager
    def writing() -> Iterator[Session]:
        with app.app_context(), transaction() as session:
            yield session

    return writing


@pytest.fixture
def read(app: Flask) -> Callable[[], AbstractContextManager[Session]]:
    """Look at what is stored: `with read() as session: …` sees what was committed, and nothing else."""

    @contextmanager
    def reading() -> Iterator[Session]:
        with app.app_context():
            yield db.session()

    return reading


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the time: `at(moment)`."""

    def set_time(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    return set_time


@pytest.fixture(scope="session")
def demonstration(
    sqlite: Sqlite,
    tmp_path_factory: pytest.TempPathFactory,
    built_assets: Path,
    compiled_templates: FileSystemBytecodeCache,
) -> Iterator[Flask]:
    """Give an app with the demonstration in it, few people's answers among it, for tests that only look."""
    data = tmp_path_factory.mktemp("demonstration")
    (data / "assets").symlink_to(built_assets)
    with sqlite.database(data) as url:
        variables = {"CONSULT_DATABASE_URL": url, "CONSULT_DATA_DIR": str(data), "CONSULT_BASE_URL": LOOPBACK}
        app = create_app(Settings.from_environment(ENVIRONMENT | variables))
        app.testing = True
        app.jinja_env.bytecode_cache = compiled_templates
        load_territory(app)
        load_demonstration(app)
        yield app
        with app.app_context():
            db.engine.dispose()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Give the folder of real data, which never comes into the repository."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        missing.skip("real data", "put the folder `shared/data` beside the repository")
    return folder
