"""What LimeSurvey says, the same whether it came as XML or as a table: texts by language, parts in their order."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Said = dict[str, str]
"""Words by language, as LimeSurvey names it."""


@dataclass
class Part:
    """A subquestion or an answer option."""

    code: str
    where: str
    scale: str = "0"
    order: float = 0
    relevance: str = ""
    id: str = ""
    texts: Said = field(default_factory=dict)


@dataclass
class Source:
    """A question."""

    id: str
    code: str
    type: str
    where: str
    order: float = 0
    relevance: str | None = None
    """What it says of when it is asked; nothing where the file is older than such expressions."""
    mandatory: str = ""
    has_other: bool = False
    pattern: str = ""
    has_default: bool = False
    texts: Said = field(default_factory=dict)
    helps: Said = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    answers: list[Part] = field(default_factory=list)
    attributes: dict[str, Said] = field(default_factory=dict)

    def attribute(self, name: str) -> str:
        """Give an attribute that has no language, or that of any."""
        said = self.attributes.get(name, {})
        return said.get("") or next(filter(None, said.values()), "")

    def parts_of(self, scale: str) -> list[Part]:
        """Give the subquestions of one axis."""
        return [part for part in self.parts if part.scale == scale]

    def answers_of(self, scale: str) -> list[Part]:
        """Give the answers of one scale."""
        return [part for part in self.answers if part.scale == scale]


@dataclass
class Group:
    """A group of questions."""

    id: str
    where: str
    order: float = 0
    relevance: str = ""
    is_random: bool = False
    names: Said = field(default_factory=dict)
    descriptions: Said = field(default_factory=dict)
    questions: list[Source] = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """A row of the table of conditions, as they were before expressions."""

    question: str
    scenario: str
    asked: str
    field: str
    method: str
    value: str


@dataclass
class Survey:
    """A survey, or as much of one as the file holds."""

    id: str
    base: str
    languages: list[str]
    titles: Said = field(default_factory=dict)
    welcomes: Said = field(default_factory=dict)
    ends: Said = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    left_out: Mapping[str, int] = field(default_factory=dict)
    """What else the file holds, by the key of the words for it."""
