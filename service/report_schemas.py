"""What goes over HTTP of the corpus: reports, tables and facts, as /openapi.json shows them."""

from __future__ import annotations

from pydantic import Field

from disclosure.fact import Basis, Direction, Origin, Presence
from disclosure.reading_report import PageState, Unread
from disclosure.report import ReportKind
from disclosure.table import TableState
from service.schemas import BOX, PAGE, BBox, Out


class ReportOut(Out):
    """A report that is held."""

    id: str
    title: str
    department: str
    year: int
    kind: ReportKind
    source: str = Field(description="Name of the published file")
    pages: int | None = Field(description="Null for sources without pages")
    facts: int = Field(description="Figures with their printed place")
    chunks: int = Field(description="Passages that can be quoted")
    discrepancies: int = Field(description="Places that contradict each other")


class ReportList(Out):
    """What is held."""

    items: list[ReportOut]
    total: int


class SectionOut(Out):
    """A heading of the outline."""

    path: list[str] = Field(description="The heading with those above it")
    heading: str
    page: int | None


class TableEntryOut(Out):
    """A table in the list of a report."""

    id: str
    title: str
    form: str | None = Field(description="Key of the known form that the table follows")
    unit: str | None
    section: list[str]
    state: TableState = Field(
        description="Filled, printed without figures, only announced, or printed and not read"
    )
    page: int | None = Field(description="The first of `pages`")
    pages: list[int]
    url: str


class FindingSideOut(Out):
    """One of the places that were compared."""

    report_id: str = Field(description="The report it stands in; differs between reports of a body")
    label: str
    measure: Basis | None = Field(description="What the figure measures; null for words")
    printed: str
    unit: str
    table: str | None
    quote: str
    page: int | None = Field(description=PAGE)
    bbox: BBox | None = Field(description=BOX)
    url: str | None


class FindingOut(Out):
    """Printed places that should agree and do not."""

    rule: str
    name: str = Field(description="What does not agree, in Chinese")
    difference: str | None = Field(
        description="Decimal string in the unit of the first side; null where words disagree"
    )
    sides: list[FindingSideOut]


class PrintedValueOut(Out):
    """What a form prints for one thing, and where; `value` is null for words."""

    printed: str
    value: str | None = Field(description="Decimal string without separators; null for words")
    unit: str
    page: int | None = Field(description=PAGE)
    bbox: BBox | None = Field(description=BOX)
    url: str | None


class IndicatorOut(Out):
    """An indicator of a project, with the levels above it."""

    levels: list[str]
    relation: PrintedValueOut | None = Field(description="≥, = or 定性, printed beside the target")
    target: PrintedValueOut | None
    actual: PrintedValueOut | None
    weight: PrintedValueOut | None
    score: PrintedValueOut | None


class ProjectOut(Out):
    """A project as one table presents it; null where the table prints nothing, or several."""

    name: str
    table_id: str
    department: PrintedValueOut | None
    unit: PrintedValueOut | None
    initial_budget: PrintedValueOut | None
    adjusted_budget: PrintedValueOut | None
    budget: PrintedValueOut | None = Field(description="Planned; the form does not say which")
    execution: PrintedValueOut | None
    execution_rate: PrintedValueOut | None
    score: PrintedValueOut | None
    grade: PrintedValueOut | None
    indicators: list[IndicatorOut]


class RegionOut(Out):
    """A place that was not read."""

    why: Unread
    text: str
    page: int | None = Field(description=PAGE)
    bbox: BBox | None = Field(description=BOX)
    table: str | None


class PageReadingOut(Out):
    """What a page is, and where its characters went."""

    page: int
    state: PageState
    duplicate_of: int | None = Field(description="The page that this one repeats")
    rotation: int
    characters: dict[str, int] = Field(description="Counts by role; `total` is all of them")
    unmapped: int = Field(description="Characters whose font does not say what they mean")
    doubled: int = Field(description="Characters printed twice for a bold look, and read once")
    tables: list[str]


class TableReadingOut(Out):
    """What became of the cells of a table."""

    id: str
    title: str
    form: str | None
    state: TableState
    pages: list[int]
    cells: dict[str, int] = Field(description="Counts by role; `printed` is all of them")


