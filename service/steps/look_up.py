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
from service.question import Item, QuestionPlan, Term

# A figure found by less than this share of its label is asked back.
MIN_SHARE = 0.4
# A project is known by this many characters of its name.
MIN_PROJECT = 4
_UNINDEXED = ("total", "row_number", "column_number")
_BUDGETS = frozenset({Basis.INITIAL_BUDGET, Basis.ADJUSTED_BUDGET, Basis.BUDGET})
_AMOUNTS = _BUDGETS | {Basis.ACTUAL, Basis.LAST_YEAR}
_DERIVED = frozenset({Basis.CHANGE, Basis.GROWTH, Basis.SHARE, Basis.EXECUTION_RATE})


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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of an item."""

    basis: Basis | None = None
    compared_with: Basis | None = None
    units: frozenset[str] = frozenset()
    side: str | None = None
    fund: str | None = None
    contexts: tuple[tuple[Term, ...], ...] = ()


def wanted_of(plan: QuestionPlan, basis: Basis | None) -> Wanted:
    """What a plan asks of each of its items."""
    measures = load_lexicon().measures
    units = frozenset(u for key in plan.measures for u in measures[key].units)
    derived = basis in _DERIVED or basis in (Basis.SCORE, Basis.WEIGHT)
    return Wanted(
        basis,
        plan.compared_with,
        frozenset() if derived else units,
        plan.side,
        plan.fund,
        plan.contexts,
    )


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
    for word, group in zip(found.item.words, found.item.groups, strict=True):
        if any(_matches(found.lead, t) for t in group if t.kind != "part"):
            continue
        root = normalise_label(fact.row_path[0]) if fact.row_path else ""
        if len(word) >= MIN_PROJECT and is_subsequence(word, root) and is_performance(fact):
            continue
        if not any(is_subsequence(word, n) and len(word) / len(n) >= MIN_SHARE for n in named if n):
            return Found(Status.AMBIGUOUS, found.item, found.facts[:1])
    return found


def _look_up_among(item: Item, wanted: Wanted, holdings: Sequence[ReportFacts]) -> Found:
    fitting = [k for held in holdings for k in _candidates(item, held) if _fits(k, item)]
    fitting = [k for k in fitting if all(_in_context(k, c) for c in wanted.contexts)]
    fitting = [k for k in fitting if _is_of_fund(k, wanted.fund)]
    fitting = _prefer_concepts(_most_named(fitting, item), item)
    states = [k for k in fitting if wanted.basis in (None, Basis.BUDGET) and _is_state(k)]
    fitting = [k for k in fitting if _has_basis(k, wanted) or _column_is_named(k, wanted, item)]
    fitting = fitting or states
    fitting = _in_units(fitting, wanted, item)
    fitting = _of_side(fitting, wanted, item)
    figures = [k for k in fitting if k.fact.presence is Presence.FIGURE]
    if figures:
        return _one_of(_least_beyond(figures, item), item)
    if fitting:
        stated = [k for k in fitting if k.fact.presence is Presence.STATED_NONE]
        absent = stated or _least_beyond(fitting, item)
        return Found(Status.ABSENT, item, tuple(by_place(absent)))
    return Found(Status.MISSING, item)


def _candidates(item: Item, held: ReportFacts) -> Iterable[KnownFact]:
    if any(t.kind in _UNINDEXED for group in item.groups for t in group):
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


def _matches(known: KnownFact, term: Term) -> bool:
    """Whether a term names the fact itself."""
    if term.kind == "concept":
        return known.fact.concept == term.key
    if term.kind in ("code", "row_number", "column_number"):
        return bool(getattr(known.fact, term.kind) == term.key)
    if term.kind == "total":
        if known.fact.row:
            return normalise_label(known.fact.row) == term.key and not known.column
        return not known.row and not known.column and known.fact.table is not None
    return term.kind in ("label", "part") and term.key in known.labels


def _fits(known: KnownFact, item: Item) -> bool:
    """Every group names the fact or what it stands under, and the last one the fact itself."""
    strong = [any(_matches(known, t) for t in group) for group in item.groups]
    if not any(strong):
        return False
    for fits, group, word in zip(strong, item.groups, item.words, strict=True):
        if fits:
            continue
        above = any(t.kind in ("label", "part") and t.key in known.context for t in group)
        if not (above or word in known.context or _is_concept_above(known, group)):
            return False
    return True


def _is_of_fund(known: KnownFact, fund: str | None) -> bool:
    """Whether a figure is of the fund asked for, by its table or by what it stands under."""
    if fund is None or known.fact.fund == fund:
        return True
    return any(word.search(known.context) for word in load_lexicon().funds.get(fund, ()))


def _is_concept_above(known: KnownFact, group: tuple[Term, ...]) -> bool:
    """Whether a heading or title names the concept: 基本工资 of 一般公共预算基本支出."""
    return any(
        normalise_label(name) in known.context
        for term in group
        if term.kind == "concept"
        for name in (concept_by_key(term.key).name, *concept_by_key(term.key).aliases)
        if len(name) >= MIN_PROJECT
    )


def _in_context(known: KnownFact, terms: tuple[Term, ...]) -> bool:
    """Whether the fact stands under one of the titles or headings."""
    return any(_stands_under(known, term) for term in terms)


def _stands_under(known: KnownFact, term: Term) -> bool:
    if term.kind == "context":
        return term.key in known.context
    return term.key in known.context.split("|")


def _prefer_concepts(fitting: list[KnownFact], item: Item) -> list[KnownFact]:
    """A word that names a concept means the concept, wherever else the word is printed."""
    concepts = [
        k
        for k in fitting
        if any(t.kind == "concept" and _matches(k, t) for g in item.groups for t in g)
    ]
    return concepts or fitting


def _has_basis(known: KnownFact, wanted: Wanted) -> bool:
    fact = known.fact
    if fact.year != known.report.year and wanted.basis is not Basis.LAST_YEAR:
        return False
    if wanted.basis is None:
        # Unasked, final accounts mean their final figures and budgets their budget figures.
        default = Basis.BUDGET if known.report.kind.is_budget else Basis.ACTUAL
        return fact.basis is default
    if wanted.basis is Basis.BUDGET:
        return fact.basis in _BUDGETS
    if wanted.basis is not fact.basis:
        return False
    if wanted.basis in (Basis.CHANGE, Basis.GROWTH, Basis.EXECUTION_RATE) and wanted.compared_with:
        return _same_base(fact.compared_with, wanted.compared_with)
    return True


def _is_state(known: KnownFact) -> bool:
    """Whether a budget tells what there is: cars, posts, persons, as of a date or of its year."""
    fact = known.fact
    told = known.report.kind.is_budget and fact.basis is Basis.ACTUAL
    return told and fact.origin is Origin.TEXT and fact.unit not in MONEY_UNITS


def _column_is_named(known: KnownFact, wanted: Wanted, item: Item) -> bool:
    """A column asked for by its header is meant whatever it measures: 自评得分."""
    if wanted.basis is not None or known.fact.basis in _AMOUNTS:
        return False
    # The name of what can be reached at most says so: 指标体系总分.
    is_weight = known.fact.origin is Origin.TEXT and known.fact.basis is Basis.WEIGHT
    name = known.fact.label if is_weight else known.column
    named = normalise_label(name) if name else None
    return any(t.kind == "label" and t.key == named for g in item.groups for t in g)


def _same_base(printed: str | None, asked: Basis) -> bool:
    if printed == asked.value:
        return True
    return printed in {b.value for b in _BUDGETS} and asked is Basis.BUDGET


def _in_units(fitting: list[KnownFact], wanted: Wanted, item: Item) -> list[KnownFact]:
    """The facts in the asked unit; unasked, sums of money where there are any."""
    concepts = [concept_by_key(t.key) for g in item.groups for t in g if t.kind == "concept"]
    if any(concept.unit != "money" for concept in concepts):
        # A count is asked for by its name, whatever unit stands elsewhere in the question.
        return fitting
    if wanted.units:
        return [k for k in fitting if k.fact.unit in wanted.units or not k.fact.unit]
    if wanted.basis in _DERIVED:
        return fitting
    money = [k for k in fitting if k.fact.unit in MONEY_UNITS]
    stated = [k for k in fitting if not k.fact.unit]
    return [*money, *stated] if money else fitting


def _most_named(fitting: list[KnownFact], item: Item) -> list[KnownFact]:
    """Of facts that fit, those that most of the item names itself, and not what stands above."""

    def named(known: KnownFact) -> int:
        return sum(any(_matches(known, t) for t in group) for group in item.groups)

    most = max((named(k) for k in fitting), default=0)
    return [k for k in fitting if named(k) == most]


def _of_side(fitting: list[KnownFact], wanted: Wanted, item: Item) -> list[KnownFact]:
    """Income or expenditure, as asked; unasked, an item that is printed on both is spent."""
    income = [k for k in fitting if k.fact.form == "income"]
    spent = [k for k in fitting if k.fact.form != "income"]
    named = any(word.search(item.text) for word in load_lexicon().sides["income"])
    if named:
        return fitting
    if wanted.side == "income":
        return income or fitting
    return spent or fitting


def _beyond(known: KnownFact, item: Item) -> int:
    """How many labels of its own the fact has that the question does not name."""
    if any(t.kind == "concept" and _matches(known, t) for g in item.groups for t in g):
        return 0
    named = {t.key for g in item.groups for t in g}
    words = set(item.words)
    own = [label for label in (known.row, known.column) if label]
    coded = known.fact.code in named
    return sum(
        1
        for label in own
        if not (_is_named(label, named | words) or (coded and label == known.row))
    )


def _is_named(label: str, names: set[str]) -> bool:
    return any(
        name == label or label.removesuffix("支出") == name.removesuffix("支出") for name in names
    )


def _least_beyond(figures: list[KnownFact], item: Item) -> list[KnownFact]:
    least = min(_beyond(k, item) for k in figures)
    return [k for k in figures if _beyond(k, item) == least]


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
        if differing and len(by_quantity) == 1:
            return Found(Status.CONFLICT, item, (quantity[0], *differing))
    return Found(Status.AMBIGUOUS, item, tuple(q[0] for q in by_quantity.values()))


def _quantity(known: KnownFact) -> tuple[object, ...]:
    """What tells one quantity from another; two figures of one quantity must agree."""
    fact = known.fact
    who = (known.report.department, known.report.kind, fact.year)
    what = (fact.basis, fact.compared_with, fact.unit in MONEY_UNITS or fact.unit)
    if fact.concept:
        return (*who, *what, fact.concept)
    root = fact.row_path[0] if is_performance(fact) and fact.row_path else None
    place = fact.form if fact.origin is Origin.TABLE else fact.section
    return (*who, *what, fact.label, known.row, known.column, root, place)


def is_performance(fact: Fact) -> bool:
    """Whether a fact stands in a form of a project (绩效自评表)."""
    return bool(fact.form and fact.form.startswith("performance"))


def same_figure(one: Fact, other: Fact) -> bool:
    """Whether two printed figures agree, to the precision of the coarser one."""
    if one.value is None or other.value is None:
        return one.value is other.value
    if one.unit in MONEY_UNITS and other.unit in MONEY_UNITS:
        a, b = (convert_money(f.value or Decimal(0), f.unit, "元") for f in (one, other))
        coarser = max(_last_place(one), _last_place(other))
        return (one.unit == other.unit and a == b) or (
            one.unit != other.unit and abs(a - b) * 2 <= coarser
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
