"""Formats that cannot be written from beginning to end are built in a file on the disk, and sent from there."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

BLOCK = 256 * 1024


def built(build: Callable[[Path], None]) -> Iterator[bytes]:
    """Let it be built in a folder that is removed afterwards, and give it block by block."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "built"
        build(path)
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                yield block
