"""Page numbers and running headers are the page's, not the report's; they are dropped here."""

from __future__ import annotations

import re
from collections import Counter

from disclosure.labels import squeeze
from ingest.document import Grid, TextLine

# - 7 - · — 7 — · 7 · 7/39 · 第7页 · 第7页共39页 · Page 7; four digits are the year of a cover.
_PAGE_NUMBER = re.compile(
    r"[-—–―·~\s]*(?:第|page)?[-—–―·~\s]*(?:\d{1,3}|[ivxlc]{1,6})[-—–―·~\s]*"
    r"页?[,，]?(?:(?:[/／]|共)\d{1,4}页?)?[-—–―·~\s]*",
    re.IGNORECASE,
)
_FEWEST_REPEATS = 3
# A running header is printed on at least this share of the pages, at the same height.
_LEAST_SHARE = 0.3
_DIGITS = re.compile(r"\d+")


def drop_furniture(pages: list[list[TextLine | Grid]]) -> list[list[TextLine | Grid]]:
    """The pages without their numbers and without what repeats in the first or last line."""
    kept = [_drop_page_number(page) for page in pages]
    repeated = _find_repeated(kept)
    return [
        [
            block
            for index, block in enumerate(page)
            if not (index in (0, len(page) - 1) and _key(block) in repeated)
        ]
        for page in kept
    ]


def _drop_page_number(page: list[TextLine | Grid]) -> list[TextLine | Grid]:
    """Only the first and the last line can be a page number."""
    for index in (-1, 0):
        if not page:
            break
        block = page[index]
        if isinstance(block, TextLine) and _PAGE_NUMBER.fullmatch(squeeze(block.text)):
            page = page[:-1] if index else page[1:]
    return page


def _find_repeated(pages: list[list[TextLine | Grid]]) -> set[tuple[str, int]]:
    edges: Counter[tuple[str, int]] = Counter()
    for page in pages:
        keys = {_key(block) for block in (page[:1] + page[-1:])}
        edges.update(key for key in keys if key is not None)
    needed = max(_FEWEST_REPEATS, int(_LEAST_SHARE * len(pages)))
    return {key for key, count in edges.items() if count >= needed}


def _key(block: TextLine | Grid) -> tuple[str, int] | None:
    """The line without its digits, and its height on the page within 4 points."""
    if not isinstance(block, TextLine):
        return None
    return _DIGITS.sub("#", squeeze(block.text)), round(block.top / 4)
