"""Reads a text extract: lines of text, with the rows of a table as tab-separated lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from disclosure.errors import UnreadableSourceError
from disclosure.report import SourceForm
from ingest.document import Document, Grid, GridCell, TextLine

# UTF-16 before GB18030, which accepts nearly every sequence of bytes.
_MARKED_ENCODINGS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_ENCODINGS = ("utf-8", "gb18030")
# A text holds hardly any control characters; a binary file is full of them.
_MOST_CONTROL = 0.01
# One line with a tab is a label with a value, not a table.
_FEWEST_TABLE_LINES = 2
# Lines of a contents page: an entry, a tab, a page number.
_CONTENTS_LINE = re.compile(r"[^\t]*[^\t\d\s][^\t]*\t\d{1,3}\s*")


def read_text(content: bytes) -> Document:
    """Read the bytes of a text extract. Raises UnreadableSourceError for anything else."""
    text = _decode(content)
    blocks: list[TextLine | Grid] = []
    gap = True
    for lines in _group(text.replace("\x00", "").splitlines()):
        if not lines:
            gap = True
        elif len(lines) >= _FEWEST_TABLE_LINES:
            blocks.append(_build_grid(lines))
            gap = True
        else:
            blocks.append(TextLine(lines[0].replace("\t", " ").strip(), gap=gap))
            gap = False
    if not any(isinstance(block, Grid) or block.text for block in blocks):
        raise UnreadableSourceError("the file holds no text")
    return Document(SourceForm.TEXT, None, tuple(blocks))


def _decode(content: bytes) -> str:
    for mark, encoding in _MARKED_ENCODINGS.items():
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        control = sum(unicodedata.category(c) in ("Cc", "Co", "Cn") for c in text)
        control -= sum(text.count(c) for c in "\r\n\t\f\x00")
        if control <= _MOST_CONTROL * len(text) and text.count("\x00") <= _MOST_CONTROL * len(text):
            return text
    raise UnreadableSourceError(
        "not a known form of report; give a PDF with text or a plain text extract"
    )


def _group(lines: list[str]) -> Iterator[list[str]]:
    """Consecutive lines with tabs together, every other line alone, blank lines as []."""
    table: list[str] = []
    for line in [*lines, ""]:
        if "\t" in line:
            table.append(line)
            continue
        is_contents = all(_CONTENTS_LINE.fullmatch(row) for row in table)
        if len(table) >= _FEWEST_TABLE_LINES and not is_contents:
            yield table
        else:
            yield from ([one] for one in table)
        table = []
        yield [line] if line.strip() else []


def _build_grid(lines: list[str]) -> Grid:
    rows = [[cell.strip() for cell in line.split("\t")] for line in lines]
    columns = max(len(row) for row in rows)
    cells = tuple(
        GridCell(r, c, row[c] if c < len(row) else "")
        for r, row in enumerate(rows)
        for c in range(columns)
    )
    return Grid(cells, len(rows), columns, spans_known=False)
