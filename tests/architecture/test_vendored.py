"""Files of others are what their manifest says, and nothing else lies beside them."""

import json

import pytest

from tests.architecture.vendored import MANIFESTS, digest

manifests = pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.parent.parent.name)


@manifests
def test_every_file_is_the_one_that_was_fetched(path):
    for package in json.loads(path.read_text(encoding="utf-8")):
        assert package["version"]
        assert package["licence"]
        for name, expected in package["files"].items():
            assert digest((path.parent / name).read_bytes()) == expected, name


@manifests
def test_nothing_lies_there_unnamed(path):
    named = {name for package in json.loads(path.read_text(encoding="utf-8")) for name in package["files"]}
    there = {str(file.relative_to(path.parent)) for file in path.parent.rglob("*") if file.is_file()}
    assert there == named | {"manifest.json"}
