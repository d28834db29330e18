"""Step 1b: what is no question about disclosures, is abuse, or gives orders to the service."""

from __future__ import annotations

import re

from service.holdings import Vocabulary
from service.lexicon import load_lexicon

# A bare 1 is a choice where choices were offered, and nothing elsewhere.
_CONTENT = re.compile(r"[\u4e00-\u9fff]|[a-z]{2,}|\d{3,}")
# A word of a printed name stands in it with at least so many characters around it.
MIN_AROUND = 2
MAX_AROUND = 12


def is_refused(asked: str, vocabulary: Vocabulary) -> bool:
    """Whether a question is refused. A word of a printed name is never abuse: 彩票公益金."""
    if not _CONTENT.search(asked):
        return True
    found = (m for pattern in load_lexicon().refused for m in pattern.finditer(asked))
    return any(not _is_printed(asked, *match.span(), vocabulary) for match in found)


def _is_printed(asked: str, start: int, end: int, vocabulary: Vocabulary) -> bool:
    """Whether a label or heading in scope has these words, with some of what is around them."""
    least = end - start + MIN_AROUND
    return any(
        asked[first:last] in vocabulary.joined_labels
        or asked[first:last] in vocabulary.joined_contexts
        for first in range(max(0, start - MAX_AROUND), start + 1)
        for last in range(max(end, first + least), min(len(asked), end + MAX_AROUND) + 1)
    )
