"""How a short form of a label is told: its characters stand in the label in the same order."""

from __future__ import annotations


def is_subsequence(short: str, long: str) -> bool:
    """Whether `long` is `short` with something put in."""
    position = 0
    for char in short:
        position = long.find(char, position) + 1
        if position == 0:
            return False
    return True
