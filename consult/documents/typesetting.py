"""Set a PDF from what lies in a folder: the process that `as_pdf` starts."""

import resource
import sys
from pathlib import Path

import typst

from consult.documents.as_pdf import MAIN, SET

MOST_MEMORY = 4 * 1024**3
MOST_SECONDS = 400
"""Of the processor; Typst uses more than one at once."""


def main(folder: Path, moment: int) -> None:
    """Set one document within the limits."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    typst.compile(
        folder / MAIN,
        folder / SET,
        root=folder,
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=moment,
    )


main(Path(sys.argv[1]), int(sys.argv[2]))
