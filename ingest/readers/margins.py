"""The margins of the text: one pair for all pages of one width, so that a cover fits in too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from ingest.document import Grid, TextLine

_Pages = list[list[TextLine | Grid]]
# Edges within this many points are one.
_STEP = 4.0
_SAME_SIZE = 0.08
# A line is long from this share of the longest one; a margin needs this share of the long lines.
_LONG = 0.8
_LEAST_SHARE = 0.05
# Of the width of the page, a full line takes at least this.
_SHORTEST = 0.4


def set_margins(pages: _Pages) -> _Pages:
    """The same pages, with the margins of the running text set in every line."""
    widths: dict[int, list[TextLine]] = {}
    for line in _lines(pages):
        widths.setdefault(round(line.page_width), []).append(line)
    margins = {width: _find_margins(lines) for width, lines in widths.items()}
    return [
        [
            replace(
                block,
                left=margins[round(block.page_width)][0],
                right=margins[round(block.page_width)][1],
            )
            if isinstance(block, TextLine)
            else block
            for block in page
        ]
        for page in pages
    ]


def _lines(pages: _Pages) -> Iterable[TextLine]:
    return (block for page in pages for block in page if isinstance(block, TextLine))


def _find_margins(lines: list[TextLine]) -> tuple[float, float]:
    """Where the long lines of the body begin and end.

    The left margin is the leftmost place where several of them begin: most may be indented, as
    first lines of short paragraphs. Hanging punctuation does not move the right margin.
    """
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size or 0.0] += len(line.text)
    body_size, _ = sizes.most_common(1)[0]
    body = [line for line in lines if abs((line.size or 0.0) - body_size) <= _SAME_SIZE * body_size]
    longest = max(line.x1 - line.x0 for line in body)
    if longest < _SHORTEST * body[0].page_width:
        # No line is full: the margins are taken to be alike.
        left = min(line.x0 for line in body)
        return left, body[0].page_width - left
    body = [line for line in body if line.x1 - line.x0 > _LONG * longest]
    starts = Counter(round(line.x0 / _STEP) for line in body)
    needed = max(1.0, _LEAST_SHARE * len(body))
    leftmost = min(start for start, count in starts.items() if count >= needed)
    ends = Counter(round(line.x1 / _STEP) for line in body)
    common, _ = ends.most_common(1)[0]
    return (
        min(line.x0 for line in body if round(line.x0 / _STEP) == leftmost),
        max(line.x1 for line in body if abs(round(line.x1 / _STEP) - common) <= 1),
    )
