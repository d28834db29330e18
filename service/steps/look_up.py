"""Step 4: the printed figure of an item, deterministically, or why there is not exactly one.

A fact fits when every part of the item names it. Of the facts that fit, those count that say least
beyond the question: 行政运行 means its total column, 行政运行的基本支出 the other one. Figures of
one quantity that agree are one answer with several places; figures that differ are a conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from disclosure.amount import MONEY_UNITS, convert_money
from disclosure.concepts import concept_by_key
from disclosure.fact import Basis, Fact, Origin, Presence
from disclosure.labels import normalise_label
from service.holdings import KnownFact, ReportFacts
from service.labels_alike import is_subsequence
from service.lexicon import load_lexicon
from service.question import Item
from service.steps.asked_basis import (
    DERIVED,
    Wanted,
    column_is_named,
    has_basis,
    is_of_origin,
    is_state,
)
from service.steps.naming import (
    MIN_PROJECT,
    UNINDEXED,
    fits,
    is_performance,
    least_beyond,
    most_named,
    named_last,
    names,
    prefer_concepts,
    stands_in,
)

# A figure found by less than this share of its label is asked back.
MIN_SHARE = 0.4
_FISCAL = "fiscal_appropriation"
_GENERAL = "general_public_budget"
_INCOME = "income"
# The tables of all money, and the funds that other tables are about.
_WHOLE_FORMS = ("income_expenditure_summary", "expenditure", "income")
_FUNDS = (_FISCAL, _GENERAL, "government_funds", "state_capital")
# 万 without its unit: money as often as not.
_PERHAPS_MONEY = "万"


class Status(StrEnum):
    """How a look-up ended."""

    FIGURE = "figure"
    CONFLICT = "conflict"
    AMBIGUOUS = "ambiguous"
    ABSENT = "absent"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Found:
    """`facts` leads with the fact to show; of an ambiguous item, one fact for each reading."""

    status: Status
    item: Item
    facts: tuple[KnownFact, ...] = ()

    @property
    def lead(self) -> KnownFact:
        """The fact to show first."""
        return self.facts[0]


def look_up(item: Item, wanted: Wanted, holdings: Sequence[ReportFacts]) -> Found:
    """The figure of an item in the facts of some reports of one department and year."""
    for whole_labels in (True, False):
        found = _look_up_among(_only_whole(item) if whole_labels else item, wanted, holdings)
        if found.status is not Status.MISSING:
            return _sure(found) if not whole_labels else found
    return found


def _only_whole(item: Item) -> Item:
    """The item read by whole labels only."""
    groups = tuple(tuple(t for t in group if t.kind != "part") for group in item.groups)
    return Item(item.words, groups)


def _sure(found: Found) -> Found:
    """A figure found by a part of its label is asked back when the part is small."""
    if found.status is not Status.FIGURE:
        return found
    fact = found.lead.fact
    named = [found.lead.row, found.lead.column, normalise_label(fact.label), *fact.row_path[:1]]
    # 绩效目标项目涉及多少钱: what is counted names the money it takes.
    named.append(normalise_label(fact.label).split(load_lexicon().amount_joint)[0])
    for word, group in zip(found.item.words, found.item.groups, strict=True):
        if any(names(found.lead, t) for t in group if t.kind != "part"):
            continue
        root = normalise_label(fact.row_path[0]) if fact.row_path else ""
        if len(word) >= MIN_PROJECT and is_subsequence(word, root) and is_performance(fact):
            continue
        if not any(is_subsequence(word, n) and len(word) / len(n) >= MIN_SHARE for n in named if n):
            return Found(Status.AMBIGUOUS, found.item, found.facts[:1])
    return found


def _look_up_among(item: Item, wanted: Wanted, holdings: Sequence[ReportFacts]) -> Found:
    fitting = [k for held in holdings for k in _candidates(item, held) if fits(k, item)]
    fitting = [k for k in fitting if all(stands_in(k, c) for c in wanted.contexts)]
    fitting = _of_fund([k for k in fitting if is_of_origin(k, wanted)], wanted.fund)
    fitting = named_last(most_named(fitting, item), item)
    concepts = prefer_concepts(fitting, item)
    asked = [k for k in concepts if has_basis(k, wanted) or column_is_named(k, wanted, item)]
    if not asked and wanted.basis in DERIVED:
        # A change is told in a sentence, which may not be recognised as one of the concept.
        asked = [k for k in fitting if _is_told_of(k, item) and has_basis(k, wanted)]
    states = [k for k in fitting if wanted.basis in (None, Basis.BUDGET) and is_state(k)]
    fitting = asked or states
    fitting = _in_units(fitting, wanted, item)
    fitting = _of_side(fitting, wanted, item)
    figures = [k for k in fitting if k.fact.presence is Presence.FIGURE]
    if figures:
        least = least_beyond(figures, item)
        return _one_of(least if wanted.fund else _of_all_funds(least), item)
    if fitting:
        stated = [k for k in fitting if k.fact.presence is Presence.STATED_NONE]
        absent = stated or least_beyond(fitting, item)
        return Found(Status.ABSENT, item, tuple(by_place(absent)))
    return Found(Status.MISSING, item)


def _candidates(item: Item, held: ReportFacts) -> Iterable[KnownFact]:
    if any(t.kind in UNINDEXED for group in item.groups for t in group):
        return held.known
    positions: set[int] = set()
    for group in item.groups:
        for term in group:
            index = {
                "concept": held.by_concept,
                "label": held.by_label,
                "part": held.by_label,
                "code": held.by_code,
            }
            positions.update(index.get(term.kind, {}).get(term.key, ()))
    return [held.known[p] for p in sorted(positions)]


def _is_told_of(known: KnownFact, item: Item) -> bool:
    """Whether a sentence is about just this item, and about no concept that is known."""
    fact = known.fact
    if fact.origin is not Origin.TEXT or fact.concept or len(item.groups) > 1:
        return False
    label = normalise_label(fact.label)
    return label == item.words[0] and label not in load_lexicon().weak_items


def _of_fund(fitting: list[KnownFact], fund: str | None) -> list[KnownFact]:
    """The figures of the fund asked for; 财政拨款 is one fund where no table sums up several."""
    own = [k for k in fitting if _is_of_fund(k, fund)]
    if fund != _FISCAL:
        return own
    spent = [k for k in own if k.fact.form != _INCOME]
    return spent or [k for k in fitting if k.fact.fund == _GENERAL] or own


def _is_of_fund(known: KnownFact, fund: str | None) -> bool:
    """Whether a figure is of the fund asked for, by its table or by what it stands under."""
    if fund is None or known.fact.fund == fund:
        return True
    return any(word.search(known.context) for word in load_lexicon().funds.get(fund, ()))


def _in_units(fitting: list[KnownFact], wanted: Wanted, item: Item) -> list[KnownFact]:
    """The facts in the asked unit; unasked, sums of money where there are any."""
    concepts = [concept_by_key(t.key) for g in item.groups for t in g if t.kind == "concept"]
    if any(concept.unit != "money" for concept in concepts):
        # A count is asked for by its name, whatever unit stands elsewhere in the question.
        return fitting
    if wanted.units:
        # 自评得分的金额: the column that is named says what is measured, not 金额.
        return [
            k
            for k in fitting
            if k.fact.unit in wanted.units or not k.fact.unit or column_is_named(k, wanted, item)
        ]
    if wanted.basis in DERIVED:
        return fitting
    money = [k for k in fitting if k.fact.unit in MONEY_UNITS or k.fact.unit == _PERHAPS_MONEY]
    stated = [k for k in fitting if not k.fact.unit]
    return [*money, *stated] if money else fitting


def _of_side(fitting: list[KnownFact], wanted: Wanted, item: Item) -> list[KnownFact]:
    """Income or expenditure, as asked; unasked, an item that is printed on both is spent."""
    income = [k for k in fitting if k.fact.form == _INCOME]
    spent = [k for k in fitting if k.fact.form != _INCOME]
    named = any(word.search(item.text) for word in load_lexicon().sides["income"])
    if named:
        return fitting
    if wanted.side == "income":
        return income or fitting
    return spent or fitting


def _of_all_funds(figures: list[KnownFact]) -> list[KnownFact]:
    """Of one item by several funds, the whole; a sentence belongs to the figure it agrees with."""
    tables = [k for k in figures if k.fact.origin is Origin.TABLE]
    whole = [k for k in tables if k.fact.form in _WHOLE_FORMS]
    parts = [k for k in tables if k.fact.fund in _FUNDS]
    if not whole or len(whole) + len(parts) < len(tables) or not _is_one_item(tables):
        return figures

    def agrees(known: KnownFact, others: list[KnownFact]) -> bool:
        return any(same_figure(known.fact, other.fact) for other in others)

    rest = [k for k in figures if k not in whole and (agrees(k, whole) or not agrees(k, parts))]
    return [*whole, *(k for k in rest if k not in parts or agrees(k, whole))]


def _is_one_item(figures: list[KnownFact]) -> bool:
    """Whether figures are of one row name and one column name."""
    return len({(normalise_label(k.fact.row or ""), k.column) for k in figures}) == 1


def _one_of(figures: list[KnownFact], item: Item) -> Found:
    """One figure when all agree; else a conflict within one quantity, or several readings."""
    ordered = by_place(figures)
    if all(same_figure(ordered[0].fact, k.fact) for k in ordered[1:]):
        return Found(Status.FIGURE, item, tuple(ordered))
    by_quantity: dict[tuple[object, ...], list[KnownFact]] = {}
    for known in ordered:
        by_quantity.setdefault(_quantity(known), []).append(known)
    for quantity in by_quantity.values():
        differing = [k for k in quantity if not same_figure(quantity[0].fact, k.fact)]
        told = all(any(same_figure(k.fact, q.fact) for q in quantity) for k in ordered)
        if differing and told and not _in_one_row(quantity):
            return Found(Status.CONFLICT, item, (quantity[0], *differing))
    return Found(Status.AMBIGUOUS, item, tuple(q[0] for q in by_quantity.values()))


def _in_one_row(figures: list[KnownFact]) -> bool:
    """Whether two figures that differ are cells of one row that headers do not tell apart."""
    rows: dict[tuple[object, ...], KnownFact] = {}
    for known in figures:
        if known.fact.table_id:
            first = rows.setdefault((known.fact.table_id, known.fact.row_path), known)
            if not same_figure(first.fact, known.fact):
                return True
    return False


def _quantity(known: KnownFact) -> tuple[object, ...]:
    """What tells one quantity from another; two figures of one quantity must agree."""
    fact = known.fact
    who = (known.report.department, known.report.kind, fact.year)
    what = (fact.basis, fact.compared_with, fact.unit in MONEY_UNITS or fact.unit)
    if fact.concept:
        return (*who, *what, fact.concept)
    root = fact.row_path[0] if is_performance(fact) and fact.row_path else None
    place: object = fact.form if fact.origin is Origin.TABLE else fact.section
    if fact.origin is Origin.TEXT and not fact.row_path:
        # 轿车 of the bought and of the held ones: only ingest can tell whether it is one quantity.
        place = (fact.section, fact.quote, fact.value)
    if fact.form in _WHOLE_FORMS:
        # 收入支出总表 and 支出表 print one quantity.
        place = _WHOLE_FORMS
    return (*who, *what, normalise_label(fact.label), known.row, known.column, root, place)


def same_figure(one: Fact, other: Fact) -> bool:
    """Whether two printed figures agree, to the precision of the coarser one."""
    if one.value is None or other.value is None:
        return one.value is other.value
    if one.unit in MONEY_UNITS and other.unit in MONEY_UNITS:
        a, b = (convert_money(f.value or Decimal(0), f.unit, "元") for f in (one, other))
        coarser = max(_last_place(one), _last_place(other))
        # Reports round, and some cut off, where they print 元 as 万元.
        return (one.unit == other.unit and a == b) or (
            one.unit != other.unit and abs(a - b) < coarser
        )
    return one.unit == other.unit and one.value == other.value and one.direction == other.direction


def _last_place(fact: Fact) -> Decimal:
    """The worth in 元 of one unit of the last printed digit."""
    exponent = (fact.value or Decimal(0)).as_tuple().exponent
    places = exponent if isinstance(exponent, int) else 0
    return convert_money(Decimal(1).scaleb(places), fact.unit, "元")


def by_place(figures: Sequence[KnownFact]) -> list[KnownFact]:
    """The table's figure leads, then the text; sources with pages before those without."""

    def rank(known: KnownFact) -> tuple[int, int, int]:
        in_text = known.fact.origin is Origin.TEXT
        without_page = known.fact.place.page is None
        total = known.fact.column_is_total or known.fact.concept is not None
        return (int(without_page), int(in_text), int(not total))

    return sorted(figures, key=rank)
