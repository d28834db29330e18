"""Which items a question asks for, and which of its words only narrow the item beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from disclosure.concepts import Concept, concept_by_key
from service.lexicon import load_lexicon
from service.question import Item, Term
from service.steps.link import Linked
from service.steps.mention import Mention

# Between two items these say that both are asked for; anything else makes one narrow the other.
_SEPARATE = re.compile(r"[、,;和与及跟同加比占?。]")
_OF_WHICH = "其中"
_OF = "的"


@dataclass(frozen=True, slots=True)
class ReadItems:
    """The items in order, and the fund and side that totals behind them name.

    `narrowed` are the items with those totals as columns, should a table have such columns.
    """

    items: tuple[Item, ...] = ()
    fund: str | None = None
    side: str | None = None
    narrowed: tuple[Item, ...] = ()


def read_items(linked: Linked) -> ReadItems:
    """The items in order; one that stands behind another without a conjunction narrows it."""
    items: list[Item] = []
    fund = side = None
    narrowed: tuple[Item, ...] = ()
    previous: Mention | None = None
    for mention in linked.of("item", "weak_item"):
        item = Item((mention.text,), (mention.terms,))
        between = linked.question[previous.end : mention.start] if previous else ""
        if item in items:
            continue
        if previous and (_OF_WHICH in between or not _SEPARATE.search(between)):
            told = _total_told(items[-1], item)
            before = fund_of(items[-1]) if mention.kind == "item" else None
            if before:
                # 一般公共预算项目支出: the fund tells which project expenditure.
                fund, items[-1] = before, item
            elif told:
                fund, side = told[0] or fund, told[1] or side
                narrowed = (*items[:-1], items[-1].narrowed(item))
            else:
                _narrow_or_add(items, item, touching=between == "")
        else:
            items.append(_in_total_row(item, mention, linked))
        previous = mention
    return ReadItems(tuple(items), fund, side, narrowed)


def fund_of(item: Item) -> str | None:
    """The fund that is all that an item names."""
    funds = load_lexicon().funds.items()
    return next((f for f, ws in funds if any(w.fullmatch(item.text) for w in ws)), None)


def _in_total_row(item: Item, mention: Mention, linked: Linked) -> Item:
    """总计的政府性基金: the item as a column of the row of totals."""
    before = linked.question[: mention.start]
    for total in load_lexicon().total_rows:
        if before.endswith(total + _OF):
            return Item((total,), ((Term("total", total),),)).narrowed(item)
    return item


def _total_told(item: Item, other: Item) -> tuple[str | None, str | None] | None:
    """The fund and side that a total behind an item names: 住房公积金的财政拨款支出, …的支出合计.

    None when it is no such total, or when the item is a total itself.
    """
    concept, own = concept_of(other), concept_of(item)
    if concept is None or (own and own.family == concept.family):
        return None
    lexicon = load_lexicon()
    side = next((s for s, key in lexicon.side_totals.items() if key == concept.key), None)
    fund = lexicon.fund_totals.get(concept.key)
    return (fund, side) if side or fund else None


def _narrow_or_add(items: list[Item], other: Item, *, touching: bool) -> None:
    """Two names of one family are one item, the special one: 公务用车 … 保有量.

    Two special ones that touch are two items; names of different families narrow each other.
    """
    first, second = concept_of(items[-1]), concept_of(other)
    if not first or not second or first.family != second.family:
        items[-1] = items[-1].narrowed(other)
    elif first.is_default:
        items[-1] = other
    elif not second.is_default and touching:
        items.append(other)
    elif not second.is_default:
        items[-1] = items[-1].narrowed(other)


def concept_of(item: Item) -> Concept | None:
    """The concept that the last words of an item name, if any."""
    keys = [t.key for t in item.groups[-1] if t.kind == "concept"]
    return concept_by_key(keys[0]) if keys else None
