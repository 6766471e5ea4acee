"""The automatic numbering of Writer: list styles, and how items of lists are counted."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from consult.drafts.reading.counting import bullet, letters, roman
from consult.drafts.reading.package import Element, local, whole

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
LEVELS = 10
OUTLINE = "Outline"
_NUMBERED = frozenset({"list-level-style-number", "outline-level-style"})
_PLACE = re.compile(r"%(\d{1,2})%")


@dataclass(frozen=True)
class Level:
    """How one level of a list is numbered; `shape` is `%1%.%2%` where the program writes one."""

    form: str = ""
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    """How many levels are shown, this one and those above it."""
    start: int = 1
    shape: str = ""
    sign: str = ""


def read_list_styles(roots: Iterable[Element | None]) -> dict[str, dict[int, Level]]:
    """Read the list styles of a document, and the numbering of its headings as `Outline`."""
    found: dict[str, dict[int, Level]] = {}
    for root in roots:
        for one in () if root is None else root.iter(f"{TEXT}list-style", f"{TEXT}outline-style"):
            name = OUTLINE if local(one) == "outline-style" else one.get(f"{STYLE}name", "")
            found[name] = {at: level for at, level in map(_level, one) if at < LEVELS}
    return found


def _level(one: Element) -> tuple[int, Level]:
    at = whole(one.get(f"{TEXT}level"), LEVELS + 1) - 1
    if local(one) not in _NUMBERED:
        return at, Level(sign=bullet(one.get(f"{TEXT}bullet-char", "")))
    shapes = [value for name, value in one.attrib.items() if name.endswith("}num-list-format")]
    return at, Level(
        form=one.get(f"{STYLE}num-format", ""),
        prefix=one.get(f"{STYLE}num-prefix", ""),
        suffix=one.get(f"{STYLE}num-suffix", ""),
        shown=min(whole(one.get(f"{TEXT}display-levels"), 1), LEVELS),
        start=whole(one.get(f"{TEXT}start-value"), 1),
        shape=shapes[0] if shapes else "",
    )


@dataclass
class Counts:
    """How far one list has been counted."""

    style: str
    counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)

    def next(self, levels: Mapping[int, Level], at: int, start: int | None = None) -> str:
        """Give what the next item at this level shows."""
        last = self.counts[at]
        begin = levels.get(at, Level()).start if start is None else start
        self.counts[at] = begin if last is None or start is not None else last + 1
        self.counts[at + 1 :] = [None] * (LEVELS - at - 1)
        return self._shown(levels, at)

    def _shown(self, levels: Mapping[int, Level], at: int) -> str:
        level = levels.get(at)
        if level is None:
            return ""
        if level.sign:
            return level.sign
        if level.shape:
            return _PLACE.sub(lambda found: self._one(levels, int(found[1]) - 1), level.shape).strip()
        if not level.form:
            return ""
        shown = [self._one(levels, one) for one in range(max(0, at - level.shown + 1), at + 1)]
        return f"{level.prefix}{'.'.join(filter(None, shown))}{level.suffix}".strip()

    def _one(self, levels: Mapping[int, Level], at: int) -> str:
        level = levels.get(at, Level())
        count = self.counts[at] if 0 <= at < LEVELS else None
        return _written(level.start if count is None else count, level.form)


def _written(value: int, form: str) -> str:
    ways = {"a": letters, "A": letters, "i": roman, "I": roman}
    way = ways.get(form)
    if way is None:
        return str(value) if form else ""
    return way(value).upper() if form.isupper() else way(value)


@dataclass
class Lists:
    """All lists of a document: which goes on with which."""

    styles: Mapping[str, Mapping[int, Level]]
    _by_id: dict[str, Counts] = field(default_factory=dict)
    _by_style: dict[str, Counts] = field(default_factory=dict)

    def begin(self, style: str, *, key: str, follows: str, is_continued: bool) -> Counts:
        """Begin a list, or go on counting one of before."""
        before = self._by_id.get(follows) if follows else None
        counts = before or (self._by_style.get(style) if is_continued else None) or Counts(style)
        self._by_style[style] = counts
        if key:
            self._by_id[key] = counts
        return counts

    def levels(self, style: str) -> Mapping[int, Level]:
        """Tell how the levels of a list style are numbered."""
        return self.styles.get(style, {})
