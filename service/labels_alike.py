"""How a label is told from a short or a mistyped form of it."""

from __future__ import annotations

from collections.abc import Iterable

from service.lexicon import load_lexicon

# A shorter name sounds like too much else.
MIN_SOUND = 4


def is_subsequence(short: str, long: str) -> bool:
    """Whether `long` is `short` with something put in."""
    position = 0
    for char in short:
        position = long.find(char, position) + 1
        if position == 0:
            return False
    return True


def sound_of(text: str) -> str:
    """The text with one character for all that are typed for one another."""
    alike = load_lexicon().mistyped
    return "".join(alike.get(char, char) for char in text)


def names_by_sound(names: Iterable[str]) -> dict[str, str]:
    """The names that are told by their sound; where two have one sound, neither is."""
    found: dict[str, set[str]] = {}
    for name in names:
        if len(name) >= MIN_SOUND:
            found.setdefault(sound_of(name), set()).add(name)
    return {sound: alike.pop() for sound, alike in found.items() if len(alike) == 1}
