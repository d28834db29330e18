"""The readers: one file for each form of source, chosen by what is in the file."""

from __future__ import annotations

from pathlib import Path

from disclosure.errors import UnreadableSourceError
from ingest.document import Document

SUFFIXES = frozenset({".pdf", ".txt"})
# The PDF standard allows some bytes in front of the mark.
_PDF_MARK = b"%PDF-"
_MARK_WITHIN = 1024
# Binary files that carry a known mark, and what to do with them.
_OTHER_MARKS = {
    b"PK\x03\x04": "a ZIP container such as DOCX or XLSX; save it as PDF",
    b"\xd0\xcf\x11\xe0": "an old Office file (DOC or XLS); save it as PDF",
    b"\x89PNG": "a picture; scanned pages need OCR, which is not supported yet",
    b"\xff\xd8\xff": "a picture; scanned pages need OCR, which is not supported yet",
}


def read_document(path: Path) -> Document:
    """Read a file by its content. Raises UnreadableSourceError that says what to do."""
    content = path.read_bytes()
    if not content.strip():
        raise UnreadableSourceError("the file is empty; publish or download it again")
    if _PDF_MARK in content[:_MARK_WITHIN]:
        from ingest.readers.pdf import read_pdf

        return read_pdf(path)
    for mark, what in _OTHER_MARKS.items():
        if content.startswith(mark):
            raise UnreadableSourceError(f"not a PDF or a text extract but {what}")
    from ingest.readers.text import read_text

    return read_text(content)
