"""From a question of LimeSurvey to one or more of ours, by its type."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from consult.questionnaires.rules.imports.languages import Asked, number
from consult.questionnaires.rules.imports.limesurvey.language import Answer
from consult.questionnaires.rules.imports.limesurvey.source import Part, Source
from consult.questionnaires.rules.imports.making import Item, Making, free_key
from consult.questionnaires.rules.imports.tables import ANSWER, Coded, grid, matrix
from consult.questionnaires.rules.kinds.choosing import LONGEST_WORDS, MOST_OPTIONS
from consult.questionnaires.rules.kinds.number import FEWEST_PARTS, MOST_PARTS
from consult.questionnaires.rules.kinds.ranking import FEWEST, MOST
from consult.questionnaires.rules.kinds.text import LONGEST

OTHER = "-oth-"
OTHER_WORDS = {"pl": "inne", "en": "other", "uk": "інше"}
COMMENT_WORDS = {"pl": "Komentarz", "en": "Comment", "uk": "Коментар"}
YES_NO = {"Y": {"pl": "tak", "en": "yes", "uk": "так"}, "N": {"pl": "nie", "en": "no", "uk": "ні"}}
SEXES = {"F": {"pl": "kobieta", "en": "female", "uk": "жінка"}, "M": {"pl": "mężczyzna", "en": "male", "uk": "чоловік"}}
UNSURE = {"Y": YES_NO["Y"], "U": {"pl": "nie wiem", "en": "uncertain", "uk": "не знаю"}, "N": YES_NO["N"]}
CHANGES = {
    "I": {"pl": "wzrost", "en": "increase", "uk": "збільшення"},
    "S": {"pl": "bez zmian", "en": "same", "uk": "без змін"},
    "D": {"pl": "spadek", "en": "decrease", "uk": "зменшення"},
}
TYPED = Answer("\N{INFORMATION SEPARATOR ONE}")
"""Stands for whatever somebody types as another answer: it equals nothing that an expression could name."""


@dataclass(frozen=True)
class Made:
    """What becomes of a question: items, and how conditions look at it: each name with a sort and values."""

    items: Sequence[Item]
    seen: Mapping[str, Asked] = field(default_factory=dict)


class Asker:
    """Makes questions; needs the languages, and where to tell what is lost."""

    def __init__(self, making: Making) -> None:
        self.making = making
        self.report = making.report

    def made(self, source: Source) -> Made:
        """Make a question of ours."""
        item: Item = {"key": self.making.key(source.code, source.where), "kind": "text"}
        item["text"] = self.making.named(source.texts, source.code, source.where)
        if hint := self.making.words(source.helps, source.where):
            item["hint"] = hint
        if source.mandatory == "Y":
            item["required"] = True
        elif source.mandatory == "S":
            self.report.tell(source.where, "soft_required")
        if source.type not in TYPES:
            self.report.tell(source.where, "type_as_words", type=source.type)
        made = TYPES.get(source.type, Asker.words)(self, source, item)
        for one in made.items:
            if one["kind"] == "note":
                for name in ("hint", "required"):
                    one.pop(name, None)
        return made

    # Choosing

    def fixed(self, words: Mapping[str, Mapping[str, str]]) -> list[Part]:
        """Give the answers that LimeSurvey has itself, in our languages."""
        return [Part(code, "", texts=dict(texts)) for code, texts in words.items()]

    def coded(self, parts: Sequence[Part]) -> list[Coded]:
        """Give parts with their words by our languages; parts of LimeSurvey's own have them already."""
        languages = self.making.spoken.languages
        return [
            Coded(part.code, self.making.named(part.texts, part.code, part.where))
            if part.where
            else Coded(part.code, {code: part.texts[code] for code in languages})
            for part in parts
        ]

    def options(
        self, source: Source, parts: Sequence[Part], *, other: str = OTHER
    ) -> tuple[list[Item], dict[str, str]]:
        """Make options; gives also the key of each by its code."""
        taken: set[str] = set()
        options: list[Item] = []
        keys: dict[str, str] = {}
        for part in self.coded(parts):
            keys[part.code] = free_key(part.code, taken, "o")
            options.append({"key": keys[part.code], "text": part.text})
        if source.has_other:
            languages = self.making.spoken.languages
            said = self.making.words(source.attributes.get("other_replace_text", {}), source.where)
            keys[other] = free_key("other", taken, "o")
            text = said or {code: OTHER_WORDS[code] for code in languages}
            options.append({"key": keys[other], "text": text, "other": True})
        return options, keys

    def single(self, source: Source, item: Item) -> Made:
        """Ask for one of the options, with a comment behind it where the type has one."""
        parts = self.fixed(FIXED[source.type]) if source.type in FIXED else source.answers_of("0")
        options, keys = self.options(source, parts)
        item.update(kind="single", options=options)
        if source.type == "!" or len(options) > MOST_OPTIONS:
            item["look"] = "list"
        values = tuple((Answer(code), key) for code, key in keys.items())
        seen = {"": Asked(item["key"], "choice", values)}
        if source.type != "O":
            return Made([item], seen)
        languages = self.making.spoken.languages
        comment: Item = {"key": self.making.key(f"{source.code}_comment", source.where), "kind": "text", "long": True}
        comment["text"] = {code: COMMENT_WORDS[code] for code in languages}
        return Made([item, comment], {**seen, "comment": Asked(comment["key"], "words")})

    def multiple(self, source: Source, item: Item) -> Made:
        """Ask for any number of the options."""
        options, keys = self.options(source, source.parts_of("0"), other="other")
        if not options:
            return self.words(source, item)
        alone = source.attribute("exclude_all_others").split(";")
        for option in options:
            if source.type == "P":
                option["other"] = True
            if any(keys.get(code.strip()) == option["key"] for code in alone):
                option["exclusive"] = True
        item.update(kind="multiple", options=options, **self._how_many(source, len(options)))
        seen = {
            code: Asked(item["key"], "ticked", ((TYPED if code == "other" else Answer("Y"), key),))
            for code, key in keys.items()
        }
        whole = Asked(item["key"], "choices", tuple((Answer(code), key) for code, key in keys.items()))
        return Made([item], {**seen, "": whole})

    def ranking(self, source: Source, item: Item) -> Made:
        """Ask for an order; where there are too many options for one, ask which are chosen."""
        parts = source.answers_of("0") or source.parts_of("0")
        options, _keys = self.options(source, parts)
        limits = self._how_many(source, len(options))
        item.update(kind="ranking", options=options, **limits)
        if not FEWEST <= len(options) <= MOST:
            item.update(kind="multiple")
            self.report.tell(source.where, "ranked_as_chosen", count=len(options))
        elif "min" not in item and not item.get("required"):
            item["min"] = 1
        return Made([item])

    def _how_many(self, source: Source, count: int) -> dict[str, int]:
        found: dict[str, int] = {}
        for name, attribute in (("min", "min_answers"), ("max", "max_answers")):
            said = source.attribute(attribute)
            value = number(said)
            if value is not None and 1 <= value <= count:
                found[name] = int(value)
            elif said and value is None:
                self.report.tell(source.where, "constraint_left_out", text=f"{attribute}: {said}")
        return {} if found.get("min", 0) > found.get("max", count) else found

    # Words, numbers, dates

    def words(self, source: Source, item: Item) -> Made:
        """Ask for words."""
        if source.type in {"T", "U"}:
            item["long"] = True
        most = number(source.attribute("maximum_chars"))
        if most and 1 <= most <= LONGEST:
            item["max"] = int(most)
        if source.attribute("numbers_only") == "1":
            return self.number(source, {name: value for name, value in item.items() if name not in {"long", "max"}})
        if source.type == "|" or source.attribute("location_mapservice") not in {"", "0"}:
            self.report.tell(source.where, "type_as_words", type=source.type)
        return Made([item], {"": Asked(item["key"], "words")})

    def number(self, source: Source, item: Item) -> Made:
        """Ask for a number."""
        item.update(kind="number", **self._measure(source))
        return Made([item], {"": Asked(item["key"], "number")})

    def numbers(self, source: Source, item: Item) -> Made:
        """Make one number, the parts of a number, or a table of numbers, by how many there are."""
        parts = self.coded(source.parts_of("0"))
        measure = self._measure(source)
        total = number(source.attribute("equals_num_value"))
        names = {part.code: Asked(item["key"], "row") for part in parts}
        if len(parts) < FEWEST_PARTS:
            if parts:
                item["text"] = _both(item["text"], parts[0].text)
            item.update(kind="number", **measure)
            seen = Asked(item["key"], "number")
            return Made([item], {part.code: seen for part in parts})
        if len(parts) > MOST_PARTS:
            return Made(grid(item, parts, [self._answer()], "number", **measure), names)
        item.update(kind="number", parts=[{"key": part.code, "text": part.text} for part in _free(parts)], **measure)
        if total is not None and total > 0:
            item["total"] = _short(total)
        for name in ("min_num_value", "max_num_value", "equals_num_value"):
            said = source.attribute(name)
            if said and not (name == "equals_num_value" and total):
                self.report.tell(source.where, "constraint_left_out", text=f"{name}: {said}")
        return Made([item], names)

    def _measure(self, source: Source) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if source.attribute("num_value_int_only") == "1":
            found["decimals"] = 0
        for name, attribute in (("min", "min_num_value_n"), ("max", "max_num_value_n")):
            said = source.attribute(attribute)
            value = number(said)
            if value is not None:
                found[name] = _short(value)
            elif said:
                self.report.tell(source.where, "constraint_left_out", text=f"{attribute}: {said}")
        if found.get("min", 0) > found.get("max", found.get("min", 0)):
            found.pop("max")
        if unit := self.making.words(source.attributes.get("suffix", {}), source.where):
            found["unit"] = unit
        return found

    def lines(self, source: Source, item: Item) -> Made:
        """Ask for several short texts: a table with one column."""
        parts = self.coded(source.parts_of("0"))
        names = {part.code: Asked(item["key"], "row") for part in parts}
        is_numbers = source.attribute("numbers_only") == "1"
        if len(parts) == 1 and not is_numbers:
            item["text"] = _both(item["text"], parts[0].text)
            return Made([item], {parts[0].code: Asked(item["key"], "words")})
        if not parts:
            return self.words(source, item)
        if is_numbers:
            return Made(grid(item, parts, [self._answer()], "number"), names)
        return Made(grid(item, parts, [self._answer()], "text", **self._longest(source)), names)

    def _longest(self, source: Source) -> dict[str, int]:
        most = number(source.attribute("maximum_chars"))
        return {"max": int(most)} if most and 1 <= most <= LONGEST_WORDS else {}

    def _answer(self) -> Coded:
        return Coded("answer", {code: ANSWER[code] for code in self.making.spoken.languages})

    def date(self, source: Source, item: Item) -> Made:
        """Ask for a day, month, year or hour, by the format in which it is typed."""
        shape = source.attribute("date_format").casefold()
        has_day, has_hours = "d" in shape or not shape, "h" in shape
        precision = "day" if has_day else "time" if has_hours else "month" if "m" in shape else "year"
        if has_day and has_hours:
            self.report.tell(source.where, "time_left_out")
        item.update(kind="date", precision=precision)
        for name in ("min", "max"):
            said = source.attribute(f"date_{name}").strip()
            if not said:
                continue
            limit = _day(said, name) if precision == "day" else None
            if limit:
                item[name] = limit
            else:
                self.report.tell(source.where, "constraint_left_out", text=f"date_{name}: {said}")
        sort = "date" if precision == "day" and not has_hours else "words"
        return Made([item], {"": Asked(item["key"], sort)})

    def note(self, source: Source, item: Item) -> Made:
        """Show words."""
        item["kind"] = "note"
        return Made([item])

    # Tables

    def five(self, _source: Source, item: Item) -> Made:
        """Ask for one of five points."""
        item.update(kind="scale", min=1, max=5)
        values = tuple((Answer(step), step) for step in range(1, 6))
        return Made([item], {"": Asked(item["key"], "choice", values)})

    def array(self, source: Source, item: Item) -> Made:
        """Make a matrix, its scale by the type."""
        rows = self.coded(source.parts_of("0"))
        names = {row.code: Asked(item["key"], "row") for row in rows}
        if not rows:
            return self.words(source, item)
        if source.type in POINTS:
            keyed = matrix(item, rows, [Coded(str(at), {}) for at in range(1, POINTS[source.type] + 1)])
            for one in keyed:
                one.pop("options")
                one.update(min=1, max=POINTS[source.type])
            return Made(keyed, names)
        parts = self.fixed(SCALES[source.type]) if source.type in SCALES else source.answers_of("0")
        return Made(matrix(item, rows, self.coded(parts)), names) if parts else self.words(source, item)

    def dual(self, source: Source, item: Item) -> Made:
        """Make a matrix for each of the two scales."""
        rows = self.coded(source.parts_of("0"))
        found: list[Item] = []
        for scale, header in (("0", "dualscale_headerA"), ("1", "dualscale_headerB")):
            answers = self.coded(source.answers_of(scale))
            if not answers or not rows:
                continue
            said = self.making.words(source.attributes.get(header, {}), source.where)
            one = {**item, "text": _both(item["text"], said)}
            if found:
                one["key"] = self.making.key(f"{source.code}_2", source.where)
            found += matrix(one, rows, answers)
        self.report.tell(source.where, "split_in_two")
        names = {f"{row.code}{end}": Asked(item["key"], "row") for row in rows for end in ("_0", "_1")}
        return Made(found, names) if found else self.words(source, item)

    def cells(self, source: Source, item: Item) -> Made:
        """Make a table of numbers, words or ticks."""
        rows, columns = self.coded(source.parts_of("0")), self.coded(source.parts_of("1"))
        names = {f"{row.code}_{column.code}": Asked(item["key"], "row") for row in rows for column in columns}
        if not rows or not columns:
            return self.words(source, item)
        if source.type == ";":
            is_numbers = source.attribute("numbers_only") == "1"
            more = {} if is_numbers else self._longest(source)
            return Made(grid(item, rows, columns, "number" if is_numbers else "text", **more), names)
        if source.attribute("multiflexible_checkbox") == "1":
            return Made(grid(item, rows, columns, "multiple"), names)
        low, high, step = (number(source.attribute(f"multiflexible_{name}")) for name in ("min", "max", "step"))
        is_typed = source.attribute("input_boxes") == "1"
        low, high = (low, high) if is_typed else (low or (0 if step and step < 1 else 1), high or 10)
        limits = {name: _short(value) for name, value in (("min", low), ("max", high)) if value is not None}
        if len(limits) == FEWEST_PARTS and limits["min"] > limits["max"]:
            limits = {}
        return Made(grid(item, rows, columns, "number", **limits), names)


