"""Step 3: from the readings of the words to a plan that says what to look up and compute."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from disclosure.concepts import concept_by_key, load_concepts
from disclosure.fact import BUDGETS, OWN_AMOUNTS, Basis, Origin
from disclosure.numerals import read_numeral
from disclosure.report import Report
from service.lexicon import load_lexicon
from service.question import Item, Operation, QuestionPlan, Term
from service.steps.amounts import find_amounts
from service.steps.bodies import Bodies
from service.steps.items import concept_of, fund_of, read_items
from service.steps.link import Linked
from service.steps.operation import find_operation, off_budget

_COMPLETED = re.compile("完成|占|是")
_TWO = 2
_MONEY = "money"
_YEAR = re.compile(r"20\d\d(?=年)")
_RECENT = re.compile(r"[两一二三四五六七八九十\d]+")
_EXTREME = "extreme"
_TARGET_UNIT = re.compile(r"(亿|百万|万|千)?元")
_NO_CHANGE = (Basis.SHARE, Basis.EXECUTION_RATE, Basis.GROWTH, Basis.SCORE, Basis.WEIGHT)
_RATES = (Basis.GROWTH, Basis.SHARE, Basis.EXECUTION_RATE)


def build_plan(linked: Linked, bodies: Bodies, reports: Sequence[Report]) -> QuestionPlan:
    """The plan of a question on its own; a follow-up is completed afterwards."""
    operations = {m.key for m in linked.of("operation")}
    basis, base = _basis(linked)
    amounts = find_amounts(linked, sorted({r.year for r in reports}))
    by_year = amounts.by_year if len(bodies.held) < _TWO and Basis.GROWTH not in basis else ()
    measures = tuple(dict.fromkeys((*(m.key for m in linked.of("measure")), *_claimed(linked))))
    per = next((m.key for m in linked.of("per")), None)
    read = read_items(linked)
    items = _in_asked_units(read.items, measures)
    mixed = () if by_year else _mixed_bases(linked, bodies)
    base_years = [int(y) for m in linked.of("base") for y in re.findall(r"\d{4}", m.text)]
    plan = QuestionPlan(
        text=linked.question,
        departments=bodies.held,
        ambiguous_departments=bodies.ambiguous,
        years=_years(linked, reports, base),
        kinds=tuple(dict.fromkeys(m.key for m in linked.of("kind"))),
        items=items,
        contexts=tuple(m.terms for m in linked.of("table")),
        basis=basis,
        compared_with=base,
        base_year=base_years[0] if base_years else None,
        each="each" in operations,
        preferred=(read.narrowed,) if read.narrowed else (),
        alternatives=_apart(linked, measures) if len(items) == 1 else (),
        amount=amounts.own if base and Basis.CHANGE in basis else None,
        base_amount=amounts.base if base else None,
        origin=next((Origin(m.key) for m in linked.of("origin")), None),
        measures=measures,
        side=read.side or next((m.key for m in linked.of("side")), None),
        fund=read.fund or next((m.key for m in linked.of("fund")), None),
        target_unit=_target_unit(linked.question, operations),
        unknown=(*linked.unknown, *mixed, *_unplaced_rows(linked)),
        unknown_bodies=bodies.not_held,
        per=per,
        is_reason="reason" in operations,
        in_form=any(load_lexicon().form_columns.search(m.text) for m in linked.of("basis")),
    )
    return _with_operation(plan, linked, by_year)


def _with_operation(
    plan: QuestionPlan, linked: Linked, by_year: tuple[tuple[int, Basis], ...]
) -> QuestionPlan:
    """The plan with what is done to its figures, and with the amounts of each year named."""
    operations = {m.key for m in linked.of("operation")}
    apart = [find_operation(plan.with_(items=items), linked) for items in plan.alternatives]
    plan = plan.with_(
        operation=find_operation(plan, linked),
        operation_apart=apart[0] if apart else None,
        extreme=_extreme(linked.question, operations),
        count=_how_many(linked),
        of_classes="classes" in operations,
    )
    if by_year:
        compared = (
            bool(linked.of("base"))
            or Basis.CHANGE in plan.basis
            or plan.operation is Operation.DIFFERENCE
        )
        return plan.with_(
            by_year=by_year,
            years=tuple(year for year, _ in by_year),
            basis=(),
            compared_with=None,
            operation=Operation.DIFFERENCE if compared else Operation.LIST,
        )
    over_years = plan.operation is Operation.TREND or len(plan.years) > 1
    told = not plan.compared_with or "each" in operations
    listed = plan.operation in (Operation.TREND, Operation.LOOKUP, Operation.BREAKDOWN)
    if over_years and plan.basis == (Basis.CHANGE,) and told and listed:
        # How something changed over the years is told by its figures.
        plan = plan.with_(basis=())
    return plan


def _apart(linked: Linked, measures: Sequence[str]) -> tuple[tuple[Item, ...], ...]:
    """The names of an item as items of their own, should they not narrow each other: 水费电费."""
    mentions = linked.of("item")
    if any(fund_of(Item((m.text,), (m.terms,))) for m in mentions):
        return ()
    touching = all(a.end == b.start for a, b in pairwise(mentions))
    if len(mentions) < _TWO or not touching:
        return ()
    apart = tuple(Item((m.text,), (m.terms,)) for m in mentions)
    return (_in_asked_units(apart, measures),)


def _in_asked_units(items: tuple[Item, ...], measures: Sequence[str]) -> tuple[Item, ...]:
    """Every item in the asked unit; one item asked for in two units is two items."""
    counted = [m for m in measures if m != _MONEY]
    if len(items) == 1 and len(counted) > 1:
        return tuple(in_asked_unit(items[0], [m]) for m in counted)
    if len(items) == 1 and counted and _is_counted(items[0]):
        # 公务接待批次和人次: the item is one count, the unit behind it another.
        asked = in_asked_unit(items[0], counted)
        return items if asked == items[0] else (items[0], asked)
    return tuple(in_asked_unit(item, measures) for item in items)


def _is_counted(item: Item) -> bool:
    concept = concept_of(item)
    return concept is not None and concept.unit != _MONEY


def parts_of(item: Item) -> tuple[Item, ...]:
    """What a concept is made up of, for 分项各多少; the item itself where it has no parts."""
    for term in item.groups[0]:
        if term.kind == "concept" and (parts := concept_by_key(term.key).parts):
            return tuple(Item((concept_by_key(p).name,), ((Term("concept", p),),)) for p in parts)
    return (item,)


def with_default_items(plan: QuestionPlan, linked: Linked) -> QuestionPlan:
    """What a question is about that names no item, not even in the turns before it."""
    lexicon = load_lexicon()
    if plan.items or plan.unknown:
        return plan
    words = "".join(m.text for m in linked.of("operation") if m.key == "sum")
    rows = [row for row in lexicon.total_rows if row in plan.text]
    if plan.contexts and rows:
        row = max(rows, key=len)
        # 总分的分值: the first names the row, the second what is asked of it.
        others = {Basis(m.key) for m in linked.of("basis") if m.text != row}
        plan = plan.with_(basis=tuple(b for b in plan.basis if b in others) or plan.basis)
        return plan.with_(items=(Item((row,), ((Term("total", row),),)),))
    counted = [c for m in plan.measures if (c := lexicon.measures[m].default_concept)]
    sides = [s for s, ws in lexicon.sides.items() if any(w.search(plan.text) for w in ws)]
    whole = len(sides) == 1 and words and not lexicon.not_a_total.search(plan.text)
    ranked = plan.operation in (Operation.EXTREME, Operation.OFF_BUDGET)
    if not counted and ranked and not plan.contexts and lexicon.whole_of_items.search(plan.text):
        counted = [lexicon.side_totals["expenditure"]]
    if not counted and whole:
        counted = [lexicon.side_totals[sides[0]]]
    items = tuple(Item((concept_by_key(k).name,), ((Term("concept", k),),)) for k in counted)
    return plan.with_(items=items)


def in_asked_unit(item: Item, measures: Sequence[str]) -> Item:
    """公务接待 asked for in 批次 is the concept of its family that is counted so, and back."""
    lexicon = load_lexicon()
    units = {u for key in measures if key != _MONEY for u in lexicon.measures[key].units}
    if not units and _MONEY in measures:
        units = {_MONEY}
    if not units or (_MONEY in measures and units != {_MONEY}):
        return item
    groups = tuple(
        tuple(changed for term in group for changed in _change_unit(term, units))
        for group in item.groups
    )
    return Item(item.words, groups)


def _change_unit(term: Term, units: set[str]) -> list[Term]:
    if term.kind != "concept":
        return [term]
    concept = concept_by_key(term.key)
    if concept.unit in units:
        return [term]
    family = [c for c in load_concepts() if c.family == concept.family and c.unit in units]
    branch = [c for c in family if c.branch == concept.branch]
    fitting = branch or [c for c in family if c.is_default] or family
    return [Term("concept", c.key) for c in fitting] or [term]


def _basis(linked: Linked) -> tuple[tuple[Basis, ...], Basis | None]:
    """What is asked of the items, and against what a change is measured."""
    named = [Basis(m.key) for m in linked.of("basis")]
    bases = [Basis(m.key) for m in linked.of("base")]
    # 同比下降 says what is asked and against what in one word.
    last_year = load_lexicon().bases[Basis.LAST_YEAR]
    if any(p.match(m.text) for m in linked.of("basis") for p in last_year):
        bases.append(Basis.LAST_YEAR)
    base = bases[0] if bases else None
    percent = bool(linked.of("percent"))
    wanted = list(dict.fromkeys(named))
    if Basis.CHANGE in wanted and percent:
        wanted = [Basis.GROWTH if b is Basis.CHANGE else b for b in wanted]
    if (
        Basis.SHARE in wanted
        and not percent
        and any(m.key == "money" for m in linked.of("measure"))
    ):
        wanted.remove(Basis.SHARE)
    if any(_COMPLETED.match(m.text) for m in linked.of("base")):
        wanted = [Basis.EXECUTION_RATE]
    if percent and not any(b in _RATES for b in wanted):
        wanted.append(Basis.GROWTH if base else Basis.SHARE)
    if base and not any(b in (*_RATES, Basis.CHANGE) for b in wanted):
        wanted.append(Basis.CHANGE)
    derived = [b for b in wanted if b in (*_RATES, Basis.CHANGE)]
    if derived:
        # 决算数比年初预算增加: the two amounts are what is compared, not what is asked.
        budget = next((b for b in wanted if b in BUDGETS), None)
        return tuple(derived[:1] if len(derived) > 1 and base else derived), base or budget
    return tuple(wanted), base


def _claimed(linked: Linked) -> list[str]:
    """The unit of a figure that is claimed: 30批次对吗 asks for 批次."""
    claims = [m.text for m in linked.of("operation") if m.key == "claims"]
    measures = load_lexicon().measures
    return [
        key
        for key, measure in measures.items()
        if key != _MONEY and any(w.search(text) for text in claims for w in measure.words)
    ]


def _unplaced_rows(linked: Linked) -> tuple[str, ...]:
    """第38行 of no named table: every table has one."""
    numbered = [m for m in linked.of("item") if m.terms[0].kind in ("row_number", "column_number")]
    return () if linked.of("table") else tuple(m.text for m in numbered)


def _mixed_bases(linked: Linked, bodies: Bodies) -> tuple[str, ...]:
    """今年预算和去年决算: a base for each year or body is more than a plan can say.

    The same goes for a rate or a score that is compared: how much it changed is not printed.
    """
    rates = [m for m in linked.of("basis") if Basis(m.key) in _NO_CHANGE]
    if rates and linked.of("base") and any(m.key == Basis.CHANGE for m in linked.of("basis")):
        return tuple(m.text for m in rates)
    named = [m for m in linked.of("basis") if Basis(m.key) in OWN_AMOUNTS]
    years = {m.key for m in linked.of("year", "relative_year")}
    mixed = len({m.key for m in named}) > 1 and (len(years) > 1 or len(bodies.held) > 1)
    return tuple(m.text for m in named) if mixed else ()


def _years(linked: Linked, reports: Sequence[Report], base: Basis | None) -> tuple[int, ...]:
    """The years named; relative ones count from the latest report in scope, not from the clock."""
    held = sorted({r.year for r in reports})
    years = [int(m.key) for m in linked.of("year")]
    latest = held[-1] if held else 0
    offsets = {"last": -1, "before_last": -2, "three_ago": -3, "this": 0, "same": 0, "next": 1}
    years += [latest + offsets[m.key] for m in linked.of("relative_year") if held]
    if not years:
        # A table is of the year in its title: 《2025年…表》.
        titled = [int(y) for m in linked.of("table") for y in _YEAR.findall(m.text)]
        years = [y for y in titled if y in held]
    if len(set(years)) < _TWO:
        years += _recent(linked, held)
    if linked.of("operation") and any(m.key == "implied" for m in linked.of("operation")):
        # The year to be worked out is the one before a report that is held.
        years = [y if y in held else y + 1 for y in years if y in held or y + 1 in held]
    if "each" in {m.key for m in linked.of("operation")}:
        named = [int(y) for m in linked.of("base") for y in re.findall(r"\d{4}", m.text)]
        years = [y for y in named if y in held] + years
    if not years and base is Basis.LAST_YEAR:
        compared = [int(y) for m in linked.of("base") for y in re.findall(r"\d{4}", m.text)]
        years = [y + 1 for y in compared if y + 1 in held]
    return tuple(dict.fromkeys(years))


def _recent(linked: Linked, held: Sequence[int]) -> Sequence[int]:
    """The years of a trend: as many of the last as it says, else all that are held.

    近三年的走势 is one trend with a number. 近两三年 says no number.
    """
    trends = [m.text for m in linked.of("operation") if m.key == "trend"]
    counts = [read_numeral(n) for text in trends for n in _RECENT.findall(text)]
    count = next((n for n in counts if n), len(held))
    return held[-count:] if trends else ()


def _target_unit(question: str, operations: set[str]) -> str | None:
    """The unit to convert to, when the question asks for a certain one."""
    asked = re.findall(r"(?:多少|几)((?:亿|百万|万|千)?元)", question)
    if asked:
        return str(asked[-1])
    if "convert" in operations:
        found = _TARGET_UNIT.search(question)
        return found[0] if found else None
    return None


def _how_many(linked: Linked) -> int:
    """How many of the largest or smallest are asked for: 最多的三项."""
    ranks = [m.text for m in linked.of("operation") if m.key.startswith(_EXTREME)]
    found = [read_numeral(n) for text in ranks for n in _RECENT.findall(text)]
    return next((n for n in found if n), 1)


def _extreme(question: str, operations: set[str]) -> str | None:
    if "extreme_high" in operations:
        return "high"
    return "low" if "extreme_low" in operations else off_budget(question)
