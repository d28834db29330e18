"""The invented accounts of one department and year, and what follows from them.

A leaf item (项) carries base amounts. Everything else is a sum, named in `SUMS`, over the items
under a code prefix, so that the forms of a report always cross-foot.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CENT = Decimal("0.01")

SUMS: Mapping[str, tuple[str, ...]] = {
    "general": ("general_basic", "general_project"),
    "fund": ("fund_project",),
    "fiscal": ("general", "fund"),
    "own": ("own_basic", "own_project"),
    "basic": ("general_basic", "own_basic"),
    "project": ("general_project", "fund_project", "own_project"),
    "spend": ("basic", "project"),
    "income_general": ("general", "closing_general", "-opening_general"),
    "income_fund": ("fund", "closing_fund", "-opening_fund"),
    "income_fiscal": ("income_general", "income_fund"),
    "income": ("income_fiscal", "business", "other"),
    "opening_fiscal": ("opening_general", "opening_fund"),
    "closing_fiscal": ("closing_general", "closing_fund"),
    "grand_general": ("income_general", "opening_general"),
    "grand_fund": ("income_fund", "opening_fund"),
    "grand_fiscal": ("grand_general", "grand_fund"),
    "own_income": ("business", "other"),
    "own_balance": ("own_income", "-own"),
    "grand": ("income", "opening_fiscal", "reserve_used"),
    "closing": ("closing_fiscal", "closing_own"),
}
BASE = (
    "initial", "general_basic", "general_project", "opening_general", "closing_general",
    "fund_project", "opening_fund", "closing_fund", "own_basic", "own_project", "business", "other",
    "none",
)  # fmt: skip
TOTALLED = (
    "three_public.budget",
    "three_public.final",
    "procurement.spent",
    "procurement.medium",
    "procurement.small",
    "vehicles",
)
PERSONNEL = ("301", "303")


class SampleError(ValueError):
    """The base figures contradict themselves."""


@dataclass(frozen=True)
class Account:
    """One department in one year."""

    year: int
    items: Mapping[str, Mapping[str, Decimal]]
    economic: Mapping[str, Decimal]
    named: Mapping[str, Decimal]
    misprint: Mapping[str, Decimal]
    text: Mapping[str, str]
    projects: tuple[Mapping[str, Any], ...]

    def amount(self, quantity: str, prefix: str = "") -> Decimal:
        """A named quantity, or a quantity summed over the items under a code prefix."""
        if quantity in self.named:
            return self.named[quantity]
        if quantity == "reserve_used":
            return Decimal(0) if prefix else max(-self.amount("own_balance"), Decimal(0))
        if quantity == "closing_own":
            return Decimal(0) if prefix else max(self.amount("own_balance"), Decimal(0))
        if quantity in BASE:
            under = [item for code, item in self.items.items() if code.startswith(prefix)]
            return sum((item.get(quantity, Decimal(0)) for item in under), Decimal(0))
        total = Decimal(0)
        for term in SUMS[quantity]:
            value = self.amount(term.lstrip("-"), prefix)
            total += -value if term.startswith("-") else value
        return total

    def told(self, quantity: str) -> Decimal:
        """The amount as the text tells it: the planted misprint where there is one."""
        return self.misprint.get(quantity, self.amount(quantity))

    def economic_amount(self, prefixes: Iterable[str]) -> Decimal:
        """The basic expenditure (一般公共预算基本支出) under economic code prefixes."""
        wanted = tuple(prefixes)
        return sum((v for c, v in self.economic.items() if c.startswith(wanted)), Decimal(0))


@dataclass(frozen=True)
class Department:
    """A department with its years, the last year not held, and its reasons."""

    name: str
    file_stem: str
    prior_year: int
    prior: Mapping[str, Decimal]
    reasons: Mapping[str, Mapping[str, str]]
    accounts: tuple[Account, ...] = field(default=())

    def before(self, account: Account, quantity: str) -> Decimal:
        """The same quantity a year earlier, from that year's account or the prior figures."""
        for earlier in self.accounts:
            if earlier.year == account.year - 1:
                return earlier.amount(quantity)
        return self.prior.get(quantity, Decimal(0))


