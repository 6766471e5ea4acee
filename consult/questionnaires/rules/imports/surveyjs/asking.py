"""From a question of SurveyJS to one or more of ours, by its type."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from consult.questionnaires.rules.imports.expressions import Value
from consult.questionnaires.rules.imports.languages import Asked
from consult.questionnaires.rules.imports.making import Item, Making, free_key
from consult.questionnaires.rules.imports.surveyjs.matrices import columns_of, multiple_texts, one_matrix, plain_number
from consult.questionnaires.rules.imports.surveyjs.source import Part
from consult.questionnaires.rules.imports.tables import Coded, steps
from consult.questionnaires.rules.kinds.choosing import MOST_OPTIONS
from consult.questionnaires.rules.kinds.ranking import FEWEST, MOST
from consult.questionnaires.rules.kinds.stepping import FEWEST_STEPS, MOST_STEPS
from consult.questionnaires.rules.kinds.text import LONGEST

OTHER_WORDS = {"pl": "inne", "en": "other", "uk": "інше"}
NONE_WORDS = {"pl": "żadne z wymienionych", "en": "none of these", "uk": "нічого з переліченого"}
REFUSE_WORDS = {"pl": "odmawiam odpowiedzi", "en": "I refuse to answer", "uk": "відмовляюся відповідати"}
DONT_KNOW_WORDS = {"pl": "nie wiem", "en": "I do not know", "uk": "не знаю"}
YES_WORDS = {"pl": "tak", "en": "yes", "uk": "так"}
NO_WORDS = {"pl": "nie", "en": "no", "uk": "ні"}
SPECIAL = (
    ("showNoneItem", "hasNone", "none", "noneText", NONE_WORDS),
    ("showRefuseItem", "", "refused", "refuseText", REFUSE_WORDS),
    ("showDontKnowItem", "", "dontknow", "dontKnowText", DONT_KNOW_WORDS),
    ("showOtherItem", "hasOther", "other", "otherText", OTHER_WORDS),
)
ISO = re.compile(r"\d{4}-\d\d-\d\d")
DATES = {"date": "day", "datetime-local": "day", "datetime": "day", "month": "month", "time": "time"}


@dataclass(frozen=True)
class Made:
    """What becomes of a question: items, and under which names conditions look at them."""

    items: Sequence[Item]
    seen: Mapping[str, Asked] = field(default_factory=dict)


class Asker:
    """Makes questions."""

    def __init__(self, making: Making) -> None:
        self.making = making
        self.report = making.report

    def made(self, part: Part) -> Made:
        """Make a question of ours."""
        item: Item = {"key": self.making.key(part.name, part.where), "kind": "text"}
        title = part.texts("title") or {part.base: part.name}
        item["text"] = self.making.named(title, part.name, part.where)
        if hint := self.making.words(part.texts("description"), part.where):
            item["hint"] = hint
        if part.flag("isRequired"):
            item["required"] = True
        if part.type not in TYPES:
            self.report.tell(part.where, "type_as_words", type=part.type)
        return TYPES.get(part.type, Asker.words)(self, part, item)

    # Choosing

    def options(self, part: Part) -> tuple[list[Item], list[tuple[Value, str]]]:
        """Make the options; gives also the key of each by its value."""
        taken: set[str] = set()
        options: list[Item] = []
        values: list[tuple[Value, str]] = []
        for choice in part.parts("choices"):
            value = choice.data.get("value")
            said = choice.texts("text") or {part.base: str(value)}
            key = free_key(plain_number(value), taken, "o")
            options.append({"key": key, "text": self.making.named(said, str(value), choice.where)})
            values.append((float(value) if isinstance(value, int) and not isinstance(value, bool) else value, key))
            for name in ("visibleIf", "enableIf"):
                if shown_if := choice.word(name):
                    self.report.tell(choice.where, "row_condition_left_out", name=str(value), text=shown_if)
        for shown, old, special, label, usual in SPECIAL:
            if part.flag(shown) or (old and part.flag(old)):
                text = self.making.words(part.texts(label), part.where) or self._ours(usual)
                key = free_key(special, taken, "o")
                options.append({"key": key, "text": text})
                values.append((special, key))
                if special == "other" or part.type in SEVERAL:
                    options[-1]["other" if special == "other" else "exclusive"] = True
        return options, values

    def _ours(self, words: Mapping[str, str]) -> dict[str, str]:
        return {code: words[code] for code in self.making.spoken.languages}

    def single(self, part: Part, item: Item) -> Made:
        """Ask for one of the choices."""
        options, values = self.options(part)
        if not options:
            return self._without_choices(part, item)
        item.update(kind="single", options=options)
        if part.type == "dropdown" or len(options) > MOST_OPTIONS:
            item["look"] = "list"
        return Made([item], {"": Asked(item["key"], "choice", tuple(values))})

    def several(self, part: Part, item: Item) -> Made:
        """Ask for any number of the choices."""
        options, values = self.options(part)
        if not options:
            return self._without_choices(part, item)
        item.update(kind="multiple", options=options)
        for name, limit in (("min", "minSelectedChoices"), ("max", "maxSelectedChoices")):
            value = part.number(limit)
            if value and 1 <= value <= len(options):
                item[name] = int(value)
        return Made([item], {"": Asked(item["key"], "choices", tuple(values))})

    def picture(self, part: Part, item: Item) -> Made:
        """Ask in words what is shown by pictures."""
        self.report.tell(part.where, "media_left_out", what="imageLink")
        return self.several(part, item) if part.flag("multiSelect") else self.single(part, item)

    def ranking(self, part: Part, item: Item) -> Made:
        """Ask for an order."""
        options, _values = self.options(part)
        if not FEWEST <= len(options) <= MOST:
            self.report.tell(part.where, "ranked_as_chosen", count=len(options))
            return self.several(part, item)
        item.update(kind="ranking", options=options)
        return Made([item])

    def _without_choices(self, part: Part, item: Item) -> Made:
        self.report.tell(part.where, "choices_elsewhere")
        return Made([item], {"": Asked(item["key"], "words")})

    def boolean(self, part: Part, item: Item) -> Made:
        """Ask for yes or no."""
        found: list[Item] = []
        values: list[tuple[Value, str]] = []
        for key, label, worth, usual in (
            ("true", "labelTrue", "valueTrue", YES_WORDS),
            ("false", "labelFalse", "valueFalse", NO_WORDS),
        ):
            found.append({"key": key, "text": self.making.words(part.texts(label), part.where) or self._ours(usual)})
            values.append((part.data.get(worth, key == "true"), key))
        item.update(kind="single", options=found)
        return Made([item], {"": Asked(item["key"], "choice", tuple(values))})

    def rating(self, part: Part, item: Item) -> Made:
        """Make a scale: of numbers with words at its ends, or of values with words of their own."""
        given = [
            Coded(plain_number(one.data.get("value")), self.making.words(one.texts("text"), one.where))
            for one in part.parts("rateValues")
        ]
        if given:
            worded = [one if one.text or one.code.isdecimal() else Coded(one.code, {"pl": one.code}) for one in given]
            options = steps(worded)
            keys = [str(option["key"]) for option in options]
            item.update(kind="scale", options=[option for option in options if option["text"]] or options)
            if any(not option["text"] for option in options):
                item.update(min=int(keys[0]), max=int(keys[-1]))
            values = [(_value(one.code), key) for one, key in zip(given, keys, strict=True)]
            return Made([item], {"": Asked(item["key"], "choice", tuple(values))})
        low, high, step = (part.number(name) for name in ("rateMin", "rateMax", "rateStep"))
        first, width = int(1 if low is None else low), int(step or 1)
        last = int(high) if high is not None else first + width * (int(part.number("rateCount") or 5) - 1)
        last = first + (last - first) // width * width
        if not FEWEST_STEPS <= (last - first) // width + 1 <= MOST_STEPS:
            item.update(kind="number", min=first, max=last, decimals=0)
            return Made([item], {"": Asked(item["key"], "number")})
        item.update(kind="scale", min=first, max=last, **({"step": width} if width != 1 else {}))
        ends = ((first, "minRateDescription"), (last, "maxRateDescription"))
        said = [{"key": str(at), "text": text} for at, name in ends
                if (text := self.making.words(part.texts(name), part.where))]  # fmt: skip
        if said:
            item["options"] = said
        is_stars = "stars" in {part.word("rateType"), part.word("rateDisplayMode")}
        if is_stars and first == 1 and width == 1:
            item["look"] = "stars"
        found = tuple((float(at), at) for at in range(first, last + 1, width))
        return Made([item], {"": Asked(item["key"], "choice", found)})

    # Words, numbers, dates

    def text(self, part: Part, item: Item) -> Made:
        """Ask for what the field takes: words, a number, a date."""
        shape = part.word("inputType")
        if shape in {"number", "range"}:
            return self.number(part, item)
        if shape in DATES:
            return self.date(part, item, shape)
        return self.words(part, item)

    def words(self, part: Part, item: Item) -> Made:
        """Ask for words."""
        if part.type == "comment":
            item["long"] = True
        most = part.number("maxLength") or _validated(part, "text", "maxLength")
        if most and 1 <= most <= LONGEST:
            item["max"] = int(most)
        if part.type in AS_WORDS:
            self.report.tell(part.where, "type_as_words", type=part.type)
        return Made([item], {"": Asked(item["key"], "words")})

    def number(self, part: Part, item: Item) -> Made:
        """Ask for a number."""
        item["kind"] = "number"
        for name in ("min", "max"):
            limit = part.number(name)
            value = limit if limit is not None else _validated(part, "numeric", f"{name}Value")
            if value is not None:
                item[name] = int(value) if value == int(value) else value
        if item.get("min", 0) > item.get("max", item.get("min", 0)):
            item.pop("max")
        step = part.number("step")
        if step and step > 0 and step != 1:
            item["step"] = step
        return Made([item], {"": Asked(item["key"], "number")})

    def date(self, part: Part, item: Item, shape: str) -> Made:
        """Ask for a day, a month or an hour."""
        item.update(kind="date", precision=DATES[shape])
        if shape.startswith("datetime"):
            self.report.tell(part.where, "time_left_out")
        for name in ("min", "max"):
            said, expression = part.word(name), part.word(f"{name}ValueExpression")
            if shape == "date" and ISO.fullmatch(said):
                item[name] = said
            elif shape == "date" and expression.replace(" ", "") == "today()":
                item[name] = "today"
            elif said or expression:
                self.report.tell(part.where, "constraint_left_out", text=f"{name}: {said or expression}")
        return Made([item], {"": Asked(item["key"], "words" if shape.startswith("datetime") else "date")})

    def slider(self, part: Part, item: Item) -> Made:
        """Ask for the number to which a slider is drawn."""
        item.update(min=part.number("min") or 0, max=part.number("max") or 100)
        return self.number(part, item)

    def note(self, part: Part, item: Item) -> Made:
        """Show words."""
        said = self.making.words(part.texts("html") or part.texts("title"), part.where)
        note = {"key": item["key"], "kind": "note", "text": said or item["text"]}
        return Made([note])

    # Tables

    def matrix(self, part: Part, item: Item) -> Made:
        """Make a matrix."""
        return self._rows(part, one_matrix(self.making, part, item))

    def columns(self, part: Part, item: Item) -> Made:
        """Make the tables of a matrix whose columns are questions."""
        return self._rows(part, columns_of(self.making, part, item))

    def multiple_texts(self, part: Part, item: Item) -> Made:
        """Make a table of several texts."""
        return self._rows(part, multiple_texts(self.making, part, item))

    def _rows(self, part: Part, items: Sequence[Item]) -> Made:
        key = str(items[0]["key"])
        names = {f".{row.name}": Asked(key, "row") for row in part.parts("rows", "items")}
        return Made(items, names)


def _value(code: str) -> Value:
    try:
        return float(code)
    except ValueError:
        return code


def _validated(part: Part, kind: str, name: str) -> float | None:
    """Give a limit that one of the question's validators sets."""
    for one in part.parts("validators"):
        value = one.number(name)
        if one.type.removesuffix("validator") == kind and value:
            return value
    return None


SEVERAL = frozenset({"checkbox", "tagbox"})
AS_WORDS = frozenset({"file", "signaturepad", "imagemap"})
TYPES: Mapping[str, Callable[[Asker, Part, Item], Made]] = {
    **dict.fromkeys(("radiogroup", "dropdown", "buttongroup"), Asker.single),
    **dict.fromkeys(SEVERAL, Asker.several),
    **dict.fromkeys(("comment", *AS_WORDS), Asker.words),
    **dict.fromkeys(("matrixdropdown", "matrixdynamic"), Asker.columns),
    "imagepicker": Asker.picture,
    "ranking": Asker.ranking,
    "boolean": Asker.boolean,
    "rating": Asker.rating,
    "text": Asker.text,
    "slider": Asker.slider,
    "html": Asker.note,
    "matrix": Asker.matrix,
    "multipletext": Asker.multiple_texts,
}
