"""A refusal that a page can say in its reader's language."""


class Refusal(ValueError):
    """What cannot be, in English with places for facts: `Refusal("there is no unit %(code)s", code="2661")`."""

    def __init__(self, words: str, **facts: object) -> None:
        super().__init__(words % facts if facts else words)
        self.words = words
        self.facts = facts
