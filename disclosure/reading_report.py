"""What was read of a file and what was not, so that nothing is left out in silence."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from disclosure.place import Box
from disclosure.table import TableState


class PageState(StrEnum):
    """What a page is: text, a picture of text, nothing, unreadable, a second print, or lost."""

    TEXT = "text"
    SCANNED = "scanned"
    BLANK = "blank"
    DAMAGED = "damaged"
    DUPLICATE = "duplicate"
    FAILED = "failed"


class Unread(StrEnum):
    """Why a region was not read, or not read as a figure."""

    UNMAPPED = "unmapped"  # characters whose font does not say what they mean
    GARBLED = "garbled"  # text that its font maps to other characters
    NO_FIGURES = "no_figures"  # amounts in front of which no number can be read
    HIDDEN = "hidden"  # text of the file that the page does not show
    PICTURE = "picture"  # a page that is a picture
    ANNOTATION = "annotation"  # text laid over the page: form fields, stamps, notes
    SLANTED = "slanted"  # text that is neither upright nor turned: a watermark
    OUTSIDE = "outside"  # text of a table outside of its cells
    COLUMNS = "columns"  # figures in columns whose headers are not sure
    CELL = "cell"  # a figure that stands in no row and column of its table
    NUMBER = "number"  # a number in a sentence that became no fact
    BLOCK = "block"  # a line or a table that has no part in the report
    DUPLICATE = "duplicate"  # a page that is printed twice, or nearly so
    FAILED = "failed"  # a page over which the reader failed


@dataclass(frozen=True, slots=True)
class Region:
    """A place that was not read: on which page, where, what stands there, and why not."""

    why: Unread
    text: str
    page: int | None = None
    box: Box | None = None
    table_id: str | None = None

    @property
    def line(self) -> str:
        """The region as a line for a person."""
        where = f"page {self.page}: " if self.page is not None else ""
        return (
            f"{where}{_WORDS[self.why]}: {self.text}" if self.text else f"{where}{_WORDS[self.why]}"
        )


_WORDS = {
    Unread.UNMAPPED: "characters have no readable meaning in their font",
    Unread.GARBLED: "the fonts of the page do not say which characters they print",
    Unread.NO_FIGURES: "amounts without a readable number",
    Unread.HIDDEN: "text that the page does not show",
    Unread.PICTURE: "a picture without text; OCR is not supported yet",
    Unread.ANNOTATION: "a note laid over the page",
    Unread.SLANTED: "slanted text",
    Unread.OUTSIDE: "outside of the cells of its table",
    Unread.COLUMNS: "columns without rules whose headers are not sure",
    Unread.CELL: "a figure without row and column",
    Unread.NUMBER: "a number that became no fact",
    Unread.BLOCK: "no part of the report",
    Unread.DUPLICATE: "repeats an earlier page",
    Unread.FAILED: "the page cannot be read",
}


@dataclass(frozen=True, slots=True)
class Characters:
    """How many characters, white space aside, went where; together they are all of a page."""

    table: int = 0
    caption: int = 0
    paragraph: int = 0
    heading: int = 0
    cover: int = 0
    contents: int = 0
    furniture: int = 0  # running headers, footers and page numbers
    unread: int = 0

    @property
    def total(self) -> int:
        """All characters that are printed."""
        return sum(getattr(self, field.name) for field in fields(self))


@dataclass(frozen=True, slots=True)
class PageReading:
    """One page: what it is, how it is turned, its characters, and the tables on it.

    `doubled` counts characters that were printed over themselves for a bold look and are read once.
    `duplicate_of` is the page that this one repeats.
    """

    number: int
    state: PageState
    rotation: int = 0
    characters: Characters = Characters()
    unmapped: int = 0
    doubled: int = 0
    duplicate_of: int | None = None
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CellCounts:
    """What the cells of a table that are not blank were read as; together they are all of them."""

    facts: int = 0
    header: int = 0
    label: int = 0
    code: int = 0
    ordinal: int = 0
    note: int = 0
    words: int = 0  # text that is neither label nor fact: a heading within a form
    unread: int = 0

    @property
    def printed(self) -> int:
        """All cells that are not blank."""
        return sum(getattr(self, field.name) for field in fields(self))


@dataclass(frozen=True, slots=True)
class TableReading:
    """One table: how it was named, whether it is printed, and what became of its cells."""

    id: str
    title: str
    form: str | None
    state: TableState
    pages: tuple[int, ...] = ()
    cells: CellCounts = CellCounts()


@dataclass(frozen=True, slots=True)
class TextReading:
    """The numbers of the sentences: how many are facts, were passed over, and were not read.

    `ignored` counts the numbers that a rule passes over, such as dates, by the name of the rule.
    """

    facts: int = 0
    ignored: tuple[tuple[str, int], ...] = ()
    unread: int = 0

    @property
    def printed(self) -> int:
        """All numbers."""
        return self.facts + sum(count for _, count in self.ignored) + self.unread


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """All of it for one file. `given` is what the caller said because the file does not."""

    pages: tuple[PageReading, ...] = ()
    tables: tuple[TableReading, ...] = ()
    text: TextReading = TextReading()
    regions: tuple[Region, ...] = ()
    discrepancies: int = 0
    rounding_differences: int = 0
    given: tuple[tuple[str, str], ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """What was not read, a line each."""
        return tuple(region.line for region in self.regions)
