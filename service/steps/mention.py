"""A stretch of a question that is read as one thing."""

from __future__ import annotations

from dataclasses import dataclass

from service.lexicon import load_lexicon
from service.question import Term

# A label of which the question has less than this share is another label.
MIN_SHARE = 0.4
POSSESSIVE = "的"


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the question read as one thing. `terms` are set for items and tables."""

    start: int
    end: int
    kind: str
    key: str = ""
    terms: tuple[Term, ...] = ()
    text: str = ""

    @property
    def length(self) -> int:
        """Characters covered."""
        return self.end - self.start


def is_other_word(part: str, label: str) -> bool:
    """Whether a label has the words only as the end of another word: 离退休人员 for 退休人员."""
    before = label[: label.find(part)]
    return before.endswith(tuple(load_lexicon().prefixes))
