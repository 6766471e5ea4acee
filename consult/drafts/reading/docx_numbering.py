"""The automatic numbering of Word: which number a paragraph shows, by `numbering.xml`.

A paragraph names a *num*; a num stands on an *abstract num*, which says how each of nine levels is written. All
nums on one abstract num count on together, unless a num begins anew (`startOverride`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from consult.drafts.reading.counting import bullet, letters, roman
from consult.drafts.reading.package import Element, whole

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


def value_of(element: Element | None, name: str, default: str = "") -> str:
    """Give the `val` of a child of an element."""
    child = None if element is None else element.find(f"{W}{name}")
    return default if child is None else str(child.get(f"{W}val", default))


def indent_of(properties: Element | None) -> int | None:
    """Tell how far paragraphs with these properties stand from the margin; nothing where that is not said."""
    found = None if properties is None else properties.find(f"{W}ind")
    said = None if found is None else found.get(f"{W}left", found.get(f"{W}start"))
    return None if said is None else whole(said)


@dataclass(frozen=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    """After which levels it begins anew, counted from 1; 0 is never, nothing is after each one above it."""
    is_legal: bool = False
    style: str = ""
    indent: int | None = None


@dataclass(frozen=True)
class Num:
    """A numbering that paragraphs name."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]

    def level_of(self, style: str) -> int | None:
        """Tell which level belongs to a style of paragraphs."""
        return next((at for at, level in self.levels.items() if style and level.style == style), None)


def read_nums(root: Element | None, style_nums: Mapping[str, str]) -> dict[str, Num]:
    """Read the numberings of a document; `style_nums` tells which num a style of lists names."""
    if root is None:
        return {}
    abstracts = {one.get(f"{W}abstractNumId", ""): one for one in root.findall(f"{W}abstractNum")}
    nums = {one.get(f"{W}numId", ""): one for one in root.findall(f"{W}num")}

    def abstract_of(num: Element, links: int = 0) -> str:
        key = value_of(num, "abstractNumId")
        linked = nums.get(style_nums.get(value_of(abstracts.get(key), "numStyleLink"), ""))
        return key if linked is None or links > LEVELS else abstract_of(linked, links + 1)

    return {key: _num(num, abstract_of(num), abstracts) for key, num in nums.items()}


def _num(num: Element, abstract: str, abstracts: Mapping[str, Element]) -> Num:
    root = abstracts.get(abstract)
    levels = _levels(root) if root is not None else {}
    starts = {}
    for override in num.findall(f"{W}lvlOverride"):
        at = whole(override.get(f"{W}ilvl"))
        levels |= _levels(override)
        if override.find(f"{W}startOverride") is not None and at < LEVELS:
            starts[at] = whole(value_of(override, "startOverride"), 1)
    return Num(abstract, levels, starts)


def _levels(root: Element) -> dict[int, Level]:
    found = {whole(one.get(f"{W}ilvl"), LEVELS): one for one in root.findall(f"{W}lvl")}
    return {at: _level(one) for at, one in found.items() if at < LEVELS}


def _level(one: Element) -> Level:
    form = next(one.iter(f"{W}numFmt"), None)
    legal = one.find(f"{W}isLgl")
    return Level(
        start=whole(value_of(one, "start"), 0),
        form="decimal" if form is None else str(form.get(f"{W}val")),
        text=value_of(one, "lvlText"),
        restart=whole(value_of(one, "lvlRestart")) if one.find(f"{W}lvlRestart") is not None else None,
        is_legal=legal is not None and legal.get(f"{W}val", "1") not in {"0", "false", "off"},
        style=value_of(one, "pStyle"),
        indent=indent_of(one.find(f"{W}pPr")),
    )


@dataclass
class Counter:
    """Counts the paragraphs of a document as they come."""

    nums: Mapping[str, Num]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def next(self, num_id: str, at: int) -> str:
        """Give what the next paragraph of this numbering shows at this level."""
        num = self.nums.get(num_id)
        if num is None or at not in num.levels:
            return ""
        counts = self._counts.setdefault(num.abstract, [None] * LEVELS)
        last = counts[at]
        is_anew = at in num.starts and (num_id, at) not in self._begun
        counts[at] = _start(num, at) if is_anew or last is None else last + 1
        self._begun.add((num_id, at))
        for deeper in range(at + 1, LEVELS):
            if _begins_anew(num.levels.get(deeper), deeper, at):
                counts[deeper] = None
        return _shown(num, at, counts)


def _start(num: Num, at: int) -> int:
    return num.starts.get(at, num.levels.get(at, Level()).start)


def _begins_anew(level: Level | None, deeper: int, at: int) -> bool:
    restart = deeper if level is None or level.restart is None else level.restart
    return at < restart


def _shown(num: Num, at: int, counts: list[int | None]) -> str:
    level = num.levels[at]
    if level.form == "bullet":
        return bullet(level.text)

    def written(found: re.Match[str]) -> str:
        place = int(found[1]) - 1
        count = counts[place]
        form = num.levels.get(place, Level()).form
        is_legal = level.is_legal and form != "none"
        return _written(_start(num, place) if count is None else count, "decimal" if is_legal else form)

    return _PLACE.sub(written, level.text).strip()


def _written(value: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"}:
        return letters(value) if form == "lowerLetter" else letters(value).upper()
    if form in {"lowerRoman", "upperRoman"}:
        return roman(value) if form == "lowerRoman" else roman(value).upper()
    rest = {"none": "", "bullet": "", "decimalZero": f"{value:02}", "ordinal": f"{value}."}
    return rest.get(form, str(value))
