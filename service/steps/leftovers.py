"""What no name and no word of the lexicon covers: parts of labels and headings, or unknown."""

from __future__ import annotations

from rapidfuzz.distance import Levenshtein

from service.holdings import Vocabulary
from service.labels_alike import is_subsequence
from service.lexicon import Lexicon, load_lexicon
from service.question import Term
from service.steps.mention import MIN_SHARE, Mention, is_other_word

# A leftover word found in more labels than this names nothing in particular.
MAX_LABELS = 40
# Shorter words of a heading are found by chance.
MIN_HEADING = 3
MIN_ALIKE = 4
# A leftover as long as this is first read whole, as a label with words left out.
MIN_SHORTENED = 6
# Labels are not longer; a longer stretch is not looked for whole.
MAX_PART = 30


class LeftoverReader:
    """Reads what no name and no word of the lexicon covers.

    The longest part of a printed label is read first, then what stands on both sides of it.
    """

    def __init__(self, question: str, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        self._question = question
        self._vocabulary = vocabulary
        self._filler = sorted(lexicon.filler, key=len, reverse=True)
        self._edges = lexicon.filler_edges
        self._not_items = lexicon.not_items

    def read(self, start: int, end: int) -> list[Mention]:
        """A leftover as parts of labels or headings, as words without content, or unknown."""
        text = self._question[start:end]
        if not self._content(text):
            return []
        whole = text.strip(self._edges)
        if len(whole) >= MIN_SHORTENED and whole not in self._vocabulary.joined_labels:
            alike = self._alike(whole)
            if alike:
                return [Mention(start, end, "item", whole, alike, whole)]
        for length in range(min(len(text), MAX_PART), 1, -1):
            for offset in range(len(text) - length + 1):
                part = text[offset : offset + length]
                mention = self._as_part(part, start + offset)
                if mention:
                    before = self.read(start, start + offset)
                    return [*before, mention, *self.read(mention.end, end)]
        content = self._content(text)
        terms = self._alike(content)
        if terms:
            return [Mention(start, end, "item", content, terms, content)]
        return [Mention(start, end, "unknown", content, (), content)]

    def _content(self, text: str) -> str:
        """What is left of a text without the words that carry no content."""
        for word in self._filler:
            text = text.replace(word, "")
        return text

    def _as_part(self, part: str, start: int) -> Mention | None:
        """A part of some labels, or words of a heading; nothing for words without content."""
        vocabulary = self._vocabulary
        if part not in vocabulary.joined_labels and part not in vocabulary.joined_contexts:
            return None
        if part[0] in self._edges or part[-1] in self._edges or not self._content(part):
            return None
        if part.isdigit():
            return None
        end = start + len(part)
        labels = [
            x
            for x in self._vocabulary.labels_with(part)
            if x not in self._not_items and not is_other_word(part, x)
        ]
        if labels and len(labels) <= MAX_LABELS:
            terms = tuple(Term("part", label) for label in labels)
            return Mention(start, end, "item", part, terms, part)
        if len(part) >= MIN_HEADING and part in self._vocabulary.joined_contexts:
            return Mention(start, end, "table", part, (Term("context", part),), part)
        return None

    def _alike(self, text: str) -> tuple[Term, ...]:
        """Labels with one character mistyped, or of which the text leaves out some words."""
        if len(text) < MIN_ALIKE:
            return ()
        labels = self._vocabulary.labels
        mistyped = [
            x for x in labels
            if len(x) == len(text) and Levenshtein.distance(x, text, score_cutoff=1) <= 1
        ]  # fmt: skip
        if mistyped:
            # 初中教育 and 高中教育 differ by one character too, so that the label is asked back.
            return tuple(Term("part", x) for x in mistyped)
        shortened = [
            x for x in labels if len(text) / len(x) >= MIN_SHARE and is_subsequence(text, x)
        ]
        joint = load_lexicon().amount_joint
        longer = [x for s in shortened for x in self._vocabulary.labels_with(s + joint)]
        return tuple(Term("part", x) for x in dict.fromkeys((*shortened, *longer)))
