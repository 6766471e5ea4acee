"""Promises of the repository: no trace of a machine, lists in order."""

import re
import tomllib

from tests.architecture.access_list import LIST
from tests.architecture.sources import ROOT, ours, relative
from tests.browser.addresses import PUBLIC

FOLDERS = re.compile(r"(^|[^a-z])/(work|root)/")
HOSTS = re.compile("pypi[.]org|pythonhosted[.]org|npmjs[.](org|com)|deb[.]debian[.]org")
TEXTS = {"", ".cfg", ".css", ".html", ".in", ".js", ".json", ".mako", ".md", ".po", ".py", ".toml", ".txt", ".yaml"}


def test_no_file_speaks_of_a_machine():
    for path in ours():
        if path.suffix in TEXTS:
            text = path.read_text(encoding="utf-8")
            assert not FOLDERS.search(text), f"{relative(path)} names a folder of one machine"
            assert not HOSTS.search(text), f"{relative(path)} names a registry"


def lists():
    """List what many hands touch, by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    yield "access.txt", LIST.read_text(encoding="utf-8").splitlines()
    yield ".gitignore", (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    yield "public pages", list(PUBLIC)
    yield "dependencies", project["project"]["dependencies"]
    yield "dependencies of developers", project["dependency-groups"]["dev"]
    yield "markers", project["tool"]["pytest"]["ini_options"]["markers"]
    for contract in project["tool"]["importlinter"]["contracts"]:
        yield contract["name"], contract.get("forbidden_modules", [])


def name_in(line):
    """Take the name out of a line such as `flask>=3.1`."""
    return re.split("[<>=[]", line)[0].casefold()


def test_lists_are_in_order():
    for name, lines in lists():
        assert lines == sorted(lines, key=name_in), name
        assert len(lines) == len(set(lines)), name
