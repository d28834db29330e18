"""A passage: a piece of the report short enough to quote, with what tells where it belongs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from disclosure.place import PlacedText


class PassageKind(StrEnum):
    """How the passage is cut from the report."""

    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    GLOSSARY = "glossary"
    TABLE_ROW = "table_row"
    TABLE_NOTE = "table_note"


@dataclass(frozen=True, slots=True)
class Passage:
    """`text` is as printed; `embedded` is what models see: heading and text, no figures of rows.

    `position` orders the passages of a report as they are printed.
    """

    report_id: str
    position: int
    kind: PassageKind
    body: PlacedText
    embedded: str
    section: tuple[str, ...] = ()
    table_id: str | None = None
    table: str | None = None
    row: str | None = None

    @property
    def text(self) -> str:
        """The text as printed."""
        return self.body.text

    @property
    def heading(self) -> str:
        """The last heading above the passage."""
        return self.section[-1] if self.section else ""
