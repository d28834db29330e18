"""Step 5: figures computed from printed figures, in exact decimals, with the formula shown.

A quotient is rounded to two decimals, half up, and says so; sums and differences are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from disclosure.amount import MONEY_UNITS, convert_money, plain
from disclosure.fact import Basis, Direction
from prompts import wording
from service.answer import Calculation, CalculationInput, Value
from service.holdings import KnownFact
from service.steps.compose import (
    Draft,
    base_words,
    input_of,
    kind_name,
    label_of,
    marks_of,
)

_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)
_YUAN = "元"


class NotComputableError(Exception):
    """The figures have no common unit, or the divisor is zero."""


def round_half_up(value: Decimal) -> Decimal:
    """Two decimals, half up, as reports are rounded."""
    return value.quantize(_CENT, rounding=ROUND_HALF_UP)


def _in_unit(known: KnownFact, unit: str) -> Decimal:
    """The value in a common unit. Raises NotComputableError."""
    value = known.fact.value
    if value is None:
        raise NotComputableError(known.fact.label)
    if known.fact.unit == unit:
        return value
    if known.fact.unit in MONEY_UNITS and unit in MONEY_UNITS:
        return convert_money(value, known.fact.unit, unit)
    raise NotComputableError(known.fact.label)


def _add_value(
    draft: Draft, known: KnownFact, label: str, value: str, unit: str, measure: str
) -> str:
    """Make a computed figure a value that cites all inputs; the citation marks."""
    marks = tuple(range(len(draft.citations)))
    draft.values.append(
        Value(value, unit, label, known.report.department, known.fact.year, measure, marks)
    )
    return marks_of(marks)


def _shown(value: Decimal) -> str:
    return plain(value) if value >= 0 else f"({plain(value)})"


def _operands(*facts: KnownFact) -> list[str]:
    """The figures as a formula shows them: as printed, with their units where these differ."""
    if len({k.fact.unit for k in facts}) == 1:
        return [_shown(k.fact.value or Decimal(0)) for k in facts]
    return [f"{_shown(k.fact.value or Decimal(0))} {k.fact.unit}" for k in facts]


def _result(value: Decimal, *facts: KnownFact) -> str:
    """An exact result; without the zeros that converting a unit leaves behind."""
    same = len({k.fact.unit for k in facts}) == 1
    return plain(value if same or not value else value.normalize())


def compute_sum(draft: Draft, facts: Sequence[KnownFact]) -> Calculation:
    """The sum of figures, exact, in the unit of the first."""
    unit = facts[0].fact.unit
    values = [_in_unit(k, unit) for k in facts]
    inputs = tuple(input_of(draft, k) for k in facts)
    expression = " + ".join(_operands(*facts))
    label = "、".join(dict.fromkeys(label_of(k.fact) for k in facts))
    departments = "、".join(dict.fromkeys(k.report.department for k in facts))
    years = "、".join(dict.fromkeys(str(k.fact.year) for k in facts))
    total = _result(sum(values, Decimal(0)), *facts)
    marks = tuple(range(len(draft.citations)))
    basis = facts[0].fact.basis.value
    if len({k.fact.basis for k in facts}) > 1:
        raise NotComputableError(label)
    if facts[0].fact.basis is not Basis.ACTUAL:
        label += str(wording()["asked"].get(basis, ""))
    latest = max(k.fact.year for k in facts)
    named = label if years == str(latest) else f"{years}年{label}"
    draft.values.append(Value(total, unit, named, departments, latest, basis, marks))
    draft.say(
        "computed", "sum", department=departments, year=years, kind=kind_name(facts[0].report),
        labels=label, value=total, unit=unit, marks=marks_of(marks),
    )  # fmt: skip
    return _with_formula(draft, expression, inputs)


def compute_difference(draft: Draft, first: KnownFact, second: KnownFact) -> Calculation:
    """How much the first is above or below the second."""
    unit = first.fact.unit
    a, b = _in_unit(first, unit), _in_unit(second, unit)
    inputs = (input_of(draft, first), input_of(draft, second))
    names = _tell_apart(first, second)
    difference = _result(abs(a - b), first, second)
    marks = _add_value(
        draft, first, f"{names[0]}－{names[1]}", difference, unit, Basis.CHANGE.value
    )
    key = "difference_more" if a > b else "difference_less" if a < b else "difference_none"
    shown = plain(a) if a == b else difference
    _say_of_both(
        draft, key, first, second,
        first=names[0], second=names[1], value=shown, unit=unit, marks=marks,
    )  # fmt: skip
    larger, smaller = _operands(*((first, second) if a >= b else (second, first)))
    return _with_formula(draft, f"{larger} - {smaller}", inputs)


def compute_change(
    draft: Draft, now: KnownFact, before: KnownFact, base: Basis, as_rate: bool
) -> Calculation:
    """The change of a quantity against its base, as an amount or in percent."""
    unit = now.fact.unit
    a, b = _in_unit(now, unit), _in_unit(before, unit)
    inputs = (input_of(draft, now), input_of(draft, before))
    label, words = label_of(now.fact), _base_in_words(base, now, before)
    if as_rate:
        if b == 0:
            raise NotComputableError(label)
        rate = round_half_up(abs(a - b) / abs(b) * _HUNDRED)
        marks = _add_value(draft, now, label, plain(rate), "%", Basis.GROWTH.value)
        key = "growth_more" if a >= b else "growth_less"
        _say(draft, key, now, label=label, base=words, value=plain(rate), marks=marks)
        one, other = _operands(now, before)
        expression = f"({one} - {other}) ÷ {other}"
        return _with_formula(draft, expression, inputs, rounded=True)
    difference = _result(abs(a - b), now, before)
    marks = _add_value(draft, now, label, difference, unit, Basis.CHANGE.value)
    key = "change_more" if a > b else "change_less" if a < b else "change_none"
    value = plain(a) if a == b else difference
    _say(draft, key, now, label=label, base=words, value=value, unit=unit, marks=marks)
    larger, smaller = _operands(*((now, before) if a >= b else (before, now)))
    return _with_formula(draft, f"{larger} - {smaller}", inputs)


def _base_in_words(base: Basis, now: KnownFact, before: KnownFact) -> str:
    """比上年, 比年初预算, or the year where it is another than the last."""
    if base is Basis.LAST_YEAR and before.fact.year != now.fact.year - 1:
        return str(wording()["words"]["compared_with_year"]).format(year=before.fact.year)
    return base_words(base.value)


def compute_ratio(
    draft: Draft, part: KnownFact, whole: KnownFact, as_rate_of: Basis | None = None
) -> Calculation:
    """A share of a whole, or the rate to which a budget was carried out, in percent."""
    unit = part.fact.unit
    a, b = _in_unit(part, unit), _in_unit(whole, unit)
    if b == 0:
        raise NotComputableError(label_of(whole.fact))
    inputs = (input_of(draft, part), input_of(draft, whole))
    share = plain(round_half_up(a / b * _HUNDRED))
    measure = Basis.EXECUTION_RATE if as_rate_of else Basis.SHARE
    marks = _add_value(draft, part, label_of(part.fact), share, "%", measure.value)
    if as_rate_of:
        base = wording()["words"][as_rate_of.value]
        _say(
            draft,
            "execution_rate",
            part,
            label=label_of(part.fact),
            base=base,
            value=share,
            marks=marks,
        )
    else:
        names = (label_of(part.fact), label_of(whole.fact))
        _say(draft, "ratio", part, first=names[0], second=names[1], value=share, marks=marks)
    return _with_formula(draft, " ÷ ".join(_operands(part, whole)), inputs, rounded=True)


def compute_share_of_sum(draft: Draft, parts: Sequence[KnownFact], whole: KnownFact) -> Calculation:
    """The share that several figures together have in a whole, in percent."""
    unit = parts[0].fact.unit
    values = [_in_unit(part, unit) for part in parts]
    b = _in_unit(whole, unit)
    if b == 0:
        raise NotComputableError(label_of(whole.fact))
    inputs = tuple(input_of(draft, k) for k in (*parts, whole))
    share = plain(round_half_up(sum(values, Decimal(0)) / b * _HUNDRED))
    label = "、".join(label_of(part.fact) for part in parts)
    marks = _add_value(draft, parts[0], label, share, "%", Basis.SHARE.value)
    _say(
        draft, "ratio_of_sum", parts[0],
        first=label, second=label_of(whole.fact), value=share, marks=marks,
    )  # fmt: skip
    *added, of = _operands(*parts, whole)
    return _with_formula(draft, f"({' + '.join(added)}) ÷ {of}", inputs, rounded=True)


def compute_average(
    draft: Draft, total: KnownFact, count: KnownFact, per: str, target: str | None
) -> Calculation:
    """A sum per visit, per person-time or per vehicle; money in 元 unless another is asked for."""
    if total.fact.value is None or not count.fact.value or total.fact.unit == count.fact.unit:
        # 74 人次 on 74 人次 is no average of anything.
        raise NotComputableError(label_of(count.fact))
    inputs = (input_of(draft, total), input_of(draft, count))
    is_money = total.fact.unit in MONEY_UNITS
    unit = (target or _YUAN) if is_money else total.fact.unit
    a, b = _in_unit(total, unit), count.fact.value
    value = plain(round_half_up(a / b))
    marks = _add_value(draft, total, label_of(total.fact), value, unit, total.fact.basis.value)
    named = wording()["words"][per]
    _say(
        draft,
        "average",
        total,
        first=label_of(total.fact),
        per=named,
        value=value,
        unit=unit,
        marks=marks,
    )
    shown = f"{_shown(total.fact.value)} {total.fact.unit} ÷ {_shown(b)} {count.fact.unit}"
    return _with_formula(draft, shown, inputs, rounded=True)


def compute_implied(draft: Draft, now: KnownFact, change: KnownFact) -> Calculation:
    """The base of a printed change: this figure less the increase, or plus the decrease."""
    unit = now.fact.unit
    a, c = _in_unit(now, unit), _in_unit(change, unit)
    inputs = (input_of(draft, now), input_of(draft, change))
    fell = change.fact.direction is Direction.DECREASE
    base = change.fact.compared_with or ""
    value = _result(a + c if fell else a - c, now, change)
    marks = _add_value(draft, now, label_of(now.fact), value, unit, base)
    words = wording()["words"].get(base, base)
    _say(
        draft,
        "implied",
        now,
        label=label_of(now.fact),
        base=words,
        value=value,
        unit=unit,
        marks=marks,
    )
    one, other = _operands(now, change)
    return _with_formula(draft, f"{one} {'+' if fell else '-'} {other}", inputs)


def compute_conversion(draft: Draft, known: KnownFact, target: str) -> Calculation:
    """A sum of money in another unit, exactly."""
    value = known.fact.value
    if value is None or known.fact.unit not in MONEY_UNITS:
        raise NotComputableError(label_of(known.fact))
    inputs = (input_of(draft, known),)
    converted = convert_money(value, known.fact.unit, target)
    shown = plain(converted.normalize()) if converted else "0"
    marks = _add_value(draft, known, label_of(known.fact), shown, target, known.fact.basis.value)
    _say(
        draft, "converted", known, label=label_of(known.fact), printed=plain(value),
        unit=known.fact.unit, marks=marks, value=shown, target=target,
    )  # fmt: skip
    # The factor is no disclosed figure, so it stands in the calculation and not in the text.
    draft.sentences.append(str(wording()["lookup"]["end"]))
    factor = convert_money(Decimal(1), known.fact.unit, target)
    sign, by = ("×", factor) if factor >= 1 else ("÷", 1 / factor)
    return Calculation(f"{_shown(value)} {sign} {plain(by.normalize())}", inputs)


def _tell_apart(first: KnownFact, second: KnownFact) -> tuple[str, str]:
    """Names that differ: with the department or the year where those differ."""
    a, b = label_of(first.fact), label_of(second.fact)
    if first.fact.basis is not second.fact.basis:
        amounts = wording()["amounts"]
        a += str(amounts.get(first.fact.basis.value, ""))
        b += str(amounts.get(second.fact.basis.value, ""))
    if first.fact.year != second.fact.year:
        a, b = f"{first.fact.year}年度{a}", f"{second.fact.year}年度{b}"
    if first.report.department != second.report.department:
        a, b = first.report.department + a, second.report.department + b
    return a, b


def _say(draft: Draft, key: str, known: KnownFact, **parts: object) -> None:
    department, year = known.report.department, known.fact.year
    kind = kind_name(known.report)
    draft.say("computed", key, department=department, year=year, kind=kind, **parts)


def _say_of_both(draft: Draft, key: str, one: KnownFact, other: KnownFact, **parts: object) -> None:
    """A sentence about two figures, whose names tell department and year where they differ."""
    same = (one.report.department, one.fact.year) == (other.report.department, other.fact.year)
    if same:
        _say(draft, key, one, **parts)
    else:
        draft.say("computed", f"{key}_apart", **parts)


def _with_formula(
    draft: Draft, expression: str, inputs: tuple[CalculationInput, ...], rounded: bool = False
) -> Calculation:
    words = wording()["computed"]
    draft.sentences.append(str(words["formula"]).format(expression=expression))
    draft.sentences.append(str(wording()["lookup"]["end"]))
    note = str(words["rounded"]) if rounded else ""
    return Calculation(expression, inputs, note)
