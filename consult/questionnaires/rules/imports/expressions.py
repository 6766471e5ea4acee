"""Expressions of other programs as one tree: what they compare, join and compute, whatever the signs for it.

The parser is one (operators by their strength, after Pratt); a grammar says how a program writes them. Every operator
becomes a call: `a and b` is `and(a, b)`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

Value = str | float | bool | None | tuple[object, ...]
LONGEST = 20_000
DEEPEST = 60
MOST_JOINTS = 400
"""Most comparisons and sums of one expression."""
CHAINED = frozenset({"and", "or"})
UNARY = 90
"""The strength of what stands before its only part, unless a grammar says otherwise."""


class BadExpression(Exception):
    """What is written is no expression; `near` is where the reader stopped."""

    def __init__(self, near: str) -> None:
        super().__init__(near)
        self.near = near


@dataclass(frozen=True)
class Constant:
    """A value that is written down."""

    value: Value


@dataclass(frozen=True)
class Name:
    """The answer to a question, as the source calls it."""

    path: str


@dataclass(frozen=True)
class Call:
    """A function or operator with its parts."""

    function: str
    parts: tuple["Node", ...] = ()


Node = Constant | Name | Call


@dataclass(frozen=True)
class Grammar:
    """How a program writes expressions; `token` has the groups string, number, name, sign."""

    token: re.Pattern[str]
    binary: Mapping[str, tuple[int, str]]
    """Each sign or word between two parts: how strongly it binds, and what it means."""
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
    before_strength: Mapping[str, int] = field(default_factory=dict)
    named: Callable[[str], Node] = Name
    unquoted: Callable[[str], str] = lambda text: text[1:-1]


def parse(text: str, grammar: Grammar) -> Node:
    """Parse an expression; raises `BadExpression`."""
    if len(text) > LONGEST:
        raise BadExpression(text[:20])
    return _Parser(text, grammar).whole()


def names_in(node: Node) -> Iterator[str]:
    """Give the names on which an expression looks, each as often as it stands there."""
    match node:
        case Name(path):
            yield path
        case Call(_function, parts):
            for part in parts:
                yield from names_in(part)


def replaced(node: Node, old: Node, new: Node) -> Node:
    """Put one part for another wherever it stands."""
    if node == old:
        return new
    if isinstance(node, Call):
        return Call(node.function, tuple(replaced(part, old, new) for part in node.parts))
    return node


class _Parser:
    def __init__(self, text: str, grammar: Grammar) -> None:
        self.grammar = grammar
        self.tokens = list(self._tokens(text))
        self.place = 0
        self.depth = 0
        self.joints = 0

    def _tokens(self, text: str) -> Iterator[tuple[str, str]]:
        at = 0
        while at < len(text):
            if text[at].isspace():
                at += 1
                continue
            found = self.grammar.token.match(text, at)
            if not found or not found[0]:
                raise BadExpression(text[at : at + 20])
            yield str(found.lastgroup), found[0]
            at = found.end()
        yield "end", ""

    def whole(self) -> Node:
        node = self._expression(0)
        if self._here[0] != "end":
            raise self._wrong()
        return node

    @property
    def _here(self) -> tuple[str, str]:
        return self.tokens[self.place]

    def _wrong(self) -> BadExpression:
        rest = " ".join(text for _sort, text in self.tokens[self.place : self.place + 4])
        return BadExpression(rest)

    def _take(self, sign: str) -> bool:
        if self._here == ("sign", sign):
            self.place += 1
            return True
        return False

    def _need(self, sign: str) -> None:
        if not self._take(sign):
            raise self._wrong()

    def _expression(self, strength: int) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._wrong()
        left = self._first()
        while True:
            sort, text = self._here
            word = text.casefold() if sort in {"name", "sign"} else ""
            if word in self.grammar.after:
                self.place += 1
                left = Call(self.grammar.after[word], (left,))
                continue
            binds, meaning = self.grammar.binary.get(word, (-1, ""))
            if binds <= strength:
                break
            self.place += 1
            left = self._joined(meaning, left, self._expression(binds))
        self.depth -= 1
        return left

    def _joined(self, meaning: str, left: Node, right: Node) -> Node:
        """Join two parts; a chain of "and" or "or" is one call, so that it may be long."""
        if meaning in CHAINED and isinstance(left, Call) and left.function == meaning:
            return Call(meaning, (*left.parts, right))
        self.joints += meaning not in CHAINED
        if self.joints > MOST_JOINTS:
            raise self._wrong()
        return Call(meaning, (left, right))

    def _first(self) -> Node:
        sort, text = self._here
        if sort == "end":
            raise self._wrong()
        word = text.casefold()
        if sort in {"name", "sign"} and word in self.grammar.before and not self._is_called(sort):
            self.place += 1
            part = self._expression(self.grammar.before_strength.get(word, UNARY))
            return Call(self.grammar.before[word], (part,))
        self.place += 1
        if sort == "string":
            return Constant(self.grammar.unquoted(text))
        if sort == "number":
            return Constant(float(text))
        if sort == "name":
            return Call(word, self._parts(")")) if self._take("(") else self.grammar.named(text)
        return self._bracketed(text)

    def _is_called(self, sort: str) -> bool:
        return sort == "name" and self.tokens[self.place + 1] == ("sign", "(")

    def _bracketed(self, sign: str) -> Node:
        if sign == "(":
            node = self._expression(0)
            self._need(")")
            return node
        if sign == "[":
            return Call("list", self._parts("]"))
        self.place -= 1
        raise self._wrong()

    def _parts(self, end: str) -> tuple[Node, ...]:
        parts: list[Node] = []
        if self._take(end):
            return ()
        while True:
            parts.append(self._expression(0))
            if self._take(end):
                return tuple(parts)
            self._need(",")
