"""Read a document from standard input and write its blocks, as JSON: the process that `apart` starts."""

import json
import resource
import sys
from dataclasses import asdict
from importlib import import_module
from typing import Any

from consult.drafts.reading.apart import FORMATS, MOST_MEMORY, MOST_SECONDS
from consult.drafts.reading.problems import Unreadable


def main(name: str) -> None:
    """Read one document within the limits, and say what it is, or why it is not read."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        document = import_module(FORMATS[name]).read(sys.stdin.buffer.read())
        answer: dict[str, Any] = {"document": asdict(document)}
    except Unreadable as problem:
        answer = {"problem": problem.problem}
    except MemoryError:
        answer = {"problem": "too_long"}
    except RecursionError:
        answer = {"problem": "broken"}
    sys.stdout.write(json.dumps(answer))


main(sys.argv[1])
