"""Read a document in a process of its own, so that one that was made to do harm takes nothing else with it."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from consult.drafts.reading.problems import PROBLEMS, Unreadable
from consult.drafts.rules.blocks import Block, Document, Form

FORMATS = {
    "docx": "consult.drafts.reading.docx",
    "odt": "consult.drafts.reading.odt",
    "pdf": "consult.drafts.reading.pdf",
}
"""Formats that are read, each by a module with `read(data)`."""
MOST_SECONDS = 10
"""Most time of the processor; of the clock, twice as much may pass."""
MOST_MEMORY = 1024**3
"""Most addresses: the longest document that is taken needs half of them."""
ROOT = Path(__file__).parents[3]
OUT_OF_TIME = frozenset({-signal.SIGXCPU, -signal.SIGKILL})


def read_apart(name: str, data: bytes) -> Document:
    """Read a document of one of the formats; raise `Unreadable`."""
    path = os.pathsep.join(filter(None, [str(ROOT), *sys.path]))
    try:
        done = subprocess.run(  # noqa: S603  # our own module, and one of our own words
            [sys.executable, "-m", "consult.drafts.reading", name],
            input=data,
            capture_output=True,
            timeout=2 * MOST_SECONDS,
            check=False,
            env={"PYTHONPATH": path},
        )
    except subprocess.TimeoutExpired as mistake:
        raise Unreadable("too_slow") from mistake
    if done.returncode:
        raise Unreadable("too_slow" if done.returncode in OUT_OF_TIME else "broken")
    return _document(done.stdout)


def _document(answer: bytes) -> Document:
    """Take the answer of the other process for what it may say, and no more."""
    try:
        said: Any = json.loads(answer)
        if "problem" in said:
            raise Unreadable(said["problem"] if said["problem"] in PROBLEMS else "broken")
        blocks = tuple(Block(**{**block, "form": Form(block["form"])}) for block in said["document"]["blocks"])
        return Document(blocks, said["document"]["width"])
    except (KeyError, TypeError, ValueError) as mistake:
        raise Unreadable("broken") from mistake
