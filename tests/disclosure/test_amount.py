"""Printed figures: exact, or an error; money converts by powers of ten only."""

from decimal import Decimal

import pytest

from disclosure.amount import MONEY_UNITS, Amount, convert_money, parse_decimal, plain
from disclosure.errors import AmountError, DisclosureError


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("0", "0"),
        ("12", "12"),
        ("12.50", "12.50"),
        ("1,234.50", "1234.50"),
        ("12,345,678", "12345678"),
        ("１２．５０", "12.50"),
        ("１，２３４．５０", "1234.50"),
        (" 12.50 ", "12.50"),
        ("-3.20", "-3.20"),
        ("−3.20", "-3.20"),
        ("－3.20", "-3.20"),
        ("87.22%", "87.22"),
        ("87.22％", "87.22"),
        ("12345678901234567890.12", "12345678901234567890.12"),
    ],
)
def test_a_printed_figure_keeps_its_value_and_its_last_digits(printed, value):
    assert str(parse_decimal(printed)) == value


@pytest.mark.parametrize(
    "printed",
    [
        "",
        " ",
        "—",
        "-",
        "无",
        "XX",
        "12.",
        ".5",
        "1.2.3",
        "12,34.5",
        "1,2345",
        "12万元",
        "12.5 13.5",
        "1e3",
        "--3",
        "3-",
        "十二",
        "12.50%%",
        "NaN",
    ],
)
def test_anything_else_than_one_figure_is_an_error(printed):
    with pytest.raises(AmountError):
        parse_decimal(printed)


def test_an_amount_error_is_a_value_error_and_is_shown_to_users():
    assert issubclass(AmountError, ValueError)
    assert issubclass(AmountError, DisclosureError)


@pytest.mark.parametrize(
    ("value", "unit", "target", "converted"),
    [
        ("12.30", "万元", "元", "123000"),
        ("123000", "元", "万元", "12.3000"),
        ("123456.78", "元", "万元", "12.345678"),
        ("1.5", "亿元", "万元", "15000"),
        ("3", "百万元", "千元", "3000"),
        ("0.00", "万元", "元", "0"),
        ("-0.50", "万元", "元", "-5000"),
        ("7.70", "万元", "万元", "7.70"),
        ("0.1", "元", "亿元", "0.000000001"),
    ],
)
def test_money_is_converted_exactly(value, unit, target, converted):
    result = convert_money(Decimal(value), unit, target)
    assert result == Decimal(converted)
    assert "E" not in plain(result)


@pytest.mark.parametrize("unit", MONEY_UNITS)
@pytest.mark.parametrize("target", MONEY_UNITS)
def test_there_and_back_again_is_the_same_sum_as_printed(unit, target):
    printed = Decimal("1234567.89")
    back = convert_money(convert_money(printed, unit, target), target, unit)
    assert plain(back) == "1234567.89"


@pytest.mark.parametrize(
    ("unit", "target"),
    [("批次", "元"), ("万元", "%"), ("人次", "批次"), ("", "元"), ("美元", "元")],
)
def test_other_units_do_not_convert(unit, target):
    with pytest.raises(AmountError):
        convert_money(Decimal(1), unit, target)


@pytest.mark.parametrize(
    ("printed", "decimals"), [("12", 0), ("12.5", 1), ("12.50", 2), ("0.00", 2), ("1,200", 0)]
)
def test_an_amount_knows_how_many_decimals_are_printed(printed, decimals):
    amount = Amount(parse_decimal(printed), "万元", printed)
    assert (amount.decimals, amount.is_money()) == (decimals, True)


def test_a_count_is_no_money():
    assert not Amount(Decimal(13), "批次", "13").is_money()


@pytest.mark.parametrize(
    ("value", "text"),
    [("12.50", "12.50"), ("1E+3", "1000"), ("1E-7", "0.0000001"), ("-0.10", "-0.10")],
)
def test_a_decimal_is_written_without_exponent_and_with_its_last_digits(value, text):
    assert plain(Decimal(value)) == text
