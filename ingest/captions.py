"""What stands around a table: its title, its unit, the department it names, and the note below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from disclosure.labels import normalise_label, squeeze
from disclosure.place import PlacedText
from disclosure.table_forms import find_form
from ingest.document import Grid, TextLine
from ingest.numbering import find_numbering
from ingest.paragraphs import is_large, join_lines
from ingest.rules import any_of, read_rules

# A title of more lines than this is a paragraph.
_MOST_TITLE_LINES = 3
# Lines of one note or one title stand no further apart than this, in character sizes.
_NEAR = 1.3
_MOST_NOTE_LINES = 8
_PIECES = re.compile(r"\s{1,}")


@dataclass(slots=True)
class Caption:
    """The lines around one grid; `used` are the blocks that belong to it and are no text."""

    title: str | None = None
    unit: str | None = None
    note: PlacedText | None = None
    meta: list[str] = field(default_factory=list)
    used: set[int] = field(default_factory=set)


def read_captions(
    blocks: Sequence[TextLine | Grid], start: int, body_size: float
) -> dict[int, Caption]:
    """The caption of every grid, by the position of the grid in `blocks`."""
    captions: dict[int, Caption] = {}
    for index, block in enumerate(blocks):
        if index >= start and isinstance(block, Grid):
            caption = _read_above(blocks, index, start, body_size)
            _read_below(blocks, index, caption)
            captions[index] = caption
    return captions


def find_unit(text: str) -> str | None:
    """The unit of money that a line of a caption states."""
    match = re.search(read_rules("table_patterns")["caption"]["unit"], squeeze(text))
    return match.group(1) if match else None


def find_number(meta: Iterable[str]) -> str | None:
    """The number that the report gives the table: 公开 01 表."""
    pattern = read_rules("table_patterns")["caption"]["number"]
    for line in meta:
        if match := re.search(pattern, squeeze(line)):
            return match.group(1)
    return None


def find_owner(meta: Iterable[str]) -> str | None:
    """The department or unit that the caption says the table is of."""
    pattern = read_rules("table_patterns")["caption"]["owner"]
    for line in meta:
        if match := re.search(pattern, squeeze(line)):
            return match.group(1)
    return None


def is_caption_title(text: str) -> bool:
    """Whether a line names a table."""
    return bool(_patterns()["title"].search(squeeze(text)))


def is_caption_meta(text: str) -> bool:
    """Whether a line states number, department, unit or date of a table."""
    pieces = [squeeze(piece) for piece in _PIECES.split(text.strip())]
    meta = _patterns()["meta"]
    return bool(meta.search(squeeze(text))) or any(meta.search(piece) for piece in pieces)


def is_note(text: str) -> bool:
    """Whether a line is a note to the table above it."""
    return bool(_patterns()["note"].search(squeeze(text)))


def says_empty(text: str) -> bool:
    """Whether a note says that the table has no figures."""
    return bool(_patterns()["empty_note"].search(squeeze(text)))


def is_continued(title: str) -> bool:
    """Whether a title says that it continues a table (续表)."""
    return bool(_patterns()["continued"].search(squeeze(title)))


def same_title(one: str, other: str) -> bool:
    """Whether two titles name one table, the mark of a continuation aside."""
    first, second = (_patterns()["continued"].sub("", normalise_label(t)) for t in (one, other))
    return first == second


def _read_above(
    blocks: Sequence[TextLine | Grid], index: int, start: int, body_size: float
) -> Caption:
    caption = Caption()
    for position, line in _lines_above(blocks, index, start):
        text = squeeze(line.text)
        if is_caption_meta(line.text):
            caption.meta.append(line.text)
            caption.unit = caption.unit or find_unit(line.text)
            caption.used.add(position)
        elif _is_part(line.text):
            break
        elif (
            (is_caption_title(line.text) and not is_note(line.text))
            or is_large(line, body_size)
            or (line.is_centred and len(text) < 40)
        ):
            _take_title(blocks, position, start, caption, body_size)
            break
        else:
            break
    if caption.title:
        caption.unit = caption.unit or find_unit(caption.title)
    return caption


def _lines_above(
    blocks: Sequence[TextLine | Grid], index: int, start: int
) -> Iterator[tuple[int, TextLine]]:
    for position in range(index - 1, start - 1, -1):
        block = blocks[position]
        if not isinstance(block, TextLine):
            return
        if not block.text:
            continue
        yield position, block


def _is_part(text: str) -> bool:
    """Whether a line is the heading of a part: 第二部分 部门决算表 is about all tables."""
    numbering = find_numbering(text)
    return numbering is not None and numbering.rank == 0 and find_form(text) is None


def _take_title(
    blocks: Sequence[TextLine | Grid], position: int, start: int, caption: Caption, body_size: float
) -> None:
    """The title at `position`, with the lines above that are set like it and close to it."""
    last = blocks[position]
    assert isinstance(last, TextLine)
    lines = [last]
    caption.used.add(position)
    for above, line in _lines_above(blocks, position, start):
        below = lines[0]
        same = line.size == below.size and line.page == below.page and line.is_placed
        near = below.top - line.bottom < _NEAR * (line.size or 0)
        if not (same and near and is_large(line, body_size)) or len(lines) == _MOST_TITLE_LINES:
            break
        if is_caption_title(line.text) or is_caption_meta(line.text):
            break
        lines.insert(0, line)
        caption.used.add(above)
    caption.title = "".join(line.text for line in lines)


def _read_below(blocks: Sequence[TextLine | Grid], index: int, caption: Caption) -> None:
    lines: list[TextLine] = []
    start = _take_unit_below(blocks, index, caption)
    for position in range(start, min(len(blocks), start + _MOST_NOTE_LINES)):
        block = blocks[position]
        if not isinstance(block, TextLine):
            break
        if not lines and not block.text:
            continue
        if not _belongs_to_note(lines, block):
            break
        lines.append(block)
        caption.used.add(position)
    if lines:
        caption.note = join_lines(lines)


def _take_unit_below(blocks: Sequence[TextLine | Grid], index: int, caption: Caption) -> int:
    """The unit may stand below a table; in front of the next one it is the unit of that."""
    near = range(index + 1, min(len(blocks), index + 6))
    below = [(p, blocks[p]) for p in near if _is_printed(blocks[p])][:2]
    if caption.unit or not below:
        return index + 1
    position, line = below[0]
    if isinstance(line, Grid) or not is_caption_meta(line.text):
        return index + 1
    unit = find_unit(line.text)
    if unit is None or (len(below) > 1 and isinstance(below[1][1], Grid)):
        return index + 1
    caption.unit = unit
    caption.used.add(position)
    return position + 1


def _is_printed(block: TextLine | Grid) -> bool:
    return isinstance(block, Grid) or bool(block.text)


def _belongs_to_note(lines: Sequence[TextLine], line: TextLine) -> bool:
    if is_note(line.text):
        return True
    if not lines or not line.is_placed:
        return False
    before = lines[-1]
    near = before.page == line.page and line.top - before.bottom < _NEAR * (line.size or 0)
    full = before.x1 - before.edges[0] > 0.75 * (before.right - before.left)
    return near and full and before.size == line.size


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    rules = read_rules("table_patterns")["caption"]
    return {name: any_of(found) for name, found in rules.items() if isinstance(found, list)}
