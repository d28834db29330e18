"""What each column of a table is for, and where side-by-side tables begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from disclosure.labels import normalise_label, squeeze
from ingest.figure_cells import Holds, read_cell
from ingest.headers import Header
from ingest.numbering import find_numbering
from ingest.rules import any_of, read_rules


class Use(Enum):
    """What a column is for."""

    CODE = auto()
    LABEL = auto()
    ORDINAL = auto()
    FIGURE = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Side:
    """The columns of one of the tables that stand side by side in a grid.

    `groups` are the columns of words in front of the names: what several rows belong to.
    """

    codes: tuple[int, ...]
    labels: tuple[int, ...]
    ordinals: tuple[int, ...]
    figures: tuple[int, ...]
    groups: tuple[int, ...] = ()
    words: tuple[int, ...] = ()

    @property
    def columns(self) -> tuple[int, ...]:
        """Its columns from the left, those of words left out."""
        return tuple(sorted((*self.codes, *self.labels, *self.ordinals, *self.figures)))


def split_sides(header: Header) -> list[Side]:
    """The side-by-side tables of a grid; a new one begins where labels begin again."""
    uses = read_uses(header)
    sides: list[list[tuple[int, Use]]] = [[]]
    for column, use in enumerate(uses):
        opens = use in (Use.CODE, Use.LABEL) or (
            use is Use.ORDINAL and not _is_line_number(header, column)
        )
        if opens and any(u is Use.FIGURE for _, u in sides[-1]):
            sides.append([])
        sides[-1].append((column, use))
    built = [_build_side(side) for side in sides]
    return [side for side in built if side.figures or (side.words and side.labels)]


def read_uses(header: Header) -> list[Use]:
    """The use of every column: by its header where that says it, else by what stands in it."""
    uses = [_use_of(header, column) for column in range(header.lattice.columns)]
    _leave_codes_of_others(header, uses)
    for column, use in enumerate(uses):
        if use is Use.TEXT and _names_rows_again(header, uses, column):
            uses[column] = Use.LABEL
    if Use.LABEL not in uses and Use.CODE not in uses:
        # The first column of words names the rows when no header says so.
        for column, use in enumerate(uses):
            if use is Use.FIGURE:
                break
            if use is Use.TEXT:
                uses[column] = Use.LABEL
                break
    return uses


def _names_rows_again(header: Header, uses: Sequence[Use], column: int) -> bool:
    """Whether words between figures name rows of their own: numbered, or above the same headers."""
    after = next((c for c in range(column + 1, len(uses)) if uses[c] is Use.FIGURE), None)
    if after is None or Use.FIGURE not in uses[:column]:
        return False
    texts = (header.lattice.text(row, column) for row in range(header.rows, header.lattice.rows))
    numbered = any(find_numbering(text) for text in texts if text)
    leaves = {_leaf(header, c) for c in range(column) if uses[c] is Use.FIGURE}
    return numbered or (bool(_leaf(header, after)) and _leaf(header, after) in leaves)


def _leaf(header: Header, column: int) -> str:
    path = header.path(column)
    return squeeze(path[-1]) if path else ""


def _leave_codes_of_others(header: Header, uses: list[Use]) -> None:
    """Codes that are not of the row's own name: of a 单位 beside a 科目, or behind a project."""
    codes = [column for column, use in enumerate(uses) if use is Use.CODE]
    units = [column for column in codes if _is_unit_code(header, column)]
    for column in units if len(units) < len(codes) else ():
        uses[column] = Use.TEXT
    for column in codes:
        if Use.LABEL in uses[:column] and not _is_named_code(header, column):
            uses[column] = Use.TEXT


def _is_named_code(header: Header, column: int) -> bool:
    path = header.path(column)
    return not path or bool(_patterns()["code_columns"].search(squeeze(path[-1])))


def _is_unit_code(header: Header, column: int) -> bool:
    path = header.path(column)
    return bool(path and _patterns()["unit_codes"].search(squeeze(path[-1])))


def _use_of(header: Header, column: int) -> Use:
    path = header.path(column)
    leaf = squeeze(path[-1]) if path else ""
    patterns = _patterns()
    if patterns["ordinal_columns"].search(leaf):
        return Use.ORDINAL
    figures, words, codes = _count(header, column)
    holds_codes = codes > 0 and codes == figures
    if patterns["code_columns"].search(leaf):
        return Use.CODE
    if holds_codes and patterns["coded_columns"].search(leaf):
        return Use.CODE
    named = patterns["label_columns"].search(normalise_label(leaf)) and not figures > words
    if named and not patterns["columns_are_not_labels"].search(leaf):
        return Use.LABEL
    if patterns["text_columns"].search(leaf) and not figures:
        return Use.TEXT
    if words > figures:
        return Use.TEXT
    if not leaf and holds_codes:
        return Use.CODE
    return Use.FIGURE


def _count(header: Header, column: int) -> tuple[int, int, int]:
    figures = words = codes = 0
    lattice = header.lattice
    for row in range(header.rows, lattice.rows):
        cell = lattice.at(row, column)
        if cell is None or cell.row != row or cell.column != column:
            continue
        holds = read_cell(cell.text).holds
        figures += holds is Holds.FIGURE
        words += holds is Holds.WORDS
        codes += bool(re.fullmatch(r"\d{3,7}", squeeze(cell.text)))
    return figures, words, codes


def _is_line_number(header: Header, column: int) -> bool:
    """行次 stands behind the label that it numbers; 序号 stands in front."""
    before = header.path(column - 1) if column else ()
    return bool(before and _patterns()["label_columns"].search(normalise_label(before[-1])))


def _build_side(side: Sequence[tuple[int, Use]]) -> Side:
    by_use: dict[Use, list[int]] = {use: [] for use in Use}
    for column, use in side:
        by_use[use].append(column)
    last = max(by_use[Use.LABEL], default=-1)
    groups = tuple(c for c in (*by_use[Use.TEXT], *by_use[Use.LABEL]) if c < last)
    return Side(
        tuple(by_use[Use.CODE]),
        tuple(by_use[Use.LABEL]),
        tuple(by_use[Use.ORDINAL]),
        tuple(by_use[Use.FIGURE]),
        groups,
        tuple(c for c in by_use[Use.TEXT] if c not in groups),
    )


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    rules = read_rules("table_patterns")["header"]
    return {name: any_of(found) for name, found in rules.items() if isinstance(found, list)}
