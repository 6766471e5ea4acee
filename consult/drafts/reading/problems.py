"""Why a document is not read, and how large it may be."""

MOST_PAGES = 400
MOST_CHARACTERS = 1_500_000
MOST_BLOCKS = 20_000
LONGEST_XML = 40_000_000
"""Longest part of a package that is read, unpacked, in bytes: a text of 400 pages has some 20 million."""

PROBLEMS = ("broken", "locked", "scan", "too_long", "too_many_pages", "too_slow")


class Unreadable(Exception):
    """A document cannot be read; `problem` is one of `PROBLEMS`."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem
