"""The reading report of a file: where every character of it went, and what was not read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from disclosure.fact import Fact, Presence
from disclosure.finding import Finding
from disclosure.place import PlacedText
from disclosure.reading_report import (
    Characters,
    PageReading,
    ReadingReport,
    Region,
    TableReading,
    TextReading,
    Unread,
)
from disclosure.table import Table
from ingest.captions import Caption
from ingest.cell_roles import count_cells
from ingest.contents import FrontMatter
from ingest.document import UNKNOWN, Document, Grid, TextLine
from ingest.figures import FigureReading
from ingest.outline import Outline
from ingest.rules import read_rules

_Counts = dict[str, Counter[int | None]]


def is_legible(fact: Fact) -> bool:
    """Whether all words and digits of a fact have a meaning; one with damage in it is no fact."""
    printed = (fact.printed, fact.label, fact.quote, *fact.row_path, *fact.column_path)
    return not any(UNKNOWN in text for text in printed)


def build_reading(
    document: Document,
    front: FrontMatter,
    captions: dict[int, Caption],
    outline: Outline,
    tables: Sequence[Table],
    facts: Sequence[Fact],
    figures: FigureReading,
    findings: Sequence[Finding],
    given: Sequence[tuple[str, str]],
) -> ReadingReport:
    """What was read of a file and what was not."""
    regions = list(document.regions)
    regions += _find_stray(document.blocks)
    regions += [
        Region(Unread.NUMBER, f"{n.printed} in {n.quote}", n.place.page, n.place.box)
        for n in figures.unread
    ]
    readings = []
    for table in tables:
        cells, unread = count_cells(table)
        regions += unread
        readings.append(
            TableReading(table.id, table.title, table.form, table.state, table.pages, cells)
        )
    counts = _count_characters(document, front, captions, outline)
    return ReadingReport(
        pages=_build_pages(document, counts, tables),
        tables=tuple(readings),
        text=_read_text(figures, facts),
        regions=tuple(sorted(regions, key=lambda region: region.page or 0)),
        discrepancies=sum(not finding.is_rounding for finding in findings),
        rounding_differences=sum(finding.is_rounding for finding in findings),
        given=tuple(given),
    )


def _find_stray(blocks: Iterable[TextLine | Grid]) -> list[Region]:
    return [
        Region(Unread.OUTSIDE, text, block.page, box)
        for block in blocks
        if isinstance(block, Grid)
        for text, box in block.stray
    ]


def _read_text(figures: FigureReading, facts: Sequence[Fact]) -> TextReading:
    """Figures with damage in their sentence are unread as well."""
    found = sum(f.presence is Presence.FIGURE for f in figures.facts)
    kept = sum(f.table_id is None and f.presence is Presence.FIGURE for f in facts)
    ignored = Counter(number.rule for number in figures.ignored)
    return TextReading(kept, tuple(ignored.items()), len(figures.unread) + found - kept)


def _build_pages(
    document: Document, counts: _Counts, tables: Sequence[Table]
) -> tuple[PageReading, ...]:
    on_page: dict[int, list[str]] = {}
    for table in tables:
        for page in table.pages:
            on_page.setdefault(page, []).append(table.id)
    pages = []
    for record in document.pages:
        roles = {name: found[record.number] for name, found in counts.items()}
        total = roles.pop("total") + record.left_out
        unread = max(0, total - sum(roles.values()))
        pages.append(
            PageReading(
                number=record.number,
                state=record.state,
                rotation=record.rotation,
                characters=Characters(**roles, unread=unread),
                unmapped=record.unmapped,
                doubled=record.doubled,
                duplicate_of=record.duplicate_of,
                tables=tuple(on_page.get(record.number, ())),
            )
        )
    return tuple(pages)


def _count_characters(
    document: Document, front: FrontMatter, captions: dict[int, Caption], outline: Outline
) -> _Counts:
    """Characters by role and page; what has none shows as the rest of the total."""
    names = ("total", "table", "caption", "paragraph", "heading", "cover", "contents", "furniture")
    counts: _Counts = {name: Counter() for name in names}
    for block in (*document.blocks, *document.furniture):
        _add_block(counts["total"], block, with_stray=True)
    for name, blocks in (
        ("cover", front.cover),
        ("contents", front.contents),
        ("furniture", document.furniture),
    ):
        for found in blocks:
            _add_block(counts[name], found, with_stray=True)
    used = set().union(*(caption.used for caption in captions.values()))
    for index, block in enumerate(front.body):
        if index in captions:
            _add_block(counts["table"], block)
        elif index in used:
            _add_block(counts["caption"], block)
        elif isinstance(block, TextLine):
            # A bullet is taken off its paragraph, and is read all the same.
            counts["paragraph"][block.page] += _length_of_bullet(block.text)
    for paragraph in outline.paragraphs:
        _add_placed(counts["paragraph"], paragraph.body)
    for heading in outline.headings:
        _add_placed(counts["heading"], heading)
    return counts


def _add_block(
    counter: Counter[int | None], block: TextLine | Grid, *, with_stray: bool = False
) -> None:
    counter[block.page] += _length(block.text)
    if with_stray and isinstance(block, Grid):
        counter[block.page] += sum(_length(stray.text) for stray in block.stray)


def _add_placed(counter: Counter[int | None], body: PlacedText) -> None:
    for run in body.runs:
        counter[run.page] += _length(body.text[run.start : run.end])


def _length(text: str) -> int:
    """Characters, white space aside."""
    return len("".join(text.split()))


def _length_of_bullet(text: str) -> int:
    match = re.match(read_rules("outline")["paragraph"]["bullet"], text)
    return _length(match[0]) if match else 0
