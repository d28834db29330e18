"""Pages to a document: what repeats from page to page is taken out and said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from disclosure.errors import UnreadableSourceError
from disclosure.labels import squeeze
from disclosure.reading_report import PageState, Region, Unread
from disclosure.report import SourceForm
from ingest.captions import is_caption_title
from ingest.document import Document, Grid, PageRecord, TextLine
from ingest.readers.furniture import drop_furniture
from ingest.readers.margins import set_margins
from ingest.readers.pdf_page import ReadPage

_Block = TextLine | Grid
# A page nearly repeats another one when they share this much of their lines.
_REPEATED_SHARE = 0.85
# Pages with less text may well be alike.
_FEWEST_CHARACTERS = 100


def build_document(pages: Sequence[ReadPage]) -> Document:
    """All pages as one. Raises UnreadableSourceError when none has text."""
    if not any(page.blocks for page in pages):
        raise UnreadableSourceError(_explain(page.record.state for page in pages))
    blocks, furniture = drop_furniture(pages)
    records = [page.record for page in pages]
    regions = [region for page in pages for region in page.regions]
    for index, earlier, is_same in _find_repeated(blocks):
        number = records[index].number
        regions.append(Region(Unread.DUPLICATE, f"page {records[earlier].number}", number))
        if is_same:
            records[index] = _as_duplicate(records[index], records[earlier], blocks[index])
            regions = [r for r in regions if r.page != number or r.why is Unread.DUPLICATE]
            blocks[index] = []
    kept = tuple(block for page in set_margins(blocks) for block in page)
    ordered = sorted(regions, key=lambda region: region.page or 0)
    return Document(
        SourceForm.PDF, len(pages), kept, tuple(records), tuple(furniture), tuple(ordered)
    )


def _explain(states: Iterator[PageState]) -> str:
    found = set(states)
    if PageState.SCANNED in found or found == {PageState.BLANK}:
        return "no page has text: the file is scanned, and OCR is not supported yet"
    if PageState.DAMAGED in found:
        return "the fonts of the file do not say which characters they print; publish it anew"
    return "no page can be read: the file is damaged, download it again"


def _as_duplicate(record: PageRecord, earlier: PageRecord, blocks: Sequence[_Block]) -> PageRecord:
    count = sum(len(squeeze_blocks([block])) for block in blocks)
    return replace(
        record,
        state=PageState.DUPLICATE,
        duplicate_of=earlier.number,
        left_out=record.left_out + count,
    )


def squeeze_blocks(blocks: Sequence[_Block]) -> str:
    """The text of blocks, white space aside."""
    return "".join("".join(block.text.split()) for block in blocks)


def _find_repeated(pages: Sequence[Sequence[_Block]]) -> Iterator[tuple[int, int, bool]]:
    """Pages that print what an earlier one does: all of it, or nearly all of its lines.

    A page of nothing but rows may be the rest of another table with the same figures: it is a
    repeated one only right behind its like, or behind a repeated one.
    """
    whole: dict[str, int] = {}
    again: dict[int, int] = {}
    lines = [{b.text for b in page if isinstance(b, TextLine)} for page in pages]
    for index, page in enumerate(pages):
        text = squeeze("".join(block.text for block in page))
        same = whole.get(text) if len(text) >= _FEWEST_CHARACTERS else None
        if same is not None and (
            _is_whole(page) or same == index - 1 or again.get(index - 1) == same - 1
        ):
            again[index] = same
            yield index, same, True
            continue
        whole.setdefault(text, index)
        if sum(len(line) for line in lines[index]) < _FEWEST_CHARACTERS:
            continue
        for earlier in range(index):
            shared = len(lines[index] & lines[earlier])
            if shared >= _REPEATED_SHARE * max(len(lines[index]), len(lines[earlier])):
                yield index, earlier, False
                break


def _is_whole(page: Sequence[_Block]) -> bool:
    """Whether a page says what it is about: in a line, or in the first row of a table."""
    first = page[0]
    if not isinstance(first, Grid):
        return True
    titles = [cell.text for cell in first.cells if cell.row == 0 and cell.text]
    return len(titles) == 1 and is_caption_title(titles[0])
