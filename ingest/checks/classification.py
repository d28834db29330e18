"""An item that the text names under another 款 than the table does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from disclosure.finding import Compared, Finding, path_of
from ingest.checks.items import find_item_rows, find_rows_of_item, is_like, is_named_item
from ingest.checks.printed import Printed, build_finding_of, is_figure


def check_classification(printed: Printed) -> Iterator[Finding]:
    """Where the table has the 项 in one place only, and the text puts it elsewhere."""
    cells = [f for t in printed.tables.values() for f in t if is_figure(f) and f.code]
    seen = set()
    for fact in printed.text:
        if not is_named_item(fact) or not is_figure(fact) or fact.row_path in seen:
            continue
        rows = find_rows_of_item(fact, cells)
        if not rows or find_item_rows(fact, cells) or len({row.code for row in rows}) != 1:
            continue
        row = next((r for r in rows if r.column_is_total), rows[0])
        category = is_like(row.row_path[0], fact.row_path[0])
        if category and not is_like(row.row_path[1], fact.row_path[1]):
            seen.add(fact.row_path)
            sides = [replace(Compared.of(side), label=path_of(side)) for side in (fact, row)]
            yield build_finding_of("item_under_other_section", sides, None)
