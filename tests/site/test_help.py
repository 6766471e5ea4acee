"""The pages of help, and the sample files on the one for those who run the service."""

import re

import click
import pytest

from consult.cli import consult as commands
from consult.config import NAMES
from consult.site.help import TOPICS
from tests.architecture.sources import ROOT
from tests.page_checks import words

SAMPLES = sorted((ROOT / "templates" / "help").glob("_*.txt"))
LANGUAGES = ("pl", "en", "uk")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS)
def test_each_page_of_help(topic, language, visitor):
    page = visitor.visit(f"/pomoc/{topic}?lang={language}")
    assert len(page.select("main h2")) >= 2


def test_the_list_leads_to_each_page(visitor):
    links = {link["href"] for link in visitor.visit("/pomoc").select("main a")}
    assert links == {f"/pomoc/{topic}" for topic in TOPICS}


def test_an_unknown_page_of_help(visitor):
    visitor.visit("/pomoc/nothing-of-the-kind", status=404)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_shown_as_it_is(path, visitor):
    text = path.read_text(encoding="utf-8")
    assert not set("<&") & set(text), "HTML would read these"
    assert words(visitor.visit("/pomoc/uruchomienie")).count(" ".join(text.split())) == 1


def test_the_samples_name_settings_that_exist():
    named = {name for path in SAMPLES for name in re.findall(r"CONSULT_(\w+)", path.read_text(encoding="utf-8"))}
    assert named <= set(NAMES)


def test_the_samples_use_commands_that_exist():
    lines = [line for path in SAMPLES for line in path.read_text(encoding="utf-8").splitlines()]
    used = [line.partition("/bin/consult ")[2].split() for line in lines if "/bin/consult " in line]
    assert used
    for command in used:
        assert exists(commands, command), command


def exists(group, command):
    """Follow the words of a command down to one that does something."""
    found = group.commands.get(command[0])
    return exists(found, command[1:]) if isinstance(found, click.Group) else found is not None


def test_the_log_of_nginx_has_neither_address_nor_query():
    sample = (ROOT / "templates" / "help" / "_nginx.txt").read_text(encoding="utf-8")
    fields = set(re.findall(r"\$(\w+)", sample.partition(";")[0]))
    assert fields == {"time_iso8601", "request_method", "uri", "status", "body_bytes_sent", "request_time"}