def _both(first: Mapping[str, str], second: Mapping[str, str]) -> dict[str, str]:
    """Put the words of a part behind those of the whole."""
    joined = {code: f"{first[code]} \N{EN DASH} {second[code]}" for code in first if second.get(code)}
    return {**first, **joined}


def _free(parts: Sequence[Coded]) -> list[Coded]:
    taken: set[str] = set()
    return [Coded(free_key(part.code, taken, "p"), part.text) for part in parts]


def _short(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _day(said: str, name: str) -> str | None:
    """Read a limit of a date: a day, a year, or today."""
    if said.casefold() in {"today", "now"}:
        return "today"
    if len(said) == len("2026") and said.isdecimal():
        return f"{said}-01-01" if name == "min" else f"{said}-12-31"
    is_iso = len(said) >= len("2026-11-24") and said[4] == said[7] == "-" and said[:4].isdecimal()
    return said[:10] if is_iso else None


FIXED: Mapping[str, Mapping[str, Mapping[str, str]]] = {"Y": YES_NO, "G": SEXES}
SCALES: Mapping[str, Mapping[str, Mapping[str, str]]] = {"C": UNSURE, "E": CHANGES}
POINTS = {"A": 5, "B": 10}
TYPES: Mapping[str, Callable[[Asker, Source, Item], Made]] = {
    **dict.fromkeys("!LOYG", Asker.single),
    **dict.fromkeys("MP", Asker.multiple),
    **dict.fromkeys("STU|", Asker.words),
    **dict.fromkeys("ABCEFH", Asker.array),
    **dict.fromkeys(":;", Asker.cells),
    "1": Asker.dual,
    "5": Asker.five,
    "D": Asker.date,
    "K": Asker.numbers,
    "N": Asker.number,
    "Q": Asker.lines,
    "R": Asker.ranking,
    "X": Asker.note,
}
