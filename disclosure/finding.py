"""A finding: two printed places that should agree and were compared (勾稽关系)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from disclosure.place import Place


@dataclass(frozen=True, slots=True)
class Compared:
    """One side of a comparison: what is printed and where."""

    label: str
    printed: str
    unit: str
    place: Place
    table: str | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """`rule` names the check (checks.toml); `difference` is in the unit of the first side.

    Within the rounding envelope, (n + 1) × half a unit of the last printed place, a difference is
    rounding and not a discrepancy.
    """

    report_id: str
    rule: str
    sides: tuple[Compared, ...]
    difference: Decimal
    is_rounding: bool
