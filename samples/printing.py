"""How a department prints its figures: decimals, separators, empty cells."""

from dataclasses import dataclass
from decimal import Decimal

from samples.accounts import round_cents

YUAN_PER_UNIT = {"万元": Decimal(1), "元": Decimal(10000)}


@dataclass(frozen=True)
class Printing:
    """The habits of one department's finance office."""

    strip_zeros: bool
    table_separators: bool

    def number(self, value: Decimal, *, separators: bool = False) -> str:
        """An amount or a percentage with two decimals, or fewer where zeros are stripped."""
        printed = f"{round_cents(value):,.2f}" if separators else f"{round_cents(value):.2f}"
        return printed.rstrip("0").rstrip(".") if self.strip_zeros else printed

    def cell(self, value: Decimal, unit: str, nil: str) -> str:
        """A table cell: the amount in the table's unit, or what stands for nothing."""
        scaled = value * YUAN_PER_UNIT[unit]
        return self.number(scaled, separators=self.table_separators) if scaled else nil
