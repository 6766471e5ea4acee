"""What can be set and typed is in the README."""

from dataclasses import fields

import click

from consult.cli import consult
from consult.config import Settings
from tests.architecture.sources import ROOT

README = ROOT / "README.md"


def commands(group, path):
    """List the words of every command, such as `consult user create`."""
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def test_every_setting_is_in_the_readme():
    text = README.read_text(encoding="utf-8")
    missing = [field.name for field in fields(Settings) if f"`CONSULT_{field.name.upper()}`" not in text]
    assert not missing


def test_every_command_is_in_the_readme():
    text = README.read_text(encoding="utf-8")
    assert not [path for path, _ in commands(consult, "consult") if path not in text]


def test_every_command_says_what_it_does():
    for path, command in commands(consult, "consult"):
        assert command.get_short_help_str(), path


def test_every_make_target_is_in_the_readme():
    text = README.read_text(encoding="utf-8")
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    targets = [line.partition(":")[0] for line in lines if "  ## " in line and not line.startswith(("help", "\t"))]
    assert not [target for target in targets if f"make {target}" not in text]
