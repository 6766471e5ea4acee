"""One version beside another, piece by piece: what became of each, and what changed word by word."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from consult.drafts.rules.alignment import Fate, across, links
from consult.drafts.rules.units import HEADINGS, Unit
from consult.texts.word_diff import Change, Run, is_changed, word_diff

FATES = tuple(fate.value for fate in Fate)
MOVED = "moved"


@dataclass(frozen=True)
class Piece:
    """Some units of the earlier version, and what they are in the later one; one each, unless split or merged."""

    fate: str
    is_moved: bool
    old: Sequence[Unit]
    new: Sequence[Unit]
    places: Sequence[int]
    """Where the units stand in the later version, from 0."""

    @property
    def key(self) -> str:
        """Name it in addresses: by the later version, or where nothing is left of it, by the earlier one."""
        return (self.new or self.old)[0].key

    @property
    def is_change(self) -> bool:
        """Tell whether its words changed."""
        return is_changed(_words(self.old), _words(self.new))

    @property
    def is_as_it_was(self) -> bool:
        """Tell whether there is nothing to say of it."""
        return self.fate == Fate.SAME and not self.is_moved

    @property
    def is_heading(self) -> bool:
        """Tell whether it heads others."""
        return (self.new or self.old)[0].kind in HEADINGS

    @property
    def was(self) -> str:
        """Say how it was cited."""
        return ", ".join(unit.label for unit in self.old)

    @property
    def now(self) -> str:
        """Say how it is cited."""
        return ", ".join(unit.label for unit in self.new)

    @cached_property
    def runs(self) -> Sequence[Run]:
        """Compare word by word."""
        return word_diff(_words(self.old), _words(self.new))

    @cached_property
    def before(self) -> Sequence[Run]:
        """Give what stood there, what is struck out among it."""
        return [run for run in self.runs if run.change is not Change.IN]

    @cached_property
    def after(self) -> Sequence[Run]:
        """Give what stands there, what is put in among it."""
        return [run for run in self.runs if run.change is not Change.OUT]


def pieces_of(versions: Sequence[Sequence[Unit]]) -> list[Piece]:
    """Compare the last version with the first, through all between, in the order of the last."""
    old, new = versions[0], across(versions)
    return [
        Piece(
            link.fate.value,
            link.is_moved,
            [old[place] for place in link.old],
            [new[place] for place in link.new],
            link.new,
        )
        for link in links(old, new)
    ]


def count_fates(pieces: Iterable[Piece]) -> Mapping[str, int]:
    """Count the pieces by what became of them, and those that moved."""
    counts: Counter[str] = Counter()
    for piece in pieces:
        counts[piece.fate] += 1
        counts[MOVED] += piece.is_moved
    return counts


def is_asked(piece: Piece, part: str) -> bool:
    """Tell whether a piece belongs to the part that is asked for; without one, all that is not as it was."""
    if part == "all":
        return True
    if part == MOVED:
        return piece.is_moved
    return piece.fate == part if part in FATES else not piece.is_as_it_was


def _words(units: Sequence[Unit]) -> str:
    return "\n".join(unit.text if len(units) == 1 else unit.whole for unit in units)