def round_cents(value: Decimal) -> Decimal:
    """Two decimals, halves up, as the reports round."""
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def percentage(part: Decimal, whole: Decimal) -> Decimal:
    """The share of a whole in percent; a share of nothing is zero."""
    return round_cents(part / whole * 100) if whole else Decimal(0)


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file with every number as a Decimal."""
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def read_department(folder: Path) -> Department:
    """The figures of a department, checked for cross-footing."""
    raw = read_toml(folder / "figures.toml")
    prior = dict(raw["prior"])
    department = Department(
        name=raw["department"],
        file_stem=raw["file_stem"],
        prior_year=prior.pop("year"),
        prior=prior,
        reasons=raw["reasons"],
        accounts=tuple(_build_account(year) for year in raw["year"]),
    )
    for account in department.accounts:
        check_cross_footing(account)
    return department


def check_cross_footing(account: Account) -> None:
    """Raises when base figures that must agree with each other do not."""
    social = {"2080505": "30108", "2080506": "30109", "2210201": "30113"}
    pairs = [(account.amount("general_basic"), sum(account.economic.values()), "基本支出")]
    pairs += [
        (account.amount("general_basic", f), account.economic[e], f) for f, e in social.items()
    ]
    income = account.amount("grand")
    pairs.append((income, account.amount("spend") + account.amount("closing"), "总计"))
    for left, right, what in pairs:
        if left != right:
            raise SampleError(f"{account.year}: {what}: {left} is not {right}")


def _build_account(raw: Mapping[str, Any]) -> Account:
    items = {i["code"]: {k: Decimal(v) for k, v in i.items() if k != "code"} for i in raw["items"]}
    tables = ("three_public", "counts", "agency", "procurement", "vehicles")
    named = _flatten({key: raw[key] for key in tables} | {"equipment": raw["equipment"]})
    for table in TOTALLED:
        members = [v for k, v in named.items() if k.rpartition(".")[0] == table]
        named[f"{table}.total"] = sum(members, Decimal(0))
    for basis in ("budget", "final"):
        base = f"three_public.{basis}"
        named[f"{base}.vehicles"] = named[f"{base}.purchase"] + named[f"{base}.upkeep"]
    foreign = named.get("counts.foreign_cost", Decimal(0))
    named["domestic_cost"] = named["three_public.final.hospitality"] - foreign
    return Account(
        year=raw["year"],
        items=items,
        economic=raw["economic"],
        named=named | _operating(raw["economic"]) | _performance(raw["project"]),
        misprint=raw.get("misprint", {}),
        text=raw["text"],
        projects=tuple(score_project(p) for p in raw["project"]),
    )


def _flatten(table: Mapping[str, Any], path: str = "") -> dict[str, Decimal]:
    flat: dict[str, Decimal] = {}
    for key, value in table.items():
        name = f"{path}{key}"
        flat |= _flatten(value, f"{name}.") if isinstance(value, dict) else {name: Decimal(value)}
    return flat


def _operating(economic: Mapping[str, Decimal]) -> dict[str, Decimal]:
    personnel = sum((v for c, v in economic.items() if c.startswith(PERSONNEL)), Decimal(0))
    return {"personnel": personnel, "operating": sum(economic.values(), Decimal(0)) - personnel}


def _performance(projects: Iterable[Mapping[str, Any]]) -> dict[str, Decimal]:
    scored = [score_project(p) for p in projects]
    return {
        "projects.count": Decimal(len(scored)),
        "projects.budget": sum((p["budget"] for p in scored), Decimal(0)),
        "projects.executed": sum((p["executed"] for p in scored), Decimal(0)),
        "projects.excellent": Decimal(sum(p["score"] >= 90 for p in scored)),
        "projects.good": Decimal(sum(p["score"] < 90 for p in scored)),
    }


def score_project(project: Mapping[str, Any]) -> dict[str, Any]:
    """A project with its execution rate, its score for execution and its whole score."""
    rate = percentage(project["executed"], project["budget"])
    execution = (rate / 10).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    scores = [Decimal(row[6]) for row in project.get("indicators", [])]
    score = project.get("score") or execution + sum(scores)
    return dict(project) | {"rate": rate, "execution_score": execution, "score": Decimal(score)}