class TextReadingOut(Out):
    """What became of the numbers in sentences."""

    numbers: int
    facts: int
    ignored: dict[str, int] = Field(description="Numbers that a rule passes over, by rule")
    unread: int


class FindingCountsOut(Out):
    """How many places contradict each other."""

    discrepancies: int
    rounding_differences: int


class ReadingTotals(Out):
    """The sums of a reading report."""

    pages: dict[PageState, int]
    characters: int
    characters_unread: int
    tables: dict[TableState, int]
    cells: int
    cells_facts: int
    cells_unread: int
    regions_unread: int


class ReadingOut(Out):
    """What was read of a file, and what was not."""

    totals: ReadingTotals
    pages: list[PageReadingOut]
    tables: list[TableReadingOut]
    text: TextReadingOut
    unread: list[RegionOut]
    findings: FindingCountsOut
    given: dict[str, str] = Field(description="What the caller said because the file does not")


class ReportDetail(Out):
    """A report with its outline, tables and discrepancies."""

    id: str
    title: str
    department: str
    year: int
    kind: ReportKind
    source: str
    pages: int | None
    facts: int
    chunks: int
    outline: list[SectionOut]
    tables: list[TableEntryOut]
    projects: list[ProjectOut] = Field(description="From performance forms, once for each table")
    discrepancies: list[FindingOut] = Field(description="Beyond what rounding explains")
    rounding_differences: list[FindingOut] = Field(description="Explained by rounding")
    unread: list[str] = Field(description="What could not be read of the file")
    reading: ReadingOut = Field(description="What was read of the file, and what was not")


class HeaderNode(Out):
    """A heading of the header tree over the columns that it covers."""

    label: str
    columns: list[int]
    children: list[HeaderNode]


class ColumnOut(Out):
    """A column of figures."""

    index: int = Field(description="Column of the grid, from 0")
    block: int = Field(description="Index into `blocks`")
    path: list[str] = Field(description="Headings from the root")
    ordinal: str | None = Field(description="Printed index number")
    is_total: bool


class PrintedOut(Out):
    """What is printed in one column of a row; null where no cell begins."""

    column: int
    text: str | None


class RowOut(Out):
    """A row of one block."""

    index: int = Field(description="Row of the grid, from 0")
    block: int = Field(description="Index into `blocks`")
    label: str
    path: list[str] = Field(description="Labels from the root")
    code: str | None
    ordinal: str | None = Field(description="Printed line number")
    is_total: bool
    printed: list[PrintedOut]


class CellOut(Out):
    """A printed cell of the grid, blank ones included."""

    row: int
    column: int
    text: str
    row_span: int
    column_span: int
    page: int | None = Field(description=PAGE)
    bbox: BBox | None = Field(description=BOX)
    url: str | None = Field(description="The page as a picture with the cell marked")


class TableOut(TableEntryOut):
    """A table as the report prints it, and how its header and rows were understood."""

    report_id: str
    report_title: str
    department: str
    year: int
    note: str | None = Field(description="What is printed under the table")
    blocks: list[str] = Field(description="Titles of the tables that stand side by side")
    header: list[HeaderNode]
    columns: list[ColumnOut]
    rows: list[RowOut]
    header_rows: int
    cells: list[CellOut]


class FactOut(Out):
    """One printed figure, or words in its place, with what tells it from its neighbours."""

    report_id: str
    source: str
    department: str
    year: int = Field(description="The year that the figure describes")
    kind: ReportKind
    origin: Origin
    section: str | None
    table: str | None
    row: str | None
    row_path: list[str]
    code: str | None
    column: str | None
    column_path: list[str]
    label: str
    concept: str | None
    basis: Basis
    value: str | None = Field(description="Decimal string without separators; null for words")
    printed: str
    unit: str
    page: int | None = Field(description=PAGE)
    bbox: BBox | None = Field(description=BOX)
    quote: str
    report_year: int = Field(description="The year of the report that prints the figure")
    fund: str | None
    direction: Direction | None = Field(description="Which way a change goes")
    compared_with: str | None = Field(description="The base of a change, growth, share or rate")
    table_id: str | None
    presence: Presence = Field(description="What is printed; only a figure has a value")


class FactPageOut(Out):
    """A page of facts."""

    items: list[FactOut]
    total: int
    limit: int
    offset: int
    next: str | None = Field(description="Where the next page is; null on the last one")
