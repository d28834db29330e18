"""Lines to paragraphs: over line ends and page ends, each character keeping its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from disclosure.labels import squeeze
from disclosure.place import PlacedText, Run
from ingest.document import TextLine
from ingest.numbering import find_numbering
from ingest.rules import any_of, read_rules

# All in character sizes: an indent, a line that ends early, one that ends far too early.
_INDENT = 1.2
_SHORT = 1.5
_VERY_SHORT = 5.0
_SAME_SIZE = 0.15
# Two lines of one title stand no further apart than this.
_TITLE_GAP = 1.2


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that belong together; `is_title` says that its print sets it off from the body."""

    lines: tuple[TextLine, ...]
    is_title: bool = False

    @property
    def body(self) -> PlacedText:
        """The lines as one text."""
        return join_lines(self.lines)

    @property
    def page(self) -> int | None:
        """Where it begins."""
        return self.lines[0].page


def join_lines(lines: Sequence[TextLine]) -> PlacedText:
    """The lines as one text: Chinese without a space between lines, Latin words with one."""
    text = ""
    runs: list[Run] = []
    for line in lines:
        if text and text[-1].isascii() and line.text[:1].isascii() and text[-1].isalpha():
            text += " "
        start = len(text)
        text += line.text
        run = Run(start, len(text), line.page, line.top, line.bottom, line.edges, line.turn)
        runs.append(run)
    return PlacedText(text, tuple(runs))


def find_body_size(lines: Sequence[TextLine]) -> float:
    """The size of most characters; 0 where sizes are not known."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if line.size:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def join_pieces(lines: Sequence[TextLine], body_size: float) -> list[Piece]:
    """The paragraphs and title lines of consecutive lines."""
    pieces: list[list[TextLine]] = []
    for line in lines:
        line = _without_bullet(line)
        if not line.text:
            continue
        if pieces and _continues(pieces[-1], line, body_size):
            pieces[-1].append(line)
        else:
            pieces.append([line])
    return [Piece(tuple(piece), _is_title(piece, body_size)) for piece in pieces]


def goes_on(piece: Piece, following: Piece, body_size: float) -> bool:
    """Whether the layout tells that a piece is the rest of a paragraph broken off before it."""
    return _continues(piece.lines, following.lines[0], body_size)


def is_large(line: TextLine, body_size: float) -> bool:
    """Whether a line is printed larger than the body."""
    return _is_larger(line, body_size, "larger")


def _is_larger(line: TextLine, body_size: float, rule: str) -> bool:
    factor: float = read_rules("outline")["heading"][rule]
    return bool(line.size and body_size and line.size >= factor * body_size)


def _is_title_line(line: TextLine, body_size: float) -> bool:
    """Figures in another font make a line of text a little larger; a title is centred, or much."""
    if _is_larger(line, body_size, "much_larger"):
        return True
    return line.is_centred and is_large(line, body_size)


def _is_title(lines: Sequence[TextLine], body_size: float) -> bool:
    if any(_is_title_line(line, body_size) for line in lines):
        return True
    short = len(lines) == 1 and not _patterns()["ends"].search(squeeze(lines[0].text))
    return lines[0].is_centred and short


def _continues(piece: Sequence[TextLine], line: TextLine, body_size: float) -> bool:
    before = piece[-1]
    if not line.is_placed:
        return _continues_unplaced(piece, line)
    size = line.size or 0.0
    if abs((before.size or 0.0) - size) > _SAME_SIZE * size:
        return False
    if _is_title_line(line, body_size):
        near = before.page == line.page and line.top - before.bottom < _TITLE_GAP * size
        return near and before.size == line.size and find_numbering(line.text) is None
    if line.is_centred or (before.is_centred and len(piece) == 1):
        return False
    if line.x0 - line.left > _INDENT * size:
        return False
    ended = bool(_patterns()["ends"].search(squeeze(before.text)))
    missing = before.right - before.x1
    if missing > _VERY_SHORT * size or (ended and missing > _SHORT * size):
        return False
    return not (ended and find_numbering(line.text))


def _continues_unplaced(piece: Sequence[TextLine], line: TextLine) -> bool:
    """Without a layout a paragraph ends at a blank line, unless its sentence does not end."""
    text = squeeze("".join(part.text for part in piece))
    patterns = _patterns()
    if patterns["ends"].search(text) or find_numbering(line.text):
        return False
    if line.gap:
        return bool(patterns["inner"].search(_without_numbering(text)))
    return find_numbering(text) is None or bool(patterns["inner"].search(_without_numbering(text)))


def _without_numbering(text: str) -> str:
    numbering = find_numbering(text)
    return text[numbering.length :] if numbering else text


def _without_bullet(line: TextLine) -> TextLine:
    match = _patterns()["bullet"].match(line.text)
    if not match:
        return line
    end = match.end()
    return replace(line, text=line.text[end:], edges=line.edges[end:])


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    rules = read_rules("outline")["paragraph"]
    return {name: any_of([pattern]) for name, pattern in rules.items()}
