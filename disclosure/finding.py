"""A finding: printed places that should agree and were compared (勾稽关系)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from disclosure.fact import Fact
from disclosure.place import Place


@dataclass(frozen=True, slots=True)
class Compared:
    """One side of a comparison: what is printed and where.

    `measure` is the basis of the figure that is compared, empty for a side that is no figure.
    """

    label: str
    printed: str
    unit: str
    place: Place
    table: str | None = None
    quote: str = ""
    report_id: str = ""
    measure: str = ""

    @classmethod
    def of(cls, fact: Fact) -> Compared:
        """A fact as a side."""
        return cls(
            fact.label,
            fact.printed,
            fact.unit,
            fact.place,
            fact.table,
            fact.quote,
            fact.report_id,
            fact.basis.value,
        )

    def is_of(self, fact: Fact) -> bool:
        """Whether a fact is this side."""
        names = (fact.label, path_of(fact))
        printed = (fact.report_id, fact.printed, fact.unit, fact.basis.value)
        return (
            printed == (self.report_id, self.printed, self.unit, self.measure)
            and self.label in names
            and (fact.place, fact.table, fact.quote) == (self.place, self.table, self.quote)
        )


def path_of(fact: Fact) -> str:
    """An item with what it stands under: 类/款/项."""
    return "/".join(fact.row_path)


@dataclass(frozen=True, slots=True)
class Finding:
    """`rule` is the key of the check, `name` what it found in words (ingest/checks.toml).

    `difference` is in the unit of the first side, and None where words and not sums disagree.
    Within the rounding envelope, (n + 1) × half a unit of the last printed place, a difference is
    rounding and not a discrepancy. `is_same` says that the sides print one and the same quantity.
    """

    report_id: str
    rule: str
    sides: tuple[Compared, ...]
    difference: Decimal | None
    is_rounding: bool
    name: str = ""
    is_same: bool = False

    @property
    def report_ids(self) -> tuple[str, ...]:
        """The reports that the sides stand in, its own first."""
        others = (side.report_id for side in self.sides if side.report_id)
        return tuple(dict.fromkeys((self.report_id, *others)))
