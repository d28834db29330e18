"""Figures in sentences: kept as printed, with quote, page and box."""

import pytest

from disclosure.fact import Origin, Presence
from disclosure.place import Box, PlacedText, Run
from ingest.text_facts import MAX_QUOTE
from tests.ingest.stated import ASSETS, THREE_PUBLIC, draw_facts, lines, read_sentences


@pytest.mark.parametrize(
    ("printed", "value", "as_printed"),
    [
        ("公务接待费1.20万元。", "1.20", "1.20"),
        ("公务接待费１．２０万元。", "1.20", "１．２０"),
        ("公务接待费1,201.30万元。", "1201.30", "1,201.30"),
        ("公务接待费１，２０１．３０万元。", "1201.30", "１，２０１．３０"),
        ("公务接待费 1.20 万元。", "1.20", "1.20"),
        ("公务接待费 1.20 万 元。", "1.20", "1.20"),
        ("公务接待费-0.80万元。", "-0.80", "-0.80"),
        ("公务接待费0万元。", "0", "0"),
    ],
)
def test_a_figure_is_read_exactly_and_kept_as_printed(printed, value, as_printed):
    [fact] = read_sentences(THREE_PUBLIC, printed)
    assert (str(fact.value), fact.printed, fact.unit) == (value, as_printed, "万元")
    assert (fact.origin, fact.quote) == (Origin.TEXT, printed)


def test_two_numbers_with_a_space_between_them_stay_two():
    facts = read_sentences(ASSETS, "单价50万元以上设备1台，房屋2 3平方米。")
    assert [str(fact.value) for fact in facts] == ["1", "3"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("未发生因公出国（境）费。", "因公出国(境)费 | actual | stated_none"),
        ("因公出国（境）费用为零。", "因公出国(境)费用 | actual | stated_none"),
        ("公务用车购置费未发生。", "公务用车购置费 | actual | stated_none"),
        (
            "公务接待费1.20万元，与上年持平。",
            """公务接待费 | actual | 1.20 万元
            公务接待费 | change of last_year | stated_equal""",
        ),
        (
            "公务接待费1.20万元，与年初预算一致。",
            """公务接待费 | actual | 1.20 万元
            公务接待费 | change of initial_budget | stated_equal""",
        ),
        (
            "公务接待费1.20万元，较2022年度基本持平，没有公务用车购置费。",
            """公务接待费 | actual | 1.20 万元
            公务接待费 | change of last_year | stated_equal
            公务用车购置费 | actual | stated_none""",
        ),
    ],
)
def test_none_and_equal_are_stated_and_have_no_value(sentence, expected):
    facts = read_sentences(THREE_PUBLIC, sentence)
    assert draw_facts(facts) == lines(expected)
    stated = [fact for fact in facts if fact.presence is not Presence.FIGURE]
    assert {fact.value for fact in stated} == {None}


SIZE = 10.0


def placed_lines(*printed: tuple[str, int, float]) -> PlacedText:
    """Lines of characters ten points wide: text, page and top of each."""
    runs, start = [], 0
    for text, page, top in printed:
        edges = tuple(50 + SIZE * i for i in range(len(text) + 1))
        runs.append(Run(start, start + len(text), page, top, top + 12, edges))
        start += len(text)
    return PlacedText("".join(text for text, _, _ in printed), tuple(runs))


def test_the_quote_is_the_sentence_and_the_box_frames_it():
    body = placed_lines(("会议费1万元。接待27批次。", 4, 100.0))
    meeting, visits = read_sentences(THREE_PUBLIC, body)
    assert (meeting.quote, visits.quote) == ("会议费1万元。", "接待27批次。")
    assert (visits.place.page, visits.place.box) == (4, Box(120, 100, 190, 112))


def test_the_box_of_a_sentence_over_two_lines_frames_both():
    [fact] = read_sentences(
        THREE_PUBLIC, placed_lines(("公务接待费支", 4, 100.0), ("出1万元。", 4, 120.0))
    )
    assert fact.place.box == Box(50, 100, 110, 132)


def test_a_sentence_over_two_pages_is_placed_where_the_figure_stands():
    body = placed_lines(("公务接待费1万元，", 4, 780.0), ("比上年减少2万元。", 5, 60.0))
    amount, change = read_sentences(THREE_PUBLIC, body)
    assert (amount.place.page, amount.place.box) == (4, Box(50, 780, 140, 792))
    assert (change.place.page, change.place.box) == (5, Box(50, 60, 140, 72))
    assert amount.quote == change.quote == body.text


def test_a_figure_broken_over_two_pages_is_whole():
    [fact] = read_sentences(
        THREE_PUBLIC, placed_lines(("公务接待费12", 4, 780.0), ("34万元。", 5, 60.0))
    )
    assert (str(fact.value), fact.place.page) == ("1234", 4)


def test_a_stated_absence_has_a_place_too():
    [fact] = read_sentences(THREE_PUBLIC, placed_lines(("未发生公务接待费。", 7, 300.0)))
    assert (fact.presence, fact.place.page) == (Presence.STATED_NONE, 7)
    assert fact.place.box == Box(50, 300, 140, 312)


def test_a_long_sentence_is_quoted_around_the_figure():
    items = "、".join(f"第{name}类接待事项" for name in "甲乙丙丁戊己庚辛" * 4)
    [fact] = read_sentences(THREE_PUBLIC, f"开展{items}，公务接待费9.99万元，另有{items}。")
    assert "公务接待费9.99万元" in fact.quote
    assert len(fact.quote) <= MAX_QUOTE
