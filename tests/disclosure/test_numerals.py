"""Numbers written in Chinese, as in headings and in questions."""

from __future__ import annotations

import pytest

from disclosure.numerals import read_numeral


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("3", 3),
        ("12", 12),
        ("三", 3),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三十五", 35),
    ],
)
def test_a_number_is_read(written: str, number: int) -> None:
    assert read_numeral(written) == number


@pytest.mark.parametrize("written", ["", "几", "两三", "十十", "3十", "-1"])
def test_what_is_no_single_number_is_not_guessed(written: str) -> None:
    assert read_numeral(written) is None
