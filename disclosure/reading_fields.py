"""The reading report as plain JSON values: the shape in which it is stored and shown."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from disclosure.place import Box
from disclosure.reading_report import (
    CellCounts,
    Characters,
    PageReading,
    PageState,
    ReadingReport,
    Region,
    TableReading,
    TextReading,
    Unread,
)
from disclosure.table import TableState

Json = dict[str, Any]


def reading_fields(reading: ReadingReport) -> Json:
    """All of a reading report, with its totals."""
    return {
        "totals": _totals(reading),
        "pages": [_page_fields(page) for page in reading.pages],
        "tables": [_table_fields(table) for table in reading.tables],
        "text": {
            "numbers": reading.text.printed,
            "facts": reading.text.facts,
            "ignored": dict(reading.text.ignored),
            "unread": reading.text.unread,
        },
        "unread": [_region_fields(region) for region in reading.regions],
        "findings": {
            "discrepancies": reading.discrepancies,
            "rounding_differences": reading.rounding_differences,
        },
        "given": dict(reading.given),
    }


def parse_reading(fields: Json) -> ReadingReport:
    """The inverse of reading_fields."""
    text, findings = fields["text"], fields["findings"]
    return ReadingReport(
        pages=tuple(_parse_page(page) for page in fields["pages"]),
        tables=tuple(_parse_table(table) for table in fields["tables"]),
        text=TextReading(text["facts"], tuple(text["ignored"].items()), text["unread"]),
        regions=tuple(_parse_region(region) for region in fields["unread"]),
        discrepancies=findings["discrepancies"],
        rounding_differences=findings["rounding_differences"],
        given=tuple(fields["given"].items()),
    )


def _totals(reading: ReadingReport) -> Json:
    states = [page.state.value for page in reading.pages]
    cells = [table.cells for table in reading.tables]
    table_states = [table.state.value for table in reading.tables]
    return {
        "pages": {state.value: states.count(state.value) for state in PageState},
        "characters": sum(page.characters.total for page in reading.pages),
        "characters_unread": sum(page.characters.unread for page in reading.pages),
        "tables": {state.value: table_states.count(state.value) for state in TableState},
        "cells": sum(counts.printed for counts in cells),
        "cells_facts": sum(counts.facts for counts in cells),
        "cells_unread": sum(counts.unread for counts in cells),
        "regions_unread": len(reading.regions),
    }


def _page_fields(page: PageReading) -> Json:
    characters = {"total": page.characters.total, **asdict(page.characters)}
    return {
        "page": page.number,
        "state": page.state.value,
        "duplicate_of": page.duplicate_of,
        "rotation": page.rotation,
        "characters": characters,
        "unmapped": page.unmapped,
        "doubled": page.doubled,
        "tables": list(page.tables),
    }


def _parse_page(fields: Json) -> PageReading:
    counts = {name: count for name, count in fields["characters"].items() if name != "total"}
    return PageReading(
        number=fields["page"],
        state=PageState(fields["state"]),
        rotation=fields["rotation"],
        characters=Characters(**counts),
        unmapped=fields["unmapped"],
        doubled=fields["doubled"],
        duplicate_of=fields["duplicate_of"],
        tables=tuple(fields["tables"]),
    )


def _table_fields(table: TableReading) -> Json:
    return {
        "id": table.id,
        "title": table.title,
        "form": table.form,
        "state": table.state.value,
        "pages": list(table.pages),
        "cells": {"printed": table.cells.printed, **asdict(table.cells)},
    }


def _parse_table(fields: Json) -> TableReading:
    counts = {name: count for name, count in fields["cells"].items() if name != "printed"}
    return TableReading(
        id=fields["id"],
        title=fields["title"],
        form=fields["form"],
        state=TableState(fields["state"]),
        pages=tuple(fields["pages"]),
        cells=CellCounts(**counts),
    )


def _region_fields(region: Region) -> Json:
    return {
        "why": region.why.value,
        "text": region.text,
        "page": region.page,
        "bbox": None if region.box is None else region.box.as_list(),
        "table": region.table_id,
    }


def _parse_region(fields: Json) -> Region:
    box = None if fields["bbox"] is None else Box(*fields["bbox"])
    return Region(Unread(fields["why"]), fields["text"], fields["page"], box, fields["table"])
