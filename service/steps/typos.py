"""Step 1c: names with a mistyped character, read as the one printed name that they sound like."""

from __future__ import annotations

from service.holdings import Vocabulary
from service.labels_alike import sound_of


def mend_names(question: str, vocabulary: Vocabulary) -> str:
    """The question with every mistyped name as it is printed; what is printed itself stays."""
    sound = sound_of(question)
    for length in sorted({len(name) for name in vocabulary.by_sound}, reverse=True):
        for start in range(len(question) - length + 1):
            end = start + length
            name = vocabulary.by_sound.get(sound[start:end])
            written = question[start:end]
            if name and name != written and written not in vocabulary.joined_labels:
                question = question[:start] + name + question[end:]
    return question
